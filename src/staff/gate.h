// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Who stands before a handler of the console, and what may be done there. Every console of every
// room asks here, for every object, on every request:
//
//   const auto current = gate.require(request, staff::Permission::edit_texts, ags);
//   if (!current) return staff::refusal(renderer, request, current.error());
//
// A deactivated account, a revoked grant or a taken role therefore ends with the next click.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "audit/audit.h"
#include "base/error.h"
#include "base/json.h"
#include "html/page.h"
#include "http/message.h"
#include "municipalities/store.h"
#include "staff/permissions.h"
#include "store/database.h"

namespace kommod::staff {

struct Current {
    Staff staff;
    std::string session_id;
    audit::Actor actor() const { return {audit::ActorKind::staff, staff.id}; }
};

// A place in which somebody may do something: the association, or a municipality.
struct Place {
    std::string name_space;
    std::string ags;  // empty for the association
    std::string name;
};
// How a place is called in addresses, forms and file names: its AGS, or "verbund".
std::string place_id(const Place& place);

class Gate {
  public:
    Gate(store::Database& database, municipalities::Store& municipalities);

    // The person behind the session, without grants. Keys: "staff.no_session" (none, or only half
    // of one), "staff.refused" (deactivated; a demonstration account from elsewhere).
    Result<Current> current(const http::Request& request) const;
    // The same, when she may do that in this municipality (empty `ags`: in the association) today;
    // "staff.refused" otherwise, also for an unknown municipality. Holds the grants of that place.
    Result<Current> require(const http::Request& request, Permission permission,
                            std::string_view ags) const;
    // All places in which she may, the association first, then municipalities by name.
    std::vector<Place> places(const Staff& staff, Permission permission, LocalDate today) const;
    // Whether she may do anything of it anywhere.
    bool may_anywhere(const Staff& staff, Permission permission, LocalDate today) const;

  private:
    Staff with_grants(Staff staff, std::string_view place) const;

    store::Database& database_;
    municipalities::Store& municipalities_;
};

// The answer to a refused request: the log-in page for who has no session, 403 for the rest.
http::Response refusal(const html::Renderer& renderer, const http::Request& request,
                       const Error& error);
// The log-in page that leads back to what was asked for, and says when a session was over
// (http::Hooks::login_address).
std::string login_address(const http::Request& request);
// A place within the console to go on to after the log-in; "/verwaltung" for anything else, above
// all for another host.
std::string safe_target(std::string_view wanted);

}  // namespace kommod::staff
