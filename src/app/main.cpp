// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "app/commands.h"

int main(int argc, char** argv) {
    return kommod::app::run_command(argc, argv);
}
