#include "storage/sorter.h"

#include "storage/bytes.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <queue>

namespace dingtu {
namespace {

constexpr std::size_t sizes_width = 8;  // two numbers of four bytes before key and value

std::uint64_t prefix_of(std::string_view key) {
    std::uint64_t prefix = 0;
    for (std::size_t i = 0; i < 8; ++i) {
        prefix = prefix << 8 | (i < key.size() ? static_cast<std::uint8_t>(key[i]) : 0);
    }
    return prefix;
}

std::uint32_t number_at(const char* at) {
    std::uint32_t number = 0;
    std::memcpy(&number, at, sizeof number);
    return number;
}

void append_number(std::string& out, std::size_t number) {
    const auto narrow = static_cast<std::uint32_t>(number);
    out.append(reinterpret_cast<const char*>(&narrow), sizeof narrow);
}

/// One run on its way through the merge.
class RunReader {
public:
    RunReader(TempLog& log, std::uint64_t begin, std::uint64_t end) : in_(log, begin, end) {
        next();
    }
    [[nodiscard]] bool valid() const { return valid_; }
    [[nodiscard]] std::string_view key() const { return std::string_view(entry_).substr(0, key_); }
    [[nodiscard]] std::string_view value() const { return std::string_view(entry_).substr(key_); }
    void next() {
        valid_ = !in_.done();
        if (valid_) {
            const std::string_view sizes = in_.take(sizes_width);
            key_ = number_at(sizes.data());
            const std::size_t value = number_at(sizes.data() + 4);
            entry_ = in_.take(key_ + value);
        }
    }

private:
    TempLog::Reader in_;
    std::string entry_;
    std::size_t key_ = 0;
    bool valid_ = false;
};

/// Gives the least of several sorted sources until all are at their end.
template <class Source, class Less, class Use>
void merge(std::vector<std::unique_ptr<Source>>& sources, Less less, Use use) {
    const auto later = [&](const Source* a, const Source* b) { return less(*b, *a); };
    std::priority_queue<Source*, std::vector<Source*>, decltype(later)> queue(later);
    for (const auto& source : sources) {
        if (source->valid()) {
            queue.push(source.get());
        }
    }
    while (!queue.empty()) {
        Source* least = queue.top();
        queue.pop();
        use(*least);
        least->next();
        if (least->valid()) {
            queue.push(least);
        }
    }
}

}  // namespace

void KeySorter::add(std::string_view key, std::string_view value) {
    const Place place{prefix_of(key), arena_.size()};
    append_number(arena_, key.size());
    append_number(arena_, value.size());
    arena_ += key;
    arena_ += value;
    if (ascending_ && !places_.empty()) {
        ascending_ = key_at(places_.back().offset) < key;
    }
    places_.push_back(place);
}

std::string_view KeySorter::key_at(std::uint64_t offset) const {
    return {arena_.data() + offset + sizes_width, number_at(arena_.data() + offset)};
}

std::string_view KeySorter::entry_at(std::uint64_t offset) const {
    return {arena_.data() + offset, sizes_width + number_at(arena_.data() + offset) +
                                        number_at(arena_.data() + offset + 4)};
}

void KeySorter::sort() {
    if (!ascending_) {
        std::sort(places_.begin(), places_.end(), [this](const Place& a, const Place& b) {
            return a.prefix != b.prefix ? a.prefix < b.prefix : key_at(a.offset) < key_at(b.offset);
        });
    }
}

void KeySorter::spill() {
    if (places_.empty()) {
        return;
    }
    sort();
    const std::uint64_t begin = spilled_.size();
    for (const Place& place : places_) {
        spilled_.append(entry_at(place.offset));
    }
    runs_.push_back({begin, spilled_.size()});
    arena_ = std::string();
    places_ = std::vector<Place>();
    ascending_ = true;
}

void KeySorter::drain(
    const std::function<void(std::string_view key, std::string_view value)>& use) {
    if (runs_.empty()) {
        sort();
        for (const Place& place : places_) {
            const std::string_view key = key_at(place.offset);
            const std::size_t before_value = sizes_width + key.size();
            use(key, entry_at(place.offset).substr(before_value));
        }
    } else {
        spill();
        std::vector<std::unique_ptr<RunReader>> sources;
        for (const Run& run : runs_) {
            sources.push_back(std::make_unique<RunReader>(spilled_, run.begin, run.end));
        }
        merge(
            sources, [](const RunReader& a, const RunReader& b) { return a.key() < b.key(); },
            [&](const RunReader& at) { use(at.key(), at.value()); });
    }
    *this = KeySorter();
}

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
    LinkRun(TempLog& log, std::uint64_t begin, std::uint64_t end) : in_(log, begin, end) { next(); }
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

void LinkLog::for_each(const std::function<void(const Link&)>& use) {
    for (auto in = log_.read(); !in.done();) {
        use(link_at(in));
    }
}

void LinkLog::sorted(bool swapped, std::size_t memory_bytes,
                     const std::function<void(const Link&)>& use) {
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
