// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "forms/types.h"

#include <array>
#include <utility>

namespace kommod::forms {

struct Type::Details {
    Type item;
    Names members;
    std::vector<std::string> options;
};

namespace {

struct Name {
    Type::Kind kind;
    std::string_view id;  // as authors write it; empty when they cannot
    const char* german;
};
constexpr std::array<Name, 8> names{{{Type::Kind::anything, "", "etwas"},
                                     {Type::Kind::yes_no, "yes_no", "Ja oder Nein"},
                                     {Type::Kind::number, "number", "eine Zahl"},
                                     {Type::Kind::money, "money", "ein Geldbetrag"},
                                     {Type::Kind::day, "date", "ein Datum"},
                                     {Type::Kind::text, "text", "ein Text"},
                                     {Type::Kind::list, "", "eine Liste"},
                                     {Type::Kind::record, "", "mehrere Angaben"}}};

void add_paths(const Names& here, const std::string& before, std::vector<std::string>& out) {
    for (const auto& [name, type] : here) {
        out.push_back(before + name);
        if (type.kind() == Type::Kind::record) add_paths(type.members(), before + name + ".", out);
    }
}

}  // namespace

const Type* find_name(const Names& here, std::string_view path) {
    const auto dot = path.find('.');
    const auto first = here.find(path.substr(0, dot));
    if (first == here.end()) return nullptr;
    if (dot == std::string_view::npos) return &first->second;
    static const Type anything;
    if (first->second.kind() == Type::Kind::anything) return &anything;
    return find_name(first->second.members(), path.substr(dot + 1));
}

std::vector<std::string> paths_of(const Names& here) {
    std::vector<std::string> out;
    add_paths(here, "", out);
    return out;
}

Type Type::one_of(std::vector<std::string> options) {
    Type out{Kind::text};
    out.details_ = std::make_shared<const Details>(Details{{}, {}, std::move(options)});
    return out;
}

Type Type::list_of(Type item) {
    Type out{Kind::list};
    out.details_ = std::make_shared<const Details>(Details{std::move(item), {}, {}});
    return out;
}

Type Type::record_of(Names members) {
    Type out{Kind::record};
    out.details_ = std::make_shared<const Details>(Details{{}, std::move(members), {}});
    return out;
}

const Type& Type::item() const {
    static const Type anything;
    return details_ ? details_->item : anything;
}

const Names& Type::members() const {
    static const Names none;
    return details_ ? details_->members : none;
}

const std::vector<std::string>& Type::options() const {
    static const std::vector<std::string> none;
    return details_ ? details_->options : none;
}

bool Type::operator==(const Type& other) const {
    return kind_ == other.kind_ && item_equal(other);
}

bool Type::item_equal(const Type& other) const {
    if (kind_ == Kind::list) return item() == other.item();
    if (kind_ == Kind::record) return members() == other.members();
    return options() == other.options();
}

std::string german_name(const Type& type) {
    for (const Name& name : names)
        if (name.kind == type.kind()) return name.german;
    return {};
}

std::optional<Type> type_from_id(std::string_view id) {
    for (const Name& name : names)
        if (!id.empty() && name.id == id) return Type{name.kind};
    return std::nullopt;
}

}  // namespace kommod::forms
