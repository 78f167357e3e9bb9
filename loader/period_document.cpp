// The date of a document out of its own words. 今年, 目前 and 一季度 are read against it, so a
// wrong year here makes every period wrong: dates that say what they are come first, guesses last.

#include "loader/data.h"
#include "loader/numerals.h"
#include "loader/period_reader.h"
#include "loader/periods.h"
#include "loader/phrases.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace dingtu {

namespace {

constexpr std::size_t head_lines = 10;   // title, subtitle, byline of a text stand in these
constexpr std::size_t short_line = 120;  // bytes: a date line is no paragraph

struct Found {
    Stretch date;
    std::size_t begin = 0;
};

/// Dates with year and month in a line.
std::vector<Found> dates_in(std::string_view line) {
    std::vector<Found> found;
    for (std::size_t at = 0; at < line.size();) {
        const bool inside = at > 0 && digit_at(line, at - 1) >= 0;
        const std::optional<Stretch> date = inside ? std::nullopt : read_absolute_date(line, at);
        if (date) found.push_back({*date, at});
        at = date ? date->end : at + character_length(static_cast<unsigned char>(line[at]));
    }
    return found;
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    for (const std::string_view line : split(text, '\n')) {
        if (!line.empty()) lines.push_back(line);
    }
    return lines;
}

/// 发布日期：2025-05-23, date: 2025-05-23, 2025年4月28日编印.
std::string labelled_date(const std::vector<std::string_view>& lines) {
    static constexpr std::array<std::string_view, 14> labels{
        "日期", "发布时间", "发文时间", "成文时间", "时间：", "date:",  "Date:",
        "编印", "编制",     "整理于",   "资料整理", "印发日", "发布于", "更新时间"};
    for (const std::string_view line : lines) {
        if (line.size() > 2 * short_line) continue;
        const bool labelled = std::any_of(
            labels.begin(), labels.end(),
            [&](std::string_view label) { return line.find(label) != std::string_view::npos; });
        if (!labelled) continue;
        const std::vector<Found> dates = dates_in(line);
        if (!dates.empty()) return dates.back().date.to_text();
    }
    return {};
}

/// A date in a short line of the head or alone in a line of the end.
std::string edge_date(const std::vector<std::string_view>& lines) {
    for (std::size_t i = 0; i < std::min(head_lines, lines.size()); ++i) {
        if (lines[i].size() > short_line || lines[i].ends_with("。")) continue;
        for (const Found& found : dates_in(lines[i])) {
            if (found.date.day != 0 || lines[i].find("）") != std::string_view::npos ||
                found.date.end - found.begin == lines[i].size()) {
                return found.date.to_text();
            }
        }
    }
    for (std::size_t i = lines.size(); i-- > 0;) {
        const std::vector<Found> dates = dates_in(lines[i]);
        if (dates.size() == 1 && dates[0].begin <= 6 && lines[i].size() <= dates[0].date.end + 6) {
            return dates[0].date.to_text();
        }
    }
    return {};
}

/// The latest day in the text that is no date of coming into force or the like.
std::string latest_day(std::string_view text) {
    std::string latest;
    for (const Found& found : dates_in(text)) {
        if (found.date.day == 0) continue;
        const std::string_view behind = text.substr(found.date.end);
        if (behind.starts_with("起") || behind.starts_with("前") || behind.starts_with("后")) {
            continue;
        }
        latest = std::max(latest, found.date.to_text());
    }
    return latest;
}

struct YearsSaid {
    int year = 0;        ///< the latest of any kind that is no plan
    int whole_year = 0;  ///< the latest that is written as a past whole year: 2024年，
    int month = 0;       ///< the latest month of a day without a year
    bool this_year = false;
};

bool is_planned(std::string_view text, std::size_t at) {
    for (const std::string_view word :
         {"到", "至", "预计", "力争", "计划", "将于", "拟于", "（", "("}) {
        if (text.substr(0, at).ends_with(word)) return true;
    }
    return false;
}

YearsSaid years_said(std::string_view text) {
    YearsSaid said;
    said.this_year = text.find("今年") != std::string_view::npos;
    const YearBase none;
    YearBase any;
    any.document_year = 1;
    for (std::size_t at = 0; at < text.size();) {
        const bool inside = at > 0 && digit_at(text, at - 1) >= 0;
        const std::optional<Stretch> dated = inside ? std::nullopt : read_stretch(text, at, none);
        if (dated && dated->year > 0) {
            const int year = std::max(dated->year, dated->last_year);
            if (!is_planned(text, at) || dated->last_year != 0) {
                said.year = std::max(said.year, year);
                if (dated->month == 0) said.whole_year = std::max(said.whole_year, year);
            }
            at = dated->end;
            continue;
        }
        const std::optional<Stretch> day = inside ? std::nullopt : read_stretch(text, at, any);
        if (day && !day->year_given && day->day != 0) said.month = std::max(said.month, day->month);
        at += character_length(static_cast<unsigned char>(text[at]));
    }
    return said;
}

/// Without any full date: 今年 beside a past whole year 2024 is 2025.
std::string date_from_years(std::string_view text) {
    const YearsSaid said = years_said(text);
    if (said.year == 0) return {};
    const bool next = said.this_year && said.whole_year == said.year;
    const int year = next ? said.year + 1 : said.year;
    return said.month != 0 ? fmt::format("{}-{:02}", year, said.month) : fmt::format("{}", year);
}

}  // namespace

std::string infer_document_date(std::string_view text) {
    const std::vector<std::string_view> lines = lines_of(text);
    if (std::string date = labelled_date(lines); !date.empty()) return date;
    if (std::string date = edge_date(lines); !date.empty()) return date;
    if (std::string date = latest_day(text); !date.empty()) return date;
    return date_from_years(text);
}

}  // namespace dingtu
