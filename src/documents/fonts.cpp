// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "documents/fonts.h"

#include <cerrno>
#include <span>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/embedded.h"

namespace kommod::embedded {
extern const std::span<const File> documents_fonts;
}

namespace kommod::documents {
namespace {

// Every family that a drawing may ask for ends at ours.
constexpr const char* rules = R"(<?xml version="1.0"?>
<fontconfig>
  <match target="pattern">
    <edit name="family" mode="append_last" binding="weak">
      <string>Fira Sans</string>
      <string>Noto Sans</string>
    </edit>
    <edit name="hinting" mode="assign"><bool>false</bool></edit>
  </match>
</fontconfig>)";

[[noreturn]] void broken(const char* what) {
    throw std::system_error(errno, std::generic_category(), what);
}

// Fontconfig and HarfBuzz want a path. A sealed file in memory has one (/proc/self/fd/N), needs no
// writable folder and is gone with the process; the descriptor stays open as long as that.
std::string path_in_memory(const embedded::File& font) {
    const int file = memfd_create(std::string(font.name).c_str(), MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (file < 0) broken("memfd_create for a typeface");
    std::string_view rest = font.content;
    while (!rest.empty()) {
        const ssize_t written = write(file, rest.data(), rest.size());
        if (written < 0 && errno != EINTR) broken("writing a typeface to memory");
        if (written > 0) rest.remove_prefix(static_cast<std::size_t>(written));
    }
    if (fcntl(file, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0)
        broken("sealing a typeface in memory");
    return "/proc/self/fd/" + std::to_string(file);
}

const FcChar8* fc(const char* text) {
    return reinterpret_cast<const FcChar8*>(text);
}

// The process's one configuration, made with the first document and never changed afterwards;
// Fontconfig reads it from any number of threads. It lives as long as the process: threads may
// still draw while it ends. It is also set as the current one, so that no library falls back to
// /etc/fonts behind our back.
FcConfig* configuration() {
    static FcConfig* const made = [] {
        Configuration config{FcConfigCreate()};
        if (!config || !FcConfigParseAndLoadFromMemory(config.get(), fc(rules), FcTrue))
            throw std::runtime_error("Fontconfig refuses the rules for the embedded typefaces");
        for (const embedded::File& font : embedded::documents_fonts)
            if (!FcConfigAppFontAddFile(config.get(), fc(path_in_memory(font).c_str())))
                throw std::runtime_error("Fontconfig cannot read " + std::string(font.name));
        FcConfigSetCurrent(config.get());
        return config.release();
    }();
    return made;
}

// Both weights of a family have the same letters.
const FcCharSet* letters_of(const char* family) {
    const FcFontSet* fonts = FcConfigGetFonts(configuration(), FcSetApplication);
    for (int i = 0; i < fonts->nfont; ++i) {
        FcChar8* name = nullptr;
        FcCharSet* letters = nullptr;
        if (FcPatternGetString(fonts->fonts[i], FC_FAMILY, 0, &name) == FcResultMatch &&
            FcStrCmp(name, fc(family)) == 0 &&
            FcPatternGetCharSet(fonts->fonts[i], FC_CHARSET, 0, &letters) == FcResultMatch)
            return letters;
    }
    throw std::runtime_error(std::string("no embedded typeface is called ") + family);
}

}  // namespace

Fonts::Fonts() {
    FcConfig* config =
        configuration();  // before Pango: its first font map asks Fontconfig to start
    map_.reset(pango_cairo_font_map_new());
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map_.get()), config);
    pango_cairo_font_map_set_default(PANGO_CAIRO_FONT_MAP(map_.get()));
}

Fonts::~Fonts() {
    pango_cairo_font_map_set_default(nullptr);
}

Object<PangoContext> Fonts::context(std::string_view language) const {
    Object<PangoContext> context{pango_font_map_create_context(map_.get())};
    const std::unique_ptr<cairo_font_options_t, Freed<cairo_font_options_destroy>> options{
        cairo_font_options_create()};
    cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context.get(), options.get());
    pango_cairo_context_set_resolution(context.get(), 72);
    pango_context_set_round_glyph_positions(context.get(), FALSE);
    pango_context_set_language(context.get(),
                               pango_language_from_string(std::string(language).c_str()));
    return context;
}

bool first_family_has(char32_t character) {
    static const FcCharSet* const letters = letters_of(first_family);
    return FcCharSetHasChar(letters, character);
}

bool second_family_has(char32_t character) {
    static const FcCharSet* const letters = letters_of(second_family);
    return FcCharSetHasChar(letters, character);
}

}  // namespace kommod::documents
