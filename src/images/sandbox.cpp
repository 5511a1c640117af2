// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "images/sandbox.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <memory>
#include <optional>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/log.h"
#include "images/confinement.h"
#include "images/photo.h"

namespace kommod::images {
namespace {

using Deadline = std::chrono::steady_clock::time_point;

// What the header of a portal shows, three times as dense, and a counter sheet on paper.
constexpr Size frame{480, 160};
constexpr std::size_t largest_logo = std::size_t{frame.width} * frame.height * 5;
// A PNG of the largest size there may be, hardly compressed.
constexpr std::size_t largest_photo_answer = std::size_t{longest_side} * longest_side * 5;

class File {
  public:
    explicit File(int number) : number_(number) {}
    ~File() { ::close(number_); }
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    int number() const { return number_; }

  private:
    int number_;
};

// Both ends of one connection: the child's standard input and output. A socket, because writing to
// one whose reader died is an error and no signal.
struct Ends {
    std::unique_ptr<File> ours, childs;
};
std::optional<Ends> connection() {
    std::array<int, 2> ends{};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) return std::nullopt;
    return Ends{std::make_unique<File>(ends[0]), std::make_unique<File>(ends[1])};
}

// A process that is surely gone when this is.
class Child {
  public:
    explicit Child(pid_t id) : id_(id) {}
    ~Child() {
        if (!ended_) {
            kill(id_, SIGKILL);
            wait();
        }
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    // Its exit status; -1 when a signal ended it.
    int wait() {
        int status = 0;
        while (waitpid(id_, &status, 0) < 0 && errno == EINTR) {
        }
        ended_ = true;
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

  private:
    pid_t id_;
    bool ended_ = false;
};

// Its end of the connection, and no other file of the server.
struct FilesOfChild {
    explicit FilesOfChild(const File& connected) {
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, connected.number(), STDIN_FILENO);
        posix_spawn_file_actions_adddup2(&actions, connected.number(), STDOUT_FILENO);
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
        posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
    }
    ~FilesOfChild() { posix_spawn_file_actions_destroy(&actions); }
    FilesOfChild(const FilesOfChild&) = delete;
    FilesOfChild& operator=(const FilesOfChild&) = delete;

    posix_spawn_file_actions_t actions{};
};

// Without environment.
std::unique_ptr<Child> start(const std::string& program, const std::vector<std::string>& arguments,
                             const File& connected) {
    std::string name = "kommod";
    std::vector<std::string> words = arguments;
    std::vector<char*> argv{name.data()};
    for (auto& word : words)
        argv.push_back(word.data());
    argv.push_back(nullptr);
    std::array<char*, 1> environment{nullptr};

    const FilesOfChild files{connected};
    pid_t id = 0;
    if (posix_spawn(&id, program.c_str(), &files.actions, nullptr, argv.data(),
                    environment.data()) != 0)
        return nullptr;
    return std::make_unique<Child>(id);
}

// False when it is not ready in time.
bool ready(const File& file, short events, Deadline deadline) {
    for (;;) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(
            deadline - std::chrono::steady_clock::now());
        if (left.count() <= 0) return false;
        pollfd waited{file.number(), events, 0};
        const int count = poll(&waited, 1, static_cast<int>(left.count()));
        if (count > 0) return true;
        if (count == 0 || errno != EINTR) return false;
    }
}

bool send_all(const File& file, std::string_view bytes, Deadline deadline) {
    while (!bytes.empty()) {
        if (!ready(file, POLLOUT, deadline)) return false;
        const auto sent =
            send(file.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0 && errno != EINTR && errno != EAGAIN) return false;
        if (sent > 0) bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return shutdown(file.number(), SHUT_WR) == 0;
}

std::optional<std::string> receive_all(const File& file, std::size_t most, Deadline deadline) {
    std::string out;
    std::array<char, 16 * 1024> piece{};
    while (out.size() <= most) {
        if (!ready(file, POLLIN, deadline)) return std::nullopt;
        const auto got = recv(file.number(), piece.data(), piece.size(), MSG_DONTWAIT);
        if (got == 0) return out;
        if (got < 0 && errno != EINTR && errno != EAGAIN) return std::nullopt;
        if (got > 0) out.append(piece.data(), static_cast<std::size_t>(got));
    }
    return std::nullopt;
}

// Of the child: plain read and write, for nothing else is left to it.
std::string read_input(std::size_t most) {
    std::string out;
    std::array<char, 16 * 1024> piece{};
    for (;;) {
        const auto got = ::read(STDIN_FILENO, piece.data(), piece.size());
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0 || out.size() > most) return out;
        out.append(piece.data(), static_cast<std::size_t>(got));
    }
}

bool write_output(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto written = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
        if (written < 0 && errno != EINTR) return false;
        if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

tl::unexpected<Error> failed(const char* why) {
    log::warning("images.failed", {{"why", std::string{why}}});
    return fail(refused("images.failed"));
}

}  // namespace

// Without the way out through destructors and exit handlers: they may ask for what is forbidden
// now.
void be_child(Work work) {
    if (!confine_this_process()) std::_Exit(2);
    const auto image = work == Work::photo ? photo_remade(read_input(largest_photo))
                                           : remade(read_input(largest_file), frame);
    const bool written = write_output(image ? *image : image.error().key);
    std::_Exit(image && written ? 0 : 1);
}

struct Sandbox::Task {
    std::string_view bytes;
    const char* argument = nullptr;  // behind the usual ones
    std::size_t largest_answer = 0;
};

Sandbox::Sandbox(std::filesystem::path program, std::vector<std::string> arguments,
                 std::chrono::milliseconds patience)
    : program_(std::move(program)), arguments_(std::move(arguments)), patience_(patience) {}

Result<std::string> Sandbox::run(const Task& task) {
    const Deadline deadline = std::chrono::steady_clock::now() + patience_;
    auto ends = connection();
    if (!ends) return failed("no connection");
    auto arguments = arguments_;
    if (task.argument != nullptr) arguments.emplace_back(task.argument);
    const auto child = start(program_.string(), arguments, *ends->childs);
    if (!child) return failed("not started");
    ends->childs.reset();
    if (!send_all(*ends->ours, task.bytes, deadline)) return failed("not read");
    auto answer = receive_all(*ends->ours, task.largest_answer, deadline);
    if (!answer) return failed("no answer in time");
    const int status = child->wait();
    if (status == 1) return fail(refused(*answer));
    if (status != 0) return failed(status == 2 ? "not confined" : "crashed");
    return std::move(*answer);
}

Result<Remade> Sandbox::remake(std::string_view bytes) {
    // Said without starting anything.
    if (bytes.empty()) return fail(refused("images.empty"));
    if (bytes.size() > largest_file) return fail(refused("images.too_large"));
    const std::unique_lock lock{one_at_a_time_, std::try_to_lock};
    if (!lock) return fail(refused("images.busy"));

    auto answer = run({bytes, nullptr, largest_logo});
    if (!answer) return fail(answer.error());
    const auto size = png_size(*answer);
    if (!size || *size != fitted(*size, frame)) return failed("no image");
    return Remade{std::move(*answer), *size};
}

Result<std::string> Sandbox::remake_photo(std::string_view bytes) {
    constexpr int turns_waited_for = 4;
    if (bytes.empty()) return fail(refused("images.empty"));
    if (bytes.size() > largest_photo) return fail(refused("images.too_large"));
    const std::unique_lock lock{one_at_a_time_, turns_waited_for * patience_};
    if (!lock) return fail(refused("images.busy"));

    auto answer = run({bytes, photo_argument, largest_photo_answer});
    if (answer && format_of(*answer) != format_of(bytes)) return failed("another format");
    return answer;
}

}  // namespace kommod::images
