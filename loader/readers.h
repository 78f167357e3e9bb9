#pragma once

#include "loader/document.h"

#include <string>
#include <string_view>

namespace dingtu {

/// What a reader gives: text, and the way back where the format has one (offsets of packed formats
/// are those of the text itself).
struct FileReading {
    std::string text;
    OffsetMap offsets;
    std::vector<std::string> warnings;
};

/// One reader a format. `name` stands for the file in messages. All throw Error{Load}.
[[nodiscard]] FileReading read_text(const std::string& name, std::string_view bytes);
[[nodiscard]] FileReading read_markdown(const std::string& name, std::string_view bytes);
[[nodiscard]] FileReading read_html(const std::string& name, std::string_view bytes);
[[nodiscard]] FileReading read_docx(const std::string& name, std::string_view bytes);
[[nodiscard]] FileReading read_pdf(const std::string& name, std::string_view bytes);

/// Whether a folder that is loaded gives this file to a reader, by its ending.
[[nodiscard]] bool readable(std::string_view path);

}  // namespace dingtu
