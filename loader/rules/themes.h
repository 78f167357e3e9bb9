#pragma once

#include "loader/scene.h"

#include <string_view>

namespace dingtu {

/// Where a meeting's name begins whose words begin at `begin`: 第三届|…大会, 2025|…大会.
[[nodiscard]] std::size_t ordinal_before(std::string_view text, std::size_t begin);

/// Whether the words before the ending of a platform or a meeting tell what it is about
/// (固态电池|中试平台, 工业设计|大赛): at least four characters, of which some are no word that
/// only sorts platforms and meetings.
[[nodiscard]] bool tells_theme(const Scene& scene, std::uint32_t sentence, Span range);

/// The same for a project (电驱动系统产业园|项目, 无缝钢管技改|项目): at least four characters
/// without the words at the end that only sort projects.
[[nodiscard]] bool tells_project(std::string_view words);

}  // namespace dingtu
