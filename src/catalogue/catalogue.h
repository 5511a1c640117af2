// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The catalogue: subject > life event > bundle > public service, as an immutable picture of one
// moment. Values that a service inherits from its bundle or its kind of act are resolved here,
// once.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "base/money.h"

namespace kommod::catalogue {

// LeiKa key: 99 + group(3) + object(3) + act(3) + detail(3), 14 digits; or "lokal:<id>" for what
// LeiKa lacks.
class ServiceKey {
  public:
    // Errors: "catalogue.bad_key" with a proposal when one can be guessed.
    static Result<ServiceKey> parse(std::string_view text);
    // "lokal:" and the slug of a name, for what LeiKa lacks; nothing when the name has no letters.
    static std::optional<ServiceKey> propose_local(std::string_view name);
    const std::string& str() const { return text_; }
    bool is_local() const { return text_.starts_with("lokal:"); }
    auto operator<=>(const ServiceKey&) const = default;

  private:
    explicit ServiceKey(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

enum class Level { federal, state, district, municipality };  // Bund, Land, Kreis, Kommune
std::string_view to_id(Level level);                          // "bund", "land", "kreis", "kommune"
Result<Level> level_from_id(std::string_view id);

struct Subject {
    std::string id, name;
    int order = 0;

    bool operator==(const Subject&) const = default;
};
struct LifeEvent {
    std::string id, subject, name;
    int order = 0;

    bool operator==(const LifeEvent&) const = default;
};
// Kind of act (information, certificate, permit ...) with the requirement profile of its services.
struct Act {
    std::string id, name;
    std::vector<std::string> criteria;  // of the maturity model
    std::vector<std::string> blocks;    // of the frozen list

    bool operator==(const Act&) const = default;
};
// A kind of office in the catalogue ("Bürgerbüro"); a municipality's real office is in
// `municipalities`.
struct OfficeKind {
    std::string id, name;
    Level level = Level::municipality;

    bool operator==(const OfficeKind&) const = default;
};

struct Fee {
    std::string name;
    std::optional<Cents> amount;       // fixed
    std::optional<Cents> from, until;  // a range
    std::string legal_basis;
    LocalDate valid_from;                  // 1 January 1970 when nobody said
    std::optional<LocalDate> valid_until;  // the last day

    bool operator==(const Fee&) const = default;
};

// A time limit (XZuFi `modulFrist`): a duration or a fixed period, and what it means in words.
struct Deadline {
    std::string type;  // code of the XZuFi list, "001" ... "009"; empty when not given
    std::optional<std::int64_t> amount, until_amount;
    std::string unit, until_unit;  // JAHR MONAT WOCHE TAG WERKTAG ARBEITSTAG STUNDE MINUTE SEKUNDE
    std::optional<LocalDate> from, until;
    std::string description;  // German

    bool operator==(const Deadline&) const = default;
};

struct Bundle {
    std::string id;                // the OZG id, "10092"
    std::vector<std::string> ozg;  // OZG ids gathered here
    std::string life_event, subject, name, label;
    int order = 0;  // place of the house in the picture; frozen
    Level level = Level::municipality;
    std::string office;  // OfficeKind
    bool sdg = false;
    bool offered = true;                  // false: known to the catalogue, not offered by this town
    std::vector<std::uint32_t> services;  // indexes into Catalogue::services()
};

struct PublicService {
    std::string key;
    std::string bundle;  // id
    std::uint32_t bundle_index = 0;
    std::string name;
    std::string type;  // LeiKa: "2/3", "4", "5" ...
    std::string act;   // Act id
    Level level = Level::municipality;
    std::string office;
    std::vector<std::string> legal_basis;
    std::vector<std::string> addressees;  // "citizen", "business", "administration"
    std::string trust;                    // "", "low", "substantial", "high"
    bool sdg = false;
    bool offered = true;  // false: known to the catalogue, not offered by this town
    std::vector<std::string>
        criteria;  // required ones, resolved from act, bundle and own overrides
    std::vector<std::string> blocks;
    std::vector<std::string> evidence;
    std::optional<bool> fee_charged;  // what is known when no amount is
    std::vector<Fee> fees;
    std::vector<Deadline> deadlines;
    std::optional<std::int64_t> cases_per_year;
    LocalDate valid_from{1970, 1, 1};
    std::optional<LocalDate> valid_until;
    // Texts by language and module: texts["de"]["02"]; modules are the XZuFi codes (02 name, 05
    // short text, 06 full text, 08 evidence, 09 conditions, 11 procedure, "fristen", "kosten",
    // "bearbeitungsdauer" ...).
    std::map<std::string, std::map<std::string, std::string>> texts;
};

class Catalogue {
  public:
    const std::vector<Subject>& subjects() const { return subjects_; }
    const std::vector<LifeEvent>& life_events() const { return life_events_; }
    const std::vector<Act>& acts() const { return acts_; }
    const std::vector<OfficeKind>& offices() const { return offices_; }
    const std::vector<Bundle>& bundles() const { return bundles_; }           // by `order`
    const std::vector<PublicService>& services() const { return services_; }  // by bundle, then key

    const PublicService* find(std::string_view key) const;
    const Bundle* find_bundle(std::string_view id) const;
    const Subject* find_subject(std::string_view id) const;
    const LifeEvent* find_life_event(std::string_view id) const;
    const OfficeKind* find_office(std::string_view id) const;
    const Act* find_act(std::string_view id) const;

  private:
    friend class CatalogueBuilder;
    std::vector<Subject> subjects_;
    std::vector<LifeEvent> life_events_;
    std::vector<Act> acts_;
    std::vector<OfficeKind> offices_;
    std::vector<Bundle> bundles_;
    std::vector<PublicService> services_;
    std::unordered_map<std::string, std::uint32_t> service_index_, bundle_index_;
};

}  // namespace kommod::catalogue
