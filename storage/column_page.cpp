#include "storage/column_page.h"

#include "storage/bytes.h"
#include "storage/stream.h"
#include "storage/value_codec.h"

#include <algorithm>
#include <bit>

namespace dingtu {
namespace {

// How the values of a column page lie. Never reorder: they are on disk.
enum class ColumnCodec : std::uint8_t { Typed = 1, Integers = 2, Texts = 3, Floats = 4 };
constexpr std::uint8_t dense = 1;  // flag: every id from the first on has a value

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
        numbers.push_back(ByteReader(entry.value.substr(1)).signed_varint());
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
        page.append(entry.value.substr(skipped));
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
    /// Nothing is appended for a value without an ordered form.
    void append_ordered_at(std::string& out, std::size_t place) const;

private:
    [[nodiscard]] std::string_view bytes_at(std::size_t place) const {
        return heap_.substr(offsets_[place], offsets_[place + 1] - offsets_[place]);
    }

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
    return codec_ == ColumnCodec::Texts ? Value(bytes_at(place)) : decode_value(bytes_at(place));
}

void ColumnPage::append_ordered_at(std::string& out, std::size_t place) const {
    if (codec_ == ColumnCodec::Texts) {
        append_ordered_string(out, bytes_at(place));  // spares making a value of it
    } else if (const Value value = value_at(place); has_ordered_form(value)) {
        append_ordered(out, value);
    }
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
                page.append(entry.value.substr(1));
            }
            break;
        case ColumnCodec::Texts: append_heap(page, entries, 1); break;
        case ColumnCodec::Typed: append_heap(page, entries, 0); break;
    }
    return page;
}

void ColumnBuffer::add(std::uint64_t id, const Value& value) {
    append_value(bytes_, value);
    places_.push_back({id, bytes_.size()});
}

void ColumnBuffer::add_text(std::uint64_t id, std::string_view text) {
    bytes_ += text_tag;
    bytes_ += text;
    places_.push_back({id, bytes_.size()});
}

std::string ColumnBuffer::take_page() {
    std::vector<ColumnEntry> entries;
    entries.reserve(places_.size());
    std::size_t begin = 0;
    for (const Place& place : places_) {
        entries.push_back({place.id, std::string_view(bytes_).substr(begin, place.end - begin)});
        begin = place.end;
    }
    std::string page = encode_column(entries);
    places_.clear();
    bytes_.clear();
    return page;
}

void for_each_ordered(std::uint64_t first_id, std::string_view page,
                      const std::function<void(std::uint64_t id, std::string_view form)>& use) {
    const ColumnPage column(first_id, page);
    std::string form;
    for (std::size_t place = 0; place < column.size(); ++place) {
        form.clear();
        column.append_ordered_at(form, place);
        if (!form.empty()) {
            use(column.id_at(place), form);
        }
    }
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
