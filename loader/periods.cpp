#include "loader/periods.h"

#include "loader/numerals.h"
#include "loader/period_reader.h"
#include "loader/phrases.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace dingtu {

namespace {

constexpr std::size_t han = 3;

/// The word lists of data/periods.txt.
struct PeriodWords {
    std::map<std::string, PhraseSet, std::less<>> sets = read_phrases("periods.txt");

    const PhraseSet& now = sets["now"];
    const PhraseSet& vague = sets["vague"];
    const PhraseSet& same = sets["same"];
    const PhraseSet& until_before = sets["until before"];
    const PhraseSet& since_after = sets["since after"];
    const PhraseSet& compared_before = sets["compared before"];
    const PhraseSet& compared_after = sets["compared after"];
    const PhraseSet& bound_before = sets["bound before"];
    const PhraseSet& bound_after = sets["bound after"];
    const PhraseSet& target_before = sets["target before"];
    const PhraseSet& source = sets["source"];
};

const PeriodWords& words() {
    static const PeriodWords all;
    return all;
}

bool ends(std::string_view text, std::size_t end, std::string_view what) {
    return text.substr(0, end).ends_with(what);
}

YearBase base_of(const PeriodContext& context) {
    YearBase base;
    const Stretch document = parse_period_date(context.document_date);
    base.document_year = document.year;
    base.document_month = document.month;
    if (context.heading.empty() || context.heading.front() == '/') return base;
    const Stretch heading = parse_period_date(context.heading);
    base.heading_year = heading.year;
    base.heading_quarter = heading.quarter;
    base.heading_month = heading.quarter != 0      ? heading.quarter * 3
                         : heading.last_month != 0 ? heading.last_month
                         : heading.month != 0      ? heading.month
                                                   : 12;
    return base;
}

/// Where the clause that byte `at` lies in ends.
std::size_t clause_end(std::string_view text, std::size_t at) {
    static const PhraseSet marks = [] {
        PhraseSet set;
        for (const std::string_view mark : {"，", "；", "。", "：", "！", "？", ",", ";"}) {
            set.add(mark);
        }
        return set;
    }();
    PhraseSet::Match match;
    const std::size_t end = marks.find(text, at, match);
    return std::min(end, text.size());
}

class Finder {
public:
    Finder(std::string_view text, const PeriodContext& context)
        : text_(text),
          context_(context),
          base_(base_of(context)) {}

    std::vector<Period> run() {
        for (std::size_t at = 0; at < text_.size();) {
            const std::size_t next = may_begin(at) ? read_at(at) : 0;
            at = next > at ? next : at + character_length(static_cast<unsigned char>(text_[at]));
        }
        return std::move(out_);
    }

private:
    /// Whether a word of time may begin with this character; few do.
    [[nodiscard]] bool may_begin(std::size_t at) const {
        const char c = text_[at];
        if (c >= '0' && c <= '9') return true;
        if (static_cast<unsigned char>(c) < 0xE2 && c != '"') return false;
        static const PhraseSet first = [] {
            PhraseSet set = make({"一", "二", "两", "三", "四", "五", "六", "七", "八", "九", "十",
                                  "〇", "零", "百", "几", "数", "“",  "\"", "上", "下", "前", "头",
                                  "第", "年", "岁", "末", "底", "初", "今", "本", "去", "明", "当",
                                  "全", "近", "过", "最", "未", "此", "这", "每", "满"});
            for (const PhraseSet* phrases : {&words().now, &words().vague, &words().same}) {
                phrases->add_first_characters(set);
            }
            return set;
        }();
        return digit_at(text_, at) >= 0 || first.at(text_, at);
    }

    std::size_t read_at(std::size_t at) {
        if (std::size_t end = read_phrase(at)) return end;
        if (std::size_t end = read_plan_years(at)) return end;
        if (std::size_t end = read_years_around(at)) return end;
        return read_written(at);
    }

    void add(Span span, std::string value, PeriodUse use) {
        out_.push_back(Period{span, std::move(value), use, false, false});
    }

    /// Words that are listed whole: 目前, 近年来, 同期.
    std::size_t read_phrase(std::size_t at) {
        if (const PhraseSet::Match now = words().now.at(text_, at)) {
            add_now({at, at + now.length});
            return at + now.length;
        }
        if (const PhraseSet::Match vague = words().vague.at(text_, at)) {
            add({at, at + vague.length}, "", PeriodUse::Vague);
            return at + vague.length;
        }
        const PhraseSet::Match same = words().same.at(text_, at);
        if (!same) return 0;
        const Span span{at, at + same.length};
        const bool compared = static_cast<bool>(words().compared_before.before(text_, at)) ||
                              ends(text_, at, "年") || ends(text_, at, "年的");
        add(span, compared ? "" : context_.previous,
            compared ? PeriodUse::Compared : PeriodUse::Scope);
        out_.back().same = !compared;
        return span.end;
    }

    void add_now(Span span) {
        std::string month = context_.document_date.substr(0, 7);
        if (!context_.heading.empty() && base_.heading_year < base_.document_year) month.clear();
        if (month.empty()) {
            add(span, "", PeriodUse::Vague);
        } else {
            add(span, "/" + month, PeriodUse::Scope);
        }
    }

    /// “十四五”期间 is 2021/2025: the n-th plan covers five years from 1953 on.
    std::size_t read_plan_years(std::size_t at) {
        static const PhraseSet plans = [] {
            PhraseSet set;
            const std::string_view names[] = {"十五",   "十一五", "十二五", "十三五",
                                              "十四五", "十五五", "十六五"};
            for (std::uint32_t i = 0; i < 7; ++i) {
                for (const std::string_view quoted : {"", "“", "\""}) {
                    const std::string_view closed = quoted == "“" ? "”" : quoted;
                    set.add(std::string(quoted) + std::string(names[i]) + std::string(closed), i);
                }
            }
            return set;
        }();
        const PhraseSet::Match plan = plans.at(text_, at);
        if (!plan) return 0;
        const int first = 2001 + static_cast<int>(plan.value) * 5;
        const std::size_t end = at + plan.length;
        const auto finish = [&](std::string_view word, const std::string& value) {
            add({at, end + word.size()}, value, PeriodUse::Scope);
            return end + word.size();
        };
        if (starts(text_, end, "以来")) return finish("以来", fmt::format("{}-01/", first));
        for (const std::string_view word : {"末期", "期末", "末"}) {
            if (starts(text_, end, word)) return finish(word, fmt::format("{}", first + 4));
        }
        for (const std::string_view word : {"期间", "时期", "五年", "这五年"}) {
            if (starts(text_, end, word)) {
                return finish(word, fmt::format("{}/{}", first, first + 4));
            }
        }
        return 0;
    }

    /// 22年前, 近三年, 五年来, 过去两个月: only the first says when.
    std::size_t read_years_around(std::size_t at) {
        static const PhraseSet leads = make({"近", "过去", "最近", "未来", "今后", "此后", "这",
                                             "前", "上", "头", "每", "满", "未来的"});
        static const PhraseSet tails =
            make({"来", "间", "以来", "多来", "里", "后", "之后", "期间", "之间", "有余", "以后"});
        const PhraseSet::Match lead = leads.at(text_, at);
        std::size_t end = at + lead.length;
        std::optional<Numeral> numeral = read_digits(text_, end);
        if (!numeral) numeral = read_chinese_numeral(text_, end);
        if (!numeral || numeral->value > 1000) return 0;
        end = numeral->end + more_at(text_, numeral->end);
        const std::size_t unit = unit_of_time(end);
        if (unit == 0) return 0;
        end += unit;
        if (!lead && unit == han && starts(text_, end, "前") && !numeral->vague) {
            return add_years_ago(at, end + han, static_cast<int>(numeral->value));
        }
        const PhraseSet::Match tail = tails.at(text_, end);
        if (!lead && !tail) return 0;
        add({at, end + tail.length}, "", PeriodUse::Vague);
        return end + tail.length;
    }

    static PhraseSet make(std::initializer_list<std::string_view> list) {
        PhraseSet set;
        for (const std::string_view word : list)
            set.add(word);
        return set;
    }

    /// Bytes of 年, 个月, 个季度, 天, 周 at `at`.
    [[nodiscard]] std::size_t unit_of_time(std::size_t at) const {
        static const PhraseSet units =
            make({"年", "个年头", "个月", "个季度", "天", "周", "个星期", "日"});
        return units.at(text_, at).length;
    }

    std::size_t add_years_ago(std::size_t at, std::size_t end, int years) {
        if (base_.document_year == 0) {
            add({at, end}, "", PeriodUse::Vague);
        } else {
            add({at, end}, fmt::format("{}", base_.document_year - years), PeriodUse::Scope);
        }
        return end;
    }

    /// Years, quarters, months and days with the words before and behind them.
    std::size_t read_written(std::size_t at) {
        if (inside_number(at)) return 0;
        YearBase base = base_;
        base.future = future_before(at);
        if (starts(text_, at, "当年") || starts(text_, at, "同年")) take_year_said(base);
        const std::optional<Stretch> stretch = read_stretch(text_, at, base);
        if (!stretch) return 0;
        Period period;
        period.span = {at, stretch->end};
        period.value = stretch->to_text();
        take_leads(period, *stretch);
        take_tails(period, *stretch);
        choose_use(period, *stretch);
        out_.push_back(period);
        return period.span.end;
    }

    /// 当年 is the year said last.
    void take_year_said(YearBase& base) const {
        for (const Period& period : out_) {
            if (period.use != PeriodUse::Scope || period.value.size() < 4) continue;
            const int year = parse_period_date(period.value).year;
            if (year != 0) base.heading_year = base.document_year = year;
        }
    }

    /// 3月 in 13月 or 0.3 is none; 第一季度 begins at 第.
    [[nodiscard]] bool inside_number(std::size_t at) const {
        if (at == 0) return false;
        const std::size_t before = character_before(text_, at);
        if (digit_at(text_, at) >= 0 && (digit_at(text_, before) >= 0 || text_[before] == '.')) {
            return true;
        }
        return read_chinese_numeral(text_, at).has_value() &&
               read_chinese_numeral(text_, before).has_value();
    }

    [[nodiscard]] bool future_before(std::size_t at) const {
        return static_cast<bool>(words().target_before.before(text_, at)) || plan_follows(at);
    }

    /// 全年力争…, 2025年，预计…: a plan in the clause or the next.
    [[nodiscard]] bool plan_follows(std::size_t at) const {
        static const PhraseSet plans =
            make({"力争", "预期", "预计", "确保", "计划", "目标", "争取", "拟"});
        const std::size_t end = clause_end(text_, at);
        return plans.within(text_.substr(at, end - at)) ||
               static_cast<bool>(plans.at(text_, std::min(end + han, text_.size())));
    }

    void take_leads(Period& period, const Stretch& stretch) const {
        const std::size_t at = period.span.begin;
        if (const PhraseSet::Match until = words().until_before.before(text_, at)) {
            period.span.begin -= until.length;
            period.value = "/" + period.value;
            return;
        }
        const bool later = stretch.year > base_.document_year && base_.document_year != 0;
        if (const PhraseSet::Match target = words().target_before.before(text_, at)) {
            period.span.begin -= target.length;
            period.target = later || (stretch.year == base_.document_year && !stretch.year_given);
        }
        period.target = period.target || later;
    }

    /// 2024年6月以来, 自2024年6月上线以来.
    void take_tails(Period& period, const Stretch&) const {
        const std::size_t end = period.span.end;
        if (period.value.front() == '/') return;
        PhraseSet::Match since = words().since_after.at(text_, end);
        std::size_t since_at = end;
        if (!since &&
            (ends(text_, period.span.begin, "自") || ends(text_, period.span.begin, "从"))) {
            const std::string_view clause = text_.substr(0, clause_end(text_, end));
            since_at = words().since_after.find(clause, end, since);
        }
        if (!since) return;
        period.span.end = since_at + since.length;
        if (period.value.size() == 4) period.value += "-01";
        if (const std::size_t slash = period.value.find('/'); slash != std::string::npos) {
            period.value.resize(slash);
        }
        if (period.value.find('Q') != std::string::npos) return;
        period.value += "/";
    }

    void choose_use(Period& period, const Stretch& stretch) const {
        if (period.value.empty()) period.use = PeriodUse::Vague;
        std::size_t begin = period.span.begin;
        const std::size_t end = period.span.end;
        if (period.value.front() == '/' || period.value.back() == '/') return;
        if (is_compared(begin, end)) {
            period.use = PeriodUse::Compared;
            return;
        }
        const std::size_t written = begin + (starts(text_, begin, "到") ? han : 0);
        if (words().bound_before.before(text_, begin) ||
            words().bound_before.before(text_, written) || words().bound_after.at(text_, end)) {
            period.use = PeriodUse::Bound;
        }
        const std::string_view clause = text_.substr(end, clause_end(text_, end) - end);
        if (stretch.day != 0 && words().source.within(clause)) period.use = PeriodUse::Bound;
    }

    /// 比上年, 较2024年全年, 与去年同期相比.
    [[nodiscard]] bool is_compared(std::size_t begin, std::size_t end) const {
        const std::size_t same = starts(text_, end, "同期")     ? end + 2 * han
                                 : starts(text_, end, "的同期") ? end + 3 * han
                                                                : end;
        if (words().compared_before.before(text_, begin)) return true;
        const bool with =
            ends(text_, begin, "与") || ends(text_, begin, "同") || ends(text_, begin, "和");
        const std::size_t clause = clause_end(text_, end);
        if (with && text_.substr(end, clause - end).find("相比") != std::string_view::npos) {
            return true;
        }
        return static_cast<bool>(words().compared_after.at(text_, same));
    }

    std::string_view text_;
    const PeriodContext& context_;
    YearBase base_;
    std::vector<Period> out_;
};

}  // namespace

std::vector<Period> find_periods(std::string_view text, const PeriodContext& context) {
    return Finder(text, context).run();
}

}  // namespace dingtu
