// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "base/ids.h"
#include "store/database.h"

namespace kommod::store {
namespace {

constexpr Statement add_message{
    "store.outbox.add",
    "INSERT INTO outbox (id, topic, key, payload, state, due_at, attempts, changed_at, last_error)"
    " VALUES ($1, $2, $3, $4, 'waiting', $5, 0, $5, '') ON CONFLICT (topic, key) DO NOTHING"};

}  // namespace

void WriteSession::enqueue(const OutboxMessage& message) {
    execute(add_message, {new_id(message.not_before), message.topic, message.key, message.payload,
                          to_value(message.not_before)});
}

}  // namespace kommod::store
