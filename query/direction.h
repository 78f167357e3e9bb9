#pragma once

#include "storage/term.h"

namespace dingtu {

/// The direction as seen from the other end.
[[nodiscard]] constexpr Direction reversed(Direction direction) {
    if (direction == Direction::Both) {
        return direction;
    }
    return direction == Direction::Out ? Direction::In : Direction::Out;
}

}  // namespace dingtu
