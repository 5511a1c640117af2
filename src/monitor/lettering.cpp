// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "monitor/lettering.h"

#include <array>
#include <cstdint>
#include <utility>

#include "base/text.h"

namespace kommod::monitor {
namespace {

// Advance widths in thousandths of the size, U+0020 to U+007E; measured in Fira Sans of @fontsource
// 5 (OFL-1.1).
constexpr std::array<std::int16_t, 95> regular_widths{
    265, 241, 399, 518, 531, 826, 729, 219, 324, 324, 439, 499, 240, 403,  240, 520, 558, 433, 495,
    499, 532, 501, 533, 444, 551, 525, 240, 240, 500, 500, 500, 459, 1020, 573, 608, 560, 644, 535,
    491, 631, 680, 295, 305, 589, 498, 778, 683, 692, 581, 691, 605, 545,  517, 662, 556, 826, 540,
    550, 522, 322, 520, 322, 540, 520, 300, 544, 594, 478, 598, 545, 335,  520, 586, 282, 280, 512,
    293, 857, 586, 584, 594, 598, 386, 467, 361, 582, 492, 717, 485, 492,  437, 322, 403, 322, 488};
constexpr std::array<std::int16_t, 95> bold_widths{
    244, 241, 430, 547, 545, 851, 753, 234, 324, 324, 447, 523, 240, 406,  240, 520, 579, 456, 512,
    515, 557, 527, 556, 462, 574, 552, 240, 240, 514, 514, 514, 476, 1020, 586, 615, 571, 650, 528,
    488, 641, 669, 294, 314, 622, 509, 784, 668, 691, 595, 691, 614, 565,  534, 654, 567, 842, 571,
    583, 539, 323, 520, 323, 554, 520, 330, 547, 596, 478, 599, 551, 351,  544, 579, 282, 281, 542,
    296, 848, 579, 584, 596, 599, 397, 479, 380, 574, 508, 741, 505, 512,  454, 323, 383, 323, 508};
struct Extra {
    char32_t letter;
    std::int16_t regular, bold;
};
constexpr Extra extras[] = {
    {U'Ä', 573, 586}, {U'Ö', 692, 691}, {U'Ü', 662, 654}, {U'ä', 544, 547},     {U'ö', 584, 584},
    {U'ü', 582, 574}, {U'ß', 593, 603}, {U'–', 520, 520}, {U'·', 240, 240},     {U'§', 533, 546},
    {U'€', 576, 587}, {U'…', 738, 730}, {U'é', 545, 551}, {U'\u00a0', 265, 244}};
constexpr std::int16_t unknown_width = 600;

// The next code point; the text is known to be UTF-8 (it came through the catalogue's door).
char32_t next(std::string_view text, std::size_t& at) {
    const auto byte = static_cast<unsigned char>(text[at++]);
    if (byte < 0x80) return byte;
    const int more = byte >= 0xF0 ? 3 : byte >= 0xE0 ? 2 : 1;
    char32_t out = byte & (0x3FU >> more);
    for (int i = 0; i < more && at < text.size(); ++i)
        out = out << 6U | (static_cast<unsigned char>(text[at++]) & 0x3FU);
    return out;
}

std::int16_t width_of(char32_t letter, Weight weight) {
    const bool bold = weight == Weight::bold;
    if (letter >= 32 && letter < 127) return (bold ? bold_widths : regular_widths)[letter - 32];
    for (const Extra& extra : extras)
        if (extra.letter == letter) return bold ? extra.bold : extra.regular;
    return unknown_width;
}

// Second parts of the compounds in the catalogue's labels. A label that is parted badly gets its
// component here.
constexpr std::string_view components[] = {"wohnungssteuer",
                                           "anmeldung",
                                           "auskunft",
                                           "ausnahme",
                                           "ausweis",
                                           "beförderung",
                                           "berechtigung",
                                           "bescheid",
                                           "besitz",
                                           "beteiligung",
                                           "bürgerung",
                                           "entsorgung",
                                           "erlaubnis",
                                           "förderung",
                                           "führerschein",
                                           "genehmigung",
                                           "gesundheit",
                                           "gliederungshilfe",
                                           "handel",
                                           "heim",
                                           "hilfe",
                                           "hochschule",
                                           "kataster",
                                           "karte",
                                           "kennzeichen",
                                           "behinderung",
                                           "schließung",
                                           "nachzug",
                                           "dienst",
                                           "register",
                                           "amt",
                                           "anzeige",
                                           "kolleg",
                                           "kurs",
                                           "lehrpfad",
                                           "leitplanung",
                                           "melder",
                                           "mittel",
                                           "nutzung",
                                           "papiere",
                                           "pass",
                                           "recht",
                                           "richtwerte",
                                           "schule",
                                           "schutz",
                                           "sicherung",
                                           "steuer",
                                           "stoff",
                                           "untersuchung",
                                           "urkunde",
                                           "verzeichnis",
                                           "vorschuss",
                                           "zeugnis",
                                           "zulassung",
                                           "änderung"};

// Where a long word may be parted so that the first part fits: behind its own hyphen, or else
// before the longest component ("Wohn-berechtigung", not "Wohnbe-rechtigung"). 0 when nowhere good.
std::size_t good_break(std::string_view word, double width, double size) {
    const std::size_t hyphen = word.find('-');
    if (hyphen != std::string_view::npos && hyphen + 1 < word.size() &&
        text_width(word.substr(0, hyphen + 1), size) <= width)
        return hyphen + 1;
    std::size_t best = 0, longest = 0;
    for (const std::string_view component : components) {
        const std::size_t at = word.find(component);
        if (at == std::string_view::npos || at < 3 || component.size() <= longest) continue;
        if (text_width(std::string(word.substr(0, at)) + "-", size) > width) continue;
        best = at;
        longest = component.size();
    }
    return best;
}

std::size_t any_break(std::string_view word, double width, double size) {
    std::size_t at = 0, fits = 0;
    while (at < word.size()) {
        next(word, at);
        if (text_width(std::string(word.substr(0, at)) + "-", size) > width) break;
        fits = at;
    }
    return fits;
}

// Parts of a word, each fitting into the width; all but the last end with a hyphen.
std::vector<std::string> parts_of(std::string_view word, double width, double size) {
    std::vector<std::string> out;
    while (text_width(word, size) > width) {
        std::size_t at = good_break(word, width, size);
        if (at == 0) at = any_break(word, width, size);
        if (at == 0) break;
        const std::string head{word.substr(0, at)};
        out.push_back(head.ends_with('-') ? head : head + "-");
        word.remove_prefix(at);
    }
    out.emplace_back(word);
    return out;
}

}  // namespace

double text_width(std::string_view utf8, double size, Weight weight) {
    int sum = 0;
    for (std::size_t at = 0; at < utf8.size();)
        sum += width_of(next(utf8, at), weight);
    return sum * size / 1000;
}

std::vector<std::string> wrap(std::string_view label, double width, double size) {
    std::vector<std::string> lines;
    for (const std::string_view word : text::split(label, ' ')) {
        for (std::string& part : parts_of(word, width, size)) {
            const bool goes_on = lines.empty() || lines.back().ends_with('-');
            std::string joined = lines.empty() ? part : lines.back() + " " + part;
            if (!goes_on && text_width(joined, size) <= width)
                lines.back() = std::move(joined);
            else
                lines.push_back(std::move(part));
        }
    }
    return lines;
}

std::string shortened(std::string_view text, double width, double size, Weight weight) {
    if (text_width(text, size, weight) <= width) return std::string(text);
    std::size_t at = 0, fits = 0;
    while (at < text.size()) {
        next(text, at);
        if (text_width(std::string(text.substr(0, at)) + "…", size, weight) > width) break;
        fits = at;
    }
    return std::string(text::trim(text.substr(0, fits))) + "…";
}

}  // namespace kommod::monitor
