#include "loader/numbers.h"

#include "loader/numerals.h"
#include "loader/phrases.h"
#include "loader/quantity_words.h"

#include <algorithm>
#include <array>
#include <utility>

namespace dingtu {

namespace {

constexpr std::size_t han = 3;
bool is_ascii_letter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool ends(std::string_view text, std::size_t end, std::string_view what) {
    return text.substr(0, end).ends_with(what);
}

std::size_t skip_spaces(std::string_view text, std::size_t at) {
    while (at < text.size() && text[at] == ' ')
        ++at;
    return at;
}

/// One number with its unit, before ranges and lists are put together.
struct Part {
    Numeral numeral;
    std::size_t begin = 0;
    std::size_t end = 0;  // behind the unit
    std::string unit;
    bool more = false;
    bool has_scale = false;
    double scale = 1;
    bool point_in_time = false;  // 2024年, 3月, 5日
    bool name = false;           // 5G, 3D
};

class Scanner {
public:
    explicit Scanner(std::string_view text) : text_(text) {}

    std::vector<Quantity> run() {
        for (std::size_t at = 0; at < text_.size();) {
            const std::size_t next = read_at(at);
            at = next != 0 ? next : at + character_length(static_cast<unsigned char>(text_[at]));
        }
        share_units();
        std::erase_if(out_, [](const Quantity& quantity) { return quantity.unit == bare; });
        return std::move(out_);
    }

    /// Reads digits or numerals with what belongs to them.
    std::optional<Part> read_part(std::size_t at) const {
        Part part;
        part.begin = at;
        std::optional<Numeral> numeral = read_digits(text_, at);
        if (!numeral) numeral = read_hundredths(at);
        if (!numeral) numeral = read_chinese_numeral(text_, at);
        if (!numeral) return std::nullopt;
        part.numeral = *numeral;
        part.end = numeral->end;
        part.more = numeral->more;
        read_scale(part);
        read_unit(part);
        return part;
    }

    static constexpr std::string_view bare = "?";  // a number that waits for its list's unit

private:
    /// Whether a number may begin here; fast for all other characters.
    [[nodiscard]] bool may_begin(std::size_t at) const {
        const char c = text_[at];
        if (c >= '0' && c <= '9') return true;
        if (c == '\xEF') return digit_at(text_, at) >= 0;
        if (static_cast<unsigned char>(c) < 0xE3) return false;
        static const PhraseSet first = [] {
            PhraseSet set;
            for (const std::string_view word :
                 {"零", "〇", "一", "二", "两", "三", "四", "五", "六", "七", "八", "九", "十",
                  "百", "千", "万", "亿", "几", "数"}) {
                set.add(word);
            }
            return set;
        }();
        return static_cast<bool>(first.at(text_, at));
    }

    /// Reads what begins at `at`; the place behind it, or 0.
    std::size_t read_at(std::size_t at) {
        if (const PhraseSet::Match fixed = fixed_words().at(text_, at)) {
            add_fixed(at, fixed);
            return at + fixed.length;
        }
        if (!may_begin(at)) return 0;
        const std::optional<Part> part = read_part(at);
        if (!part) return 0;
        if (part->end == at) return 0;
        if (is_name(*part)) return skip_name(*part);
        if (ends(text_, at, "第")) return part->end;
        return add(*part);
    }

    void add_fixed(std::size_t at, PhraseSet::Match fixed) {
        const FixedNumber& number = fixed_number(fixed.value);
        Quantity quantity;
        quantity.span = quantity.number = {at, at + fixed.length};
        quantity.value = number.value;
        quantity.unit = number.unit;
        quantity.comparison = number.comparison;
        quantity.change = number.change;
        out_.push_back(std::move(quantity));
        scales_.push_back(1);
    }

    /// 百分之三十五, 百分之3.5 as a numeral with the unit % (kept in `read_unit`).
    [[nodiscard]] std::optional<Numeral> read_hundredths(std::size_t at) const {
        constexpr std::string_view lead = "百分之";
        if (!starts(text_, at, lead)) return std::nullopt;
        std::optional<Numeral> numeral = read_digits(text_, at + lead.size());
        if (!numeral) numeral = read_chinese_numeral(text_, at + lead.size());
        return numeral;
    }

    void read_scale(Part& part) const {
        std::size_t at = skip_spaces(text_, part.end);
        if (!part.numeral.chinese && !part.more && more_at(text_, at) != 0 &&
            scale_at(text_, at + han) != 0) {
            part.more = true;
            at += han;
        }
        for (double factor = 0; (factor = scale_at(text_, at)) != 0; at += han) {
            if (factor < 100 || quantity_words().units.at(text_, at)) break;
            part.scale *= factor;
            part.has_scale = true;
            part.end = at + han;
        }
        if (part.numeral.scaled) part.has_scale = true;
        part.numeral.value *= part.scale;
    }

    void read_unit(Part& part) const {
        if (starts(text_, part.begin, "百分之")) {
            part.unit = "%";
            return;
        }
        std::size_t at = skip_spaces(text_, part.end);
        const std::size_t more = more_at(text_, at);
        if (more != 0 && quantity_words().units.at(text_, at + more)) at += more;
        const PhraseSet::Match unit = quantity_words().units.at(text_, at);
        if (!unit || !unit_stands_alone(at, unit.length)) return;
        const std::string_view spelling = text_.substr(at, unit.length);
        if (spelling == "成" &&
            (!is_share_of_ten(text_, at + unit.length) || ends(text_, part.begin, "之"))) {
            return;
        }
        if (spelling == "分" && part.numeral.chinese) return;
        part.more = part.more || at != skip_spaces(text_, part.end);
        part.end = at + unit.length;
        part.unit = quantity_words().canonical[unit.value];
        part.point_in_time = is_point_in_time(part, spelling);
        add_denominator(part);
        if (part.unit == "成") to_percent(part);
    }

    /// A unit in Latin letters ends where the letters end: 2TB, but not 5Gbit or 3mm as 3m.
    [[nodiscard]] bool unit_stands_alone(std::size_t at, std::size_t length) const {
        const std::size_t end = at + length;
        return !is_ascii_letter(text_[end - 1]) || end >= text_.size() ||
               !(is_ascii_letter(text_[end]) || digit_at(text_, end) >= 0);
    }

    /// 3成, 三成五, 三成半.
    void to_percent(Part& part) const {
        part.unit = "%";
        part.numeral.value *= 10;
        if (starts(text_, part.end, "半")) {
            part.numeral.value += 5;
            part.end += han;
        } else if (const auto rest = read_chinese_numeral(text_, part.end);
                   rest && rest->value < 10 && !rest->vague) {
            part.numeral.value += rest->value;
            part.end = rest->end;
        }
    }

    /// 元/吨, 人/平方公里, 吨/年.
    void add_denominator(Part& part) const {
        if (!starts(text_, part.end, "/")) return;
        const PhraseSet::Match below = quantity_words().units.at(text_, part.end + 1);
        if (!below) return;
        part.unit += "/" + quantity_words().canonical[below.value];
        part.end += 1 + below.length;
    }

    [[nodiscard]] static bool is_year(double value) {
        return value >= 1840 && value <= 2150 && value == static_cast<int>(value);
    }

    [[nodiscard]] bool is_point_in_time(const Part& part, std::string_view spelling) const {
        if (spelling == "年" || spelling == "年度") return is_year(part.numeral.value);
        if (spelling == "月") return true;
        if (spelling == "日") {
            return !starts(text_, part.end, "内") && !starts(text_, part.end, "以内");
        }
        return false;
    }

    /// PM2.5, GB2312, 7×24小时, 3D打印: no numbers of their own.
    [[nodiscard]] bool is_name(const Part& part) const {
        if (part.numeral.chinese) return false;
        const char left = part.begin > 0 ? text_[part.begin - 1] : ' ';
        if (is_ascii_letter(left) || left == '_' || left == '+') return true;
        if (left == '.' && part.begin > 1 && digit_at(text_, part.begin - 2) >= 0) return true;
        if (ends(text_, part.begin, "×") || starts(text_, part.end, "×")) return true;
        if (left == '-' && part.begin > 1 && is_ascii_letter(text_[part.begin - 2])) return true;
        return part.unit.empty() && part.end < text_.size() &&
               (is_ascii_letter(text_[part.end]) || text_[part.end] == '+');
    }

    [[nodiscard]] std::size_t skip_name(const Part& part) const {
        std::size_t end = part.numeral.end;
        while (end < text_.size() && (is_ascii_letter(text_[end]) || digit_at(text_, end) >= 0)) {
            end += character_length(static_cast<unsigned char>(text_[end]));
        }
        return end;
    }

    std::size_t add(const Part& first) {
        Quantity quantity;
        Part part = first;
        quantity.span.begin = quantity.number.begin = first.begin;
        if (const std::optional<Part> second = read_range_end(first)) {
            part = *second;
            const bool scales_together = first.unit.empty() && !first.has_scale;
            quantity.value = first.numeral.value * (scales_together ? second->scale : 1);
            quantity.value_max = second->numeral.value;
            quantity.comparison = Comparison::Range;
        } else {
            quantity.value = part.numeral.value;
        }
        if (minus_before(text_, first.begin) && quantity.comparison != Comparison::Range) {
            quantity.value = -quantity.value;
        }
        quantity.unit = part.unit;
        quantity.number.end = quantity.span.end = part.end;
        quantity.weak = first.numeral.chinese && !part.has_scale && part.unit != "%" &&
                        part.unit != "pp" && part.unit != "倍" && part.unit != "折";
        if (part.unit == "折" && part.numeral.chinese && quantity.value > 10) {
            quantity.value /= 10;  // 九五折
        }
        compare(quantity, first, part);
        if (keep(quantity, first, part)) {
            out_.push_back(std::move(quantity));
            scales_.push_back(part.scale);
        }
        return part.end;
    }

    /// 30%—40%, 3至5年, 10-20万元.
    [[nodiscard]] std::optional<Part> read_range_end(const Part& first) const {
        static const PhraseSet connectors = [] {
            PhraseSet set;
            for (const std::string_view word :
                 {"—", "——", "–", "-", "－", "~", "～", "〜", "至", "到", "−"}) {
                set.add(word);
            }
            return set;
        }();
        const PhraseSet::Match connector = connectors.at(text_, first.end);
        if (!connector || (first.numeral.chinese && first.unit.empty())) return std::nullopt;
        const bool word = connector.length == han &&
                          (starts(text_, first.end, "至") || starts(text_, first.end, "到"));
        if (word && (ends(text_, first.begin, "从") || ends(text_, first.begin, "由"))) {
            return std::nullopt;
        }
        const std::optional<Part> second = read_part(first.end + connector.length);
        if (!second || second->unit.empty()) return std::nullopt;
        if (!first.unit.empty() && first.unit != second->unit) return std::nullopt;
        if (second->numeral.value < first.numeral.value) return std::nullopt;
        return second;
    }

    void compare(Quantity& quantity, const Part& first, const Part& last) {
        const bool range = quantity.comparison == Comparison::Range;
        std::size_t begin = first.begin;
        while (begin > 0 && text_[begin - 1] == ' ')
            --begin;
        if (ends(text_, begin, "人民币")) begin -= std::string_view("人民币").size();
        const PhraseSet::Match before = quantity_words().before.before(text_, begin);
        const std::string_view word = text_.substr(begin - before.length, before.length);
        const bool bare_only = word == "过" || word == "上";
        std::optional<Comparison> found;
        if (before && (!bare_only || first.numeral.scale_only)) {
            found = static_cast<Comparison>(before.value);
            if (*found != Comparison::Equal) quantity.span.begin = begin - before.length;
            if (*found == Comparison::Equal) found.reset();
        }
        if (last.more && !found) found = Comparison::Greater;
        const PhraseSet::Match after = quantity_words().after.at(text_, last.end);
        if (after && !is_ranking_word(last.end, after.length)) {
            quantity.span.end = quantity.number.end = last.end + after.length;
            if (!found) found = static_cast<Comparison>(after.value);
        }
        if (found && !range) quantity.comparison = *found;
    }

    /// 余 and 多 behind a unit compare (两年多), unless a word begins there (多个, 多家, 余杭).
    [[nodiscard]] bool is_ranking_word(std::size_t at, std::size_t length) const {
        const std::string_view word = text_.substr(at, length);
        if (word == "起")
            return starts(text_, at + length, "步") || starts(text_, at + length, "来");
        if (word != "多" && word != "余" && word != "许") return false;
        return static_cast<bool>(quantity_words().units.at(text_, at + length)) ||
               starts(text_, at, "余杭") || starts(text_, at, "余姚") ||
               starts(text_, at, "许可") || starts(text_, at, "多层") || starts(text_, at, "多种");
    }

    [[nodiscard]] bool keep(Quantity& quantity, const Part& first, const Part& last) const {
        if (last.point_in_time) return false;
        if ((first.numeral.vague || last.numeral.vague) && last.unit != "折") return false;
        if (first.numeral.scale_only && quantity.span.begin == quantity.number.begin) {
            return false;  // 百家, 千亿 without 近, 超
        }
        if (quantity.unit.empty()) {
            if (last.numeral.chinese && !last.has_scale) return false;
            if (!last.has_scale) quantity.unit = bare;
        }
        return true;
    }

    /// 0.1和0.3个百分点, 50、100、200万元: a bare number takes the unit of the next in its list.
    void share_units() {
        for (std::size_t i = out_.size(); i-- > 1;) {
            Quantity& left = out_[i - 1];
            const Quantity& right = out_[i];
            const bool unfit = left.unit != bare && !(left.unit == "个" && right.unit == "pp");
            if (unfit || right.unit == bare || right.weak) continue;
            if (left.number.end > right.span.begin) continue;
            const std::string_view gap =
                text_.substr(left.number.end, right.span.begin - left.number.end);
            const bool list_number = left.span.begin == 0 && gap == "、";  // 1、50家企业
            if (!is_list_gap(gap) || list_number) continue;
            if (left.unit == bare) {
                left.value *= scales_[i];
                scales_[i - 1] = scales_[i];
            }
            left.unit = right.unit;
        }
    }

    [[nodiscard]] static bool is_list_gap(std::string_view gap) {
        return gap == "、" || gap == "和" || gap == "及" || gap == "与" || gap == "以及" ||
               gap == "或";
    }

    std::string_view text_;
    std::vector<Quantity> out_;
    std::vector<double> scales_;  // of each in out_
};

}  // namespace

std::vector<Quantity> find_quantities(std::string_view text) {
    return Scanner(text).run();
}

std::optional<Quantity> whole_quantity(std::string_view text) {
    const bool negative = text.starts_with("-") || text.starts_with("−") || text.starts_with("－");
    const std::size_t sign = !negative ? 0 : text.starts_with("-") ? 1 : han;
    const std::string_view digits = text.substr(sign);
    const std::optional<Part> part = Scanner(digits).read_part(0);
    if (!part || part->end != digits.size() || part->numeral.chinese || part->point_in_time) {
        return std::nullopt;
    }
    Quantity quantity;
    quantity.span = quantity.number = {0, text.size()};
    quantity.value = negative ? -part->numeral.value : part->numeral.value;
    quantity.unit = part->unit;
    return quantity;
}

}  // namespace dingtu
