// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// A PDF as others see it: qpdf and poppler, in processes of their own.
#pragma once

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <unistd.h>

#include "documents/qpdf.h"

namespace kommod::documents::testing {

inline std::string output_of(const std::string& command) {
    std::string output;
    FILE* const pipe = popen((command + " 2>&1").c_str(), "r");
    if (pipe == nullptr) return "popen failed";
    std::array<char, 4096> part;
    while (const std::size_t bytes = std::fread(part.data(), 1, part.size(), pipe))
        output.append(part.data(), bytes);
    if (const int status = pclose(pipe); status != 0)
        output += "\n" + command + " failed: " + std::to_string(status);
    return output;
}

class Pdf {
  public:
    explicit Pdf(std::string bytes)
        : bytes_(std::move(bytes)),
          path_(std::filesystem::path(::testing::TempDir()) /
                ("kommod_" + std::to_string(getpid()) + ".pdf")) {
        std::ofstream(path_, std::ios::binary) << bytes_;
        qpdf_.processMemoryFile("test", bytes_.data(), bytes_.size());
    }
    ~Pdf() { std::filesystem::remove(path_); }
    Pdf(const Pdf&) = delete;
    Pdf& operator=(const Pdf&) = delete;

    std::string check() const { return output_of("qpdf --check " + path_.string()); }
    std::string info() const { return output_of("pdfinfo " + path_.string()); }
    std::string fonts() const { return output_of("pdffonts " + path_.string() + " | tail -n +3"); }
    std::string images() const {
        return output_of("pdfimages -list " + path_.string() + " | tail -n +3");
    }
    // In the order in which it is drawn.
    std::string text() const { return output_of("pdftotext -raw " + path_.string() + " -"); }
    // The structure with its words, without indentation.
    std::string structure() const {
        return output_of("pdfinfo -struct-text " + path_.string() + " | sed 's/^ *//'");
    }
    QPDFObjectHandle root() { return qpdf_.getRoot(); }
    std::vector<QPDFPageObjectHelper> pages() {
        return QPDFPageDocumentHelper(qpdf_).getAllPages();
    }
    std::string uri_of_link(int page, int link) {
        return annotation(page, link).getKey("/A").getKey("/URI").getStringValue();
    }
    QPDFObjectHandle annotation(int page, int number) {
        return pages().at(page).getObjectHandle().getKey("/Annots").getArrayItem(number);
    }

  private:
    std::string bytes_;
    std::filesystem::path path_;
    QPDF qpdf_;
};

// Counts painting operators that belong neither to an element of the structure nor to an artifact.
class Unmarked : public QPDFObjectHandle::ParserCallbacks {
  public:
    static int in(Pdf& pdf) {
        Unmarked seen;
        for (auto& page : pdf.pages())
            page.parseContents(&seen);
        EXPECT_EQ(seen.depth_, 0) << "marked content that does not end";
        return seen.count_;
    }
    void handleObject(QPDFObjectHandle object) override {
        if (!object.isOperator()) return;
        const std::string name = object.getOperatorValue();
        if (name == "BDC" || name == "BMC") ++depth_;
        if (name == "EMC") --depth_;
        for (const char* paints : {"f", "f*", "S", "B", "Tj", "TJ", "Do", "sh"})
            if (name == paints && depth_ == 0) ++count_;
    }
    void handleEOF() override {}

  private:
    int depth_ = 0;
    int count_ = 0;
};

}  // namespace kommod::documents::testing
