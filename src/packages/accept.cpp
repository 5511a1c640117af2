// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "packages/accept.h"

#include <algorithm>

namespace kommod::packages {
namespace {

tl::unexpected<NotAccepted> refused(std::string sentence, forms::Problems problems = {}) {
    return tl::unexpected{NotAccepted{std::move(sentence), std::move(problems)}};
}

std::string sentence_of(const Error& error) {
    return error.value.empty() ? error.what : error.value + ": " + error.what;
}

}  // namespace

tl::expected<Accepted, NotAccepted> accept_archive(std::string_view bytes,
                                                   std::span<const std::string> trusted) {
    const auto archive = read_archive(bytes);
    if (!archive) return refused(sentence_of(archive.error()));
    if (!trusted.empty() && !archive->signature)
        return refused(
            "Niemand hat dieses Paket unterschrieben. Bitten Sie den Anbieter um ein "
            "unterschriebenes Archiv.");
    if (!trusted.empty() &&
        std::ranges::find(trusted, archive->signature->public_key) == trusted.end())
        return refused("Dem Schlüssel " + archive->signature->public_key +
                       ", mit dem dieses Paket unterschrieben ist, wird hier nicht vertraut.");
    auto checked = check(archive->files);
    if (!checked.package) return refused("Das Paket hat Fehler.", std::move(checked.problems));
    if (auto differences = run_cases(*checked.package); !differences.empty())
        return refused("Testfälle des Pakets gehen anders aus als angegeben.",
                       std::move(differences));
    if (checked.package->hash != archive->hash)
        return refused("Die Prüfsumme des Pakets ist eine andere als im Verzeichnis des Archivs.");
    return Accepted{checked.package, archive->signature};
}

}  // namespace kommod::packages
