#include "exporter/spool.h"

#include "base/error.h"
#include "exporter/record.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <utility>

#include <fmt/format.h>
#include <unistd.h>

namespace dingtu {

namespace {

constexpr std::size_t memory_bytes = std::size_t{16} << 20;
constexpr std::size_t read_bytes = std::size_t{1} << 20;

[[noreturn]] void fail(const char* what) {
    throw Error(Phase::Run,
                fmt::format("cannot {} a temporary file in {}: {}", what,
                            std::filesystem::temp_directory_path().string(), std::strerror(errno)))
        .hint("set TMPDIR to a folder with more room");
}

/// First the file, then what is still in memory.
class SpoolSource final : public RecordSource {
public:
    SpoolSource(std::FILE* file, std::string_view memory) : file_(file), memory_(memory) {
        if (file_ != nullptr) {
            std::rewind(file_);
            buffer_.resize(read_bytes);
        }
    }

    std::string_view next() override {
        if (file_ == nullptr) {
            return std::exchange(memory_, {});
        }
        std::size_t got = std::fread(buffer_.data(), 1, buffer_.size(), file_);
        if (got > 0) {
            return std::string_view(buffer_).substr(0, got);
        }
        if (std::ferror(file_) != 0) {
            fail("read");
        }
        file_ = nullptr;
        return next();
    }

private:
    std::FILE* file_;
    std::string_view memory_;
    std::string buffer_;
};

}  // namespace

void GraphSpool::node(const Node& node) {
    append_record(memory_, node);
    spill_if_large();
}

void GraphSpool::relationship(const Relationship& relationship) {
    append_record(memory_, relationship);
    spill_if_large();
}

void GraphSpool::replay(GraphSink& sink) {
    if (file_ != nullptr && std::fflush(file_.get()) != 0) {
        fail("write");
    }
    SpoolSource source(file_.get(), memory_);
    read_records(source, sink);
}

void GraphSpool::spill_if_large() {
    if (memory_.size() >= memory_bytes) {
        spill();
    }
}

void GraphSpool::spill() {
    if (file_ == nullptr) {
        std::string path = (std::filesystem::temp_directory_path() / "dingtu-XXXXXX").string();
        int handle = ::mkstemp(path.data());
        if (handle < 0) {
            fail("make");
        }
        ::unlink(path.c_str());
        file_.reset(::fdopen(handle, "w+b"));
        invariant(file_ != nullptr, "an open file can be buffered");
    }
    if (std::fseek(file_.get(), 0, SEEK_END) != 0 ||
        std::fwrite(memory_.data(), 1, memory_.size(), file_.get()) != memory_.size()) {
        fail("write");
    }
    memory_.clear();
}

}  // namespace dingtu
