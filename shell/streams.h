#pragma once

#include <atomic>
#include <filesystem>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace dingtu {

/// The reader of our output has gone (`dingtu ... | head`): not an error, the command just ends.
struct ClosedPipe {};

/// Buffered output to a file descriptor. Unlike std::cout it says why a write failed: throws
/// ClosedPipe, or Error{Run} naming what could not be written (a full disk). What is still
/// buffered is lost unless flush() is called.
class OutputStream final : public std::ostream {
public:
    /// Borrows `descriptor`; `name` is for messages ("standard output").
    OutputStream(int descriptor, std::string name);
    OutputStream(const OutputStream&) = delete;
    OutputStream& operator=(const OutputStream&) = delete;
    ~OutputStream() override;

private:
    class Buffer;
    std::unique_ptr<Buffer> buffer_;
};

/// A file that appears under its name only when it is complete: written beside it and renamed by
/// commit(); without commit() nothing is left and an older file of that name stays as it was.
class OutputFile final {
public:
    /// Throws Error{Run} when the folder is missing or not writable.
    explicit OutputFile(std::filesystem::path path);
    OutputFile(const OutputFile&) = delete;
    OutputFile& operator=(const OutputFile&) = delete;
    ~OutputFile();

    [[nodiscard]] std::ostream& stream() { return *stream_; }
    void commit();

private:
    std::filesystem::path path_;
    std::filesystem::path draft_;
    int descriptor_ = -1;
    std::unique_ptr<OutputStream> stream_;
};

/// Lines of any length from a file descriptor.
class LineReader {
public:
    explicit LineReader(int descriptor) : descriptor_(descriptor) {}
    /// The next line without its line break, also a last one that has none; nothing at the end.
    /// Throws Error{Interrupted} when a signal came while waiting.
    [[nodiscard]] std::optional<std::string> next();

private:
    int descriptor_;
    std::string pending_;
    std::size_t scanned_ = 0;  // no line break before this place of `pending_`
    bool ended_ = false;
};

/// Where a command reads from and writes to.
struct Console {
    std::ostream& out;
    std::ostream& err;
    bool in_terminal = false;
    bool out_terminal = false;
    bool err_terminal = false;
    const std::atomic<bool>* interrupted = nullptr;
};

/// The bytes of a file, or of standard input for "-". Throws Error{Load} for what cannot be read.
[[nodiscard]] std::string read_bytes(const std::string& path);

/// `bytes` as text of the query language: a byte order mark is dropped. Throws Error{Load}, naming
/// `name` and the place, for bytes that are not UTF-8 text, with the way to convert them.
[[nodiscard]] std::string to_script_text(std::string bytes, const std::string& name);

/// Columns of the terminal at `descriptor`, 80 where it cannot tell.
[[nodiscard]] std::size_t terminal_width(int descriptor);
/// Its rows, 24 where it cannot tell.
[[nodiscard]] std::size_t terminal_height(int descriptor);

/// "1,234,567"
[[nodiscard]] std::string grouped(std::uint64_t number);
/// "0.8 ms", "1.25 s"
[[nodiscard]] std::string duration_text(std::int64_t microseconds);
/// "1 node", "12,345 nodes": the plural adds an s unless it is given.
[[nodiscard]] std::string counted(std::uint64_t number, std::string_view noun,
                                  std::string_view plural = {});

}  // namespace dingtu
