// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Staff walk the citizens' way through a version, published or not: the same pages, the same
// checks, and at the end nothing is sent. Who reached the end has done the task "preview".
#pragma once

#include <string>

#include "cases/drafts.h"
#include "http/message.h"
#include "municipalities/municipality.h"
#include "packages/package.h"

namespace kommod::cases {

// Begins a walk on the municipality's portal and leads there. The version has to be one that
// packages::Store::version() finds in its namespace.
http::Response begin_trial(store::Namespace& records, const municipalities::Municipality& town,
                           const packages::ServicePackage& package, const http::Request& request,
                           std::string_view staff_account);

// What a declared case of the package's tests says of these answers: {"answers", "expect": {"path",
// "complete", "computed", "fees"}}.
json::object declared_case(const packages::ServicePackage& package, const json::object& answers,
                           const forms::Inputs& inputs, const forms::Evaluation& evaluation);

}  // namespace kommod::cases
