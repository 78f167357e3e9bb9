#include "storage/temp_log.h"

#include "base/error.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <unistd.h>

namespace dingtu {

void throw_temporary_failure(const char* act, int number) {
    throw Error(Phase::Store,
                std::string("a temporary file cannot be ") + act + ": " + std::strerror(number))
        .hint("`$TMPDIR` names another place for temporary files");
}

int open_temporary_file() {
    const char* folder = std::getenv("TMPDIR");
    std::string path = std::string(folder == nullptr ? "/tmp" : folder) + "/dingtu-XXXXXX";
    const int descriptor = mkstemp(path.data());
    if (descriptor < 0) {
        throw_temporary_failure("made", errno);
    }
    unlink(path.c_str());
    return descriptor;
}

void TempLog::flush() {
    if (file_ == nullptr) {
        file_.reset(fdopen(open_temporary_file(), "w+b"));
        std::setvbuf(file_.get(), nullptr, _IONBF, 0);  // the buffer here is enough
    }
    if (std::fwrite(buffer_.data(), 1, buffer_.size(), file_.get()) != buffer_.size()) {
        throw_temporary_failure("written", errno);
    }
    buffer_.clear();
}

void TempLog::read_at(std::uint64_t offset, char* into, std::size_t size) const {
    const std::uint64_t in_file = size_ - buffer_.size();
    const std::size_t first =
        offset < in_file ? std::min<std::uint64_t>(size, in_file - offset) : 0;
    std::size_t read = 0;
    while (read < first) {
        const ssize_t got = pread(fileno(file_.get()), into + read, first - read,
                                  static_cast<off_t>(offset + read));
        if (got <= 0) {
            throw_temporary_failure("read", errno);
        }
        read += static_cast<std::size_t>(got);
    }
    if (first < size) {
        std::memcpy(into + first, buffer_.data() + (offset + first - in_file), size - first);
    }
}

TempLog::Reader::Reader(const TempLog& log, std::uint64_t offset, std::uint64_t end)
    : log_(log),
      at_(offset),
      end_(end) {}

std::string_view TempLog::Reader::take(std::size_t size) {
    invariant(size <= end_ - at_, "what is read back was written");
    if (buffer_.size() - used_ < size) {
        buffer_.erase(0, used_);
        used_ = 0;
        const std::size_t held = buffer_.size();
        const std::uint64_t left = end_ - at_ - held;
        const std::size_t more =
            std::max<std::size_t>(size - held, std::min<std::uint64_t>(left, buffer_bytes));
        buffer_.resize(held + more);
        log_.read_at(at_ + held, buffer_.data() + held, more);
    }
    const std::string_view taken = std::string_view(buffer_).substr(used_, size);
    used_ += size;
    at_ += size;
    return taken;
}

}  // namespace dingtu
