#include "query/ops/held_rows.h"

#include <algorithm>

namespace dingtu {

std::size_t held_bytes(const Value& value) {
    constexpr std::size_t box = 32;
    switch (value.kind()) {
        case Kind::String: return box + value.as_string().capacity();
        case Kind::List: {
            std::size_t sum = box + value.as_list().size() * sizeof(Value);
            for (const Value& item : value.as_list()) {
                sum += held_bytes(item);
            }
            return sum;
        }
        case Kind::Map: {
            std::size_t sum = box;
            for (const auto& [key, item] : value.as_map()) {
                sum += 2 * box + key.size() + held_bytes(item);
            }
            return sum;
        }
        case Kind::Path: return box + value.as_path().nodes.size() * 2 * sizeof(Value);
        case Kind::Null:
        case Kind::Boolean:
        case Kind::Integer:
        case Kind::Float:
        case Kind::Node:
        case Kind::Relationship:
        case Kind::Date:
        case Kind::LocalTime: return 0;
        case Kind::Time:
        case Kind::LocalDateTime:
        case Kind::DateTime:
        case Kind::Duration: return box;
    }
    return 0;
}

bool nearly_full(const Limits& limits) {
    return limits.used_bytes() > limits.memory_bytes() / 2;
}

void HeldRows::take_all(Operator& child) {
    Batch batch;
    while (child.next(batch)) {
        for (std::size_t row = 0; row < batch.size; ++row) {
            take(batch, row);
        }
    }
}

void HeldRows::take(const Batch& from, std::size_t row) {
    std::size_t bytes = slots_.size() * sizeof(Value);
    for (Slot slot : slots_) {
        bytes += held_bytes(from.columns[slot][row]);
    }
    charged_ += bytes;
    limits_.charge(bytes);
    rows_.append(slots_, from, row);
    ++rows_.size;
}

void HeldRows::clear() {
    rows_.clear();
    limits_.release(charged_);
    charged_ = 0;
}

void HeldRows::keep(const std::vector<std::size_t>& rows) {
    if (rows_.empty()) {
        return;
    }
    for (Slot slot : all_) {
        std::vector<Value> kept;
        kept.reserve(rows.size());
        for (std::size_t row : rows) {
            kept.push_back(std::move(rows_.columns[slot][row]));
        }
        rows_.columns[slot] = std::move(kept);
    }
    std::size_t left = charged_ / rows_.size * rows.size();
    limits_.release(charged_ - left);
    charged_ = left;
    rows_.size = rows.size();
}

bool HeldRows::hand_out(std::size_t& position, Batch& out) const {
    std::size_t count = std::min(batch_rows, rows_.size - position);
    if (count == 0) {
        return false;
    }
    for (Slot slot : all_) {
        auto begin = rows_.columns[slot].begin() + static_cast<std::ptrdiff_t>(position);
        out.column(slot).assign(begin, begin + static_cast<std::ptrdiff_t>(count));
    }
    out.size = count;
    position += count;
    return true;
}

}  // namespace dingtu
