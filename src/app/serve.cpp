// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "app/serve.h"

#include <iostream>
#include <stdexcept>

#include <fmt/format.h>

#include "app/background.h"
#include "app/metrics_server.h"
#include "app/site.h"
#include "base/log.h"
#include "files/scanner.h"
#include "municipalities/texts.h"

namespace kommod::app {
namespace {

void warn_about_missing_texts(House& house) {
    for (const auto& town : municipalities::owing_texts(house.municipalities())) {
        const auto missing = municipalities::missing_texts(house.municipalities(), town.ags);
        if (!missing.empty())
            log::warning("texts.missing", {{"municipality", town.ags},
                                           {"count", static_cast<std::int64_t>(missing.size())}});
    }
}

void listen(http::Server& server, const Settings& settings) {
    try {
        server.start();
    } catch (const std::exception& error) {
        throw std::runtime_error(fmt::format(
            "Auf {} Port {} kann Kommod nicht hören ({}). Läuft dort schon etwas? Einen "
            "anderen Port wählt --port.",
            settings.address, settings.port, error.what()));
    }
}

void greet(const House& house, const http::Server& server, const std::string& logins) {
    const auto& address = house.settings().address;
    const bool bracketed = address.find(':') != std::string::npos;
    std::cout << "\nKommod läuft: http://" << (bracketed ? "[" + address + "]" : address) << ":"
              << server.port() << "/\n";
    if (!logins.empty()) std::cout << "\n" << logins << "\n";
    std::cout << "\nBeenden mit Strg+C.\n" << std::flush;
}

}  // namespace

int serve(House& house, const ServeOptions& options, const StopSignals& signals) {
    if (options.demonstration) house.load_demonstration();
    warn_about_missing_texts(house);

    images::Sandbox images;
    const files::Scanner scanner{house.settings().clamd};
    Site site{house, images, scanner};
    auto& server = site.server();
    listen(server, house.settings());
    const auto metrics = start_metrics_server(house);
    const auto background = start_background(house);
    greet(house, server, house.demonstration_logins());

    const int signal = signals.wait();
    log::info("server.stopping", {{"signal", std::int64_t{signal}}});
    server.stop();
    return 0;
}

}  // namespace kommod::app
