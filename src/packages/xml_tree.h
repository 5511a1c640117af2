// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// A small XML document as a tree of values. Inside of the room.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"

namespace kommod::packages {

struct XmlElement {
    std::string name;        // without its prefix
    std::string name_space;  // what the prefix stands for
    int line = 0;            // of its tag
    std::string text;        // its own, trimmed
    std::vector<std::pair<std::string, std::string>> attributes;
    std::vector<XmlElement> children;

    // The first of that name; null when there is none.
    const XmlElement* child(std::string_view wanted) const;
    // Of the first child of that name, on one line; empty when there is none.
    std::string line_of(std::string_view wanted) const;
    // A code is written as <x><code>02</code></x>.
    std::string code_of(std::string_view wanted) const;
    std::string attribute(std::string_view wanted) const;
    template <class Call>
    void each(std::string_view wanted, const Call& call) const {
        for (const XmlElement& one : children)
            if (one.name == wanted) call(one);
    }
};

// White space of any length as one space.
std::string on_one_line(std::string_view text);

// The root of a document. Nothing outside of it is read; document type declarations, and with them
// every entity, are refused. Error: "packages.broken_xml" with its line.
Result<XmlElement> read_xml(std::string_view xml);

}  // namespace kommod::packages
