// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "images/sandbox.h"

#include <cerrno>
#include <csignal>
#include <fstream>
#include <thread>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "images/confinement.h"
#include "images/testing.h"

namespace kommod::images {
namespace {

std::string key_of(Sandbox& sandbox, std::string_view bytes) {
    const auto image = sandbox.remake(bytes);
    return image ? "accepted" : image.error().key;
}

TEST(Sandbox, MakesAnImageAnew) {
    Sandbox sandbox{IMAGES_CHILD, {}};
    for (const auto& image : {testing::png({640, 320}), testing::jpeg_with_position({640, 320}),
                              testing::webp({640, 320})}) {
        const auto remade = sandbox.remake(image);
        ASSERT_TRUE(remade) << remade.error().key;
        EXPECT_EQ(remade->size, (Size{320, 160}));
        EXPECT_EQ(remade->png.find("GPS"), std::string::npos);
    }
}

// The largest there may be fits into what the child may take.
TEST(Sandbox, HasRoomForTheLargestImage) {
    Sandbox sandbox{IMAGES_CHILD, {}, std::chrono::seconds{30}};
    const Size largest{longest_side, longest_side};
    EXPECT_EQ(key_of(sandbox, testing::png(largest)), "accepted");
    EXPECT_EQ(key_of(sandbox, testing::jpeg(largest)), "accepted");
}

TEST(Sandbox, TellsWhatTheChildSays) {
    Sandbox sandbox{IMAGES_CHILD, {}};
    EXPECT_EQ(key_of(sandbox, ""), "images.empty");
    EXPECT_EQ(key_of(sandbox, testing::svg_with_script), "images.svg");
    EXPECT_EQ(key_of(sandbox, testing::bomb({65535, 65535})), "images.too_wide");
    EXPECT_EQ(key_of(sandbox, testing::png({64, 64}).substr(0, 100)), "images.broken");
}

TEST(Sandbox, SurvivesAChildThatCrashesHangsOrLies) {
    const auto image = testing::png({640, 320});
    const auto with = [&](const char* script) {
        Sandbox sandbox{"/bin/sh", {"-c", script}, std::chrono::milliseconds{500}};
        return key_of(sandbox, image);
    };
    EXPECT_EQ(with("cat >/dev/null; kill -SEGV $$"), "images.failed");
    EXPECT_EQ(with("cat >/dev/null; sleep 20"), "images.failed");
    EXPECT_EQ(with("sleep 20"), "images.failed");
    EXPECT_EQ(with("exit 0"), "images.failed");
    EXPECT_EQ(with("cat >/dev/null; echo '<html>'"), "images.failed");
    EXPECT_EQ(with("cat"), "images.failed") << "larger than anything we make";
    EXPECT_EQ(with("cat >/dev/null; yes"), "images.failed");
    Sandbox nowhere{"/nonexistent", {}};
    EXPECT_EQ(key_of(nowhere, image), "images.failed");
}

TEST(Sandbox, HandsNothingOfTheServerToTheChild) {
    setenv("KOMMOD_TEST_SECRET", "1", 1);
    const int open_file = open("/dev/null", O_RDONLY);  // deliberately without O_CLOEXEC
    Sandbox sandbox{"/bin/sh",
                    {"-c",
                     "cat >/dev/null; [ -z \"$KOMMOD_TEST_SECRET\" ] || exit 0; "
                     "[ ! -e /proc/self/fd/" +
                         std::to_string(open_file) + " ] || exit 0; printf images.svg; exit 1"},
                    std::chrono::seconds{5}};
    EXPECT_EQ(key_of(sandbox, "x"), "images.svg") << "what the script says when nothing is there";
    close(open_file);
    unsetenv("KOMMOD_TEST_SECRET");
}

TEST(Sandbox, TakesOneImageAtATime) {
    Sandbox sandbox{"/bin/sh", {"-c", "cat >/dev/null; sleep 20"}, std::chrono::seconds{1}};
    std::jthread first{[&] { EXPECT_EQ(key_of(sandbox, "x"), "images.failed"); }};
    std::this_thread::sleep_for(std::chrono::milliseconds{300});
    EXPECT_EQ(key_of(sandbox, "x"), "images.busy");
}

// In a process of its own: there is no way back from a confinement.
template <class Act>
int errno_when_confined(const Act& act) {
    const pid_t child = fork();
    if (child == 0) {
        if (!confine_this_process()) _exit(200);
        errno = 0;
        _exit(act() < 0 ? errno : 0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(Confinement, LeavesNothingButComputing) {
    EXPECT_EQ(errno_when_confined([] { return 0; }), 0);
    EXPECT_EQ(errno_when_confined([] { return open("/etc/passwd", O_RDONLY); }), EPERM);
    EXPECT_EQ(errno_when_confined([] { return socket(AF_INET, SOCK_STREAM, 0); }), EPERM);
    EXPECT_EQ(errno_when_confined([] { return kill(getppid(), 0); }), EPERM);
    EXPECT_EQ(errno_when_confined([] { return execl("/bin/true", "true", nullptr); }), EPERM);
    EXPECT_EQ(errno_when_confined([] { return unlink("/nonexistent"); }), EPERM);
    EXPECT_EQ(errno_when_confined([] { return dup(0); }), EPERM);
}

}  // namespace
}  // namespace kommod::images
