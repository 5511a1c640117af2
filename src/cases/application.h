// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// An application (Antrag) as it was sent: what the citizen said, under which version of which
// service, and what follows by itself. The inbox and decisions work on the same record.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "base/json.h"
#include "base/money.h"

namespace kommod::cases {

struct ApplicationFee {
    std::string id, per, citation;
    Cents amount;
};

// A file that came with it; the bytes are kept by room `files` under `file_id`.
struct Attachment {
    std::string path;  // of the field: "nachweis.0"
    std::string file_id, name, kind;
    std::uint64_t size = 0;
};

struct Application {
    enum class State { submitted, withdrawn };
    std::string id;         // never guessable, never shown
    std::string reference;  // what people say on the phone: see reference.h
    std::string package_id, package_version, package_hash;
    std::string title;  // of the service, as the citizen read it
    std::string language;
    Instant submitted_at;
    json::object answers;  // forms::to_json of what was asked and answered
    json::object computed;
    json::object parameters;  // of the municipality, as they stood
    json::array changed;      // paths of prefilled answers that the citizen changed
    std::vector<ApplicationFee> fees;
    std::vector<Attachment> attachments;
    std::vector<std::string> outstanding;  // paths of files that will be handed in later
    std::optional<std::string> email;      // where the confirmation went, when one was wanted
    std::string office;                    // id of the municipality's office in charge
    State state = State::submitted;
    std::optional<Instant> withdrawn_at;
    LocalDate delete_on;
};

}  // namespace kommod::cases
