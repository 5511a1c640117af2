// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <memory>
#include <sstream>

#include <fmt/format.h>
#include <libxml/xmlreader.h>

#include "base/text.h"
#include "catalogue/flat.h"
#include "catalogue/xzufi.h"

namespace kommod::catalogue {
namespace {

std::string_view view(const xmlChar* text) {
    // libxml2 speaks of unsigned characters; UTF-8 is meant.
    return text == nullptr
               ? std::string_view{}
               : std::string_view{static_cast<const char*>(static_cast<const void*>(text))};
}

std::string content_of(const xmlNode* node) {
    xmlChar* text = xmlNodeGetContent(node);
    const std::string out{view(text)};
    xmlFree(text);
    return out;
}

// An element of the tree of one `leistung`; names are compared without their namespace's prefix.
class Element {
  public:
    explicit Element(const xmlNode* node) : node_(node) {}

    std::string_view name() const { return view(node_->name); }
    int line() const { return static_cast<int>(xmlGetLineNo(node_)); }
    std::string text() const { return std::string{text::trim(content_of(node_))}; }

    template <class Call>
    void each(const Call& call) const {
        for (const xmlNode* child = node_->children; child != nullptr; child = child->next)
            if (child->type == XML_ELEMENT_NODE) call(Element{child});
    }
    template <class Call>
    void each(std::string_view wanted, const Call& call) const {
        each([&](const Element& child) {
            if (child.name() == wanted) call(child);
        });
    }
    std::optional<Element> child(std::string_view wanted) const {
        std::optional<Element> found;
        each(wanted, [&](const Element& one) {
            if (!found) found = one;
        });
        return found;
    }
    // The first element of that name below this one, at any depth.
    std::optional<Element> below(std::string_view wanted) const {
        std::optional<Element> found;
        each([&](const Element& one) {
            if (!found) found = one.name() == wanted ? std::optional{one} : one.below(wanted);
        });
        return found;
    }
    std::string text_below(std::string_view wanted) const {
        const auto found = below(wanted);
        return found ? found->text() : std::string{};
    }
    // A code is written as <x><code>02</code></x>, or as <x>02</x>.
    std::string code() const {
        const auto inner = child("code");
        return inner ? inner->text() : text();
    }
    std::string code_of(std::string_view wanted) const {
        const auto found = child(wanted);
        return found ? found->code() : std::string{};
    }
    std::string attribute(std::string_view wanted) const {
        for (const xmlAttr* one = node_->properties; one != nullptr; one = one->next)
            if (view(one->name) == wanted) return content_of(one->children);
        return {};
    }
    // "de", "en"; German when nothing is said.
    std::string language() const {
        std::string code = attribute("languageCode");
        if (code.empty()) code = attribute("lang");
        code = text::lower(code);
        return code.empty() ? "de" : code;
    }

  private:
    const xmlNode* node_;
};

std::optional<std::int64_t> whole_number(const std::string& text) {
    std::int64_t value = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
    constexpr std::int64_t most = 1'000'000;
    if (failed != std::errc{} || end != text.data() + text.size() || value < 0 || value > most)
        return std::nullopt;
    return value;
}

// xs:decimal, "37", "37.5", "1234.50".
std::optional<Cents> decimal_cents(const std::string& text) {
    const auto point = text.find('.');
    const auto euros = whole_number(text.substr(0, point));
    std::string cents = point == std::string::npos ? "" : text.substr(point + 1);
    while (cents.size() > 2 && cents.ends_with('0'))
        cents.pop_back();
    if (cents.size() > 2) return std::nullopt;
    cents.resize(2, '0');
    const auto rest = whole_number(cents);
    if (!euros || !rest) return std::nullopt;
    return Cents{*euros * 100 + *rest};
}

std::optional<LocalDate> day(const std::string& text) {
    const auto parsed = LocalDate::parse(text.substr(0, 10));
    return parsed ? std::optional{*parsed} : std::nullopt;
}

// Codes of the list of trust levels: the tens tell the level.
std::string trust_of(std::string_view code) {
    if (code == "10" || code == "15" || code == "20") return "low";
    if (code == "30") return "substantial";
    if (code == "40") return "high";
    return {};
}

std::string addressee_of(std::string_view code) {
    if (code == "001") return "citizen";
    if (code == "002") return "business";
    if (code == "003") return "administration";
    return {};
}

// Reads one `leistung`. What is wrong with it is kept, the first thing first.
class ServiceReader {
  public:
    ServiceReader(const Element& element, int line) : element_(element), line_(line) {}

    void read(XzufiFile& file) {
        read_texts();
        read_codes();
        element_.each("modulFrist", [this](const Element& module) { read_deadlines(module); });
        element_.each("modulKosten", [this](const Element& module) { read_fees(module); });
        element_.each("modulBearbeitungsdauer", [this](const Element& module) {
            read_description(module, "bearbeitungsdauer");
        });
        read_validity();
        const auto keys = read_keys();
        if (error_) {
            file.rejected.push_back(*error_);
            return;
        }
        for (const auto& key : keys) {
            service_.line = line_;
            service_.key = key;
            file.services.push_back(service_);
        }
    }

  private:
    void refuse(const Element& where, std::string_view value, std::string reason,
                std::string proposal = {}) {
        if (error_) return;
        const int line = where.line() > 0 ? where.line() : line_;
        error_ = Error{"catalogue.bad_service", std::move(reason),  std::string{where.name()}, line,
                       std::string{value},      std::move(proposal)};
    }

    std::vector<std::string> read_keys() {
        std::vector<std::string> keys;
        for (const auto* name : {"referenzLeistungsschluessel", "referenzLeiKa"}) {
            element_.each(name, [&](const Element& reference) {
                std::string written = reference.code();
                constexpr std::string_view urn = "urn:de:fim:leika:leistung:";
                if (written.starts_with(urn)) written.erase(0, urn.size());
                const auto key = ServiceKey::parse(written);
                if (!key)
                    refuse(reference, written, key.error().what, key.error().proposal);
                else if (std::ranges::find(keys, key->str()) == keys.end())
                    keys.push_back(key->str());
            });
        }
        if (keys.empty() && !error_) {
            const auto proposal = ServiceKey::propose_local(service_.name);
            refuse(element_, element_.text_below("id"),
                   "Die Leistung verweist auf keinen LeiKa-Schlüssel.",
                   proposal ? proposal->str() : std::string{});
        }
        return keys;
    }

    void read_texts() {
        for (const auto* name : {"modulText", "modulTextIndividuell"}) {
            element_.each(name, [this](const Element& module) {
                std::string code = module.code_of("leikaTextmodul");
                if (code.empty()) code = module.code_of("textmodul");
                if (code.empty()) {
                    refuse(module, text::prefix(module.text(), 60),
                           "Der Text nennt kein Textmodul (leikaTextmodul).");
                    return;
                }
                put_texts(module, "inhalt", code);
            });
        }
        auto& german = service_.details.texts["de"];
        for (const auto* code : {"02", "03"})
            if (service_.name.empty() && german.contains(code)) service_.name = german.at(code);
        if (german.empty()) service_.details.texts.erase("de");
    }
    void put_texts(const Element& module, std::string_view child, const std::string& code) {
        module.each(child, [&](const Element& content) {
            auto written = plain_text(content.text());
            if (!written.empty())
                service_.details.texts[content.language()][code] = text::nfc(written);
        });
    }
    void read_description(const Element& module, const std::string& code) {
        put_texts(module, "beschreibung", code);
        const auto amount = module.text_below("dauer");
        if (!amount.empty() && !service_.details.texts["de"].contains(code))
            service_.details.texts["de"][code] = amount + " " + unit_of(module, "einheit");
        if (service_.details.texts["de"].empty()) service_.details.texts.erase("de");
    }

    void read_codes() {
        const auto type = element_.code_of("typisierung");
        if (!type.empty() && !is_type(type))
            refuse(*element_.child("typisierung"), type, "Diesen LeiKa-Typ gibt es nicht.");
        if (!type.empty()) service_.details.type = type;
        const auto trust = trust_of(element_.code_of("vertrauensniveau"));
        if (!trust.empty()) service_.details.trust = trust;
        std::vector<std::string> addressees;
        element_.each("leistungsadressat", [&](const Element& one) {
            const auto code = one.code();
            const auto addressee = addressee_of(code);
            if (addressee.empty())
                refuse(one, code,
                       "Adressat ist 001 (Bürger), 002 (Unternehmen) oder 003 (Verwaltung).");
            else
                addressees.push_back(addressee);
        });
        if (!addressees.empty()) service_.details.addressees = addressees;
        if (element_.child("informationsbereichSDG")) service_.details.sdg = 1;
    }

    static std::string unit_of(const Element& element, std::string_view name) {
        const auto unit = element.below(name);
        return unit ? unit->code() : std::string{};
    }

    void read_deadlines(const Element& module) {
        std::vector<Deadline> deadlines =
            service_.details.deadlines.value_or(std::vector<Deadline>{});
        module.each("frist", [&](const Element& one) {
            Deadline deadline;
            deadline.type = one.code_of("typ");
            deadline.unit = unit_of(one, "einheit");
            deadline.until_unit = unit_of(one, "einheitBis");
            deadline.from = day(one.text_below("von"));
            deadline.until = day(one.text_below("bis"));
            deadline.description = plain_text(one.text_below("beschreibung"));
            const auto amount = one.text_below("dauer"), until = one.text_below("dauerBis");
            deadline.amount = whole_number(amount);
            deadline.until_amount = whole_number(until);
            if ((!amount.empty() && !deadline.amount) || (!until.empty() && !deadline.until_amount))
                refuse(one, amount + until, "Die Dauer einer Frist ist eine ganze Zahl.");
            deadlines.push_back(std::move(deadline));
        });
        put_texts(module, "beschreibung", "fristen");
        if (!deadlines.empty()) service_.details.deadlines = std::move(deadlines);
    }

    void read_fees(const Element& module) {
        std::vector<Fee> fees = service_.details.fees.value_or(std::vector<Fee>{});
        module.each("kosten", [&](const Element& one) {
            Fee fee;
            fee.name = plain_text(one.text_below("beschreibung"));
            fee.amount = amount(one, "betrag");
            fee.from = amount(one, "untergrenze");
            fee.until = amount(one, "obergrenze");
            if (one.below("kostenFrei") || one.attribute("type").ends_with("KostenFrei")) {
                fee.amount = Cents{0};
                service_.details.fee_charged = false;
            }
            if (fee.amount || fee.from || fee.until || !fee.name.empty())
                fees.push_back(std::move(fee));
        });
        put_texts(module, "beschreibung", "kosten");
        if (!fees.empty()) service_.details.fees = std::move(fees);
    }
    std::optional<Cents> amount(const Element& fee, std::string_view name) {
        const auto found = fee.below(name);
        if (!found) return std::nullopt;
        const auto cents = decimal_cents(found->text());
        if (!cents) refuse(*found, found->text(), "Ein Betrag wird wie 37.00 geschrieben.");
        return cents;
    }

    void read_validity() {
        const auto validity = element_.child("gueltigkeit");
        if (!validity) return;
        service_.details.valid_from = day(validity->text_below("beginn"));
        service_.details.valid_until = day(validity->text_below("ende"));
    }

    Element element_;
    int line_;
    XzufiService service_;
    std::optional<Error> error_;
};

int read_bytes(void* stream, char* buffer, int length) {
    auto& in = *static_cast<std::istream*>(stream);
    in.read(buffer, length);
    return in.bad() ? -1 : static_cast<int>(in.gcount());
}

struct ParseFailure {
    std::string message;
    int line = 0;
};

void keep_error(void* failure, xmlErrorPtr error) {
    auto& kept = *static_cast<ParseFailure*>(failure);
    if (!kept.message.empty() || error->level < XML_ERR_ERROR) return;
    kept.message = error->message == nullptr ? "?" : error->message;
    kept.line = error->line;
}

tl::unexpected<Error> broken(std::string reason, int line) {
    return fail({"catalogue.broken_file", std::move(reason), {}, line, {}, {}});
}

Result<bool> check_root(xmlTextReaderPtr reader) {
    const auto space = view(xmlTextReaderConstNamespaceUri(reader));
    const int line = xmlTextReaderGetParserLineNumber(reader);
    if (space.find("xzufi") == std::string_view::npos)
        return broken("Das XML-Dokument ist kein XZuFi.", line);
    if (space.ends_with("2_2_0") || space.ends_with("2_3_1")) return true;
    return fail({"catalogue.unknown_version",
                 "Gelesen werden XZuFi 2.2.0 und 2.3.1.",
                 "xmlns",
                 line,
                 std::string{space},
                 {}});
}

// Walks over the message; every `leistung` is expanded to a small tree, read and dropped.
Result<XzufiFile> walk(xmlTextReaderPtr reader, ParseFailure& failure) {
    XzufiFile file;
    bool root_seen = false;
    int state = xmlTextReaderRead(reader);
    while (state == 1) {
        const int type = xmlTextReaderNodeType(reader);
        if (type == XML_READER_TYPE_DOCUMENT_TYPE || type == XML_READER_TYPE_ENTITY_REFERENCE)
            return broken("Dokumenttyp-Angaben und Entitäten werden nicht angenommen.",
                          xmlTextReaderGetParserLineNumber(reader));
        if (type != XML_READER_TYPE_ELEMENT) {
            state = xmlTextReaderRead(reader);
            continue;
        }
        if (!root_seen) {
            const auto root = check_root(reader);
            if (!root) return fail(root.error());
            root_seen = true;
        }
        const auto name = view(xmlTextReaderConstLocalName(reader));
        const int line = xmlTextReaderGetParserLineNumber(reader);
        if (name.starts_with("loesche")) {
            file.rejected.push_back({"catalogue.bad_service",
                                     "Löschungen werden nicht übernommen; das Ende einer Leistung "
                                     "wird im Katalog mit „valid_until“ eingetragen.",
                                     std::string{name},
                                     line,
                                     {},
                                     {}});
            state = xmlTextReaderNext(reader);
        } else if (name == "leistung") {
            const xmlNode* node = xmlTextReaderExpand(reader);
            if (node == nullptr || !failure.message.empty()) break;
            ServiceReader{Element{node}, line}.read(file);
            state = xmlTextReaderNext(reader);
        } else {
            state = xmlTextReaderRead(reader);
        }
    }
    if (state != 0 || !failure.message.empty())
        return broken("Das XML ist nicht wohlgeformt oder abgeschnitten: " +
                          std::string{text::trim(failure.message)},
                      failure.line);
    if (!root_seen) return broken("Das XML-Dokument ist leer.", 1);
    return file;
}

}  // namespace

Result<XzufiFile> read_xzufi(std::istream& stream) {
    ParseFailure failure;
    const int options = XML_PARSE_NONET | XML_PARSE_BIG_LINES | XML_PARSE_NOCDATA;
    const std::unique_ptr<xmlTextReader, decltype(&xmlFreeTextReader)> reader{
        xmlReaderForIO(read_bytes, nullptr, &stream, nullptr, nullptr, options),
        &xmlFreeTextReader};
    if (!reader) throw std::bad_alloc();
    xmlTextReaderSetStructuredErrorHandler(reader.get(), keep_error, &failure);
    return walk(reader.get(), failure);
}

ServiceDetails as_read(const XzufiService& service) {
    std::istringstream written{write_xzufi({service}, XzufiVersion::v2_3_1)};
    auto file = read_xzufi(written);
    return file && file->services.size() == 1 ? std::move(file->services.front().details)
                                              : service.details;
}

}  // namespace kommod::catalogue
