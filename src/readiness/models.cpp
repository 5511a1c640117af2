// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "readiness/models.h"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

#include "base/embedded.h"
#include "base/json.h"

namespace kommod::embedded {
extern const std::span<const File> readiness_models;
}

namespace kommod::readiness {
namespace {

// Thrown while a model is read and turned into an Error at the door; a model has many fields, and
// each of them may be missing.
struct Malformed {
    std::string field, what;
};

const json::value& member(const json::object& object, std::string_view name) {
    const json::value* found = object.if_contains(name);
    if (found == nullptr) throw Malformed{std::string(name), "is missing"};
    return *found;
}

std::string text(const json::object& object, std::string_view name) {
    const json::value& value = member(object, name);
    if (!value.is_string() || value.get_string().empty())
        throw Malformed{std::string(name), "must be a text"};
    return std::string(value.get_string());
}

int number(const json::object& object, std::string_view name) {
    const json::value& value = member(object, name);
    if (!value.is_int64()) throw Malformed{std::string(name), "must be a whole number"};
    return static_cast<int>(value.get_int64());
}

const json::array& list(const json::object& object, std::string_view name) {
    const json::value& value = member(object, name);
    if (!value.is_array()) throw Malformed{std::string(name), "must be a list"};
    return value.get_array();
}

const json::object& as_object(const json::value& value, std::string_view name) {
    if (!value.is_object()) throw Malformed{std::string(name), "must hold objects"};
    return value.get_object();
}

Criterion read_criterion(const json::object& object, int top) {
    Criterion out{text(object, "id"),
                  text(object, "name"),
                  text(object, "explanation"),
                  number(object, "cap"),
                  {},
                  {}};
    if (out.cap < 0 || out.cap >= top)
        throw Malformed{"cap", "a cap lies below the highest level: " + out.id};
    for (const json::value& block : list(object, "blocks")) {
        if (!block.is_string() || !block_index(block.get_string()))
            throw Malformed{"blocks", "unknown building block of " + out.id};
        out.blocks.emplace_back(block.get_string());
    }
    if (object.contains("implied_by"))
        for (const json::value& id : list(object, "implied_by")) {
            if (!id.is_string()) throw Malformed{"implied_by", "names criteria: " + out.id};
            out.implied_by.emplace_back(id.get_string());
        }
    return out;
}

MaturityModel read_model(const json::object& object) {
    MaturityModel out;
    out.id = text(object, "id");
    out.name = text(object, "name");
    out.source = text(object, "source");
    if (object.contains("reading")) out.reading = text(object, "reading");
    const auto valid_from = LocalDate::parse(text(object, "valid_from"));
    if (!valid_from) throw Malformed{"valid_from", "must be a date"};
    out.valid_from = *valid_from;
    const json::value* is_default = object.if_contains("default");
    out.is_default = is_default != nullptr && is_default->is_bool() && is_default->get_bool();
    for (const json::value& level : list(object, "levels")) {
        const json::object& entry = as_object(level, "levels");
        out.level_names.push_back(text(entry, "name"));
        out.level_explanations.push_back(text(entry, "explanation"));
    }
    out.online_from = number(object, "online_from");
    if (out.level_names.size() < 2 || out.online_from < 1 || out.online_from > out.top())
        throw Malformed{"online_from", "must be one of the levels"};
    for (const json::value& criterion : list(object, "criteria"))
        out.criteria.push_back(read_criterion(as_object(criterion, "criteria"), out.top()));
    for (const Criterion& criterion : out.criteria)
        for (const std::string& id : criterion.implied_by)
            if (out.find(id) == nullptr) throw Malformed{"implied_by", "unknown criterion: " + id};
    if (out.criteria.empty() || out.criteria.size() > 32)
        throw Malformed{"criteria", "a model has 1 to 32 criteria"};
    return out;
}

}  // namespace

Result<MaturityModel> parse_model(std::string_view json_text) {
    boost::system::error_code failure;
    const json::value value = json::parse(json_text, failure);
    if (failure || !value.is_object()) return fail("model.malformed", "not a JSON object");
    try {
        return read_model(value.get_object());
    } catch (const Malformed& malformed) {
        return fail({"model.malformed", malformed.what, malformed.field, 0, {}, {}});
    }
}

Models load_models() {
    Models out;
    for (const embedded::File& file : embedded::readiness_models) {
        auto model = parse_model(file.content);
        if (!model)
            throw std::runtime_error(fmt::format("maturity model {}: {} {}", file.name,
                                                 model.error().field, model.error().what));
        out.push_back(std::make_shared<const MaturityModel>(std::move(*model)));
    }
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) {
        return std::pair{a->valid_from, a->id} < std::pair{b->valid_from, b->id};
    });
    return out;
}

std::shared_ptr<const MaturityModel> choose_model(const Models& models, std::string_view id,
                                                  LocalDate on) {
    std::shared_ptr<const MaturityModel> chosen;
    for (const auto& model : models) {
        if (!id.empty()) {
            if (model->id == id) return model;
            continue;
        }
        if (!model->is_default) continue;
        if (!chosen || model->valid_from <= on) chosen = model;
    }
    return chosen;
}

}  // namespace kommod::readiness
