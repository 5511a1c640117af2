// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "base/json.h"
#include "catalogue/format.h"

namespace kommod::catalogue {
namespace {

// Members are written in the order of the calls; absent values are left out.
class Writer {
  public:
    void text(std::string_view name, const std::string& value) { object_[name] = value; }
    void text_if(std::string_view name, const std::string& value) {
        if (!value.empty()) text(name, value);
    }
    void text_if(std::string_view name, const std::optional<std::string>& value) {
        if (value) text(name, *value);
    }
    void number_if(std::string_view name, const std::optional<std::int64_t>& value) {
        if (value) object_[name] = *value;
    }
    void flag_if(std::string_view name, const std::optional<bool>& value) {
        if (value) object_[name] = *value;
    }
    void day_if(std::string_view name, const std::optional<LocalDate>& value) {
        if (value) object_[name] = value->to_iso();
    }
    void texts(std::string_view name, const std::vector<std::string>& values) {
        json::array list;
        for (const auto& value : values)
            list.emplace_back(value);
        object_[name] = std::move(list);
    }
    void texts_if(std::string_view name, const std::vector<std::string>& values) {
        if (!values.empty()) texts(name, values);
    }
    void texts_if(std::string_view name, const std::optional<std::vector<std::string>>& values) {
        if (values) texts(name, *values);
    }
    template <class Named>
    void id_and_name(const Named& record) {
        text("id", record.id);
        text("name", record.name);
    }
    void level_if(const std::optional<Level>& level) {
        if (level) object_["level"] = to_id(*level);
    }
    json::object& object() { return object_; }
    std::string str() const { return json::serialize(object_); }

  private:
    json::object object_;
};

void write_profile(Writer& out, const Profile& profile) {
    out.texts_if("requires", profile.criteria);
    out.texts_if("blocks", profile.blocks);
    out.texts_if("without", profile.without);
}

template <class T, class Write>
json::array objects(const std::vector<T>& values, const Write& write) {
    json::array list;
    for (const auto& value : values) {
        Writer item;
        write(item, value);
        list.push_back(std::move(item.object()));
    }
    return list;
}

void write_fee(Writer& out, const Fee& fee) {
    const auto cents = [](const std::optional<Cents>& value) {
        return value ? std::optional{value->count()} : std::nullopt;
    };
    out.text_if("name", fee.name);
    out.number_if("amount_cents", cents(fee.amount));
    out.number_if("from_cents", cents(fee.from));
    out.number_if("until_cents", cents(fee.until));
    out.text_if("legal", fee.legal_basis);
    if (fee.valid_from != LocalDate{}) out.day_if("valid_from", fee.valid_from);
    out.day_if("valid_until", fee.valid_until);
}

void write_deadline(Writer& out, const Deadline& deadline) {
    out.text_if("type", deadline.type);
    out.number_if("amount", deadline.amount);
    out.text_if("unit", deadline.unit);
    out.number_if("until_amount", deadline.until_amount);
    out.text_if("until_unit", deadline.until_unit);
    out.day_if("from", deadline.from);
    out.day_if("until", deadline.until);
    out.text_if("description", deadline.description);
}

json::object texts_json(const Texts& texts) {
    json::object languages;
    for (const auto& [language, modules] : texts) {
        json::object written;
        for (const auto& [module, text] : modules)
            written[module] = text;
        languages[language] = std::move(written);
    }
    return languages;
}

void write_details(Writer& out, const ServiceDetails& details) {
    out.text_if("name", details.name);
    out.text_if("type", details.type);
    out.text_if("act", details.act);
    out.level_if(details.level);
    out.text_if("office", details.office);
    out.texts_if("legal", details.legal);
    out.texts_if("addressee", details.addressees);
    out.text_if("trust", details.trust);
    out.number_if("sdg", details.sdg ? std::optional<std::int64_t>{*details.sdg} : std::nullopt);
    write_profile(out, details.profile);
    out.flag_if("fee", details.fee_charged);
    if (details.fees) out.object()["fees"] = objects(*details.fees, write_fee);
    if (details.deadlines) out.object()["deadlines"] = objects(*details.deadlines, write_deadline);
    out.texts_if("evidence", details.evidence);
    if (!details.texts.empty()) out.object()["texts"] = texts_json(details.texts);
    out.day_if("valid_from", details.valid_from);
    out.day_if("valid_until", details.valid_until);
    out.number_if("cases", details.cases_per_year);
    out.flag_if("offered", details.offered);
}

struct WriteRecord {
    Writer& out;

    void operator()(const Header& header) const {
        out.object()["kommod_catalogue"] = 1;
        out.text_if("title", header.title);
        out.text_if("source", header.source);
        out.text_if("state", header.state);
        for (const auto& [name, text] : header.more)
            out.text(name, text);
        if (header.supplement) out.flag_if("supplement", true);
    }
    void operator()(const Act& act) const {
        out.id_and_name(act);
        out.texts("requires", act.criteria);
        out.texts_if("blocks", act.blocks);
    }
    void operator()(const OfficeKind& office) const {
        out.id_and_name(office);
        out.level_if(office.level);
    }
    void operator()(const Subject& subject) const {
        out.id_and_name(subject);
        out.number_if("order", subject.order);
    }
    void operator()(const LifeEvent& event) const {
        out.text("id", event.id);
        out.text("subject", event.subject);
        out.text("name", event.name);
        out.number_if("order", event.order);
    }
    void operator()(const BundleRecord& bundle) const {
        out.text("id", bundle.id);
        out.texts("ozg", bundle.ozg);
        out.text("life_event", bundle.life_event);
        out.text("name", bundle.name);
        out.text_if("label", bundle.label);
        out.number_if("order", bundle.order);
        out.level_if(bundle.level);
        out.text_if("office", bundle.office);
        write_profile(out, bundle.profile);
        out.texts_if("addressee", bundle.addressees);
        out.text_if("trust", bundle.trust);
        if (bundle.sdg) out.flag_if("sdg", true);
        if (!bundle.offered) out.flag_if("offered", false);
    }
    void operator()(const ServiceRecord& service) const {
        out.text("key", service.key);
        out.text("bundle", service.bundle);
        write_details(out, service.details);
        out.text_if("ozg", service.ozg);
        out.texts_if("law_short", service.law_short);
        out.texts_if("law_names", service.law_names);
    }
    void operator()(const Supplement& supplement) const {
        out.text("key", supplement.key);
        write_details(out, supplement.details);
    }
    void operator()(const Synonym& synonym) const {
        out.text("term", synonym.term);
        out.texts("means", synonym.means);
    }
};

}  // namespace

std::string write_record(const Record& record) {
    Writer out;
    if (!std::holds_alternative<Header>(record)) out.text("kind", std::string{kind_of(record)});
    std::visit(WriteRecord{out}, record);
    return out.str();
}

std::string write_format(const Records& records) {
    std::string out;
    if (!records.header) out += write_record(Header{}) + '\n';
    for (const auto& record : in_order(records))
        out += write_record(record) + '\n';
    return out;
}

}  // namespace kommod::catalogue
