#pragma once

#include "shell/streams.h"

#include <chrono>
#include <cstddef>
#include <string>

namespace dingtu {

/// One line on the terminal that tells how far a long command is; nothing where standard error is
/// no terminal, and nothing in the first half second. The line is wiped when the work ends.
class Progress {
public:
    /// `noun` counts the work: "document".
    Progress(const Console& console, std::string noun);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void update(std::size_t done, std::size_t all);

private:
    using Clock = std::chrono::steady_clock;

    const Console& console_;
    std::string noun_;
    Clock::time_point begin_ = Clock::now();
    Clock::time_point drawn_ = begin_;
    bool visible_ = false;
};

/// "▕████████      ▏ 120 of 300 documents, 14/s, 13 s left", no wider than `width` columns.
[[nodiscard]] std::string progress_line(std::size_t done, std::size_t all, const std::string& noun,
                                        double seconds, std::size_t width);

}  // namespace dingtu
