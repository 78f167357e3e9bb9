#pragma once

#include "base/error.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dingtu {

/// Leads from a byte of the decoded text back to the byte of the file that it was read from.
/// Runs of characters of one width are kept as one entry, so the map of a UTF-8 file has one run.
class OffsetMap {
public:
    /// From `text_begin` on, characters of `text_width` bytes stand for `disk_width` bytes each,
    /// beginning at `disk_begin`. Runs are added in ascending order.
    void add_run(std::size_t text_begin, std::size_t disk_begin, std::size_t text_width,
                 std::size_t disk_width);
    /// The byte of the file; the identity if no run was added.
    [[nodiscard]] std::size_t to_disk(std::size_t text_offset) const;

private:
    struct Run {
        std::size_t text_begin = 0;
        std::size_t disk_begin = 0;
        std::size_t text_width = 1;
        std::size_t disk_width = 1;
    };
    std::vector<Run> runs_;
};

/// One source file, decoded. All later steps speak of bytes of `text`; only what is stored or
/// shown is led back to the file by `offsets`.
struct Document {
    std::string id;      ///< file name without its extension; the name of the Document node
    std::string path;    ///< as it was given
    std::string sha256;  ///< of the bytes on disk, in hex
    std::string text;    ///< UTF-8, line breaks as in the file
    OffsetMap offsets;
    std::string title;  ///< the first heading, or empty
    /// The day, month or year that the document is of, as far as it says: "2025-05-23", "2025-05",
    /// "2025" or empty. 今年, 上月, 目前 are read against it.
    std::string date;
    std::vector<std::string> warnings;  ///< what could not be read (pages without text)
};

/// Decodes a file by its ending and content. `name` stands for the file in messages.
/// Throws Error{Load} that names the file and the mend: empty, binary, no known encoding, a
/// format that this build cannot read.
[[nodiscard]] Document read_document(const std::string& path);
/// The bytes of a file. Throws as read_document() where there is none or it cannot be read.
[[nodiscard]] std::string file_bytes(const std::string& path);
[[nodiscard]] Document read_document(const std::string& name, std::string_view bytes);

}  // namespace dingtu
