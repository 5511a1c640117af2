// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>

#include "base/markup.h"
#include "base/text.h"
#include "catalogue/xzufi.h"

namespace kommod::catalogue {
namespace {

// Text modules hold HTML, so that a plain text is escaped once for HTML and once for XML.
std::string as_html(std::string_view text) {
    std::string out = text::replace_all(text, "&", "&amp;");
    out = text::replace_all(out, "<", "&lt;");
    return text::replace_all(out, "\n", "<br>");
}

class XmlWriter {
  public:
    void open(std::string_view name, std::string_view attributes = {}) {
        indent();
        out_ += fmt::format("<xzufi:{}{}>\n", name, attributes);
        names_.emplace_back(name);
    }
    void close() {
        const std::string name = names_.back();
        names_.pop_back();
        indent();
        out_ += fmt::format("</xzufi:{}>\n", name);
    }
    void text(std::string_view name, std::string_view value, std::string_view attributes = {}) {
        indent();
        out_ += fmt::format("<xzufi:{}{}>{}</xzufi:{}>\n", name, attributes, markup::escaped(value),
                            name);
    }
    void text_if(std::string_view name, std::string_view value, std::string_view attributes = {}) {
        if (!value.empty()) text(name, value, attributes);
    }
    // Codes stand in an unqualified element, as XÖV writes its code lists.
    void code(std::string_view name, std::string_view value) {
        indent();
        out_ += fmt::format("<xzufi:{}><code>{}</code></xzufi:{}>\n", name, markup::escaped(value),
                            name);
    }
    void raw(std::string_view text) { out_ += text; }
    std::string take() { return std::move(out_); }

  private:
    void indent() { out_.append(names_.size() * 2, ' '); }
    std::string out_;
    std::vector<std::string> names_;
};

std::string language(std::string_view code) {
    return fmt::format(" languageCode=\"{}\"", markup::escaped(code));
}

std::string decimal(Cents amount) {
    return fmt::format("{}.{:02}", amount.count() / 100, amount.count() % 100);
}

void write_texts(XmlWriter& out, const XzufiService& service) {
    // By module, then by language.
    std::map<std::string, std::map<std::string, std::string>> modules;
    for (const auto& [code, texts] : service.details.texts)
        for (const auto& [module, text] : texts)
            modules[module][code] = text;
    modules["02"].try_emplace("de", service.name);
    for (const auto& [module, texts] : modules) {
        if (module == "fristen" || module == "kosten" || module == "bearbeitungsdauer") continue;
        out.open("modulText");
        out.code("leikaTextmodul", module);
        for (const auto& [code, text] : texts)
            out.text("inhalt", as_html(text), language(code));
        out.close();
    }
}

void write_descriptions(XmlWriter& out, const XzufiService& service, const std::string& module) {
    for (const auto& [code, texts] : service.details.texts)
        if (const auto text = texts.find(module); text != texts.end())
            out.text("beschreibung", as_html(text->second), language(code));
}

bool has_text(const XzufiService& service, const std::string& module) {
    for (const auto& [code, texts] : service.details.texts)
        if (texts.contains(module)) return true;
    return false;
}

void write_deadlines(XmlWriter& out, const XzufiService& service) {
    const auto& deadlines = service.details.deadlines;
    if (!has_text(service, "fristen") && (!deadlines || deadlines->empty())) return;
    out.open("modulFrist");
    write_descriptions(out, service, "fristen");
    for (const auto& deadline : deadlines.value_or(std::vector<Deadline>{})) {
        out.open("frist");
        if (!deadline.type.empty()) out.code("typ", deadline.type);
        if (deadline.amount || deadline.until_amount) {
            out.open("fristDauer");
            if (deadline.amount) out.text("dauer", std::to_string(*deadline.amount));
            if (!deadline.unit.empty()) out.code("einheit", deadline.unit);
            if (deadline.until_amount) out.text("dauerBis", std::to_string(*deadline.until_amount));
            if (!deadline.until_unit.empty()) out.code("einheitBis", deadline.until_unit);
            out.close();
        }
        if (deadline.from || deadline.until) {
            out.open("fristStichtag");
            if (deadline.from) out.text("von", deadline.from->to_iso());
            if (deadline.until) out.text("bis", deadline.until->to_iso());
            out.close();
        }
        out.text_if("beschreibung", as_html(deadline.description), language("de"));
        out.close();
    }
    out.close();
}

void write_fees(XmlWriter& out, const XzufiService& service) {
    const auto& fees = service.details.fees;
    if (!has_text(service, "kosten") && (!fees || fees->empty())) return;
    out.open("modulKosten");
    write_descriptions(out, service, "kosten");
    for (const auto& fee : fees.value_or(std::vector<Fee>{})) {
        out.open("kosten");
        if (fee.amount && fee.amount->count() == 0 && service.details.fee_charged == false) {
            out.open("kostenFrei");
            out.close();
        } else if (fee.amount) {
            out.open("kostenFix");
            out.text("betrag", decimal(*fee.amount), " currencyID=\"EUR\"");
            out.close();
        } else if (fee.from || fee.until) {
            out.open("kostenVariabel");
            if (fee.from) out.text("untergrenze", decimal(*fee.from), " currencyID=\"EUR\"");
            if (fee.until) out.text("obergrenze", decimal(*fee.until), " currencyID=\"EUR\"");
            out.close();
        }
        out.text_if("beschreibung", as_html(fee.name), language("de"));
        out.close();
    }
    out.close();
}

void write_codes(XmlWriter& out, const ServiceDetails& details) {
    if (details.type && !details.type->empty()) out.code("typisierung", *details.type);
    const std::string trust = details.trust.value_or("");
    if (!trust.empty())
        out.code("vertrauensniveau", trust == "high" ? "40" : trust == "substantial" ? "30" : "20");
    for (const auto& addressee : details.addressees.value_or(std::vector<std::string>{}))
        out.code("leistungsadressat", addressee == "citizen"    ? "001"
                                      : addressee == "business" ? "002"
                                                                : "003");
}

}  // namespace

std::string write_xzufi(const std::vector<XzufiService>& services, XzufiVersion version) {
    const bool old = version == XzufiVersion::v2_2_0;
    XmlWriter out;
    out.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.open("transfer", fmt::format(" xmlns:xzufi=\"http://xoev.de/schemata/xzufi/{}\" "
                                     "xzufiVersion=\"{}\"",
                                     old ? "2_2_0" : "2_3_1", old ? "2.2.0" : "2.3.1"));
    out.open("schreibe");
    for (const auto& service : services) {
        out.open("leistung");
        out.text("id", service.key, " schemeAgencyName=\"Kommod\"");
        out.code(old ? "referenzLeiKa" : "referenzLeistungsschluessel", service.key);
        write_texts(out, service);
        write_deadlines(out, service);
        write_fees(out, service);
        if (has_text(service, "bearbeitungsdauer")) {
            out.open("modulBearbeitungsdauer");
            write_descriptions(out, service, "bearbeitungsdauer");
            out.close();
        }
        write_codes(out, service.details);
        if (service.details.valid_from || service.details.valid_until) {
            out.open("gueltigkeit");
            if (service.details.valid_from)
                out.text("beginn", service.details.valid_from->to_iso());
            if (service.details.valid_until)
                out.text("ende", service.details.valid_until->to_iso());
            out.close();
        }
        out.close();
    }
    out.close();
    out.close();
    return out.take();
}

}  // namespace kommod::catalogue
