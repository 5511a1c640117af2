// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "readiness/facts.h"

#include <algorithm>
#include <charconv>
#include <span>

#include <fmt/format.h>

#include "readiness/models.h"

namespace kommod::readiness {
namespace {

enum class Shape {
    text,
    date,
    number,
    url,
    solution_kind,
    precondition_kind,
    reuse,
    criteria,
    blocks,
    selectors,
    predecessors
};
struct Field {
    std::string_view name;
    Shape shape;
    bool required = false;
};

constexpr Field block_fields[] = {
    {"name", Shape::text, true}, {"responsible", Shape::text},  {"note", Shape::text},
    {"test_from", Shape::date},  {"planned_for", Shape::date},  {"operation_from", Shape::date},
    {"until", Shape::date},      {"confirmed", Shape::date},    {"effort", Shape::number},
    {"earliest", Shape::date},   {"after", Shape::predecessors}};
constexpr Field solution_fields[] = {
    {"title", Shape::text, true}, {"kind", Shape::solution_kind, true},
    {"url", Shape::url},          {"provider", Shape::text},
    {"planned_for", Shape::date}, {"from", Shape::date},
    {"until", Shape::date},       {"criteria", Shape::criteria, true},
    {"blocks", Shape::blocks},    {"services", Shape::selectors, true},
    {"reuse", Shape::reuse},      {"confirmed", Shape::date}};
constexpr Field precondition_fields[] = {
    {"title", Shape::text, true},        {"kind", Shape::precondition_kind, true},
    {"owner", Shape::text, true},        {"citation", Shape::text},
    {"explanation", Shape::text},        {"since", Shape::date},
    {"announced_for", Shape::date},      {"met_on", Shape::date},
    {"criteria", Shape::criteria, true}, {"services", Shape::selectors, true},
    {"confirmed", Shape::date},          {"effort", Shape::number},
    {"earliest", Shape::date},           {"after", Shape::predecessors}};

std::span<const Field> fields_of(FactKind kind) {
    switch (kind) {
        case FactKind::block:
            return block_fields;
        case FactKind::solution:
            return solution_fields;
        case FactKind::precondition:
            return precondition_fields;
    }
    return {};
}

using Rejections = std::vector<Rejection>;

constexpr int most_effort = 100'000;  // person-days; beyond it a typing error is likelier

std::optional<int> to_effort(std::string_view text) {
    int out = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (failure != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return out >= 1 && out <= most_effort ? std::optional{out} : std::nullopt;
}

void refuse(Rejections& out, std::string_view field, std::string_view value, std::string reason) {
    out.push_back({0, std::string(field), std::string(value), std::move(reason), {}});
}

// A criterion is known when any shipped model has it: facts outlive models.
bool known_criterion(std::string_view id) {
    static const Models models = load_models();
    return std::any_of(models.begin(), models.end(),
                       [&](const auto& model) { return model->find(id) != nullptr; });
}

bool is_predecessor(std::string_view value) {
    constexpr std::string_view block = "block:", precondition = "precondition:";
    if (value.starts_with(block)) return block_index(value.substr(block.size())).has_value();
    return value.starts_with(precondition) && value.size() > precondition.size();
}

void check_entry(Rejections& out, const Field& field, std::string_view value) {
    if (field.shape == Shape::criteria && !known_criterion(value))
        refuse(out, field.name, value, "Dieses Kriterium kennt kein Reifegradmodell.");
    if (field.shape == Shape::blocks && !block_index(value))
        refuse(out, field.name, value, "Diesen Baustein gibt es nicht.");
    if (field.shape == Shape::selectors && !check_selector(value))
        refuse(out, field.name, value,
               "Kein Leistungsschlüssel und keine Auswahl wie bundle:10092 oder act:permit.");
    if (field.shape == Shape::predecessors && !is_predecessor(value))
        refuse(out, field.name, value,
               "Vorgänger heißen block:<Baustein> oder precondition:<Kennung>.");
}

void check_list(Rejections& out, const Field& field, const json::value& value) {
    if (!value.is_array() || (field.required && value.get_array().empty())) {
        refuse(out, field.name, {}, "Hier wird eine Liste erwartet.");
        return;
    }
    for (const json::value& entry : value.get_array()) {
        if (entry.is_string())
            check_entry(out, field, entry.get_string());
        else
            refuse(out, field.name, {}, "In dieser Liste steht etwas anderes als Text.");
    }
}

void check_text(Rejections& out, const Field& field, std::string_view value) {
    const auto one_of = [&](std::initializer_list<std::string_view> allowed) {
        if (std::find(allowed.begin(), allowed.end(), value) == allowed.end())
            refuse(out, field.name, value, "Diese Art gibt es nicht.");
    };
    switch (field.shape) {
        case Shape::date:
            if (!LocalDate::parse(value))
                refuse(out, field.name, value,
                       "Das ist kein Tag. Schreiben Sie ihn wie 16.01.2023.");
            break;
        case Shape::url:
            // Links go to the outside or to a page of the same portal; nothing else may be run.
            if (!value.starts_with("https://") && !value.starts_with("http://") &&
                !(value.starts_with('/') && !value.starts_with("//")))
                refuse(out, field.name, value, "Eine Adresse beginnt mit https:// oder /.");
            break;
        case Shape::solution_kind:
            one_of({"package", "external"});
            break;
        case Shape::precondition_kind:
            one_of({"legal", "technical", "organisational"});
            break;
        case Shape::reuse:
            one_of({to_id(Reuse::developed), to_id(Reuse::reused)});
            break;
        case Shape::number:
            if (!to_effort(value))
                refuse(out, field.name, value,
                       fmt::format("Personentage sind eine ganze Zahl von 1 bis {}.", most_effort));
            break;
        default:
            if (field.required && value.empty())
                refuse(out, field.name, value, "Hier fehlt der Text.");
    }
}

bool is_list(Shape shape) {
    return shape == Shape::criteria || shape == Shape::blocks || shape == Shape::selectors ||
           shape == Shape::predecessors;
}

std::string text_of(const json::object& payload, std::string_view name) {
    const json::value* value = payload.if_contains(name);
    return value != nullptr && value->is_string() ? std::string(value->get_string())
                                                  : std::string{};
}

std::optional<LocalDate> date_of(const json::object& payload, std::string_view name) {
    const auto parsed = LocalDate::parse(text_of(payload, name));
    return parsed ? std::optional{*parsed} : std::nullopt;
}

std::vector<std::string> list_of(const json::object& payload, std::string_view name) {
    std::vector<std::string> out;
    const json::value* value = payload.if_contains(name);
    if (value == nullptr || !value->is_array()) return out;
    for (const json::value& entry : value->get_array())
        if (entry.is_string()) out.emplace_back(entry.get_string());
    return out;
}

FactHead head_of(const FactVersion& version) {
    const auto confirmed = date_of(version.payload, "confirmed");
    return {version.id,
            version.example,
            std::max(version.recorded_on, confirmed.value_or(version.recorded_on)),
            {}};
}

Work work_of(const json::object& payload) {
    return {to_effort(text_of(payload, "effort")), date_of(payload, "earliest"),
            list_of(payload, "after")};
}

Reuse reuse_of(const json::object& payload) {
    const std::string id = text_of(payload, "reuse");
    if (id == to_id(Reuse::developed)) return Reuse::developed;
    return id == to_id(Reuse::reused) ? Reuse::reused : Reuse::none;
}

}  // namespace

std::string_view to_id(FactKind kind) {
    switch (kind) {
        case FactKind::block:
            return "block";
        case FactKind::solution:
            return "solution";
        case FactKind::precondition:
            return "precondition";
    }
    return "solution";
}

Result<FactKind> fact_kind_from_id(std::string_view id) {
    for (const FactKind kind : {FactKind::block, FactKind::solution, FactKind::precondition})
        if (to_id(kind) == id) return kind;
    return fail("facts.unknown_kind", std::string(id));
}

bool says_the_same(const FactVersion& a, const FactVersion& b) {
    return a.withdrawn == b.withdrawn && a.example == b.example &&
           a.municipalities == b.municipalities && a.payload == b.payload;
}

std::vector<Rejection> check_payload(FactKind kind, std::string_view id,
                                     const json::object& payload) {
    Rejections out;
    if (id.empty()) refuse(out, "id", id, "Die Tatsache hat keine Kennung.");
    if (kind == FactKind::block && !block_index(id))
        refuse(out, "id", id, "Diesen Baustein gibt es nicht.");
    const auto fields = fields_of(kind);
    for (const auto& entry : payload) {
        const auto field = std::find_if(fields.begin(), fields.end(), [&](const Field& each) {
            return each.name == entry.key();
        });
        if (field == fields.end())
            refuse(out, entry.key(), {}, "Diese Angabe gibt es hier nicht.");
        else if (is_list(field->shape))
            check_list(out, *field, entry.value());
        else if (entry.value().is_string())
            check_text(out, *field, entry.value().get_string());
        else
            refuse(out, entry.key(), {}, "Hier wird Text erwartet.");
    }
    for (const Field& field : fields)
        if (field.required && !payload.contains(field.name))
            refuse(out, field.name, {}, "Diese Angabe fehlt.");
    return out;
}

std::vector<FieldName> field_names(FactKind kind) {
    std::vector<FieldName> out;
    for (const Field& field : fields_of(kind))
        out.push_back({field.name, is_list(field.shape)});
    return out;
}

std::optional<LocalDate> plan_of(const FactVersion& version) {
    return date_of(version.payload,
                   version.kind == FactKind::precondition ? "announced_for" : "planned_for");
}

std::optional<LocalDate> happened_on(const FactVersion& version) {
    switch (version.kind) {
        case FactKind::block:
            return date_of(version.payload, "operation_from");
        case FactKind::solution:
            return date_of(version.payload, "from");
        case FactKind::precondition:
            return date_of(version.payload, "met_on");
    }
    return std::nullopt;
}

std::string title_of(const FactVersion& version) {
    return text_of(version.payload, version.kind == FactKind::block ? "name" : "title");
}

BlockFact to_block(const FactVersion& version) {
    const json::object& p = version.payload;
    return {head_of(version),
            text_of(p, "name"),
            text_of(p, "responsible"),
            text_of(p, "note"),
            date_of(p, "test_from"),
            date_of(p, "planned_for"),
            date_of(p, "operation_from"),
            date_of(p, "until"),
            work_of(p)};
}

SolutionFact to_solution(const FactVersion& version) {
    const json::object& p = version.payload;
    return {head_of(version),     text_of(p, "title"),    text_of(p, "kind"),
            text_of(p, "url"),    text_of(p, "provider"), date_of(p, "planned_for"),
            date_of(p, "from"),   date_of(p, "until"),    list_of(p, "criteria"),
            list_of(p, "blocks"), list_of(p, "services"), reuse_of(p)};
}

PreconditionFact to_precondition(const FactVersion& version) {
    const json::object& p = version.payload;
    return {head_of(version),       text_of(p, "title"),         text_of(p, "kind"),
            text_of(p, "owner"),    text_of(p, "citation"),      text_of(p, "explanation"),
            date_of(p, "since"),    date_of(p, "announced_for"), date_of(p, "met_on"),
            list_of(p, "criteria"), list_of(p, "services"),      work_of(p)};
}

}  // namespace kommod::readiness
