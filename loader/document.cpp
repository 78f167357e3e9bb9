#include "loader/document.h"

#include "base/error.h"
#include "base/text.h"
#include "loader/data.h"
#include "loader/readers.h"
#include "loader/sha256.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace dingtu {
namespace {

using Reader = FileReading (*)(const std::string&, std::string_view);
struct Format {
    std::string_view ending;
    Reader read;
};
constexpr std::array<Format, 8> formats = {{{".txt", read_text},
                                            {".text", read_text},
                                            {".md", read_markdown},
                                            {".markdown", read_markdown},
                                            {".html", read_html},
                                            {".htm", read_html},
                                            {".docx", read_docx},
                                            {".pdf", read_pdf}}};

std::string ending_of(std::string_view path) {
    return to_lower(std::filesystem::path(path).extension().string());
}

const Format* format_of(std::string_view path) {
    const std::string ending = ending_of(path);
    const auto* found = std::find_if(formats.begin(), formats.end(),
                                     [&](const Format& format) { return format.ending == ending; });
    return found == formats.end() ? nullptr : found;
}

}  // namespace

void OffsetMap::add_run(std::size_t text_begin, std::size_t disk_begin, std::size_t text_width,
                        std::size_t disk_width) {
    runs_.push_back({text_begin, disk_begin, text_width, disk_width});
}

std::size_t OffsetMap::to_disk(std::size_t text_offset) const {
    const auto above = std::upper_bound(
        runs_.begin(), runs_.end(), text_offset,
        [](std::size_t offset, const Run& run) { return offset < run.text_begin; });
    if (above == runs_.begin()) {
        return text_offset;
    }
    const Run& run = *std::prev(above);
    return run.disk_begin + (text_offset - run.text_begin) / run.text_width * run.disk_width;
}

std::string file_bytes(const std::string& path) {
    std::error_code fault;
    if (!std::filesystem::exists(path, fault)) {
        throw Error(Phase::Load, path + ": there is no such file")
            .hint("check the path; it is relative to the current folder");
    }
    if (std::filesystem::is_directory(path, fault)) {
        throw Error(Phase::Load, path + ": this is a folder, not a document");
    }
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        throw Error(Phase::Load, path + ": cannot be opened").hint("check its permissions");
    }
    const std::uintmax_t size = std::filesystem::file_size(path, fault);
    std::string bytes(fault ? 0 : size, '\0');
    file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(file.gcount()));
    // What is no plain file (a pipe) has no size; one may also have grown.
    bytes.append(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    if (file.bad()) {
        throw Error(Phase::Load, path + ": cannot be read to its end");
    }
    return bytes;
}

bool readable(std::string_view path) {
    return format_of(path) != nullptr;
}

Document read_document(const std::string& path) {
    return read_document(path, file_bytes(path));
}

Document read_document(const std::string& name, std::string_view bytes) {
    const Format* format = format_of(name);
    if (format == nullptr && name != "-" && !ending_of(name).empty()) {
        throw Error(Phase::Load,
                    name + ": files with the ending `" + ending_of(name) + "` are not read")
            .hint("load takes .txt .md .html .pdf .docx");
    }
    FileReading reading = (format == nullptr ? read_text : format->read)(name, bytes);
    Document document;
    document.id = name == "-" ? "stdin" : std::filesystem::path(name).stem().string();
    document.path = name;
    document.sha256 = sha256(bytes);
    document.text = std::move(reading.text);
    document.offsets = std::move(reading.offsets);
    document.warnings = std::move(reading.warnings);
    if (trim(document.text).empty()) {
        throw Error(Phase::Load, name + ": the document holds no text")
            .hint("a scanned page needs text recognition first");
    }
    return document;
}

}  // namespace dingtu
