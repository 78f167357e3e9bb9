#include "shell/streams.h"

#include "base/error.h"
#include "base/text.h"

#include <cerrno>
#include <cstring>
#include <streambuf>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace dingtu {

class OutputStream::Buffer final : public std::streambuf {
public:
    Buffer(int descriptor, std::string name)
        : descriptor_(descriptor),
          name_(std::move(name)),
          bytes_(std::size_t{1} << 16U) {
        clear();
    }

private:
    void clear() { setp(bytes_.data(), bytes_.data() + bytes_.size()); }

    int sync() override {
        std::string_view rest(pbase(), static_cast<std::size_t>(pptr() - pbase()));
        clear();  // before the write: what failed once is not tried again
        while (!rest.empty()) {
            ssize_t done = ::write(descriptor_, rest.data(), rest.size());
            if (done < 0 && errno == EINTR) {
                continue;
            }
            if (done < 0) {
                fail(errno);
            }
            rest.remove_prefix(static_cast<std::size_t>(done));
        }
        return 0;
    }

    int_type overflow(int_type c) override {
        sync();
        if (!traits_type::eq_int_type(c, traits_type::eof())) {
            *pptr() = traits_type::to_char_type(c);
            pbump(1);
        }
        return traits_type::not_eof(c);
    }

    [[noreturn]] void fail(int why) const {
        if (why == EPIPE) {
            throw ClosedPipe{};
        }
        throw Error(Phase::Run, fmt::format("cannot write to {}: {}", name_, std::strerror(why)));
    }

    int descriptor_;
    std::string name_;
    std::vector<char> bytes_;
};

OutputStream::OutputStream(int descriptor, std::string name)
    : std::ostream(nullptr),
      buffer_(std::make_unique<Buffer>(descriptor, std::move(name))) {
    rdbuf(buffer_.get());
    exceptions(std::ios::badbit);  // lets what the buffer throws through
}

OutputStream::~OutputStream() = default;

OutputFile::OutputFile(std::filesystem::path path) : path_(std::move(path)), draft_(path_) {
    draft_ += fmt::format(".{}.part", ::getpid());
    if (std::filesystem::is_directory(path_)) {
        throw Error(Phase::Run, fmt::format("cannot write `{}`: it is a folder", path_.string()));
    }
    descriptor_ = ::open(draft_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (descriptor_ < 0) {
        throw Error(Phase::Run,
                    fmt::format("cannot write `{}`: {}", path_.string(), std::strerror(errno)));
    }
    stream_ = std::make_unique<OutputStream>(descriptor_, fmt::format("`{}`", path_.string()));
}

OutputFile::~OutputFile() {
    if (descriptor_ >= 0) {
        ::close(descriptor_);
        ::unlink(draft_.c_str());
    }
}

void OutputFile::commit() {
    stream_->flush();
    bool closed = ::close(std::exchange(descriptor_, -1)) == 0;
    if (!closed || ::rename(draft_.c_str(), path_.c_str()) != 0) {
        int why = errno;
        ::unlink(draft_.c_str());
        throw Error(Phase::Run,
                    fmt::format("cannot write `{}`: {}", path_.string(), std::strerror(why)));
    }
}

namespace {

/// Appends what is there to read; false at the end.
bool read_some(int descriptor, std::string& out) {
    char bytes[1 << 16];
    ssize_t got = ::read(descriptor, bytes, sizeof bytes);
    if (got < 0 && errno == EINTR) {
        throw Error(Phase::Interrupted, "interrupted");
    }
    if (got < 0) {
        throw Error(Phase::Load, fmt::format("cannot read: {}", std::strerror(errno)));
    }
    out.append(bytes, static_cast<std::size_t>(got));
    return got > 0;
}

}  // namespace

std::optional<std::string> LineReader::next() {
    while (true) {
        std::size_t end = pending_.find('\n', scanned_);
        if (end != std::string::npos) {
            std::string line = pending_.substr(0, end);
            pending_.erase(0, end + 1);
            scanned_ = 0;
            return line;
        }
        scanned_ = pending_.size();
        if (ended_) {
            scanned_ = 0;
            return pending_.empty() ? std::nullopt
                                    : std::optional(std::exchange(pending_, std::string()));
        }
        ended_ = !read_some(descriptor_, pending_);
    }
}

std::string read_bytes(const std::string& path) {
    std::string bytes;
    if (path == "-") {
        while (read_some(STDIN_FILENO, bytes)) {
        }
        return bytes;
    }
    int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        throw Error(Phase::Load, fmt::format("cannot read `{}`: {}", path, std::strerror(errno)));
    }
    struct stat status = {};
    if (::fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode)) {
        ::close(descriptor);
        throw Error(Phase::Load, fmt::format("cannot read `{}`: it is a folder", path));
    }
    try {
        while (read_some(descriptor, bytes)) {
        }
    } catch (...) {
        ::close(descriptor);
        throw;
    }
    ::close(descriptor);
    return bytes;
}

std::string to_script_text(std::string bytes, const std::string& name) {
    if (bytes.starts_with("\xEF\xBB\xBF")) {
        bytes.erase(0, 3);
    }
    std::size_t nul = bytes.find('\0');
    if (nul != std::string::npos) {
        bool utf16 = bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
        throw Error(Phase::Load,
                    fmt::format("`{}` is not text: a zero byte at offset {}", name, nul))
            .hint(utf16 ? fmt::format("convert it: iconv -f UTF-16 -t UTF-8 '{}'", name) : "");
    }
    if (auto bad = invalid_utf8(bytes)) {
        Place place = place_of(std::string_view(bytes).substr(0, *bad), *bad);
        throw Error(Phase::Load,
                    fmt::format("{}:{}:{}: this is not UTF-8 text (byte 0x{:02X})", name,
                                place.line, place.column, static_cast<unsigned char>(bytes[*bad])))
            .hint(fmt::format("if it is GB18030 or GBK: iconv -f GB18030 -t UTF-8 '{}'", name));
    }
    return bytes;
}

std::size_t terminal_width(int descriptor) {
    winsize size = {};
    return ::ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

std::size_t terminal_height(int descriptor) {
    winsize size = {};
    return ::ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_row > 1 ? size.ws_row : 24;
}

std::string grouped(std::uint64_t number) {
    std::string digits = fmt::format("{}", number);
    for (std::size_t at = digits.size(); at > 3;) {
        at -= 3;
        digits.insert(at, 1, ',');
    }
    return digits;
}

std::string duration_text(std::int64_t microseconds) {
    double milliseconds = static_cast<double>(microseconds) / 1000.0;
    return milliseconds < 1000.0 ? fmt::format("{:.1f} ms", milliseconds)
                                 : fmt::format("{:.2f} s", milliseconds / 1000.0);
}

std::string counted(std::uint64_t number, std::string_view noun, std::string_view plural) {
    if (number == 1) {
        return fmt::format("1 {}", noun);
    }
    return plural.empty() ? fmt::format("{} {}s", grouped(number), noun)
                          : fmt::format("{} {}", grouped(number), plural);
}

}  // namespace dingtu
