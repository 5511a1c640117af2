// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "html/translation.h"

#include <locale>
#include <map>
#include <stdexcept>
#include <vector>

#include <boost/locale/gnu_gettext.hpp>
#include <boost/locale/message.hpp>

namespace kommod::html {

namespace gettext = boost::locale::gnu_gettext;
using Messages = boost::locale::message_format<char>;

struct Translations::Impl {
    std::map<std::string, std::locale, std::less<>> languages;
};

Translations::Translations(std::span<const embedded::File> files)
    : impl_(std::make_unique<Impl>()) {
    constexpr std::string_view ending = ".mo";
    for (const auto& file : files) {
        if (!file.name.ends_with(ending)) continue;
        const std::string language(file.name.substr(0, file.name.size() - ending.size()));
        gettext::messages_info info;
        info.language = language;
        info.encoding = "UTF-8";
        info.domains.emplace_back("kommod");
        // Boost asks for a file below a path; the callback answers from the binary instead.
        info.paths.emplace_back("embedded");
        info.callback = [&file](const std::string&, const std::string&) {
            return std::vector<char>(file.content.begin(), file.content.end());
        };
        auto* facet = gettext::create_messages_facet<char>(info);
        if (facet == nullptr) throw std::runtime_error("no gettext catalogue: " + language);
        impl_->languages.emplace(language, std::locale(std::locale::classic(), facet));
    }
}

Translations::~Translations() = default;

std::optional<std::string> Translations::find(std::string_view language,
                                              std::string_view german) const {
    const auto found = impl_->languages.find(language);
    if (found == impl_->languages.end()) return std::nullopt;
    const auto& messages = std::use_facet<Messages>(found->second);
    const char* text = messages.get(0, nullptr, std::string(german).c_str());
    if (text == nullptr || *text == '\0') return std::nullopt;
    return std::string(text);
}

std::string Translations::translate(std::string_view language, std::string_view german) const {
    return find(language, german).value_or(std::string(german));
}

}  // namespace kommod::html
