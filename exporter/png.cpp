// PNG: the SVG drawn by rsvg-convert, which knows the system's fonts. A program of its own, so that
// nothing of it is linked into ours.

#include "base/error.h"
#include "exporter/svg.h"
#include "exporter/writers.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;  // NOLINT(readability-redundant-declaration): not in every <unistd.h>

namespace dingtu {

namespace {

/// Twice the size of the SVG, sharp in print; no side longer than rsvg-convert can draw.
constexpr double zoom = 2;
constexpr double longest_side = 16000;

/// A file that is gone when this is.
class TempFile {
public:
    TempFile() : path_((std::filesystem::temp_directory_path() / "dingtu-XXXXXX").string()) {
        int handle = ::mkstemp(path_.data());
        if (handle < 0) {
            throw Error(Phase::Run, fmt::format("cannot make a temporary file `{}`: {}", path_,
                                                std::strerror(errno)));
        }
        ::close(handle);
    }
    TempFile(const TempFile&) = delete;
    TempFile& operator=(const TempFile&) = delete;
    ~TempFile() { ::unlink(path_.c_str()); }

    [[nodiscard]] const std::string& path() const { return path_; }

private:
    std::string path_;
};

/// Runs rsvg-convert; its exit code, or 127 if there is no such program.
int convert(const std::string& svg, const std::string& png, const std::string& zoom_text) {
    std::array<std::string, 7> words{"rsvg-convert", "--unlimited", "--zoom", zoom_text,
                                     "--output",     png,           svg};
    std::array<char*, 8> arguments{};
    for (std::size_t i = 0; i < words.size(); ++i) {
        arguments[i] = words[i].data();
    }
    pid_t child = 0;
    if (::posix_spawnp(&child, "rsvg-convert", nullptr, nullptr, arguments.data(), environ) != 0) {
        return 127;
    }
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

void write_png(std::ostream& out, const Drawing& drawing) {
    TempFile svg;
    TempFile png;
    std::ofstream(svg.path(), std::ios::binary) << to_svg(drawing, SvgUse::File);
    double side = std::max({drawing.size.width, drawing.size.height, 1.0}) + 600;
    int code =
        convert(svg.path(), png.path(), fmt::format("{:.3f}", std::min(zoom, longest_side / side)));
    if (code == 127) {
        throw Error(Phase::Run, "a PNG needs the program `rsvg-convert`, which is not installed")
            .hint("install librsvg2-bin, or export to .svg");
    }
    if (code != 0) {
        throw Error(Phase::Run, fmt::format("`rsvg-convert` failed with exit code {}", code))
            .hint("export to .svg");
    }
    out << std::ifstream(png.path(), std::ios::binary).rdbuf();
    out.flush();
}

}  // namespace

std::unique_ptr<GraphSink> make_png(std::ostream& out, const GraphOptions& options) {
    return make_drawing(options, [&out](const Drawing& drawing) { write_png(out, drawing); });
}

}  // namespace dingtu
