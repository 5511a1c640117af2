// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "cases/uploads.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/crypto.h"
#include "base/text.h"
#include "cases/file_owners.h"
#include "cases/page_view.h"
#include "files/reception.h"

namespace kommod::cases {
namespace {

using forms::Field;
using forms::FieldType;
using Ids = std::set<std::string, std::less<>>;

// --- Files among answers -------------------------------------------------------------------------

const json::array* files_at(const json::object& answers, std::string_view key) {
    const auto* value = answers.if_contains(key);
    return value == nullptr ? nullptr : value->if_array();
}

void add_ids(Ids& out, const std::vector<Field>& fields, const json::object& answers) {
    for (const Field& field : fields) {
        const auto* list = files_at(answers, field.key);
        if (list == nullptr) continue;
        for (const auto& each : *list) {
            const auto* entry = each.if_object();
            if (entry == nullptr) continue;
            if (field.type == FieldType::group) add_ids(out, field.fields, *entry);
            if (field.type == FieldType::file && entry->contains("id"))
                out.emplace(entry->at("id").as_string());
        }
    }
}

Ids ids_in(const forms::Form& form, const json::object& answers) {
    Ids out;
    for (const auto& page : form.pages)
        add_ids(out, page.fields, answers);
    return out;
}

// The answers that a place's fields stand among; null while an item is not there.
const json::object* answers_at(const json::object& answers, const Place& place) {
    if (place.item.empty()) return &answers;
    const auto& group = place.page->group()->key;
    const auto index = item_index(answers, group, place.item);
    return index ? &answers.at(group).as_array().at(*index).as_object() : nullptr;
}

json::array files_of(const json::object& answers, const Place& place, std::string_view field) {
    const auto* here = answers_at(answers, place);
    const auto* list = here == nullptr ? nullptr : files_at(*here, field);
    return list == nullptr ? json::array{} : *list;
}

void set_files(json::object& answers, const Place& place, std::string_view field,
               json::array list) {
    Change change{
        place.item.empty() ? std::string{} : place.page->group()->key, place.item, {}, false};
    change.values[field] = list.empty() ? json::value(nullptr) : json::value(std::move(list));
    apply(answers, change);
}

const Field* file_field(const Place& place, std::string_view key) {
    const auto& fields = place.fields();
    const auto found = std::ranges::find_if(fields, [&](const Field& field) {
        return field.type == FieldType::file && field.key == key;
    });
    return found == fields.end() ? nullptr : &*found;
}

// Numbers are texts among answers, so that none loses a digit.
std::uint64_t size_of(const json::value& file) {
    const std::string_view text = file.as_object().at("size").as_string();
    std::uint64_t out = 0;
    std::from_chars(text.data(), text.data() + text.size(), out);
    return out;
}

bool same_file(const json::value& there, std::string_view name, std::uint64_t size) {
    return there.as_object().at("name").as_string() == name && size_of(there) == size;
}

// --- Taking one ----------------------------------------------------------------------------------

std::string key_context(std::string_view id) {
    return "cases.file:" + std::string{id};
}

std::string content_of(const http::Upload& upload) {
    std::ifstream file{upload.path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, std::istreambuf_iterator<char>{}};
}

// A file that was found good and put down, not yet the draft's.
struct Taken {
    std::string field, name;
    files::Kind kind = files::Kind::pdf;
    std::uint64_t size = 0;
    files::Deposit deposit;

    json::object line() const {
        return {{"id", deposit.id},
                {"name", name},
                {"kind", files::to_id(kind)},
                {"size", std::to_string(size)}};
    }
};

class Reception {
  public:
    Reception(const Visit& visit, const Place& place) : visit_(visit), place_(place) {}

    void take_all() {
        const auto asked = asked_names(visit_.request);
        for (const auto& upload : visit_.request.uploads) {
            const bool chosen = upload.size > 0 || !upload.file_name.empty();
            const auto* field = chosen ? file_field(place_, upload.field) : nullptr;
            if (field != nullptr && asked.contains(field->key)) take(*field, upload);
        }
    }
    const std::vector<Taken>& taken() const { return taken_; }
    std::vector<Issue> issues() && { return std::move(issues_); }

  private:
    constexpr static std::uint64_t megabyte = std::uint64_t{1024} * 1024;

    // One sentence a field is enough to go on with.
    void refuse(const Field& field, std::string key, std::vector<std::string> arguments) {
        if (std::ranges::find(issues_, field.key, &Issue::name) == issues_.end())
            issues_.push_back(
                {field.key, {std::move(key), {}, std::move(arguments)}, &field, nullptr});
    }

    json::array there(const Field& field) const {
        auto out = files_of(visit_.draft.answers, place_, field.key);
        for (const Taken& taken : taken_)
            if (taken.field == field.key) out.emplace_back(taken.line());
        return out;
    }

    // False, with the reason said, when the field has no room for one more of that size.
    bool has_room(const Field& field, const json::array& list, std::uint64_t size) {
        const auto most = field.settings.most.value_or(1);
        std::uint64_t total = size;
        for (const auto& each : list)
            total += size_of(each);
        if (size > field.settings.max_size)
            refuse(field, "file.too_large", {std::to_string(field.settings.max_size / megabyte)});
        else if (static_cast<int>(list.size()) >= most)
            refuse(field, "file.too_many", {std::to_string(most)});
        else if (total > field.settings.max_total)
            refuse(field, "file.total", {std::to_string(field.settings.max_total / megabyte)});
        else
            return true;
        return false;
    }

    void take(const Field& field, const http::Upload& upload) {
        if (!has_room(field, {}, upload.size)) return;  // before it is read
        auto accepted = visit_.deps.reception.receive(content_of(upload));
        const auto kinds = kinds_said(field);
        const auto name = files::safe_name(
            upload.file_name,
            accepted ? accepted->kind : files::kind_from_id(field.settings.kinds.front()).value());
        if (!accepted) return refuse(field, accepted.error().key, {name_said(upload), kinds});
        const auto kind = accepted->kind;
        if (std::ranges::find(field.settings.kinds, files::to_id(kind)) ==
            field.settings.kinds.end())
            return refuse(field, "file.unknown_kind", {name_said(upload), kinds});
        const auto list = there(field);
        const auto size = accepted->content.size();
        // Sent twice, or the page loaded again: it is there already.
        if (std::ranges::any_of(list,
                                [&](const auto& each) { return same_file(each, name, size); }))
            return;
        if (!has_room(field, list, size)) return;
        taken_.push_back(
            {field.key, name, kind, size,
             files::put(visit_.records, name, kind, accepted->content, visit_.request.now)});
    }

    // "PDF, JPEG, PNG"
    static std::string kinds_said(const Field& field) {
        auto out = fmt::format("{}", fmt::join(field.settings.kinds, ", "));
        std::ranges::transform(out, out.begin(), [](unsigned char each) {
            return static_cast<char>(std::toupper(each));
        });
        return out;
    }

    // As the citizen knows it; html escapes it.
    static std::string name_said(const http::Upload& upload) {
        return upload.file_name.empty() ? "Datei" : upload.file_name;
    }

    const Visit& visit_;
    const Place& place_;
    std::vector<Taken> taken_;
    std::vector<Issue> issues_;
};

// "nachweis:0198..." as the button says it.
struct Removal {
    const Field* field = nullptr;
    std::string id;
};
Removal removal(const http::Request& request, const Place& place) {
    const auto value = request.form.get("weg");
    const auto colon = value.find(':');
    if (colon == value.npos) return {};
    return {file_field(place, value.substr(0, colon)), std::string{value.substr(colon + 1)}};
}

bool remove_from(json::object& answers, const Place& place, const Removal& gone) {
    auto list = files_of(answers, place, gone.field->key);
    const auto before = list.size();
    for (auto* each = list.begin(); each != list.end();)
        each = each->as_object().at("id").as_string() == gone.id ? list.erase(each) : each + 1;
    if (list.size() == before) return false;
    set_files(answers, place, gone.field->key, std::move(list));
    return true;
}

bool add_to(store::WriteSession& session, json::object& answers, const Visit& visit,
            const Place& place, const Taken& taken) {
    const auto key =
        crypto::seal(visit.token.key(), taken.deposit.key, key_context(taken.deposit.id));
    if (!files::claim(session, taken.deposit.id, owner_of_draft(visit.draft.id), key)) return false;
    auto list = files_of(answers, place, taken.field);
    list.emplace_back(taken.line());
    set_files(answers, place, taken.field, std::move(list));
    return true;
}

std::optional<std::string> key_of(const Visit& visit, const files::File& file) {
    auto key = crypto::open(visit.token.key(), file.key, key_context(file.id));
    return key ? std::optional{std::move(*key)} : std::nullopt;
}

std::optional<OpenedFile> opened(store::Namespace& records, std::optional<files::File> file,
                                 const std::optional<std::string>& key) {
    auto content = file && key ? files::content(records, file->id, *key) : std::nullopt;
    if (!content) return std::nullopt;
    return OpenedFile{std::move(*file), std::move(*content)};
}

const char* content_type(files::Kind kind) {
    switch (kind) {
        case files::Kind::pdf:
            return "application/pdf";
        case files::Kind::jpeg:
            return "image/jpeg";
        case files::Kind::png:
            break;
    }
    return "image/png";
}

}  // namespace

std::optional<Draft> change_answers(const Visit& visit, const AnswersChange& change) {
    const auto& form = visit.package().form;
    return change_draft(visit.records, visit.draft.id, visit.token, visit.package().retention.draft,
                        visit.request.now, [&](store::WriteSession& session, Draft& now) {
                            const auto before = ids_in(form, now.answers);
                            if (!change(session, now.answers)) return false;
                            const auto after = ids_in(form, now.answers);
                            for (const auto& id : before)
                                if (!after.contains(id))
                                    files::remove(session, id, owner_of_draft(now.id));
                            return true;
                        });
}

std::optional<Handed> take_files(const Visit& visit, const Place& place) {
    Reception reception{visit, place};
    reception.take_all();
    const auto gone = removal(visit.request, place);
    Handed out{visit, std::move(reception).issues(),
               gone.field != nullptr || visit.request.form.get("tun") == "hochladen"};
    if (reception.taken().empty() && gone.field == nullptr) return out;
    auto kept = change_answers(visit, [&](store::WriteSession& session, json::object& answers) {
        bool changed = gone.field != nullptr && remove_from(answers, place, gone);
        for (const Taken& taken : reception.taken())
            changed = add_to(session, answers, visit, place, taken) || changed;
        return changed;
    });
    if (!kept) return std::nullopt;
    out.visit.draft = std::move(*kept);
    return out;
}

void put_first(std::vector<Issue>& issues, const std::vector<Issue>& of_files) {
    std::erase_if(issues, [&](const Issue& issue) {
        return std::ranges::find(of_files, issue.name, &Issue::name) != of_files.end();
    });
    issues.insert(issues.begin(), of_files.begin(), of_files.end());
}

Change without_files(Change change, const Place& place) {
    for (const Field& field : place.fields())
        if (field.type == FieldType::file) change.values.erase(field.key);
    return change;
}

bool nothing_typed_is_wrong(const Reading& reading) {
    return std::ranges::all_of(reading.issues, [](const Issue& issue) {
        return issue.error.key == "required" || issue.check != nullptr;
    });
}

http::Response to_files(const Visit& visit, const Draft& kept, std::string page) {
    const auto gone = visit.request.form.get("weg");
    std::string field{gone.substr(0, gone.find(':'))};
    for (const auto& upload : visit.request.uploads)
        if (upload.size > 0) field = upload.field;
    page += visit.return_suffix();
    auto response = http::redirect(field.empty() ? page : page + "#" + field);
    set_cookie(response, visit, kept, visit.token);
    return response;
}

std::optional<OpenedFile> open_file(const Visit& visit, std::string_view id) {
    auto file = files::find(visit.records, id, owner_of_draft(visit.draft.id));
    const auto key = file ? key_of(visit, *file) : std::nullopt;
    return opened(visit.records, std::move(file), key);
}

std::optional<OpenedFile> open_file(store::Namespace& municipality, const Application& application,
                                    const Attachment& attachment) {
    auto file = files::find(municipality, attachment.file_id, owner_of_application(application.id));
    const auto key = file ? std::optional{file->key} : std::nullopt;
    return opened(municipality, std::move(file), key);
}

http::Response file_response(OpenedFile opened) {
    auto response = http::text_response(std::move(opened.content), content_type(opened.file.kind));
    response.set_header("Content-Disposition",
                        "attachment; filename*=UTF-8''" + http::url_encode(opened.file.name));
    response.set_header("Cache-Control", "no-store");
    return response;
}

std::vector<Handover> to_hand_over(const Visit& visit, const Application& application) {
    std::vector<Handover> out;
    for (const auto& attachment : application.attachments) {
        const auto file =
            files::find(visit.records, attachment.file_id, owner_of_draft(visit.draft.id));
        const auto key = file ? key_of(visit, *file) : std::nullopt;
        if (!key) throw std::runtime_error("a file of a draft is gone: " + attachment.file_id);
        out.push_back({attachment.file_id, *key});
    }
    return out;
}

void hand_over(store::WriteSession& session, std::string_view draft, std::string_view application,
               const std::vector<Handover>& files) {
    const auto from = owner_of_draft(draft), to = owner_of_application(application);
    for (const auto& file : files)
        if (!files::hand_over(session, file.id, from, to, file.key))
            throw std::runtime_error("a file went while its application was sent: " + file.id);
    files::remove_all(session, from);
}

}  // namespace kommod::cases
