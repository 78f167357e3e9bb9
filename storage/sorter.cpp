#include "storage/sorter.h"

#include "storage/merge.h"
#include "storage/radix.h"

#include <algorithm>
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
    ascending_ = ascending_ && (last_ == nullptr || key_of(last_) < key);
    last_ = entry;
    ++in_memory_;
    ++count_;
}

char* KeySorter::room_for(std::size_t size) {
    while (present_ == pieces_.size() ||
           pieces_[present_].used + size > pieces_[present_].bytes.size()) {
        if (present_ < pieces_.size()) {
            ++present_;
        }
        if (present_ == pieces_.size()) {
            const std::size_t usual = std::clamp(used_bytes_, least_piece_bytes, piece_bytes);
            pieces_.push_back({LargeArray<char>(std::max(size, usual)), 0});
        }
    }
    Piece& piece = pieces_[present_];
    char* room = piece.bytes.data() + piece.used;
    piece.used += size;
    used_bytes_ += size;
    return room;
}

void KeySorter::clear_memory() {
    for (Piece& piece : pieces_) {
        piece.used = 0;
    }
    present_ = 0;
    used_bytes_ = 0;
    in_memory_ = 0;
    last_ = nullptr;
    ascending_ = true;
}

// As they were added.
template <class Use>
void KeySorter::for_each_entry(Use use) const {
    for (const Piece& piece : pieces_) {
        const char* const begin = piece.bytes.begin();
        for (std::size_t at = 0; at < piece.used; at += whole(begin + at).size()) {
            use(begin + at);
        }
    }
}

template <class Use>
void KeySorter::for_each_sorted(Use use) {
    if (ascending_) {
        for_each_entry(use);
        return;
    }
    if (places_.size() < in_memory_) {
        places_ = LargeArray<Place>(in_memory_);
        spare_ = LargeArray<Place>(in_memory_);
    }
    std::size_t next = 0;
    for_each_entry([&](const char* entry) {
        places_[next++] = {word_of(key_of(entry), 0), entry};
    });
    const std::span<Place> places(places_.data(), in_memory_);
    sort_places(places, 0);
    constexpr std::size_t ahead = 16;  // entries; they lie anywhere in memory
    for (std::size_t i = 0; i < places.size(); ++i) {
        __builtin_prefetch(places[std::min(i + ahead, places.size() - 1)].entry);
        use(places[i].entry);
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

void KeySorter::order_by_word(std::span<Place> places) {
    constexpr std::size_t worth_counting = 4096;
    if (places.size() < worth_counting) {
        std::ranges::sort(places, {}, &Place::word);
        return;
    }
    const std::span<Place> sorted = radix_sort(places, std::span(spare_.data(), places.size()),
                                               [](const Place& place) { return place.word; });
    if (sorted.data() != places.data()) {
        std::ranges::copy(sorted, places.begin());
    }
}

void KeySorter::spill() {
    if (in_memory_ == 0) {
        return;
    }
    const std::uint64_t begin = spilled_.size();
    for_each_sorted([&](const char* entry) { spilled_.append(whole(entry)); });
    runs_.push_back({begin, spilled_.size()});
    clear_memory();
}

void KeySorter::drain(
    const std::function<void(std::string_view key, std::string_view value)>& use) {
    if (runs_.empty()) {
        for_each_sorted([&](const char* entry) { use(key_of(entry), value_of(entry)); });
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
