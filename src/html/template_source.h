// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The templates as web designers write them, checked and made ready for the escaping engine:
//   {{name}}                      a value, escaped by its place
//   {{name:markdown}}             a municipality's text: safe Markdown subset to HTML
//   {{name:lines}}                a value whose line breaks stay, in <textarea>
//   {{name:raw}}                  markup made by a room; only names ending in _html or _svg
//   {{name:json}}                 any value as JSON, only in <script type="application/ld+json">
//   {{#name}}..{{/name}}          once for true, text, number and object; for each element of an
//                                 array (a plain element is called {{item}}); not at all for
//                                 false, null, "", 0, [] and {}
//   {{#name_separator}}..{{/name_separator}}   inside it: between two elements
//   {{^name}}..{{/name}}          the opposite
//   [[Deutscher Text {{name}}]]   a text that gettext translates
//   [[>components/x a="..." b="{{y}}"]]   another template, its names a and b bound here
//   [[>content]]                  in layout.html: the page
//   {{!optional a b}}             names that an include or a view model may leave out
//   {{!element a b}}              names that elements of a list may leave out; never arguments
//   {{! a remark }}
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/embedded.h"

namespace kommod::html {

// Translates a German text; returns the text itself when there is no translation.
using Translate = std::function<std::string(std::string_view german)>;

// A template with everything put in, in the engine's own syntax.
struct CompiledSource {
    std::string text;
    std::set<std::string, std::less<>> optional;
    // Where each name is used ("portal/start.html:12"), for error messages.
    std::map<std::string, std::set<std::string>, std::less<>> used_at;
};

class TemplateSources {
  public:
    // Parses all files (names as "portal/start.html"); throws std::runtime_error with file and line
    // for broken markers, unclosed sections, inline code or styles and unknown includes.
    explicit TemplateSources(std::span<const embedded::File> files);
    ~TemplateSources();

    // Names without ".html", in order.
    std::vector<std::string> names() const;
    // The template alone, or inside `layout`; throws when it does not exist or a translation has
    // other markers than the German text.
    CompiledSource compile(std::string_view name, const Translate& translate) const;
    CompiledSource compile_in_layout(std::string_view name, const Translate& translate) const;
    // All [[texts]] with the places that use them.
    std::map<std::string, std::string> messages() const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

// Suffixes by which the engine's syntax asks the view for something else than the plain value.
inline constexpr std::string_view absent_suffix = "__absent";
inline constexpr std::string_view markdown_suffix = "__markdown";
inline constexpr std::string_view json_suffix = "__json";

// The {{markers}} of a text, in order of their first use; used to compare translations.
std::set<std::string> markers_of(std::string_view text);

}  // namespace kommod::html
