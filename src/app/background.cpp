// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "app/background.h"

#include <fstream>
#include <functional>

#include "app/sentences.h"
#include "audit/store.h"
#include "base/log.h"
#include "cases/drafts.h"
#include "cases/store.h"
#include "files/store.h"
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

// Throws a sentence when every mail would fail with these settings.
mail::Settings mail_settings(const Settings& settings) {
    mail::Settings out{.server = settings.mail_server,
                       .from = settings.mail_from,
                       .user = settings.mail_user,
                       .password = first_line(settings.mail_password_file),
                       .start_tls = mail::usual_start_tls(settings.mail_server)};
    if (const auto good = mail::check(out); !good) throw std::runtime_error(sentence(good.error()));
    return out;
}

// Also where the portal is switched off: what was sent is not kept longer for that.
void in_every_town(House& house, const std::function<void(store::Namespace&)>& work) {
    const auto towns = house.municipalities().all();
    for (const auto& town : *towns)
        if (auto* records = house.database().find(town.name_space())) work(*records);
}

void delete_old_feedback(House& house) {
    const LocalDate today = house.clock().today();
    in_every_town(house,
                  [&](store::Namespace& records) { portal::delete_old_feedback(records, today); });
}

void delete_due_applications(House& house) {
    const Instant now = house.clock().now();
    in_every_town(house, [&](store::Namespace& records) {
        cases::delete_expired_drafts(records, now.local_date());
        files::remove_unclaimed(records, now.plus(-std::chrono::days{1}));
        packages::delete_trials(records, now.local_date());
        cases::delete_due_applications(records, now.local_date(), now);
    });
}

void anchor_trails(House& house) {
    for (const auto& [name, error] : audit::exchange_anchors(house.database(), house.clock()))
        log::error("audit.broken", {{"namespace", name}, {"reason", error.key}});
}

}  // namespace

Background start_background(House& house) {
    store::OutboxSettings kept;
    kept.dead_payload_kept = std::chrono::days{house.settings().dead_letter_days};
    Background background{
        std::make_unique<store::OutboxWorker>(house.database(), house.clock(), kept),
        std::make_unique<store::Jobs>(house.database(), house.clock())};
    if (!house.settings().mail_server.empty())
        background.outbox->handle(std::string{mail::topic},
                                  mail::deliverer(mail_settings(house.settings()), house.clock()));
    auto* outbox = background.outbox.get();
    background.jobs->add(
        {"sessions.sweep", store::Every{minutes{10}}, [&house] { house.sessions().sweep(); }});
    background.jobs->add(
        {"staff.throttles", store::DailyAt{hours{2}}, [&house] { house.desk().log_in.sweep(); }});
    background.jobs->add(
        {"outbox.sweep", store::DailyAt{hours{2}, minutes{30}}, [outbox] { outbox->sweep(); }});
    background.jobs->add(
        {"feedback.retention", store::DailyAt{hours{3}}, [&house] { delete_old_feedback(house); }});
    background.jobs->add({"applications.retention", store::DailyAt{hours{3}, minutes{15}},
                          [&house] { delete_due_applications(house); }});
    background.jobs->add(
        {"search.missed", store::Every{hours{1}}, [&house] { house.search().keep_missed(); }});
    background.jobs->add({"audit.anchor", store::DailyAt{hours{3}, minutes{30}},
                          [&house] { anchor_trails(house); }});
    background.outbox->start();
    background.jobs->start();
    return background;
}

}  // namespace kommod::app
