// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Pages from view models: the one place where markup is made.
//
// A handler builds a view model (a JSON object) and names a template of web/templates. The template
// sees nothing else but the frame (portal's name, theme, navigation, language, CSRF token, banner),
// which the renderer adds by itself. In templates: {{name}} is a value (escaped by context),
// {{#name}}...{{/name}} a section (true, an object, or each element of an array),
// {{^name}}...{{/name}} its absence, [[Deutscher Text]] a text translated by gettext and
// [[>components/button]] another template put in at load time. View model keys are lower_case; in
// templates they are written as they are. The whole syntax: html/template_source.h.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/msgid.h"
#include "http/message.h"
#include "http/server.h"

namespace kommod::html {

// What surrounds every page; made by `app` for a request. All keys are optional:
// portal_name ("Serviceportal der Stadt Coesfeld"), municipality_name, base, language,
// theme_css_path, logo{path,alt,width,height}, home_href, navigation[{label,href,current}],
// banner{text,href,label}, staff{name,logout_href}, example_note, footer[{label,href}] (instead of
// the usual links), robots ("noindex").
using FrameMaker = std::function<json::object(const http::Request&)>;

struct RendererOptions {
    // A name that no view model has is an error with the places that use it, instead of an empty
    // string. Tests set it; in a running program the environment variable KOMMOD_STRICT_TEMPLATES.
    bool strict = false;
    // Templates that replace or add to those in the binary ("portal/x.html"), for tests.
    std::map<std::string, std::string> templates;
};

using kommod::msgid;

class Renderer {
  public:
    // Loads and checks all templates and translations; throws with file and line when one is
    // broken.
    explicit Renderer(FrameMaker frame);
    Renderer(FrameMaker frame, const RendererOptions& options);
    ~Renderer();

    // The page as HTML, or as JSON of the same view model when the request prefers that.
    // `title` is translated text; the document title becomes "title – portal".
    // Keys of a view that the frame shows: breadcrumb[{label,href}], errors[{field,text}] (links to
    // the element with that id), description (for search engines).
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
// "/static/<hash>/portal.css" of "portal.css"; throws for an unknown name.
const std::string& asset_path(std::string_view name);

}  // namespace kommod::html
