// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "readiness/import.h"

#include <map>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include "base/embedded.h"
#include "base/text.h"
#include "municipalities/municipality.h"

namespace kommod::embedded {
extern const std::span<const File> readiness_demonstration;
}

namespace kommod::readiness {
namespace {

int line_of(const YAML::Node& node) {
    return node.Mark().line + 1;
}

std::string at(const YAML::Node& node) {
    return fmt::format(" (Spalte {})", node.Mark().column + 1);
}

bool is_text(const YAML::Node& node) {
    return node.IsDefined() && node.IsScalar();
}

// Reads one file. An entry is one version of a fact; what it does not say, it takes over from the
// version of the same fact before it, so that a postponed date is one line.
class FactsReader {
  public:
    explicit FactsReader(LocalDate default_recorded_on)
        : default_recorded_on_(default_recorded_on) {}

    FactsFile read(std::string_view yaml_text) {
        try {
            const YAML::Node root = YAML::Load(std::string(yaml_text));
            if (!root.IsMap()) {
                refuse(1, {}, {},
                       "Die Datei beginnt nicht mit den Angaben municipality und facts.");
                return std::move(out_);
            }
            header(root);
            entries(root["facts"]);
        } catch (const YAML::Exception& broken) {
            refuse(broken.mark.line + 1, {}, {},
                   fmt::format("Die Datei ist kein gültiges YAML (Spalte {}): {}",
                               broken.mark.column + 1, broken.msg));
        }
        return std::move(out_);
    }

  private:
    void refuse(int line, std::string_view field, std::string_view value, std::string reason) {
        out_.rejected.push_back(
            {line, std::string(field), std::string(value), std::move(reason), {}});
    }

    void header(const YAML::Node& root) {
        for (const auto& entry : root) {
            const auto name = entry.first.as<std::string>();
            if (name != "municipality" && name != "facts" && name != "example" && name != "note")
                refuse(line_of(entry.first), name, {}, "Diese Angabe gibt es hier nicht.");
        }
        const YAML::Node town = root["municipality"];
        const std::string ags = is_text(town) ? town.as<std::string>() : "";
        if (ags == store::association) {
            out_.name_space = ags;
        } else if (const auto parsed = municipalities::Ags::parse(ags)) {
            out_.name_space = store::municipality_namespace(parsed->str());
        } else {
            refuse(town.IsDefined() ? line_of(town) : 1, "municipality", ags,
                   "Hier steht der achtstellige Gemeindeschlüssel oder association.");
        }
        if (root["example"].IsDefined()) example_ = flag(root["example"], "example");
    }

    void entries(const YAML::Node& facts) {
        if (!facts.IsDefined() || !facts.IsSequence()) {
            refuse(1, "facts", {}, "Die Liste der Tatsachen fehlt.");
            return;
        }
        for (const YAML::Node& entry : facts) {
            if (entry.IsMap())
                version(entry);
            else
                refuse(line_of(entry), "facts", {},
                       "Hier wird eine Tatsache erwartet." + at(entry));
        }
    }

    // Kind and id stand in one key: "block: payment".
    void version(const YAML::Node& entry) {
        FactVersion out;
        const char* kind_name = nullptr;
        for (const char* kind : {"block", "solution", "precondition"})
            if (entry[kind].IsDefined()) kind_name = kind;
        if (kind_name == nullptr || !is_text(entry[kind_name])) {
            refuse(line_of(entry), "facts", {},
                   "Eine Tatsache beginnt mit block, solution oder precondition." + at(entry));
            return;
        }
        out.kind = fact_kind_from_id(kind_name).value();
        out.id = entry[kind_name].as<std::string>();
        out.recorded_on = default_recorded_on_;
        out.example = example_;
        const auto before = newest_.find({out.kind, out.id});
        if (before != newest_.end()) {
            out.payload = before->second.payload;
            out.municipalities = before->second.municipalities;
        }
        std::map<std::string, int> lines;
        for (const auto& pair : entry) {
            const auto name = pair.first.as<std::string>();
            lines[name] = line_of(pair.first);
            if (name != kind_name) field(out, name, pair.second);
        }
        check(out, lines, line_of(entry));
        newest_[{out.kind, out.id}] = out;
        out_.versions.push_back(std::move(out));
    }

    void field(FactVersion& out, const std::string& name, const YAML::Node& value) {
        if (name == "recorded") {
            out.recorded_on = day(value, name).value_or(out.recorded_on);
        } else if (name == "withdrawn") {
            out.withdrawn = flag(value, name);
        } else if (name == "example") {
            out.example = flag(value, name);
        } else if (name == "municipalities") {
            out.municipalities = towns(value);
        } else if (value.IsNull()) {
            out.payload.erase(name);  // "url: ~" takes back what was said before
        } else if (value.IsScalar()) {
            out.payload[name] = value.as<std::string>();
        } else if (value.IsSequence()) {
            out.payload[name] = list(value, name);
        } else {
            refuse(line_of(value), name, {},
                   "Hier wird Text oder eine Liste erwartet." + at(value));
        }
    }

    json::array list(const YAML::Node& value, const std::string& name) {
        json::array out;
        for (const YAML::Node& entry : value) {
            if (is_text(entry))
                out.emplace_back(entry.as<std::string>());
            else
                refuse(line_of(entry), name, {}, "In dieser Liste steht kein Text." + at(entry));
        }
        return out;
    }

    std::vector<std::string> towns(const YAML::Node& value) {
        std::vector<std::string> out;
        if (!value.IsSequence()) {
            refuse(line_of(value), "municipalities", {}, "Hier wird eine Liste erwartet.");
            return out;
        }
        for (const YAML::Node& entry : value) {
            const std::string ags = is_text(entry) ? entry.as<std::string>() : "";
            if (!municipalities::Ags::parse(ags))
                refuse(line_of(entry), "municipalities", ags,
                       "Kein Gemeindeschlüssel." + at(entry));
            out.push_back(ags);
        }
        return out;
    }

    bool flag(const YAML::Node& value, std::string_view name) {
        bool out = false;
        if (!is_text(value) || !YAML::convert<bool>::decode(value, out))
            refuse(line_of(value), name, {}, "Hier steht true oder false." + at(value));
        return out;
    }

    std::optional<LocalDate> day(const YAML::Node& value, std::string_view name) {
        const std::string text = is_text(value) ? value.as<std::string>() : "";
        const auto parsed = LocalDate::parse(text);
        if (parsed) return *parsed;
        refuse(line_of(value), name, text, "Kein Tag in der Form 2023-01-16." + at(value));
        return std::nullopt;
    }

    void check(const FactVersion& version, const std::map<std::string, int>& lines, int first) {
        for (Rejection& wrong : check_payload(version.kind, version.id, version.payload)) {
            const auto found = lines.find(wrong.field);
            wrong.line = found == lines.end() ? first : found->second;
            out_.rejected.push_back(std::move(wrong));
        }
        const auto before = newest_.find({version.kind, version.id});
        if (before != newest_.end() && version.recorded_on < before->second.recorded_on)
            refuse(first, "recorded", version.recorded_on.to_iso(),
                   "Eine spätere Fassung derselben Tatsache steht in der Datei weiter oben.");
    }

    LocalDate default_recorded_on_;
    bool example_ = false;
    std::map<std::pair<FactKind, std::string>, FactVersion> newest_;
    FactsFile out_;
};

}  // namespace

FactsFile read_facts(std::string_view yaml_text, LocalDate default_recorded_on) {
    return FactsReader(default_recorded_on).read(yaml_text);
}

ImportReport import_facts(Store& store, std::string_view yaml_text, LocalDate today,
                          const Origin* from) {
    const FactsFile file = read_facts(yaml_text, today);
    ImportReport report;
    report.rejected = file.rejected;
    if (!report.rejected.empty()) return report;
    const audit::Entry act{.at = {},
                           .actor = from ? from->by : audit::Actor{},
                           .act = "facts.import",
                           .object_kind = "facts",
                           .object_id = from ? from->file : std::string{}};
    const Store::Recorded recorded =
        store.record(file.name_space, file.versions, from ? &act : nullptr);
    report.created = recorded.created;
    report.unchanged = recorded.unchanged;
    report.accepted = recorded.created + recorded.unchanged;
    report.rejected = recorded.rejected;
    return report;
}

ImportReport load_demonstration(Store& store, LocalDate today) {
    ImportReport sum;
    for (const embedded::File& file : embedded::readiness_demonstration) {
        const Origin from{{audit::ActorKind::system, "demonstration"}, std::string{file.name}};
        const ImportReport report = import_facts(store, file.content, today, &from);
        if (!report.rejected.empty())
            throw std::runtime_error(
                fmt::format("demonstration facts {}: {}", file.name, report.to_german()));
        sum.accepted += report.accepted;
        sum.created += report.created;
        sum.unchanged += report.unchanged;
    }
    return sum;
}

}  // namespace kommod::readiness
