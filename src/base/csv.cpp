// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "base/csv.h"

#include <algorithm>

namespace kommod::csv {
namespace {

char guess_separator(std::string_view text) {
    bool quoted = false;
    int commas = 0, semicolons = 0;
    for (const char c : text) {
        if (c == '"') quoted = !quoted;
        if (quoted) continue;
        if (c == '\n') break;
        commas += c == ',';
        semicolons += c == ';';
    }
    return semicolons > commas ? ';' : ',';
}

bool is_number(std::string_view field) {
    return !field.empty() && field.find_first_not_of("+-0123456789.,") == std::string_view::npos &&
           field.find_first_of("0123456789") != std::string_view::npos;
}

}  // namespace

Reader::Reader(std::string_view text) : text_(text) {
    if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
    separator_ = guess_separator(text_.substr(at_));
}

Result<bool> Reader::next(Record& record) {
    record.fields.clear();
    if (at_ >= text_.size()) return false;
    const int start = record.line = line_;
    const auto malformed = [&](const char* what) -> Result<bool> {
        const auto end = text_.find('\n', at_);
        at_ = end == std::string_view::npos ? text_.size() : end + 1;
        line_ += end == std::string_view::npos ? 0 : 1;
        return fail({"csv.malformed", what, {}, start, {}, {}});
    };
    for (;;) {
        std::string field;
        if (at_ < text_.size() && text_[at_] == '"') {
            const std::size_t opened_at = at_++;
            const int opened_line = line_;
            for (;;) {
                const auto quote = text_.find('"', at_);
                if (quote == std::string_view::npos) {
                    // Give up on this line only: the rest of the file is still worth a report.
                    at_ = opened_at;
                    line_ = opened_line;
                    return malformed("quote is never closed");
                }
                const auto part = text_.substr(at_, quote - at_);
                line_ += static_cast<int>(std::count(part.begin(), part.end(), '\n'));
                field += part;
                at_ = quote + 1;
                if (at_ >= text_.size() || text_[at_] != '"') break;
                field += '"';
                ++at_;
            }
            if (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n' &&
                text_[at_] != '\r')
                return malformed("text after a closing quote");
        } else {
            const char stops[] = {separator_, '\n', '\0'};
            const auto end =
                std::min(text_.find_first_of(std::string_view{stops, 2}, at_), text_.size());
            field = text_.substr(at_, end - at_);
            if ((end == text_.size() || text_[end] == '\n') && field.ends_with('\r'))
                field.pop_back();
            at_ = end;
        }
        record.fields.push_back(std::move(field));
        if (at_ < text_.size() && text_[at_] == '\r') ++at_;
        if (at_ >= text_.size()) return true;
        const char c = text_[at_++];
        if (c == separator_) continue;
        ++line_;
        return true;
    }
}

void write(std::string& out, const std::vector<std::string>& fields, char separator) {
    for (const auto& field : fields) {
        if (&field != &fields.front()) out += separator;
        const bool formula =
            !field.empty() &&
            std::string_view{"=+-@\t\r"}.find(field[0]) != std::string_view::npos &&
            !is_number(field);
        const std::string guarded = formula ? "'" + field : field;
        if (guarded.find_first_of("\"\r\n,;") == std::string::npos) {
            out += guarded;
            continue;
        }
        out += '"';
        for (const char c : guarded) {
            if (c == '"') out += '"';
            out += c;
        }
        out += '"';
    }
    out += "\r\n";
}

}  // namespace kommod::csv
