// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// For tests: what a browser would send when somebody presses the button of a form as it stands.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.h"

namespace kommod::authoring::testing {

using SentFields = std::vector<std::pair<std::string, std::string>>;

inline std::string unescaped(std::string_view markup) {
    std::string out{markup};
    for (const auto& [entity, sign] :
         std::array<std::pair<const char*, const char*>, 6>{{{"&lt;", "<"},
                                                             {"&gt;", ">"},
                                                             {"&quot;", "\""},
                                                             {"&#39;", "'"},
                                                             {"&#x27;", "'"},
                                                             {"&amp;", "&"}}})
        out = text::replace_all(out, entity, sign);
    return out;
}

// The value of an attribute of a tag; empty when it has none.
inline std::string attribute(std::string_view tag, std::string_view name) {
    const auto mark = " " + std::string{name} + "=\"";
    const auto at = tag.find(mark);
    if (at == std::string_view::npos) return {};
    const auto begin = at + mark.size();
    return unescaped(tag.substr(begin, tag.find('"', begin) - begin));
}

// The markup of the form with this action; empty when the page has none.
inline std::string_view form_with(std::string_view page, std::string_view action) {
    for (auto at = page.find("<form "); at != std::string_view::npos;
         at = page.find("<form ", at + 1)) {
        const auto tag = page.substr(at, page.find('>', at) - at);
        if (attribute(tag, "action") == action)
            return page.substr(at, page.find("</form>", at) - at);
    }
    return {};
}

inline std::string chosen_option(std::string_view select) {
    std::string first;
    bool any = false;
    for (auto at = select.find("<option "); at != std::string_view::npos;
         at = select.find("<option ", at + 1)) {
        const auto tag = select.substr(at, select.find('>', at) - at);
        if (tag.ends_with(" selected")) return attribute(tag, "value");
        if (!std::exchange(any, true)) first = attribute(tag, "value");
    }
    return first;
}

// Buttons are not pressed, and the token is the visitor's own.
inline SentFields fields_of(std::string_view page, std::string_view action) {
    const auto form = form_with(page, action);
    SentFields out;
    for (auto at = form.find('<'); at != std::string_view::npos; at = form.find('<', at + 1)) {
        const auto tag = form.substr(at, form.find('>', at) - at);
        const auto name = attribute(tag, "name");
        if (name.empty() || name == "csrf") continue;
        if (tag.starts_with("<input ")) {
            const auto type = attribute(tag, "type");
            const bool ticked = tag.find(" checked") != std::string_view::npos;
            if ((type != "checkbox" && type != "radio") || ticked)
                out.emplace_back(name, attribute(tag, "value"));
        } else if (tag.starts_with("<select ")) {
            const auto end = form.find("</select>", at);
            out.emplace_back(name, chosen_option(form.substr(at, end - at)));
        } else if (tag.starts_with("<textarea ")) {
            const auto begin = at + tag.size() + 1;
            const auto end = form.find("</textarea>", begin);
            out.emplace_back(name, unescaped(form.substr(begin, end - begin)));
        }
    }
    return out;
}

}  // namespace kommod::authoring::testing
