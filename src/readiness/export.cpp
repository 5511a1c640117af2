// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "readiness/export.h"

#include <algorithm>
#include <set>

#include <yaml-cpp/yaml.h>

#include "base/csv.h"
#include "base/text.h"
#include "municipalities/municipality.h"
#include "store/database.h"

namespace kommod::readiness {
namespace {

constexpr FactKind kinds[] = {FactKind::block, FactKind::solution, FactKind::precondition};
constexpr std::string_view between = " | ";
const std::vector<std::string> head_columns{"fact",      "id",      "recorded",
                                            "withdrawn", "example", "municipalities"};

// All versions in the order of their recording.
std::vector<const FactVersion*> in_order(const FactLog& log) {
    std::vector<const FactVersion*> out;
    for (const auto& [key, chain] : log.chains())
        for (const auto& link : chain->links())
            out.push_back(&link->version);
    std::sort(out.begin(), out.end(),
              [](const FactVersion* a, const FactVersion* b) { return a->sequence < b->sequence; });
    return out;
}

std::vector<std::string> texts(const json::array& list) {
    std::vector<std::string> out;
    for (const json::value& entry : list)
        out.emplace_back(entry.as_string());
    return out;
}

void emit_list(YAML::Emitter& out, const std::vector<std::string>& list) {
    out << YAML::Flow << YAML::BeginSeq;
    for (const std::string& entry : list)
        out << entry;
    out << YAML::EndSeq;
}

void emit_field(YAML::Emitter& out, std::string_view name, const json::value* value) {
    out << YAML::Key << std::string(name) << YAML::Value;
    if (value == nullptr)
        out << YAML::Null;  // takes back what the version before said
    else if (value->is_array())
        emit_list(out, texts(value->get_array()));
    else
        out << std::string(value->as_string());
}

// Only what differs from the version before, as people write it.
void emit(YAML::Emitter& out, const FactVersion& version, const FactVersion* before) {
    static const json::object nothing;
    const json::object& old = before ? before->payload : nothing;
    out << YAML::BeginMap << YAML::Key << std::string(to_id(version.kind)) << YAML::Value
        << version.id << YAML::Key << "recorded" << YAML::Value << version.recorded_on.to_iso();
    for (const FieldName& field : field_names(version.kind)) {
        const json::value* value = version.payload.if_contains(field.name);
        const json::value* was = old.if_contains(field.name);
        const bool same = value ? was && *value == *was : was == nullptr;
        if (!same) emit_field(out, field.name, value);
    }
    if (version.municipalities != (before ? before->municipalities : std::vector<std::string>{})) {
        out << YAML::Key << "municipalities" << YAML::Value;
        emit_list(out, version.municipalities);
    }
    if (version.withdrawn) out << YAML::Key << "withdrawn" << YAML::Value << true;
    if (version.example) out << YAML::Key << "example" << YAML::Value << true;
    out << YAML::EndMap;
}

// The names of all fields of all kinds, each once.
std::vector<FieldName> all_fields() {
    std::vector<FieldName> out;
    std::set<std::string_view> seen;
    for (const FactKind kind : kinds)
        for (const FieldName& field : field_names(kind))
            if (seen.insert(field.name).second) out.push_back(field);
    return out;
}

std::string cell(const json::value* value) {
    if (value == nullptr) return {};
    if (value->is_array()) return text::join(texts(value->get_array()), between);
    return std::string(value->as_string());
}

// A spreadsheet's guard against formulas (base/csv.h), taken away again.
std::string_view unguarded(std::string_view cell) {
    const bool guarded = cell.size() > 1 && cell[0] == '\'' &&
                         std::string_view{"=+-@\t\r"}.find(cell[1]) != std::string_view::npos;
    return guarded ? cell.substr(1) : cell;
}

std::vector<std::string> parts(std::string_view cell) {
    std::vector<std::string> out;
    for (const std::string_view part : text::split(cell, '|'))
        if (const auto word = text::trim(part); !word.empty()) out.emplace_back(word);
    return out;
}

class TableReader {
  public:
    TableReader(std::string_view name_space, LocalDate default_recorded_on)
        : default_recorded_on_(default_recorded_on) {
        out_.name_space = std::string(name_space);
    }

    FactsFile read(std::string_view csv_text) {
        csv::Reader reader{csv_text};
        csv::Record record;
        for (;;) {
            const auto more = reader.next(record);
            if (!more)
                refuse(more.error().line, {}, {}, "Diese Zeile ist keine gültige CSV-Zeile.");
            else if (!*more)
                break;
            else if (!columns_.empty())
                row(record);
            else if (!head(record))
                return std::move(out_);  // nobody knows what the rows say
        }
        if (columns_.empty()) refuse(0, {}, {}, "Die Datei ist leer.");
        return std::move(out_);
    }

  private:
    void refuse(int line, std::string_view field, std::string_view value, std::string reason) {
        out_.rejected.push_back({line, std::string(field), std::string(value), reason, {}});
    }

    bool head(const csv::Record& record) {
        columns_ = record.fields;
        for (const std::string& name : columns_) {
            const bool known = std::ranges::find(head_columns, name) != head_columns.end() ||
                               std::ranges::any_of(all_fields(), [&](const FieldName& field) {
                                   return field.name == name;
                               });
            if (!known) refuse(record.line, name, {}, "Diese Spalte gibt es hier nicht.");
        }
        for (const char* name : {"fact", "id"})
            if (std::ranges::find(columns_, name) == columns_.end())
                refuse(record.line, name, {}, "Diese Spalte fehlt.");
        return out_.rejected.empty();
    }

    void row(const csv::Record& record) {
        FactVersion version;
        version.recorded_on = default_recorded_on_;
        bool good = true;
        for (std::size_t i = 0; i < std::min(columns_.size(), record.fields.size()); ++i) {
            const std::string_view value = text::trim(unguarded(record.fields[i]));
            if (!value.empty()) good = field(version, columns_[i], value, record.line) && good;
        }
        if (!good) return;
        for (Rejection& wrong : check_payload(version.kind, version.id, version.payload)) {
            wrong.line = record.line;
            out_.rejected.push_back(std::move(wrong));
        }
        out_.versions.push_back(std::move(version));
    }

    bool field(FactVersion& out, const std::string& name, std::string_view value, int line) {
        const auto wrong = [&](const char* reason) {
            refuse(line, name, value, reason);
            return false;
        };
        if (name == "fact") {
            const auto kind = fact_kind_from_id(value);
            if (!kind) return wrong("Hier steht block, solution oder precondition.");
            out.kind = *kind;
        } else if (name == "id") {
            out.id = value;
        } else if (name == "recorded") {
            const auto day = LocalDate::parse(value);
            if (!day) return wrong("Kein Tag in der Form 2023-01-16.");
            out.recorded_on = *day;
        } else if (name == "withdrawn" || name == "example") {
            if (value != "true" && value != "false") return wrong("Hier steht true oder false.");
            (name == "example" ? out.example : out.withdrawn) = value == "true";
        } else if (name == "municipalities") {
            out.municipalities = parts(value);
            for (const std::string& ags : out.municipalities)
                if (!municipalities::Ags::parse(ags)) return wrong("Kein Gemeindeschlüssel.");
        } else {
            say(out, name, value);
        }
        return true;
    }

    static void say(FactVersion& out, const std::string& name, std::string_view value) {
        const auto fields = all_fields();
        const bool list = std::ranges::any_of(
            fields, [&](const FieldName& each) { return each.list && each.name == name; });
        if (!list) {
            out.payload[name] = value;
            return;
        }
        json::array entries;
        for (const std::string& entry : parts(value))
            entries.emplace_back(entry);
        out.payload[name] = std::move(entries);
    }

    LocalDate default_recorded_on_;
    std::vector<std::string> columns_;
    FactsFile out_;
};

}  // namespace

std::string export_yaml(std::string_view name_space, const FactLog& log) {
    YAML::Emitter out;
    const bool association = name_space == store::association;
    out << YAML::BeginMap << YAML::Key << "municipality" << YAML::Value << YAML::DoubleQuoted
        << std::string(association ? name_space : name_space.substr(1)) << YAML::Key << "facts"
        << YAML::Value << YAML::BeginSeq;
    std::map<FactLog::Key, const FactVersion*> before;
    for (const FactVersion* version : in_order(log)) {
        const FactVersion*& last = before[{version->kind, version->id}];
        emit(out, *version, last);
        last = version;
    }
    out << YAML::EndSeq << YAML::EndMap;
    return std::string{out.c_str()} + "\n";
}

std::string export_csv(const FactLog& log) {
    std::string out;
    const auto fields = all_fields();
    std::vector<std::string> row = head_columns;
    for (const FieldName& field : fields)
        row.emplace_back(field.name);
    csv::write(out, row, ';');
    for (const FactVersion* version : in_order(log)) {
        row = {std::string(to_id(version->kind)), version->id,
               version->recorded_on.to_iso(),     version->withdrawn ? "true" : "",
               version->example ? "true" : "",    text::join(version->municipalities, between)};
        for (const FieldName& field : fields)
            row.push_back(cell(version->payload.if_contains(field.name)));
        csv::write(out, row, ';');
    }
    return out;
}

FactsFile read_facts_csv(std::string_view name_space, std::string_view csv_text,
                         LocalDate default_recorded_on) {
    return TableReader(name_space, default_recorded_on).read(csv_text);
}

}  // namespace kommod::readiness
