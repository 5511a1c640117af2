// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "portal/store.h"

#include "base/ids.h"
#include "mail/mail.h"

namespace kommod::embedded {
extern const std::span<const File> portal_schema;
}

namespace kommod::portal {
namespace {

using store::Statement;
using store::to_value;

constexpr Statement insert_feedback{
    "portal.insert_feedback",
    "INSERT INTO feedback (id, received_at, delete_on, page, message, reply_to) "
    "VALUES ($1, $2, $3, $4, $5, $6)",
    store::Effect::books};
constexpr Statement delete_feedback{
    "portal.delete_feedback", "DELETE FROM feedback WHERE delete_on < $1", store::Effect::books};

// Long enough to mend the barrier and to answer the supervisory body, not longer.
constexpr int months_kept = 6;

}  // namespace

store::Migrations migrations() {
    return {"portal", embedded::portal_schema, store::Migrations::Scope::municipality};
}

std::string keep_feedback(store::Namespace& municipality, const Feedback& feedback,
                          std::string_view municipality_name, std::string_view recipient,
                          Instant now) {
    const std::string id = new_id(now);
    municipality.write([&](store::WriteSession& session) {
        session.execute(insert_feedback,
                        {id, to_value(now), to_value(now.local_date().plus_months(months_kept)),
                         feedback.page, feedback.message, to_value(feedback.reply_to)});
        if (recipient.empty()) return;
        mail::enqueue(
            session,
            {.to = std::string{recipient},
             .subject = "Gemeldete Barriere – Serviceportal " + std::string{municipality_name},
             .text = "Eine Besucherin oder ein Besucher hat eine Barriere gemeldet.\n\nSeite: " +
                     feedback.page + "\n\n" + feedback.message + "\n\nVorgang: " + id + "\n",
             .reply_to = feedback.reply_to.value_or("")},
            "feedback:" + id);
    });
    return id;
}

std::int64_t delete_old_feedback(store::Namespace& municipality, LocalDate today) {
    return municipality.write([&](store::WriteSession& session) {
        return session.execute_counted(delete_feedback, {to_value(today)});
    });
}

}  // namespace kommod::portal
