// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "readiness/facts.h"

#include <algorithm>
#include <map>
#include <span>
#include <utility>

#include "readiness/models.h"

namespace kommod::readiness {
namespace {

enum class Shape { text, date, url, solution_kind, precondition_kind, criteria, blocks, selectors };
struct Field {
    std::string_view name;
    Shape shape;
    bool required = false;
};

constexpr Field block_fields[] = {{"name", Shape::text, true},  {"responsible", Shape::text},
                                  {"note", Shape::text},        {"test_from", Shape::date},
                                  {"planned_for", Shape::date}, {"operation_from", Shape::date},
                                  {"until", Shape::date}};
constexpr Field solution_fields[] = {
    {"title", Shape::text, true}, {"kind", Shape::solution_kind, true},
    {"url", Shape::url},          {"provider", Shape::text},
    {"planned_for", Shape::date}, {"from", Shape::date},
    {"until", Shape::date},       {"criteria", Shape::criteria, true},
    {"blocks", Shape::blocks},    {"services", Shape::selectors, true}};
constexpr Field precondition_fields[] = {
    {"title", Shape::text, true},        {"kind", Shape::precondition_kind, true},
    {"owner", Shape::text, true},        {"citation", Shape::text},
    {"explanation", Shape::text},        {"since", Shape::date},
    {"announced_for", Shape::date},      {"met_on", Shape::date},
    {"criteria", Shape::criteria, true}, {"services", Shape::selectors, true}};

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

void refuse(Rejections& out, std::string_view field, std::string_view value, std::string reason) {
    out.push_back({0, std::string(field), std::string(value), std::move(reason), {}});
}

// A criterion is known when any shipped model has it: facts outlive models.
bool known_criterion(std::string_view id) {
    static const Models models = load_models();
    return std::any_of(models.begin(), models.end(),
                       [&](const auto& model) { return model->find(id) != nullptr; });
}

void check_entry(Rejections& out, const Field& field, std::string_view value) {
    if (field.shape == Shape::criteria && !known_criterion(value))
        refuse(out, field.name, value, "Dieses Kriterium kennt kein Reifegradmodell.");
    if (field.shape == Shape::blocks && !block_index(value))
        refuse(out, field.name, value, "Diesen Baustein gibt es nicht.");
    if (field.shape == Shape::selectors && !check_selector(value))
        refuse(out, field.name, value,
               "Kein Leistungsschlüssel und keine Auswahl wie bundle:10092 oder act:permit.");
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
                refuse(out, field.name, value, "Kein Tag in der Form 2023-01-16.");
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
        default:
            if (field.required && value.empty())
                refuse(out, field.name, value, "Hier fehlt der Text.");
    }
}

bool is_list(Shape shape) {
    return shape == Shape::criteria || shape == Shape::blocks || shape == Shape::selectors;
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

BlockFact to_block(const FactVersion& version) {
    const json::object& p = version.payload;
    return {.id = version.id,
            .name = text_of(p, "name"),
            .responsible = text_of(p, "responsible"),
            .note = text_of(p, "note"),
            .test_from = date_of(p, "test_from"),
            .planned_for = date_of(p, "planned_for"),
            .operation_from = date_of(p, "operation_from"),
            .until = date_of(p, "until"),
            .plans = {},
            .example = version.example};
}

SolutionFact to_solution(const FactVersion& version) {
    const json::object& p = version.payload;
    return {.id = version.id,
            .title = text_of(p, "title"),
            .kind = text_of(p, "kind"),
            .url = text_of(p, "url"),
            .provider = text_of(p, "provider"),
            .planned_for = date_of(p, "planned_for"),
            .from = date_of(p, "from"),
            .until = date_of(p, "until"),
            .criteria = list_of(p, "criteria"),
            .blocks = list_of(p, "blocks"),
            .services = list_of(p, "services"),
            .example = version.example};
}

PreconditionFact to_precondition(const FactVersion& version) {
    const json::object& p = version.payload;
    return {.id = version.id,
            .title = text_of(p, "title"),
            .kind = text_of(p, "kind"),
            .owner = text_of(p, "owner"),
            .citation = text_of(p, "citation"),
            .explanation = text_of(p, "explanation"),
            .since = date_of(p, "since"),
            .announced_for = date_of(p, "announced_for"),
            .met_on = date_of(p, "met_on"),
            .criteria = list_of(p, "criteria"),
            .services = list_of(p, "services"),
            .example = version.example};
}

// What is known of one fact: its newest version, and for a block the plans that came before.
struct Known {
    const FactVersion* newest = nullptr;
    std::vector<Plan> plans;
};
using KnownFacts = std::map<std::pair<FactKind, std::string>, Known>;

void learn(KnownFacts& facts, const FactVersion& version) {
    Known& known = facts[{version.kind, version.id}];
    known.newest = &version;
    if (version.kind != FactKind::block || version.withdrawn) return;
    const auto planned_for = date_of(version.payload, "planned_for");
    if (planned_for && (known.plans.empty() || known.plans.back().planned_for != planned_for))
        known.plans.push_back({version.recorded_on, planned_for});
}

bool concerns(const FactVersion& version, std::string_view ags) {
    const auto& list = version.municipalities;
    return list.empty() || std::find(list.begin(), list.end(), ags) != list.end();
}

void add(Facts& out, const Known& known) {
    switch (known.newest->kind) {
        case FactKind::block:
            out.blocks.push_back(to_block(*known.newest));
            out.blocks.back().plans = known.plans;
            break;
        case FactKind::solution:
            out.solutions.push_back(to_solution(*known.newest));
            break;
        case FactKind::precondition:
            out.preconditions.push_back(to_precondition(*known.newest));
            break;
    }
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

Facts facts_known(const std::vector<FactVersion>& of_association,
                  const std::vector<FactVersion>& own, std::string_view ags, LocalDate known) {
    KnownFacts facts;
    for (const FactVersion& version : of_association)
        if (version.recorded_on <= known) learn(facts, version);
    std::erase_if(facts, [&](const auto& entry) { return !concerns(*entry.second.newest, ags); });
    KnownFacts of_town;
    for (const FactVersion& version : own)
        if (version.recorded_on <= known) learn(of_town, version);
    // Withdrawing an own fact lets the association's speak again.
    std::erase_if(of_town, [](const auto& entry) { return entry.second.newest->withdrawn; });
    for (auto& [key, fact] : of_town)
        facts[key] = std::move(fact);

    Facts out;
    for (const auto& [key, fact] : facts)
        if (!fact.newest->withdrawn) add(out, fact);
    return out;
}

}  // namespace kommod::readiness
