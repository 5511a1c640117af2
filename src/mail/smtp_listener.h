// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// For tests: a mail server on a loopback port that takes one mail after the other and remembers
// every byte. Not part of the product.
#pragma once

#include <atomic>
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace kommod::mail::testing {

class SmtpListener {
  public:
    // `answers`: what to say to a command ("RCPT") instead of agreeing; "" closes the connection.
    explicit SmtpListener(std::map<std::string, std::string> answers = {})
        : answers_(std::move(answers)), socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t length = sizeof address;
        auto* raw = reinterpret_cast<sockaddr*>(&address);
        if (::bind(socket_, raw, length) != 0 || ::listen(socket_, 8) != 0 ||
            ::getsockname(socket_, raw, &length) != 0)
            throw std::runtime_error("no loopback port");
        port_ = ntohs(address.sin_port);
        thread_ = std::thread([this] { run(); });
    }
    ~SmtpListener() {
        ::shutdown(socket_, SHUT_RDWR);
        ::close(socket_);
        thread_.join();
    }
    SmtpListener(const SmtpListener&) = delete;
    SmtpListener& operator=(const SmtpListener&) = delete;

    std::string url() const { return "smtp://127.0.0.1:" + std::to_string(port_); }
    // Command lines of all connections in their order.
    std::vector<std::string> commands() const { return locked(commands_); }
    // The mails as they came over the wire, dot-stuffing undone.
    std::vector<std::string> mails() const { return locked(mails_); }

  private:
    std::vector<std::string> locked(const std::vector<std::string>& lines) const {
        const std::lock_guard lock{mutex_};
        return lines;
    }

    void run() {
        for (;;) {
            const int connection = ::accept(socket_, nullptr, nullptr);
            if (connection < 0) return;
            serve(connection);
            ::close(connection);
        }
    }

    static bool say(int connection, std::string_view line) {
        const std::string out = std::string{line} + "\r\n";
        return ::send(connection, out.data(), out.size(), MSG_NOSIGNAL) ==
               static_cast<ssize_t>(out.size());
    }

    // One line without its CRLF; false at the end of the connection.
    static bool hear(int connection, std::string& line) {
        line.clear();
        char c = 0;
        while (::recv(connection, &c, 1, 0) == 1) {
            line += c;
            if (!line.ends_with("\r\n")) continue;
            line.resize(line.size() - 2);
            return true;
        }
        return false;
    }

    bool answer(int connection, const std::string& command, const char* usual) {
        const auto found = answers_.find(command.substr(0, command.find(' ')));
        if (found == answers_.end()) return say(connection, usual);
        return !found->second.empty() && say(connection, found->second);
    }

    bool take_mail(int connection) {
        std::string mail, line;
        while (hear(connection, line)) {
            if (line == ".") {
                const std::lock_guard lock{mutex_};
                mails_.push_back(mail);
                return answer(connection, ".", "250 kept");
            }
            mail += line.starts_with('.') ? line.substr(1) : line;
            mail += "\r\n";
        }
        return false;
    }

    void serve(int connection) {
        if (!answer(connection, "CONNECT", "220 listener")) return;
        std::string line;
        while (hear(connection, line)) {
            {
                const std::lock_guard lock{mutex_};
                commands_.push_back(line);
            }
            const bool data = line == "DATA";
            if (!answer(connection, line, data ? "354 go on" : "250 fine")) return;
            if (data && !answers_.contains("DATA") && !take_mail(connection)) return;
            if (line == "QUIT") return;
        }
    }

    std::map<std::string, std::string> answers_;
    int socket_;
    int port_ = 0;
    mutable std::mutex mutex_;
    std::vector<std::string> commands_, mails_;
    std::thread thread_;
};

}  // namespace kommod::mail::testing
