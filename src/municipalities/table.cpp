// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "municipalities/table.h"

#include <fmt/format.h>

#include "base/text.h"

namespace kommod::municipalities {
namespace {

std::string column_id(std::string_view header) {
    return text::replace_all(text::slug(header), "-", "_");
}

// Every quote that does not fit is reported, so that the whole file can be mended at once.
std::vector<csv::Record> read_records(std::string_view text, ImportReport& report) {
    std::vector<csv::Record> records;
    csv::Reader reader{text};
    for (;;) {
        csv::Record record;
        const auto more = reader.next(record);
        if (!more)
            report.reject(more.error().line, {}, {},
                          "Die Zeile ist kein gültiges CSV: Ein Anführungszeichen wird nicht "
                          "geschlossen, oder hinter einem schließenden steht noch Text.");
        else if (!*more)
            return records;
        else if (record.fields.size() > 1 || !text::trim(record.fields[0]).empty())
            records.push_back(std::move(record));
    }
}

}  // namespace

std::optional<Table> Table::read(std::string_view text, ImportReport& report) {
    if (!text::is_utf8(text)) {
        report.reject(0, {}, {}, "Die Datei ist nicht in UTF-8 gespeichert.");
        return std::nullopt;
    }
    Table table;
    table.records_ = read_records(text, report);
    if (table.records_.empty() && report.rejected.empty())
        report.reject(0, {}, {}, "Die Datei ist leer.");
    if (!report.rejected.empty()) return std::nullopt;
    const auto& header = table.records_.front();
    for (std::size_t i = 0; i < header.fields.size(); ++i)
        if (!table.columns_.emplace(column_id(header.fields[i]), i).second)
            report.reject(header.line, header.fields[i], {}, "Diese Spalte kommt zweimal vor.");
    if (!report.rejected.empty()) return std::nullopt;
    table.records_.erase(table.records_.begin());
    return table;
}

std::string Table::similar(std::string_view column) const {
    std::string best;
    int limit = 3;
    for (const auto& [id, index] : columns_) {
        const int distance = text::edit_distance(column, id, limit);
        if (distance > limit || (distance == limit && !best.empty() && id >= best)) continue;
        limit = distance;
        best = id;
    }
    return best;
}

std::string_view Table::value(const csv::Record& record, std::string_view column) const {
    const auto found = columns_.find(std::string{column});
    if (found == columns_.end() || found->second >= record.fields.size()) return {};
    return text::trim(record.fields[found->second]);
}

}  // namespace kommod::municipalities
