// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "catalogue/own_import.h"

#include <algorithm>

#include "base/text.h"

namespace kommod::catalogue {
namespace {

// Checks that what a record refers to exists; answers with the first reference that does not.
class References {
  public:
    explicit References(const Merge& merge) : merge_(merge) {}

    std::optional<Error> check(const Record& record) {
        missing_.reset();
        std::visit([this](const auto& value) { look(value); }, record);
        return missing_;
    }

  private:
    void look(const Header&) {}
    void look(const Act&) {}
    void look(const OfficeKind&) {}
    void look(const Subject&) {}
    void look(const Synonym&) {}
    void look(const LifeEvent& event) {
        need<Subject>("subject", event.subject, "Dieses Themenfeld kennt der Katalog nicht.");
    }
    void look(const BundleRecord& bundle) {
        need<LifeEvent>("life_event", bundle.life_event, "Diese Lage kennt der Katalog nicht.");
        look_office(bundle.office);
    }
    void look(const ServiceRecord& service) {
        need<BundleRecord>("bundle", service.bundle,
                           "Dieses Leistungsbündel kennt der Katalog nicht.");
        look_details(service.details);
    }
    void look(const Supplement& supplement) {
        need<ServiceRecord>("key", supplement.key,
                            "Zu dieser Leistung gibt es im Katalog nichts zu ergänzen.");
        look_details(supplement.details);
    }
    void look_details(const ServiceDetails& details) {
        if (details.act && !details.act->empty())
            need<Act>("act", *details.act, "Diese Verrichtungsart kennt der Katalog nicht.");
        look_office(details.office.value_or(""));
    }
    void look_office(const std::string& office) {
        if (!office.empty())
            need<OfficeKind>("office", office, "Diese Art von Amt kennt der Katalog nicht.");
    }

    template <class T>
    void need(std::string_view field, const std::string& id, std::string reason) {
        if (missing_ || merge_.find<T>(id)) return;
        missing_ = Error{"catalogue.dangling", std::move(reason), std::string{field}, 0, id,
                         nearest<T>(id)};
    }
    template <class T>
    std::string nearest(const std::string& id) const {
        constexpr int closest = 3;
        std::string best;
        int distance = closest;
        merge_.each<T>([&](const T& known) {
            const Record record{known};  // id_of() answers with a reference into it
            const std::string& candidate = id_of(record);
            const int away = text::edit_distance(id, candidate, closest);
            if (away < distance) {
                distance = away;
                best = candidate;
            }
        });
        return best;
    }

    const Merge& merge_;
    std::optional<Error> missing_;
};

}  // namespace

void merge_document(const Document& document, Merge& merge) {
    for (const auto& error : document.rejected)
        merge.reject(error);
    // One that says nothing is what the export writes where there is none.
    if (!document.header.supplement && document.header != Header{}) merge.add(document.header);
    std::vector<const Line*> lines;
    for (const auto& line : document.records)
        lines.push_back(&line);
    // The kinds of Record stand in the order in which one may rest on another.
    std::ranges::stable_sort(lines, {}, [](const Line* line) { return line->record.index(); });
    References references{merge};
    for (const Line* line : lines) {
        auto missing = references.check(line->record);
        if (missing) {
            missing->line = line->line;
            merge.reject(*missing);
        } else {
            merge.accept(line->line, line->record);
        }
    }
}

}  // namespace kommod::catalogue
