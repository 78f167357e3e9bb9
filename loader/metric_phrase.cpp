#include "loader/metric_phrase.h"

#include "loader/metric_words.h"
#include "loader/numerals.h"
#include "loader/phrases.h"

#include <algorithm>
#include <array>
#include <utility>

namespace dingtu {

namespace {

constexpr std::size_t han = 3;

bool ends(std::string_view text, std::size_t end, std::string_view what) {
    return text.substr(0, end).ends_with(what);
}

/// Marks and quotes that carry nothing at the edge of a phrase.
std::size_t edge_mark_before(std::string_view text, std::size_t begin, std::size_t end) {
    static constexpr std::array<std::string_view, 12> marks{" ", "　", "、", "：", ":", "，",
                                                            "—", "-",  "；", "·",  "…", "\t"};
    for (const std::string_view mark : marks) {
        if (end - begin >= mark.size() && ends(text, end, mark)) return mark.size();
    }
    return 0;
}

std::size_t edge_mark_at(std::string_view text, std::size_t begin, std::size_t end) {
    static constexpr std::array<std::string_view, 11> marks{" ", "　", "、", "：", ":", "，",
                                                            "—", "-",  "；", "·",  "…"};
    for (const std::string_view mark : marks) {
        if (end - begin >= mark.size() && starts(text, begin, mark)) return mark.size();
    }
    return 0;
}

/// Strips a left context from its right end; each step takes the longest known word off.
class RightEdge {
public:
    RightEdge(const MetricSentence& sentence, Span range, bool difference, LeftWords& left)
        : sentence_(sentence),
          text_(sentence.text),
          begin_(range.begin),
          end_(range.end),
          left_(left),
          difference_(difference) {}

    std::size_t run() {
        while (end_ > begin_ && step()) {
        }
        return end_;
    }

private:
    bool step() {
        if (const std::size_t mark = edge_mark_before(text_, begin_, end_)) {
            end_ -= mark;
            return true;
        }
        if (take_period() || take_bracket()) return true;
        if (take_comparison() || take_difference()) return true;
        return take_word();
    }

    bool take_period() {
        for (const Period& period : sentence_.periods) {
            if (period.span.end != end_ || period.span.begin < begin_) continue;
            if (period.use == PeriodUse::Compared) note_comparison(period);
            if (metric_words().after_stage.contains(sentence_.cut(period.span))) {
                left_.after_stage = true;
            }
            end_ = period.span.begin;
            return true;
        }
        return false;
    }

    void note_comparison(const Period& period) {
        left_.compared = true;
        const std::string_view words = sentence_.cut(period.span);
        const bool year = words == "上年" || words == "去年" || words == "上年度" ||
                          words == "上一年" || words == "同期" || words.ends_with("年");
        left_.yearly = left_.yearly || year;
    }

    bool take_bracket() {
        if (!ends(text_, end_, "）") && !ends(text_, end_, ")")) return false;
        const std::string_view rest = text_.substr(begin_, end_ - begin_);
        std::size_t open = rest.rfind("（");
        if (open == std::string_view::npos) open = rest.rfind('(');
        if (open == std::string_view::npos) return false;
        end_ = begin_ + open;
        return true;
    }

    /// 高于全省, 低于全国平均水平 before a difference.
    bool take_difference() {
        if (!difference_ || left_.direction != 0) return false;
        static constexpr std::array<std::pair<std::string_view, int>, 12> verbs{{{"高于", 1},
                                                                                 {"快于", 1},
                                                                                 {"高出", 1},
                                                                                 {"领先", 1},
                                                                                 {"超过", 1},
                                                                                 {"超出", 1},
                                                                                 {"好于", 1},
                                                                                 {"低于", -1},
                                                                                 {"慢于", -1},
                                                                                 {"落后", -1},
                                                                                 {"低出", -1},
                                                                                 {"小于", -1}}};
        const std::string_view rest = text_.substr(begin_, end_ - begin_);
        for (const auto& [verb, direction] : verbs) {
            const std::size_t at = rest.rfind(verb);
            if (at == std::string_view::npos || rest.size() - at > 60) continue;
            left_.direction = direction;
            left_.compared = true;
            left_.scope = std::string(rest.substr(at + verb.size()));
            end_ = begin_ + at;
            return true;
        }
        return false;
    }

    /// 比全省平均水平, 高于全国: what a difference is measured against, once a verb of growth or
    /// a word of difference was taken off.
    bool take_comparison() {
        if (left_.direction == 0) return false;
        const std::string_view rest = text_.substr(begin_, end_ - begin_);
        for (std::size_t at = rest.size(); at >= han; --at) {
            const std::size_t place = at - han;
            const bool marks = starts(rest, place, "比") || starts(rest, place, "较");
            if (!marks || !is_comparing(rest, place)) continue;
            left_.compared = true;
            left_.scope = std::string(rest.substr(at));
            end_ = begin_ + place;
            return true;
        }
        return false;
    }

    /// 比 and 较 inside 占比, 同比, 比重, 比例, 较快 do not compare.
    [[nodiscard]] bool is_comparing(std::string_view rest, std::size_t place) const {
        for (const std::string_view before : {"占", "同", "环", "对", "相", "可", "配", "性价"}) {
            if (ends(rest, place, before)) return false;
        }
        for (const std::string_view behind :
             {"重", "例", "率", "较", "赛", "值", "快", "好", "大"}) {
            if (starts(rest, place + han, behind)) return false;
        }
        return place + 2 * han <= rest.size();
    }

    bool take_word() {
        const MetricWords& words = metric_words();
        std::size_t best = 0;
        enum class Kind { None, Up, Down, Reach, Light } kind = Kind::None;
        const auto weigh = [&](const PhraseSet& set, Kind as) {
            const std::size_t length = set.before(text_, end_).length;
            if (length > best && end_ - begin_ >= length && may_cut(length)) {
                best = length;
                kind = as;
            }
        };
        weigh(words.reach, Kind::Reach);
        weigh(words.up, Kind::Up);
        weigh(words.down, Kind::Down);
        weigh(words.light, Kind::Light);
        weigh(words.light_right, Kind::Light);
        if (kind == Kind::None) return false;
        const std::string_view word = text_.substr(end_ - best, best);
        const bool grows = kind == Kind::Up || kind == Kind::Down;
        if (grows && left_.share) return false;
        if (grows && left_.direction == 0) left_.direction = kind == Kind::Up ? 1 : -1;
        if (kind == Kind::Reach) note_reach(word);
        note_light(word);
        end_ -= best;
        return true;
    }

    /// A single character is cut only where a word begins: 间 of 时间 stays.
    [[nodiscard]] bool may_cut(std::size_t length) const {
        return length > han || sentence_.at_word(end_ - length);
    }

    void note_reach(std::string_view word) {
        if (word == "占" || word == "约占") left_.share = true;
        if (metric_words().have.contains(word)) left_.verb_end = true;
    }

    void note_light(std::string_view word) {
        const MetricWords& words = metric_words();
        if (word == "同比") left_.yearly = left_.compared = true;
        if (words.before_stage.contains(word)) left_.before_stage = true;
        if (words.after_stage.contains(word)) left_.after_stage = true;
    }

    const MetricSentence& sentence_;
    std::string_view text_;
    std::size_t begin_;
    std::size_t end_;
    LeftWords& left_;
    bool difference_;
};

/// 杭州市 found in 杭州市场 ends where the word 市场 begins.
std::size_t word_start(const MetricSentence& sentence, std::size_t at) {
    if (sentence.at_word(at)) return at;
    for (const Word& word : sentence.words) {
        if (word.begin < at && at < word.end) return word.end - word.begin > han ? word.begin : at;
    }
    return at;
}

/// Behind the place, firm or other subject that begins at `begin`, or 0: 杭州|规上工业增加值,
/// “…”平台|已累计….
std::size_t behind_subject(const MetricSentence& sentence, std::size_t begin, std::size_t end) {
    static constexpr std::string_view open = "“";
    static constexpr std::string_view shut = "”";
    const std::string_view text = sentence.text;
    const std::size_t name = starts(text, begin, open) ? begin + open.size() : begin;
    for (const Mention& mention : sentence.mentions) {
        if (mention.nested || mention.begin != name || mention.end > end) continue;
        const std::size_t behind =
            starts(text, mention.end, shut) ? mention.end + shut.size() : mention.end;
        const bool actor = is_a(mention.label, "Place") || is_a(mention.label, "Organization");
        const bool thing = mention.label == "Industry" || mention.label == "Award";
        const MetricWords& words = metric_words();
        const bool light = !thing && (words.light.at(text, behind) || words.lead.at(text, behind) ||
                                      words.fresh.at(text, behind));
        if (!actor && !mention.anaphor && !light) continue;
        const std::size_t start = word_start(sentence, behind);
        return start > begin ? start : behind;
    }
    if (starts(text, begin, shut)) return begin + shut.size();
    const bool opens = starts(text, begin, open) &&
                       text.substr(begin, end - begin).find(shut) == std::string_view::npos;
    return opens ? begin + open.size() : 0;  // a quotation that goes on behind the number
}

/// Behind 六、 or 3. or 3、 at the start of a sentence; 0 if there is none.
std::size_t list_number_end(std::string_view text) {
    std::optional<Numeral> number = read_digits(text, 0);
    if (!number) number = read_chinese_numeral(text, 0);
    if (!number) return 0;
    for (const std::string_view mark : {"、", "．", ". ", "是"}) {
        if (starts(text, number->end, mark)) return number->end + mark.size();
    }
    return 0;
}

/// Strips what opens a clause: links, periods, areas, the subject.
std::size_t strip_left(const MetricSentence& sentence, std::size_t begin, std::size_t end,
                       LeftWords& left) {
    const MetricWords& words = metric_words();
    const std::string_view text = sentence.text;
    if (begin == 0) begin = std::min(list_number_end(text), end);
    for (bool moved = true; moved && begin < end;) {
        moved = false;
        if (const std::size_t mark = edge_mark_at(text, begin, end)) {
            begin += mark;
            moved = true;
            continue;
        }
        for (const Period& period : sentence.periods) {
            if (period.span.begin <= begin && begin < period.span.end && period.span.end <= end) {
                begin = period.span.end;
                moved = true;
            }
        }
        if (const std::size_t behind = behind_subject(sentence, begin, end)) {
            begin = behind;
            moved = true;
        }
        for (const PhraseSet* set : {&words.light, &words.area, &words.lead}) {
            const std::size_t length = set->at(text, begin).length;
            const bool leaves = begin + length < end || set == &words.light;
            if (length == 0 || begin + length > end || !leaves) continue;
            const bool whole = length == han || set == &words.lead;
            if (whole && !sentence.at_word(begin + length)) continue;
            const std::string_view word = text.substr(begin, length);
            left.before_stage = left.before_stage || words.before_stage.contains(word);
            left.after_stage = left.after_stage || words.after_stage.contains(word);
            begin += length;
            moved = true;
            break;
        }
    }
    return std::min(begin, end);
}

/// The last place or firm inside a phrase speaks for what follows it: 该体系已为杭州制造业….
std::size_t behind_last_actor(const MetricSentence& sentence, std::size_t begin, std::size_t end) {
    std::size_t cut = begin;
    for (const Mention& mention : sentence.mentions) {
        const bool actor = is_a(mention.label, "Place") || is_a(mention.label, "Organization");
        if (!actor || mention.nested || mention.begin <= begin || mention.end >= end) continue;
        if (ends(sentence.text, mention.begin, "占") || ends(sentence.text, mention.begin, "比"))
            continue;
        cut = mention.end;
    }
    return cut;
}

}  // namespace

LeftWords read_left(const MetricSentence& sentence, Span range, bool difference) {
    LeftWords left;
    const std::size_t end = RightEdge(sentence, range, difference, left).run();
    std::size_t begin = strip_left(sentence, range.begin, end, left);
    begin = strip_left(sentence, behind_last_actor(sentence, begin, end), end, left);
    left.core = {begin, end};
    const MetricWords& words = metric_words();
    const PhraseSet::Match fresh = words.fresh.before(sentence.text, end);
    left.fresh = fresh && fresh.length <= end - begin;
    const std::size_t have = words.have.before(sentence.text, end).length;
    left.verb_end =
        left.verb_end || begin == end || (have != 0 && have <= end - begin) || left.fresh;
    return left;
}

// No phrase goes on for longer; it bounds what is looked at for each number.
static constexpr std::size_t longest_phrase = 600;

Span read_right(const MetricSentence& sentence, std::size_t begin, std::size_t end) {
    const MetricWords& words = metric_words();
    const std::string_view text = sentence.text;
    while (begin < end && text[begin] == ' ')
        ++begin;
    if (begin < end && starts(text, begin, "的")) begin += han;
    end = std::min(end, begin + longest_phrase);
    std::size_t at = begin;
    while (at < end) {
        const PhraseSet::Match stop = words.right_stop.at(text, at);
        if (stop.length > han) break;
        if (stop && sentence.at_word(at) && sentence.at_word(at + stop.length)) break;
        if (edge_mark_at(text, at, end) != 0 && text[at] != '-') break;
        at += character_length(static_cast<unsigned char>(text[at]));
    }
    return {begin, std::min(at, end)};
}

std::string phrase_text(const MetricSentence& sentence, Span range) {
    std::string words;
    int depth = 0;
    for (std::size_t at = range.begin; at < range.end;) {
        const auto period = std::find_if(
            sentence.periods.begin(), sentence.periods.end(),
            [&](const Period& p) { return p.span.begin == at && p.use != PeriodUse::Vague; });
        if (period != sentence.periods.end() && period->span.end <= range.end) {
            at = period->span.end;
            continue;
        }
        const std::size_t length = character_length(static_cast<unsigned char>(sentence.text[at]));
        const std::string_view character = sentence.text.substr(at, length);
        if (character == "（" || character == "(") ++depth;
        if (depth == 0 && character != " ") words += character;
        if ((character == "）" || character == ")") && depth > 0) --depth;
        at += length;
    }
    return words;
}

std::vector<Span> list_items(const MetricSentence& sentence, Span range, bool by_marks_only) {
    static const PhraseSet marks = [] {
        PhraseSet set;
        for (const std::string_view mark : {"、", "和", "以及", "及", "与"})
            set.add(mark);
        return set;
    }();
    std::vector<Span> items;
    std::size_t begin = range.begin;
    int depth = 0;
    for (std::size_t at = range.begin; at < range.end;) {
        const std::size_t length = character_length(static_cast<unsigned char>(sentence.text[at]));
        const std::string_view character = sentence.text.substr(at, length);
        if (character == "（" || character == "“") ++depth;
        if (character == "）" || character == "”") --depth;
        const PhraseSet::Match mark = depth <= 0 ? marks.at(sentence.text, at) : PhraseSet::Match{};
        const bool word = character == "、" || (!by_marks_only && sentence.at_word(at));
        if (mark && word && at > begin) {
            items.push_back({begin, at});
            begin = at + mark.length;
        }
        at += mark ? mark.length : length;
    }
    if (range.end > begin) items.push_back({begin, range.end});
    return items;
}

}  // namespace dingtu
