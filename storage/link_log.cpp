#include "storage/link_log.h"

#include "storage/merge.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <vector>

namespace dingtu {
namespace {

Link link_at(TempLog::Reader& in) {
    Link link;
    std::memcpy(&link, in.take(sizeof link).data(), sizeof link);
    return link;
}

// Sorts by subject and other, keeping the order of links that agree in both: least significant
// digit first, eleven bits at a time. Digits that are the same everywhere cost one look.
void radix_sort(std::vector<Link>& links, std::vector<Link>& spare) {
    constexpr unsigned digit_bits = 11;
    constexpr std::size_t digits = std::size_t{1} << digit_bits;
    const auto key_of = [](const Link& link) {
        return std::uint64_t{link.subject} << 32 | link.other;
    };
    spare.resize(links.size());
    for (unsigned shift = 0; shift < 64; shift += digit_bits) {
        const auto digit_of = [&](const Link& link) {
            return (key_of(link) >> shift) & (digits - 1);
        };
        std::array<std::size_t, digits + 1> begins{};
        for (const Link& link : links) {
            ++begins[digit_of(link) + 1];
        }
        if (begins[digit_of(links.front()) + 1] == links.size()) {
            continue;
        }
        for (std::size_t digit = 0; digit < digits; ++digit) {
            begins[digit + 1] += begins[digit];
        }
        for (const Link& link : links) {
            spare[begins[digit_of(link)]++] = link;
        }
        links.swap(spare);
    }
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

void LinkLog::sorted(bool swapped, std::size_t memory_bytes,
                     const std::function<void(const Link&)>& use) const {
    const std::size_t most = std::max<std::size_t>(memory_bytes / (2 * sizeof(Link)), 1024);
    TempLog runs;
    std::vector<std::uint64_t> begins;
    std::vector<Link> links;
    std::vector<Link> spare;
    auto in = log_.read();
    for (std::uint64_t left = count_; left > 0;) {
        links.resize(std::min<std::uint64_t>(left, most));
        left -= links.size();
        for (Link& link : links) {
            link = link_at(in);
            if (swapped) {
                std::swap(link.subject, link.other);
            }
        }
        radix_sort(links, spare);
        if (links.size() == count_) {
            std::for_each(links.begin(), links.end(), use);
            return;
        }
        begins.push_back(runs.size());
        for (const Link& link : links) {
            runs.append({reinterpret_cast<const char*>(&link), sizeof link});
        }
    }
    links = std::vector<Link>();
    spare = std::vector<Link>();
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
