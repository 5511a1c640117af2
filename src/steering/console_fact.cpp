// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Recording a fact: first what it would do to the picture, then the same version is recorded.
#include "steering/console_fact.h"

#include "base/crypto.h"
#include "steering/overview.h"

namespace kommod::steering {
namespace {

using html::msgid;
using readiness::FactKind;
using readiness::FactVersion;

std::vector<std::string> known_ids(const LookedAt& fact) {
    std::vector<std::string> out;
    for (const auto& log : {fact.from.of_association, fact.from.own})
        for (const auto& [key, chain] : log->chains())
            if (key.first == fact.kind) out.push_back(key.second);
    return out;
}

json::array changed_fields(const FactVersion& draft, const FactVersion* before) {
    json::array out;
    for (const auto& field : readiness::field_names(draft.kind)) {
        const json::value* now = draft.payload.if_contains(field.name);
        const json::value* then = before ? before->payload.if_contains(field.name) : nullptr;
        const bool same = now && then ? *now == *then : now == then;
        if (!same) out.emplace_back(field.name);
    }
    return out;
}

// Records a version as the last word on its fact and goes back to the fact's page.
http::Response record(const Desk& desk, const LookedAt& fact, const FactVersion& version,
                      const char* name, const std::string& message) {
    audit::Entry entry = act(desk, name, std::string(readiness::to_id(version.kind)), version.id);
    entry.details["fields"] = changed_fields(version, fact.standing);
    const auto recorded = desk.console.readiness.record(
        desk.name_space, std::span{&version, 1}, &entry, readiness::Store::Telling::last_word);
    const std::string told = !recorded.rejected.empty() ? "zu-spaet"
                             : recorded.created == 0    ? "unveraendert"
                                                        : message;
    return http::redirect(fact_href(desk, version.kind, version.id) + "?meldung=" + told);
}

http::Response show_new(const http::Request& request, const Desk& desk) {
    const auto kind = kind_of(request);
    if (!kind || *kind == FactKind::block) return not_there(request, desk);
    const LookedAt fact = look_at(desk, *kind, {}, request.today());
    return show_form(request, desk, fact, form_draft(fact, request.today()), {});
}

http::Response show_fact(const http::Request& request, const Desk& desk) {
    const auto fact = look_at(request, desk);
    if (!fact) return not_there(request, desk);
    return show_form(request, desk, *fact, form_draft(*fact, request.today()), {});
}

http::Response take(const http::Request& request, const Desk& desk, const LookedAt& fact) {
    FactVersion draft = read_form(fact.kind, fact.id, request.form, fact.standing, request.today());
    if (draft.id.empty()) {
        const json::value* title = draft.payload.if_contains("title");
        if (title != nullptr) draft.id = new_id(std::string(title->as_string()), known_ids(fact));
    }
    Shown shown{.wrong = readiness::check_payload(draft.kind, draft.id, draft.payload)};
    const bool titled = draft.payload.contains("title");
    for (Rejection& wrong : shown.wrong)
        if (wrong.field == "id" && titled) wrong.field = "title";
    if (!shown.wrong.empty()) return show_form(request, desk, fact, draft, shown);
    if (request.form.get("tun") == "festhalten") {
        if (request.form.get("gesehen") == mark_of(draft, fact.sequence))
            return record(desk, fact, draft, "facts.record", "festgehalten");
        shown.changed_since = true;
    }
    shown.preview = true;
    return show_form(request, desk, fact, draft, shown);
}

http::Response take_new(const http::Request& request, const Desk& desk) {
    const auto kind = kind_of(request);
    if (!kind || *kind == FactKind::block) return not_there(request, desk);
    return take(request, desk, look_at(desk, *kind, {}, request.today()));
}

http::Response take_known(const http::Request& request, const Desk& desk) {
    const auto fact = look_at(request, desk);
    return fact ? take(request, desk, *fact) : not_there(request, desk);
}

// A way to go on from what stands there: confirm it, go back, take it away.
struct Step {
    std::optional<FactVersion> (*version)(const readiness::FactChain&, LocalDate);
    const char* act;
    const char* message;
    const char* title;  // of the page that asks first
    const char* button;
};
constexpr Step confirming{&confirmed, "facts.confirm", "bestaetigt", "", ""};
constexpr Step going_back{&without_last_change, "facts.undo", "zurueckgenommen",
                          msgid("Letzte Änderung zurücknehmen"), msgid("Jetzt zurücknehmen")};
constexpr Step taking_away{&withdrawn, "facts.withdraw", "entfernt",
                           msgid("Zurückziehen: gibt es nicht mehr oder war ein Irrtum"),
                           msgid("Jetzt zurückziehen")};

http::Response ask(const http::Request& request, const Desk& desk, const Step& step,
                   const char* address) {
    const auto fact = look_at(request, desk);
    if (!fact || fact->own == nullptr) return not_there(request, desk);
    const auto version = step.version(*fact->own, request.today());
    if (!version) return not_there(request, desk);
    const std::string href = fact_href(desk, fact->kind, fact->id);
    json::array changes;
    const FactVersion& newest = fact->own->links().back()->version;
    for (const json::value& name : changed_fields(*version, &newest))
        for (const FormGroup& group : form_of(fact->kind))
            for (const FormField& field : group.fields)
                if (name.as_string() == field.name)
                    changes.emplace_back(
                        desk.console.renderer.translate(request.language, field.label));
    json::object view{{"fact_title", readiness::title_of(*version)},
                      {"fact_href", href},
                      {"action", href + "/" + address},
                      {"button", desk.console.renderer.translate(request.language, step.button)},
                      {"becomes_withdrawn", version->withdrawn},
                      {"comes_back", !version->withdrawn && newest.withdrawn},
                      {"has_changes", !changes.empty()},
                      {"changes", std::move(changes)},
                      {"effect", effect_view(effect_at(desk, *version, request.today()))}};
    return show(request, desk, "steering/console_confirm", step.title, std::move(view));
}

http::Response carry_out(const http::Request& request, const Desk& desk, const Step& step) {
    const auto fact = look_at(request, desk);
    if (!fact || fact->own == nullptr) return not_there(request, desk);
    const auto version = step.version(*fact->own, request.today());
    if (!version) return not_there(request, desk);
    return record(desk, *fact, *version, step.act, step.message);
}

DeskPage asking(const Step& step, const char* address) {
    return [&step, address](const http::Request& request, const Desk& desk) {
        return ask(request, desk, step, address);
    };
}

DeskPage carrying_out(const Step& step) {
    return [&step](const http::Request& request, const Desk& desk) {
        return carry_out(request, desk, step);
    };
}

}  // namespace

std::string mark_of(const FactVersion& draft, std::int64_t sequence) {
    json::array towns;
    for (const std::string& ags : draft.municipalities)
        towns.emplace_back(ags);
    const json::array all{json::value(draft.id), json::value(draft.payload), json::value(towns),
                          json::value(draft.example), json::value(sequence)};
    return crypto::hex(crypto::sha256(json::serialize(all)));
}

FactVersion form_draft(const LookedAt& fact, LocalDate today) {
    FactVersion out;
    if (fact.standing != nullptr) out = *fact.standing;
    out.kind = fact.kind;
    out.id = fact.id;
    out.recorded_on = today;
    out.withdrawn = false;
    if (fact.inherited) out.municipalities.clear();
    if (fact.standing == nullptr)
        if (const auto block = readiness::block_index(fact.id); fact.kind == FactKind::block)
            out.payload["name"] = readiness::building_block_names[*block];
    return out;
}

LookedAt look_at(const Desk& desk, FactKind kind, const std::string& id, LocalDate today) {
    LookedAt out{.kind = kind, .id = id, .from = logs(desk)};
    if (id.empty()) return out;
    out.own = out.from.own->find(kind, id);
    const FactVersion* last = nullptr;
    if (out.own != nullptr) {
        last = &out.own->links().back()->version;
        out.sequence = last->sequence;
        if (!last->withdrawn) out.standing = last;
    }
    const auto* above = out.from.of_association->find(kind, id);
    const auto* speaking = above ? above->known(today) : nullptr;
    if (out.standing == nullptr && speaking != nullptr && !speaking->version.withdrawn &&
        readiness::concerns(speaking->version, desk.ags)) {
        out.standing = &speaking->version;
        out.inherited = true;
    }
    if (out.standing == nullptr) out.standing = last;
    return out;
}

std::optional<LookedAt> look_at(const http::Request& request, const Desk& desk) {
    const auto kind = kind_of(request);
    const std::string id{request.capture("id")};
    if (!kind) return std::nullopt;
    LookedAt out = look_at(desk, *kind, id, request.today());
    const bool block = *kind == FactKind::block && readiness::block_index(id).has_value();
    return out.standing != nullptr || block ? std::optional{std::move(out)} : std::nullopt;
}

Effect effect_at(const Desk& desk, const FactVersion& draft, LocalDate today) {
    Place place{desk.name_space, {}};
    if (!desk.ags.empty()) {
        place.towns = {desk.ags};
    } else {
        const auto towns = desk.console.municipalities.all();
        for (const auto& town : *towns)
            if (town.active) place.towns.push_back(town.ags);
    }
    return effect_of(desk.console.readiness, place, draft, today);
}

void add_fact_console(http::Router& router, const Console& console) {
    using http::Method;
    router.site(desk_route(console, Method::get, "/neu/{art}", &show_new));
    router.site(desk_route(console, Method::post, "/neu/{art}", &take_new));
    const std::string one = "/tatsache/{art}/{id}";
    router.site(desk_route(console, Method::get, one, &show_fact));
    router.site(desk_route(console, Method::post, one, &take_known));
    router.site(desk_route(console, Method::post, one + "/bestaetigen", carrying_out(confirming)));
    router.site(desk_route(console, Method::get, one + "/zuruecknehmen",
                           asking(going_back, "zuruecknehmen")));
    router.site(
        desk_route(console, Method::post, one + "/zuruecknehmen", carrying_out(going_back)));
    router.site(
        desk_route(console, Method::get, one + "/entfernen", asking(taking_away, "entfernen")));
    router.site(desk_route(console, Method::post, one + "/entfernen", carrying_out(taking_away)));
}

}  // namespace kommod::steering
