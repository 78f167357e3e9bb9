#include "loader/decode.h"
#include "loader/readers.h"

namespace dingtu {

FileReading read_text(const std::string& name, std::string_view bytes) {
    Decoded decoded = decode(name, bytes);
    return {std::move(decoded.text), std::move(decoded.offsets), {}};
}

// Marks of headings, lists and emphasis are few and the layout step skips them at line starts, so
// that offsets stay those of the file.
FileReading read_markdown(const std::string& name, std::string_view bytes) {
    return read_text(name, bytes);
}

}  // namespace dingtu
