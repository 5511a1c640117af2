// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// For tests: a clamd that says what it is told to say, on loopback.
#pragma once

#include <atomic>
#include <string>
#include <thread>
#include <utility>

#include <boost/asio/ip/tcp.hpp>

namespace kommod::files::testing {

// Speaks zPING and zINSTREAM as clamd(8) describes them. Whatever holds `virus` is infected.
class FakeScanner {
  public:
    static constexpr const char* virus = "KOMMOD-TEST-SIGNATURE";

    // `answer`: what it says instead of a verdict.
    explicit FakeScanner(std::string answer = {})
        : answer_(std::move(answer)), thread_([this] { serve(); }) {}
    ~FakeScanner() {
        stopping_ = true;
        boost::asio::ip::tcp::iostream{"127.0.0.1", port()};  // wakes accept()
        thread_.join();
    }
    FakeScanner(const FakeScanner&) = delete;
    FakeScanner& operator=(const FakeScanner&) = delete;

    std::string port() const { return std::to_string(acceptor_.local_endpoint().port()); }
    std::string address() const { return "tcp:127.0.0.1:" + port(); }

  private:
    using Tcp = boost::asio::ip::tcp;

    void serve() {
        while (!stopping_) {
            Tcp::iostream stream;
            acceptor_.accept(stream.socket());
            if (!stopping_) answer(stream);
        }
    }

    static std::string read_content(std::iostream& stream) {
        std::string content;
        for (;;) {
            std::size_t length = 0;
            for (int byte = 0; byte < 4; ++byte)
                length = length << 8 | static_cast<unsigned char>(stream.get());
            if (length == 0 || !stream) return content;
            std::string piece(length, '\0');
            stream.read(piece.data(), static_cast<std::streamsize>(length));
            content += piece;
        }
    }

    void answer(std::iostream& stream) const {
        std::string command;
        std::getline(stream, command, '\0');
        std::string said = "PONG";
        if (command == "zINSTREAM")
            said = read_content(stream).find(virus) == std::string::npos
                       ? "stream: OK"
                       : "stream: Kommod.Test FOUND";
        stream << (answer_.empty() ? said : answer_) << '\0' << std::flush;
    }

    const std::string answer_;
    boost::asio::io_context context_;
    Tcp::acceptor acceptor_{context_, Tcp::endpoint{boost::asio::ip::address_v4::loopback(), 0}};
    std::atomic<bool> stopping_ = false;
    std::thread thread_;
};

}  // namespace kommod::files::testing
