#include "loader/csv_reader.h"

#include "base/text.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace dingtu {

namespace {

constexpr std::size_t buffer_bytes = std::size_t{1} << 20;
// Longer than any text in a table; a quote that is never closed would take the whole file.
constexpr std::size_t most_record_bytes = std::size_t{64} << 20;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// The first delimiter or line break from `at` on, else `end`.
const char* find_end_of_field(const char* at, const char* end, char delimiter) {
#if defined(__SSE2__)
    const __m128i delimiters = _mm_set1_epi8(delimiter);
    const __m128i breaks = _mm_set1_epi8('\n');
    for (; end - at >= 16; at += 16) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
        const int found = _mm_movemask_epi8(
            _mm_or_si128(_mm_cmpeq_epi8(bytes, delimiters), _mm_cmpeq_epi8(bytes, breaks)));
        if (found != 0) {
            return at + __builtin_ctz(static_cast<unsigned>(found));
        }
    }
#endif
    while (at != end && *at != delimiter && *at != '\n') {
        ++at;
    }
    return at;
}

std::string_view between(const char* begin, const char* end) {
    return {begin, static_cast<std::size_t>(end - begin)};
}

}  // namespace

std::string_view CsvField::value(std::string& room) const {
    if (!doubled) {
        return text;
    }
    room.clear();
    for (std::size_t i = 0; i < text.size(); ++i) {
        room += text[i];
        i += text[i] == '"' ? 1U : 0U;
    }
    return room;
}

CsvReader::CsvReader(std::string path)
    : path_(std::move(path)),
      buffer_(new char[buffer_bytes]),
      capacity_(buffer_bytes) {
    descriptor_ = path_ == "-" ? dup(STDIN_FILENO) : open(path_.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor_ < 0) {
        throw Error(Phase::Load, fmt::format("cannot read `{}`: {}", path_, std::strerror(errno)));
    }
    at_ = end_ = record_begin_ = record_end_ = buffer_.get();
    while (static_cast<std::size_t>(end_ - at_) < byte_order_mark.size() && refill()) {
    }
    if (between(at_, end_).starts_with(byte_order_mark)) {
        at_ += byte_order_mark.size();
    }
    record_begin_ = at_;
}

CsvReader::~CsvReader() {
    close(descriptor_);
}

/// Reads on behind what has not been used yet, which moves to the buffer's beginning. False at the
/// end of the file.
bool CsvReader::refill() {
    if (ended_) {
        return false;
    }
    const auto held = static_cast<std::size_t>(end_ - at_);
    const bool narrow = held * 2 > capacity_;
    if (narrow || buffer_.use_count() > 1) {
        capacity_ *= narrow ? 2 : 1;
        const std::shared_ptr<char[]> fresh(new char[capacity_]);
        std::memcpy(fresh.get(), at_, held);
        buffer_ = fresh;
    } else {
        std::memmove(buffer_.get(), at_, held);
    }
    at_ = record_begin_ = buffer_.get();
    end_ = at_ + held;
    ssize_t count = 0;
    do {
        count = read(descriptor_, buffer_.get() + held, capacity_ - held);
    } while (count < 0 && errno == EINTR);
    if (count < 0) {
        throw Error(Phase::Load, fmt::format("cannot read `{}`: {}", path_, std::strerror(errno)));
    }
    ended_ = count == 0;
    end_ += count;
    bytes_read_ += static_cast<std::uint64_t>(count);
    return !ended_;
}

std::string_view CsvReader::first_line() {
    skip_empty_lines();
    const char* line_end = std::find(at_, end_, '\n');
    while (line_end == end_ && static_cast<std::size_t>(end_ - at_) < most_record_bytes &&
           refill()) {
        line_end = std::find(at_, end_, '\n');
    }
    return between(at_, line_end);
}

void CsvReader::skip_empty_lines() {
    while (true) {
        if (end_ - at_ < 2 && refill()) {
            continue;
        }
        const bool two = end_ - at_ >= 2 && at_[0] == '\r' && at_[1] == '\n';
        if (!two && (at_ == end_ || *at_ != '\n')) {
            return;
        }
        at_ += two ? 2 : 1;
        ++next_line_;
    }
}

bool CsvReader::next(std::vector<CsvField>& record) {
    skip_empty_lines();
    Outcome outcome = scan(record);
    while (outcome == Outcome::CutOff) {
        if (static_cast<std::size_t>(end_ - at_) > most_record_bytes) {
            fault_ = "the record that begins here is longer than 64 MiB: is a quote not closed?";
            fault_at_ = at_;
            outcome = Outcome::Fault;
            break;
        }
        (void)refill();
        outcome = scan(record);
    }
    if (outcome == Outcome::Fault) {
        refuse_record();
    }
    return !record.empty();
}

/// Reads one record from at_ on. What touches the end of the buffer may go on behind it.
CsvReader::Outcome CsvReader::scan(std::vector<CsvField>& record) {
    record.clear();
    record_begin_ = at_;
    line_ = next_line_;
    lines_in_record_ = 1;
    const char* at = at_;
    if (at == end_) {
        return ended_ ? Outcome::Record : Outcome::CutOff;
    }
    while (true) {
        CsvField field;
        if (at != end_ && *at == '"') {
            if (const Outcome outcome = scan_quoted(at, field); outcome != Outcome::Record) {
                return outcome;
            }
        } else {
            const char* field_end = find_end_of_field(at, end_, delimiter_);
            field.text = between(at, field_end);
            at = field_end;
            if ((at == end_ || *at == '\n') && field.text.ends_with('\r')) {
                field.text.remove_suffix(1);
            }
        }
        record.push_back(field);
        if (at == end_ && !ended_) {
            return Outcome::CutOff;
        }
        const bool more = at != end_ && *at == delimiter_;
        record_end_ = at;
        at += at == end_ ? 0 : 1;
        if (!more) {
            break;
        }
    }
    at_ = at;
    next_line_ += lines_in_record_;
    return Outcome::Record;
}

/// `at` stands at the opening quote, afterwards behind the field.
CsvReader::Outcome CsvReader::scan_quoted(const char*& at, CsvField& field) {
    const char* const opening = at;
    const char* const begin = at + 1;
    const char* quote = begin;
    while (true) {
        quote = std::find(quote, end_, '"');
        if (quote == end_ || (quote + 1 == end_ && !ended_)) {
            fault_ = "a quote that is never closed";
            fault_at_ = opening;
            return ended_ ? Outcome::Fault : Outcome::CutOff;
        }
        if (quote + 1 == end_ || quote[1] != '"') {
            break;
        }
        field.doubled = true;
        quote += 2;
    }
    field.quoted = true;
    field.text = between(begin, quote);
    lines_in_record_ += static_cast<std::uint64_t>(std::count(begin, quote, '\n'));
    at = quote + 1;
    if (at != end_ && *at == '\r' && (at + 1 == end_ ? ended_ : at[1] == '\n')) {
        ++at;
    } else if (at != end_ && *at == '\r' && at + 1 == end_) {
        return Outcome::CutOff;
    }
    if (at != end_ && *at != delimiter_ && *at != '\n') {
        fault_ = "text behind a closing quote; a quote inside a text is written twice";
        fault_at_ = at;
        return Outcome::Fault;
    }
    return Outcome::Record;
}

/// Reports the fault and stands at the next line, wherever the record would have ended.
void CsvReader::refuse_record() {
    const Error error = csv_error(path_, record(), fault_at_, fault_);
    skip_line();
    throw error;
}

void CsvReader::skip_line() {
    at_ = record_begin_;
    while (true) {
        const char* line_end = std::find(at_, end_, '\n');
        at_ = line_end;
        if (line_end != end_) {
            ++at_;
            break;
        }
        if (!refill()) {
            break;
        }
    }
    ++next_line_;
}

Error csv_error(const std::string& path, const CsvRecordPlace& record, const char* at,
                const std::string& message) {
    const std::string_view before = between(record.begin, at);
    const auto breaks = static_cast<std::uint64_t>(std::count(before.begin(), before.end(), '\n'));
    const std::size_t line_begin = before.rfind('\n') + 1;  // npos + 1 is 0
    const std::string line_text = replace_invalid_utf8(before.substr(line_begin));
    return {Phase::Load, fmt::format("{}:{}:{}: {}", path, record.line + breaks,
                                     length(line_text) + 1, message)};
}

}  // namespace dingtu
