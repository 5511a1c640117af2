// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "cases/trial.h"

#include "cases/answers.h"
#include "cases/visit.h"

namespace kommod::cases {
namespace {

// Long enough for one sitting; a trial is begun anew with one click.
constexpr forms::Duration kept{.months = 0, .days = 1};

// As authors write them: without the identities of items.
json::value as_declared(const json::value& value) {
    if (value.is_array()) {
        json::array out;
        for (const auto& each : value.get_array())
            out.push_back(as_declared(each));
        return out;
    }
    if (!value.is_object()) return value;
    json::object out;
    for (const auto& [key, each] : value.get_object())
        if (key != item_key && !each.is_null()) out[key] = as_declared(each);
    return out;
}

json::object shown(const forms::Record& record) {
    json::object out;
    for (const auto& [key, value] : record)
        out[key] = forms::to_json(value);
    return out;
}

}  // namespace

http::Response begin_trial(store::Namespace& records, const municipalities::Municipality& town,
                           const packages::ServicePackage& package, const http::Request& request,
                           std::string_view staff_account) {
    const auto begun =
        begin_draft(records, package.id, package.hash, kept, request.now, staff_account);
    const std::string home = "/" + town.slug + "/antrag/" + package.id;
    auto response = http::redirect(home + "/" + begun.draft.id + "/anfang");
    set_cookie(response, request, home, begun.draft, begun.token);
    return response;
}

json::object declared_case(const packages::ServicePackage& package, const json::object& answers,
                           const forms::Inputs& inputs, const forms::Evaluation& evaluation) {
    json::array path;
    for (const auto& page : evaluation.pages)
        path.push_back(json::value_from(page.page->id));
    json::object fees;
    for (const auto& due : package.fees_due(evaluation, inputs))
        fees[due.fee->id] = forms::to_json(forms::Value{due.amount});
    return {{"today", inputs.today.to_iso()},
            {"parameters", shown(inputs.parameters)},
            {"answers", as_declared(answers)},
            {"expect",
             {{"path", std::move(path)},
              {"complete", evaluation.complete},
              {"computed", shown(evaluation.computed)},
              {"fees", std::move(fees)}}}};
}

}  // namespace kommod::cases
