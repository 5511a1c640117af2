// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// multipart/form-data (RFC 7578), parsed while it streams in.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace kommod::http {

// What a part's header says.
struct PartHeader {
    std::string name;
    std::optional<std::string> file_name;  // set for a file, also for one that was not chosen ("")
    std::string content_type;
};

// Who takes the parts. Each call returns 0, or the status to stop with.
class PartSink {
  public:
    virtual ~PartSink() = default;
    virtual int begin_part(PartHeader header) = 0;
    virtual int part_data(std::string_view data) = 0;
    virtual int end_part() = 0;
};

// Holds no more of the body than a part's header or a piece as long as the boundary.
class MultipartParser {
  public:
    MultipartParser(std::string_view boundary, PartSink& sink);
    // Returns 0, or the status to answer with: 400 for what is malformed, or the sink's.
    int feed(std::string_view bytes);
    // The closing boundary came.
    bool done() const { return state_ == State::done; }

  private:
    enum class State { preamble, after_boundary, header, data, done };
    bool step(int& status);
    bool too_far(std::size_t found, std::size_t latest, std::size_t length) const;
    bool skip_preamble(int& status);
    bool read_after_boundary(int& status);
    bool read_header(int& status);
    bool read_data(int& status);

    std::string delimiter_;  // CRLF "--" boundary
    PartSink& sink_;
    State state_ = State::preamble;
    std::string pending_;
};

// The boundary parameter of a Content-Type, or "" when there is no valid one (RFC 2046 5.1.1).
std::string multipart_boundary(std::string_view content_type);

}  // namespace kommod::http
