#include "shell/edit_text.h"

#include "base/error.h"
#include "shell/streams.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include <fmt/format.h>
#include <unistd.h>

namespace dingtu {

namespace {

/// A file in the folder for temporary ones, gone at the end.
class ScratchFile {
public:
    explicit ScratchFile(const std::string& text) {
        path_ = (std::filesystem::temp_directory_path() / "dingtu-XXXXXX.gql").string();
        int descriptor = ::mkstemps(path_.data(), 4);
        if (descriptor < 0) {
            throw Error(Phase::Run,
                        fmt::format("cannot write `{}`: {}", path_, std::strerror(errno)));
        }
        bool written =
            ::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size());
        ::close(descriptor);
        if (!written) {
            ::unlink(path_.c_str());
            throw Error(Phase::Run, fmt::format("cannot write `{}`", path_));
        }
    }
    ~ScratchFile() { ::unlink(path_.c_str()); }
    ScratchFile(const ScratchFile&) = delete;
    ScratchFile& operator=(const ScratchFile&) = delete;

    [[nodiscard]] const std::string& path() const { return path_; }

private:
    std::string path_;
};

std::string editor_command() {
    for (const char* name : {"VISUAL", "EDITOR"}) {
        const char* given = std::getenv(name);
        if (given != nullptr && *given != '\0') {
            return given;
        }
    }
    return "vi";
}

}  // namespace

std::string edit_text(const std::string& text) {
    ScratchFile file(text + "\n");
    std::string command = fmt::format("{} '{}'", editor_command(), file.path());
    if (std::system(command.c_str()) != 0) {
        throw Error(Phase::Run, fmt::format("the editor failed: {}", editor_command()))
            .hint("$VISUAL or $EDITOR names it");
    }
    std::string edited = to_script_text(read_bytes(file.path()), file.path());
    edited.erase(edited.find_last_not_of(" \t\r\n") + 1);
    return edited;
}

}  // namespace dingtu
