#include "storage/pages.h"

#include "storage/bytes.h"
#include "storage/stream.h"

#include <algorithm>

namespace dingtu {
namespace {

constexpr std::uint8_t links_codec = 1;
constexpr std::uint8_t ends_codec = 1;

constexpr std::uint8_t dense = 1;  // flag: every id from the first on has a value

std::uint32_t zigzag_step(std::uint32_t from, std::uint32_t to) {
    // Differences of 32-bit numbers need 33 bits; modulo 2^32 they come back all the same.
    const auto step = static_cast<std::int32_t>(to - from);
    return (static_cast<std::uint32_t>(step) << 1) ^ static_cast<std::uint32_t>(step >> 31);
}

std::uint32_t unzigzag_step(std::uint32_t from, std::uint32_t coded) {
    return from + ((coded >> 1) ^ (0U - (coded & 1U)));
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

}  // namespace dingtu
