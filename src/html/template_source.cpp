// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "html/template_source.h"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

#include "base/markup.h"
#include "base/text.h"
#include "html/template_node.h"

namespace kommod::html {
namespace {

using Nodes = std::vector<TemplateNode>;
using Kind = TemplateNode::Kind;
using Arguments = std::map<std::string, Nodes, std::less<>>;

bool is_blank(const Nodes& nodes) {
    return std::all_of(nodes.begin(), nodes.end(), [](const TemplateNode& node) {
        return node.kind == Kind::text && text::trim(node.text).empty();
    });
}

// An argument that is nothing but one name decides a section by that name's value.
const TemplateNode* only_name(const Nodes& nodes) {
    if (nodes.size() != 1) return nullptr;
    const bool named = nodes[0].kind == Kind::value || nodes[0].kind == Kind::section ||
                       nodes[0].kind == Kind::inverted;
    return named ? &nodes[0] : nullptr;
}

Nodes put_in(const Nodes& nodes, const Arguments& arguments);

void put_in_section(const TemplateNode& node, const Arguments& arguments, Nodes& out) {
    const auto argument = arguments.find(node.name);
    TemplateNode bound = node;
    bound.children = put_in(node.children, arguments);
    if (argument == arguments.end()) {
        out.push_back(std::move(bound));
        return;
    }
    if (const auto* name = only_name(argument->second)) {
        const bool flip = name->kind == Kind::inverted;
        const bool inverted = (node.kind == Kind::inverted) != flip;
        bound.kind = inverted ? Kind::inverted : Kind::section;
        bound.name = name->name;
        out.push_back(std::move(bound));
        return;
    }
    const bool shown = is_blank(argument->second) == (node.kind == Kind::inverted);
    if (shown) std::move(bound.children.begin(), bound.children.end(), std::back_inserter(out));
}

void put_in_value(const TemplateNode& node, const Arguments& arguments, Nodes& out) {
    const auto argument = arguments.find(node.name);
    if (argument == arguments.end()) {
        out.push_back(node);
        return;
    }
    for (auto copy : argument->second) {
        if (copy.kind == Kind::value && copy.modifier.empty()) {
            if (node.modifier == "raw")
                throw std::runtime_error(copy.place + ": " + node.name +
                                         " is markup and cannot be bound");
            copy.modifier = node.modifier;
        }
        out.push_back(std::move(copy));
    }
}

// The markers of a text are bound by what it carries along, because it is translated later.
TemplateNode put_in_message(TemplateNode node, const Arguments& arguments) {
    for (auto& [name, value] : node.arguments)
        value = put_in(value, arguments);
    for (const auto& name : markers_of(node.text)) {
        const auto argument = arguments.find(name);
        const bool carried = std::any_of(node.arguments.begin(), node.arguments.end(),
                                         [&](const auto& other) { return other.first == name; });
        if (argument != arguments.end() && !carried)
            node.arguments.emplace_back(name, argument->second);
    }
    return node;
}

TemplateNode put_in_include(TemplateNode node, const Arguments& arguments) {
    for (auto& [name, value] : node.arguments)
        value = put_in(value, arguments);
    return node;
}

// Puts the arguments of an include in the place of the names they bind.
Nodes put_in(const Nodes& nodes, const Arguments& arguments) {
    Nodes out;
    for (const auto& node : nodes) {
        switch (node.kind) {
            case Kind::text:
                out.push_back(node);
                break;
            case Kind::value:
                put_in_value(node, arguments, out);
                break;
            case Kind::section:
            case Kind::inverted:
                put_in_section(node, arguments, out);
                break;
            case Kind::message:
                out.push_back(put_in_message(node, arguments));
                break;
            case Kind::include:
                out.push_back(put_in_include(node, arguments));
                break;
        }
    }
    return out;
}

// Indentation is for those who read templates: a line break with the blanks around it is one line
// break. (No template has a <pre>; the content of a <textarea> is a value.)
std::string squeezed(std::string_view text) {
    std::string result;
    for (std::size_t i = 0; i < text.size();) {
        const auto end = std::min(text.find_first_not_of(" \t\r\n", i), text.size());
        const auto blanks = text.substr(i, end - i);
        result += blanks.find('\n') == std::string_view::npos ? blanks : "\n";
        i = std::min(text.find_first_of(" \t\r\n", end), text.size());
        result += text.substr(end, i - end);
    }
    return result;
}

}  // namespace

std::set<std::string> markers_of(std::string_view text) {
    std::set<std::string> names;
    for (auto at = text.find("{{"); at != std::string_view::npos; at = text.find("{{", at)) {
        const auto end = text.find("}}", at);
        if (end == std::string_view::npos) break;
        names.emplace(text.substr(at + 2, end - at - 2));
        at = end;
    }
    return names;
}

struct TemplateSources::Impl {
    std::map<std::string, ParsedTemplate, std::less<>> templates;

    const ParsedTemplate& find(std::string_view name, std::string_view place) const {
        const auto found = templates.find(name);
        if (found == templates.end())
            throw std::runtime_error(fmt::format("{}: there is no template {}", place, name));
        return found->second;
    }

    // Writes the nodes in the engine's syntax.
    struct Writer {
        const Impl& sources;
        const Translate& translate;
        CompiledSource& out;
        std::string_view content;  // what [[>content]] stands for
        int depth = 0;

        void use(const std::string& name, const TemplateNode& node) {
            out.used_at[name].insert(node.place);
        }

        void write(const Nodes& nodes) {
            for (const auto& node : nodes)
                write(node);
        }

        void write(const TemplateNode& node) {
            switch (node.kind) {
                case Kind::text:
                    out.text += squeezed(node.text);
                    break;
                case Kind::value:
                    write_value(node);
                    break;
                case Kind::section:
                    write_section(node, "");
                    break;
                case Kind::inverted:
                    write_section(node, absent_suffix);
                    break;
                case Kind::message:
                    write_message(node);
                    break;
                case Kind::include:
                    write_include(node);
                    break;
            }
        }

        void write_value(const TemplateNode& node) {
            use(node.name, node);
            std::string_view suffix;
            if (node.modifier == "markdown") suffix = markdown_suffix;
            if (node.modifier == "json") suffix = json_suffix;
            const auto* escape = node.modifier.empty()      ? ""
                                 : node.modifier == "lines" ? ":pre_escape"
                                                            : ":none";
            out.text += fmt::format("{{{{{}{}{}}}}}", node.name, suffix, escape);
        }

        void write_section(const TemplateNode& node, std::string_view suffix) {
            if (!node.name.ends_with("_separator")) use(node.name, node);
            out.text += fmt::format("{{{{#{}{}}}}}", node.name, suffix);
            write(node.children);
            out.text += fmt::format("{{{{/{}{}}}}}", node.name, suffix);
        }

        // Translations are plain text: only their {{markers}} have a meaning.
        void write_message(const TemplateNode& node) {
            const auto translated = translate(node.text);
            if (markers_of(translated) != markers_of(node.text))
                throw std::runtime_error(
                    fmt::format("{}: the translation \"{}\" has other markers than \"{}\"",
                                node.place, translated, node.text));
            std::string_view rest = translated;
            for (auto at = rest.find("{{"); at != std::string_view::npos; at = rest.find("{{")) {
                const auto end = rest.find("}}", at);
                out.text += markup::escaped(rest.substr(0, at));
                write_marker(node, std::string(rest.substr(at + 2, end - at - 2)));
                rest.remove_prefix(end + 2);
            }
            out.text += markup::escaped(rest);
        }

        void write_marker(const TemplateNode& message, const std::string& name) {
            for (const auto& [bound, value] : message.arguments) {
                if (bound != name) continue;
                write(value);
                return;
            }
            TemplateNode value;
            value.kind = Kind::value;
            value.name = name;
            value.place = message.place;
            write_value(value);
        }

        void write_include(const TemplateNode& node) {
            if (++depth > 20) throw std::runtime_error(node.place + ": includes itself");
            const bool is_content = node.name == "content";
            const auto& included = sources.find(is_content ? content : node.name, node.place);
            out.optional.insert(included.optional.begin(), included.optional.end());
            out.optional.insert(included.element.begin(), included.element.end());
            Arguments arguments;
            for (const auto& [name, value] : node.arguments)
                arguments[name] = value;
            // With arguments they are all that the template's optional names can be; without any,
            // the names are looked up in the view.
            if (!arguments.empty())
                for (const auto& name : included.optional)
                    arguments.try_emplace(name);
            write(put_in(included.nodes, arguments));
            --depth;
        }
    };

    CompiledSource compile(std::string_view root, std::string_view content,
                           const Translate& translate) const {
        CompiledSource out;
        out.text = "{{%AUTOESCAPE context=\"HTML\"}}";
        const auto& source = find(root, "page");
        out.optional = source.optional;
        out.optional.insert(source.element.begin(), source.element.end());
        Writer writer{*this, translate, out, content};
        writer.write(source.nodes);
        return out;
    }

    static void collect(const Nodes& nodes, std::map<std::string, std::string>& messages) {
        for (const auto& node : nodes) {
            if (node.kind == Kind::message) messages.emplace(node.text, node.place);
            collect(node.children, messages);
            for (const auto& [name, value] : node.arguments)
                collect(value, messages);
        }
    }
};

TemplateSources::TemplateSources(std::span<const embedded::File> files)
    : impl_(std::make_unique<Impl>()) {
    constexpr std::string_view ending = ".html";
    for (const auto& file : files) {
        if (!file.name.ends_with(ending)) continue;
        const auto name = file.name.substr(0, file.name.size() - ending.size());
        impl_->templates.emplace(name, parse_template(file.name, file.content));
    }
}

TemplateSources::~TemplateSources() = default;

std::vector<std::string> TemplateSources::names() const {
    std::vector<std::string> names;
    for (const auto& [name, source] : impl_->templates)
        names.push_back(name);
    return names;
}

CompiledSource TemplateSources::compile(std::string_view name, const Translate& translate) const {
    return impl_->compile(name, name, translate);
}

CompiledSource TemplateSources::compile_in_layout(std::string_view name,
                                                  const Translate& translate) const {
    return impl_->compile("layout", name, translate);
}

std::map<std::string, std::string> TemplateSources::messages() const {
    std::map<std::string, std::string> messages;
    for (const auto& [name, source] : impl_->templates)
        Impl::collect(source.nodes, messages);
    return messages;
}

}  // namespace kommod::html
