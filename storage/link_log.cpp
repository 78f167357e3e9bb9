#include "storage/link_log.h"

#include "storage/large_array.h"
#include "storage/merge.h"
#include "storage/radix.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <span>
#include <vector>

namespace dingtu {
namespace {

Link link_at(TempLog::Reader& in) {
    Link link;
    std::memcpy(&link, in.take(sizeof link).data(), sizeof link);
    return link;
}

// What decides the order; links that agree in it come in the order of their serial numbers.
std::uint64_t key_of(const Link& link) {
    return std::uint64_t{link.subject} << 32 | link.other;
}

class LinkRun {
public:
    LinkRun(const TempLog& log, std::uint64_t begin, std::uint64_t end) : in_(log, begin, end) {
        next();
    }
    [[nodiscard]] bool valid() const { return valid_; }
    [[nodiscard]] const Link& at() const { return at_; }
    void next() {
        valid_ = !in_.done();
        if (valid_) {
            at_ = link_at(in_);
        }
    }

private:
    TempLog::Reader in_;
    Link at_;
    bool valid_ = false;
};

}  // namespace

void LinkLog::for_each(const std::function<void(const Link&)>& use) const {
    for (auto in = log_.read(); !in.done();) {
        use(link_at(in));
    }
}

LinkLog::Room::Room(std::size_t most_bytes)
    : most_(std::max<std::size_t>(most_bytes / (2 * sizeof(Link)), 1024)) {}

void LinkLog::Room::make_for(std::uint64_t count) {
    const std::size_t wanted = std::min<std::uint64_t>(count, most_);
    if (links_.size() < wanted) {
        links_ = LargeArray<Link>();  // before the wider ones are taken
        spare_ = LargeArray<Link>();
        links_ = LargeArray<Link>(wanted);
        spare_ = LargeArray<Link>(wanted);
    }
}

void LinkLog::sorted(bool swapped, Room& room, const std::function<void(const Link&)>& use) const {
    room.make_for(count_);
    TempLog runs;
    std::vector<std::uint64_t> begins;
    auto in = log_.read();
    for (std::uint64_t left = count_; left > 0;) {
        const std::span<Link> now(room.links_.data(), std::min<std::uint64_t>(left, room.most_));
        left -= now.size();
        for (Link& link : now) {
            link = link_at(in);
            if (swapped) {
                std::swap(link.subject, link.other);
            }
        }
        const std::span<Link> in_order =
            radix_sort(now, std::span(room.spare_.data(), now.size()), key_of);
        if (in_order.size() == count_) {
            std::for_each(in_order.begin(), in_order.end(), use);
            return;
        }
        begins.push_back(runs.size());
        for (const Link& link : in_order) {
            runs.append({reinterpret_cast<const char*>(&link), sizeof link});
        }
    }
    std::vector<std::unique_ptr<LinkRun>> sources;
    for (std::size_t i = 0; i < begins.size(); ++i) {
        const std::uint64_t end = i + 1 < begins.size() ? begins[i + 1] : runs.size();
        sources.push_back(std::make_unique<LinkRun>(runs, begins[i], end));
    }
    merge(
        sources, [](const LinkRun& a, const LinkRun& b) { return a.at() < b.at(); },
        [&](const LinkRun& run) { use(run.at()); });
}

}  // namespace dingtu
