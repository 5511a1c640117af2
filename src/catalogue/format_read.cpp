// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <array>
#include <limits>
#include <set>

#include "base/json.h"
#include "base/text.h"
#include "catalogue/format.h"

namespace kommod::catalogue {
namespace {

constexpr std::array<std::string_view, 7> known_blocks{
    "forms", "identity", "payment", "mailbox", "vault", "appointments", "registers"};
constexpr std::array<std::string_view, 3> known_addressees{"citizen", "business", "administration"};
constexpr std::array<std::string_view, 3> known_trust{"low", "substantial", "high"};

// No text holds a null character: PostgreSQL could not keep it.
bool is_text(const json::value& value) {
    return value.is_string() && value.get_string().find('\0') == json::string::npos;
}

// Reads the members of one object by name. The first thing that is wrong is kept; a member that
// nobody asked for is wrong, too, because it is a slip of the pen more often than a new idea.
class Members {
  public:
    explicit Members(const json::object& object) : object_(object) {}

    bool has(std::string_view name) const { return object_.contains(name); }
    bool taken(std::string_view name) const { return taken_.contains(name); }

    std::optional<std::string> text(std::string_view name) {
        const auto* value = take(name);
        if (!value) return std::nullopt;
        if (!is_text(*value)) return refuse(name, *value, "Hier wird ein Text erwartet.");
        return std::string{value->get_string()};
    }
    std::string required(std::string_view name) {
        auto found = text(name);
        if (!found || text::trim(*found).empty()) refuse_text(name, "", "Die Angabe fehlt.");
        return found.value_or("");
    }
    std::optional<std::int64_t> number(std::string_view name, std::int64_t from,
                                       std::int64_t until) {
        const auto* value = take(name);
        if (!value) return std::nullopt;
        if (!value->is_int64() || value->get_int64() < from || value->get_int64() > until)
            return refuse(name, *value, "Hier wird eine ganze Zahl im erlaubten Bereich erwartet.");
        return value->get_int64();
    }
    std::optional<bool> flag(std::string_view name) {
        const auto* value = take(name);
        if (!value) return std::nullopt;
        if (!value->is_bool()) return refuse(name, *value, "Hier wird true oder false erwartet.");
        return value->get_bool();
    }
    std::optional<LocalDate> day(std::string_view name) {
        const auto written = text(name);
        if (!written) return std::nullopt;
        const auto parsed = LocalDate::parse(*written);
        if (!parsed) {
            refuse_text(name, *written, "Ein Tag wird als JJJJ-MM-TT geschrieben.");
            return std::nullopt;
        }
        return *parsed;
    }
    std::optional<std::vector<std::string>> texts(std::string_view name) {
        const auto* value = take(name);
        if (!value) return std::nullopt;
        if (!value->is_array()) return refuse(name, *value, "Hier wird eine Liste erwartet.");
        std::vector<std::string> out;
        for (const auto& item : value->get_array()) {
            if (!is_text(item)) return refuse(name, item, "Hier wird ein Text erwartet.");
            out.emplace_back(item.get_string());
        }
        return out;
    }
    template <std::size_t N>
    void one_of(std::string_view name, std::string_view value,
                const std::array<std::string_view, N>& allowed) {
        if (std::ranges::find(allowed, value) != allowed.end()) return;
        std::string proposal;
        for (const auto candidate : allowed)
            if (text::edit_distance(value, candidate, 2) <= 2) proposal = candidate;
        refuse_text(name, value, "Dieser Wert ist hier nicht vorgesehen.", proposal);
    }
    template <class Each>
    void objects(std::string_view name, Each&& each) {
        const auto* value = take(name);
        if (!value) return;
        if (!value->is_array()) {
            refuse(name, *value, "Hier wird eine Liste erwartet.");
            return;
        }
        for (const auto& item : value->get_array()) {
            if (!item.is_object()) {
                refuse(name, item, "Hier wird ein Objekt erwartet.");
                return;
            }
            Members members{item.get_object()};
            each(members);
            if (auto error = members.finish()) {
                if (!error_) error_ = std::move(error);
                return;
            }
        }
    }
    const json::value* take(std::string_view name) {
        taken_.insert(name);
        return object_.if_contains(name);
    }
    std::nullopt_t refuse(std::string_view name, const json::value& value, std::string reason) {
        return refuse_text(name, json::serialize(value).substr(0, 200), std::move(reason));
    }
    std::nullopt_t refuse_text(std::string_view name, std::string_view value, std::string reason,
                               std::string proposal = {}) {
        if (!error_)
            error_ = Error{"catalogue.bad_record", std::move(reason),  std::string{name}, 0,
                           std::string{value},     std::move(proposal)};
        return std::nullopt;
    }
    void fail_with(Error error) {
        if (!error_) error_ = std::move(error);
    }
    std::optional<Error> finish() {
        for (const auto& member : object_)
            if (!taken_.contains(member.key()))
                refuse_text(member.key(), "", "Diese Angabe kennt das Format nicht.");
        return error_;
    }

  private:
    const json::object& object_;
    std::set<std::string_view> taken_;
    std::optional<Error> error_;
};

void read_level(Members& members, std::optional<Level>& level) {
    const auto id = members.text("level");
    if (!id) return;
    const auto parsed = level_from_id(*id);
    if (parsed)
        level = *parsed;
    else
        members.fail_with(parsed.error());
}

void read_criteria(Members& members, std::string_view name,
                   std::optional<std::vector<std::string>>& out) {
    out = members.texts(name);
    for (const auto& id : out.value_or(std::vector<std::string>{}))
        if (id.empty() ||
            id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") != std::string::npos)
            members.refuse_text(name, id, "Ein Kriterium heißt wie „once_only“.");
}

void read_blocks(Members& members, std::optional<std::vector<std::string>>& out) {
    out = members.texts("blocks");
    for (const auto& id : out.value_or(std::vector<std::string>{}))
        members.one_of("blocks", id, known_blocks);
}

Profile read_profile(Members& members) {
    Profile profile;
    read_criteria(members, "requires", profile.criteria);
    read_blocks(members, profile.blocks);
    std::optional<std::vector<std::string>> without;
    read_criteria(members, "without", without);
    profile.without = without.value_or(std::vector<std::string>{});
    return profile;
}

std::optional<std::vector<std::string>> read_addressees(Members& members) {
    auto list = members.texts("addressee");
    for (const auto& id : list.value_or(std::vector<std::string>{}))
        members.one_of("addressee", id, known_addressees);
    return list;
}

std::optional<std::string> read_trust(Members& members) {
    auto trust = members.text("trust");
    if (trust && !trust->empty()) members.one_of("trust", *trust, known_trust);
    return trust;
}

std::optional<Cents> read_cents(Members& members, std::string_view name) {
    const auto count = members.number(name, 0, 100'000'000'000);
    return count ? std::optional{Cents{*count}} : std::nullopt;
}

std::vector<Fee> read_fees(Members& members) {
    std::vector<Fee> fees;
    members.objects("fees", [&](Members& item) {
        Fee fee;
        fee.name = item.text("name").value_or("");
        fee.amount = read_cents(item, "amount_cents");
        fee.from = read_cents(item, "from_cents");
        fee.until = read_cents(item, "until_cents");
        fee.legal_basis = item.text("legal").value_or("");
        fee.valid_from = item.day("valid_from").value_or(LocalDate{});
        fee.valid_until = item.day("valid_until");
        if (fee.from && fee.until && *fee.until < *fee.from)
            item.refuse_text("until_cents", std::to_string(fee.until->count()),
                             "Die Obergrenze liegt unter der Untergrenze.");
        fees.push_back(std::move(fee));
    });
    return fees;
}

std::vector<Deadline> read_deadlines(Members& members) {
    constexpr std::int64_t most = 1'000'000;
    std::vector<Deadline> deadlines;
    members.objects("deadlines", [&](Members& item) {
        Deadline deadline;
        deadline.type = item.text("type").value_or("");
        deadline.amount = item.number("amount", 0, most);
        deadline.unit = item.text("unit").value_or("");
        deadline.until_amount = item.number("until_amount", 0, most);
        deadline.until_unit = item.text("until_unit").value_or("");
        deadline.from = item.day("from");
        deadline.until = item.day("until");
        deadline.description = item.text("description").value_or("");
        deadlines.push_back(std::move(deadline));
    });
    return deadlines;
}

Texts read_texts(Members& members) {
    Texts texts;
    const auto* value = members.take("texts");
    if (!value) return texts;
    const auto wrong = [&](const json::value& what) {
        members.refuse("texts", what, "Texte stehen als {Sprache: {Modul: Text}}.");
        return texts;
    };
    if (!value->is_object()) return wrong(*value);
    for (const auto& language : value->get_object()) {
        if (!language.value().is_object()) return wrong(language.value());
        for (const auto& module : language.value().get_object()) {
            if (!is_text(module.value())) return wrong(module.value());
            texts[std::string{language.key()}][std::string{module.key()}] =
                module.value().get_string();
        }
    }
    return texts;
}

ServiceDetails read_details(Members& members) {
    ServiceDetails details;
    details.name = members.text("name");
    details.type = members.text("type");
    details.act = members.text("act");
    read_level(members, details.level);
    details.office = members.text("office");
    details.legal = members.texts("legal");
    details.addressees = read_addressees(members);
    details.trust = read_trust(members);
    if (const auto sdg = members.number("sdg", 0, 3)) details.sdg = static_cast<int>(*sdg);
    details.profile = read_profile(members);
    details.fee_charged = members.flag("fee");
    if (members.has("fees")) details.fees = read_fees(members);
    if (members.has("deadlines")) details.deadlines = read_deadlines(members);
    details.evidence = members.texts("evidence");
    details.texts = read_texts(members);
    details.valid_from = members.day("valid_from");
    details.valid_until = members.day("valid_until");
    details.cases_per_year = members.number("cases", 0, 1'000'000'000);
    details.offered = members.flag("offered");
    if (details.valid_from && details.valid_until && *details.valid_until < *details.valid_from)
        members.refuse_text("valid_until", details.valid_until->to_iso(),
                            "Das Ende liegt vor dem Anfang.");
    return details;
}

std::string read_key(Members& members) {
    const auto written = members.required("key");
    const auto key = ServiceKey::parse(written);
    if (key) return key->str();
    members.fail_with(key.error());
    return written;
}

int read_order(Members& members) {
    return static_cast<int>(
        members.number("order", 0, std::numeric_limits<int>::max()).value_or(0));
}

Record read_act(Members& members) {
    Act act{members.required("id"), members.required("name"), {}, {}};
    const auto profile = read_profile(members);
    act.criteria = profile.criteria.value_or(std::vector<std::string>{});
    act.blocks = profile.blocks.value_or(std::vector<std::string>{});
    if (!profile.without.empty())
        members.refuse_text("without", profile.without.front(),
                            "Eine Verrichtungsart nennt nur, was sie verlangt.");
    return act;
}

Record read_office(Members& members) {
    OfficeKind office{members.required("id"), members.required("name"), Level::municipality};
    std::optional<Level> level;
    read_level(members, level);
    office.level = level.value_or(Level::municipality);
    return office;
}

Record read_bundle(Members& members) {
    BundleRecord bundle;
    bundle.id = members.required("id");
    bundle.ozg = members.texts("ozg").value_or(std::vector<std::string>{});
    bundle.life_event = members.required("life_event");
    bundle.name = members.required("name");
    bundle.label = members.text("label").value_or("");
    bundle.order = read_order(members);
    std::optional<Level> level;
    read_level(members, level);
    bundle.level = level.value_or(Level::municipality);
    bundle.office = members.text("office").value_or("");
    bundle.profile = read_profile(members);
    bundle.addressees = read_addressees(members).value_or(std::vector<std::string>{});
    bundle.trust = read_trust(members).value_or("");
    bundle.sdg = members.flag("sdg").value_or(false);
    bundle.offered = members.flag("offered").value_or(true);
    return bundle;
}

Record read_service(Members& members) {
    ServiceRecord service;
    service.key = read_key(members);
    service.bundle = members.required("bundle");
    if (members.required("name").empty()) return service;
    service.details = read_details(members);
    service.ozg = members.text("ozg").value_or("");
    service.law_short = members.texts("law_short").value_or(std::vector<std::string>{});
    service.law_names = members.texts("law_names").value_or(std::vector<std::string>{});
    return service;
}

Record read_synonym(Members& members) {
    Synonym synonym{members.required("term"), {}};
    synonym.means = members.texts("means").value_or(std::vector<std::string>{});
    if (synonym.means.empty())
        members.refuse_text("means", "", "Ein Synonym braucht mindestens ein Wort, das es meint.");
    return synonym;
}

Record read_kind(std::string_view kind, Members& members) {
    if (kind == "act") return read_act(members);
    if (kind == "office") return read_office(members);
    if (kind == "subject")
        return Subject{members.required("id"), members.required("name"), read_order(members)};
    if (kind == "life_event")
        return LifeEvent{members.required("id"), members.required("subject"),
                         members.required("name"), read_order(members)};
    if (kind == "bundle") return read_bundle(members);
    if (kind == "service") return read_service(members);
    if (kind == "supplement") {
        auto key = read_key(members);
        return Supplement{std::move(key), read_details(members)};
    }
    if (kind == "synonym") return read_synonym(members);
    members.refuse_text("kind", kind, "Diese Art von Eintrag kennt das Format nicht.");
    return Header{};
}

Result<Header> read_header_object(const json::object& object) {
    const auto* version = object.if_contains("kommod_catalogue");
    if (!version || !version->is_int64() || version->get_int64() != 1)
        return fail({"catalogue.unknown_version",
                     "Die Datei ist kein Katalog in Kommods Format, Fassung 1.",
                     "kommod_catalogue",
                     1,
                     version ? json::serialize(*version).substr(0, 100) : std::string{},
                     {}});
    Members members{object};
    members.take("kommod_catalogue");
    Header header;
    header.title = members.text("title").value_or("");
    header.source = members.text("source").value_or("");
    header.state = members.text("state").value_or("");
    header.supplement = members.flag("supplement").value_or(false);
    for (const auto& member : object) {
        const std::string_view name = member.key();
        if (members.taken(name)) continue;
        if (const auto text = members.text(name)) header.more[std::string{name}] = *text;
    }
    if (auto error = members.finish()) {
        error->line = 1;
        return fail(std::move(*error));
    }
    return header;
}

Result<json::object> read_object(std::string_view line, int number) {
    json::error_code code;
    json::parse_options options;
    options.max_depth = 8;
    auto value = json::parse(line, code, {}, options);
    if (code || !value.is_object())
        return fail({"catalogue.broken_file",
                     "Die Zeile ist kein vollständiges JSON-Objekt; die Datei ist beschädigt oder "
                     "abgeschnitten.",
                     {},
                     number,
                     std::string{text::prefix(line, 120)},
                     {}});
    return std::move(value.get_object());
}

Result<Record> read_record_object(const json::object& object) {
    if (object.contains("kommod_catalogue")) {
        auto header = read_header_object(object);
        if (!header) return fail(header.error());
        return Record{std::move(*header)};
    }
    Members members{object};
    const std::string kind = members.required("kind");
    Record record = kind.empty() ? Record{Header{}} : read_kind(kind, members);
    if (auto error = members.finish()) return fail(std::move(*error));
    return record;
}

}  // namespace

Result<Record> read_record(std::string_view json_line) {
    auto object = read_object(json_line, 0);
    if (!object) return fail(object.error());
    return read_record_object(*object);
}

Result<Document> read_format(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    if (!text::is_utf8(text))
        return fail(
            {"catalogue.broken_file", "Die Datei ist nicht in UTF-8 kodiert.", {}, 0, {}, {}});
    Document document;
    int number = 0;
    bool opened = false;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const std::string_view line = text::trim(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        ++number;
        if (line.empty()) continue;
        auto object = read_object(line, number);
        if (!object) return fail(object.error());
        if (!opened) {
            auto header = read_header_object(*object);
            if (!header) return fail(header.error());
            document.header = std::move(*header);
            opened = true;
            continue;
        }
        auto record = read_record_object(*object);
        if (record && !std::holds_alternative<Header>(*record)) {
            document.records.push_back({number, std::move(*record)});
            continue;
        }
        Error error =
            record ? Error{"catalogue.bad_record", "Ein Katalog hat nur einen Kopf.", {}, 0, {}, {}}
                   : record.error();
        error.line = number;
        document.rejected.push_back(std::move(error));
    }
    if (!opened) return fail({"catalogue.broken_file", "Die Datei ist leer.", {}, 0, {}, {}});
    return document;
}

}  // namespace kommod::catalogue
