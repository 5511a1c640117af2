// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Foreign images are decoded in a child process of the same program that can do nothing but
// compute: no files, no network, no other programs, little memory, a few seconds. A file that takes
// a decoder over has taken over nothing; one that crashes it crashes nobody else.
#pragma once

#include <chrono>
#include <filesystem>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "images/image.h"

namespace kommod::images {

// The hidden command of `kommod` that the child is.
constexpr const char* child_command = "remake-image";

// What the child is to do: the argument behind its command.
enum class Work {
    logo,  // remade()
    photo  // photo_remade()
};
constexpr const char* photo_argument = "photo";

// The child's work: an image on standard input, the new one or the key of an error on standard
// output. Ends the process: 0 for an image, 1 for an error, 2 when it could not be confined.
[[noreturn]] void be_child(Work work);

struct Remade {
    std::string png;
    Size size;
};

// One image at a time: each may take some hundred MB for a moment. Safe to use from all threads.
class Sandbox {
  public:
    // The program to start and its arguments; by default this program with its hidden command.
    explicit Sandbox(std::filesystem::path program = "/proc/self/exe",
                     std::vector<std::string> arguments = {child_command},
                     std::chrono::milliseconds patience = std::chrono::seconds{5});

    // Keys: those of remade(), "images.busy", "images.failed" (the child crashed or took too long).
    Result<Remade> remake(std::string_view bytes);
    // A citizen's picture: see photo_remade(). Waits for its turn, for a citizen cannot know that
    // somebody else is there. Keys: those of photo_remade(), "images.busy", "images.failed".
    Result<std::string> remake_photo(std::string_view bytes);

  private:
    struct Task;
    Result<std::string> run(const Task& task);

    const std::filesystem::path program_;
    const std::vector<std::string> arguments_;
    const std::chrono::milliseconds patience_;
    std::timed_mutex one_at_a_time_;
};

}  // namespace kommod::images
