// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "catalogue/import.h"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <variant>

#include "base/text.h"
#include "catalogue/flat.h"
#include "catalogue/own_import.h"
#include "catalogue/xzufi.h"

namespace kommod::catalogue {
namespace {

constexpr std::size_t sniffed = 4096;

Error broken(const Input& input, std::string reason) {
    return {"catalogue.broken_file", input.name() + ": " + std::move(reason), {}, 0, {}, {}};
}

Error broken(const Input& input, Error error) {
    error.what = input.name() + ": " + error.what;
    return error;
}

std::string slurp(std::istream& stream) {
    std::ostringstream out;
    out << stream.rdbuf();
    return std::move(out).str();
}

// A document as it was read, before it meets what is in the catalogue.
using Parsed = std::variant<Document, FlatFile, XzufiFile>;

Result<Parsed> parse(const Input& input) {
    const auto stream = input.open();
    if (!stream) return fail(broken(input, "Die Datei kann nicht gelesen werden."));
    std::string beginning(sniffed, '\0');
    stream->read(beginning.data(), static_cast<std::streamsize>(sniffed));
    beginning.resize(static_cast<std::size_t>(stream->gcount()));
    const auto format = sniff(beginning);
    if (!format) return fail(broken(input, format.error()));
    stream->clear();
    stream->seekg(0);
    const auto as_parsed = [&](auto read) -> Result<Parsed> {
        if (!read) return fail(broken(input, read.error()));
        return Parsed{std::move(*read)};
    };
    switch (*format) {
        case Format::xzufi:
            return as_parsed(read_xzufi(*stream));
        case Format::flat_csv:
            return as_parsed(read_flat(slurp(*stream)));
        case Format::kommod:
            break;
    }
    return as_parsed(read_format(slurp(*stream)));
}

struct Take {
    Merge& merge;
    void operator()(const Document& document) const { merge_document(document, merge); }
    void operator()(const FlatFile& file) const { merge_flat(file, merge); }
    void operator()(const XzufiFile& file) const { merge_xzufi(file, merge); }
};

struct Size {
    std::size_t operator()(const Document& document) const {
        return document.records.size() + document.rejected.size();
    }
    std::size_t operator()(const FlatFile& file) const {
        return file.rows.size() + file.rejected.size();
    }
    std::size_t operator()(const XzufiFile& file) const {
        return file.services.size() + file.rejected.size();
    }
};

Merge merge_all(const std::vector<Parsed>& documents, const std::vector<Input>& inputs,
                const ImportOptions& options, const Records& below, const Records& own) {
    Merge merge{below, own};
    std::size_t total = 0;
    for (const auto& document : documents)
        total += std::visit(Size{}, document);
    if (options.progress)
        merge.on_progress([&options, total](std::size_t done) { options.progress(done, total); });
    for (std::size_t i = 0; i < documents.size(); ++i) {
        if (inputs.size() > 1) merge.begin_file(inputs[i].name());
        std::visit(Take{merge}, documents[i]);
    }
    if (options.progress) options.progress(total, total);
    return merge;
}

}  // namespace

Input Input::file(std::filesystem::path path, std::string name) {
    Input input;
    input.name_ = name.empty() ? path.filename().string() : std::move(name);
    input.path_ = std::move(path);
    return input;
}

Input Input::text(std::string name, std::string content) {
    Input input;
    input.name_ = std::move(name);
    input.content_ = std::move(content);
    return input;
}

std::unique_ptr<std::istream> Input::open() const {
    if (path_.empty()) return std::make_unique<std::istringstream>(content_);
    std::error_code error;
    if (!std::filesystem::is_regular_file(path_, error)) return nullptr;
    auto stream = std::make_unique<std::ifstream>(path_, std::ios::binary);
    return stream->good() ? std::move(stream) : nullptr;
}

Result<Format> sniff(std::string_view beginning) {
    if (beginning.starts_with("\xEF\xBB\xBF")) beginning.remove_prefix(3);
    beginning = text::trim(beginning);
    if (beginning.starts_with('<')) return Format::xzufi;
    if (beginning.starts_with('{')) return Format::kommod;
    const auto first_line = text::lower(beginning.substr(0, beginning.find('\n')));
    if (first_line.find(',') != std::string::npos || first_line.find(';') != std::string::npos)
        return Format::flat_csv;
    return fail({"catalogue.unknown_format",
                 "Das ist weder eine CSV-Datei noch XZuFi noch Kommods eigenes Format.",
                 {},
                 0,
                 {},
                 {}});
}

Result<ImportReport> import_catalogue(Store& store, const std::vector<Input>& inputs,
                                      const ImportOptions& options) {
    std::vector<Parsed> documents;
    for (const auto& input : inputs) {
        auto document = parse(input);
        if (!document) return fail(document.error());
        documents.push_back(std::move(*document));
    }
    const bool own_town = !options.municipality.empty();
    const std::string name_space = own_town ? store::municipality_namespace(options.municipality)
                                            : std::string{store::association};
    const auto below =
        own_town ? store.records(store::association) : std::make_shared<const Records>();
    ImportReport report;
    if (options.dry_run) {
        report = merge_all(documents, inputs, options, *below, *store.records(name_space)).report();
    } else {
        const audit::Entry act{.at = {},
                               .actor = options.by ? *options.by : audit::Actor{},
                               .act = "catalogue.import",
                               .object_kind = "catalogue",
                               .object_id = name_space};
        const auto plan = [&](const Records& current) {
            const Merge merge = merge_all(documents, inputs, options, *below, current);
            report = merge.report();
            return merge.changes();
        };
        store.update(name_space, plan, options.by ? &act : nullptr);
    }
    if (inputs.size() == 1) std::ranges::stable_sort(report.rejected, {}, &Rejection::line);
    return report;
}

}  // namespace kommod::catalogue
