#include "loader/sources.h"

#include "loader/readers.h"

#include <algorithm>
#include <filesystem>
#include <map>

namespace dingtu {
namespace {

void add_folder(const std::string& folder, std::vector<std::string>& files) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file() && readable(entry.path().string())) {
            files.push_back(entry.path().string());
        }
    }
}

std::string stem_of(const std::string& file) {
    return file == "-" ? std::string("stdin") : std::filesystem::path(file).stem().string();
}

std::uint64_t bytes_of(const std::string& file) {
    std::error_code fault;
    const std::uintmax_t bytes = std::filesystem::file_size(file, fault);
    return fault ? 0 : bytes;
}

}  // namespace

std::vector<SourceFile> sources_of(const std::vector<std::string>& paths) {
    std::vector<std::string> files;
    for (const std::string& path : paths) {
        std::error_code fault;
        if (path != "-" && std::filesystem::is_directory(path, fault)) {
            add_folder(path, files);
        } else {
            files.push_back(path);
        }
    }
    std::sort(files.begin(), files.end());
    files.erase(std::unique(files.begin(), files.end()), files.end());
    std::map<std::string, std::size_t> uses;
    for (const std::string& file : files) {
        ++uses[stem_of(file)];
    }
    std::vector<SourceFile> sources;
    for (const std::string& file : files) {
        const std::string stem = stem_of(file);
        const std::string folder = std::filesystem::path(file).parent_path().filename().string();
        const bool shared = uses[stem] > 1 && !folder.empty();
        sources.push_back({file, shared ? folder + "/" + stem : stem, bytes_of(file)});
    }
    return sources;
}

}  // namespace dingtu
