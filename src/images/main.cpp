// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "images/sandbox.h"

int main() {
    kommod::images::be_child();
}
