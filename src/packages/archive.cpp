// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "packages/archive.h"

#include <algorithm>
#include <memory>
#include <stdexcept>

#include <zip.h>

#include "base/crypto.h"
#include "base/text.h"

namespace kommod::packages {
namespace {

constexpr std::string_view manifest_name = "manifest.json", signature_name = "signature.json";
constexpr std::string_view manifest_format = "kommod-archive/1";
constexpr std::string_view signature_format = "kommod-signature/1";

tl::unexpected<Error> refuse(const char* key, const char* what, std::string_view file = {}) {
    return fail(Error{.key = key,
                      .what = what,
                      .field = {},
                      .line = 0,
                      .value = std::string{file},
                      .proposal = {}});
}

// --- Writing -------------------------------------------------------------------------------------

class ZipWriter {
  public:
    ZipWriter() {
        zip_error_t error;
        zip_error_init(&error);
        source_ = zip_source_buffer_create(nullptr, 0, 0, &error);
        zip_ = source_ == nullptr ? nullptr : zip_open_from_source(source_, ZIP_TRUNCATE, &error);
        if (zip_ == nullptr) throw std::runtime_error("no ZIP can be written");
        zip_source_keep(source_);  // outlives zip_close()
    }
    ~ZipWriter() {
        if (zip_ != nullptr) zip_discard(zip_);
        zip_source_free(source_);
    }
    ZipWriter(const ZipWriter&) = delete;
    ZipWriter& operator=(const ZipWriter&) = delete;

    // `content` lives until finish(). All files bear the same moment, so that the same content
    // makes the same bytes: 1 January 1980, the first that a ZIP can hold.
    void add(const std::string& name, std::string_view content) {
        constexpr zip_uint16_t midnight = 0, first_day = 1 << 5 | 1;
        auto* source = zip_source_buffer(zip_, content.data(), content.size(), 0);
        const auto index = zip_file_add(zip_, name.c_str(), source, ZIP_FL_ENC_UTF_8);
        if (index < 0) throw std::runtime_error("a file cannot be put into a ZIP: " + name);
        zip_file_set_dostime(zip_, static_cast<zip_uint64_t>(index), midnight, first_day, 0);
        zip_file_set_external_attributes(zip_, static_cast<zip_uint64_t>(index), 0, ZIP_OPSYS_UNIX,
                                         0100644U << 16);
    }

    std::string finish() {
        if (zip_close(zip_) != 0) throw std::runtime_error("a ZIP cannot be finished");
        zip_ = nullptr;
        zip_stat_t facts;
        zip_source_stat(source_, &facts);
        std::string out(facts.size, '\0');
        zip_source_open(source_);
        zip_source_read(source_, out.data(), out.size());
        zip_source_close(source_);
        return out;
    }

  private:
    zip_source_t* source_ = nullptr;
    zip_t* zip_ = nullptr;
};

std::string zip_of(const Files& files) {
    ZipWriter out;
    for (const auto& [name, content] : files)
        out.add(name, content);
    return out.finish();
}

std::string manifest_of(const Files& files, const ServicePackage& package) {
    json::object hashes;
    for (const auto& [name, content] : files)
        hashes[name] = crypto::hex(crypto::sha256(content));
    return json::serialize(json::object{{"format", manifest_format},
                                        {"id", package.id},
                                        {"version", package.version},
                                        {"provider", package.provider},
                                        {"hash", package.hash},
                                        {"files", std::move(hashes)}}) +
           "\n";
}

// --- Reading -------------------------------------------------------------------------------------

using Zip = std::unique_ptr<zip_t, decltype(&zip_discard)>;

Zip open_zip(std::string_view bytes) {
    zip_error_t error;
    zip_error_init(&error);
    auto* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    auto* zip = source == nullptr
                    ? nullptr
                    : zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error);
    if (zip == nullptr && source != nullptr) zip_source_free(source);
    return {zip, &zip_discard};
}

// "texts/de.yaml": parts of letters, digits, dots, hyphens and underscores, none of them hidden.
bool is_plain_path(std::string_view name) {
    if (name.empty() || name.size() > 200) return false;
    for (const auto part : text::split(name, '/'))
        if (part.empty() || part.front() == '.' ||
            !std::ranges::all_of(part, [](unsigned char each) {
                return std::isalnum(each) || each == '.' || each == '-' || each == '_';
            }))
            return false;
    return true;
}

bool is_link(zip_t* zip, zip_uint64_t index) {
    zip_uint8_t system = 0;
    zip_uint32_t attributes = 0;
    constexpr zip_uint32_t kind_of_file = 0170000, link = 0120000;
    return zip_file_get_external_attributes(zip, index, 0, &system, &attributes) == 0 &&
           system == ZIP_OPSYS_UNIX && ((attributes >> 16) & kind_of_file) == link;
}

// No more than it claims, whatever the compressed bytes make.
Result<std::string> content_at(zip_t* zip, const zip_stat_t& facts) {
    const std::unique_ptr<zip_file_t, decltype(&zip_fclose)> file{
        zip_fopen_index(zip, facts.index, 0), &zip_fclose};
    std::string out(facts.size, '\0');
    char more = 0;
    if (!file ||
        zip_fread(file.get(), out.data(), out.size()) != static_cast<zip_int64_t>(out.size()) ||
        zip_fread(file.get(), &more, 1) != 0)
        return refuse("archive.broken", "Diese Datei im Archiv ist beschädigt.", facts.name);
    return out;
}

Result<Files> unpacked(std::string_view bytes) {
    if (bytes.size() > largest_archive)
        return refuse("archive.too_large", "Das Archiv ist größer als 16 MB.");
    const auto zip = open_zip(bytes);
    if (!zip || bytes.empty())
        return refuse("archive.broken", "Das ist kein ZIP-Archiv, oder es ist beschädigt.");
    const auto count = zip_get_num_entries(zip.get(), 0);
    if (static_cast<std::size_t>(count) > most_files)
        return refuse("archive.too_many", "Im Archiv liegen mehr als 500 Dateien.");
    Files out;
    std::size_t total = 0;
    for (zip_int64_t at = 0; at < count; ++at) {
        const auto index = static_cast<zip_uint64_t>(at);
        zip_stat_t facts;
        zip_stat_init(&facts);
        constexpr zip_uint64_t needed = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_ENCRYPTION_METHOD;
        if (zip_stat_index(zip.get(), index, ZIP_FL_ENC_GUESS, &facts) != 0 ||
            (facts.valid & needed) != needed)
            return refuse("archive.broken", "Ein Eintrag im Archiv ist beschädigt.");
        const std::string name{facts.name};
        if (!is_plain_path(name) || out.contains(name) || is_link(zip.get(), index))
            return refuse("archive.name",
                          "Dieser Name im Archiv ist nicht erlaubt: Er führt hinaus, kommt doppelt "
                          "vor oder ist eine Verknüpfung.",
                          name);
        if (facts.encryption_method != ZIP_EM_NONE)
            return refuse("archive.encrypted", "Diese Datei im Archiv ist verschlüsselt.", name);
        if (facts.size > largest_content - total)
            return refuse("archive.too_large", "Ausgepackt wäre das Archiv größer als 32 MB.",
                          name);
        total += facts.size;
        auto content = content_at(zip.get(), facts);
        if (!content) return fail(content.error());
        out[name] = std::move(*content);
    }
    return out;
}

// The named text of an object; nothing when it is none.
std::optional<std::string> text_at(const json::value& object, std::string_view key) {
    const auto* entries = object.if_object();
    const auto* value = entries == nullptr ? nullptr : entries->if_contains(key);
    if (value == nullptr || !value->is_string()) return std::nullopt;
    return std::string{value->get_string()};
}

std::optional<json::value> parsed(std::string_view text) {
    boost::system::error_code failed;
    auto out = json::parse(text, failed);
    return failed ? std::nullopt : std::optional{std::move(out)};
}

Result<void> compare(const Files& files, const json::object& named) {
    for (const auto& [name, hash] : named)
        if (!files.contains(std::string_view{name}))
            return refuse("archive.missing", "Diese Datei steht im Verzeichnis und fehlt.", name);
    for (const auto& [name, content] : files) {
        const auto* hash = named.if_contains(name);
        if (hash == nullptr)
            return refuse("archive.unnamed", "Diese Datei steht nicht im Verzeichnis.", name);
        if (!hash->is_string() || hash->get_string() != crypto::hex(crypto::sha256(content)))
            return refuse("archive.changed", "Diese Datei wurde verändert.", name);
    }
    return {};
}

Result<Signature> checked_signature(std::string_view signature, std::string_view manifest) {
    const auto json = parsed(signature);
    const auto key = json ? text_at(*json, "key") : std::nullopt;
    const auto value = json ? text_at(*json, "signature") : std::nullopt;
    const auto raw_key = key ? crypto::unbase64url(*key) : Result<std::string>{fail("")};
    const auto raw_value = value ? crypto::unbase64url(*value) : Result<std::string>{fail("")};
    if (!raw_key || !raw_value || text_at(*json, "format") != signature_format ||
        !crypto::is_signed(*raw_key, manifest, *raw_value))
        return refuse("archive.signature", "Die Unterschrift passt nicht zum Inhalt.",
                      signature_name);
    return Signature{*key, text_at(*json, "signer").value_or("")};
}

// Takes a file out of the others.
std::optional<std::string> taken(Files& files, std::string_view name) {
    const auto found = files.find(name);
    if (found == files.end()) return std::nullopt;
    auto out = std::move(found->second);
    files.erase(found);
    return out;
}

}  // namespace

std::string write_archive(const Files& files, const ServicePackage& package) {
    auto all = files;
    all[std::string{manifest_name}] = manifest_of(files, package);
    return zip_of(all);
}

Result<Archive> read_archive(std::string_view bytes) {
    auto files = unpacked(bytes);
    if (!files) return fail(files.error());
    const auto manifest = taken(*files, manifest_name);
    if (!manifest)
        return refuse("archive.no_manifest",
                      "Im Archiv fehlt das Verzeichnis. Ein Archiv macht „kommod package build“.",
                      manifest_name);
    const auto json = parsed(*manifest);
    const auto id = json ? text_at(*json, "id") : std::nullopt;
    const auto version = json ? text_at(*json, "version") : std::nullopt;
    const auto hash = json ? text_at(*json, "hash") : std::nullopt;
    if (!id || !version || !hash || text_at(*json, "format") != manifest_format ||
        !json->as_object().contains("files") || !json->at("files").is_object())
        return refuse("archive.manifest", "Das Verzeichnis des Archivs ist nicht zu lesen.",
                      manifest_name);
    Archive out{{}, *id, *version, *hash, {}};
    if (const auto signature = taken(*files, signature_name)) {
        auto good = checked_signature(*signature, *manifest);
        if (!good) return fail(good.error());
        out.signature = std::move(*good);
    }
    if (auto same = compare(*files, json->at("files").as_object()); !same)
        return fail(same.error());
    out.files = std::move(*files);
    return out;
}

Result<std::string> signed_archive(std::string_view archive, std::string_view signing_key,
                                   std::string_view signer) {
    if (auto good = read_archive(archive); !good && good.error().key != "archive.signature")
        return fail(good.error());
    auto files = unpacked(archive);
    if (!files) return fail(files.error());
    const auto& manifest = files->at(std::string{manifest_name});
    (*files)[std::string{signature_name}] =
        json::serialize(
            json::object{{"format", signature_format},
                         {"algorithm", "Ed25519"},
                         {"key", crypto::base64url(crypto::public_key_of(signing_key))},
                         {"signer", signer},
                         {"signature", crypto::base64url(crypto::sign(signing_key, manifest))}}) +
        "\n";
    return zip_of(*files);
}

}  // namespace kommod::packages
