// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "municipalities/import.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <unordered_map>
#include <unordered_set>

#include <fmt/format.h>

#include "base/text.h"
#include "municipalities/names.h"
#include "municipalities/table.h"

namespace kommod::municipalities {
namespace {

bool all_digits(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// "12.345", "12 345" and "12345" are the same number; nothing else is one.
std::optional<std::int64_t> parse_count(std::string_view text) {
    std::string digits;
    for (const char c : text)
        if (c != '.' && c != ' ') digits += c;
    if (digits.empty() || digits.size() > 12 || !all_digits(digits)) return std::nullopt;
    std::int64_t count = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), count);
    return count;
}

// "141.36" or "141,36", kept to the hectare.
std::optional<double> parse_area(std::string_view text) {
    const auto plain = text::replace_all(text, ",", ".");
    double area = 0;
    const auto [end, ec] = std::from_chars(plain.data(), plain.data() + plain.size(), area);
    if (ec != std::errc{} || end != plain.data() + plain.size() || !(area >= 0 && area < 1e6))
        return std::nullopt;
    return std::round(area * 100) / 100;
}

// Reasons for the failures of the directory's own rules.
std::string reason(const Error& error) {
    static const std::unordered_map<std::string_view, const char*> sentences = {
        {"municipalities.bad_ags",
         "Ein amtlicher Gemeindeschlüssel hat acht Ziffern (bei Kreisen fünf) und beginnt mit dem "
         "Land 01 bis 16."},
        {"municipalities.bad_slug",
         "Ein Pfad besteht aus Kleinbuchstaben, Ziffern und einzelnen Bindestrichen."},
        {"municipalities.reserved_slug", "Dieser Pfad gehört zur Website selbst."},
        {"municipalities.slug_taken", "Diesen Pfad hat schon eine andere Kommune."},
        {"municipalities.bad_host", "Erwartet wird ein Hostname ohne https:// und ohne Pfad."},
        {"municipalities.host_taken", "Diesen Hostnamen hat schon eine andere Kommune."}};
    const auto found = sentences.find(error.key);
    return found == sentences.end() ? error.what : found->second;
}

// Reads the rows of one file; what is refused goes into the report.
class RowReader {
  public:
    RowReader(const Table& table, const Directory& directory, ImportReport& report)
        : table_(table), directory_(directory), report_(report) {}

    std::optional<Municipality> read(const csv::Record& record) {
        refused_ = false;
        auto ags = Ags::parse(table_.value(record, "ags"));
        if (!ags) {
            refuse(record, "ags", reason(ags.error()), ags.error().proposal);
            return std::nullopt;
        }
        if (const auto [first, fresh] = lines_.emplace(ags->str(), record.line); !fresh) {
            refuse(record, "ags",
                   fmt::format("Dieser Schlüssel steht schon in Zeile {}.", first->second));
            return std::nullopt;
        }
        const auto* known = directory_.by_ags(ags->str());
        Municipality next = known ? *known : fresh_record(*ags);
        read_names(record, next);
        read_keys(record, next);
        read_figures(record, next);
        read_address(record, next);
        read_mark(record, next);
        if (refused_) return std::nullopt;
        return next;
    }

  private:
    static Municipality fresh_record(const Ags& ags) {
        Municipality fresh;
        fresh.ags = ags.str();
        fresh.kind = ags.is_district() ? Kind::district : Kind::municipality;
        fresh.district_ags = ags.str().substr(0, 5);
        return fresh;
    }

    void refuse(const csv::Record& record, std::string_view column, std::string why,
                std::string proposal = {}) {
        refused_ = true;
        report_.reject(record.line, column, table_.value(record, column), std::move(why),
                       std::move(proposal));
    }

    void read_names(const csv::Record& record, Municipality& next) {
        const auto name = text::nfc(table_.value(record, "name"));
        next.official_name = name;
        next.name = common_name(name);
        if (next.name.empty()) refuse(record, "name", "Der Name fehlt.");
        if (name.size() > 200) refuse(record, "name", "Der Name ist länger als 200 Zeichen.");
        if (table_.has("kreis_name"))
            next.district_name = text::nfc(table_.value(record, "kreis_name"));
    }

    void read_keys(const csv::Record& record, Municipality& next) {
        const auto ars = table_.value(record, "ars");
        if (table_.has("ars")) {
            next.ars = std::string{ars};
            if (!ars.empty() && (ars.size() != 12 || !all_digits(ars)))
                refuse(record, "ars", "Ein Regionalschlüssel hat zwölf Ziffern.");
            else if (!ars.empty() && !fits(ars, next.ags))
                refuse(record, "ars", "Der Regionalschlüssel passt nicht zum Gemeindeschlüssel.");
        }
        const auto district = table_.value(record, "kreis_schluessel");
        if (!district.empty() && district != std::string_view{next.ags}.substr(0, 5))
            refuse(record, "kreis_schluessel",
                   "Der Kreisschlüssel ist nicht der Anfang des Gemeindeschlüssels.",
                   next.ags.substr(0, 5));
    }

    void read_mark(const csv::Record& record, Municipality& next) {
        const auto value = text::fold(table_.value(record, "beispiel"));
        if (value == "ja" || value == "nein")
            next.example = value == "ja";
        else if (!value.empty())
            refuse(record, "beispiel", "Erwartet wird ja oder nein.");
    }

    // ARS: the district's five digits, four of the association of municipalities, the last three.
    static bool fits(std::string_view ars, std::string_view ags) {
        return ars.substr(0, 5) == ags.substr(0, 5) &&
               (ags.size() == 5 || ars.substr(9) == ags.substr(5));
    }

    void read_figures(const csv::Record& record, Municipality& next) {
        if (const auto value = table_.value(record, "bevoelkerung"); !value.empty()) {
            if (const auto count = parse_count(value))
                next.inhabitants = *count;
            else
                refuse(record, "bevoelkerung", "Erwartet wird eine ganze Zahl.");
        }
        if (const auto value = table_.value(record, "flaeche_km2"); !value.empty()) {
            if (const auto area = parse_area(value))
                next.area_km2 = *area;
            else
                refuse(record, "flaeche_km2", "Erwartet wird eine Fläche in km², etwa 141,36.");
        }
        if (const auto value = table_.value(record, "plz_verwaltungssitz"); !value.empty()) {
            if (value.size() == 5 && all_digits(value))
                next.postcode = std::string{value};
            else
                refuse(record, "plz_verwaltungssitz", "Eine Postleitzahl hat fünf Ziffern.",
                       value.size() == 4 && all_digits(value) ? "0" + std::string{value}
                                                              : std::string{});
        }
    }

    void read_address(const csv::Record& record, Municipality& next) {
        if (const auto value = table_.value(record, "slug"); !value.empty()) {
            next.slug = std::string{value};
            if (const auto slug = parse_slug(value); !slug)
                refuse(record, "slug", reason(slug.error()), slug.error().proposal);
            else if (!slugs_.insert(next.slug).second || taken_by_other(next))
                refuse(record, "slug", "Diesen Pfad hat schon eine andere Kommune.");
        }
        if (const auto value = table_.value(record, "host"); !value.empty()) {
            const auto host = parse_host(value);
            if (!host) return refuse(record, "host", reason(host.error()));
            next.host = *host;
            const auto* owner = directory_.by_host(*host);
            if (!hosts_.insert(*host).second || (owner && owner->ags != next.ags))
                refuse(record, "host", "Diesen Hostnamen hat schon eine andere Kommune.");
        }
    }

    bool taken_by_other(const Municipality& next) const {
        const auto* owner = directory_.by_slug(next.slug);
        return owner && owner->ags != next.ags;
    }

    const Table& table_;
    const Directory& directory_;
    ImportReport& report_;
    std::unordered_map<std::string, int> lines_;
    std::unordered_set<std::string> slugs_, hosts_;
    bool refused_ = false;
};

// A list of names carries nothing that only a record of a municipality has.
bool is_list_of_names(const Table& table) {
    if (!table.has("name") || table.has("ags")) return false;
    for (const auto* column : {"ars", "kreis_schluessel", "bevoelkerung", "flaeche_km2"})
        if (table.has(column)) return false;
    return true;
}

void count(const std::vector<Change>& changes, ImportReport& report) {
    for (const auto& change : changes) {
        ++report.accepted;
        switch (change.outcome) {
            case Outcome::created:
                ++report.created;
                break;
            case Outcome::changed:
                ++report.changed;
                break;
            case Outcome::unchanged:
                ++report.unchanged;
        }
    }
}

ImportReport import_table(Store& store, const Table& table, const ImportOptions& options,
                          ImportReport report) {
    for (const auto* column : {"ags", "name"})
        if (!table.has(column))
            report.reject(1, column, {}, fmt::format("Die Spalte „{}“ fehlt.", column),
                          table.similar(column));
    if (!report.rejected.empty()) return report;
    const Directory directory{*store.all()};
    RowReader reader{table, directory, report};
    std::vector<Municipality> rows;
    for (const auto& record : table.records())
        if (auto row = reader.read(record)) rows.push_back(std::move(*row));
    const auto changes = options.dry_run ? store.preview(rows) : store.put(options.actor, rows);
    if (changes)
        count(*changes, report);
    else
        report.reject(0, changes.error().field, changes.error().value, reason(changes.error()),
                      changes.error().proposal);
    return report;
}

ImportReport check_table(Store& store, const Table& table, ImportReport report) {
    if (!table.has("name")) {
        report.reject(1, "name", {}, "Die Spalte „name“ fehlt.", table.similar("name"));
        return report;
    }
    const Directory directory{*store.all()};
    if (directory.all().empty()) {
        report.reject(0, {}, {},
                      "Die Datei ist eine Liste von Namen, aber das Verzeichnis der Kommunen ist "
                      "noch leer. Lesen Sie zuerst ein Gemeindeverzeichnis mit Schlüsseln ein.");
        return report;
    }
    const NameMatcher matcher{directory};
    std::unordered_set<std::string> named;
    for (const auto& record : table.records())
        if (const auto found = matcher.exact(table.value(record, "name")); found.size() == 1)
            named.insert(found.front()->ags);
    for (const auto& record : table.records()) {
        const auto name = table.value(record, "name");
        const auto found = matcher.exact(name);
        if (found.size() == 1) {
            ++report.accepted;
            ++report.unchanged;
        } else if (name.empty()) {
            report.reject(record.line, "name", name, "Der Name fehlt.");
        } else if (found.size() > 1) {
            report.reject(record.line, "name", name,
                          fmt::format("{} Kommunen heißen so; nennen Sie den Gemeindeschlüssel.",
                                      found.size()),
                          found.front()->ags);
        } else if (const auto guess = matcher.guess(name, named); !guess.municipality) {
            report.reject(record.line, "name", name,
                          "Im Verzeichnis ist keine Kommune mit einem ähnlichen Namen.");
        } else {
            report.reject(record.line, "name", name,
                          guess.likely ? "Im Verzeichnis ist keine Kommune mit diesem Namen."
                                       : "Im Verzeichnis ist keine Kommune mit diesem Namen; der "
                                         "Vorschlag ist nur der ähnlichste und vermutlich nicht "
                                         "gemeint.",
                          guess.municipality->name);
        }
    }
    return report;
}

}  // namespace

ImportReport import_municipalities(Store& store, std::string_view csv,
                                   const ImportOptions& options) {
    ImportReport report;
    const auto table = Table::read(csv, report);
    if (!table) return report;
    if (is_list_of_names(*table)) return check_table(store, *table, std::move(report));
    return import_table(store, *table, options, std::move(report));
}

ImportReport check_names(Store& store, std::string_view csv) {
    ImportReport report;
    const auto table = Table::read(csv, report);
    if (!table) return report;
    return check_table(store, *table, std::move(report));
}

}  // namespace kommod::municipalities
