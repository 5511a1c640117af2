// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The service manager's console of the catalogue, of the association or of one municipality:
// synonyms, searches without a hit, export and import.
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalogue/search.h"
#include "catalogue/store.h"
#include "html/page.h"
#include "http/router.h"
#include "municipalities/store.h"
#include "staff/workplace.h"

namespace kommod::catalogue {

// A file that was checked and waits to be taken, one for each session and only for a while. It is
// gone after a restart: then the file is chosen again.
class CheckedFiles {
  public:
    struct File {
        http::Upload upload;
        std::string place;  // the namespace it was checked against
        Instant since;
    };
    void keep(const std::string& session, File file);
    // The file of that session and place, when it is not too old; it is no longer kept then.
    std::optional<http::Upload> take(const std::string& session, std::string_view place,
                                     Instant now);

  private:
    std::mutex mutex_;
    std::map<std::string, File> files_;  // by session
};

struct Console {
    Store& catalogue;
    Search& search;
    municipalities::Store& municipalities;
    const html::Renderer& renderer;
    const staff::Gate& gate;
    CheckedFiles& checked;
};

void add_console_pages(http::Router& router, const Console& console);
// What the start page of the console links to.
std::vector<staff::Tile> console_tiles();

// A page of the catalogue's console at a place; see staff::workplace_route().
struct Desk : staff::Workplace {
    const Console& console;
};
using DeskPage = std::function<http::Response(const http::Request&, const Desk&)>;
http::Route desk_route(const Console& console, http::Method method, std::string_view path,
                       DeskPage page);

http::Response show(const http::Request& request, const Desk& desk, std::string_view template_name,
                    std::string_view title, json::object view, int status = 200);

// By topic; add_console_pages() calls them.
void add_synonym_console(http::Router& router, const Console& console);
void add_import_console(http::Router& router, const Console& console);

}  // namespace kommod::catalogue
