#include "shell/progress.h"

#include "base/text.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <unistd.h>

namespace dingtu {

namespace {

constexpr auto first_drawn_after = std::chrono::milliseconds(500);
constexpr auto drawn_every = std::chrono::milliseconds(100);
constexpr std::size_t bar_width = 24;

std::string seconds_text(double seconds) {
    auto whole = static_cast<std::uint64_t>(seconds + 0.5);
    return whole < 60 ? fmt::format("{} s", whole)
                      : fmt::format("{} min {} s", whole / 60, whole % 60);
}

std::string rate_text(double rate) {
    return rate < 10 ? fmt::format("{:.1f}", rate) : grouped(static_cast<std::uint64_t>(rate));
}

}  // namespace

Progress::Progress(const Console& console, std::string noun)
    : console_(console),
      noun_(std::move(noun)) {}

Progress::~Progress() {
    if (visible_) {
        try {
            console_.err << "\r\x1B[K" << std::flush;
        } catch (...) {  // a terminal that has gone needs no wiping
        }
    }
}

void Progress::update(std::size_t done, std::size_t all) {
    auto now = Clock::now();
    if (!console_.err_terminal || now - begin_ < first_drawn_after || now - drawn_ < drawn_every) {
        return;
    }
    drawn_ = now;
    visible_ = true;
    double seconds = std::chrono::duration<double>(now - begin_).count();
    std::size_t width = terminal_width(STDERR_FILENO);
    console_.err << "\r\x1B[K" << progress_line(done, all, noun_, seconds, width - 1) << std::flush;
}

std::string progress_line(std::size_t done, std::size_t all, const std::string& noun,
                          double seconds, std::size_t width) {
    done = std::min(done, all);
    std::size_t filled = all == 0 ? bar_width : bar_width * done / all;
    std::string line = "▕";
    for (std::size_t i = 0; i < bar_width; ++i) {
        line += i < filled ? "█" : " ";
    }
    line += fmt::format("▏ {} of {}", grouped(done), counted(all, noun));
    if (done > 0 && done < all) {
        double rate = static_cast<double>(done) / std::max(seconds, 1e-3);
        double left = static_cast<double>(all - done) / rate;
        line += fmt::format(", {}/s, {} left", rate_text(rate), seconds_text(left));
    }
    return std::string(fit_width(line, width));
}

}  // namespace dingtu
