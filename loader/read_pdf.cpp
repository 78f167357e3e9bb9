#include "base/error.h"
#include "base/text.h"
#include "loader/page_columns.h"
#include "loader/readers.h"

#ifdef DINGTU_HAVE_POPPLER
#include <memory>
#include <vector>

#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page.h>
#endif

namespace dingtu {

#ifdef DINGTU_HAVE_POPPLER
namespace {

std::string utf8_of(const poppler::ustring& text) {
    const poppler::byte_array bytes = text.to_utf8();
    return {bytes.begin(), bytes.end()};
}

std::vector<PageWord> words_of(const poppler::page& page) {
    std::vector<PageWord> words;
    for (const poppler::text_box& box : page.text_list()) {
        const poppler::rectf place = box.bbox();
        words.push_back({place.left(), place.right(), place.top(), place.bottom(),
                         utf8_of(box.text()), box.has_space_after()});
    }
    return words;
}

std::string page_text(const poppler::page& page) {
    std::string columns = text_by_columns(words_of(page));
    if (!columns.empty() && !invalid_utf8(columns)) {
        return columns;
    }
    // The raw order follows the content stream, which keeps columns apart where these were written
    // one after the other.
    const poppler::byte_array bytes =
        page.text(poppler::rectf(), poppler::page::raw_order_layout).to_utf8();
    std::string text(bytes.begin(), bytes.end());
    return invalid_utf8(text) ? std::string() : text;
}

}  // namespace

FileReading read_pdf(const std::string& name, std::string_view bytes) {
    // Poppler would print what it finds amiss; whether the file can be read is told below.
    static const bool quiet = [] {
        poppler::set_debug_error_function([](const std::string&, void*) {}, nullptr);
        return true;
    }();
    static_cast<void>(quiet);
    const std::unique_ptr<poppler::document> file(
        poppler::document::load_from_raw_data(bytes.data(), static_cast<int>(bytes.size())));
    if (!file) {
        throw Error(Phase::Load, name + ": this is no readable PDF file")
            .hint("open it in a viewer and save it again");
    }
    if (file->is_locked()) {
        throw Error(Phase::Load, name + ": the PDF file is protected by a password")
            .hint("save a copy without password");
    }
    FileReading reading;
    for (int i = 0; i < file->pages(); ++i) {
        const std::unique_ptr<poppler::page> page(file->create_page(i));
        const std::string text = page ? page_text(*page) : std::string();
        if (text.find_first_not_of(" \t\r\n\f") == std::string::npos) {
            reading.warnings.push_back(name + ": page " + std::to_string(i + 1) +
                                       " has no text and was skipped");
            continue;
        }
        reading.text += text;
        if (reading.text.back() != '\n') {
            reading.text += '\n';
        }
    }
    return reading;
}

#else

FileReading read_pdf(const std::string& name, std::string_view /*bytes*/) {
    throw Error(Phase::Load, name + ": this build of Dingtu cannot read PDF")
        .hint("install libpoppler-cpp-dev and build again");
}

#endif

}  // namespace dingtu
