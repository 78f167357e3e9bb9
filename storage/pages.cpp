#include "storage/pages.h"

#include "base/error.h"
#include "storage/bytes.h"
#include "storage/stream.h"
#include "storage/value_codec.h"

#include <algorithm>
#include <bit>

namespace dingtu {
namespace {

constexpr std::uint8_t links_codec = 1;
constexpr std::uint8_t ends_codec = 1;
constexpr std::size_t most_entries = std::size_t{1} << 20;  // of a page that is to be believed

// How the values of a column page lie. Never reorder: they are on disk.
enum class ColumnCodec : std::uint8_t { Typed = 1, Integers = 2, Texts = 3, Floats = 4 };
constexpr std::uint8_t dense = 1;  // flag: every id from the first on has a value

std::uint32_t zigzag_step(std::uint32_t from, std::uint32_t to) {
    // Differences of 32-bit numbers need 33 bits; modulo 2^32 they come back all the same.
    const auto step = static_cast<std::int32_t>(to - from);
    return (static_cast<std::uint32_t>(step) << 1) ^ static_cast<std::uint32_t>(step >> 31);
}

std::uint32_t unzigzag_step(std::uint32_t from, std::uint32_t coded) {
    return from + ((coded >> 1) ^ (0U - (coded & 1U)));
}

std::size_t take_count(ByteReader& in) {
    const std::uint32_t count = in.u32();
    if (count == 0 || count > most_entries) {
        throw_damaged("a page with an impossible number of entries");
    }
    return count;
}

void check_end(std::string_view rest) {
    if (!rest.empty()) {
        throw_damaged("a page with bytes behind its end");
    }
}

}  // namespace

// --- adjacency -----------------------------------------------------------------------------------

std::string encode_links(std::span<const Link> links) {
    std::vector<std::uint32_t> subjects;
    std::vector<std::uint32_t> degrees;
    std::vector<std::uint32_t> others;
    std::vector<std::uint32_t> serials;
    std::uint32_t serial = 0;
    for (std::size_t i = 0; i < links.size(); ++i) {
        const bool same = i > 0 && links[i].subject == links[i - 1].subject;
        if (same) {
            ++degrees.back();
        } else {
            subjects.push_back(i == 0 ? 0 : links[i].subject - links[i - 1].subject);
            degrees.push_back(1);
        }
        others.push_back(links[i].other - (same ? links[i - 1].other : 0));
        serials.push_back(zigzag_step(serial, links[i].serial));
        serial = links[i].serial;
    }
    std::string page;
    append_u8(page, links_codec);
    append_u32(page, static_cast<std::uint32_t>(subjects.size()));
    append_u32(page, static_cast<std::uint32_t>(links.size()));
    for (const auto* stream : {&subjects, &degrees, &others, &serials}) {
        append_stream(page, *stream);
    }
    return page;
}

void decode_links(std::uint64_t first_subject, std::string_view page, std::vector<Link>& links) {
    ByteReader in(page);
    if (in.u8() != links_codec) {
        throw_damaged("an adjacency page of an unknown kind");
    }
    const std::size_t subject_count = take_count(in);
    const std::size_t count = take_count(in);
    std::string_view rest = in.rest();
    std::vector<std::uint32_t> subjects;
    std::vector<std::uint32_t> degrees;
    std::vector<std::uint32_t> others;
    std::vector<std::uint32_t> serials;
    take_stream(rest, subject_count, subjects);
    take_stream(rest, subject_count, degrees);
    take_stream(rest, count, others);
    take_stream(rest, count, serials);
    check_end(rest);

    links.resize(count);
    auto subject = static_cast<std::uint32_t>(first_subject);
    std::uint32_t serial = 0;
    std::size_t at = 0;
    for (std::size_t i = 0; i < subject_count; ++i) {
        subject += subjects[i];
        std::uint32_t other = 0;
        if (degrees[i] > count - at) {
            throw_damaged("an adjacency page whose degrees do not add up");
        }
        for (const std::size_t end = at + degrees[i]; at < end; ++at) {
            other += others[at];
            serial = unzigzag_step(serial, serials[at]);
            links[at] = {subject, other, serial};
        }
    }
    if (at != count) {
        throw_damaged("an adjacency page whose degrees do not add up");
    }
}

// --- ends ----------------------------------------------------------------------------------------

std::string encode_ends(std::span<const EndsEntry> entries) {
    std::vector<std::uint32_t> serials;
    std::vector<std::uint32_t> starts;
    std::vector<std::uint32_t> ends;
    const EndsEntry* before = nullptr;
    for (const EndsEntry& entry : entries) {
        if (before != nullptr) {
            serials.push_back(entry.serial - before->serial - 1);
        }
        starts.push_back(zigzag_step(before == nullptr ? 0 : before->start, entry.start));
        ends.push_back(zigzag_step(before == nullptr ? 0 : before->end, entry.end));
        before = &entry;
    }
    const bool gapless =
        std::all_of(serials.begin(), serials.end(), [](auto gap) { return gap == 0; });
    std::string page;
    append_u8(page, ends_codec);
    append_u8(page, gapless ? dense : 0);
    append_u32(page, static_cast<std::uint32_t>(entries.size()));
    if (!gapless) {
        append_stream(page, serials);
    }
    append_stream(page, starts);
    append_stream(page, ends);
    return page;
}

void decode_ends_page(std::uint64_t first_serial, std::string_view page,
                      std::vector<EndsEntry>& entries) {
    ByteReader in(page);
    if (in.u8() != ends_codec) {
        throw_damaged("a page of ends of an unknown kind");
    }
    const bool gapless = in.u8() == dense;
    const std::size_t count = take_count(in);
    std::string_view rest = in.rest();
    std::vector<std::uint32_t> gaps(count - 1);
    std::vector<std::uint32_t> starts;
    std::vector<std::uint32_t> ends;
    if (!gapless) {
        take_stream(rest, count - 1, gaps);
    }
    take_stream(rest, count, starts);
    take_stream(rest, count, ends);
    check_end(rest);

    entries.resize(count);
    EndsEntry entry{static_cast<std::uint32_t>(first_serial), 0, 0};
    for (std::size_t i = 0; i < count; ++i) {
        entry.serial += i == 0 ? 0 : gaps[i - 1] + 1;
        entry.start = unzigzag_step(entry.start, starts[i]);
        entry.end = unzigzag_step(entry.end, ends[i]);
        entries[i] = entry;
    }
}

// --- columns -------------------------------------------------------------------------------------

namespace {

constexpr char integer_tag = 3;  // of encode_value
constexpr char float_tag = 4;
constexpr char text_tag = 5;

ColumnCodec codec_for(std::span<const ColumnEntry> entries) {
    const char tag = entries.front().value.front();
    const bool uniform = std::ranges::all_of(
        entries, [&](const ColumnEntry& entry) { return entry.value.front() == tag; });
    if (!uniform) {
        return ColumnCodec::Typed;
    }
    switch (tag) {
        case integer_tag: return ColumnCodec::Integers;
        case float_tag: return ColumnCodec::Floats;
        case text_tag: return ColumnCodec::Texts;
        default: return ColumnCodec::Typed;
    }
}

std::vector<std::uint32_t> gaps_of(std::span<const ColumnEntry> entries) {
    std::vector<std::uint32_t> gaps;
    for (std::size_t i = 1; i < entries.size(); ++i) {
        gaps.push_back(static_cast<std::uint32_t>(entries[i].id - entries[i - 1].id - 1));
    }
    return gaps;
}

// Distances from the least number, in as few bytes as the greatest distance needs.
void append_integers(std::string& page, std::span<const ColumnEntry> entries) {
    std::vector<std::int64_t> numbers;
    for (const ColumnEntry& entry : entries) {
        numbers.push_back(ByteReader(std::string_view(entry.value).substr(1)).signed_varint());
    }
    const auto [least, greatest] = std::minmax_element(numbers.begin(), numbers.end());
    const auto base = static_cast<std::uint64_t>(*least);
    const std::uint64_t span = static_cast<std::uint64_t>(*greatest) - base;
    const auto width = static_cast<std::uint8_t>((std::bit_width(span) + 7) / 8);
    append_u64(page, base);
    append_u8(page, width);
    for (const std::int64_t number : numbers) {
        append_big_endian(page, static_cast<std::uint64_t>(number) - base, width);
    }
}

void append_heap(std::string& page, std::span<const ColumnEntry> entries, std::size_t skipped) {
    std::vector<std::uint32_t> lengths;
    for (const ColumnEntry& entry : entries) {
        lengths.push_back(static_cast<std::uint32_t>(entry.value.size() - skipped));
    }
    append_stream(page, lengths);
    for (const ColumnEntry& entry : entries) {
        page.append(entry.value, skipped);
    }
}

/// A column page taken apart as far as finding single values needs.
class ColumnPage {
public:
    ColumnPage(std::uint64_t first_id, std::string_view page);

    [[nodiscard]] std::size_t size() const { return count_; }
    [[nodiscard]] std::uint64_t id_at(std::size_t place) const {
        return first_id_ + (ids_.empty() ? place : ids_[place]);
    }
    [[nodiscard]] std::optional<std::size_t> place_of(std::uint64_t id) const;
    [[nodiscard]] Value value_at(std::size_t place) const;

private:
    std::uint64_t first_id_;
    std::size_t count_ = 0;
    ColumnCodec codec_ = ColumnCodec::Typed;
    std::vector<std::uint32_t> ids_;      // less the first; empty if dense
    std::vector<std::uint32_t> offsets_;  // into the heap, one more than values
    std::uint64_t base_ = 0;              // of integers
    std::size_t width_ = 0;               // of integers and floats
    std::string_view heap_;
};

ColumnPage::ColumnPage(std::uint64_t first_id, std::string_view page) : first_id_(first_id) {
    ByteReader in(page);
    codec_ = static_cast<ColumnCodec>(in.u8());
    const bool gapless = in.u8() == dense;
    count_ = take_count(in);
    std::string_view rest = in.rest();
    if (!gapless) {
        take_stream(rest, count_ - 1, ids_);
        ids_.insert(ids_.begin(), 0);
        for (std::size_t i = 1; i < count_; ++i) {
            ids_[i] += ids_[i - 1] + 1;
        }
    }
    if (codec_ == ColumnCodec::Integers) {
        ByteReader numbers(rest);
        base_ = numbers.u64();
        width_ = numbers.u8();
        heap_ = numbers.rest();
    } else if (codec_ == ColumnCodec::Floats) {
        width_ = 8;
        heap_ = rest;
    } else if (codec_ == ColumnCodec::Typed || codec_ == ColumnCodec::Texts) {
        take_stream(rest, count_, offsets_);
        std::uint32_t offset = 0;
        for (std::uint32_t& length : offsets_) {
            offset += std::exchange(length, offset);
        }
        offsets_.push_back(offset);
        heap_ = rest;
    } else {
        throw_damaged("a column page of an unknown kind");
    }
    if (heap_.size() != (offsets_.empty() ? count_ * width_ : offsets_.back()) || width_ > 8) {
        throw_damaged("a column page of a wrong size");
    }
}

std::optional<std::size_t> ColumnPage::place_of(std::uint64_t id) const {
    if (id < first_id_) {
        return std::nullopt;
    }
    const std::uint64_t distance = id - first_id_;
    if (ids_.empty()) {
        return distance < count_ ? std::optional<std::size_t>(distance) : std::nullopt;
    }
    const auto at = std::lower_bound(ids_.begin(), ids_.end(), distance);
    return at != ids_.end() && *at == distance
               ? std::optional(static_cast<std::size_t>(at - ids_.begin()))
               : std::nullopt;
}

Value ColumnPage::value_at(std::size_t place) const {
    if (codec_ == ColumnCodec::Integers) {
        const std::uint64_t distance =
            ByteReader(heap_.substr(place * width_, width_)).big_endian(width_);
        return static_cast<std::int64_t>(base_ + distance);
    }
    if (codec_ == ColumnCodec::Floats) {
        return std::bit_cast<double>(ByteReader(heap_.substr(place * width_, width_)).u64());
    }
    const std::string_view bytes =
        heap_.substr(offsets_[place], offsets_[place + 1] - offsets_[place]);
    return codec_ == ColumnCodec::Texts ? Value(bytes) : decode_value(bytes);
}

}  // namespace

std::string encode_column(std::span<const ColumnEntry> entries) {
    const ColumnCodec codec = codec_for(entries);
    const bool gapless = entries.back().id - entries.front().id + 1 == entries.size();
    std::string page;
    append_u8(page, static_cast<std::uint8_t>(codec));
    append_u8(page, gapless ? dense : 0);
    append_u32(page, static_cast<std::uint32_t>(entries.size()));
    if (!gapless) {
        append_stream(page, gaps_of(entries));
    }
    switch (codec) {
        case ColumnCodec::Integers: append_integers(page, entries); break;
        case ColumnCodec::Floats:
            for (const ColumnEntry& entry : entries) {
                page.append(entry.value, 1);
            }
            break;
        case ColumnCodec::Texts: append_heap(page, entries, 1); break;
        case ColumnCodec::Typed: append_heap(page, entries, 0); break;
    }
    return page;
}

void decode_column(std::uint64_t first_id, std::string_view page,
                   std::vector<std::pair<std::uint64_t, Value>>& values) {
    const ColumnPage column(first_id, page);
    values.clear();
    values.reserve(column.size());
    for (std::size_t place = 0; place < column.size(); ++place) {
        values.emplace_back(column.id_at(place), column.value_at(place));
    }
}

std::optional<Value> find_in_column(std::uint64_t first_id, std::string_view page,
                                    std::uint64_t id) {
    const ColumnPage column(first_id, page);
    const auto place = column.place_of(id);
    return place ? std::optional(column.value_at(*place)) : std::nullopt;
}

}  // namespace dingtu
