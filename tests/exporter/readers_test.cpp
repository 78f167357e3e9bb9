// Every format read back by a reader that others wrote: readers.py compares. Readers that are not
// installed are skipped, each with a line in the output.

#include "tests/catch.h"
#include "tests/exporter/sample.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>
#include <unistd.h>

using namespace dingtu;
namespace fs = std::filesystem;

namespace {

/// Debian's packages belong to Debian's Python, which need not be the first on the path.
std::string python() {
    return fs::exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";
}

/// What a command writes, and its exit code.
std::pair<std::string, int> output_of(const std::string& command) {
    std::string text;
    FILE* pipe = ::popen((command + " 2>&1").c_str(), "r");
    char buffer[4096];
    while (std::size_t got = std::fread(buffer, 1, sizeof buffer, pipe)) {
        text.append(buffer, got);
    }
    return {text, ::pclose(pipe)};
}

void write_all(const fs::path& folder, const std::string& name, const sample::Builder& graph) {
    for (std::string_view format : sample::own_formats()) {
        std::ofstream file(folder / fmt::format("{}.{}", name, format), std::ios::binary);
        auto writer = make_graph_writer(format, file, {});
        graph.into(*writer);
    }
    for (const Format& format : folder_formats()) {
        std::string path = fmt::format("{}.{}", name, format.name);
        auto writer = make_graph_folder(format.name, folder / path, {});
        graph.into(*writer);
    }
}

}  // namespace

TEST_CASE("readers of others find the same graph in every format", "[exporter]") {
    if (output_of(python() + " --version").second != 0) {
        WARN("skipped: python3 is not installed");
        return;
    }
    fs::path folder = fs::temp_directory_path() / ("dingtu-readers-" + std::to_string(::getpid()));
    fs::create_directories(folder);
    write_all(folder, "region", sample::region());
    write_all(folder, "hostile", sample::hostile());
    write_all(folder, "pair", sample::pair());
    auto [text, code] =
        output_of(python() + " -B " DINGTU_SOURCE_DIR "/tests/exporter/readers.py " + folder.string());
    fs::remove_all(folder);
    INFO(text);
    CHECK(code == 0);
    if (!text.empty()) {
        WARN(text);
    }
}
