// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// From form.yaml to a form, from top to bottom: what stands above is known, what stands below is
// not.
#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include "forms/definition.h"
#include "forms/field_reader.h"
#include "forms/field_types.h"
#include "forms/map_reader.h"

namespace kommod::forms {
namespace {

constexpr std::size_t most_pages = 200;
const std::vector<std::string> form_keys{"format", "pages", "declarations"};
const std::vector<std::string> page_keys{"id", "when", "fields", "computed", "checks", "stops"};

class FormCompiler {
  public:
    FormCompiler(const Surroundings& around, ProblemList& problems)
        : context_{around, {}, {}, problems} {}

    std::optional<Form> read(const YAML::Node& source) {
        MapReader map{source, "", form_keys, context_.problems};
        if (!map.is_map()) return std::nullopt;
        if (map.required_text("format") != "kommod-form/1" && map.has("format"))
            map.error(map.get("format"), "forms.format", "Dieses Format gibt es nicht.").proposal =
                "Schreiben Sie format: kommod-form/1.";
        const auto pages = map.list("pages");
        if (pages.empty()) map.missing("pages").why = "Ein Formular hat mindestens eine Seite.";
        if (pages.size() > most_pages)
            map.error(map.get("pages"), "forms.too_many",
                      fmt::format("Ein Formular hat höchstens {} Seiten.", most_pages));
        context_.know_what_comes(pages);
        Form form;
        for (const YAML::Node& page : pages)
            form.pages.push_back(read_page(page));
        form.declarations = map.texts("declarations");
        return form;
    }

    Names names() const { return context_.known; }

  private:
    Page read_page(const YAML::Node& source) {
        const auto id = source.IsMap() && source["id"] && source["id"].IsScalar()
                            ? source["id"].Scalar()
                            : std::string{};
        MapReader map{source, "pages." + id, page_keys, context_.problems};
        Page page;
        page.id = map.required_id("id");
        if (!page.id.empty() && !page_ids_.insert(page.id).second)
            map.error(map.get("id"), "forms.twice",
                      fmt::format("Die Seite „{}“ gibt es zweimal.", page.id))
                .proposal = "Geben Sie einer der beiden einen anderen Namen.";
        page.when = context_.condition(map, "when");
        for (const YAML::Node& field : map.list("fields"))
            page.fields.push_back(read_field(field, map.at(), context_));
        if (page.fields.empty() && map.is_map())
            map.missing("fields").why = "Eine Seite fragt mindestens nach einer Sache.";
        group_stands_alone(page, map);
        for (const YAML::Node& computed : map.list("computed"))
            page.computed.push_back(read_computed(computed, map.at()));
        for (const YAML::Node& check : map.list("checks"))
            page.checks.push_back(read_check(check, map.at()));
        for (const YAML::Node& stop : map.list("stops"))
            page.stops.push_back(read_stop(stop, map.at()));
        return page;
    }

    static void group_stands_alone(const Page& page, MapReader& map) {
        if (page.fields.size() < 2) return;
        const auto group = std::ranges::find(page.fields, FieldType::group, &Field::type);
        if (group == page.fields.end()) return;
        Problem& problem =
            map.error(map.get("fields"), "forms.group_alone",
                      fmt::format("„{}“ steht nicht allein auf seiner Seite.", group->key));
        problem.why = "Eine Gruppe hat eine Übersicht und eine Seite für jeden Eintrag.";
        problem.proposal = "Geben Sie der Gruppe eine eigene Seite.";
    }

    Computed read_computed(const YAML::Node& source, const std::string& at) {
        MapReader map{source, at + ".computed", {"key", "type", "value"}, context_.problems};
        Computed out{map.required_id("key"),
                     {},
                     Expression{Value{}},
                     source.Mark().line + 1,
                     source.Mark().column + 1};
        const auto type_id = map.required_text("type");
        const auto type = type_from_id(type_id);
        if (!type && !type_id.empty())
            map.error(map.get("type"), "forms.unknown_type",
                      fmt::format("Den Typ „{}“ gibt es nicht.", type_id))
                .proposal = "Möglich sind: yes_no, number, money, date, text.";
        out.type = type.value_or(Type{});
        if (!map.has("value") && map.is_map()) map.missing("value");
        if (auto value = context_.expression(map, "value", out.type)) out.value = *value;
        context_.learn(out.key, out.type, map, "key");
        return out;
    }

    Check read_check(const YAML::Node& source, const std::string& at) {
        MapReader map{source, at + ".checks", {"id", "that", "at"}, context_.problems};
        Check out{map.required_id("id"), Expression{Value{true}}, map.texts("at")};
        unique(map, checks_, out.id);
        if (!map.has("that") && map.is_map()) map.missing("that");
        if (auto that = context_.condition(map, "that")) out.that = *that;
        if (out.at.empty() && map.is_map())
            map.missing("at").why = "Die Meldung steht an den Feldern, die hier genannt werden.";
        for (const std::string& name : out.at)
            if (!context_.known.contains(name)) context_.unknown_field(map, "at", name);
        return out;
    }

    Stop read_stop(const YAML::Node& source, const std::string& at) {
        MapReader map{source, at + ".stops", {"id", "when"}, context_.problems};
        Stop out{map.required_id("id"), Expression{Value{false}}};
        unique(map, stops_, out.id);
        if (!map.has("when") && map.is_map()) map.missing("when");
        if (auto when = context_.condition(map, "when")) out.when = *when;
        return out;
    }

    static void unique(MapReader& map, std::set<std::string>& seen, const std::string& id) {
        if (!id.empty() && !seen.insert(id).second)
            map.error(map.get("id"), "forms.twice", fmt::format("„{}“ gibt es zweimal.", id))
                .proposal = "Geben Sie einem der beiden einen anderen Namen.";
    }

    ReadingContext context_;
    std::set<std::string> page_ids_, checks_, stops_;
};

}  // namespace

CompiledForm compile(const YAML::Node& source, const Surroundings& around, std::string file) {
    ProblemList problems{std::move(file)};
    FormCompiler compiler{around, problems};
    CompiledForm out;
    out.form = compiler.read(source);
    out.names = compiler.names();
    out.problems = problems.take();
    if (has_errors(out.problems)) out.form.reset();
    return out;
}

const Page* Form::page(std::string_view id) const {
    const auto found = std::ranges::find(pages, id, &Page::id);
    return found == pages.end() ? nullptr : &*found;
}

const Field* Form::field(std::string_view path) const {
    const auto dot = path.find('.');
    for (const Page& page : pages)
        for (const Field& field : page.fields) {
            if (field.key != path.substr(0, dot)) continue;
            if (dot == std::string_view::npos) return &field;
            const auto inner = std::ranges::find(field.fields, path.substr(dot + 1), &Field::key);
            return inner == field.fields.end() ? nullptr : &*inner;
        }
    return nullptr;
}

}  // namespace kommod::forms
