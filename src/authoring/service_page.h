// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// One service of a place, as its pages know it. Inside of the room.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "authoring/console_pages.h"

namespace kommod::authoring {

struct Opened {
    std::string id;
    std::vector<packages::PublishedVersion> versions;        // newest first
    std::shared_ptr<const packages::ServicePackage> newest;  // of these
    packages::Offer offer;
    std::optional<municipalities::Municipality> town;  // none in the association

    std::string title() const { return std::string{newest->text("de", "service.title")}; }
};
// The service of the address; nothing when the place can offer none of that name.
std::optional<Opened> open_service(const http::Request& request, const Desk& desk);

using ServicePage = std::function<http::Response(const http::Request&, const Desk&, const Opened&)>;
// A page below "/dienst/{paket}". Those for towns are not there in the association.
enum class For { everyone, towns };
http::Route service_route(const Console& console, http::Method method, std::string_view path,
                          For place, ServicePage page);

}  // namespace kommod::authoring
