// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Inside of the room only: puts incoming records on top of a namespace's own ones and keeps the
// report. Knows the records below (the association's, when a municipality's are changed).
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/import_report.h"
#include "catalogue/record.h"

namespace kommod::catalogue {

class Merge {
  public:
    // `below` is empty for the association's own catalogue. Both stay alive.
    Merge(const Records& below, const Records& own) : below_(below), own_(own), merged_(own) {}

    // The record as a reader of this namespace sees it, before inheritance; nullptr when unknown.
    template <class T>
    const T* find(const std::string& id) const {
        if (const T* mine = find_in(table_of<T>(merged_), id)) return mine;
        return find_in(table_of<T>(below_), id);
    }
    // The service with all that the association and this namespace say of it, supplements too,
    // before inheritance from its bundle; nothing when unknown.
    std::optional<ServiceRecord> complete(const std::string& key) const;
    // All of a kind, own ones first, each id once.
    template <class T>
    void each(const std::function<void(const T&)>& call) const {
        for (const auto& [id, record] : table_of<T>(merged_))
            call(record);
        for (const auto& [id, record] : table_of<T>(below_))
            if (!table_of<T>(merged_).contains(id)) call(record);
    }
    bool has_below() const { return !below_.empty(); }

    // Takes a record of the file and counts it; a second one with the same id is rejected.
    void accept(int line, Record record);
    // Counts a record that says nothing new, however what it says is written down here.
    void confirm(int line, const Record& record);
    // Takes a record that the accepted ones need (a new bundle); not counted.
    void add(Record record);
    void reject(const Error& error);
    void reject(int line, std::string_view field, std::string_view value, std::string reason,
                std::string proposal = {});
    // Begins another file: its lines are counted anew, and its name is put before reasons.
    void begin_file(std::string name) { file_ = std::move(name); }
    // Called after every few hundred records with how many were looked at.
    void on_progress(std::function<void(std::size_t)> call) { progress_ = std::move(call); }

    // The records that differ from those that were there.
    std::vector<Record> changes() const;
    ImportReport report() const;

  private:
    template <class T>
    static const T* find_in(const std::map<std::string, T>& table, const std::string& id) {
        const auto found = table.find(id);
        return found == table.end() ? nullptr : &found->second;
    }
    bool is_first(int line, const Record& record);
    void count();

    const Records& below_;
    const Records& own_;
    Records merged_;
    ImportReport report_;
    std::string file_;
    std::function<void(std::size_t)> progress_;
    std::size_t looked_at_ = 0;
    struct Seen {
        int line = 0;
        std::string file, content, bundle;
    };
    std::map<std::pair<std::string, std::string>, Seen> seen_;  // by kind and id
};

}  // namespace kommod::catalogue
