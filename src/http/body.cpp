// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "http/body.h"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

#include "base/crypto.h"
#include "base/log.h"
#include "base/text.h"
#include "http/multipart.h"
#include "http/negotiation.h"

namespace kommod::http {
namespace {

constexpr std::size_t most_parts = 1000;
// Boundaries and part headers do not count as content; they get this much beside it.
constexpr std::uint64_t multipart_overhead = 64 * 1024;

constexpr std::string_view upload_prefix = "upload-";

class MemoryBody final : public BodyReader {
  public:
    MemoryBody(std::uint64_t limit, bool raw) : limit_(limit), raw_(raw) {}
    int take(std::string_view bytes) override {
        if (text_.size() + bytes.size() > limit_) return 413;
        text_ += bytes;
        return 0;
    }
    int finish(Request& request) override {
        if (raw_) {
            request.body = std::move(text_);
            return 0;
        }
        auto form = parse_urlencoded(text_);
        if (!form) return 400;
        request.form = std::move(*form);
        return 0;
    }

  private:
    std::uint64_t limit_;
    bool raw_;
    std::string text_;
};

// A file under a random name that nobody else may read.
class OpenFile {
  public:
    explicit OpenFile(const std::filesystem::path& path)
        : descriptor_(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)) {}
    ~OpenFile() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;
    bool is_open() const { return descriptor_ >= 0; }
    bool write(std::string_view bytes) const {
        while (!bytes.empty()) {
            const ssize_t count = ::write(descriptor_, bytes.data(), bytes.size());
            if (count < 0 && errno == EINTR) continue;
            if (count <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(count));
        }
        return true;
    }

  private:
    int descriptor_;
};

std::shared_ptr<const void> remover_of(const std::filesystem::path& path) {
    return std::shared_ptr<const void>(new std::filesystem::path{path}, [](const void* held) {
        const std::unique_ptr<const std::filesystem::path> file{
            static_cast<const std::filesystem::path*>(held)};
        std::error_code ignored;  // moved away: that is what handlers do with it
        std::filesystem::remove(*file, ignored);
    });
}

class MultipartBody final : public BodyReader, private PartSink {
  public:
    MultipartBody(std::string_view boundary, const Route& route, std::filesystem::path folder)
        : parser_(boundary, *this),
          fields_left_(route.body_limit),
          files_left_(route.upload_limit),
          uploads_allowed_(route.upload_limit > 0),
          folder_(std::move(folder)) {}

    int take(std::string_view bytes) override { return parser_.feed(bytes); }
    int finish(Request& request) override {
        if (!parser_.done()) return 400;
        request.form = std::move(form_);
        request.uploads = std::move(uploads_);
        return 0;
    }

  private:
    int begin_part(PartHeader header) override {
        if (++parts_ > most_parts) return 413;
        part_ = std::move(header);
        value_.clear();
        if (!part_.file_name || part_.file_name->empty()) return 0;
        if (!uploads_allowed_) return 415;
        Upload upload{part_.name,
                      *part_.file_name,
                      part_.content_type,
                      folder_ / (std::string{upload_prefix} + crypto::random_token(18)),
                      0,
                      nullptr};
        file_ = std::make_unique<OpenFile>(upload.path);
        if (!file_->is_open()) return disk_failed();
        upload.keeper = remover_of(upload.path);
        uploads_.push_back(std::move(upload));
        return 0;
    }
    int part_data(std::string_view data) override {
        std::uint64_t& left = file_ ? files_left_ : fields_left_;
        if (data.size() > left) return 413;
        left -= data.size();
        if (!file_) {
            value_ += data;
            return 0;
        }
        uploads_.back().size += data.size();
        return file_->write(data) ? 0 : disk_failed();
    }
    int end_part() override {
        if (file_) {
            file_.reset();
            return 0;
        }
        if (part_.file_name) return 0;  // a file input that was left empty
        if (value_.find('\0') != std::string::npos || !text::is_utf8(value_)) return 400;
        form_.add(std::move(part_.name), std::move(value_));
        return 0;
    }
    static int disk_failed() {
        log::error("http.upload_failed",
                   {{"what", std::generic_category().default_error_condition(errno).message()}});
        return 500;
    }

    MultipartParser parser_;
    std::uint64_t fields_left_;
    std::uint64_t files_left_;
    bool uploads_allowed_;
    std::filesystem::path folder_;
    std::size_t parts_ = 0;
    PartHeader part_;
    std::string value_;
    std::unique_ptr<OpenFile> file_;
    Parameters form_;
    std::vector<Upload> uploads_;
};

}  // namespace

BodyPlan plan_body(const Route& route, std::string_view content_type,
                   const std::filesystem::path& upload_folder) {
    if (route.raw_body)
        return {0, std::make_unique<MemoryBody>(route.body_limit, true), route.body_limit};
    const std::string_view type = text::trim(content_type.substr(0, content_type.find(';')));
    if (iequals(type, "application/x-www-form-urlencoded"))
        return {0, std::make_unique<MemoryBody>(route.body_limit, false), route.body_limit};
    if (!iequals(type, "multipart/form-data")) return {415, nullptr, 0};
    const std::string boundary = multipart_boundary(content_type);
    if (boundary.empty()) return {400, nullptr, 0};
    return {0, std::make_unique<MultipartBody>(boundary, route, upload_folder),
            route.body_limit + route.upload_limit + multipart_overhead};
}

void prepare_upload_folder(const std::filesystem::path& folder) {
    if (folder.empty()) return;
    std::filesystem::create_directories(folder);
    const auto yesterday = std::filesystem::file_time_type::clock::now() - std::chrono::hours{24};
    for (const auto& entry : std::filesystem::directory_iterator{folder}) {
        std::error_code gone;
        const bool ours = entry.path().filename().string().starts_with(upload_prefix);
        if (ours && entry.is_regular_file(gone) && entry.last_write_time(gone) < yesterday && !gone)
            std::filesystem::remove(entry.path(), gone);
    }
}

}  // namespace kommod::http
