#pragma once

#include "loader/scene.h"

namespace dingtu {

/// Whether a statement tells what is, what is planned, or what is not (denied, failed, only wished
/// or asked for).
enum class Modality : std::uint8_t { Actual, Planned, Denied };

/// The modality of the words [range) of a sentence, by its clauses: 未, 没有, 落选, 申请 deny; 将,
/// 拟, 力争, 预计 plan. Words are those of data/modality.txt.
[[nodiscard]] Modality modality_of(const Scene& scene, std::uint32_t sentence, Span range);

/// Whether the clauses around a range tell what was so once and is no more: 原来在朝阳区办公.
[[nodiscard]] bool is_former(const Scene& scene, std::uint32_t sentence, Span range);

}  // namespace dingtu
