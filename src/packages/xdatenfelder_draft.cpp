// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// From the tree of a schema to pages: a group that occurs once is a page, one that occurs several
// times a repeating group, and what may be left out as a whole is asked for first.
#include "packages/xdatenfelder_draft.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace kommod::packages::fim {
namespace {

constexpr int most_items = 100;

bool several(const Element& element) {
    return !element.most || *element.most > 1;
}

// A field that can have several values by itself.
bool holds_several(const Element& element) {
    return !element.is_group &&
           ((element.kind == "select" && element.values.size() > 1) || element.type == "file");
}

bool is_asked(const Element& field) {
    return field.kind != "label" && field.kind != "hidden" && field.kind != "locked" &&
           field.type != "obj";
}

// Whether something has to be filled in once the group is there at all.
bool demands(const Element& group) {
    return std::ranges::any_of(group.contains, [](const Element& inner) {
        if (inner.least == 0) return false;
        return inner.is_group ? demands(inner) : is_asked(inner);
    });
}

// Names that are given away once: within the form, or within the items of a group.
class Keys {
  public:
    std::string take(const std::string& wanted, const std::string& around) {
        if (seen_.insert(wanted).second) return wanted;
        const auto longer = key_from(around.empty() ? wanted : around + " " + wanted);
        std::string key = longer;
        for (int number = 2; !seen_.insert(key).second; ++number)
            key = fmt::format("{}_{}", longer, number);
        return key;
    }

  private:
    std::set<std::string> seen_;
};

std::string citation_of(const Element& element) {
    return fmt::format("{}", fmt::join(element.references, "; "));
}

std::string comment_of(const Element& element) {
    std::string out = element.id;
    if (!element.version.empty()) out += " " + element.version;
    return element.references.empty() ? out : fmt::format("{}: {}", out, citation_of(element));
}

class Drafting {
  public:
    Draft run(const Schema& schema) {
        note_rules(schema.rules, schema.name, "");
        const Place place{"Ihre Angaben", "", "", "angaben"};
        draw_pages(schema.contains, place);
        place_notes();
        return std::move(draft_);
    }

  private:
    // Where elements stand: on pages of this title, shown when a question was answered with yes.
    struct Place {
        std::string title, text, when, name, comment;
        std::string element;  // the group that they belong to
        // The question that stands first on the next page, and what hangs on it.
        std::optional<DraftField> question = std::nullopt;
    };

    void note_rules(const std::vector<Rule>& rules, const std::string& at,
                    const std::string& element) {
        for (const Rule& rule : rules)
            note({ImportNote::Kind::rule, rule.id, rule.text, rule.line, at, element, {}});
    }

    // A building block that is used several times is told of at its first place.
    void place_notes() {
        for (ImportNote& note : draft_.notes) {
            if (note.kind != ImportNote::Kind::rule) note.element = note.id;
            if (!note.element.empty()) note.place = place_of(note.element);
        }
    }

    std::string place_of(const std::string& element) const {
        for (const DraftPage& page : draft_.pages) {
            const auto here = "pages." + page.id;
            if (page.element == element) return here;
            for (const DraftField& field : page.fields) {
                if (field.id == element) return here + ".fields." + field.key;
                for (const DraftField& inner : field.fields)
                    if (inner.id == element)
                        return here + ".fields." + field.key + ".fields." + inner.key;
            }
        }
        return {};
    }

    // A rule hangs on a group and on each of its fields: told once for each place and name.
    void note(ImportNote note) {
        if (std::ranges::find(draft_.notes, note) == draft_.notes.end())
            draft_.notes.push_back(std::move(note));
    }

    void draw_pages(const std::vector<Element>& elements, Place place) {
        bool page_open = false;
        if (place.question) {
            open(place);
            place.when = place.question->key;
            draft_.pages.back().fields.push_back(*place.question);
            page_open = true;
        }
        for (const Element& element : elements) {
            note_rules(element.rules, element.label, element.id);
            if (several(element) && !holds_several(element)) {
                draw_repeated(element, place);
                page_open = false;
            } else if (element.is_group) {
                draw_group(element, place);
                page_open = false;
            } else {
                page_open = draw_field(element, place, page_open);
            }
        }
    }

    bool draw_field(const Element& element, const Place& place, bool page_open) {
        DrawnField drawn = field_of(element, draft_.notes);
        if (!drawn.keep) return page_open;
        if (!page_open) open(place);
        drawn.field.key = keys_.take(drawn.field.key, place.name);
        drawn.field.comment = comment_of(element);
        drawn.field.citation = citation_of(element);
        // On a page of its own question, each field hangs on it; else the whole page does.
        if (draft_.pages.back().when != place.when) drawn.field.when = place.when;
        draft_.pages.back().fields.push_back(std::move(drawn.field));
        return true;
    }

    void draw_group(const Element& group, const Place& around) {
        // A building block that is used twice is told apart by what it stands in.
        const auto title = titles_.contains(group.label)
                               ? fmt::format("{}: {}", around.title, group.label)
                               : group.label;
        Place place{title,   group.help, around.when, key_from(group.label), comment_of(group),
                    group.id};
        note_choice(group);
        const std::size_t before = draft_.pages.size();
        if (group.least == 0 && demands(group))
            place.question = question(group, keys_.take(place.name + "_angeben", around.name));
        draw_pages(group.contains, place);
        drop_empty(before);
    }

    // Of a group all of whose fields were left out there remains a question without a use.
    void drop_empty(std::size_t before) {
        if (draft_.pages.size() != before + 1) return;
        const auto& fields = draft_.pages.back().fields;
        if (fields.size() == 1 && is_own_question(fields.front())) draft_.pages.pop_back();
    }

    static bool is_own_question(const DraftField& field) {
        return field.id.empty() && field.type == "yes_no";
    }

    void note_choice(const Element& group) {
        if (group.one_of)
            note({ImportNote::Kind::changed, group.id,
                  "Nur eines der Elemente dieser Gruppe ist gemeint: Fragen Sie zuerst, welches.",
                  group.line, group.label});
    }

    static DraftField question(const Element& group, std::string key) {
        DraftField out;
        out.key = std::move(key);
        out.type = "yes_no";
        out.label = fmt::format("Möchten Sie Angaben zu „{}“ machen?", group.label);
        out.comment = fmt::format("{} darf fehlen", group.id);
        return out;
    }

    void open(const Place& place) {
        DraftPage page;
        page.id = page_ids_.take(place.name, "");
        page.title =
            titles_.insert(place.title).second ? place.title : place.title + " (Fortsetzung)";
        page.text = place.text;
        page.when = place.when;
        page.comment = place.comment;
        page.element = place.element;
        draft_.pages.push_back(std::move(page));
    }

    void draw_repeated(const Element& element, const Place& around) {
        DraftField group;
        group.type = "group";
        group.key = key_from(element.label);
        group.optional = element.least == 0;
        group.label = group.item = element.label;
        group.id = element.is_group ? element.id : "";
        group.comment = comment_of(element);
        group.citation = citation_of(element);
        set_counts(element, group);
        Keys inner;
        if (element.is_group) {
            note_choice(element);
            draw_items(element, "", group, inner);
        } else {
            add_item_field(element, "", group, inner);
        }
        if (group.fields.empty()) return;
        group.key = keys_.take(group.key, around.name);
        Place place{element.label, element.is_group ? element.help : "", around.when, group.key,
                    ""};
        open(place);
        draft_.pages.back().fields.push_back(std::move(group));
    }

    void set_counts(const Element& element, DraftField& group) {
        if (element.least > most_items || element.most.value_or(0) > most_items)
            note({ImportNote::Kind::changed, element.id,
                  fmt::format("Eine Gruppe hat hier höchstens {} Einträge.", most_items),
                  element.line, element.label});
        if (element.least > 1)
            group.settings.emplace_back("min", std::to_string(std::min(element.least, most_items)));
        const int most = std::min(element.most.value_or(most_items), most_items);
        group.settings.emplace_back("max", std::to_string(most));
    }

    // Groups within an item lie flat: a group does not stand in a group.
    void draw_items(const Element& parent, const std::string& when, DraftField& group, Keys& keys) {
        for (const Element& element : parent.contains) {
            note_rules(element.rules, element.label, element.id);
            if (several(element) && !holds_several(element))
                note(
                    {ImportNote::Kind::changed, element.id,
                     "Das Element kommt in einem Eintrag mehrfach vor; gefragt wird einmal danach.",
                     element.line, element.label});
            if (!element.is_group) {
                add_item_field(element, when, group, keys);
                continue;
            }
            note_choice(element);
            std::string inner = when;
            if (element.least == 0 && demands(element)) {
                DraftField asked =
                    question(element, keys.take(key_from(element.label) + "_angeben", ""));
                inner = asked.key;
                asked.when = when;
                group.fields.push_back(std::move(asked));
            }
            const std::size_t before = group.fields.size();
            draw_items(element, inner, group, keys);
            if (inner != when && group.fields.size() == before) group.fields.pop_back();
        }
    }

    void add_item_field(const Element& element, const std::string& when, DraftField& group,
                        Keys& keys) {
        DrawnField drawn = field_of(element, draft_.notes);
        if (!drawn.keep) return;
        // What occurs several times is one item after the other; none of them may be empty.
        if (!element.is_group && several(element) && !holds_several(element) && group.id.empty())
            drawn.field.optional = false;
        drawn.field.key = keys.take(drawn.field.key, "");
        drawn.field.when = when;
        drawn.field.comment = comment_of(element);
        drawn.field.citation = citation_of(element);
        group.fields.push_back(std::move(drawn.field));
    }

    Draft draft_;
    Keys keys_, page_ids_;
    std::set<std::string> titles_;
};

}  // namespace

Draft draft_of(const Schema& schema) {
    return Drafting{}.run(schema);
}

}  // namespace kommod::packages::fim
