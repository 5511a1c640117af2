// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "packages/xdatenfelder.h"

#include <algorithm>

#include <fmt/format.h>

#include "forms/yaml_file.h"
#include "packages/xdatenfelder_draft.h"

namespace kommod::packages {
namespace {

constexpr std::size_t most_pages = 200;

tl::unexpected<Error> refused(const char* key, std::string what, std::string value,
                              std::string proposal) {
    return fail({key, std::move(what), {}, 1, std::move(value), std::move(proposal)});
}

std::string_view word_of(ImportNote::Kind kind) {
    switch (kind) {
        case ImportNote::Kind::rule:
            return "Regel";
        case ImportNote::Kind::left_out:
            return "Nicht übernommen:";
        case ImportNote::Kind::changed:
            return "Prüfen:";
    }
    return "";
}

}  // namespace

Result<Imported> import_xdatenfelder(std::string_view xml) {
    const auto schema = fim::read_schema(xml);
    if (!schema) return fail(schema.error());
    fim::Draft draft = fim::draft_of(*schema);
    if (draft.pages.empty())
        return refused("packages.empty_schema", "Das Schema enthält kein Feld.", schema->id,
                       "Exportieren Sie das Schema mit seinen Datenfeldern.");
    Imported out;
    out.files = fim::write_draft(*schema, draft);
    const bool too_large = std::ranges::any_of(
        out.files, [](const auto& file) { return file.second.size() > forms::largest_file; });
    if (too_large || draft.pages.size() > most_pages)
        return refused(
            "packages.schema_too_large",
            fmt::format("Aus dem Schema würden {} Seiten; ein Formular hat höchstens {}.",
                        draft.pages.size(), most_pages),
            schema->id, "Übernehmen Sie einzelne Datenfeldgruppen.");
    out.notes = std::move(draft.notes);
    return out;
}

std::string to_line(const ImportNote& note) {
    return fmt::format("Zeile {}: {} {} ({}): {}", note.line, word_of(note.kind), note.id, note.at,
                       note.text);
}

}  // namespace kommod::packages
