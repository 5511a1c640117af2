// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "app/background.h"

#include <fstream>

#include "audit/store.h"
#include "base/log.h"
#include "base/text.h"
#include "mail/mail.h"
#include "mail/smtp.h"
#include "portal/store.h"

namespace kommod::app {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

std::string first_line(const std::filesystem::path& file) {
    std::string line;
    if (!file.empty()) {
        std::ifstream stream{file};
        std::getline(stream, line);
    }
    return line;
}

// Each municipality's namespace, one after the other.
template <class Work>
void in_every_town(House& house, Work work) {
    for (const auto& town : house.municipalities().active())
        if (auto* records = house.database().find(town.name_space())) work(*records);
}

void delete_old_feedback(House& house) {
    const LocalDate today = house.clock().today();
    in_every_town(house,
                  [&](store::Namespace& records) { portal::delete_old_feedback(records, today); });
}

void anchor_trails(House& house) {
    for (const auto& [name, error] : audit::exchange_anchors(house.database(), house.clock()))
        log::error("audit.broken", {{"namespace", name}, {"reason", error.key}});
}

}  // namespace

Background start_background(House& house) {
    Background background{std::make_unique<store::OutboxWorker>(house.database(), house.clock()),
                          std::make_unique<store::Jobs>(house.database(), house.clock())};
    const auto& settings = house.settings();
    if (!settings.mail_server.empty())
        background.outbox->handle(
            std::string{mail::topic},
            mail::deliverer({.server = settings.mail_server,
                             .from = settings.mail_from,
                             .user = settings.mail_user,
                             .password = first_line(settings.mail_password_file),
                             .start_tls = mail::usual_start_tls(settings.mail_server)},
                            house.clock()));
    auto* outbox = background.outbox.get();
    background.jobs->add(
        {"sessions.sweep", store::Every{minutes{10}}, [&house] { house.sessions().sweep(); }});
    background.jobs->add(
        {"outbox.sweep", store::DailyAt{hours{2}, minutes{30}}, [outbox] { outbox->sweep(); }});
    background.jobs->add(
        {"feedback.retention", store::DailyAt{hours{3}}, [&house] { delete_old_feedback(house); }});
    background.jobs->add(
        {"search.missed", store::Every{hours{1}}, [&house] { house.search().keep_missed(); }});
    background.jobs->add({"audit.anchor", store::DailyAt{hours{3}, minutes{30}},
                          [&house] { anchor_trails(house); }});
    background.outbox->start();
    background.jobs->start();
    return background;
}

}  // namespace kommod::app
