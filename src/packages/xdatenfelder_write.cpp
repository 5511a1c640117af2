// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// A draft as the files of a package, as somebody would write them.
#include <fmt/format.h>

#include "base/json.h"
#include "base/text.h"
#include "packages/xdatenfelder_draft.h"
#include "packages/xml_tree.h"

namespace kommod::packages::fim {
namespace {

constexpr std::size_t longest_hint = 120;

std::string comment(std::string_view text) {
    return "# " + on_one_line(text) + "\n";
}

// "a: 1, b: 2" one after the other.
class Entries {
  public:
    void add(std::string_view key, std::string_view value) {
        if (!out_.empty()) out_ += ", ";
        out_ += fmt::format("{}: {}", key, value);
    }
    void add_text(std::string_view key, std::string_view value) {
        if (!text::trim(value).empty()) add(key, yaml_text(text::trim(value)));
    }
    bool empty() const { return out_.empty(); }
    std::string as_map() const { return "{" + out_ + "}"; }

  private:
    std::string out_;
};

std::string one_field(const DraftField& field) {
    Entries entries;
    entries.add("key", field.key);
    entries.add("type", field.type);
    for (const auto& [name, value] : field.settings)
        entries.add(name, value);
    if (!field.options.empty()) {
        std::string ids;
        for (const auto& [id, label] : field.options)
            ids += (ids.empty() ? "" : ", ") + id;
        entries.add("options", "[" + ids + "]");
    }
    if (!field.when.empty()) entries.add("when", fmt::format("{{var: {}}}", field.when));
    if (field.optional) entries.add("optional", "true");
    if (!field.id.empty()) entries.add("fim", field.id);
    entries.add_text("citation", field.citation);
    return entries.as_map();
}

void add_field(const DraftField& field, std::string_view indent, std::string& out) {
    if (!field.comment.empty()) out += std::string{indent} + comment(field.comment);
    if (field.fields.empty()) {
        out += fmt::format("{}- {}\n", indent, one_field(field));
        return;
    }
    out += fmt::format("{}- key: {}\n{}  type: group\n", indent, field.key, indent);
    for (const auto& [name, value] : field.settings)
        out += fmt::format("{}  {}: {}\n", indent, name, value);
    if (field.optional) out += fmt::format("{}  optional: true\n", indent);
    if (!field.id.empty()) out += fmt::format("{}  fim: {}\n", indent, field.id);
    if (!field.citation.empty())
        out += fmt::format("{}  citation: {}\n", indent, yaml_text(field.citation));
    out += fmt::format("{}  fields:\n", indent);
    for (const DraftField& inner : field.fields)
        add_field(inner, std::string{indent} + "    ", out);
}

std::string form_of(const Draft& draft) {
    std::string out;
    if (!draft.notes.empty()) out += "# To do, from the schema:\n";
    for (const ImportNote& note : draft.notes)
        out += comment("* " + to_line(note));
    out += "format: kommod-form/1\npages:\n";
    for (const DraftPage& page : draft.pages) {
        if (!page.comment.empty()) out += "  " + comment(page.comment);
        out += fmt::format("  - id: {}\n", page.id);
        if (!page.when.empty()) out += fmt::format("    when: {{var: {}}}\n", page.when);
        out += "    fields:\n";
        for (const DraftField& field : page.fields)
            add_field(field, "      ", out);
    }
    return out;
}

// A sentence stands at the field, more than that behind "Hilfe".
void add_help(const DraftField& field, Entries& entries) {
    const auto help = text::trim(field.help);
    const bool is_short = help.size() <= longest_hint && help.find('\n') == std::string_view::npos;
    entries.add_text(is_short ? "hint" : "help", help);
}

void add_texts(const DraftField& field, const std::string& path, std::string& out) {
    Entries entries;
    entries.add_text("label", field.label);
    if (field.type == "notice")
        entries.add_text("text", field.help);
    else
        add_help(field, entries);
    entries.add_text("item", field.item);
    Entries labels, hints;
    for (std::size_t i = 0; i < field.options.size(); ++i) {
        const auto& [id, label] = field.options[i];
        labels.add_text(id, label.empty() ? id : label);
        hints.add_text(id, field.option_hints[i]);
    }
    if (!labels.empty()) entries.add("options", labels.as_map());
    if (!hints.empty()) entries.add("option_hints", hints.as_map());
    out += fmt::format("  {}: {}\n", path, entries.as_map());
    for (const DraftField& inner : field.fields)
        add_texts(inner, path + "." + inner.key, out);
}

std::string texts_of(const Schema& schema, const Draft& draft) {
    Entries service;
    service.add_text("title", schema.name);
    service.add_text("lead", schema.description);
    std::string out = fmt::format("service: {}\npages:\n", service.as_map());
    for (const DraftPage& page : draft.pages) {
        Entries entries;
        entries.add_text("title", page.title);
        entries.add_text("text", page.text);
        out += fmt::format("  {}: {}\n", page.id, entries.as_map());
    }
    out += "fields:\n";
    for (const DraftPage& page : draft.pages)
        for (const DraftField& field : page.fields)
            add_texts(field, field.key, out);
    return out;
}

// What the law says of the service stands in no schema: services, trust_level, retention, process
// and privacy are left to the author, and `check` asks for them.
std::string manifest_of(const Schema& schema) {
    std::string out =
        fmt::format("format: kommod-package/1\nid: {}\nversion: 0.1.0\n", key_from(schema.name));
    if (!schema.creator.empty()) out += fmt::format("provider: {}\n", yaml_text(schema.creator));
    out += fmt::format("changes: {}\n",
                       yaml_text(fmt::format("Entwurf nach {} {} (XDatenfelder {}).", schema.id,
                                             schema.version, schema.standard)));
    if (!schema.references.empty()) out += "legal_basis:\n";
    for (const std::string& reference : schema.references)
        out += fmt::format("  - {{citation: {}}}\n", yaml_text(reference));
    out += "languages: [de]\nblocks: [forms]\ncriteria: [information, form, submission]\n";
    out += "letters: [eingang]\n";
    return out;
}

constexpr std::string_view letter = R"(# Ihr Antrag {{reference}} ist eingegangen

Guten Tag,

wir haben Ihr Formular „{{service}}“ am {{submitted_on}} bekommen. Es hat die Nummer **{{reference}}**. Nennen Sie sie bitte, wenn Sie uns schreiben oder anrufen.

Freundliche Grüße

{{office}}
{{municipality}}
)";

}  // namespace

std::string yaml_text(std::string_view text) {
    return json::serialize(json::string(text));
}

Files write_draft(const Schema& schema, const Draft& draft) {
    return {{"package.yaml", manifest_of(schema)},
            {"form.yaml", form_of(draft)},
            {"texts/de.yaml", texts_of(schema, draft)},
            {"letters/eingang.de.md", std::string{letter}}};
}

}  // namespace kommod::packages::fim
