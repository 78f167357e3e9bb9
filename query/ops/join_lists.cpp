#include "query/ops/join_lists.h"

#include <algorithm>
#include <bit>

namespace dingtu::join {

namespace {

/// Lists up to this length are not marked: searching them is as fast.
constexpr std::size_t short_list = 12;

/// The first entry to `node` or to one behind it. The branches that a usual binary search
/// mispredicts are arithmetic here.
const Entry* first_to(List list, std::uint32_t node) {
    const Entry* first = list.data();
    for (std::size_t left = list.size(); left > 0;) {
        const std::size_t half = (left + 1) / 2;
        first += first[half - 1].other < node ? half : 0;
        left -= half;
    }
    return first;
}

}  // namespace

List entries_to(List list, std::uint32_t node) {
    const Entry* const first = first_to(list, node);
    const Entry* const end = list.data() + list.size();
    return {first,
            std::find_if(first, end, [node](const Entry& entry) { return entry.other != node; })};
}

void Lists::seek(std::uint32_t node) {
    if (at_ == node) {
        return;
    }
    unmark();
    at_ = node;
    expected_ = 0;
    size_ = 0;
    now_.clear();
    types_.clear();
    for (const Source& source : sources_) {
        const List list = source.of(node);
        const List loops = source.skip_loops ? entries_to(list, node) : List();
        if (loops.empty()) {
            take(list, source.type);
        } else {  // loops lie together: the list falls into two
            take({list.data(), loops.data()}, source.type);
            take({loops.data() + loops.size(), list.data() + list.size()}, source.type);
        }
    }
}

void Lists::take(List list, TypeId type) {
    if (!list.empty()) {
        now_.push_back(list);
        types_.push_back(type);
        size_ += list.size();
    }
}

std::size_t Lists::size_at(std::uint32_t node) const {
    std::size_t size = 0;
    for (const Source& source : sources_) {
        const List list = source.of(node);
        size += list.size() - (source.skip_loops ? entries_to(list, node).size() : 0);
    }
    return size;
}

std::uint64_t Lists::times_searched(std::uint32_t node) const {
    std::uint64_t times = 0;
    for (const List& list : now_) {
        times += entries_to(list, node).size();
    }
    return times;
}

std::uint64_t Lists::not_held(List list) const {
    std::uint64_t count = 0;
    if (marked_) {
        const NodeArray<std::uint32_t>& marks = *marks_;
        for (const Entry& entry : list) {
            count += marks.get(entry.other) == 0 ? 1U : 0U;
        }
        return count;
    }
    for (const Entry& entry : list) {
        count += times_searched(entry.other) == 0 ? 1U : 0U;
    }
    return count;
}

std::size_t Lists::cost_of_times() const {
    return marked_ ? 1 : now_.size() + std::bit_width(size_);
}

void Lists::expect(std::size_t calls) {
    expected_ += calls;
    if (!marked_ && size_ > short_list && expected_ >= size_) {
        mark();
    }
}

void Lists::mark() {
    if (!marks_) {
        marks_.emplace(*limits_);
    }
    marked_ = true;
    for (const List& list : now_) {
        for (const Entry& entry : list) {
            ++marks_->at(entry.other);
        }
    }
}

void Lists::unmark() {
    if (std::exchange(marked_, false)) {
        for (const List& list : now_) {
            for (const Entry& entry : list) {
                marks_->at(entry.other) = 0;
            }
        }
    }
}

}  // namespace dingtu::join
