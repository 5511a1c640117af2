// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Files are sealed, belong to one owner, and go in time, on both engines.
#include "files/store.h"

#include <gtest/gtest.h>

#include "store/testing.h"

namespace kommod::files {
namespace {

class FileStore : public store::testing::Databases {
  protected:
    void SetUp() override {
        Databases::SetUp();
        if (IsSkipped()) return;
        town_ = &open({migrations()}).create("m05558012");
    }
    store::Namespace& town() { return *town_; }
    Deposit deposited(const std::string& bytes) {
        return put(town(), "Ausweis.pdf", Kind::pdf, bytes, clock().now());
    }
    bool claimed(const Deposit& deposit, const char* owner) {
        return town().write([&](store::WriteSession& session) {
            return claim(session, deposit.id, owner, deposit.key);
        });
    }
    std::int64_t count(const char* sql) {
        return town().read([&](store::Session& session) {
            return session.query_one({"test.count", sql})->integer(0);
        });
    }

  private:
    store::Namespace* town_ = nullptr;
};
KOMMOD_ON_BOTH_ENGINES(FileStore);

// Of none, of one, of exactly one, of several pieces and of more than go at once.
TEST_P(FileStore, GivesBackEveryByte) {
    constexpr std::size_t piece = std::size_t{256} * 1024;
    for (const std::size_t size : {std::size_t{1}, piece - 1, piece, piece + 1, 9 * piece + 7}) {
        const auto bytes = crypto::random_bytes(size);
        const auto deposit = deposited(bytes);
        EXPECT_EQ(content(town(), deposit.id, deposit.key), bytes) << size;
    }
}

TEST_P(FileStore, KeepsNothingReadable) {
    deposited(std::string(5000, 'x') + "Erika Mustermann");
    const auto stored = town().read([](store::Session& session) {
        std::string out;
        for (const auto& row : session.query({"test.pieces", "SELECT content FROM file_piece"}))
            for (const auto byte : row.blob(0))
                out += static_cast<char>(byte);
        return out;
    });
    EXPECT_GT(stored.size(), 5000U);
    EXPECT_EQ(stored.find("Erika"), std::string::npos);
    EXPECT_EQ(stored.find("xxxx"), std::string::npos);
}

TEST_P(FileStore, OpensWithItsOwnKeyOnly) {
    const auto one = deposited("one"), other = deposited("other");
    EXPECT_THROW(content(town(), one.id, other.key), std::runtime_error);
}

TEST_P(FileStore, BelongsToOneOwner) {
    const auto deposit = deposited("secret");
    EXPECT_FALSE(find(town(), deposit.id, "draft:a")) << "nobody's yet";
    EXPECT_TRUE(claimed(deposit, "draft:a"));
    EXPECT_FALSE(claimed(deposit, "draft:b")) << "claimed already";
    EXPECT_FALSE(find(town(), deposit.id, "draft:b"));
    const auto found = find(town(), deposit.id, "draft:a");
    ASSERT_TRUE(found);
    EXPECT_EQ(found->name, "Ausweis.pdf");
    EXPECT_EQ(found->size, 6U);
    EXPECT_EQ(found->key, deposit.key);

    town().write([&](store::WriteSession& session) {
        EXPECT_FALSE(hand_over(session, deposit.id, "draft:b", "application:c", "k"));
        EXPECT_TRUE(hand_over(session, deposit.id, "draft:a", "application:c", "k"));
    });
    EXPECT_FALSE(find(town(), deposit.id, "draft:a"));
    EXPECT_EQ(find(town(), deposit.id, "application:c")->key, "k");
}

TEST_P(FileStore, GoesWithItsPiecesAndNoOthers) {
    const auto one = deposited("one"), two = deposited("two"), three = deposited("three");
    claimed(one, "draft:a");
    claimed(two, "draft:a");
    claimed(three, "draft:b");
    town().write([&](store::WriteSession& session) {
        remove(session, one.id, "draft:b");  // not its owner
        remove(session, one.id, "draft:a");
    });
    EXPECT_EQ(count("SELECT COUNT(*) FROM file"), 2);
    EXPECT_EQ(count("SELECT COUNT(*) FROM file_piece"), 2);
    EXPECT_FALSE(content(town(), one.id, one.key));
    town().write([&](store::WriteSession& session) { remove_all(session, "draft:a"); });
    EXPECT_EQ(count("SELECT COUNT(*) FROM file_piece"), 1);
    EXPECT_EQ(content(town(), three.id, three.key), "three");
}

TEST_P(FileStore, SweepsWhatNobodyClaimed) {
    const auto kept = deposited("kept"), left = deposited("left");
    claimed(kept, "draft:a");
    clock().advance(std::chrono::hours{25});
    const auto fresh = deposited("fresh");
    const auto yesterday = clock().now().plus(-std::chrono::hours{24});
    EXPECT_EQ(remove_unclaimed(town(), yesterday), 1);
    EXPECT_EQ(remove_unclaimed(town(), yesterday), 0);
    EXPECT_FALSE(content(town(), left.id, left.key));
    EXPECT_TRUE(content(town(), kept.id, kept.key));
    EXPECT_TRUE(content(town(), fresh.id, fresh.key));
}

}  // namespace
}  // namespace kommod::files
