// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Who offers services: the association, its district, its municipalities, and their offices.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "store/database.h"

namespace kommod::municipalities {

// Official municipality key, 8 digits (Amtlicher Gemeindeschlüssel); a district has 5.
class Ags {
  public:
    static Result<Ags> parse(std::string_view text);
    const std::string& str() const { return text_; }
    auto operator<=>(const Ags&) const = default;

  private:
    explicit Ags(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

enum class Kind { municipality, district };

struct Municipality {
    std::string ags;            // 8 digits, or 5 for a district
    std::string ars;            // 12 digits
    std::string name;           // "Coesfeld"
    std::string official_name;  // "Coesfeld, Stadt"
    std::string slug;           // "coesfeld": first path segment
    std::string host;           // own host name, when it has one
    Kind kind = Kind::municipality;
    std::string district_ags;  // 5 digits
    std::string district_name;
    std::int64_t inhabitants = 0;
    double area_km2 = 0;
    std::string postcode;
    bool active = false;   // has a portal here (a member of the association)
    bool example = false;  // its facts are invented for the demonstration
    std::string name_space() const { return store::municipality_namespace(ags); }
};

struct Office {
    std::string id;      // of the catalogue's office kind where it stands for one ("buergerbuero")
    std::string parent;  // office id, empty at the top
    std::string name, street, postcode, town, phone, email, url;
    std::string opening_hours;  // lines "Mo-Fr 08:00-12:00"
    bool district = false;      // an office of the district, shown on the town's pages
};

}  // namespace kommod::municipalities
