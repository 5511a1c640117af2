// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "packages/xdatenfelder_read.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "base/json.h"
#include "base/text.h"
#include "packages/xml_tree.h"

namespace kommod::packages::fim {
namespace {

constexpr std::string_view space_2 = "urn:xoev-de:fim:standard:xdatenfelder_2";
constexpr std::string_view space_3 = "urn:xoev-de:fim:standard:xdatenfelder_3.0.0";

// Thrown inside of this file only: a tree is left from any depth.
struct Refused {
    Error error;
};

[[noreturn]] void refuse(const XmlElement& at, std::string what, std::string value = {}) {
    throw Refused{{"packages.bad_schema", std::move(what), at.name, at.line, std::move(value), {}}};
}

// What may stand in an element once at most. More than one of them would be a guess.
void check_once(const XmlElement& element) {
    constexpr auto once = std::to_array<std::string_view>(
        {"identifikation", "name", "bezeichnung", "bezeichnungEingabe", "bezeichnungAusgabe",
         "beschreibung", "definition", "freitextRegel", "hilfetextEingabe", "hilfetextAusgabe",
         "feldart", "datentyp", "praezisierung", "inhalt", "anzahl", "enthaelt", "werte",
         "codelisteReferenz"});
    for (const std::string_view name : once) {
        const auto count = std::ranges::count(element.children, name, &XmlElement::name);
        if (count < 2) continue;
        const auto second = std::find_if(
            std::next(std::ranges::find(element.children, name, &XmlElement::name)),
            element.children.end(), [&](const XmlElement& one) { return one.name == name; });
        refuse(*second, fmt::format("„{}“ steht hier zweimal.", name));
    }
}

std::string id_of(const XmlElement& element) {
    const XmlElement* const identification = element.child("identifikation");
    const std::string id = identification != nullptr ? identification->line_of("id") : "";
    if (id.empty()) refuse(element, fmt::format("„{}“ hat keine Kennung.", element.name));
    constexpr std::size_t longest = 40;
    const bool plain = std::ranges::all_of(id, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    });
    if (!plain || id.size() > longest)
        refuse(*identification, "Eine Kennung hat nur Buchstaben und Ziffern.", id);
    return id;
}

std::string version_of(const XmlElement& element) {
    const XmlElement* const identification = element.child("identifikation");
    return identification != nullptr ? identification->line_of("version") : "";
}

void add_references(const XmlElement& element, std::vector<std::string>& out) {
    element.each("bezug", [&](const XmlElement& reference) {
        auto words = on_one_line(reference.text);
        if (!words.empty() && std::ranges::find(out, words) == out.end())
            out.push_back(std::move(words));
    });
}

std::vector<Rule> rules_of(const XmlElement& element) {
    std::vector<Rule> out;
    element.each("regel", [&](const XmlElement& source) {
        check_once(source);
        Rule rule{id_of(source), source.line_of("name"), source.line_of("freitextRegel"),
                  source.line};
        for (const char* words : {"definition", "beschreibung", "bezeichnungEingabe"})
            if (rule.text.empty()) rule.text = source.line_of(words);
        if (rule.text.empty()) rule.text = rule.name;
        out.push_back(std::move(rule));
    });
    return out;
}

// JSON texts of version 2.0 write numbers with and without quotes.
std::string member(const json::object& object, std::string_view name) {
    const json::value* const found = object.if_contains(name);
    if (found == nullptr || found->is_null()) return {};
    return found->is_string() ? std::string{found->get_string()} : json::serialize(*found);
}

Limits limits_of(const XmlElement& field) {
    const XmlElement* const source = field.child("praezisierung");
    if (source == nullptr) return {};
    if (!source->attributes.empty())
        return {source->attribute("minLength"), source->attribute("maxLength"),
                source->attribute("minValue"),  source->attribute("maxValue"),
                source->attribute("pattern"),   {}};
    if (source->text.empty()) return {};
    boost::system::error_code failed;
    const json::value parsed = json::parse(source->text, failed);
    if (failed || !parsed.is_object()) return {{}, {}, {}, {}, {}, on_one_line(source->text)};
    const json::object& object = parsed.get_object();
    return {member(object, "minLength"), member(object, "maxLength"), member(object, "minValue"),
            member(object, "maxValue"),  member(object, "pattern"),   {}};
}

std::string code_list_of(const XmlElement& field) {
    const XmlElement* const reference = field.child("codelisteReferenz");
    if (reference == nullptr) return {};
    const XmlElement* const inner = reference->child("genericodeIdentification");
    const XmlElement& source = inner != nullptr ? *inner : *reference;
    for (const char* name : {"canonicalVersionUri", "canonicalIdentification"})
        if (auto urn = source.line_of(name); !urn.empty()) return urn;
    return {};
}

void read_field(const XmlElement& source, Element& out) {
    out.kind = source.code_of("feldart");
    out.type = source.code_of("datentyp");
    if (const XmlElement* const content = source.child("inhalt")) out.content = content->text;
    out.limits = limits_of(source);
    if (const XmlElement* const values = source.child("werte"))
        values->each("wert", [&](const XmlElement& value) {
            out.values.push_back(
                {value.line_of("code"), value.line_of("name"), value.line_of("hilfe")});
        });
    out.code_list = code_list_of(source);
    out.max_size = source.line_of("maxSize");
    source.each("mediaType",
                [&](const XmlElement& type) { out.media_types.push_back(on_one_line(type.text)); });
    const auto prefill = source.code_of("vorbefuellung");
    out.prefilled = !prefill.empty() && prefill != "keine";
}

std::optional<int> whole(std::string_view text) {
    int out = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), out);
    constexpr int most = 1'000'000;
    if (failed != std::errc{} || end != text.data() + text.size() || out < 0 || out > most)
        return std::nullopt;
    return out;
}

// "1:1", "0:1", "1:*", "0:n"
void read_occurrence(const XmlElement& structure, Element& out) {
    const XmlElement* const source = structure.child("anzahl");
    if (source == nullptr) refuse(structure, "Es fehlt, wie oft das Element vorkommt.");
    const std::string_view written = source->text;
    const auto colon = written.find(':');
    const auto least = whole(written.substr(0, colon));
    const auto upper = colon == std::string_view::npos ? "" : written.substr(colon + 1);
    out.most = whole(upper);
    const bool any = upper == "*" || upper == "n";
    if (!least || (!any && !out.most) || (out.most && (*out.most < *least || *out.most == 0)))
        refuse(*source, "Eine Anzahl steht da wie 0:1, 1:1 oder 1:*.", std::string{written});
    out.least = *least;
}

std::vector<Element> contained(const XmlElement& parent);

Element element_of(const XmlElement& source) {
    check_once(source);
    Element out;
    out.is_group = source.name == "datenfeldgruppe";
    out.id = id_of(source);
    out.version = version_of(source);
    out.line = source.line;
    out.name = source.line_of("name");
    out.label = source.line_of("bezeichnungEingabe");
    if (out.label.empty()) out.label = out.name;
    if (out.label.empty()) refuse(source, fmt::format("„{}“ hat keinen Namen.", out.id));
    if (const XmlElement* const help = source.child("hilfetextEingabe")) out.help = help->text;
    add_references(source, out.references);
    out.rules = rules_of(source);
    if (!out.is_group) {
        read_field(source, out);
        return out;
    }
    out.one_of = source.code_of("art") == "X";
    out.contains = contained(source);
    return out;
}

std::vector<Element> contained(const XmlElement& parent) {
    std::vector<Element> out;
    parent.each("struktur", [&](const XmlElement& structure) {
        check_once(structure);
        const XmlElement* const inner = structure.child("enthaelt");
        if (inner == nullptr || inner->children.empty())
            refuse(structure, "Diese Struktur enthält nichts.");
        const XmlElement& source = inner->children.front();
        if (source.name != "datenfeld" && source.name != "datenfeldgruppe")
            refuse(source, "Hier steht ein Datenfeld oder eine Datenfeldgruppe.", source.name);
        Element element = element_of(source);
        read_occurrence(structure, element);
        add_references(structure, element.references);
        out.push_back(std::move(element));
    });
    return out;
}

std::string creator_of(const XmlElement& source) {
    const auto creator = source.line_of("fachlicherErsteller");
    return creator.empty() ? source.line_of("statusGesetztDurch") : creator;
}

Schema schema_of(const XmlElement& source) {
    check_once(source);
    Schema out;
    out.id = id_of(source);
    out.version = version_of(source);
    for (const char* name : {"bezeichnung", "bezeichnungEingabe", "name"})
        if (out.name.empty()) out.name = source.line_of(name);
    if (out.name.empty()) refuse(source, "Das Schema hat keinen Namen.");
    for (const char* words : {"beschreibung", "definition"})
        if (out.description.empty()) out.description = source.line_of(words);
    out.creator = creator_of(source);
    add_references(source, out.references);
    out.rules = rules_of(source);
    out.contains = contained(source);
    return out;
}

// A message of one group is a schema of that group alone.
Schema schema_of_group(const XmlElement& source) {
    Element group = element_of(source);
    Schema out;
    out.id = group.id;
    out.version = group.version;
    out.name = group.label;
    out.description = source.line_of("beschreibung");
    out.creator = creator_of(source);
    out.references = group.references;
    out.contains.push_back(std::move(group));
    return out;
}

tl::unexpected<Error> no_schema(const XmlElement& at, std::string what, std::string value) {
    return fail({"packages.no_schema", std::move(what), {}, at.line, std::move(value), {}});
}

}  // namespace

Result<Schema> read_schema(std::string_view xml) {
    const auto root = read_xml(xml);
    if (!root) return fail(root.error());
    if (root->name_space != space_2 && root->name_space != space_3)
        return no_schema(*root,
                         root->name_space.find("xdatenfelder") == std::string::npos
                             ? "Das XML-Dokument ist kein XDatenfelder."
                             : "Gelesen werden XDatenfelder 2.0 und 3.0.0.",
                         root->name_space);
    const XmlElement* const schema = root->child("stammdatenschema");
    const XmlElement* const group = root->child("datenfeldgruppe");
    if (schema == nullptr && group == nullptr)
        return no_schema(*root, "Die Nachricht enthält kein Schema und keine Datenfeldgruppe.",
                         root->name);
    try {
        Schema out = schema != nullptr ? schema_of(*schema) : schema_of_group(*group);
        out.standard = root->name_space == space_2 ? "2.0" : "3.0.0";
        return out;
    } catch (const Refused& refused) {
        return fail(refused.error);
    }
}

}  // namespace kommod::packages::fim
