// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What a change would do to the picture, before anybody records it: today, and on every coming day
// that the change speaks of.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "catalogue/catalogue.h"
#include "municipalities/municipality.h"
#include "readiness/store.h"

namespace kommod::steering {

struct DayEffect {
    LocalDate on;
    std::shared_ptr<const readiness::MaturityModel> model;
    std::vector<int> before, after;  // services per level, over all towns concerned
    int brighter = 0, darker = 0;
    // By the bundle's name: the services that change, each once.
    std::map<std::string, std::vector<std::string>> brighter_in, darker_in;
};
struct Effect {
    std::vector<DayEffect> days;  // today first
    int towns = 0;
    bool nothing = false;  // it stands there already, word for word
    // How the change will stand in roadmap and feed; nothing when it only takes back what was said
    // on the same day.
    std::optional<readiness::FactEvent> event;
};

// The days after `today` that one of the versions names, ascending, each once.
std::vector<LocalDate> coming_days(std::span<const readiness::FactVersion> versions,
                                   LocalDate today);

// Where a change is made and looked at.
struct Place {
    std::string name_space;
    std::vector<std::string> towns;  // AGS whose pictures it changes
};
Effect effect_of(readiness::Store& readiness, const Place& place,
                 const readiness::FactVersion& draft, LocalDate today);

// Services by the name of their bundle, in the catalogue's order.
using ServicesByBundle = std::vector<std::pair<std::string, std::vector<std::string>>>;
ServicesByBundle chosen_services(const catalogue::Catalogue& catalogue,
                                 const readiness::Selectors& selectors);

}  // namespace kommod::steering
