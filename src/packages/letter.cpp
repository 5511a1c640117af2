// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "packages/letter.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/text.h"
#include "forms/definition.h"
#include "packages/placeholders.h"

namespace kommod::packages {
namespace {

constexpr std::array<std::string_view, 5> common_names{"reference", "submitted_on", "service",
                                                       "municipality", "office"};

struct Place {
    int line = 1, column = 1;
};

Place place_of(std::string_view source, std::size_t at) {
    const auto before = source.substr(0, at);
    const auto line_start = before.rfind('\n');
    return {static_cast<int>(std::ranges::count(before, '\n')) + 1,
            static_cast<int>(at - (line_start == std::string_view::npos ? 0 : line_start + 1)) + 1};
}

void problem_at(forms::ProblemList& problems, Place place, std::string key, std::string what,
                std::string proposal) {
    forms::Problem problem;
    problem.file = problems.file();
    problem.line = place.line;
    problem.column = place.column;
    problem.key = std::move(key);
    problem.what = std::move(what);
    problem.proposal = std::move(proposal);
    problems.add(std::move(problem));
}

}  // namespace

Letter Letter::parse(std::string_view source, forms::ProblemList& problems) {
    Letter letter;
    std::vector<std::size_t> open;
    std::size_t at = 0;
    const auto add = [&](Piece::Kind kind, std::string_view held, std::size_t where) {
        const Place place = place_of(source, where);
        letter.pieces_.push_back({kind, std::string{held}, place.line, place.column, 0});
    };
    while (at < source.size()) {
        const auto start = source.find("{{", at);
        add(Piece::Kind::text, source.substr(at, start == source.npos ? start : start - at), at);
        if (start == source.npos) break;
        const auto end = source.find("}}", start);
        if (end == source.npos) {
            problem_at(problems, place_of(source, start), "letters.open",
                       "Hier fehlt das Ende der Klammer.", "Schreiben Sie {{name}}.");
            break;
        }
        const auto inside = text::trim(source.substr(start + 2, end - start - 2));
        if (inside.starts_with("#if ") || inside.starts_with("#each ")) {
            const bool is_if = inside.starts_with("#if ");
            open.push_back(letter.pieces_.size());
            add(is_if ? Piece::Kind::if_start : Piece::Kind::each_start,
                text::trim(inside.substr(is_if ? 4 : 6)), start);
        } else if (inside == "/if" || inside == "/each") {
            const auto wanted = inside == "/if" ? Piece::Kind::if_start : Piece::Kind::each_start;
            if (open.empty() || letter.pieces_[open.back()].kind != wanted) {
                problem_at(problems, place_of(source, start), "letters.unbalanced",
                           fmt::format("„{{{{{}}}}}“ hat hier keinen Anfang.", inside),
                           "Zu jedem {{#if name}} gehört genau ein {{/if}}.");
            } else {
                letter.pieces_[open.back()].partner = letter.pieces_.size();
                open.pop_back();
                add(Piece::Kind::end, inside, start);
            }
        } else {
            add(Piece::Kind::name, inside, start);
        }
        at = end + 2;
    }
    for (const std::size_t each : open) {
        const Piece& piece = letter.pieces_[each];
        problem_at(problems, {piece.line, piece.column}, "letters.unbalanced",
                   fmt::format("„{}“ wird nicht geschlossen.", piece.held),
                   "Zu jedem {{#if name}} gehört genau ein {{/if}}.");
    }
    if (!open.empty()) letter.pieces_.clear();
    if (!source.starts_with("# "))
        problem_at(problems, {}, "letters.subject", "Der Brief hat keinen Betreff.",
                   "Beginnen Sie die erste Zeile mit „# “ und dem Betreff.");
    return letter;
}

void Letter::check(const forms::Names& names, forms::ProblemList& problems) const {
    std::vector<std::pair<std::size_t, forms::Names>> lists;  // end of the list, its names
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
        while (!lists.empty() && lists.back().first <= i)
            lists.pop_back();
        const Piece& piece = pieces_[i];
        if (piece.kind == Piece::Kind::text || piece.kind == Piece::Kind::end) continue;
        if (std::ranges::find(common_names, piece.held) != common_names.end()) continue;
        const forms::Type* type = nullptr;
        for (auto list = lists.rbegin(); list != lists.rend() && type == nullptr; ++list)
            type = forms::find_name(list->second, piece.held);
        if (type == nullptr) type = forms::find_name(names, piece.held);
        if (type == nullptr) {
            std::vector<std::string> known{common_names.begin(), common_names.end()};
            for (const auto& name : forms::paths_of(names))
                known.push_back(name);
            const auto near = forms::nearest(piece.held, known);
            problem_at(problems, {piece.line, piece.column}, "letters.unknown_name",
                       fmt::format("„{}“ gibt es in diesem Formular nicht.", piece.held),
                       near.empty() ? "" : fmt::format("Meinten Sie „{}“?", near));
        } else if (piece.kind == Piece::Kind::each_start) {
            if (type->kind() != forms::Type::Kind::list)
                problem_at(problems, {piece.line, piece.column}, "letters.no_list",
                           fmt::format("„{}“ ist keine Liste.", piece.held),
                           "{{#each name}} braucht eine Gruppe.");
            lists.emplace_back(piece.partner, type->item().members());
        }
    }
}

void Letter::append(std::size_t from, std::size_t to, const std::string& inside, const Words& words,
                    std::string& out) const {
    const auto path = [&](const std::string& name) {
        return inside.empty() ? name : inside + name;
    };
    for (std::size_t i = from; i < to; ++i) {
        const Piece& piece = pieces_[i];
        switch (piece.kind) {
            case Piece::Kind::text:
                out += piece.held;
                break;
            case Piece::Kind::name: {
                const auto here = inside.empty() ? std::string{} : words.shown(path(piece.held));
                out += markdown_literal(here.empty() ? words.shown(piece.held) : here);
                break;
            }
            case Piece::Kind::if_start:
                if (words.holds(path(piece.held)) || words.holds(piece.held))
                    append(i + 1, piece.partner, inside, words, out);
                i = piece.partner;
                break;
            case Piece::Kind::each_start:
                for (std::size_t item = 0; item < words.count(path(piece.held)); ++item)
                    append(i + 1, piece.partner, fmt::format("{}.{}.", path(piece.held), item),
                           words, out);
                i = piece.partner;
                break;
            case Piece::Kind::end:
                break;
        }
    }
}

Letter::Rendered Letter::render(const Words& words) const {
    std::string whole;
    append(0, pieces_.size(), "", words, whole);
    const auto end = std::min(whole.find('\n'), whole.size());
    std::string subject{text::trim(std::string_view{whole}.substr(0, end))};
    if (subject.starts_with("# ")) subject.erase(0, 2);
    // A subject is no Markdown.
    std::string plain;
    for (std::size_t i = 0; i < subject.size(); ++i) {
        if (subject[i] == '\\' && i + 1 < subject.size()) ++i;
        plain += subject[i];
    }
    return {std::move(plain), std::string{text::trim(std::string_view{whole}.substr(end))} + "\n"};
}

}  // namespace kommod::packages
