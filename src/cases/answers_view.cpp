// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "cases/answers_view.h"

#include <set>

#include <fmt/format.h>

#include "base/msgid.h"

namespace kommod::cases {
namespace {

using forms::Field;
using forms::FieldType;
using forms::Speech;
using forms::Value;

using Paths = std::set<std::string, std::less<>>;

Paths changed_paths(const Application& application) {
    Paths out;
    for (const auto& path : application.changed)
        out.emplace(path.as_string());
    return out;
}

class View {
  public:
    View(const Application& application, const packages::ServicePackage& package,
         const Speech& speech)
        : application_(application),
          form_(package.form),
          speech_(speech),
          answers_(forms::answers_from_json(package.form, application.answers)),
          changed_(changed_paths(application)),
          outstanding_(application.outstanding.begin(), application.outstanding.end()) {}

    std::vector<AnswerPage> pages() {
        for (const forms::Page& page : form_.pages) {
            std::vector<AnswerLine> lines;
            if (const Field* group = page.group())
                add_items(page, *group);
            else
                add_fields(lines, page);
            for (const forms::Computed& computed : page.computed)
                add_computed(lines, computed);
            add(speech_.text("pages." + page.id + ".title"), std::move(lines));
        }
        return std::move(pages_);
    }

  private:
    void add(std::string title, std::vector<AnswerLine> lines) {
        if (!lines.empty()) pages_.push_back({std::move(title), std::move(lines)});
    }

    void add_items(const forms::Page& page, const Field& group) {
        const Value all = answers_.at(group.key);
        const auto* items = all.list();
        if (items == nullptr) return;
        for (std::size_t index = 0; index < items->size(); ++index) {
            std::vector<AnswerLine> lines;
            const auto inside = fmt::format("{}.{}.", group.key, index);
            for (const Field& field : group.fields)
                add_line(lines, page, field, inside + field.key, (*items)[index].at(field.key));
            add(item_title(group, (*items)[index], index, speech_), std::move(lines));
        }
    }

    void add_fields(std::vector<AnswerLine>& lines, const forms::Page& page) const {
        for (const Field& field : page.fields)
            add_line(lines, page, field, field.key, answers_.at(field.key));
    }

    void add_line(std::vector<AnswerLine>& lines, const forms::Page& page, const Field& field,
                  const std::string& path, const Value& value) const {
        const bool outstanding = outstanding_.contains(path);
        if (!field.has_value() || (value.is_absent() && !outstanding)) return;
        lines.push_back(
            {.path = path,
             .label = answer_label(page, path, speech_),
             .value = outstanding ? speech_.translate(msgid("wird nachgereicht"))
                                  : forms::shown(field, path, value, speech_),
             .changed = changed_.contains(path),
             .outstanding = outstanding,
             .position = field.type == FieldType::point ? position_in(value) : std::nullopt});
    }

    // Only those that the author gave a name.
    void add_computed(std::vector<AnswerLine>& lines, const forms::Computed& computed) const {
        auto label = speech_.text("computed." + computed.key);
        const auto* kept = application_.computed.if_contains(computed.key);
        if (label.empty() || kept == nullptr) return;
        Field like;
        like.type = type_like(computed.type.kind());
        const auto value = forms::from_json(like, *kept);
        if (value && !value->is_absent())
            lines.push_back(
                {.path = {}, .label = std::move(label), .value = computed_shown(*value, speech_)});
    }

    static FieldType type_like(forms::Type::Kind kind) {
        using Kind = forms::Type::Kind;
        switch (kind) {
            case Kind::yes_no:
                return FieldType::yes_no;
            case Kind::number:
                return FieldType::number;
            case Kind::money:
                return FieldType::money;
            case Kind::day:
                return FieldType::date;
            default:
                return FieldType::text;
        }
    }

    const Application& application_;
    const forms::Form& form_;
    const Speech& speech_;
    const Value answers_;
    const Paths changed_, outstanding_;
    std::vector<AnswerPage> pages_;
};

FieldType type_of(const Value& value) {
    if (value.money() != nullptr) return FieldType::money;
    if (value.day() != nullptr) return FieldType::date;
    if (value.yes_no() != nullptr) return FieldType::yes_no;
    return value.number() != nullptr ? FieldType::number : FieldType::text;
}

}  // namespace

std::vector<AnswerPage> answers_view(const Application& application,
                                     const packages::ServicePackage& package,
                                     const Speech& speech) {
    return View{application, package, speech}.pages();
}

std::string answer_label(const forms::Page& page, std::string_view path, const Speech& speech) {
    auto label = speech.text("fields." + forms::without_items(path) + ".label");
    return label.empty() ? speech.text("pages." + page.id + ".title") : label;
}

std::string item_title(const Field& group, const Value& item, std::size_t index,
                       const Speech& speech) {
    auto title = fmt::format("{} {}", speech.text("fields." + group.key + ".item"), index + 1);
    const auto& named_by = group.settings.item_title;
    if (named_by.empty() || item.at(named_by).is_absent()) return title;
    for (const Field& field : group.fields)
        if (field.key == named_by)
            title +=
                ": " + forms::shown(field, group.key + "." + named_by, item.at(named_by), speech);
    return title;
}

std::optional<geo::Position> position_in(const Value& point) {
    const auto latitude = point.at("latitude"), longitude = point.at("longitude");
    if (latitude.number() == nullptr || longitude.number() == nullptr) return std::nullopt;
    return geo::Position{latitude.number()->approximate(), longitude.number()->approximate()};
}

std::string computed_shown(const Value& value, const Speech& speech) {
    Field like;
    like.type = type_of(value);
    return forms::shown(like, "", value, speech);
}

}  // namespace kommod::cases
