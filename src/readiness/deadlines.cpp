// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "readiness/deadlines.h"

#include <algorithm>
#include <map>
#include <stdexcept>

#include <fmt/format.h>

#include "base/embedded.h"
#include "base/json.h"
#include "readiness/ways.h"

namespace kommod::embedded {
extern const std::span<const File> readiness_deadlines;
}

namespace kommod::readiness {
namespace {

// Thrown while a file is read and turned into an Error at the door.
struct Malformed {
    std::string field, what;
};

std::string text(const json::object& object, std::string_view name) {
    const json::value* value = object.if_contains(name);
    if (value == nullptr || !value->is_string() || value->get_string().empty())
        throw Malformed{std::string(name), "must be a text"};
    return std::string(value->get_string());
}

StatutoryDeadline read(const json::value& value) {
    if (!value.is_object()) throw Malformed{"", "a deadline is an object"};
    const json::object& object = value.get_object();
    StatutoryDeadline out;
    out.id = text(object, "id");
    out.name = text(object, "name");
    out.citation = text(object, "citation");
    out.explanation = text(object, "explanation");
    out.reading = text(object, "reading");
    out.model = text(object, "model");
    const auto day = LocalDate::parse(text(object, "day"));
    if (!day) throw Malformed{"day", "must be a date"};
    out.day = *day;
    const json::value* level = object.if_contains("level");
    if (level == nullptr || !level->is_int64() || level->get_int64() < 1)
        throw Malformed{"level", "must be a level from 1 on"};
    out.level = static_cast<int>(level->get_int64());
    const json::value* services = object.if_contains("services");
    if (services == nullptr || !services->is_array() || services->get_array().empty())
        throw Malformed{"services", "must be a list of selectors"};
    for (const json::value& selector : services->get_array()) {
        if (!selector.is_string() || !check_selector(selector.get_string()))
            throw Malformed{"services", "unknown selector"};
        out.services.emplace_back(selector.get_string());
    }
    return out;
}

std::vector<Debtor> debtors_of(const Picture& picture, const std::vector<std::uint32_t>& services) {
    std::map<std::string, Debtor> found;
    for (const std::uint32_t service : services) {
        const Ways how = ways(picture, service);
        for (const std::string& owner : how.must_act) {
            Debtor& debtor = found[owner];
            debtor.owner = owner;
            debtor.services.push_back(service);
            if (how.must_act.size() == 1) ++debtor.alone;
        }
    }
    std::vector<Debtor> out;
    for (auto& [owner, debtor] : found)
        out.push_back(std::move(debtor));
    std::stable_sort(out.begin(), out.end(), [](const Debtor& a, const Debtor& b) {
        return a.services.size() > b.services.size();
    });
    return out;
}

}  // namespace

Result<StatutoryDeadlines> parse_deadlines(std::string_view json_text) {
    boost::system::error_code failure;
    const json::value value = json::parse(json_text, failure);
    if (failure || !value.is_array()) return fail("deadlines.malformed", "not a JSON list");
    StatutoryDeadlines out;
    try {
        for (const json::value& each : value.get_array())
            out.push_back(read(each));
    } catch (const Malformed& malformed) {
        return fail({"deadlines.malformed", malformed.what, malformed.field, 0, {}, {}});
    }
    std::stable_sort(out.begin(), out.end(),
                     [](const auto& a, const auto& b) { return a.day < b.day; });
    return out;
}

StatutoryDeadlines load_deadlines() {
    StatutoryDeadlines out;
    for (const embedded::File& file : embedded::readiness_deadlines) {
        auto read_ones = parse_deadlines(file.content);
        if (!read_ones)
            throw std::runtime_error(fmt::format("deadlines {}: {} {}", file.name,
                                                 read_ones.error().field, read_ones.error().what));
        out.insert(out.end(), read_ones->begin(), read_ones->end());
    }
    return out;
}

int DeadlineStanding::percent() const {
    return demanded.empty() ? 100 : static_cast<int>(reached.size() * 100 / demanded.size());
}

DeadlineStanding standing(const Picture& picture, const StatutoryDeadline& deadline) {
    DeadlineStanding out;
    out.demanded = select(*picture.catalogue, deadline.services);
    for (const std::uint32_t service : out.demanded)
        (picture.services[service].level >= deadline.level ? out.reached : out.missed)
            .push_back(service);
    out.debtors = debtors_of(picture, out.missed);
    return out;
}

}  // namespace kommod::readiness
