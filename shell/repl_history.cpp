#ifdef DINGTU_HAVE_READLINE

#include "shell/repl_history.h"

#include <cstdio>
#include <system_error>

#include <readline/history.h>

namespace dingtu {

namespace {

constexpr int kept_entries = 5000;

}  // namespace

/// Time stamps between the entries keep those of several lines apart.
void load_history(const std::filesystem::path& file) {
    using_history();
    history_write_timestamps = 1;
    history_comment_char = '#';
    stifle_history(kept_entries);
    if (!file.empty()) {
        read_history(file.c_str());
    }
}

void keep_entry(const std::filesystem::path& file, const std::string& entry) {
    HIST_ENTRY* last =
        history_length > 0 ? history_get(history_base + history_length - 1) : nullptr;
    if (last != nullptr && entry == last->line) {
        return;
    }
    add_history(entry.c_str());
    if (file.empty()) {
        return;
    }
    std::error_code ignored;
    std::filesystem::create_directories(file.parent_path(), ignored);
    if (append_history(1, file.c_str()) != 0) {
        write_history(file.c_str());
    }
    history_truncate_file(file.c_str(), kept_entries);
}

}  // namespace dingtu

#endif
