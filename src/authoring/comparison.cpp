// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "authoring/comparison.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "authoring/condition.h"
#include "authoring/document_parts.h"
#include "authoring/edit.h"
#include "base/text.h"

namespace kommod::authoring {
namespace {

using Whose = Difference::Whose;

// One thing that can differ. `key` is the same in both versions; what stands below another piece
// goes on with its key and a slash.
struct Piece {
    std::string key, where, value;
    Whose whose = Whose::citizens;
};

constexpr std::array<std::pair<std::string_view, const char*>, 18> entry_names{
    {{"when", "Bedingung"},
     {"required", "Pflicht"},
     {"optional", "freiwillig"},
     {"sensitive", "besondere Daten"},
     {"type", "Art"},
     {"min", "Untergrenze"},
     {"max", "Obergrenze"},
     {"pattern", "Schreibweise"},
     {"options", "Antworten"},
     {"parts", "Teile"},
     {"kinds", "Dateiarten"},
     {"later", "nachreichen"},
     {"prefill", "Vorbelegung"},
     {"draft", "Begonnenes bleibt"},
     {"application", "Abgesendetes bleibt"},
     {"deadline", "Frist"},
     {"citation", "Rechtsgrundlage"},
     {"default", "Vorschlag"}}};

std::string entry_name(std::string_view entry) {
    const auto found = std::ranges::find(entry_names, entry, [](const auto& e) { return e.first; });
    return found == entry_names.end() ? std::string{entry} : found->second;
}

// Collects the pieces of one version.
class Pieces {
  public:
    explicit Pieces(const json::object& document) : document_(document) {
        const auto& form = object_in(document_, "form.yaml");
        order(array_in(form, "pages"), "id", "form", "Reihenfolge der Seiten");
        for (const auto& page : array_in(form, "pages"))
            if (page.is_object()) look_at_page(page.get_object());
        whole(form, "declarations", "form/declarations", "Erklärungen", Whose::citizens);
        for (const auto& fee : array_in(object_in(document_, "fees.yaml"), "fees"))
            if (fee.is_object())
                look_at_named(fee.get_object(), "id", "fee/", "Gebühr", Whose::citizens);
        for (const auto& [file, content] : document_)
            look_at_file(file, content);
        look_at_manifest(object_in(document_, "package.yaml"));
    }
    const std::vector<Piece>& all() const { return pieces_; }

  private:
    void add(std::string key, std::string where, std::string value, Whose whose) {
        pieces_.push_back({std::move(key), std::move(where), std::move(value), whose});
    }

    std::string shown(const json::value& value) const {
        if (value.is_string()) return std::string{value.get_string()};
        if (value.is_array()) {
            std::string out;
            for (const auto& each : value.get_array())
                out += (out.empty() ? "" : ", ") + shown(each);
            return out;
        }
        if (value.is_object() && value.get_object().contains("id"))
            return string_of(value.get_object(), "id") + rest_of(value.get_object(), "id");
        if (value.is_object() && value.get_object().contains("citation"))
            return string_of(value.get_object(), "citation") +
                   rest_of(value.get_object(), "citation");
        if (value.is_object() && value.get_object().size() > 1)  // no expression
            return members(value.get_object());
        return in_words(document_, value);
    }
    std::string members(const json::object& object) const {
        std::string out;
        for (const auto& [key, value] : object)
            out += (out.empty() ? "" : ", ") + std::string{key} + ": " + shown(value);
        return out;
    }
    std::string rest_of(const json::object& object, std::string_view without) const {
        std::string out;
        for (const auto& [key, value] : object)
            if (key != without) out += (out.empty() ? "" : ", ") + shown(value);
        return out.empty() ? out : " (" + out + ")";
    }

    void whole(const json::object& holder, std::string_view entry, std::string key,
               std::string where, Whose whose) {
        if (const auto* value = holder.if_contains(entry))
            add(std::move(key), std::move(where), shown(*value), whose);
    }

    // Every entry of an object as a piece of its own, but for those that are told elsewhere.
    void entries(const json::object& object, const std::string& key, const std::string& where,
                 const std::set<std::string_view>& without, Whose whose) {
        for (const auto& [entry, value] : object)
            if (!without.contains(std::string_view{entry}))
                add(key + "/" + std::string{entry}, where + ": " + entry_name(entry), shown(value),
                    whose);
    }

    // Names only what both versions have when they are compared, so a list that grew is no move.
    void order(const json::array& list, std::string_view name, const std::string& key,
               const std::string& where) {
        std::string names;
        for (const auto& each : list)
            if (each.is_object()) names += string_of(each.get_object(), name) + "\n";
        add(key + "/#order", where, names, Whose::citizens);
    }

    void look_at_page(const json::object& page) {
        const auto id = string_of(page, "id");
        const auto key = "page/" + id;
        const auto where = fmt::format("Seite „{}“", page_name(document_, id));
        add(key, where, page_name(document_, id), Whose::citizens);
        whole(page, "when", key + "/when", where + ": Bedingung", Whose::citizens);
        order(array_in(page, "fields"), "key", key, where + ": Reihenfolge");
        for (const auto& field : array_in(page, "fields"))
            if (field.is_object()) look_at_field(field.get_object(), "", id);
        for (const auto& [list, kind, name] :
             {std::tuple{"computed", "Berechnung", "key"}, std::tuple{"checks", "Prüfung", "id"},
              std::tuple{"stops", "Halt", "id"}})
            for (const auto& each : array_in(page, list))
                if (each.is_object())
                    look_at_named(each.get_object(), name, std::string{list} + "/", kind,
                                  Whose::citizens);
    }

    void look_at_field(const json::object& field, const std::string& group,
                       const std::string& page) {
        const auto path = group + string_of(field, "key");
        const auto key = "field/" + text::replace_all(path, ".", "/");
        const auto where = fmt::format("Feld „{}“", field_name(document_, path));
        add(key, where, field_name(document_, path), Whose::citizens);
        if (group.empty())
            add(key + "/#page", where + ": Seite", page_name(document_, page), Whose::citizens);
        entries(field, key, where, {"key", "fields"}, Whose::citizens);
        order(array_in(field, "fields"), "key", key, where + ": Reihenfolge");
        for (const auto& inner : array_in(field, "fields"))
            if (inner.is_object()) look_at_field(inner.get_object(), path + ".", page);
    }

    // A parameter, fee, check, stop or computed value: the thing, and below it what it says.
    void look_at_named(const json::object& object, std::string_view name, const std::string& prefix,
                       std::string_view kind, Whose whose) {
        const auto id = string_of(object, name);
        const auto where = fmt::format("{} „{}“", kind, id);
        add(prefix + id, where, id, whose);
        entries(object, prefix + id, where, {name}, whose);
    }

    void look_at_manifest(const json::object& manifest) {
        for (const auto& parameter : array_in(manifest, "parameters"))
            if (parameter.is_object())
                look_at_named(parameter.get_object(), "key", "parameter/", "Angabe der Kommune",
                              Whose::office);
        whole(manifest, "legal_basis", "manifest/legal_basis", "Rechtsgrundlagen", Whose::office);
        entries(object_in(manifest, "retention"), "manifest/retention", "Aufbewahrung", {},
                Whose::office);
        entries(object_in(manifest, "process"), "manifest/process", "Verfahren", {}, Whose::office);
        entries(object_in(manifest, "privacy"), "manifest/privacy", "Datenschutz", {},
                Whose::office);
        entries(manifest, "manifest", "Paket",
                {"id", "version", "changes", "parameters", "legal_basis", "retention", "process",
                 "privacy"},
                Whose::inside);
    }

    void look_at_file(std::string_view file, const json::value& content) {
        constexpr std::string_view texts = "texts/", letters = "letters/", tests = "tests/";
        if (file.starts_with(texts)) {
            const auto language = file.substr(texts.size(), file.rfind('.') - texts.size());
            look_at_texts(content, "text/" + std::string{language}, std::string{language}, "");
        } else if (file.starts_with(letters)) {
            add("letter/" + std::string{file}, fmt::format("Brief {}", file.substr(letters.size())),
                shown(content), Whose::office);
        } else if (file.starts_with(tests)) {
            add("tests/" + std::string{file}, fmt::format("Testfälle in {}", file),
                json::serialize(content), Whose::inside);
        }
    }

    void look_at_texts(const json::value& value, const std::string& key,
                       const std::string& language, const std::string& path) {
        if (value.is_object()) {
            for (const auto& [step, below] : value.get_object())
                look_at_texts(below, key + "/" + std::string{step}, language,
                              path.empty() ? std::string{step} : path + "." + std::string{step});
            return;
        }
        add(key, fmt::format("Text „{}“ ({})", path, language), shown(value), Whose::citizens);
    }

    const json::object& document_;
    std::vector<Piece> pieces_;
};

// The names of both lists that both have, in the order of the first.
std::string common(const std::string& names, const std::string& others) {
    std::set<std::string_view> known;
    for (const auto name : text::split(others, '\n'))
        known.insert(name);
    std::string out;
    for (const auto name : text::split(names, '\n'))
        if (!name.empty() && known.contains(name))
            out += (out.empty() ? "" : ", ") + std::string{name};
    return out;
}

using ByKey = std::map<std::string_view, const Piece*>;
ByKey by_key(const std::vector<Piece>& pieces) {
    ByKey out;
    for (const auto& piece : pieces)
        out.emplace(piece.key, &piece);
    return out;
}

// Whether something above a piece is new or gone as a whole.
bool is_told_above(std::string_view key, const ByKey& own, const ByKey& others) {
    for (auto slash = key.rfind('/'); slash != std::string_view::npos;
         slash = key.rfind('/', slash - 1)) {
        const auto above = key.substr(0, slash);
        if (own.contains(above) && !others.contains(above)) return true;
        if (slash == 0) break;
    }
    return false;
}

std::optional<Difference> changed(const Piece& before, const Piece& after) {
    Difference out{Difference::Kind::changed, after.whose, after.where, before.value, after.value};
    if (after.key.ends_with("/#order")) {
        out.before = common(before.value, after.value);
        out.after = common(after.value, before.value);
    }
    if (out.before == out.after) return std::nullopt;
    return out;
}

}  // namespace

std::vector<Difference> compare(const json::object& before, const json::object& after) {
    const Pieces old_pieces{before}, new_pieces{after};
    const auto old_by_key = by_key(old_pieces.all()), new_by_key = by_key(new_pieces.all());
    std::vector<Difference> out;
    for (const auto& piece : new_pieces.all()) {
        const auto found = old_by_key.find(piece.key);
        if (found != old_by_key.end()) {
            if (auto difference = changed(*found->second, piece)) out.push_back(*difference);
        } else if (!is_told_above(piece.key, new_by_key, old_by_key) &&
                   !piece.key.ends_with("/#order")) {
            out.push_back({Difference::Kind::added, piece.whose, piece.where, {}, piece.value});
        }
    }
    for (const auto& piece : old_pieces.all())
        if (!new_by_key.contains(piece.key) && !is_told_above(piece.key, old_by_key, new_by_key) &&
            !piece.key.ends_with("/#order"))
            out.push_back({Difference::Kind::removed, piece.whose, piece.where, piece.value, {}});
    std::ranges::stable_sort(out, {}, &Difference::whose);
    return out;
}

}  // namespace kommod::authoring
