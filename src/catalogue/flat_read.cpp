// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/csv.h"
#include "base/text.h"
#include "catalogue/flat.h"

namespace kommod::catalogue {
namespace {

enum Column {
    key,
    name,
    type,
    ozg,
    bundle,
    life_event,
    subject,
    sdg1,
    sdg2,
    law_short,
    law_names,
    legal,
    column_count
};
constexpr std::array<std::string_view, column_count> column_names{"leistungsschluessel",
                                                                  "bezeichnung",
                                                                  "leika_typ",
                                                                  "ozg_id",
                                                                  "ozg_leistung",
                                                                  "lage",
                                                                  "themenfeld",
                                                                  "sdg1",
                                                                  "sdg2",
                                                                  "gesetze_kurz",
                                                                  "gesetze",
                                                                  "rechtsgrundlage"};
constexpr int required_columns = sdg1;

// Where each column stands in this file; -1 when it is missing.
using Places = std::array<int, column_count>;

Result<Places> find_columns(const std::vector<std::string>& header) {
    Places places;
    places.fill(-1);
    for (std::size_t i = 0; i < header.size(); ++i) {
        const std::string written = text::fold(text::trim(header[i]));
        const auto known = std::ranges::find(column_names, written);
        if (known == column_names.end()) continue;
        int& place = places[static_cast<std::size_t>(known - column_names.begin())];
        if (place >= 0)
            return fail({"catalogue.broken_file",
                         "Die Spalte steht zweimal in der Kopfzeile.",
                         std::string{*known},
                         1,
                         header[i],
                         {}});
        place = static_cast<int>(i);
    }
    std::vector<std::string> missing;
    for (int column = 0; column < required_columns; ++column)
        if (places[static_cast<std::size_t>(column)] < 0)
            missing.emplace_back(column_names[static_cast<std::size_t>(column)]);
    if (missing.empty()) return places;
    return fail({"catalogue.missing_columns",
                 "In der Kopfzeile fehlen diese Spalten: " + text::join(missing, ", ") + ".",
                 missing.front(),
                 1,
                 text::join(header, ","),
                 {}});
}

std::string clean(std::string_view cell) {
    return text::nfc(text::trim(cell));
}

std::vector<std::string> split_list(std::string_view cell) {
    std::vector<std::string> out;
    for (const auto part : text::split(cell, ','))
        if (const auto item = text::trim(part); !item.empty()) out.emplace_back(item);
    return out;
}

// What is wrong with a row. The first problem names the field; the others are added to its reason,
// so that one look is enough to repair the row.
class Problems {
  public:
    explicit Problems(int line) : line_(line) {}
    void add(Column column, std::string_view value, std::string reason, std::string proposal = {}) {
        if (error_) {
            error_->what += fmt::format(" Außerdem {}: {}", column_names[column], reason);
            return;
        }
        error_ =
            Error{"catalogue.bad_row", std::move(reason),  std::string{column_names[column]}, line_,
                  std::string{value},  std::move(proposal)};
    }
    const std::optional<Error>& error() const { return error_; }

  private:
    int line_;
    std::optional<Error> error_;
};

void check_key(const std::string& written, FlatRow& row, Problems& problems) {
    if (text::fold(written) == "nicht im leika" || written.empty()) {
        const auto proposal = ServiceKey::propose_local(row.name);
        problems.add(key, written,
                     "Die Leistung hat keinen LeiKa-Schlüssel; mit einer eigenen Kennung kann sie "
                     "aufgenommen werden.",
                     proposal ? proposal->str() : std::string{});
        return;
    }
    const auto parsed = ServiceKey::parse(written);
    if (parsed)
        row.key = parsed->str();
    else
        problems.add(key, written, parsed.error().what, parsed.error().proposal);
}

void check_place(const FlatRow& row, Problems& problems) {
    const bool digits = !row.ozg.empty() && row.ozg.size() <= 8 &&
                        std::ranges::all_of(row.ozg, [](char c) { return c >= '0' && c <= '9'; });
    if (row.ozg.empty() && row.bundle.empty() && row.life_event.empty() && row.subject.empty()) {
        problems.add(ozg, "",
                     "Die Leistung gehört zu keinem Leistungsbündel, keiner Lage und keinem "
                     "Themenfeld.");
        return;
    }
    if (!digits) problems.add(ozg, row.ozg, "Die OZG-Kennung besteht aus Ziffern.");
    if (row.bundle.empty()) problems.add(bundle, "", "Das Leistungsbündel fehlt.");
    if (row.life_event.empty()) problems.add(life_event, "", "Die Lage fehlt.");
    if (row.subject.empty()) problems.add(subject, "", "Das Themenfeld fehlt.");
}

std::string nearest_type(const std::string& written) {
    for (std::size_t length = written.size(); length > 0; --length)
        if (is_type(written.substr(0, length))) return written.substr(0, length);
    return {};
}

// A mark of the SDG columns.
bool read_mark(Column column, const std::string& cell, Problems& problems) {
    if (cell != "0" && cell != "1" && !cell.empty())
        problems.add(column, cell, "Hier steht 0 oder 1.");
    return cell == "1";
}

class RowReader {
  public:
    explicit RowReader(const Places& places) : places_(places) {}

    FlatRow read(const csv::Record& record, Problems& problems) const {
        const auto cell = [&](Column column) {
            const auto place = static_cast<std::size_t>(places_[column]);
            return place < record.fields.size() ? clean(record.fields[place]) : std::string{};
        };
        FlatRow row;
        row.line = record.line;
        row.name = cell(name);
        check_key(cell(key), row, problems);
        if (row.name.empty()) problems.add(name, "", "Die Bezeichnung fehlt.");
        row.type = cell(type);
        if (!row.type.empty() && !is_type(row.type))
            problems.add(type, row.type, "Diesen LeiKa-Typ gibt es nicht.", nearest_type(row.type));
        row.ozg = cell(ozg);
        row.bundle = cell(bundle);
        row.life_event = cell(life_event);
        row.subject = cell(subject);
        check_place(row, problems);
        if (has(sdg1) || has(sdg2)) {
            const bool first = has(sdg1) && read_mark(sdg1, cell(sdg1), problems);
            const bool second = has(sdg2) && read_mark(sdg2, cell(sdg2), problems);
            row.sdg = second ? (first ? 2 : 3) : (first ? 1 : 0);
        }
        if (has(law_short)) row.law_short = split_list(cell(law_short));
        if (has(law_names)) row.law_names = split_list(cell(law_names));
        if (has(legal)) row.legal = citations(cell(legal));
        return row;
    }

  private:
    bool has(Column column) const { return places_[column] >= 0; }
    const Places& places_;
};

std::string shorten_citation(std::string_view citation) {
    std::string out{text::trim(citation)};
    const auto url = out.find('[');
    if (url != std::string::npos) out = std::string{text::trim(out.substr(0, url))};
    out = text::replace_all(out, "Absätze", "Abs.");
    out = text::replace_all(out, "Absatz", "Abs.");
    out = text::replace_all(out, "Nummern", "Nr.");
    out = text::replace_all(out, "Nummer", "Nr.");
    // "§ 5 Langer Name des Gesetzes (LNG)" -> "§ 5 LNG": the name begins with the first capitalised
    // word that is no part of the place (Abs., Nr., Satz, Anlage ...).
    const auto open = out.rfind('(');
    if (open == std::string::npos || !out.ends_with(')') || out.size() - open > 40) return out;
    const std::string abbreviation = out.substr(open + 1, out.size() - open - 2);
    const std::string_view named = text::trim(std::string_view{out}.substr(0, open));
    std::string place;
    for (const auto word : text::split(named, ' ')) {
        const bool is_place = word.starts_with("§") || word.starts_with("Art") ||
                              word.starts_with("Abs.") || word.starts_with("Nr.") ||
                              word.starts_with("Satz") || word.starts_with("Halbsatz") ||
                              word.starts_with("Buchst") || word.starts_with("Anlage") ||
                              word == "ff." || word == "f." || word == "i.V.m." || word == "und" ||
                              word == "bis" || word == "-" || word == "–" || word.size() <= 2 ||
                              word.find_first_of("0123456789") != std::string_view::npos;
        if (!is_place) break;
        place += std::string{word} + " ";
    }
    return place + abbreviation;
}

}  // namespace

bool is_type(std::string_view type) {
    constexpr std::array<std::string_view, 21> known{"1",   "2",    "2a",   "2b", "3",  "3a", "3b",
                                                     "2/3", "2/3a", "2/3b", "4",  "4a", "4b", "5",
                                                     "6",   "7",    "8",    "9",  "10", "11", "12"};
    if (type.empty()) return false;
    for (const auto part : text::split(type, ','))
        if (std::ranges::find(known, text::trim(part)) == known.end()) return false;
    return true;
}

std::vector<std::string> citations(std::string_view cell) {
    std::vector<std::string> out;
    // Citations are separated by semicolons (ours), or by a comma behind the address of the law.
    std::string separated = text::replace_all(cell, "],", "];");
    for (const auto part : text::split(separated, ';')) {
        std::string citation = shorten_citation(part);
        if (!citation.empty() && std::ranges::find(out, citation) == out.end())
            out.push_back(std::move(citation));
    }
    return out;
}

Result<FlatFile> read_flat(std::string_view text) {
    if (!text::is_utf8(text))
        return fail({"catalogue.broken_file",
                     "Die Datei ist nicht in UTF-8 kodiert; in der Tabellenkalkulation „CSV "
                     "UTF-8“ wählen.",
                     {},
                     0,
                     {},
                     {}});
    if (text.find('\0') != std::string_view::npos)
        return fail({"catalogue.broken_file",
                     "Die Datei enthält Nullzeichen; sie ist keine CSV-Datei.",
                     {},
                     0,
                     {},
                     {}});
    csv::Reader reader{text};
    csv::Record record;
    const auto header = reader.next(record);
    if (!header) return fail(header.error());
    const auto places = *header ? find_columns(record.fields) : find_columns({});
    if (!places) return fail(places.error());
    const std::size_t width = record.fields.size();

    FlatFile file;
    const RowReader rows{*places};
    for (;;) {
        const auto more = reader.next(record);
        if (!more) {
            Error error = more.error();
            error.what = "Die Anführungszeichen der Zeile passen nicht zusammen.";
            file.rejected.push_back(std::move(error));
            continue;
        }
        if (!*more) break;
        if (record.fields.size() == 1 && text::trim(record.fields.front()).empty()) continue;
        if (record.fields.size() != width) {
            file.rejected.push_back(
                {"catalogue.bad_row",
                 fmt::format("Die Zeile hat {} statt {} Felder.", record.fields.size(), width),
                 {},
                 record.line,
                 record.fields.front(),
                 {}});
            continue;
        }
        Problems problems{record.line};
        FlatRow row = rows.read(record, problems);
        if (problems.error())
            file.rejected.push_back(*problems.error());
        else
            file.rows.push_back(std::move(row));
    }
    return file;
}

void write_flat_header(std::string& out) {
    csv::write(out, {column_names.begin(), column_names.end()});
}

void write_flat_row(std::string& out, const FlatRow& row) {
    const std::vector<std::string> none;
    const int sdg = row.sdg.value_or(0);
    csv::write(out, {row.key, row.name, row.type, row.ozg, row.bundle, row.life_event, row.subject,
                     sdg == 1 || sdg == 2 ? "1" : "0", sdg >= 2 ? "1" : "0",
                     text::join(row.law_short.value_or(none), ", "),
                     text::join(row.law_names.value_or(none), ", "),
                     text::join(row.legal.value_or(none), "; ")});
}

FlatRow as_read(const FlatRow& row) {
    std::string written;
    write_flat_header(written);
    write_flat_row(written, row);
    auto file = read_flat(written);
    return file && file->rows.size() == 1 ? std::move(file->rows.front()) : row;
}

bool says_the_same(const FlatRow& row, const FlatRow& known) {
    const auto same = [](const auto& said, const auto& there) {
        return !said || *said == there.value_or(std::decay_t<decltype(*said)>{});
    };
    return row.key == known.key && row.name == known.name && row.type == known.type &&
           row.ozg == known.ozg && row.bundle == known.bundle &&
           row.life_event == known.life_event && row.subject == known.subject &&
           same(row.sdg, known.sdg) && same(row.law_short, known.law_short) &&
           same(row.law_names, known.law_names) && same(row.legal, known.legal);
}

}  // namespace kommod::catalogue
