// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "html/page.h"

#include <array>
#include <cstdlib>
#include <deque>
#include <stdexcept>

#include <ctemplate/template.h>
#include <ctemplate/template_cache.h>
#include <fmt/format.h>

#include "html/frame.h"
#include "html/json_view.h"
#include "html/template_source.h"
#include "html/translation.h"

namespace kommod::embedded {
extern const std::span<const File> html_templates;
extern const std::span<const File> html_translations;
}  // namespace kommod::embedded

namespace kommod::html {
namespace {

constexpr std::array<std::string_view, 3> all_languages{"de", "en", "de-leicht"};
constexpr auto strip = ctemplate::STRIP_BLANK_LINES;

bool strict_by_environment() {
    const char* value = std::getenv("KOMMOD_STRICT_TEMPLATES");
    return value != nullptr && *value != '\0' && std::string_view(value) != "0";
}

std::vector<embedded::File> template_files(const std::map<std::string, std::string>& own) {
    std::vector<embedded::File> files;
    for (const auto& file : embedded::html_templates)
        if (!own.contains(std::string(file.name))) files.push_back(file);
    for (const auto& [name, content] : own)
        files.push_back({name, content});
    return files;
}

std::string key_of(std::string_view kind, std::string_view language, std::string_view name) {
    return fmt::format("{}/{}/{}", kind, language, name);
}

}  // namespace

struct Renderer::Impl {
    FrameMaker frame;
    bool strict;
    Translations translations{embedded::html_translations};
    ctemplate::TemplateCache cache;
    std::map<std::string, CompiledSource, std::less<>> compiled;

    Impl(FrameMaker maker, const RendererOptions& options)
        : frame(std::move(maker)), strict(options.strict || strict_by_environment()) {
        const auto files = template_files(options.templates);
        const TemplateSources sources(files);
        for (const auto language : all_languages) {
            const Translate translate = [&](std::string_view german) {
                return translations.translate(language, german);
            };
            for (const auto& name : sources.names()) {
                if (name == "layout") continue;
                add(key_of("fragment", language, name), sources.compile(name, translate));
                if (!name.starts_with("components/"))
                    add(key_of("page", language, name), sources.compile_in_layout(name, translate));
            }
        }
        cache.Freeze();
    }

    void add(std::string key, CompiledSource source) {
        if (!cache.StringToTemplateCache(key, source.text, strip))
            throw std::runtime_error("the escaping engine refuses the template " + key);
        // The engine has its own copy now.
        source.text.clear();
        compiled.emplace(std::move(key), std::move(source));
    }

    std::string expand(const std::string& key, const json::object& outer,
                       const json::object& view) const {
        const auto found = compiled.find(key);
        if (found == compiled.end()) throw std::runtime_error("unknown template: " + key);
        RenderContext context;
        context.source = &found->second;
        const JsonView surroundings(outer, nullptr, context);
        const JsonView root(view, &surroundings, context);
        std::string out;
        if (!cache.ExpandNoLoad(key, strip, &root, nullptr, &out))
            throw std::runtime_error("the template cannot be expanded: " + key);
        if (strict && !context.missing.empty()) report(key, found->second, context.missing);
        return out;
    }

    [[noreturn]] static void report(const std::string& key, const CompiledSource& source,
                                    const std::set<std::string>& missing) {
        std::string text = "the view model of " + key + " lacks";
        for (const auto& name : missing) {
            text += fmt::format("\n  {}", name);
            if (const auto places = source.used_at.find(name); places != source.used_at.end())
                for (const auto& place : places->second)
                    text += "  " + place;
        }
        throw std::runtime_error(text);
    }
};

Renderer::Renderer(FrameMaker frame) : Renderer(std::move(frame), RendererOptions{}) {}

Renderer::Renderer(FrameMaker frame, const RendererOptions& options)
    : impl_(std::make_unique<Impl>(std::move(frame), options)) {}

Renderer::~Renderer() = default;

http::Response Renderer::page(const http::Request& request, std::string_view template_name,
                              std::string title, json::object view, int status) const {
    if (request.wants_json()) return http::json_response(json::serialize(view), status);
    auto frame = complete_frame(impl_->frame(request), request, impl_->translations);
    complete_view(view);
    frame["title"] = title;
    // WCAG 3.3.1: who does not see the page learns of errors from the document's title.
    const auto mark = view.at("has_errors").as_bool()
                          ? impl_->translations.translate(request.language, "Fehler") + ": "
                          : std::string();
    frame["document_title"] =
        fmt::format("{}{} – {}", mark, title, json::value_to<std::string>(frame.at("portal_name")));
    // The layout reads its own names inside {{#frame}}, so that no view can change the frame.
    json::object outer = frame;
    outer["frame"] = std::move(frame);
    http::Response response;
    response.status = status;
    response.body = impl_->expand(key_of("page", request.language, template_name), outer, view);
    return response;
}

std::string Renderer::fragment(std::string_view template_name, std::string_view language,
                               const json::object& view) const {
    const json::object outer{{"language", language}};
    return impl_->expand(key_of("fragment", language, template_name), outer, view);
}

std::string Renderer::translate(std::string_view language, std::string_view german) const {
    return impl_->translations.translate(language, german);
}

}  // namespace kommod::html
