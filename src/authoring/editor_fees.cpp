// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What a service costs: an amount that each municipality sets, times what is counted, by a rule of
// law.
#include <array>

#include <fmt/format.h>

#include "authoring/condition_form.h"
#include "authoring/document_parts.h"
#include "authoring/edit_rules.h"
#include "authoring/editor.h"
#include "base/money.h"
#include "base/text.h"

namespace kommod::authoring {
namespace {

using http::Request;
using http::Response;

constexpr std::array<std::pair<std::string_view, const char*>, 3> periods{
    {{"once", msgid("einmal")}, {"month", msgid("im Monat")}, {"year", msgid("im Jahr")}}};

std::string fees_href(const Desk& desk, const Draft& draft) {
    return draft_href(desk, draft.package_id) + "/gebuehren";
}

// Nothing when there is no such fee (any more). An empty id is a new one.
std::optional<Fee> kept(const Draft& draft, std::string_view id) {
    if (!id.empty()) return find_fee(draft.document, id);
    Fee fresh;
    fresh.per = "once";
    fresh.simple = SimpleAmount{};
    return fresh;
}

// "84.00" -> "84,00"; as it is when it is no amount.
std::string in_german(const std::string& amount) {
    return text::replace_all(amount, ".", ",");
}

json::array period_options(const Request& request, const Desk& desk, std::string_view chosen) {
    json::array out;
    for (const auto& [id, words] : periods)
        out.push_back({{"value", id},
                       {"label", desk.translate(request.language, words)},
                       {"selected", id == chosen}});
    return out;
}

json::array times_options(const Request& request, const Desk& desk, const json::object& document,
                          std::string_view chosen) {
    json::array out{
        {{"value", ""},
         {"label", desk.translate(request.language, msgid("nicht gezählt: einmal der Betrag"))},
         {"selected", chosen.empty()}}};
    for (const auto& [id, name] : countable(document))
        out.push_back(
            {{"value", id},
             {"label", fmt::format("{}: {}", desk.translate(request.language, msgid("je")), name)},
             {"selected", id == chosen}});
    return out;
}

Response show_fee(const Request& request, const Desk& desk, const Draft& draft,
                  const std::optional<Mistake>& mistake) {
    const std::string id{request.capture("gebuehr")};
    const auto fee = kept(draft, id);
    if (!fee) return http::redirect(fees_href(desk, draft));
    const auto per = typed_or(request, "zeitraum", fee->per);
    const auto times = typed_or(request, "mal", fee->simple ? fee->simple->times : std::string{});
    auto condition = condition_view(request, desk, draft.document, {{}, {}, true}, fee->when);
    const auto href = id.empty() ? fees_href(desk, draft) + "/neu"
                                 : fees_href(desk, draft) + "/gebuehr/" + http::url_encode(id);
    json::object view{
        {"label", typed_or(request, "bezeichnung", fee->label)},
        {"citation", typed_or(request, "recht", fee->citation)},
        {"is_simple", fee->simple.has_value()},
        {"amount", typed_or(request, "betrag", in_german(fee->proposed))},
        {"times", json::object{{"options", times_options(request, desk, draft.document, times)}}},
        {"sentence", fee->simple ? std::string{} : in_words(draft.document, fee->amount)},
        {"expression",
         typed_or(request, "rechnung", fee->simple ? std::string{} : json::serialize(fee->amount))},
        {"periods", json::object{{"options", period_options(request, desk, per)}}},
        {"condition", std::move(condition)},
        {"fees_href", fees_href(desk, draft)},
        {"action", href},
        {"remove_action", id.empty() ? std::string{} : href + "/entfernen"}};
    if (mistake) add_error(view, mistake->field, mistake->sentence);
    return show_editor(request, desk, draft, "authoring/draft_fee", msgid("Gebühr"),
                       std::move(view), mistake ? 422 : 200);
}

// What the form says, on top of what stood there. Errors: the field and a German sentence.
Result<Fee> read_fee(const Request& request, const Desk& desk, const Draft& draft, Fee fee) {
    const auto wrong = [&](const char* field, const char* sentence) {
        return fail(Error{.key = "authoring.bad_value",
                          .what = "not a value",
                          .field = field,
                          .value = desk.translate(request.language, sentence)});
    };
    fee.label = text::trim(request.form.get("bezeichnung"));
    fee.citation = text::trim(request.form.get("recht"));
    fee.per = "once";
    for (const auto& [id, words] : periods)
        if (request.form.get("zeitraum") == id) fee.per = id;
    auto when = read_condition(request, draft.document, fee.when);
    if (!when) return fail(when.error());
    fee.when = std::move(*when);
    if (fee.simple) {
        const auto amount = Cents::parse_german(text::trim(request.form.get("betrag")));
        if (!amount || *amount < Cents{0})
            return wrong("betrag", msgid("Geben Sie einen Betrag an, zum Beispiel 12,50."));
        fee.proposed = fmt::format("{}.{:02}", amount->count() / 100, amount->count() % 100);
        fee.simple->times = request.form.get("mal");
        return fee;
    }
    boost::system::error_code broken;
    fee.amount = json::parse(std::string{text::trim(request.form.get("rechnung"))}, broken);
    if (broken || !fee.amount.is_object())
        return wrong("rechnung", msgid("Die Rechnung ist kein Ausdruck in JSON."));
    return fee;
}

Response keep_fee(const Request& request, const Desk& desk, const Draft& draft) {
    const std::string id{request.capture("gebuehr")};
    const auto before = kept(draft, id);
    if (!before) return http::redirect(fees_href(desk, draft));
    const auto again = [&](std::string field, std::string sentence) {
        return show_fee(request, desk, draft, Mistake{std::move(field), std::move(sentence)});
    };
    const auto fee = read_fee(request, desk, draft, *before);
    if (!fee) return again(fee.error().field, fee.error().value);
    const auto change = [&](json::object& document) { return set_fee(document, id, *fee); };
    auto changed = draft.document;
    if (const auto done = change(changed); !done)
        return again(done.error().key == "authoring.no_citation" ? "recht" : "bezeichnung",
                     sentence_of(request, desk, done.error()));
    if (const auto wrong = new_mistake(draft.document, changed); !wrong.empty())
        return again(fee->simple ? "betrag" : "rechnung", wrong);
    return keep(request, desk, draft, change, fees_href(desk, draft),
                [&](const std::string& sentence) { return again("bezeichnung", sentence); });
}

Response show_fees(const Request& request, const Desk& desk, const Draft& draft) {
    json::array lines;
    for (const auto& each : array_in(object_in(draft.document, "fees.yaml"), "fees")) {
        if (!each.is_object()) continue;
        const auto id = string_of(each.get_object(), "id");
        const auto fee = find_fee(draft.document, id);
        lines.push_back(
            {{"name", fee->label.empty() ? id : fee->label},
             {"href", fees_href(desk, draft) + "/gebuehr/" + http::url_encode(id)},
             {"amount", in_words(draft.document, fee->amount)},
             {"proposed", fee->simple ? in_german(fee->proposed) : std::string{}},
             {"rule", fee->when.is_null() ? std::string{} : in_words(draft.document, fee->when)},
             {"citation", fee->citation}});
    }
    const bool none = lines.empty();
    return show_editor(request, desk, draft, "authoring/draft_fees", msgid("Gebühren"),
                       {{"fees", std::move(lines)},
                        {"none", none},
                        {"new_href", fees_href(desk, draft) + "/neu"}});
}

Response remove(const Request& request, const Desk& desk, const Draft& draft) {
    return keep(
        request, desk, draft,
        [&](json::object& document) { return remove_fee(document, request.capture("gebuehr")); },
        fees_href(desk, draft),
        [&](const std::string& sentence) {
            return show_fee(request, desk, draft, Mistake{"bezeichnung", sentence});
        });
}

}  // namespace

void add_fee_editor(http::Router& router, const Console& console) {
    add_list_editor(router, console,
                    {"/gebuehren", "/gebuehr/{gebuehr}", &show_fees,
                     [](const auto& request, const auto& desk, const auto& draft) {
                         return show_fee(request, desk, draft, std::nullopt);
                     },
                     &keep_fee, &remove});
}

}  // namespace kommod::authoring
