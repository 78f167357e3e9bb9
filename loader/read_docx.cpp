#include "base/error.h"
#include "loader/readers.h"

#ifdef DINGTU_HAVE_LIBZIP
#include <memory>

#include <pugixml.hpp>
#include <zip.h>
#endif

namespace dingtu {

#ifdef DINGTU_HAVE_LIBZIP
namespace {

/// A document part of more than this is refused: a packed file of some kilobytes can unpack to
/// gigabytes. The longest government reports have less than two megabytes.
constexpr std::size_t largest_part_bytes = std::size_t{64} << 20;
/// Elements nest a few levels deep in real documents; deeper ones would exhaust the stack.
constexpr int deepest = 256;

[[noreturn]] void refuse(const std::string& name, const std::string& why) {
    throw Error(Phase::Load, name + ": " + why)
        .hint("open it in a word processor and save it again");
}

std::string unpack(const std::string& name, std::string_view bytes) {
    zip_error_t fault;
    zip_error_init(&fault);
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &fault);
    std::unique_ptr<zip_t, decltype(&zip_discard)> archive(
        source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, &fault),
        &zip_discard);
    if (!archive) {
        zip_source_free(source);
        refuse(name, "this is no .docx file (not a zip archive)");
    }
    zip_stat_t stat;
    zip_stat_init(&stat);
    if (zip_stat(archive.get(), "word/document.xml", 0, &stat) != 0) {
        refuse(name, "this is no .docx file (it has no word/document.xml)");
    }
    if (stat.size > largest_part_bytes) {
        refuse(name, "the unpacked text is larger than 64 MiB");
    }
    const std::unique_ptr<zip_file_t, decltype(&zip_fclose)> part(
        zip_fopen(archive.get(), "word/document.xml", 0), &zip_fclose);
    std::string xml(stat.size, '\0');
    if (!part ||
        zip_fread(part.get(), xml.data(), xml.size()) != static_cast<zip_int64_t>(xml.size())) {
        refuse(name, "its word/document.xml is damaged");
    }
    return xml;
}

void add_text(const pugi::xml_node& node, std::string& out, int depth) {
    const std::string_view tag = node.name();
    if (depth > deepest || tag == "w:del" || tag == "w:instrText") {
        return;
    }
    if (tag == "w:t") {
        out += node.text().get();
    } else if (tag == "w:tab") {
        out += ' ';
    } else if (tag == "w:br" || tag == "w:cr") {
        out += '\n';
    } else if (tag == "w:tc" && !out.empty() && out.back() != '\n') {
        out += " | ";
    }
    for (const pugi::xml_node& child : node.children()) {
        // A paragraph inside a table cell ends no line.
        add_text(child, out, depth + 1);
    }
    const bool in_cell = tag == "w:p" && std::string_view(node.parent().name()) == "w:tc";
    if ((tag == "w:p" && !in_cell) || tag == "w:tr") {
        out += '\n';
    }
}

}  // namespace

FileReading read_docx(const std::string& name, std::string_view bytes) {
    const std::string xml = unpack(name, bytes);
    pugi::xml_document page;
    if (!page.load_buffer(xml.data(), xml.size())) {
        refuse(name, "its word/document.xml is no well-formed XML");
    }
    FileReading reading;
    add_text(page.child("w:document").child("w:body"), reading.text, 0);
    return reading;
}

#else

FileReading read_docx(const std::string& name, std::string_view /*bytes*/) {
    throw Error(Phase::Load, name + ": this build of Dingtu cannot read .docx")
        .hint("install libzip-dev and build again");
}

#endif

}  // namespace dingtu
