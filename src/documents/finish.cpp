// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "documents/finish.h"

#include <chrono>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "base/markup.h"
#include "base/text.h"
#include "documents/artifacts.h"
#include "documents/qpdf.h"

namespace kommod::documents {
namespace {

using Handle = QPDFObjectHandle;

Handle words(const std::string& text) {
    return Handle::newUnicodeString(text);
}

// "D:20261125183000Z" (ISO 32000-1, 7.9.4).
std::string pdf_date(Instant instant) {
    const std::chrono::sys_seconds seconds{
        std::chrono::floor<std::chrono::seconds>(std::chrono::sys_time<std::chrono::microseconds>{
            std::chrono::microseconds{instant.micros()}})};
    return fmt::format("D:{:%Y%m%d%H%M%S}Z",
                       fmt::gmtime(std::chrono::system_clock::to_time_t(seconds)));
}

// ISO 16684-1. The packet is written as it is, uncompressed, so that a program which knows no PDF
// finds it.
std::string xmp(const Metadata& about) {
    return fmt::format(
        "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
        "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
        "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
        "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
        " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\""
        " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">\n"
        "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>\n"
        "<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>\n"
        "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">{description}</rdf:li></rdf:Alt>"
        "</dc:description>\n"
        "<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>\n"
        "<xmp:CreateDate>{created}</xmp:CreateDate><xmp:ModifyDate>{created}</xmp:ModifyDate>\n"
        "<pdf:Producer>Kommod</pdf:Producer>\n"
        "</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>\n",
        fmt::arg("title", markup::escaped(about.title)),
        fmt::arg("author", markup::escaped(about.author)),
        fmt::arg("description", markup::escaped(about.description)),
        fmt::arg("language", markup::escaped(about.language)),
        fmt::arg("created", about.created.to_iso()));
}

void describe_document(QPDF& pdf, const Metadata& about) {
    auto info = pdf.getTrailer().getKey("/Info");
    info.replaceKey("/Title", words(about.title));
    info.replaceKey("/Author", words(about.author));
    info.replaceKey("/Subject", words(about.description));
    info.replaceKey("/Producer", words("Kommod"));
    info.replaceKey("/CreationDate", Handle::newString(pdf_date(about.created)));
    info.replaceKey("/ModDate", Handle::newString(pdf_date(about.created)));

    auto root = pdf.getRoot();
    root.replaceKey("/Lang", words(about.language));
    root.replaceKey("/MarkInfo", Handle::parse("<< /Marked true >>"));
    root.replaceKey("/ViewerPreferences", Handle::parse("<< /DisplayDocTitle true >>"));
    auto packet = Handle::newStream(&pdf, xmp(about));
    packet.getDict().replaceKey("/Type", Handle::newName("/Metadata"));
    packet.getDict().replaceKey("/Subtype", Handle::newName("/XML"));
    root.replaceKey("/Metadata", pdf.makeIndirectObject(packet));
}

// Goes through the structure in its order and completes figures and header cells.
class Structure {
  public:
    explicit Structure(const std::vector<PlacedFigure>& figures) : figures_(figures) {}

    void complete(Handle element) {
        if (!element.isDictionary()) return;  // a number: marked content
        Handle kind = element.getKey("/S");
        if (kind.isNameAndEquals("/Figure") && next_ < figures_.size())
            complete_figure(element, figures_[next_++]);
        if (kind.isNameAndEquals("/TH"))
            element.replaceKey("/A", Handle::parse("<< /O /Table /Scope /Column >>"));
        auto children = element.getKey("/K");
        if (children.isArray())
            for (auto child : children.aitems())
                complete(child);
        else
            complete(children);
    }

  private:
    static void complete_figure(Handle element, const PlacedFigure& figure) {
        element.replaceKey("/Alt", words(figure.alternative));
        const Box& box = figure.box;
        auto layout = Handle::parse("<< /O /Layout /Placement /Block >>");
        layout.replaceKey("/BBox", Handle::newArray(Handle::Rectangle(
                                       box.x, figure.page_height - box.y - box.height,
                                       box.x + box.width, figure.page_height - box.y)));
        element.replaceKey("/A", layout);
    }

    const std::vector<PlacedFigure>& figures_;
    std::size_t next_ = 0;
};

void complete_link(Handle annotation, const Metadata& about,
                   const std::map<std::string, std::string>& links) {
    auto action = annotation.getKey("/A");
    if (!action.isDictionary() || !action.getKey("/URI").isString()) return;
    const std::string address = action.getKey("/URI").getStringValue();
    const std::string whole = address.starts_with('/') ? about.site + address : address;
    const auto described = links.find(address);
    const bool silent = described == links.end() || described->second.empty();
    action.replaceKey("/URI", Handle::newString(whole));
    annotation.replaceKey("/Contents", words(silent ? whole : described->second));
    annotation.replaceKey("/F", Handle::newInteger(4));  // printed with the page (PDF/A-3, 6.3.2)
}

void complete_page(Handle page, const Metadata& about,
                   const std::map<std::string, std::string>& links) {
    page.replaceKey("/Tabs", Handle::newName("/S"));  // the tab key follows the structure
    auto annotations = page.getKey("/Annots");
    if (!annotations.isArray()) return;
    for (auto annotation : annotations.aitems())
        complete_link(annotation, about, links);
}

}  // namespace

std::string finish_pdf(const Painter::Pages& pages, const Metadata& about,
                       const std::map<std::string, std::string>& links) {
    QPDF pdf;
    pdf.processMemoryFile("pages", pages.pdf.data(), pages.pdf.size());
    describe_document(pdf, about);
    Structure{pages.figures}.complete(pdf.getRoot().getKey("/StructTreeRoot"));
    for (auto& page : QPDFPageDocumentHelper(pdf).getAllPages()) {
        complete_page(page.getObjectHandle(), about, links);
        page.addContentTokenFilter(std::make_shared<Artifacts>());
    }
    QPDFWriter writer{pdf};
    writer.setOutputMemory();
    writer.setMinimumPDFVersion("1.7");
    writer.setObjectStreamMode(qpdf_o_generate);
    writer.setDeterministicID(true);
    writer.write();
    const auto bytes = writer.getBufferSharedPointer();
    return {reinterpret_cast<const char*>(bytes->getBuffer()), bytes->getSize()};
}

}  // namespace kommod::documents
