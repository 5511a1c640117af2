// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// package.yaml
#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>
#include <re2/re2.h>

#include "catalogue/catalogue.h"
#include "packages/reading.h"
#include "readiness/models.h"
#include "readiness/readiness.h"

namespace kommod::packages {
namespace {

using forms::MapReader;
using forms::nearest;
using Words = std::vector<std::string>;

const Words manifest_keys{"format",    "id",       "version",     "provider",   "licence",
                          "changes",   "services", "legal_basis", "valid",      "trust_level",
                          "languages", "blocks",   "criteria",    "parameters", "retention",
                          "process",   "privacy",  "letters"};
const Words parameter_keys{"key", "type", "default", "optional", "citation"};
const Words parameter_types{"money", "number",   "text",   "long_text",
                            "date",  "duration", "yes_no", "email"};
const Words known_languages{"de", "en", "de-leicht"};

void one_of(MapReader& map, std::string_view key, const std::string& word, const Words& known,
            const char* what) {
    if (word.empty() || std::ranges::find(known, word) != known.end()) return;
    const auto near = nearest(word, known);
    map.error(map.get(key), "packages.unknown_word",
              fmt::format("{} „{}“ gibt es nicht.", what, word))
        .proposal = near.empty() ? fmt::format("Möglich sind: {}.", fmt::join(known, ", "))
                                 : fmt::format("Meinten Sie „{}“?", near);
}

Words words(MapReader& map, std::string_view key, const Words& known, const char* what) {
    Words out = map.texts(key);
    for (const std::string& word : out)
        one_of(map, key, word, known, what);
    return out;
}

std::optional<LocalDate> day(MapReader& map, std::string_view key) {
    const auto written = map.text(key);
    if (!written) return std::nullopt;
    const auto read = LocalDate::parse(*written);
    if (read) return *read;
    map.error(map.get(key), "packages.bad_date", fmt::format("„{}“ ist kein Tag.", *written))
        .proposal = "Schreiben Sie ihn wie 2026-01-31.";
    return std::nullopt;
}

std::optional<forms::Duration> duration(MapReader& map, std::string_view key) {
    const auto written = map.text(key);
    if (!written) return std::nullopt;
    const auto read = forms::Duration::parse(*written);
    if (!read)
        map.error(map.get(key), "packages.bad_duration",
                  fmt::format("„{}“ ist keine Dauer.", *written))
            .proposal = "Schreiben Sie sie wie P30D, P6M oder P10Y.";
    return read;
}

forms::Duration required_duration(MapReader& map, std::string_view key) {
    if (!map.has(key) && map.is_map()) map.missing(key).proposal = "Zum Beispiel P30D oder P10Y.";
    return duration(map, key).value_or(forms::Duration{});
}

forms::Type type_of_parameter(std::string_view id) {
    if (id == "duration" || id == "long_text" || id == "email") return forms::Type::Kind::text;
    return forms::type_from_id(id).value_or(forms::Type{});
}

Parameter read_parameter(const YAML::Node& source, forms::ProblemList& problems) {
    MapReader map{source, "parameters", parameter_keys, problems};
    Parameter out;
    out.key = map.required_id("key");
    out.type_id = map.required_text("type");
    one_of(map, "type", out.type_id, parameter_types, "Den Typ");
    out.type = type_of_parameter(out.type_id);
    out.optional = map.yes("optional");
    out.citation = map.text("citation").value_or("");
    out.line = source.Mark().line + 1;
    out.column = source.Mark().column + 1;
    if (!map.has("default")) return out;
    out.initial = parameter_value(out, to_json(map.get("default")));
    if (!out.initial)
        map.error(map.get("default"), "packages.bad_default",
                  fmt::format("Der Wert passt nicht zum Typ „{}“.", out.type_id));
    return out;
}

void read_parameters(MapReader& map, ServicePackage& package, forms::ProblemList& problems) {
    std::set<std::string> seen;
    for (const YAML::Node& source : map.list("parameters")) {
        Parameter parameter = read_parameter(source, problems);
        if (!parameter.key.empty() && !seen.insert(parameter.key).second)
            map.error(source, "packages.twice",
                      fmt::format("Den Parameter „{}“ gibt es zweimal.", parameter.key));
        package.parameters.push_back(std::move(parameter));
    }
}

void read_services(MapReader& map, ServicePackage& package) {
    package.services = map.texts("services");
    if (package.services.empty() && map.is_map())
        map.missing("services").why = "Der Online-Dienst gehört zu mindestens einer Leistung.";
    for (const std::string& service : package.services) {
        if (service.starts_with("bundle:") || catalogue::ServiceKey::parse(service)) continue;
        map.error(map.get("services"), "packages.bad_service",
                  fmt::format("„{}“ ist kein Schlüssel einer Leistung.", service))
            .proposal = "Ein LeiKa-Schlüssel hat 14 Ziffern und steht in Anführungszeichen.";
    }
}

void read_legal_basis(MapReader& map, ServicePackage& package, forms::ProblemList& problems) {
    for (const YAML::Node& source : map.list("legal_basis")) {
        MapReader entry{source, "legal_basis", {"citation", "text"}, problems};
        package.legal_basis.push_back(
            {entry.required_text("citation"), entry.text("text").value_or("")});
    }
    if (package.legal_basis.empty() && map.is_map())
        map.missing("legal_basis").why = "Was die Verwaltung verlangt, hat eine Rechtsgrundlage.";
}

// Of all models, newest or not.
const Words& criterion_ids() {
    static const Words all = [] {
        Words out;
        for (const auto& model : readiness::load_models())
            for (const readiness::Criterion& criterion : model->criteria)
                if (std::ranges::find(out, criterion.id) == out.end()) out.push_back(criterion.id);
        return out;
    }();
    return all;
}

void read_criteria(MapReader& map, ServicePackage& package) {
    Words blocks{readiness::building_blocks.begin(), readiness::building_blocks.end()};
    package.blocks = words(map, "blocks", blocks, "Den Baustein");
    package.criteria = words(map, "criteria", criterion_ids(), "Das Kriterium");
    const auto has = [](const Words& list, const char* word) {
        return std::ranges::find(list, word) != list.end();
    };
    if (has(package.criteria, "payment") && !has(package.blocks, "payment")) {
        auto& problem =
            map.error(map.get("criteria"), "packages.payment_without_block",
                      "Das Kriterium „payment“ ist ohne den Baustein „payment“ nicht erfüllt.");
        problem.proposal = "Nehmen Sie payment in blocks auf oder lassen Sie das Kriterium weg.";
    }
}

void read_retention(MapReader& map, ServicePackage& package, forms::ProblemList& problems) {
    if (!map.has("retention")) {
        if (map.is_map())
            map.missing("retention").why =
                "Ohne Frist würden die Daten nie gelöscht (Art. 5 Abs. 1 lit. e DSGVO).";
        return;
    }
    MapReader retention{
        map.get("retention"), "retention", {"draft", "application", "citation"}, problems};
    package.retention = {required_duration(retention, "draft"),
                         required_duration(retention, "application"),
                         retention.required_text("citation")};
}

void read_process(MapReader& map, ServicePackage& package, forms::ProblemList& problems) {
    if (!map.has("process")) {
        if (map.is_map()) map.missing("process").why = "Jemand muss für den Antrag zuständig sein.";
        return;
    }
    MapReader process{map.get("process"),
                      "process",
                      {"office", "deadline", "deadline_citation", "roles"},
                      problems};
    package.process = {process.required_id("office"), duration(process, "deadline"),
                       process.text("deadline_citation").value_or("")};
    if (package.process.deadline && package.process.deadline_citation.empty())
        process.missing("deadline_citation").why = "Eine Frist steht in einem Gesetz.";
    if (!process.has("roles")) return;
    MapReader roles{process.get("roles"), "process.roles", {"read", "work"}, problems};
    one_of(roles, "read", roles.text("read").value_or(""), {"read_cases"}, "Das Recht");
    one_of(roles, "work", roles.text("work").value_or(""), {"work_on_cases"}, "Das Recht");
}

void read_privacy(MapReader& map, ServicePackage& package, forms::ProblemList& problems) {
    if (!map.has("privacy")) {
        if (map.is_map())
            map.missing("privacy").why =
                "Auf welcher Grundlage Daten verarbeitet werden, steht im Datenschutzhinweis "
                "(Art. 13 Abs. 1 lit. c DSGVO).";
        return;
    }
    MapReader privacy{map.get("privacy"), "privacy", {"basis"}, problems};
    package.privacy_basis = privacy.required_text("basis");
}

http::TrustLevel trust_level(MapReader& map) {
    static const Words names{"none", "low", "substantial", "high"};
    const auto written = map.required_text("trust_level");
    one_of(map, "trust_level", written, names, "Das Vertrauensniveau");
    const auto found = std::ranges::find(names, written);
    return found == names.end() ? http::TrustLevel::none
                                : static_cast<http::TrustLevel>(found - names.begin());
}

void read_head(MapReader& map, ServicePackage& package) {
    static const RE2 semantic_version{R"((0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5}))"};
    if (map.has("format") && map.text("format") != "kommod-package/1")
        map.error(map.get("format"), "packages.format", "Dieses Format gibt es nicht.").proposal =
            "Schreiben Sie format: kommod-package/1.";
    if (!map.has("format") && map.is_map()) map.missing("format");
    package.id = map.required_id("id");
    package.version = map.required_text("version");
    if (!package.version.empty() && !RE2::FullMatch(package.version, semantic_version))
        map.error(map.get("version"), "packages.version",
                  fmt::format("„{}“ ist keine Version.", package.version))
            .proposal = "Schreiben Sie drei Zahlen, zum Beispiel 1.0.0.";
    package.provider = map.required_text("provider");
    package.licence = map.required_text("licence");
    package.changes = map.text("changes").value_or("");
}

void read_validity(MapReader& map, ServicePackage& package, forms::ProblemList& problems) {
    if (!map.has("valid")) return;
    MapReader valid{map.get("valid"), "valid", {"from", "until"}, problems};
    package.valid_from = day(valid, "from");
    package.valid_until = day(valid, "until");
    if (package.valid_from && package.valid_until && *package.valid_until < *package.valid_from)
        valid.error(valid.get("until"), "packages.validity", "Das Ende liegt vor dem Anfang.");
}

}  // namespace

void read_manifest(const YAML::Node& source, ServicePackage& package,
                   forms::ProblemList& problems) {
    MapReader map{source, "package", manifest_keys, problems};
    read_head(map, package);
    read_services(map, package);
    read_legal_basis(map, package, problems);
    read_validity(map, package, problems);
    package.trust_level = trust_level(map);
    package.languages = words(map, "languages", known_languages, "Die Sprache");
    if (std::ranges::find(package.languages, "de") == package.languages.end() && map.is_map())
        map.error(map.has("languages") ? map.get("languages") : map.node(), "packages.no_german",
                  "Deutsch fehlt unter den Sprachen.")
            .proposal = "Schreiben Sie languages: [de].";
    read_criteria(map, package);
    read_parameters(map, package, problems);
    read_retention(map, package, problems);
    read_process(map, package, problems);
    read_privacy(map, package, problems);
    package.letter_ids = map.texts("letters");
}

void read_fees(const YAML::Node& source, const forms::Names& names, ServicePackage& package,
               forms::ProblemList& problems) {
    MapReader file{source, "fees", {"fees"}, problems};
    std::set<std::string> seen;
    for (const YAML::Node& entry : file.list("fees")) {
        MapReader map{entry, "fees", {"id", "amount", "when", "per", "citation"}, problems};
        Fee fee{map.required_id("id"),
                forms::Expression{forms::Value{}},
                std::nullopt,
                Fee::Per::once,
                {}};
        if (!fee.id.empty() && !seen.insert(fee.id).second)
            map.error(map.get("id"), "packages.twice",
                      fmt::format("Die Gebühr „{}“ gibt es zweimal.", fee.id));
        if (!map.has("citation") && map.is_map())
            map.missing("citation").why = "Ohne Rechtsgrundlage gibt es keine Gebühr.";
        fee.citation = map.text("citation").value_or("");
        if (!map.has("amount") && map.is_map()) map.missing("amount");
        if (map.has("amount"))
            if (auto amount = forms::compile_expression(map.get("amount"), names,
                                                        forms::Type::Kind::money, problems))
                fee.amount = *amount;
        if (map.has("when")) fee.when = forms::compile_condition(map.get("when"), names, problems);
        const auto per = map.text("per").value_or("once");
        one_of(map, "per", per, {"once", "month", "year"}, "Den Zeitraum");
        fee.per = per == "month"  ? Fee::Per::month
                  : per == "year" ? Fee::Per::year
                                  : Fee::Per::once;
        package.fees.push_back(std::move(fee));
    }
}

}  // namespace kommod::packages
