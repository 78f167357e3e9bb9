#include "loader/period_reader.h"

#include "loader/numerals.h"
#include "loader/phrases.h"

#include <array>
#include <utility>

#include <fmt/format.h>

namespace dingtu {

namespace {

std::size_t skip_spaces(std::string_view text, std::size_t at) {
    while (at < text.size() && text[at] == ' ')
        ++at;
    return at;
}

struct Small {
    int value = 0;
    std::size_t end = 0;
    std::size_t digits = 0;  // bytes of the number
};

/// A whole number in digits or numerals.
std::optional<Small> read_small(std::string_view text, std::size_t at) {
    std::optional<Numeral> numeral = read_digits(text, at);
    if (!numeral) numeral = read_chinese_numeral(text, at);
    if (!numeral || numeral->vague || numeral->scale_only || numeral->value > 9999 ||
        numeral->value != static_cast<int>(numeral->value)) {
        return std::nullopt;
    }
    return Small{static_cast<int>(numeral->value), numeral->end, numeral->end - at};
}

bool is_year(int value) {
    return value >= 1840 && value <= 2150;
}

std::size_t connector_at(std::string_view text, std::size_t at) {
    static const PhraseSet connectors = [] {
        PhraseSet set;
        for (const std::string_view word :
             {"—", "——", "–", "-", "－", "~", "～", "〜", "至", "到", "−", "―"}) {
            set.add(word);
        }
        return set;
    }();
    return connectors.at(text, skip_spaces(text, at)).length;
}

struct YearWord {
    std::string_view word;
    int offset;
    bool of_heading;  // 上年 follows the bulletin's year, 去年 the day it is read
};
constexpr std::array<YearWord, 14> year_words{{{"今年", 0, false},
                                               {"本年度", 0, true},
                                               {"本年", 0, true},
                                               {"去年", -1, false},
                                               {"上年度", -1, true},
                                               {"上年", -1, true},
                                               {"上一年度", -1, true},
                                               {"上一年", -1, true},
                                               {"前年", -2, false},
                                               {"明年", 1, false},
                                               {"本年内", 0, true},
                                               {"今年内", 0, false},
                                               {"当年", 0, true},
                                               {"全年", 0, true}}};

class Reader {
public:
    Reader(std::string_view text, const YearBase& base) : text_(text), base_(base) {}

    std::optional<Stretch> read(std::size_t at) {
        stretch_.end = at;
        const bool year = read_year(at) || read_year_word(at);
        if (year && stretch_.last_year != 0) return stretch_;
        const bool part = read_part(skip_spaces(text_, stretch_.end));
        if (!year && !part) return std::nullopt;
        if (!year) set_year_of_part();
        if (stretch_.year == 0) return std::nullopt;
        return stretch_;
    }

private:
    /// 2024年, 二〇二四年, 2003年到2024年, 2021—2023年.
    bool read_year(std::size_t at) {
        const std::optional<Small> first = read_small(text_, at);
        if (!first || !is_year(first->value)) return false;
        std::size_t end = skip_spaces(text_, first->end);
        const bool named = starts(text_, end, "年");
        if (named) end += 3;
        if (const std::size_t connector = connector_at(text_, end)) {
            const std::size_t next = skip_spaces(text_, skip_spaces(text_, end) + connector);
            const std::optional<Small> last = read_small(text_, next);
            if (last && is_year(last->value) && last->value > first->value &&
                starts(text_, skip_spaces(text_, last->end), "年")) {
                stretch_.last_year = last->value;
                end = skip_spaces(text_, last->end) + 3;
            }
        }
        if (!named && stretch_.last_year == 0) return read_numeric_date(at);
        stretch_.year = first->value;
        stretch_.year_given = true;
        stretch_.end = starts(text_, end, "度") ? end + 3 : end;
        return true;
    }

    /// 2025-05-23, 2025/5/23, 2025.5.23.
    bool read_numeric_date(std::size_t at) {
        std::array<int, 3> parts{};
        std::size_t end = at;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            std::size_t digits = end;
            while (digits < text_.size() && text_[digits] >= '0' && text_[digits] <= '9')
                ++digits;
            if (digits == end || digits - end > 4) return false;
            parts[i] = std::atoi(std::string(text_.substr(end, digits - end)).c_str());
            end = digits;
            if (i == 2) break;
            const char mark = end < text_.size() ? text_[end] : ' ';
            if (mark != '-' && mark != '/' && mark != '.') return false;
            ++end;
        }
        if (!is_year(parts[0]) || parts[1] < 1 || parts[1] > 12 || parts[2] < 1 || parts[2] > 31) {
            return false;
        }
        stretch_.year = parts[0];
        stretch_.month = parts[1];
        stretch_.day = parts[2];
        stretch_.year_given = true;
        stretch_.end = end;
        return true;
    }

    bool read_year_word(std::size_t at) {
        const YearWord* best = nullptr;
        for (const YearWord& word : year_words) {
            if (starts(text_, at, word.word) && (!best || word.word.size() > best->word.size())) {
                best = &word;
            }
        }
        if (!best) return false;
        const bool heading = best->of_heading && base_.heading_year != 0 && !base_.future;
        stretch_.year = heading ? base_.heading_year : base_.document_year;
        if (stretch_.year != 0) stretch_.year += best->offset;
        if (best->word == "全年" && !heading && !base_.future && base_.document_month >= 1 &&
            base_.document_month <= 3) {
            --stretch_.year;  // 全年 in a text of January to March is the year that ended
        }
        stretch_.year_given = true;
        stretch_.end = at + best->word.size();
        return true;
    }

    bool read_part(std::size_t at) {
        const std::size_t inner = starts(text_, at, "的") ? at + 3 : at;
        return read_fixed_part(inner) || read_first_months(inner) || read_quarter(inner) ||
               read_months(inner);
    }

    void set_months(int first, int last) {
        stretch_.month = first;
        stretch_.last_month = last;
    }

    bool read_fixed_part(std::size_t at) {
        static constexpr std::array<std::pair<std::string_view, int>, 17> parts{{{"上半年", 1},
                                                                                 {"下半年", 2},
                                                                                 {"前三季度", 3},
                                                                                 {"前3季度", 3},
                                                                                 {"一至三季度", 3},
                                                                                 {"年末", 4},
                                                                                 {"年底", 4},
                                                                                 {"岁末", 4},
                                                                                 {"年终", 4},
                                                                                 {"年初", 5},
                                                                                 {"全年", 6},
                                                                                 {"末", 7},
                                                                                 {"底", 7},
                                                                                 {"初", 8},
                                                                                 {"本季度", 9},
                                                                                 {"上季度", 10},
                                                                                 {"当季", 9}}};
        for (const auto& [word, kind] : parts) {
            if (!starts(text_, at, word)) continue;
            if (kind >= 7 && kind <= 8 && !stretch_.year_given) return false;
            apply_fixed(kind);
            stretch_.end = at + word.size();
            return true;
        }
        return read_month_word(at);
    }

    void apply_fixed(int kind) {
        switch (kind) {
            case 1: stretch_.half = 1; break;
            case 2: stretch_.half = 2; break;
            case 3: set_months(1, 9); break;
            case 4:
            case 7: stretch_.month = 12; break;
            case 5:
            case 8: stretch_.month = 1; break;
            case 9: stretch_.quarter = current_quarter(); break;
            case 10: previous_quarter(); break;
            default: break;
        }
    }

    bool read_month_word(std::size_t at) {
        const bool last = starts(text_, at, "上月") || starts(text_, at, "上个月");
        const bool this_one =
            starts(text_, at, "本月") || starts(text_, at, "当月") || starts(text_, at, "这个月");
        if ((!last && !this_one) || base_.document_month == 0) return false;
        const int now = base_.heading_year != 0 && base_.heading_month != 0 ? base_.heading_month
                                                                            : base_.document_month;
        stretch_.year = base_.heading_year != 0 ? base_.heading_year : base_.document_year;
        stretch_.month = last ? now - 1 : now;
        if (stretch_.month == 0) {
            stretch_.month = 12;
            --stretch_.year;
        }
        const bool long_word = starts(text_, at, "上个月") || starts(text_, at, "这个月");
        stretch_.end = at + (long_word ? 9 : 6);
        return true;
    }

    [[nodiscard]] int current_quarter() {
        stretch_.year = base_.heading_year != 0 ? base_.heading_year : base_.document_year;
        if (base_.heading_quarter != 0) return base_.heading_quarter;
        return base_.document_month == 0 ? 1 : (base_.document_month + 2) / 3;
    }

    void previous_quarter() {
        stretch_.quarter = current_quarter() - 1;
        if (stretch_.quarter == 0) {
            stretch_.quarter = 4;
            --stretch_.year;
        }
    }

    /// 前7个月, 头三个月.
    bool read_first_months(std::size_t at) {
        if (!starts(text_, at, "前") && !starts(text_, at, "头")) return false;
        const std::optional<Small> count = read_small(text_, at + 3);
        if (!count || count->value < 1 || count->value > 12) return false;
        const bool spelled = starts(text_, count->end, "个月");
        if (!spelled && !starts(text_, count->end, "月")) return false;
        set_months(1, count->value);
        stretch_.end = count->end + (spelled ? 6 : 3);
        return true;
    }

    /// 一季度, 第二季度, 1季度, 三季度末.
    bool read_quarter(std::size_t at) {
        const std::size_t number_at = starts(text_, at, "第") ? at + 3 : at;
        const std::optional<Small> number = read_small(text_, number_at);
        if (!number || number->value < 1 || number->value > 4) return false;
        if (!starts(text_, number->end, "季度")) return false;
        stretch_.quarter = number->value;
        stretch_.end = number->end + 6;
        if (starts(text_, stretch_.end, "末") || starts(text_, stretch_.end, "底")) {
            stretch_.month = stretch_.quarter * 3;
            stretch_.quarter = 0;
            stretch_.end += 3;
        }
        return true;
    }

    /// 5月, 5月23日, 1—7月, 5月底.
    bool read_months(std::size_t at) {
        const std::optional<Small> first = read_small(text_, at);
        if (!first || first->value < 1 || first->value > 12 || first->digits > 9) return false;
        std::size_t end = skip_spaces(text_, first->end);
        const bool named = starts(text_, end, "月");
        if (named) end += 3;
        if (const std::size_t connector = connector_at(text_, end)) {
            const std::size_t next = skip_spaces(text_, skip_spaces(text_, end) + connector);
            const std::optional<Small> last = read_small(text_, next);
            if (last && last->value > first->value && last->value <= 12 &&
                starts(text_, skip_spaces(text_, last->end), "月")) {
                set_months(first->value, last->value);
                end = skip_spaces(text_, last->end) + 3;
                stretch_.end = starts(text_, end, "份") ? end + 3 : end;
                return true;
            }
        }
        if (!named) return false;
        stretch_.month = first->value;
        stretch_.end = starts(text_, end, "份") || starts(text_, end, "底") ||
                               starts(text_, end, "末") || starts(text_, end, "初")
                           ? end + 3
                           : end;
        if (stretch_.end == end) read_day(skip_spaces(text_, end));
        return true;
    }

    void read_day(std::size_t at) {
        const std::optional<Small> day = read_small(text_, at);
        if (!day || day->value < 1 || day->value > 31) return;
        const std::size_t end = skip_spaces(text_, day->end);
        if (!starts(text_, end, "日") && !starts(text_, end, "号")) return;
        stretch_.day = day->value;
        stretch_.end = end + 3;
        // 5月20日至23日 is kept by its first day.
        if (const std::size_t connector = connector_at(text_, stretch_.end)) {
            const std::optional<Small> last = read_small(text_, stretch_.end + connector);
            if (last && last->value <= 31 && starts(text_, last->end, "日")) {
                stretch_.end = last->end + 3;
            }
        }
    }

    /// A part of a year without the year: the heading's, else the document's, unless that lies
    /// ahead and no plan is spoken of.
    void set_year_of_part() {
        if (stretch_.year != 0) return;
        if (base_.heading_year != 0) {
            stretch_.year = base_.heading_year;
            return;
        }
        stretch_.year = base_.document_year;
        if (base_.document_year == 0 || base_.document_month == 0 || base_.future) return;
        if (first_month() > base_.document_month || last_month() > base_.document_month + 1) {
            --stretch_.year;
        }
    }

    [[nodiscard]] int first_month() const {
        if (stretch_.quarter != 0) return stretch_.quarter * 3 - 2;
        if (stretch_.half != 0) return stretch_.half * 6 - 5;
        return stretch_.month;
    }
    [[nodiscard]] int last_month() const {
        return stretch_.last_month != 0 ? stretch_.last_month : first_month();
    }

    std::string_view text_;
    const YearBase& base_;
    Stretch stretch_;
};

}  // namespace

std::string Stretch::to_text() const {
    if (last_year != 0) return fmt::format("{}/{}", year, last_year);
    if (quarter != 0) return fmt::format("{}Q{}", year, quarter);
    if (half != 0) return fmt::format("{}H{}", year, half);
    if (last_month != 0) return fmt::format("{0}-{1:02}/{0}-{2:02}", year, month, last_month);
    if (day != 0) return fmt::format("{}-{:02}-{:02}", year, month, day);
    if (month != 0) return fmt::format("{}-{:02}", year, month);
    return fmt::format("{}", year);
}

std::optional<Stretch> read_stretch(std::string_view text, std::size_t at, const YearBase& base) {
    return Reader(text, base).read(at);
}

Stretch parse_period_date(std::string_view date) {
    Stretch stretch;
    const auto number = [&](std::size_t at, std::size_t length) {
        return at + length <= date.size() ? std::atoi(std::string(date.substr(at, length)).c_str())
                                          : 0;
    };
    stretch.year = number(0, 4);
    if (date.size() >= 6 && date[4] == 'Q') stretch.quarter = date[5] - '0';
    if (date.size() >= 6 && date[4] == 'H') stretch.half = date[5] - '0';
    if (date.size() >= 7 && date[4] == '-') stretch.month = number(5, 2);
    if (date.size() >= 10 && date[7] == '-') stretch.day = number(8, 2);
    if (date.size() == 15 && date[7] == '/') stretch.last_month = number(13, 2);
    return stretch;
}

}  // namespace dingtu
