// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// A condition from outside: read or refused with a key; what is read can be computed with whatever
// answers there are, and is said in words without an end.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "authoring/condition.h"
#include "forms/expression.h"
#include "forms/yaml_file.h"

namespace {

using namespace kommod;

// Some of everything: what expressions read by "a" to "f".
forms::Record answers() {
    const forms::Value item{forms::Record{{"a", forms::Value{"x"}}, {"b", forms::Value{true}}}};
    return {{"a", forms::Value{"anmelden"}},
            {"b", forms::Value{false}},
            {"c", forms::Value{*Decimal::parse("3.5")}},
            {"d", forms::Value{*LocalDate::parse("2026-02-28")}},
            {"e", forms::Value{forms::List{item, item}}},
            {"f", forms::Value{Cents{1250}}}};
}

const json::object& document() {
    static const json::object out = json::parse(R"({"form.yaml": {"pages": [{"id": "p", "fields": [
        {"key": "a", "type": "choice", "options": ["anmelden"]}, {"key": "b", "type": "yes_no"},
        {"key": "c", "type": "number"}, {"key": "d", "type": "date"},
        {"key": "e", "type": "group", "fields": [{"key": "a", "type": "text"}]}]}]}})")
                                        .as_object();
    return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    forms::ProblemList problems{"form.yaml"};
    if (const auto node = forms::load_yaml(text, problems)) {
        const auto expression = forms::Expression::parse(*node);
        if (!expression) {
            if (expression.error().key.empty()) std::abort();
        } else {
            static const forms::Value all{answers()};
            const forms::Value nothing;
            for (const auto* here : {&all, &nothing})
                expression->evaluate({here, nullptr, *LocalDate::parse("2026-11-27")});
            static_cast<void>(expression->reads());
        }
    }
    boost::system::error_code broken;
    const auto read = json::parse(text, broken);
    if (broken) return 0;
    if (authoring::in_words(document(), read).empty()) std::abort();
    // What the console can show as statements it writes as the same again.
    const auto condition = authoring::from_expression(document(), read);
    if (!condition) return 0;
    const auto written = authoring::to_expression(document(), *condition);
    const auto again = authoring::from_expression(document(), written);
    if (!again || *again != *condition) std::abort();
    return 0;
}
