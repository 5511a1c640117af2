// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "store/engine.h"

namespace kommod::store {

std::unique_ptr<Storage> open_postgresql(const Settings&) {
    throw DatabaseError(DatabaseError::Kind::connection, "PostgreSQL is not supported yet");
}

}  // namespace kommod::store
