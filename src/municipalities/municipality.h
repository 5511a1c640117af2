// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Who offers services: the association, its district, its municipalities, and their offices.
#pragma once

#include <cstdint>
#include <functional>
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
    // Error "municipalities.bad_ags", with a proposal where the digits are all there: a leading
    // zero that a spreadsheet dropped, spaces between the parts, a regional key (ARS) instead.
    static Result<Ags> parse(std::string_view text);
    const std::string& str() const { return text_; }
    bool is_district() const { return text_.size() == 5; }
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
    bool operator==(const Municipality&) const = default;
};

struct Office {
    std::string id;      // of the catalogue's office kind where it stands for one ("buergerbuero")
    std::string parent;  // office id, empty at the top
    std::string name, street, postcode, town, phone, email, url;
    std::string opening_hours;  // lines "Mo-Fr 08:00-12:00"
    bool district = false;      // an office of the district, shown on the town's pages
    bool operator==(const Office&) const = default;
};

// A text of the portal in one language, as Markdown.
struct Text {
    std::string id, language, content;
};

// The coat of arms or logo in the header of the portal; its content is PNG of our own making.
struct Logo {
    std::string hash;  // of the content: its address changes with it
    std::string alt;   // what is to be seen, for who does not see it
    std::int64_t width = 0, height = 0;
    bool operator==(const Logo&) const = default;
};

// "Coesfeld, Stadt" -> "Coesfeld": what people call it.
std::string common_name(std::string_view official_name);
// As it calls itself in a sentence: "Coesfeld, Stadt" -> "Stadt Coesfeld"; what has no designation
// in the register of municipalities is a "Gemeinde" (§ 4, § 13 GO NRW).
std::string spoken_name(const Municipality& municipality);

// First path segments that belong to the site itself; a municipality cannot be called so.
bool is_reserved_slug(std::string_view slug);
// A slug as someone chose it: a-z, 0-9 and single hyphens inside, not reserved.
// Errors: "municipalities.bad_slug" (with a proposal), "municipalities.reserved_slug".
Result<std::string> parse_slug(std::string_view text);
// The address for a municipality that has none yet: its name; where that is reserved or taken, the
// name with the district's; else with its AGS.
std::string free_slug(const Municipality& municipality,
                      const std::function<bool(std::string_view)>& taken);
// A host name in lower case without port; empty stays empty. Error: "municipalities.bad_host".
Result<std::string> parse_host(std::string_view text);

}  // namespace kommod::municipalities
