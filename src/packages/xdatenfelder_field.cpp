// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// One data field as a field of a form.
#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include <fmt/format.h>

#include "base/clock.h"
#include "base/decimal.h"
#include "base/text.h"
#include "forms/pattern.h"
#include "packages/xdatenfelder_draft.h"
#include "packages/xml_tree.h"

namespace kommod::packages::fim {
namespace {

constexpr int most_of_text = 2000, most_of_long_text = 20000;
constexpr std::size_t longest_key = 40, longest_pattern = 1000;

std::optional<int> whole(std::string_view text) {
    int out = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (failed != std::errc{} || end != text.data() + text.size() || out < 0) return std::nullopt;
    return out;
}

class FieldDrawing {
  public:
    FieldDrawing(const Element& element, std::vector<ImportNote>& notes)
        : element_(element), notes_(notes) {
        field_.key = key_from(element.name.empty() ? element.label : element.name);
        field_.id = element.id;
        field_.label = element.label;
        field_.help = element.help;
        field_.optional = element.least == 0;
    }

    DrawnField draw() {
        if (element_.kind == "label") return notice();
        if (element_.kind == "hidden" || element_.kind == "locked")
            return leave_out("Das Feld füllt nicht die Bürgerin oder der Bürger aus.");
        if (element_.type == "obj")
            return leave_out("Ein festes Objekt hat im Formular kein Gegenstück.");
        if (!element_.limits.unreadable.empty())
            changed("Die Präzisierung ist nicht lesbar: " + element_.limits.unreadable);
        if (element_.kind == "select") {
            select();
        } else {
            typed();
        }
        if (element_.prefilled) changed("Das Feld kann vorbefüllt werden: Ergänzen Sie „prefill“.");
        return {std::move(field_), true};
    }

  private:
    DrawnField notice() {
        field_.type = "notice";
        field_.optional = false;
        if (!element_.content.empty()) field_.help = element_.content;
        if (field_.help.empty()) field_.help = element_.label;
        return {std::move(field_), true};
    }

    DrawnField leave_out(const char* why) {
        note(ImportNote::Kind::left_out, why);
        return {{}, false};
    }

    void changed(std::string what) { note(ImportNote::Kind::changed, std::move(what)); }

    void note(ImportNote::Kind kind, std::string what) {
        notes_.push_back({kind, element_.id, std::move(what), element_.line, element_.label});
    }

    void set(const char* name, std::string value) {
        field_.settings.emplace_back(name, std::move(value));
    }

    void typed() {
        const std::string& type = element_.type;
        if (type == "text" || type == "text_latin" || type.empty()) return text();
        if (type == "date" || type == "datetime") {
            if (type == "datetime") changed("Gefragt wird nur nach dem Tag, nicht nach der Zeit.");
            return date();
        }
        if (type == "time") return simple("time");
        if (type == "bool") return simple("yes_no");
        if (type == "num_int" || type == "num" || type == "num_currency") return number(type);
        if (type == "file") return file();
        changed(fmt::format("Den Datentyp „{}“ gibt es nicht; das Feld nimmt Text.", type));
        text();
    }

    void simple(const char* type) {
        field_.type = type;
        const Limits& limits = element_.limits;
        if (!limits.pattern.empty() || !limits.min_value.empty() || !limits.max_value.empty())
            changed("Die Grenzen des Feldes haben hier kein Gegenstück.");
    }

    void text() {
        const Limits& limits = element_.limits;
        const auto longest = whole(limits.max_length);
        const bool is_long = longest && *longest > most_of_text;
        field_.type = is_long ? "long_text" : "text";
        lengths(is_long ? most_of_long_text : most_of_text);
        if (!limits.pattern.empty()) pattern(is_long);
        if (!limits.min_value.empty() || !limits.max_value.empty())
            changed("Ein Text hat keinen kleinsten und größten Wert.");
    }

    void lengths(int highest) {
        const Limits& limits = element_.limits;
        auto least = whole(limits.min_length), most = whole(limits.max_length);
        if ((!limits.min_length.empty() && !least) || (!limits.max_length.empty() && !most) ||
            (most && *most == 0) || (least && most && *least > *most)) {
            changed(fmt::format("Die Länge „{}“ bis „{}“ ist nicht lesbar.", limits.min_length,
                                limits.max_length));
            return;
        }
        if ((most && *most > highest) || (least && *least > highest)) {
            changed(fmt::format("Ein Text hat hier höchstens {} Zeichen.", highest));
            most = highest;
            if (least) least = std::min(*least, highest);
        }
        if (least && *least > 1) set("min", std::to_string(*least));
        if (most) set("max", std::to_string(*most));
    }

    void pattern(bool is_long) {
        const std::string& pattern = element_.limits.pattern;
        if (is_long || pattern.size() > longest_pattern || !forms::Pattern::parse(pattern)) {
            changed("Das Muster hat hier kein Gegenstück: " + on_one_line(pattern));
            return;
        }
        set("pattern", yaml_text(pattern));
    }

    void date() {
        field_.type = "date";
        const auto spelled = [](const std::string& value) {
            const auto day = LocalDate::parse(value);
            return day ? std::optional{day->to_iso()} : std::nullopt;
        };
        bound("min", element_.limits.min_value, spelled);
        bound("max", element_.limits.max_value, spelled);
    }

    void number(const std::string& type) {
        field_.type = type == "num_currency" ? "money" : "number";
        // As many as a number can have: the schema does not say how many are meant.
        if (type == "num") set("places", "6");
        const bool money = type == "num_currency";
        const auto spelled = [&](const std::string& value) -> std::optional<std::string> {
            const auto parsed = Decimal::parse(text::replace_all(value, ",", "."));
            const auto kept = parsed ? parsed->rounded(money ? 2 : 6) : std::nullopt;
            if (!kept || *kept != *parsed) return std::nullopt;
            if (money && !Decimal::product(*kept, Decimal{100})) return std::nullopt;
            return money ? yaml_text(kept->to_string()) : kept->to_string();
        };
        bound("min", element_.limits.min_value, spelled);
        bound("max", element_.limits.max_value, spelled);
    }

    template <class Spell>
    void bound(const char* name, const std::string& value, const Spell& spell) {
        if (value.empty()) return;
        if (const auto written = spell(value))
            set(name, *written);
        else
            changed(fmt::format("Die Grenze „{}“ hat hier kein Gegenstück.", value));
    }

    void file() {
        field_.type = "file";
        kinds();
        if (element_.max_size.empty()) return files();
        const auto bytes = whole(element_.max_size);
        constexpr int megabyte = 1024 * 1024, most = 50;
        if (!bytes) {
            changed(fmt::format("Die Größe „{}“ ist nicht lesbar.", element_.max_size));
            return files();
        }
        const int size = std::clamp((*bytes + megabyte / 2) / megabyte, 1, most);
        set("max_size", std::to_string(size));
        if (size != *bytes / megabyte)
            changed(fmt::format("Eine Datei darf {} MB groß sein statt {} Byte.", size, *bytes));
        files();
    }

    void kinds() {
        std::set<std::string> taken, refused;
        for (const std::string& type : element_.media_types) {
            if (type == "application/pdf" || type == "image/jpeg" || type == "image/png")
                taken.insert(type.substr(type.find('/') + 1));
            else
                refused.insert(type);
        }
        if (!refused.empty())
            changed(fmt::format("Dateien der Art {} werden nicht angenommen.",
                                fmt::join(refused, ", ")));
        if (!taken.empty()) set("kinds", fmt::format("[{}]", fmt::join(taken, ", ")));
    }

    void files() {
        constexpr int highest = 20;
        if (element_.most && *element_.most == 1) return;
        set("max_files", std::to_string(std::min(element_.most.value_or(highest), highest)));
    }

    void select() {
        const bool several = !element_.most || *element_.most > 1;
        if (element_.values.size() < 2) {
            changed(element_.code_list.empty()
                        ? "Die Auswahl hat keine Werte; das Feld nimmt Text."
                        : fmt::format("Die Codeliste {} liegt dem Schema nicht bei; das Feld nimmt "
                                      "Text. Tragen Sie ihre Werte als „options“ ein.",
                                      element_.code_list));
            return text();
        }
        field_.type = several ? "choices" : "choice";
        std::set<std::string> seen;
        for (const Listed& value : element_.values)
            add_option(value, seen);
        if (several) counts();
    }

    // The code stays recognisable: whoever receives the answers goes by it.
    void add_option(const Listed& value, std::set<std::string>& seen) {
        const bool letter_first =
            !value.code.empty() && std::isalpha(static_cast<unsigned char>(value.code[0])) != 0;
        const std::string id = key_from(
            letter_first ? value.code : "code " + (value.code.empty() ? value.name : value.code));
        std::string key = id;
        for (int number = 2; !seen.insert(key).second; ++number)
            key = fmt::format("{}_{}", id, number);
        field_.options.emplace_back(key, value.name.empty() ? value.code : value.name);
        field_.option_hints.push_back(value.help);
    }

    void counts() {
        const auto possible = std::min<int>(static_cast<int>(element_.values.size()), 100);
        if (element_.least > 1) set("min", std::to_string(std::min(element_.least, possible)));
        if (element_.most) set("max", std::to_string(std::min(*element_.most, possible)));
    }

    const Element& element_;
    std::vector<ImportNote>& notes_;
    DraftField field_;
};

}  // namespace

std::string key_from(std::string_view words) {
    std::string out = text::replace_all(text::slug(words), "-", "_").substr(0, longest_key);
    while (out.ends_with('_'))
        out.pop_back();
    if (out.empty()) return "feld";
    const bool letter_first = out[0] >= 'a' && out[0] <= 'z';
    constexpr auto taken =
        std::to_array<std::string_view>({"parameter", "login", "today", "true", "false", "null"});
    if (!letter_first || std::ranges::find(taken, out) != taken.end()) out = "feld_" + out;
    return out;
}

DrawnField field_of(const Element& element, std::vector<ImportNote>& notes) {
    return FieldDrawing{element, notes}.draw();
}

}  // namespace kommod::packages::fim
