#include "loader/rules/measures.h"

#include "base/text.h"
#include "loader/support.h"

#include <algorithm>
#include <array>

namespace dingtu {
namespace {

bool has(std::string_view text, std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
        return text.find(word) != std::string_view::npos;
    });
}

bool starts_with_any(std::string_view text, std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return text.starts_with(word); });
}

/// 一是…, 二是…: the points under which news tell what a policy gives.
bool opens_point(std::string_view text) {
    constexpr std::array<std::string_view, 10> numerals = {"一", "二", "三", "四", "五",
                                                           "六", "七", "八", "九", "十"};
    return std::any_of(numerals.begin(), numerals.end(), [&](std::string_view numeral) {
        return text.starts_with(numeral) && text.substr(numeral.size()).starts_with("是");
    });
}

class MeasureReader {
public:
    MeasureReader(const Scene& scene, std::uint32_t sentence, bool open)
        : scene_(scene),
          sentence_(sentence),
          text_(scene.text(sentence)),
          open_(open) {}

    std::vector<Measure> read() {
        std::size_t condition = std::string_view::npos;
        for (const Span clause : clauses(text_)) {
            const std::string_view words = text_.substr(clause.begin, clause.end - clause.begin);
            if (sets_condition(words)) {
                condition = clause.begin;
            }
            const bool meant = open_ || condition != std::string_view::npos;
            const Span phrase = meant ? given(clause) : Span{};
            const std::size_t opens =
                condition == std::string_view::npos ? clause.begin : condition;
            if (phrase.begin < phrase.end && !told_before(phrase) &&
                !names_firm({opens, clause.end})) {
                const std::size_t from =
                    condition == std::string_view::npos ? clause.begin : condition;
                found_.push_back({phrase, {from, clause.end}});
            }
        }
        return found_;
    }

private:
    /// What a named firm got is no offer.
    [[nodiscard]] bool names_firm(Span range) const {
        const std::span<const Mention> all = scene_.mentions(sentence_);
        return std::any_of(all.begin(), all.end(), [&](const Mention& mention) {
            return mention.label == "Firm" && !mention.anaphor && !mention.nested &&
                   mention.begin >= range.begin && mention.end <= range.end;
        });
    }

    /// 对…的企业, 企业…的: whom the next clause gives something.
    [[nodiscard]] static bool sets_condition(std::string_view clause) {
        return starts_with_any(clause, {"对", "凡", "对于", "符合", "其中对", "并对"}) ||
               (clause.ends_with("的") && clause.size() > 12);
    }

    /// 给予…奖励，最高…: a second clause on the same thing gives nothing new.
    [[nodiscard]] bool told_before(Span phrase) const {
        const std::string_view words = text_.substr(phrase.begin, phrase.end - phrase.begin);
        return std::any_of(found_.begin(), found_.end(), [&](const Measure& measure) {
            const std::string_view known =
                text_.substr(measure.phrase.begin, measure.phrase.end - measure.phrase.begin);
            return known == words || (known.ends_with(words) && words.size() <= 6);
        });
    }

    [[nodiscard]] Span given(Span clause) const {
        const std::string_view words = text_.substr(clause.begin, clause.end - clause.begin);
        for (const std::string_view verb : {"给予", "予以", "发放", "提供", "安排", "享受"}) {
            const std::size_t at = words.rfind(verb);
            const bool open_verb = verb == "提供" || verb == "安排";
            if (at == std::string_view::npos || (open_verb && !open_)) {
                continue;
            }
            const Span phrase = behind(clause.begin + at + verb.size(), clause.end, open_verb);
            if (phrase.begin < phrase.end) {
                return phrase;
            }
        }
        for (const std::string_view verb :
             {"免收", "减免", "减收", "免除", "返还", "免费提供", "开放"}) {
            const std::size_t at = words.find(verb);
            if (at != std::string_view::npos) {
                const std::size_t begin = clause.begin + at;
                return {begin,
                        std::max(begin + verb.size(),
                                 phrase_end(scene_, sentence_, begin + verb.size(), clause.end))};
            }
        }
        for (const std::string_view noun :
             {"奖励", "补助", "补贴", "贴息", "资助", "奖补", "补偿"}) {
            const std::size_t at = words.find(noun);
            if (at != std::string_view::npos) {
                return {clause.begin + at, clause.begin + at + noun.size()};
            }
        }
        return {};
    }

    /// The last phrase behind a verb of giving that tells a kind; for 提供 any phrase.
    [[nodiscard]] Span behind(std::size_t from, std::size_t end, bool any) const {
        Span last;
        for (const KindWord& word : kind_words(text_.substr(from, end - from))) {
            const std::size_t word_end = from + word.span.end;
            const std::size_t begin = phrase_begin(scene_, sentence_, word_end, from);
            last = tidy_phrase(scene_, sentence_, {std::max(from, begin), word_end});
        }
        if (last.begin >= last.end && any) {
            last = tidy_phrase(scene_, sentence_, {from, phrase_end(scene_, sentence_, from, end)});
        }
        return last;
    }

    const Scene& scene_;
    std::uint32_t sentence_;
    std::string_view text_;
    bool open_;
    std::vector<Measure> found_;
};

/// Whether the sentence stands in a paragraph that opens with 一是.
bool in_point(const Scene& scene, std::uint32_t sentence) {
    std::uint32_t first = sentence;
    while (first > 0 &&
           scene.sentences[first - 1].paragraph == scene.sentences[sentence].paragraph) {
        --first;
    }
    return opens_point(scene.text(first));
}

/// 适用范围, 附则 and the like head no measures.
bool under_general_heading(const Scene& scene, std::uint32_t sentence) {
    const std::int32_t heading = scene.sentences[sentence].heading;
    return heading >= 0 && has(scene.text(static_cast<std::uint32_t>(heading)),
                               {"范围", "附则", "目标", "程序", "流程", "要求", "组织", "监督",
                                "解释", "总则", "材料", "原则", "总体", "对象", "条件", "名词"});
}

}  // namespace

std::vector<Measure> measures_in(const Scene& scene, std::uint32_t sentence, bool notice) {
    const std::string_view text = scene.text(sentence);
    const bool refuses =
        has(text, {"不得", "不予", "不享受", "取消", "追回", "停止", "不再", "除外", "骗取"});
    const bool own_text =
        (notice && !under_general_heading(scene, sentence)) || in_point(scene, sentence);
    if (refuses || has(text, {"问："}) || text.ends_with("？") ||
        (notice && under_general_heading(scene, sentence))) {
        return {};
    }
    return MeasureReader(scene, sentence, own_text).read();
}

bool is_notice(const Scene& scene) {
    const bool asks = std::any_of(scene.sentences.begin(), scene.sentences.end(),
                                  [](const Sentence& s) { return s.block == Block::Question; });
    return !asks &&
           std::any_of(scene.findings.mentions.begin(), scene.findings.mentions.end(),
                       [&](const Mention& mention) {
                           constexpr std::uint32_t last_title = 3;
                           return mention.label == "Policy" && mention.sentence <= last_title &&
                                  (mention.rule == "title.heading" || mention.rule == "title") &&
                                  scene.sentences[mention.sentence].block == Block::Heading;
                       });
}

}  // namespace dingtu
