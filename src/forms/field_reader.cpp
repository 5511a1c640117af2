// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "forms/field_reader.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "forms/field_types.h"

namespace kommod::forms {
namespace {

const std::vector<std::string> common_keys{"key",       "type", "when",     "optional", "required",
                                           "sensitive", "fim",  "citation", "prefill"};
const std::vector<std::string> reserved{"parameter", "login", "today"};
const std::vector<std::string> file_kinds{"pdf", "jpeg", "png"};
constexpr std::uint64_t megabyte = 1024 * 1024;

std::vector<std::string> keys_of(FieldType type) {
    std::vector<std::string> keys = common_keys;
    const auto& own = settings_of(type);
    keys.insert(keys.end(), own.begin(), own.end());
    return keys;
}

Option read_option(const YAML::Node& source, MapReader& field, ReadingContext& context) {
    if (source.IsScalar()) return {source.Scalar(), std::nullopt};
    MapReader map{source, field.at() + ".options", {"id", "when"}, context.problems};
    return {map.required_id("id"), context.condition(map, "when")};
}

void read_options(Field& field, MapReader& map, ReadingContext& context) {
    if (map.get("options").IsMap()) {  // {var: parameter.zonen}
        field.settings.listed = context.expression(map, "options", Type::Kind::text);
        if (field.type == FieldType::choices)
            map.error(map.get("options"), "forms.listed_once",
                      "Aus einer Liste der Stadt lässt sich hier nur eines wählen.")
                .proposal = "Nehmen Sie type: choice.";
        return;
    }
    std::set<std::string> seen;
    for (const YAML::Node& source : map.list("options")) {
        Option option = read_option(source, map, context);
        if (source.IsScalar() && !is_id(option.id))
            map.error(source, "forms.bad_id",
                      fmt::format("„{}“ ist kein Name, wie er hier gebraucht wird.", option.id))
                .proposal =
                "Nehmen Sie Kleinbuchstaben, Ziffern und _; was man liest, steht in texts/.";
        if (!seen.insert(option.id).second)
            map.error(source, "forms.twice",
                      fmt::format("Die Auswahl „{}“ gibt es zweimal.", option.id));
        field.settings.options.push_back(std::move(option));
    }
    if (field.settings.options.size() < 2)
        map.missing("options").why = "Zur Auswahl gehören mindestens zwei Möglichkeiten.";
}

void read_parts(Field& field, MapReader& map) {
    const auto& known = parts_of(field.type);
    field.settings.parts = map.has("parts") ? map.texts("parts") : usual_parts_of(field.type);
    for (const std::string& part : field.settings.parts) {
        if (std::ranges::find(known, part) != known.end()) continue;
        const auto near = nearest(part, known);
        map.error(map.get("parts"), "forms.unknown_part",
                  fmt::format("Den Teil „{}“ gibt es nicht.", part))
            .proposal = near.empty() ? fmt::format("Möglich sind: {}.", fmt::join(known, ", "))
                                     : fmt::format("Meinten Sie „{}“?", near);
    }
}

void read_bounds(Field& field, MapReader& map, ReadingContext& context, const Type& type) {
    field.settings.min = context.expression(map, "min", type);
    field.settings.max = context.expression(map, "max", type);
}

void read_counts(Field& field, MapReader& map, int highest) {
    field.settings.least = map.whole("min", 0, highest);
    field.settings.most = map.whole("max", 1, highest);
    if (field.settings.least && field.settings.most && *field.settings.least > *field.settings.most)
        map.error(map.get("min"), "forms.bounds", "Das Mindeste ist mehr als das Höchste.");
}

void read_pattern(Field& field, MapReader& map) {
    auto pattern = Pattern::parse(map.text("pattern").value_or(""));
    if (pattern)
        field.settings.pattern = std::move(*pattern);
    else
        map.error(map.get("pattern"), "forms.bad_pattern",
                  fmt::format("Das Muster ist nicht lesbar: {}.", pattern.error()))
            .proposal = "Die Schreibweise ist die von RE2, zum Beispiel [0-9]{15}.";
    if (map.has("letters") && map.text("letters") != "names")
        map.error(map.get("letters"), "forms.letters", "Bei „letters“ steht nur names.");
    field.settings.letters_of_names = map.has("letters");
}

void read_file(Field& field, MapReader& map) {
    field.settings.kinds = map.has("kinds") ? map.texts("kinds") : file_kinds;
    for (const std::string& kind : field.settings.kinds)
        if (std::ranges::find(file_kinds, kind) == file_kinds.end())
            map.error(map.get("kinds"), "forms.unknown_kind",
                      fmt::format("Dateien der Art „{}“ werden nicht angenommen.", kind))
                .proposal = "Möglich sind: pdf, jpeg, png.";
    field.settings.max_size =
        static_cast<std::uint64_t>(map.whole("max_size", 1, 50).value_or(10)) * megabyte;
    field.settings.max_total =
        static_cast<std::uint64_t>(map.whole("max_total", 1, 200).value_or(30)) * megabyte;
    field.settings.most = map.whole("max_files", 1, 20).value_or(1);
    field.settings.later = map.yes("later");
}

void read_group(Field& field, MapReader& map, ReadingContext& context) {
    read_counts(field, map, 100);
    // Inside of an item its own fields come first, then those around the group.
    ReadingContext inside{context.surroundings, context.known, context.later, context.problems};
    inside.inside_group = true;
    for (const YAML::Node& source : map.list("fields"))
        inside.know(source);
    for (const YAML::Node& source : map.list("fields"))
        field.fields.push_back(read_field(source, map.at(), inside));
    if (field.fields.empty()) map.missing("fields");
    field.settings.item_title = map.text("item_title").value_or("");
    if (!field.settings.item_title.empty() &&
        std::ranges::find(field.fields, field.settings.item_title, &Field::key) ==
            field.fields.end())
        map.error(map.get("item_title"), "forms.unknown_name",
                  fmt::format("„{}“ ist kein Feld dieser Gruppe.", field.settings.item_title));
}

void read_settings(Field& field, MapReader& map, ReadingContext& context) {
    using enum FieldType;
    switch (field.type) {
        case text:
            read_counts(field, map, 2000);
            return read_pattern(field, map);
        case long_text:
            return read_counts(field, map, 20000);
        case number:
            field.settings.places = map.whole("places", 0, 6).value_or(0);
            return read_bounds(field, map, context, Type::Kind::number);
        case money:
            return read_bounds(field, map, context, Type::Kind::money);
        case date:
            return read_bounds(field, map, context, Type::Kind::day);
        case time:
            return read_bounds(field, map, context, Type::Kind::text);
        case choice:
            return read_options(field, map, context);
        case choices:
            read_counts(field, map, 100);
            return read_options(field, map, context);
        case file:
            return read_file(field, map);
        case address:
            field.settings.foreign = map.yes("foreign");
            return read_parts(field, map);
        case point:
            field.settings.outside = map.yes("outside");
            return read_parts(field, map);
        case place:
        case person:
        case organisation:
            return read_parts(field, map);
        case group:
            return read_group(field, map, context);
        default:
            return;
    }
}

std::optional<Prefill> read_prefill(MapReader& field, ReadingContext& context) {
    if (!field.has("prefill")) return std::nullopt;
    MapReader map{
        field.get("prefill"), field.at() + ".prefill", {"from", "mode"}, context.problems};
    Prefill out{map.required_text("from"), Prefill::Mode::proposed};
    if (!out.from.empty() && !context.is_login_attribute(out.from))
        map.error(map.get("from"), "forms.unknown_attribute",
                  fmt::format("„{}“ sagt keine Anmeldung.", out.from))
            .proposal = "Zum Beispiel login.family_name oder login.address.";
    const auto mode = map.text("mode").value_or("proposed");
    if (mode == "fixed")
        out.mode = Prefill::Mode::fixed;
    else if (mode == "marked")
        out.mode = Prefill::Mode::marked;
    else if (mode != "proposed")
        map.error(map.get("mode"), "forms.unknown_mode",
                  fmt::format("„{}“ gibt es hier nicht.", mode))
            .proposal = "Möglich sind: fixed, proposed, marked.";
    return out;
}

// A name does not stand in a field for a day.
void check_prefill(const Field& field, MapReader& map, ReadingContext& context) {
    if (!field.prefill || !field.has_value()) return;
    const Type* said = find_name(context.known, field.prefill->from);
    const Type asked = value_type(field);
    const bool fits =
        said == nullptr || said->kind() == Type::Kind::anything || said->kind() == asked.kind();
    if (!fits)
        map.error(map.get("prefill"), "forms.prefill_type",
                  fmt::format("„{}“ ist {}, das Feld nimmt {}.", field.prefill->from,
                              german_name(*said), german_name(asked)))
            .proposal = "Nehmen Sie eine andere Angabe, oder eine andere Art der Antwort.";
}

}  // namespace

ReadingContext::ReadingContext(const Surroundings& around, Names known_so_far, Names below,
                               ProblemList& found)
    : known(std::move(known_so_far)),
      later(std::move(below)),
      surroundings(around),
      problems(found) {
    known.try_emplace("parameter", Type::record_of(around.parameters));
    known.try_emplace("login",
                      Type::record_of(around.login.empty() ? login_attributes() : around.login));
}

void ReadingContext::know(const YAML::Node& source) {
    if (!source.IsMap()) return;
    const auto key = source["key"];
    if (key && key.IsScalar()) later.emplace(key.Scalar(), Type{});
}

void ReadingContext::know_what_comes(const std::vector<YAML::Node>& pages) {
    for (const YAML::Node& page : pages) {
        if (!page.IsMap()) continue;
        for (const char* list : {"fields", "computed"})
            if (const auto entries = page[list]; entries && entries.IsSequence())
                for (const YAML::Node& entry : entries)
                    know(entry);
    }
}

bool ReadingContext::is_login_attribute(std::string_view path) const {
    constexpr std::string_view prefix = "login.";
    if (!path.starts_with(prefix)) return false;
    path.remove_prefix(prefix.size());
    const Names* names = &known.at("login").members();
    while (true) {
        const auto dot = path.find('.');
        const auto found = names->find(path.substr(0, dot));
        if (found == names->end()) return false;
        if (dot == std::string_view::npos) return true;
        names = &found->second.members();
        path.remove_prefix(dot + 1);
    }
}

void ReadingContext::learn(const std::string& key, const Type& type, MapReader& map,
                           std::string_view node) {
    if (key.empty()) return;
    later.erase(key);
    if (std::ranges::find(reserved, key) != reserved.end()) {
        map.error(map.get(node), "forms.reserved", fmt::format("„{}“ ist schon vergeben.", key))
            .proposal = "Wählen Sie einen anderen Namen.";
        return;
    }
    const bool is_new = names_here_.insert(key).second;
    if (!is_new)
        map.error(map.get(node), "forms.twice", fmt::format("„{}“ gibt es zweimal.", key))
            .proposal = "Geben Sie einem der beiden einen anderen Namen.";
    known.insert_or_assign(key, type);
}

std::optional<Expression> ReadingContext::expression(MapReader& map, std::string_view key,
                                                     const Type& wanted) {
    const auto node = map.get(key);
    if (!node.IsDefined()) return std::nullopt;
    const auto before = problems.found().size();
    auto out = compile_expression(node, known, wanted, problems, later);
    problems.place_from(before, map.at() + "." + std::string{key});
    return out;
}

std::optional<Expression> ReadingContext::condition(MapReader& map, std::string_view key) {
    const auto node = map.get(key);
    if (!node.IsDefined()) return std::nullopt;
    const auto before = problems.found().size();
    auto out = compile_condition(node, known, problems, later);
    problems.place_from(before, map.at() + "." + std::string{key});
    return out;
}

void ReadingContext::unknown_field(MapReader& map, std::string_view key, const std::string& name) {
    std::vector<std::string> names;
    for (const auto& [known_name, type] : known)
        names.push_back(known_name);
    const auto near = nearest(name, names);
    map.error(map.get(key), "forms.unknown_name",
              fmt::format("Das Feld „{}“ gibt es hier nicht.", name))
        .proposal = near.empty() ? "" : fmt::format("Meinten Sie „{}“?", near);
}

Field read_field(const YAML::Node& source, const std::string& at, ReadingContext& context) {
    const auto scalar = [&](const char* key) {
        return source.IsMap() && source[key] && source[key].IsScalar() ? source[key].Scalar()
                                                                       : std::string{};
    };
    const auto type = field_type_from_id(scalar("type"));
    MapReader map{source, at + ".fields." + scalar("key"), keys_of(type.value_or(FieldType::text)),
                  context.problems};
    Field field;
    field.line = source.Mark().line + 1;
    field.column = source.Mark().column + 1;
    field.key = map.required_id("key");
    const auto type_id = map.required_text("type");
    if (!type && !type_id.empty()) {
        const auto near = nearest(type_id, field_type_ids());
        map.error(map.get("type"), "forms.unknown_type",
                  fmt::format("Den Typ „{}“ gibt es nicht.", type_id))
            .proposal = near.empty()
                            ? fmt::format("Möglich sind: {}.", fmt::join(field_type_ids(), ", "))
                            : fmt::format("Meinten Sie „{}“?", near);
    }
    field.type = type.value_or(FieldType::text);
    if (context.inside_group && field.type == FieldType::group)
        map.error(map.get("type"), "forms.nested_group",
                  "Eine Gruppe steht nicht in einer Gruppe.");
    field.when = context.condition(map, "when");
    field.optional = map.yes("optional");
    field.required = context.condition(map, "required");
    field.sensitive = map.yes("sensitive");
    field.fim = map.text("fim").value_or("");
    field.citation = map.text("citation").value_or("");
    field.prefill = read_prefill(map, context);
    read_settings(field, map, context);
    check_prefill(field, map, context);
    if (field.has_value()) context.learn(field.key, value_type(field), map, "key");
    return field;
}

}  // namespace kommod::forms
