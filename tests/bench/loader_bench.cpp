#include "base/error.h"
#include "loader/extract.h"
#include "loader/load.h"
#include "tests/bench/dense_text.h"

#include <ctime>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <sys/resource.h>

// What extraction costs:
//   bench_loader write FOLDER dense|prose MEGABYTES [KILOBYTES of a document, 10]
//   bench_loader findings PATH...       from file to findings, on one core
//   bench_loader store DATABASE PATH... from file to the stored graph (the folder is made anew)
// Times are those of the processor, so that other load does not count. docs/performance.md has
// figures.

using namespace dingtu;

namespace {

double processor_seconds() {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

void tell(std::string_view what, double value, const char* unit) {
    fmt::print("{:<34} {:>12.2f} {}\n", what, value, unit);
}

void tell_memory() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    tell("most memory", static_cast<double>(usage.ru_maxrss) / 1024, "MiB");
}

std::vector<std::string> files_of(const std::string& path) {
    if (!std::filesystem::is_directory(path)) {
        return {path};
    }
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(path)) {
        if (entry.is_regular_file()) {
            files.push_back(entry.path().string());
        }
    }
    return files;
}

void write_texts(const std::filesystem::path& folder, Density density, std::size_t megabytes,
                 std::size_t kilobytes) {
    TextMaker maker(density, 1);
    std::filesystem::create_directories(folder);
    const std::size_t count = std::max<std::size_t>(megabytes * 1000 / kilobytes, 1);
    for (std::size_t i = 0; i < count; ++i) {
        const std::string name =
            fmt::format("{}{:06}.txt", density == Density::Dense ? "d" : "p", i);
        std::ofstream(folder / name, std::ios::binary) << maker.document(kilobytes * 1000);
    }
}

void measure_findings(const std::vector<std::string>& paths) {
    // The word lists and rules are read once; a run over a small text brings them to memory.
    Document first = read_document("first.txt", "杭州申科机电有限公司位于余杭区。");
    static_cast<void>(extract(first, segment(first), RuleBook::built_in()));
    std::size_t bytes = 0;
    std::size_t relations = 0;
    std::size_t mentions = 0;
    std::size_t longest = 0;
    const double start = processor_seconds();
    for (const std::string& path : paths) {
        for (const std::string& file : files_of(path)) {
            Document document = read_document(file);
            const Findings found = extract(document, segment(document), RuleBook::built_in());
            bytes += document.text.size();
            longest = std::max(longest, document.text.size());
            relations += found.relations.size();
            mentions += found.mentions.size();
        }
    }
    const double seconds = processor_seconds() - start;
    const double kilobytes = static_cast<double>(bytes) / 1000;
    tell("text", kilobytes / 1000, "MB");
    tell("longest document", static_cast<double>(longest) / 1000, "kB");
    tell("relations", static_cast<double>(relations) / kilobytes, "per kB");
    tell("relations and mentions", static_cast<double>(relations + mentions) / kilobytes, "per kB");
    tell("file to findings", kilobytes / 1000 / seconds, "MB/s");
}

void measure_store(const std::string& database, const std::vector<std::string>& paths) {
    std::filesystem::remove_all(database);
    const auto store = Store::open(database, Mode::Create);
    for (const char* round : {"file to stored graph", "the same files again"}) {
        Limits limits;
        const double start = processor_seconds();
        const LoadReport report = load(*store, paths, {}, limits);
        const double seconds = processor_seconds() - start;
        tell(round, static_cast<double>(report.bytes) / 1e6 / seconds, "MB/s");
    }
    std::uint64_t bytes = 0;
    for (const FamilySize& family : store->sizes()) {
        bytes += family.bytes;
    }
    tell("on disk", static_cast<double>(bytes) / 1e6, "MB");
}

int run(const std::vector<std::string>& words) {
    const std::string command = words.empty() ? "" : words[0];
    if (command == "write" && words.size() >= 4) {
        write_texts(words[1], words[2] == "dense" ? Density::Dense : Density::Prose,
                    std::stoul(words[3]), words.size() > 4 ? std::stoul(words[4]) : 10);
    } else if (command == "findings" && words.size() >= 2) {
        measure_findings({words.begin() + 1, words.end()});
        tell_memory();
    } else if (command == "store" && words.size() >= 3) {
        measure_store(words[1], {words.begin() + 2, words.end()});
        tell_memory();
    } else {
        fmt::print(stderr,
                   "bench_loader write FOLDER dense|prose MEGABYTES [KILOBYTES]\n"
                   "bench_loader findings PATH...\nbench_loader store DATABASE PATH...\n");
        return 2;
    }
    return 0;
}

}  // namespace

int main(int count, char** words) {
    try {
        return run({words + 1, words + count});
    } catch (const Error& error) {
        fmt::print(stderr, "{}\n", render(error));
        return exit_code(error.phase());
    }
}
