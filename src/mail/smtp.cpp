// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "mail/smtp.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <stdexcept>

#include <curl/curl.h>
#include <fmt/format.h>

#include "mail/mail.h"
#include "mail/mime.h"

namespace kommod::mail {
namespace {

using Handle = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;
using List = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

void ready() {
    static const CURLcode done = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (done != CURLE_OK) throw std::runtime_error("libcurl could not be initialised");
}

struct Upload {
    std::string_view rest;
};

std::size_t read_upload(char* buffer, std::size_t size, std::size_t count, void* data) {
    auto& upload = *static_cast<Upload*>(data);
    const auto length = std::min(size * count, upload.rest.size());
    std::memcpy(buffer, upload.rest.data(), length);
    upload.rest.remove_prefix(length);
    return length;
}

template <class Value>
void set(CURL* curl, CURLoption option, Value value) {
    if (curl_easy_setopt(curl, option, value) != CURLE_OK)
        throw std::runtime_error(fmt::format("libcurl refuses option {}", int{option}));
}

void set_connection(CURL* curl, const Settings& settings) {
    // The path is the name given with EHLO.
    const auto domain = settings.from.substr(settings.from.rfind('@') + 1);
    set(curl, CURLOPT_URL, fmt::format("{}/{}", settings.server, domain).c_str());
    set(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    set(curl, CURLOPT_PROXY, "");  // none, whatever the environment says
    set(curl, CURLOPT_NOSIGNAL, 1L);
    set(curl, CURLOPT_CONNECTTIMEOUT, static_cast<long>(settings.connect_timeout.count()));
    set(curl, CURLOPT_TIMEOUT, static_cast<long>(settings.timeout.count()));
    const long ssl = settings.start_tls == StartTls::required ? CURLUSESSL_ALL : CURLUSESSL_NONE;
    set(curl, CURLOPT_USE_SSL, ssl);
    if (!settings.ca_file.empty()) set(curl, CURLOPT_CAINFO, settings.ca_file.c_str());
    if (settings.user.empty()) return;
    set(curl, CURLOPT_USERNAME, settings.user.c_str());
    set(curl, CURLOPT_PASSWORD, settings.password.c_str());
}

// The mailbox does not exist, is full, or the mail is unwanted: no later attempt changes that.
// Everything before (554 as a greeting, 530 log in first, 535 wrong password) is the operator's to
// mend. libcurl has one code for a bad greeting and for a mail refused after its last line.
bool is_final(CURLcode code, long answer, bool sent) {
    if (code == CURLE_COULDNT_CONNECT || code == CURLE_LOGIN_DENIED ||
        code == CURLE_USE_SSL_FAILED || (code == CURLE_WEIRD_SERVER_REPLY && !sent))
        return false;
    return answer >= 550 && answer <= 556;
}

void send(const Settings& settings, const std::string& to, const std::string& mime) {
    ready();
    const Handle curl{curl_easy_init(), &curl_easy_cleanup};
    if (!curl) throw std::runtime_error("libcurl gives no handle");
    set_connection(curl.get(), settings);
    const List recipients{curl_slist_append(nullptr, ("<" + to + ">").c_str()),
                          &curl_slist_free_all};
    Upload upload{mime};
    set(curl.get(), CURLOPT_MAIL_FROM, ("<" + settings.from + ">").c_str());
    set(curl.get(), CURLOPT_MAIL_RCPT, recipients.get());
    set(curl.get(), CURLOPT_READFUNCTION, &read_upload);
    set(curl.get(), CURLOPT_READDATA, static_cast<void*>(&upload));
    set(curl.get(), CURLOPT_UPLOAD, 1L);
    const auto code = curl_easy_perform(curl.get());
    if (code == CURLE_OK) return;
    long answer = 0;
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &answer);
    const auto what = fmt::format("{} (SMTP {})", curl_easy_strerror(code), answer);
    if (is_final(code, answer, upload.rest.empty())) throw store::Undeliverable(what);
    throw std::runtime_error(what);
}

}  // namespace

StartTls usual_start_tls(std::string_view server) {
    for (const auto* here : {"smtp://127.0.0.1", "smtp://localhost", "smtp://[::1]"}) {
        if (!server.starts_with(here)) continue;
        const auto rest = server.substr(std::strlen(here));
        if (rest.empty() || rest.front() == ':' || rest.front() == '/') return StartTls::never;
    }
    return StartTls::required;
}

Result<void> check(const Settings& settings) {
    const bool scheme =
        settings.server.starts_with("smtp://") || settings.server.starts_with("smtps://");
    const auto host =
        settings.server.substr(std::min(settings.server.find("://") + 3, settings.server.size()));
    if (!scheme || host.empty() || host.find_first_of("/?#@ \r\n") != std::string::npos)
        return fail({"mail.bad_server",
                     "smtp://host:port or smtps://host:port expected",
                     "server",
                     0,
                     settings.server,
                     {}});
    if (auto from = parse_address(settings.from); !from) {
        from.error().field = "from";
        return fail(from.error());
    }
    return {};
}

store::OutboxWorker::Handler deliverer(Settings settings, const Clock& clock) {
    if (auto good = check(settings); !good)
        throw std::invalid_argument(good.error().key + ": " + good.error().what);
    return [settings = std::move(settings), &clock](const store::Delivery& delivery) {
        const auto message = from_payload(delivery.payload);
        if (!message) throw store::Undeliverable(message.error().key);
        send(settings, message->to,
             to_mime(*message, {settings.from, settings.from_name, delivery.id, clock.now()}));
    };
}

}  // namespace kommod::mail
