// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include <string_view>

#include "images/sandbox.h"

int main(int count, char** arguments) {
    using namespace kommod::images;
    be_child(count > 1 && std::string_view{arguments[1]} == photo_argument ? Work::photo
                                                                           : Work::logo);
}
