#include "storage/sorter.h"

#include "storage/merge.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <string>

namespace dingtu {
namespace {

constexpr std::size_t sizes_width = 8;  // two numbers of four bytes before key and value
constexpr std::size_t least_piece_bytes = std::size_t{16} << 10;
constexpr std::size_t piece_bytes = std::size_t{2} << 20;

std::uint32_t number_at(const char* at) {
    std::uint32_t number = 0;
    std::memcpy(&number, at, sizeof number);
    return number;
}

void put_number(char* at, std::size_t number) {
    const auto narrow = static_cast<std::uint32_t>(number);
    std::memcpy(at, &narrow, sizeof narrow);
}

std::string_view key_of(const char* entry) {
    return {entry + sizes_width, number_at(entry)};
}

std::string_view value_of(const char* entry) {
    return {entry + sizes_width + number_at(entry), number_at(entry + 4)};
}

std::string_view whole(const char* entry) {
    return {entry, sizes_width + number_at(entry) + number_at(entry + 4)};
}

/// Eight bytes of the key from `depth` on as a number that orders as they do; zeros behind its end.
std::uint64_t word_of(std::string_view key, std::size_t depth) {
    std::uint64_t word = 0;
    if (key.size() >= depth + 8) {
        std::memcpy(&word, key.data() + depth, sizeof word);
        return __builtin_bswap64(word);
    }
    for (std::size_t i = depth; i < depth + 8; ++i) {
        word = word << 8 | (i < key.size() ? static_cast<std::uint8_t>(key[i]) : 0);
    }
    return word;
}

/// One run on its way through the merge.
class RunReader {
public:
    RunReader(const TempLog& log, std::uint64_t begin, std::uint64_t end) : in_(log, begin, end) {
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

}  // namespace

void KeySorter::add(std::string_view key, std::string_view value) {
    char* entry = room_for(sizes_width + key.size() + value.size());
    put_number(entry, key.size());
    put_number(entry + 4, value.size());
    std::copy(key.begin(), key.end(), entry + sizes_width);
    std::copy(value.begin(), value.end(), entry + sizes_width + key.size());
    if (ascending_ && !places_.empty()) {
        ascending_ = key_of(places_.back().entry) < key;
    }
    places_.push_back({word_of(key, 0), entry});
    ++count_;
}

char* KeySorter::room_for(std::size_t size) {
    while (size > free_bytes_) {
        if (pieces_used_ == arena_.size()) {
            const std::size_t usual = std::clamp(arena_bytes_, least_piece_bytes, piece_bytes);
            arena_bytes_ += arena_.emplace_back(std::max(size, usual)).size();
        }
        free_ = arena_[pieces_used_].data();
        free_bytes_ = arena_[pieces_used_].size();
        ++pieces_used_;
    }
    char* room = free_;
    free_ += size;
    free_bytes_ -= size;
    used_bytes_ += size;
    return room;
}

void KeySorter::clear_memory() {
    places_.clear();
    pieces_used_ = 0;
    free_bytes_ = 0;
    used_bytes_ = 0;
    ascending_ = true;
}

void KeySorter::sort() {
    if (!ascending_) {
        sort_places(places_, 0);
    }
}

/// Sorts places that agree in the first `depth` bytes of their keys and have the next eight as
/// their words: by these words as numbers, then those that agree by the next eight.
void KeySorter::sort_places(std::span<Place> places, std::size_t depth) {
    constexpr std::size_t few = 24;
    constexpr std::size_t deepest = 256;  // each eight bytes are a level of calls
    const auto by_key = [](const Place& a, const Place& b) {
        return a.word != b.word ? a.word < b.word : key_of(a.entry) < key_of(b.entry);
    };
    if (places.size() <= few || depth >= deepest) {
        std::sort(places.begin(), places.end(), by_key);
        return;
    }
    order_by_word(places);
    for (auto begin = places.begin(); begin != places.end();) {
        bool ended = false;
        auto end = begin;
        for (; end != places.end() && end->word == begin->word; ++end) {
            ended = ended || number_at(end->entry) <= depth + 8;
        }
        const std::span<Place> equal(begin, end);
        if (ended) {
            std::sort(begin, end, by_key);
        } else if (equal.size() > 1) {
            for (Place& place : equal) {
                place.word = word_of(key_of(place.entry), depth + 8);
            }
            sort_places(equal, depth + 8);
        }
        begin = end;
    }
}

/// Least significant digit first, eleven bits at a time; digits that are the same everywhere cost
/// one look.
void KeySorter::order_by_word(std::span<Place> places) {
    constexpr std::size_t worth_counting = 4096;
    constexpr unsigned digit_bits = 11;
    constexpr std::size_t digits = std::size_t{1} << digit_bits;
    if (places.size() < worth_counting) {
        std::ranges::sort(places, {}, &Place::word);
        return;
    }
    spare_.resize(std::max(spare_.size(), places.size()));
    const std::span<Place> spare = std::span(spare_).first(places.size());
    std::span<Place> from = places;
    std::span<Place> to = spare;
    for (unsigned shift = 0; shift < 64; shift += digit_bits) {
        const auto digit_of = [&](const Place& place) {
            return (place.word >> shift) & (digits - 1);
        };
        std::array<std::size_t, digits + 1> begins{};
        for (const Place& place : from) {
            ++begins[digit_of(place) + 1];
        }
        if (begins[digit_of(from.front()) + 1] == from.size()) {
            continue;
        }
        for (std::size_t digit = 0; digit < digits; ++digit) {
            begins[digit + 1] += begins[digit];
        }
        for (const Place& place : from) {
            to[begins[digit_of(place)]++] = place;
        }
        std::swap(from, to);
    }
    if (from.data() != places.data()) {
        std::ranges::copy(from, places.begin());
    }
}

void KeySorter::spill() {
    if (places_.empty()) {
        return;
    }
    sort();
    const std::uint64_t begin = spilled_.size();
    for (const Place& place : places_) {
        spilled_.append(whole(place.entry));
    }
    runs_.push_back({begin, spilled_.size()});
    clear_memory();
}

void KeySorter::drain(
    const std::function<void(std::string_view key, std::string_view value)>& use) {
    if (runs_.empty()) {
        sort();
        constexpr std::size_t ahead = 16;  // entries; they lie anywhere in memory
        for (std::size_t i = 0; i < places_.size(); ++i) {
            __builtin_prefetch(places_[std::min(i + ahead, places_.size() - 1)].entry);
            use(key_of(places_[i].entry), value_of(places_[i].entry));
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
        spilled_ = TempLog();
        runs_.clear();
    }
    clear_memory();
    count_ = 0;
}

}  // namespace dingtu
