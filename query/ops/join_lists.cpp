#include "query/ops/join_lists.h"

#include <algorithm>
#include <bit>

namespace dingtu::join {

namespace {

/// Up to this length a list is searched from its beginning: a binary search is no faster.
constexpr std::size_t short_list = 12;

List::iterator first_to(List list, std::uint32_t node) {
    if (list.size() <= short_list) {
        return std::find_if(list.begin(), list.end(),
                            [node](const Entry& entry) { return entry.other >= node; });
    }
    return std::lower_bound(
        list.begin(), list.end(), node,
        [](const Entry& entry, std::uint32_t wanted) { return entry.other < wanted; });
}

}  // namespace

List entries_to(List list, std::uint32_t node) {
    const auto first = first_to(list, node);
    const auto last =
        std::find_if(first, list.end(), [node](const Entry& entry) { return entry.other != node; });
    return {first, last};
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
        const List list = source.adjacency->of(NodeId{node});
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
        const List list = source.adjacency->of(NodeId{node});
        size += list.size() - (source.skip_loops ? entries_to(list, node).size() : 0);
    }
    return size;
}

std::uint64_t Lists::times_searched(std::uint32_t node) const {
    std::uint64_t times = 0;
    for (const List& list : now_) {
        for (auto at = first_to(list, node); at != list.end() && at->other == node; ++at) {
            ++times;
        }
    }
    return times;
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
