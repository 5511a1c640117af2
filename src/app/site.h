// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// All pages of an installation behind one server.
#pragma once

#include "app/house.h"
#include "authoring/console_pages.h"
#include "cases/apply_pages.h"
#include "cases/console_pages.h"
#include "catalogue/console_pages.h"
#include "files/reception.h"
#include "geo/pages.h"
#include "html/page.h"
#include "http/server.h"
#include "images/sandbox.h"
#include "portal/console.h"
#include "portal/portal.h"
#include "steering/console_pages.h"

namespace kommod::app {

class Site {
  public:
    // Loads the templates and collects the routes of all rooms; nothing listens yet.
    Site(House& house, images::Sandbox& images, const files::Scanner& scanner);
    Site(const Site&) = delete;
    Site& operator=(const Site&) = delete;

    http::Server& server() { return server_; }

  private:
    http::Router routes();

    House& house_;
    const html::Renderer renderer_;
    const portal::Deps portal_;
    const portal::Console portal_console_;
    catalogue::CheckedFiles checked_files_;
    const catalogue::Console catalogue_console_;
    const steering::Console steering_console_;
    const files::Reception reception_;
    const geo::Deps maps_;
    const cases::Deps applying_;
    const cases::Console application_console_;
    packages::Life life_;
    const authoring::Console authoring_console_;
    http::Server server_;
};

}  // namespace kommod::app
