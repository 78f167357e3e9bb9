#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace dingtu {

/// A file to be loaded, and what its document will be called.
struct SourceFile {
    std::string path;
    std::string id;
    std::uint64_t bytes = 0;  ///< as the folder says, 0 where it is no file
};

/// The files of all paths (folders recursively, those with a readable ending), sorted, each once.
/// Two files of one name get their folder's before it.
[[nodiscard]] std::vector<SourceFile> sources_of(const std::vector<std::string>& paths);

}  // namespace dingtu
