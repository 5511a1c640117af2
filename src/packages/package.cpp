// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "packages/package.h"

#include <algorithm>

#include "packages/reading.h"

namespace kommod::packages {

std::string_view ServicePackage::text(std::string_view language, std::string_view key) const {
    for (const auto wanted : {language, std::string_view{"de"}})
        if (const auto texts_of = texts.find(wanted); texts_of != texts.end())
            if (const auto found = texts_of->second.find(key); found != texts_of->second.end())
                return found->second;
    return {};
}

const Parameter* ServicePackage::parameter(std::string_view key) const {
    const auto found = std::ranges::find(parameters, key, &Parameter::key);
    return found == parameters.end() ? nullptr : &*found;
}

std::optional<forms::Value> parameter_value(const Parameter& parameter, const json::value& json) {
    forms::Field field;  // a parameter is read like the answer to a question of its type
    if (const auto type = forms::field_type_from_id(parameter.type_id)) field.type = *type;
    auto value = forms::from_json(field, json);
    if (!value || (parameter.type_id == "duration" && value->text() &&
                   !forms::Duration::parse(*value->text())))
        return std::nullopt;
    return value;
}

forms::Record ServicePackage::parameter_values(const json::object& given) const {
    forms::Record out;
    for (const Parameter& parameter : parameters) {
        std::optional<forms::Value> value;
        if (const json::value* own = given.if_contains(parameter.key))
            value = parameter_value(parameter, *own);
        if (!value) value = parameter.initial;
        if (value && !value->is_absent()) out.emplace_back(parameter.key, std::move(*value));
    }
    return out;
}

std::vector<FeeDue> ServicePackage::fees_due(const forms::Evaluation& evaluation,
                                             const forms::Inputs& inputs) const {
    const forms::Value all = forms::scope_of(evaluation, inputs);
    const forms::Scope scope{&all, nullptr, inputs.today};
    std::vector<FeeDue> out;
    for (const Fee& fee : fees) {
        if (fee.when && !fee.when->holds(scope)) continue;
        const forms::Value amount = fee.amount.evaluate(scope);
        if (amount.money() && amount.money()->count() > 0) out.push_back({&fee, *amount.money()});
    }
    return out;
}

}  // namespace kommod::packages
