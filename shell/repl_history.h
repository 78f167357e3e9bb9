#pragma once

#include <filesystem>
#include <string>

namespace dingtu {

// The history that readline goes through, kept in a file; an empty path: only for this session.

void load_history(const std::filesystem::path& file);
/// Adds an entry, of several lines if it has them, unless it is the last one again.
void keep_entry(const std::filesystem::path& file, const std::string& entry);

}  // namespace dingtu
