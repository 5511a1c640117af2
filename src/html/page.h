// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Pages from view models: the one place where markup is made.
//
// A handler builds a view model (a JSON object) and names a template of web/templates. The template
// sees nothing else but the frame (portal's name, theme, navigation, language, CSRF token, banner),
// which the renderer adds by itself. In templates: {{NAME}} is a value (escaped by context),
// {{#NAME}}...{{/NAME}} a section (true, an object, or each element of an array),
// {{^NAME}}...{{/NAME}} its absence, [[Deutscher Text]] a text translated by gettext and
// [[>components/button]] another template put in at load time. View model keys are lower_case; in
// templates they are written as they are.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "http/message.h"
#include "http/server.h"

namespace kommod::html {

// What surrounds every page; made by `app` for a request.
// Keys: portal_name, municipality_name, base, language, theme_css_path,
// navigation[{label,href,current}], banner{text}, footer links, staff{name} when signed in.
using FrameMaker = std::function<json::object(const http::Request&)>;

class Renderer {
  public:
    // Loads and checks all templates and translations; throws with file and line when one is
    // broken.
    explicit Renderer(FrameMaker frame);
    ~Renderer();

    // The page as HTML, or as JSON of the same view model when the request prefers that.
    // `title` is translated text; the document title becomes "title – portal".
    http::Response page(const http::Request& request, std::string_view template_name,
                        std::string title, json::object view, int status = 200) const;
    // A fragment without frame (search suggestions, mails).
    std::string fragment(std::string_view template_name, std::string_view language,
                         const json::object& view) const;
    // A text in the language ("de", "en", "de-leicht"); the German text itself when there is no
    // translation.
    std::string translate(std::string_view language, std::string_view german) const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

// The compiled styles, scripts and fonts under immutable names.
const std::vector<http::Asset>& assets();
// "/static/<hash>/kommod.css" of "kommod.css"; throws for an unknown name.
const std::string& asset_path(std::string_view name);

}  // namespace kommod::html
