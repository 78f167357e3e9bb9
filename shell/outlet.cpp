#include "shell/outlet.h"

#include "base/error.h"
#include "base/text.h"
#include "shell/streams.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <streambuf>
#include <string_view>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

namespace dingtu {

namespace {

/// Whether the shell would find the program that a command line begins with.
bool is_there(std::string_view command) {
    std::string program(command.substr(0, command.find(' ')));
    if (program.find('/') != std::string::npos) {
        return ::access(program.c_str(), X_OK) == 0;
    }
    const char* path = std::getenv("PATH");
    std::string_view rest = path == nullptr ? "/usr/bin:/bin" : path;
    while (true) {
        std::size_t end = rest.find(':');
        std::string file = fmt::format("{}/{}", rest.substr(0, end), program);
        if (::access(file.c_str(), X_OK) == 0) {
            return true;
        }
        if (end == std::string_view::npos) {
            return false;
        }
        rest.remove_prefix(end + 1);
    }
}

/// A file of the user's, written through at once.
struct File {
    File(int given, const std::string& path)
        : descriptor(given),
          stream(given, fmt::format("`{}`", path)) {}
    ~File() { ::close(descriptor); }
    File(const File&) = delete;
    File& operator=(const File&) = delete;

    int descriptor;
    OutputStream stream;
    bool used = false;
};

}  // namespace

std::string pager_command() {
    for (const char* name : {"DINGTU_PAGER", "PAGER"}) {
        if (const char* given = std::getenv(name)) {
            std::string command(given);
            return command.find_first_not_of(' ') != std::string::npos && is_there(command)
                       ? command
                       : std::string();
        }
    }
    return is_there("less") ? "less" : "";
}

/// Passes on what it gets; while `held_` it decides at the screen's height whether a pager is
/// needed.
class Outlet::Buffer final : public std::streambuf {
public:
    explicit Buffer(std::ostream& terminal) : terminal_(terminal) {}
    ~Buffer() override {
        if (pager_ != nullptr) {
            ::pclose(pager_);
        }
    }
    Buffer(const Buffer&) = delete;
    Buffer& operator=(const Buffer&) = delete;

    void hold(std::string pager, bool at_once) {
        holds_ = true;
        command_ = std::move(pager);
        rows_left_ = at_once ? 0 : terminal_height(STDOUT_FILENO) - 1;
        width_ = terminal_width(STDOUT_FILENO);
    }
    void release() {
        std::string held = std::exchange(held_, std::string());
        holds_ = false;
        if (std::FILE* pager = std::exchange(pager_, nullptr)) {
            ::pclose(pager);  // waits for the user to leave it
        } else if (!held.empty()) {
            terminal_ << held;
        }
        if (file_) {
            file_->stream.flush();
        } else {
            terminal_.flush();
        }
    }
    void open(const std::string& path) {
        int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
        if (descriptor < 0) {
            throw Error(Phase::Run,
                        fmt::format("cannot write `{}`: {}", path, std::strerror(errno)));
        }
        file_ = std::make_unique<File>(descriptor, path);
    }
    void close() { file_.reset(); }
    [[nodiscard]] bool in_file() const { return file_ != nullptr; }
    [[nodiscard]] bool wrote_to_file() const { return file_ && file_->used; }
    [[nodiscard]] bool in_pager() const { return pager_ != nullptr; }

private:
    int_type overflow(int_type c) override {
        if (!traits_type::eq_int_type(c, traits_type::eof())) {
            char byte = traits_type::to_char_type(c);
            write({&byte, 1});
        }
        return traits_type::not_eof(c);
    }
    std::streamsize xsputn(const char* bytes, std::streamsize size) override {
        write({bytes, static_cast<std::size_t>(size)});
        return size;
    }
    int sync() override {
        if (file_) {
            file_->stream.flush();
        } else if (!holds_) {
            terminal_.flush();
        }
        return 0;
    }

    void write(std::string_view text) {
        if (file_) {
            file_->used = true;
            file_->stream << text;
        } else if (!holds_) {
            terminal_ << text;
        } else if (pager_ != nullptr) {
            to_pager(text);
        } else {
            hold_back(text);
        }
    }

    void hold_back(std::string_view text) {
        held_ += text;
        while (!text.empty() && rows_left_ > 0) {
            std::size_t end = std::min(text.find('\n'), text.size());
            std::size_t rows = 1 + display_width(text.substr(0, end)) / (width_ + 1);
            rows_left_ -= std::min(rows_left_, end < text.size() ? rows : 0);
            text.remove_prefix(std::min(end + 1, text.size()));
        }
        if (rows_left_ == 0) {
            start_pager();
        }
    }

    /// -S cuts long lines (arrows move sideways), -R shows colours, -F leaves at once if all fits,
    /// -X leaves the text on the screen. A user's $LESS counts instead.
    void start_pager() {
        std::string line =
            "LESS=${LESS-SRFX} LESSCHARSET=${LESSCHARSET-utf-8}; "
            "export LESS LESSCHARSET; " +
            command_;
        terminal_.flush();
        pager_ = ::popen(line.c_str(), "we");
        std::string held = std::exchange(held_, std::string());
        if (pager_ == nullptr) {
            holds_ = false;
            terminal_ << held;
            return;
        }
        to_pager(held);
    }

    void to_pager(std::string_view text) {
        while (!text.empty()) {
            ssize_t done = ::write(::fileno(pager_), text.data(), text.size());
            if (done < 0 && errno == EINTR) {
                continue;
            }
            if (done < 0) {
                throw ClosedPipe{};
            }
            text.remove_prefix(static_cast<std::size_t>(done));
        }
    }

    std::ostream& terminal_;
    std::unique_ptr<File> file_;
    bool holds_ = false;
    std::string held_;
    std::string command_;
    std::size_t rows_left_ = 0;  // of the screen
    std::size_t width_ = 80;
    std::FILE* pager_ = nullptr;
};

Outlet::Outlet(std::ostream& terminal, std::string pager)
    : std::ostream(nullptr),
      buffer_(std::make_unique<Buffer>(terminal)),
      pager_(std::move(pager)) {
    rdbuf(buffer_.get());
    exceptions(std::ios::badbit);  // lets what the buffer throws through
}

Outlet::~Outlet() = default;

void Outlet::begin() {
    if (!in_file() && can_page() && paging_ != Paging::Off) {
        buffer_->hold(pager_, paging_ == Paging::On);
    }
}

void Outlet::end() {
    clear();
    bool close = once_ && buffer_->wrote_to_file();
    try {
        buffer_->release();
    } catch (...) {
        buffer_->close();
        throw;
    }
    if (close) {
        to_terminal();
    }
}

void Outlet::to_file(const std::string& path, bool once) {
    buffer_->open(path);
    once_ = once;
}

void Outlet::to_terminal() {
    buffer_->close();
    once_ = false;
}

bool Outlet::in_file() const {
    return buffer_->in_file();
}

bool Outlet::diverted() const {
    return buffer_->in_file() || buffer_->in_pager();
}

}  // namespace dingtu
