#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

namespace dingtu {

/// A new file without a name, open for reading and writing, in `$TMPDIR` or /tmp. Throws
/// Error{Store}.
[[nodiscard]] int open_temporary_file();
/// Throws Error{Store}: a temporary file cannot be `act`, for the reason `number` (of errno).
[[noreturn]] void throw_temporary_failure(const char* act, int number);

/// Bytes put aside in a file without a name, which is gone when this is. Written first, then read,
/// both from beginning to end and through a buffer. Throws Error{Store} when the disk is full.
class TempLog {
public:
    void append(std::string_view bytes) {
        buffer_ += bytes;
        size_ += bytes.size();
        if (buffer_.size() >= buffer_bytes) {
            flush();
        }
    }
    [[nodiscard]] std::uint64_t size() const { return size_; }

    /// Reads anew from `offset`. Several readers may take turns, and be in several threads once
    /// nothing is appended any more.
    class Reader {
    public:
        Reader(const TempLog& log, std::uint64_t offset, std::uint64_t end);
        /// Whether `end` is reached.
        [[nodiscard]] bool done() const { return at_ == end_; }
        /// The next bytes, whole; they live until the next call.
        [[nodiscard]] std::string_view take(std::size_t size);

    private:
        const TempLog& log_;
        std::uint64_t at_;
        std::uint64_t end_;
        std::string buffer_;
        std::size_t used_ = 0;  // of the buffer
    };
    [[nodiscard]] Reader read() const { return {*this, 0, size_}; }

private:
    static constexpr std::size_t buffer_bytes = std::size_t{64} << 10;
    struct Close {
        void operator()(std::FILE* file) const { static_cast<void>(std::fclose(file)); }
    };

    void flush();
    void read_at(std::uint64_t offset, char* into, std::size_t size) const;

    std::unique_ptr<std::FILE, Close> file_;  // null until the buffer is full once
    std::string buffer_;                      // the end of the log, not yet in the file
    std::uint64_t size_ = 0;
};

}  // namespace dingtu
