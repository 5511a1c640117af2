// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The receipt: a page, a PDF and JSON of the same record (§ 9a OZG (2)-(4)).
#include <fmt/format.h>

#include "cases/receipt_document.h"
#include "cases/summary.h"
#include "cases/visit.h"

namespace kommod::cases {
namespace {

using http::Response;

std::string text_of(const json::object& object, std::string_view key) {
    return std::string{object.at(key).as_string()};
}

json::array sections(const json::object& receipt) {
    std::vector<SummarySection> out;
    for (const auto& section : receipt.at("summary").as_array()) {
        SummarySection made{text_of(section.as_object(), "title"), {}, {}, {}};
        for (const auto& row : section.as_object().at("rows").as_array())
            made.rows.push_back(
                {text_of(row.as_object(), "label"), text_of(row.as_object(), "value")});
        out.push_back(std::move(made));
    }
    return section_views(out, {});
}

json::array fees(const json::object& receipt) {
    json::array out;
    for (const auto& each : receipt.at("fees").as_array()) {
        const auto& fee = each.as_object();
        out.push_back({{"fee_name", fee.at("name")},
                       {"amount", fee.at("amount_shown")},
                       {"per", fee.at("per_shown")},
                       {"citation", fee.at("citation")}});
    }
    return out;
}

Response show_receipt(const Visit& visit) {
    const auto& receipt = visit.draft.receipt;
    const auto submitted = *Instant::parse(text_of(receipt, "submitted_at"));
    json::object view{{"reference", receipt.at("reference")},
                      {"submitted_at", day(visit, submitted.local_date())},
                      {"submitted_time", submitted.to_german_time()},
                      {"after", visit.text("service.after")},
                      {"deadline", visit.package().process.deadline
                                       ? duration(visit, *visit.package().process.deadline)
                                       : std::string{}},
                      {"deadline_citation", visit.package().process.deadline_citation},
                      {"mailed", receipt.at("confirmation_mailed")},
                      {"later_files", !receipt.at("outstanding").as_array().empty()},
                      {"sections", sections(receipt)},
                      {"fees_exist", !receipt.at("fees").as_array().empty()},
                      {"fees", fees(receipt)},
                      {"pdf_href", visit.at("/beleg.pdf")},
                      {"json_href", visit.at("/beleg.json")},
                      {"start_href", std::string{visit.request.base()} + "/"},
                      {"municipality", visit.municipality.name}};
    return show(visit, "apply/receipt", visit.translate("Ihr Antrag ist eingegangen"),
                std::move(view));
}

Response download(Response response, const Visit& visit, std::string_view ending) {
    response.set_header("Content-Disposition",
                        fmt::format("attachment; filename=\"{}-{}.{}\"", visit.package().id,
                                    text_of(visit.draft.receipt, "reference"), ending));
    response.set_header("Cache-Control", "no-store");
    return response;
}

Response receipt_pdf(const Visit& visit) {
    const auto pdf = documents::document_pdf(receipt_document(visit, visit.draft.receipt));
    if (!pdf) throw std::runtime_error("no PDF of a receipt: " + pdf.error().key);
    return download(http::text_response(*pdf, "application/pdf"), visit, "pdf");
}

Response receipt_json(const Visit& visit) {
    return download(http::json_response(json::serialize(visit.draft.receipt)), visit, "json");
}

// Before it was sent there is none.
VisitPage when_sent(VisitPage page) {
    return [page = std::move(page)](const Visit& visit) {
        return visit.draft.sent() ? page(visit)
                                  : http::redirect(visit.at(first_gap(visit.evaluation())));
    };
}

}  // namespace

void add_receipt_pages(http::Router& router, const Deps& deps) {
    using http::Method;
    router.tenant(any_draft_route(deps, Method::get, "/beleg", when_sent(show_receipt)));
    router.tenant(any_draft_route(deps, Method::get, "/beleg.pdf", when_sent(receipt_pdf)));
    router.tenant(any_draft_route(deps, Method::get, "/beleg.json", when_sent(receipt_json)));
}

}  // namespace kommod::cases
