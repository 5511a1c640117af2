// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What was packed comes out the same; what was tampered with is refused, each with its reason.
#include "packages/archive.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <zip.h>

#include "base/crypto.h"
#include "packages/start.h"
#include "packages/testing.h"

namespace kommod::packages {
namespace {

std::shared_ptr<const ServicePackage> small() {
    static const auto package = check(small_package()).package;
    return package;
}
std::string archive() {
    return write_archive(small_package(), *small());
}

// A ZIP of one's own making, by name and content.
std::string zip(const std::vector<std::pair<std::string, std::string>>& entries,
                zip_uint32_t mode = 0100644) {
    auto* source = zip_source_buffer_create(nullptr, 0, 0, nullptr);
    auto* out = zip_open_from_source(source, ZIP_TRUNCATE, nullptr);
    zip_source_keep(source);
    for (const auto& [name, content] : entries) {
        const auto index = zip_file_add(
            out, name.c_str(), zip_source_buffer(out, content.data(), content.size(), 0), 0);
        zip_file_set_external_attributes(out, static_cast<zip_uint64_t>(index), 0, ZIP_OPSYS_UNIX,
                                         mode << 16);
    }
    zip_close(out);
    zip_stat_t facts;
    zip_source_stat(source, &facts);
    std::string bytes(facts.size, '\0');
    zip_source_open(source);
    zip_source_read(source, bytes.data(), bytes.size());
    zip_source_close(source);
    zip_source_free(source);
    return bytes;
}

std::string manifest(const std::string& files) {
    return R"({"format":"kommod-archive/1","id":"a","version":"1","hash":"x","files":{)" + files +
           "}}";
}
std::string named(const std::string& name, const std::string& content) {
    return "\"" + name + "\":\"" + crypto::hex(crypto::sha256(content)) + "\"";
}

TEST(Archive, HoldsThePackage) {
    const auto read = read_archive(archive());
    ASSERT_TRUE(read) << read.error().key << " " << read.error().value;
    EXPECT_EQ(read->files, small_package());
    EXPECT_EQ(read->id, "fundhund");
    EXPECT_EQ(read->hash, small()->hash);
    EXPECT_FALSE(read->signature);
}

TEST(Archive, IsTheSameBytesEveryTime) {
    EXPECT_EQ(archive(), archive());
}

RC_GTEST_PROP(Archive, GivesBackWhatWasPacked, ()) {
    Files files;
    const auto count = *rc::gen::inRange(0, 6);
    for (int each = 0; each < count; ++each)
        files["texts/f" + std::to_string(each) + ".yaml"] = *rc::gen::arbitrary<std::string>();
    const auto read = read_archive(write_archive(files, *small()));
    RC_ASSERT(read.has_value());
    RC_ASSERT(read->files == files);
}

TEST(Archive, IsSignedAndTheSignatureIsOfItsContent) {
    const auto key = crypto::new_signing_key();
    const auto signed_bytes = signed_archive(archive(), key, "Kreis Coesfeld");
    ASSERT_TRUE(signed_bytes);
    const auto read = read_archive(*signed_bytes);
    ASSERT_TRUE(read) << read.error().key;
    ASSERT_TRUE(read->signature);
    EXPECT_EQ(read->signature->public_key, crypto::base64url(crypto::public_key_of(key)));
    EXPECT_EQ(read->signature->signer, "Kreis Coesfeld");
    EXPECT_EQ(read->files, small_package());

    // Signed again by somebody else: the later signature stands.
    const auto other = crypto::new_signing_key();
    const auto again = read_archive(*signed_archive(*signed_bytes, other, "GKD"));
    ASSERT_TRUE(again);
    EXPECT_EQ(again->signature->signer, "GKD");
}

TEST(Archive, IsRefusedWithItsReason) {
    const auto key = [](const std::string& bytes) {
        const auto read = read_archive(bytes);
        return read ? std::string{"accepted"} : read.error().key;
    };
    const std::string one = "a: 1\n";
    const auto good = manifest(named("a.yaml", one));
    EXPECT_EQ(key(zip({{"a.yaml", one}, {"manifest.json", good}})), "accepted");
    EXPECT_EQ(key(""), "archive.broken");
    EXPECT_EQ(key("PK no archive"), "archive.broken");
    EXPECT_EQ(key(archive().substr(0, archive().size() / 2)), "archive.broken");
    EXPECT_EQ(key(zip({{"a.yaml", one}})), "archive.no_manifest");
    EXPECT_EQ(key(zip({{"a.yaml", one}, {"manifest.json", "{"}})), "archive.manifest");
    EXPECT_EQ(key(zip({{"a.yaml", one}, {"manifest.json", "{\"format\":\"other\"}"}})),
              "archive.manifest");
    EXPECT_EQ(key(zip({{"a.yaml", "a: 2\n"}, {"manifest.json", good}})), "archive.changed");
    EXPECT_EQ(key(zip({{"manifest.json", good}})), "archive.missing");
    EXPECT_EQ(key(zip({{"a.yaml", one}, {"b.yaml", one}, {"manifest.json", good}})),
              "archive.unnamed");
    for (const char* name : {"../a.yaml", "/etc/a.yaml", "a/../b.yaml", "a\\b.yaml", ".hidden",
                             "a//b.yaml", "C:a.yaml"})
        EXPECT_EQ(key(zip({{name, one}, {"manifest.json", good}})), "archive.name") << name;
    EXPECT_EQ(key(zip({{"a.yaml", one}, {"manifest.json", good}}, 0120777)), "archive.name")
        << "links";
    EXPECT_EQ(key(zip({{"a.yaml", std::string(33 << 20, ' ')}, {"manifest.json", good}})),
              "archive.too_large");
    std::vector<std::pair<std::string, std::string>> many{{"manifest.json", good}};
    for (int each = 0; each < 501; ++each)
        many.emplace_back("f" + std::to_string(each), "");
    EXPECT_EQ(key(zip(many)), "archive.too_many");
    EXPECT_EQ(key(zip({{"a.yaml", one}, {"manifest.json", good}, {"signature.json", "{}"}})),
              "archive.signature");
}

// A signature of one archive does not hold for another.
TEST(Archive, TakesNoSignatureFromElsewhere) {
    const auto key = crypto::new_signing_key();
    const std::string text = "a: 1\n", changed = "a: 2\n";
    const auto good = manifest(named("a.yaml", text)), bad = manifest(named("a.yaml", changed));
    const auto signature = [&](const std::string& of) {
        return R"({"format":"kommod-signature/1","key":")" +
               crypto::base64url(crypto::public_key_of(key)) + R"(","signature":")" +
               crypto::base64url(crypto::sign(key, of)) + "\"}";
    };
    EXPECT_TRUE(read_archive(
        zip({{"a.yaml", text}, {"manifest.json", good}, {"signature.json", signature(good)}})));
    const auto read = read_archive(
        zip({{"a.yaml", changed}, {"manifest.json", bad}, {"signature.json", signature(good)}}));
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().key, "archive.signature");
}

TEST(StartPackage, IsWholeAndRight) {
    const auto files = start_package({.id = "bescheinigung",
                                      .service = "99102013000000",
                                      .title = "Eine \"Bescheinigung\" beantragen",
                                      .provider = "Stadt Coesfeld",
                                      .citation = "§ 1 Satzung"});
    const auto checked = check(files);
    for (const auto& problem : checked.problems)
        ADD_FAILURE() << forms::to_line(problem);
    ASSERT_TRUE(checked.package);
    EXPECT_EQ(checked.package->text("de", "service.title"), "Eine \"Bescheinigung\" beantragen");
    EXPECT_TRUE(run_cases(*checked.package).empty());
}

}  // namespace
}  // namespace kommod::packages
