#include "loader/front.h"

#include "base/text.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <tuple>

namespace dingtu {
namespace {

struct Day {
    int year = 0;
    int month = 0;
    int day = 0;
    friend auto operator<=>(const Day&, const Day&) = default;
};

std::string to_text(const Day& day) {
    char buffer[32];
    if (day.year == 0) {
        return {};
    }
    if (day.day > 0) {
        std::snprintf(buffer, sizeof buffer, "%04d-%02d-%02d", day.year, day.month, day.day);
    } else if (day.month > 0) {
        std::snprintf(buffer, sizeof buffer, "%04d-%02d", day.year, day.month);
    } else {
        std::snprintf(buffer, sizeof buffer, "%04d", day.year);
    }
    return buffer;
}

/// A number of at most `most` digits at `at`; -1 if there is none.
int number_at(std::string_view text, std::size_t& at, std::size_t most) {
    int value = 0;
    std::size_t count = 0;
    while (at < text.size() && count < most && text[at] >= '0' && text[at] <= '9') {
        value = value * 10 + (text[at++] - '0');
        ++count;
    }
    return count == 0 ? -1 : value;
}

bool skip(std::string_view text, std::size_t& at, std::initializer_list<std::string_view> marks) {
    while (at < text.size() && text[at] == ' ') {
        ++at;
    }
    for (const std::string_view mark : marks) {
        if (text.substr(at).starts_with(mark)) {
            at += mark.size();
            return true;
        }
    }
    return false;
}

bool is_digit_before(std::string_view text, std::size_t at) {
    return at > 0 && text[at - 1] >= '0' && text[at - 1] <= '9';
}

/// The dates of a text: 2025年6月12日, 2025-06-12, 2025/6/12, 2025.6.12, 20250612; also 2025年6月
/// and 2025年. Years of plans (到2030年) are given too; the caller decides.
std::vector<std::pair<Day, std::size_t>> dates_in(std::string_view text) {
    std::vector<std::pair<Day, std::size_t>> days;
    for (std::size_t begin = 0; begin + 3 < text.size(); ++begin) {
        if (text[begin] < '1' || text[begin] > '2' || is_digit_before(text, begin)) {
            continue;
        }
        std::size_t at = begin;
        Day day;
        day.year = number_at(text, at, 4);
        if (at != begin + 4 || day.year < 1900 || day.year > 2100) {
            continue;
        }
        if (at == text.size() && begin == 0) {
            days.emplace_back(day, begin);  // nothing but a year
            continue;
        }
        if (!skip(text, at, {"年", "-", "/", "."})) {
            std::size_t packed = begin + 4;
            day.month = number_at(text, packed, 2);
            day.day = number_at(text, packed, 2);
            const bool whole = packed == begin + 8 &&
                               (packed == text.size() || text[packed] < '0' || text[packed] > '9');
            if (!whole || day.month < 1 || day.month > 12 || day.day < 1 || day.day > 31) {
                continue;
            }
        } else {
            const bool spelt = text.substr(begin + 4).starts_with("年") ||
                               text.substr(begin + 4).starts_with(" 年");
            day.month = number_at(text, at, 2);
            day.month = day.month >= 1 && day.month <= 12 &&
                                (skip(text, at, {"月", "-", "/", "."}) || !spelt)
                            ? day.month
                            : 0;
            day.day = day.month > 0 ? number_at(text, at, 2) : 0;
            day.day = day.day >= 1 && day.day <= 31 && (!spelt || skip(text, at, {"日", "号"}))
                          ? day.day
                          : 0;
            if (!spelt && day.month == 0) {
                continue;
            }
        }
        days.emplace_back(day, begin);
    }
    return days;
}

/// The fullest and latest of some dates.
Day best_of(const std::vector<std::pair<Day, std::size_t>>& days) {
    Day best;
    for (const auto& [day, at] : days) {
        const auto fullness = [](const Day& d) {
            return (d.month > 0 ? 1 : 0) + (d.day > 0 ? 1 : 0);
        };
        if (std::tuple(fullness(day), day) > std::tuple(fullness(best), best) || best.year == 0) {
            best = day;
        }
    }
    return best;
}

bool ahead_of(std::string_view text, std::size_t at,
              std::initializer_list<std::string_view> words) {
    const std::string_view before = text.substr(0, at);
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return before.ends_with(word); });
}

/// The latest day of the year, as 5月23日 without a year gives it.
Day latest_month_day(std::string_view text) {
    Day best;
    for (std::size_t month = text.find("月"); month != std::string_view::npos;
         month = text.find("月", month + 1)) {
        std::size_t begin = month;
        while (begin > 0 && text[begin - 1] >= '0' && text[begin - 1] <= '9') {
            --begin;
        }
        if (begin == month || ahead_of(text, begin, {"年"})) {
            continue;
        }
        Day day;
        std::size_t at = begin;
        day.month = number_at(text, at, 2);
        at = month + std::string_view("月").size();
        day.day = number_at(text, at, 2);
        if (day.month >= 1 && day.month <= 12 && day.day > 0 && text.substr(at).starts_with("日")) {
            best = std::max(best, day);
        }
    }
    return best;
}

Day front_line_date(const std::vector<Sentence>& sentences) {
    Day head;
    Day tail;
    for (std::size_t i = 0; i < sentences.size(); ++i) {
        const Sentence& sentence = sentences[i];
        const bool front = sentence.block == Block::Heading || sentence.block == Block::Byline ||
                           sentence.block == Block::Credit;
        if (!front || (i >= 12 && i + 6 < sentences.size())) {
            continue;
        }
        const Day day = best_of(dates_in(sentence.text));
        (i < 12 && i + 2 < sentences.size() ? head : tail) =
            std::max(i < 12 ? head : tail, day.month > 0 ? day : Day{});
    }
    return tail.year > 0 ? tail : head;
}

/// A year of plans (预计2026年, 到2027年, 2024—2026年) or of a title in 《》.
bool is_planned(const std::string& text, std::size_t at) {
    const std::string before =
        text.substr(at - std::min<std::size_t>(at, 18), std::min<std::size_t>(at, 18));
    for (const std::string_view word :
         {"预计", "计划", "到", "至", "—", "-", "将", "力争", "有望", "目标", "拟", "（"}) {
        if (before.find(word) != std::string::npos && text.substr(at + 4, 3) == "年") {
            return true;
        }
    }
    // Titles are shorter than this; a longer look back would cost the square of a text of dates.
    constexpr std::size_t longest_title = 600;
    const std::size_t from = at - std::min(at, longest_title);
    const std::string_view ahead = std::string_view(text).substr(from, at - from + 1);
    const std::size_t open = ahead.rfind("《");
    const std::size_t close = ahead.rfind("》");
    return open != std::string::npos && (close == std::string::npos || close < open);
}

Day date_in_text(const std::string& text) {
    std::vector<std::pair<Day, std::size_t>> days = dates_in(text);
    Day full;
    int year = 0;
    bool titled = false;  // 2025年度: the year that the text is of
    for (const auto& [day, at] : days) {
        if (!ahead_of(text, at, {"到", "至", "自", "从", "截止", "有效期至"}) && day.day > 0) {
            full = std::max(full, day);
        }
        if (!is_planned(text, at)) {
            year = std::max(year, day.year);
            titled = titled || (day.year == year && text.substr(at + 4).starts_with("年度"));
        }
    }
    if (full.year > 0 && full.year >= year) {
        return full;
    }
    const bool this_year =
        text.find("今年") != std::string::npos || text.find("去年") != std::string::npos;
    if (year == 0) {
        return full;
    }
    Day day = latest_month_day(text);
    return {year + (this_year && !titled ? 1 : 0), day.month, 0};
}

/// 一、…; ——在…会议上; 2024-11-08 来源：…: a heading below the title, no title.
bool stands_beside_title(std::string_view heading) {
    if (heading.starts_with("——") || heading.find("来源：") != std::string_view::npos) {
        return true;
    }
    const std::size_t mark = heading.find("、");
    constexpr std::size_t longest_number = 9;  // 十二、 in bytes
    return mark != std::string_view::npos && mark <= longest_number &&
           std::string_view("一二三四五六七八九十").find(heading.substr(0, 3)) !=
               std::string_view::npos;
}

}  // namespace

std::string latest_date(std::string_view text) {
    return to_text(best_of(dates_in(text)));
}

void read_front_matter(Document& document, const std::vector<Sentence>& sentences) {
    for (const Sentence& sentence : sentences) {
        if (sentence.block != Block::Heading && sentence.block != Block::Byline &&
            sentence.block != Block::Credit && !document.title.empty()) {
            break;
        }
        const bool longer = length(sentence.text) > length(document.title);
        const bool beside = !document.title.empty() && stands_beside_title(sentence.text);
        if (sentence.block == Block::Heading && longer && !beside) {
            document.title = sentence.text;
        }
    }
    if (!document.date.empty()) {
        return;  // given by the user
    }
    Day day;
    for (const std::string_view key :
         {"date:", "日期：", "发布时间：", "发布日期：", "成文日期："}) {
        const std::size_t at = document.text.find(key);
        if (at != std::string::npos && day.year == 0) {
            day = best_of(dates_in(std::string_view(document.text).substr(at, 60)));
        }
    }
    day = day.year > 0 ? day : front_line_date(sentences);
    day = day.year > 0 ? day
                       : best_of(dates_in(std::filesystem::path(document.path).stem().string()));
    day = day.year > 0 ? day : date_in_text(document.text);
    if (day.year == 0 || day.day == 0) {
        // 2025年…政府工作报告: a title may give no more than the year.
        const Day titled = best_of(dates_in(document.title));
        day = titled.year > 0 && titled.year != day.year ? titled : day;
    }
    document.date = to_text(day);
}

}  // namespace dingtu
