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

// The child's work: an image on standard input, the PNG or the key of an error on standard output.
// Ends the process: 0 for an image, 1 for an error, 2 when it could not be confined.
[[noreturn]] void be_child();

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

  private:
    const std::filesystem::path program_;
    const std::vector<std::string> arguments_;
    const std::chrono::milliseconds patience_;
    std::mutex one_at_a_time_;
};

}  // namespace kommod::images
