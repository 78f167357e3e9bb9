#pragma once

#include <string_view>

namespace dingtu {

/// The parts of the HTML page, from exporter/page: generated at build time by page.cmake.
/// The frame has the places `<!--title-->` (twice), `<!--style-->`, `<!--svg-->`, `<!--data-->` and
/// `<!--script-->`.
[[nodiscard]] std::string_view page_frame();
[[nodiscard]] std::string_view page_style();
[[nodiscard]] std::string_view page_script();

}  // namespace dingtu
