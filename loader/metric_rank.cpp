#include "loader/metric_draft.h"
#include "loader/metric_words.h"
#include "loader/numerals.h"
#include "loader/phrases.h"

#include <algorithm>
#include <array>

namespace dingtu {

namespace {

constexpr std::size_t han = 3;

/// A place in a ranking as written.
struct Placed {
    int value = 0;
    std::size_t end = 0;
};

/// 第三, 第12位, 首位, 榜首 at `at`; not 第三届, 第一批, 第一产业.
std::optional<Placed> place_at(std::string_view text, std::size_t at) {
    static constexpr std::array<std::string_view, 27> others{
        "季度", "产业",   "批",   "届",   "代",   "个", "期",   "章",   "条",
        "次",   "方阵",   "方",   "轮",   "阶段", "线", "医院", "中学", "大",
        "责任", "生产力", "时间", "书记", "梯队", "家", "例",   "单",   "台"};
    const MetricWords& words = metric_words();
    if (!starts(text, at, "第")) {
        const PhraseSet::Match first = words.rank_first.at(text, at);
        if (!first || starts(text, at, "首") == false) {
            return first && (starts(text, at, "榜首") || starts(text, at, "冠军") ||
                             starts(text, at, "之首"))
                       ? std::optional<Placed>({1, at + first.length})
                       : std::nullopt;
        }
        if (first.length == han) return std::nullopt;  // 首 alone begins 首次, 首批
        return Placed{1, at + first.length};
    }
    std::optional<Numeral> numeral = read_digits(text, at + han);
    if (!numeral) numeral = read_chinese_numeral(text, at + han);
    if (!numeral || numeral->vague || numeral->value > 10000) return std::nullopt;
    std::size_t end = numeral->end;
    for (const std::string_view unit : {"位次", "位", "名"}) {
        if (starts(text, end, unit))
            return Placed{static_cast<int>(numeral->value), end + unit.size()};
    }
    for (const std::string_view other : others) {
        if (starts(text, end, other)) return std::nullopt;
    }
    return Placed{static_cast<int>(numeral->value), end};
}

/// Left over the scope (全省, 全国同类城市) and the verb; where they begin, or nothing if neither
/// is there.
std::optional<std::size_t> lead_begin(const MetricSentence& sentence, Span clause, std::size_t at) {
    const MetricWords& words = metric_words();
    const std::string_view text = sentence.text;
    std::size_t begin = at;
    bool found = false;
    for (bool moved = true; moved && begin > clause.begin;) {
        moved = false;
        std::size_t length = 0;
        for (const Mention& mention : sentence.mentions) {
            const bool place = is_a(mention.label, "Place") && mention.end == begin;
            if (place && begin <= at) length = mention.end - mention.begin;
        }
        if (length == 0) length = words.rank_scope.before(text, begin).length;
        if (length == 0) length = words.rank_verb.before(text, begin).length;
        if (length == 0 && found && text.substr(0, begin).ends_with("的")) length = han;
        if (length == 0 || begin < clause.begin + length) break;
        begin -= length;
        found = moved = true;
    }
    return found ? std::optional(begin) : std::nullopt;
}

/// 位居中国投影机市场出货量第一: a verb of rank further left, what is ranked behind it.
std::optional<Span> far_verb(std::string_view text, Span clause, std::size_t at) {
    constexpr std::size_t reach_bytes = 60;
    const std::size_t from = std::max(clause.begin, at > reach_bytes ? at - reach_bytes : 0);
    for (const std::string_view verb :
         {"位居", "位列", "排名", "稳居", "跃居", "名列", "高居", "蝉联"}) {
        const std::size_t place = text.substr(0, at).rfind(verb);
        if (place != std::string_view::npos && place >= from)
            return Span{place, place + verb.size()};
    }
    return std::nullopt;
}

}  // namespace

std::vector<Rank> find_ranks(const MetricSentence& sentence, Span clause) {
    std::vector<Rank> ranks;
    const std::string_view text = sentence.text;
    for (std::size_t at = clause.begin; at < clause.end;) {
        const std::size_t length = character_length(static_cast<unsigned char>(text[at]));
        const std::optional<Placed> place = place_at(text, at);
        if (!place || place->end > clause.end) {
            at += length;
            continue;
        }
        if (const std::optional<std::size_t> begin = lead_begin(sentence, clause, at)) {
            ranks.push_back({{*begin, place->end}, {*begin, *begin}, place->value});
        } else if (const std::optional<Span> verb = far_verb(text, clause, at)) {
            ranks.push_back({{verb->begin, place->end}, {verb->end, at}, place->value});
        }
        at = place->end;
    }
    return ranks;
}

}  // namespace dingtu
