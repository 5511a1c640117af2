// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "packages/xml_tree.h"

#include <algorithm>
#include <memory>
#include <new>

#include <libxml/xmlreader.h>

#include "base/text.h"

namespace kommod::packages {
namespace {

constexpr std::size_t largest_document = 16U * 1024 * 1024;
// The largest schemas of the federal repository have some ten thousand.
constexpr std::size_t most_elements = 300'000;

std::string_view view(const xmlChar* text) {
    // libxml2 speaks of unsigned characters; UTF-8 is meant.
    return text == nullptr
               ? std::string_view{}
               : std::string_view{static_cast<const char*>(static_cast<const void*>(text))};
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
    return fail({"packages.broken_xml", std::move(reason), {}, line, {}, {}});
}

XmlElement element_at(xmlTextReaderPtr reader) {
    XmlElement out;
    out.name = view(xmlTextReaderConstLocalName(reader));
    out.name_space = view(xmlTextReaderConstNamespaceUri(reader));
    out.line = static_cast<int>(xmlGetLineNo(xmlTextReaderCurrentNode(reader)));
    while (xmlTextReaderMoveToNextAttribute(reader) == 1)
        out.attributes.emplace_back(view(xmlTextReaderConstLocalName(reader)),
                                    view(xmlTextReaderConstValue(reader)));
    xmlTextReaderMoveToElement(reader);
    return out;
}

// Hangs elements into those around them while the document goes by.
class TreeBuilder {
  public:
    void open(XmlElement element) {
        open_.push_back(std::move(element));
        ++count_;
    }
    void close() {
        XmlElement done = std::move(open_.back());
        open_.pop_back();
        done.text = text::trim(done.text);
        if (open_.empty())
            root_ = std::move(done);
        else
            open_.back().children.push_back(std::move(done));
    }
    void add_text(std::string_view text) {
        if (!open_.empty()) open_.back().text += text;
    }
    std::size_t count() const { return count_; }
    XmlElement take() { return std::move(root_); }

  private:
    std::vector<XmlElement> open_;
    XmlElement root_;
    std::size_t count_ = 0;
};

Result<XmlElement> walk(xmlTextReaderPtr reader, const ParseFailure& failure) {
    TreeBuilder tree;
    int state = xmlTextReaderRead(reader);
    for (; state == 1; state = xmlTextReaderRead(reader)) {
        switch (xmlTextReaderNodeType(reader)) {
            case XML_READER_TYPE_DOCUMENT_TYPE:
            case XML_READER_TYPE_ENTITY_REFERENCE:
                return broken("Dokumenttyp-Angaben und Entitäten werden nicht angenommen.",
                              xmlTextReaderGetParserLineNumber(reader));
            case XML_READER_TYPE_ELEMENT: {
                const bool empty = xmlTextReaderIsEmptyElement(reader) == 1;
                tree.open(element_at(reader));
                if (empty) tree.close();
                break;
            }
            case XML_READER_TYPE_END_ELEMENT:
                tree.close();
                break;
            case XML_READER_TYPE_TEXT:
            case XML_READER_TYPE_CDATA:
                tree.add_text(view(xmlTextReaderConstValue(reader)));
                break;
            default:
                break;
        }
        if (tree.count() > most_elements)
            return broken("Das XML-Dokument ist zu groß.",
                          xmlTextReaderGetParserLineNumber(reader));
    }
    if (state != 0 || !failure.message.empty())
        return broken("Das XML ist nicht wohlgeformt oder abgeschnitten: " +
                          std::string{text::trim(failure.message)},
                      failure.line);
    return tree.take();
}

}  // namespace

const XmlElement* XmlElement::child(std::string_view wanted) const {
    const auto found = std::ranges::find(children, wanted, &XmlElement::name);
    return found == children.end() ? nullptr : &*found;
}

std::string XmlElement::line_of(std::string_view wanted) const {
    const XmlElement* const found = child(wanted);
    return found == nullptr ? std::string{} : on_one_line(found->text);
}

std::string XmlElement::code_of(std::string_view wanted) const {
    const XmlElement* const found = child(wanted);
    if (found == nullptr) return {};
    const XmlElement* const code = found->child("code");
    return code != nullptr ? code->text : found->text;
}

std::string XmlElement::attribute(std::string_view wanted) const {
    for (const auto& [key, value] : attributes)
        if (key == wanted) return value;
    return {};
}

std::string on_one_line(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool space = c == ' ' || c == '\n' || c == '\r' || c == '\t';
        if (!space)
            out += c;
        else if (!out.empty() && out.back() != ' ')
            out += ' ';
    }
    return std::string{text::trim(out)};
}

Result<XmlElement> read_xml(std::string_view xml) {
    if (xml.empty()) return broken("Das XML-Dokument ist leer.", 1);
    if (xml.size() > largest_document) return broken("Das XML-Dokument ist zu groß.", 1);
    ParseFailure failure;
    const int options = XML_PARSE_NONET | XML_PARSE_BIG_LINES | XML_PARSE_NOCDATA;
    const std::unique_ptr<xmlTextReader, decltype(&xmlFreeTextReader)> reader{
        xmlReaderForMemory(xml.data(), static_cast<int>(xml.size()), nullptr, nullptr, options),
        &xmlFreeTextReader};
    if (!reader) throw std::bad_alloc();
    xmlTextReaderSetStructuredErrorHandler(reader.get(), keep_error, &failure);
    return walk(reader.get(), failure);
}

}  // namespace kommod::packages
