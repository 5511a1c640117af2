// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "steering/demonstration.h"

#include <stdexcept>

#include "base/embedded.h"
#include "steering/cases.h"
#include "store/database.h"

namespace kommod::embedded {
extern const std::span<const File> steering_demonstration;
}

namespace kommod::steering {

void load_demonstration(catalogue::Store& catalogue, LocalDate today) {
    for (const embedded::File& file : embedded::steering_demonstration) {
        const std::string_view ags = file.name.substr(0, file.name.find('.'));
        const std::string name_space = store::municipality_namespace(ags);
        const CaseFile read = read_cases(file.content, *catalogue.snapshot(name_space, today));
        if (!read.rejected.empty())
            throw std::logic_error("demonstration/cases/" + std::string(file.name) + ": " +
                                   read.rejected.front().value);
        catalogue.update(name_space, [&](const catalogue::Records& own) {
            return own.supplements.empty() ? supplements(own, read.numbers)
                                           : std::vector<catalogue::Record>{};
        });
    }
}

}  // namespace kommod::steering
