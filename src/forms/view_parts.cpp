// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "forms/view_parts.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "forms/countries.h"
#include "forms/words.h"

namespace kommod::forms {
namespace {

std::string first(const std::vector<std::string>& values) {
    return values.empty() ? std::string{} : values.front();
}

bool contains(const std::vector<std::string>& values, std::string_view value) {
    return std::ranges::find(values, value) != values.end();
}

// What a browser may help with and which keyboard a phone shows.
struct Traits {
    std::string_view type = "text", autocomplete = {}, inputmode = {}, width = {};
};

Traits traits_of(FieldType type) {
    switch (type) {
        case FieldType::email:
            return {"email", "email", "email", "20"};
        case FieldType::phone:
            return {"tel", "tel", "tel", "20"};
        case FieldType::number:
            return {"text", "", "decimal", "10"};
        case FieldType::money:
            return {"text", "transaction-amount", "decimal", "10"};
        case FieldType::time:
            return {"time", "", "", "10"};
        case FieldType::iban:
            return {"text", "off", "text", "20"};
        case FieldType::tax_id:
            return {"text", "off", "numeric", "10"};
        case FieldType::postcode:
            return {"text", "postal-code", "numeric", "10"};
        default:
            return {};
    }
}

void add_input(json::object& view, const Traits& traits, bool of_oneself, std::string value,
               const std::string& unit) {
    view["type"] = traits.type;
    // "off" is no help of the browser, but the wish that it keeps out.
    view["autocomplete"] =
        of_oneself || traits.autocomplete == "off" ? traits.autocomplete : std::string_view{};
    view["inputmode"] = traits.inputmode;
    view["width"] = traits.width;
    view["value"] = std::move(value);
    view["unit"] = unit;
    if (unit.empty()) return;
    auto& described = view["described_by"];
    const std::string id{view.at("id").as_string()};
    described = fmt::format("{}-einheit {}", id, std::string_view{described.as_string()});
}

void add_date(json::object& view, const std::string& name, bool birthday, const RawInput& typed) {
    view["day"] = first(typed(name + ".day"));
    view["month"] = first(typed(name + ".month"));
    view["year"] = first(typed(name + ".year"));
    view["birthday"] = birthday;
}

struct PartTraits {
    std::string_view part, autocomplete, inputmode = {}, width = {};
    bool optional = false;
};

constexpr std::array part_traits = {
    PartTraits{"title", "honorific-prefix", "", "10", true},
    PartTraits{"given_names", "given-name", "", "20"},
    PartTraits{"family_name", "family-name", "", "20"},
    PartTraits{"birth_name", "", "", "20", true},
    PartTraits{"place_of_birth", "", "", "20"},
    PartTraits{"street", "address-line1", "", "20"},
    PartTraits{"house_number", "", "", "4"},
    PartTraits{"addition", "address-line2", "", "20", true},
    PartTraits{"postcode", "postal-code", "numeric", "10"},
    PartTraits{"place", "address-level2", "", "20"},
    PartTraits{"name", "organization", "", "20"},
    PartTraits{"legal_form", "", "", "20", true},
    PartTraits{"register_court", "", "", "20", true},
    PartTraits{"register_number", "", "", "10", true},
    PartTraits{"latitude", "", "decimal", "10"},
    PartTraits{"longitude", "", "decimal", "10"},
    PartTraits{"description", "", "", "20"},
};

const PartTraits& traits_of(std::string_view part) {
    static constexpr PartTraits plain{"", "", "", "20", false};
    const auto found = std::ranges::find(part_traits, part, &PartTraits::part);
    return found == part_traits.end() ? plain : *found;
}

std::string part_hint(std::string_view part, const Speech& speech) {
    if (part == "given_names") return speech.translate("Alle Vornamen, wie im Ausweis");
    if (part == "date_of_birth") return speech.translate("Zum Beispiel 27 3 1985");
    if (part == "latitude") return speech.translate("Zum Beispiel 51,9436");
    if (part == "longitude") return speech.translate("Zum Beispiel 7,1675");
    return {};
}

Labels salutations(const Speech& speech) {
    return {{"frau", speech.translate("Frau")},
            {"herr", speech.translate("Herr")},
            {"keine", speech.translate("keine Anrede")}};
}

}  // namespace

std::vector<std::string> asked_parts(const Field& field) {
    auto parts = field.settings.parts;
    if (field.type == FieldType::address && !field.settings.foreign)
        std::erase(parts, std::string{"country"});
    return parts;
}

json::object labelled(const Label& label) {
    std::string described;
    const auto describe = [&](bool there, std::string_view suffix) {
        if (there) described += (described.empty() ? "" : " ") + label.name + std::string{suffix};
    };
    describe(!label.hint.empty(), "-hinweis");
    describe(!label.origin.empty(), "-herkunft");
    describe(!label.error.empty(), "-fehler");
    return {{"id", label.name},         {"name", label.name},           {"label", label.label},
            {"heading", label.heading}, {"voluntary", label.voluntary}, {"hint", label.hint},
            {"help", label.help},       {"origin", label.origin},       {"error", label.error},
            {"described_by", described}};
}

void clear_error(json::object& view) {
    std::string described{view.at("described_by").as_string()};
    const auto mark = std::string{view.at("id").as_string()} + "-fehler";
    if (const auto at = described.find(mark); at != std::string::npos)
        described.erase(at, mark.size());
    view["described_by"] = described;
    view["error"] = "";
}

std::string origin(const FieldState& state, const Speech& speech) {
    if (state.fixed)
        return speech.translate("Aus Ihrem Nutzerkonto. Hier lässt sich das nicht ändern.");
    if (state.proposal.is_absent() || state.visited) return {};
    if (state.field->prefill->mode == Prefill::Mode::marked)
        return speech.translate(
            "Aus Ihrem Nutzerkonto übernommen. Wenn Sie es ändern, sieht das Amt die Änderung.");
    return speech.translate("Aus Ihrem Nutzerkonto übernommen. Bitte prüfen Sie die Angabe.");
}

void add_choices(json::object& view, std::string_view control, const Labels& options,
                 const std::vector<std::string>& chosen) {
    json::array out;
    for (const auto& [id, label] : options)
        out.push_back(
            {{"option_value", id}, {"option_label", label}, {"checked", contains(chosen, id)}});
    view["control"] = control;
    view["horizontal"] = false;
    view["options"] = std::move(out);
}

void add_select(json::object& view, const Labels& options, const std::vector<std::string>& chosen,
                const Speech& speech) {
    json::array out{{{"option_value", ""},
                     {"option_label", speech.translate("Bitte auswählen")},
                     {"selected", chosen.empty()}}};
    for (const auto& [id, label] : options)
        out.push_back(
            {{"option_value", id}, {"option_label", label}, {"selected", contains(chosen, id)}});
    view["autocomplete"] = "";
    view["searched"] = options.size() > 15;
    view["options"] = std::move(out);
}

json::object simple_view(const Field& field, json::object around, bool of_oneself,
                         const std::string& unit, const RawInput& typed, const Speech& speech) {
    const std::string name{around.at("name").as_string()};
    switch (field.type) {
        case FieldType::long_text:
            around["value"] = first(typed(name));
            return {{"textarea", std::move(around)}};
        case FieldType::date:
            add_date(around, name, false, typed);
            return {{"date", std::move(around)}};
        case FieldType::yes_no:
            add_choices(around, "radio",
                        {{"ja", speech.translate("Ja")}, {"nein", speech.translate("Nein")}},
                        typed(name));
            around["horizontal"] = true;
            return {{"choices", std::move(around)}};
        case FieldType::country:
            add_select(around, countries(speech.language), typed(name), speech);
            if (of_oneself) around["autocomplete"] = "country";
            return {{"select", std::move(around)}};
        case FieldType::declaration:
            around["checked"] = contains(typed(name), "ja");
            return {{"checkbox", std::move(around)}};
        default:
            add_input(around, traits_of(field.type), of_oneself, first(typed(name)),
                      field.type == FieldType::money ? "€" : unit);
            return {{"input", std::move(around)}};
    }
}

json::object part_view(const Field& field, std::string_view part, const Part& asked,
                       const RawInput& typed, const Speech& speech) {
    const auto& traits = traits_of(part);
    auto view = labelled({.name = asked.name,
                          .label = speech.translate(part_label(part)),
                          .heading = false,
                          .voluntary = traits.optional && !asked.optional,
                          .hint = part_hint(part, speech),
                          .help = {},
                          .origin = {},
                          .error = asked.error});
    const auto typed_here = typed(asked.name);
    if (part == "date_of_birth") {
        add_date(view, asked.name, asked.of_oneself, typed);
        return {{"date", std::move(view)}};
    }
    if (part == "salutation") {
        add_choices(view, "radio", salutations(speech), typed_here);
        view["horizontal"] = true;
        return {{"choices", std::move(view)}};
    }
    if (part == "country" || part == "nationality") {
        add_select(view, countries(speech.language), typed_here, speech);
        if (asked.of_oneself && part == "country") view["autocomplete"] = "country";
        return {{"select", std::move(view)}};
    }
    const bool numeric_postcode = part == "postcode" && !field.settings.foreign;
    add_input(view,
              {.type = "text",
               .autocomplete = traits.autocomplete,
               .inputmode = part == "postcode" && !numeric_postcode ? "" : traits.inputmode,
               .width = traits.width},
              asked.of_oneself, first(typed_here), {});
    return {{"input", std::move(view)}};
}

json::object file_line(const Value& file, const Speech& speech) {
    const auto size = file.at("size");
    const auto bytes = size.number() == nullptr ? 0 : size.number()->whole();
    constexpr std::int64_t kilobyte = 1000;
    const auto name = file.at("name"), id = file.at("id");
    return {{"file_name", name.text() == nullptr ? std::string{} : *name.text()},
            {"file_id", id.text() == nullptr ? std::string{} : *id.text()},
            {"file_size", fmt::format("{} kB", std::max<std::int64_t>(1, bytes / kilobyte))},
            {"remove_label", speech.translate("Datei entfernen")}};
}

std::string accepted_kinds(const std::vector<std::string>& kinds) {
    std::string out;
    for (const auto& kind : kinds)
        out += (out.empty() ? "" : ",") +
               (kind == "pdf" ? std::string{"application/pdf"} : "image/" + kind);
    return out;
}

std::string file_limits(const Settings& settings, const Speech& speech) {
    std::string kinds;
    for (std::size_t at = 0; at < settings.kinds.size(); ++at) {
        if (at > 0)
            kinds += at + 1 == settings.kinds.size() ? " " + speech.translate("oder") + " " : ", ";
        for (const char each : settings.kinds[at])
            kinds += static_cast<char>(std::toupper(static_cast<unsigned char>(each)));
    }
    constexpr std::uint64_t megabyte = 1024 * 1024;
    return fmt::format("{}, {} {} MB", kinds, speech.translate("je Datei höchstens"),
                       std::max<std::uint64_t>(1, settings.max_size / megabyte));
}

}  // namespace kommod::forms
