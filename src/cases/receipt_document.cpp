// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "cases/receipt_document.h"

#include <fmt/format.h>

namespace kommod::cases {
namespace {

using documents::Heading;
using documents::Paragraph;
using documents::Span;
using documents::Table;
using documents::Voice;

std::string text_of(const json::object& object, std::string_view key) {
    return std::string{object.at(key).as_string()};
}

documents::Block labelled_table(const Shop& shop, const json::array& rows) {
    Table table{{{shop.translate("Frage"), 2}, {shop.translate("Ihre Antwort"), 3}}, {}};
    for (const auto& each : rows) {
        const auto& row = each.as_object();
        table.rows.push_back({{Span{text_of(row, "label")}}, {Span{text_of(row, "value")}}});
    }
    return table;
}

void add_summary(documents::Document& document, const Shop& shop, const json::object& receipt) {
    document.blocks.emplace_back(Heading{2, shop.translate("Ihre Angaben")});
    for (const auto& each : receipt.at("summary").as_array()) {
        const auto& section = each.as_object();
        document.blocks.emplace_back(Heading{3, text_of(section, "title")});
        document.blocks.push_back(labelled_table(shop, section.at("rows").as_array()));
    }
}

void add_fees(documents::Document& document, const Shop& shop, const json::object& receipt) {
    const auto& fees = receipt.at("fees").as_array();
    if (fees.empty()) return;
    document.blocks.emplace_back(Heading{2, shop.translate("Kosten")});
    Table table{{{shop.translate("Gebühr"), 3},
                 {shop.translate("Betrag"), 2, documents::Alignment::right},
                 {shop.translate("Rechtsgrundlage"), 3}},
                {}};
    for (const auto& each : fees) {
        const auto& fee = each.as_object();
        table.rows.push_back(
            {{Span{text_of(fee, "name")}},
             {Span{fmt::format("{} {}", text_of(fee, "amount_shown"), text_of(fee, "per_shown"))}},
             {Span{text_of(fee, "citation")}}});
    }
    document.blocks.emplace_back(std::move(table));
}

void add_declarations(documents::Document& document, const Shop& shop,
                      const json::object& receipt) {
    const auto& declarations = receipt.at("declarations").as_array();
    if (declarations.empty()) return;
    document.blocks.emplace_back(Heading{2, shop.translate("Ihre Erklärungen")});
    documents::List list;
    for (const auto& each : declarations)
        list.items.push_back({Span{text_of(each.as_object(), "text")}});
    document.blocks.emplace_back(std::move(list));
}

}  // namespace

documents::Document receipt_document(const Shop& shop, const json::object& receipt) {
    const auto& service = receipt.at("service").as_object();
    const auto& town = receipt.at("municipality").as_object();
    const auto submitted = *Instant::parse(text_of(receipt, "submitted_at"));
    const auto language = text_of(receipt, "language");
    documents::Document out;
    out.about.title =
        fmt::format("{}: {}", shop.translate("Eingangsbestätigung"), text_of(service, "title"));
    out.about.author = text_of(town, "name");
    out.about.description = shop.translate("Kopie eines Antrags, wie er abgesendet wurde.");
    out.about.language = language == "en" ? "en" : "de";
    out.about.created = submitted;
    out.footer = text_of(receipt, "reference");
    out.page_words = shop.translate("Seite {} von {}");
    out.blocks.emplace_back(Heading{1, text_of(service, "title")});
    out.blocks.emplace_back(Paragraph{{Span{shop.translate("Ihr Antrag ist eingegangen.") + " "},
                                       Span{fmt::format("{} {}", shop.translate("Vorgangsnummer:"),
                                                        text_of(receipt, "reference")),
                                            true}},
                                      Voice::lead});
    out.blocks.emplace_back(Paragraph{
        {Span{fmt::format("{}, {}, {}", text_of(town, "name"), day(shop, submitted.local_date()),
                          submitted.to_german_time())}}});
    add_summary(out, shop, receipt);
    add_fees(out, shop, receipt);
    add_declarations(out, shop, receipt);
    out.blocks.emplace_back(
        Paragraph{{Span{fmt::format("{} {}, {} {}", shop.translate("Online-Dienst:"),
                                    text_of(service, "package"), shop.translate("Fassung"),
                                    text_of(service, "version"))}},
                  Voice::small});
    return out;
}

}  // namespace kommod::cases
