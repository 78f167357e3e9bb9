#include "base/text.h"
#include "loader/modality.h"
#include "loader/relate.h"
#include "loader/rules/measures.h"
#include "loader/rules/readers.h"
#include "loader/support.h"

#include <algorithm>

namespace dingtu {
namespace {

bool has(std::string_view text, std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
        return text.find(word) != std::string_view::npos;
    });
}

/// The words of a list item's first sentence without its mark and full stop: 改造补助 of
/// 二、改造补助。
Span item_title(std::string_view text) {
    std::size_t begin = 0;
    for (const std::string_view mark : {"、", "）", ".", "．", " ", "条"}) {
        const std::size_t at = text.find(mark);
        if (at != std::string_view::npos && at < 16) {
            begin = std::max(begin, at + mark.size());
        }
    }
    std::size_t end = text.size();
    for (const std::string_view mark : {"。", "：", ":"}) {
        end = text.ends_with(mark) ? end - mark.size() : end;
    }
    return {begin, std::max(begin, end)};
}

bool gives(std::string_view text) {
    return has(text, {"给予", "奖励", "补助", "补贴", "贴息", "资助", "减免", "优先", "安排",
                      "贴补", "奖补", "支持", "返还", "免费", "免收", "予以", "提供", "补偿"});
}

bool refuses(std::string_view text) {
    return has(text, {"不得", "不予", "不享受", "取消", "追回", "停止", "不再", "除外"});
}

/// Where the clause ends that gives, from the sentence's start.
std::size_t giving_end(std::string_view text) {
    for (const Span clause : clauses(text)) {
        if (has(text.substr(clause.begin, clause.end - clause.begin), {"给予", "予以"})) {
            return clause.end;
        }
    }
    for (const Span clause : clauses(text)) {
        if (has(text.substr(clause.begin, clause.end - clause.begin),
                {"给予", "奖励", "补助", "补贴", "贴息", "资助", "减免", "贴补", "奖补", "返还",
                 "免收", "予以", "优先"})) {
            return clause.end;
        }
    }
    return text.size();
}

/// The noun phrase of what is given: the last one in the sentence's giving clause that tells a
/// kind.
Span given_phrase(const Scene& scene, std::uint32_t sentence) {
    const std::string_view text = scene.text(sentence);
    const std::size_t end = giving_end(text);
    std::size_t from = 0;
    for (const std::string_view verb : {"给予", "予以", "安排", "提供"}) {
        const std::size_t at = text.substr(0, end).rfind(verb);
        from = at == std::string_view::npos ? from : std::max(from, at + verb.size());
    }
    std::size_t limit = end;
    for (const Span clause : clauses(text)) {
        limit = clause.begin <= from && from < clause.end ? std::min(limit, clause.end) : limit;
    }
    Span last;
    for (const KindWord& word : kind_words(text.substr(0, limit))) {
        if (word.span.begin >= from && from > 0) {
            last = tidy_phrase(scene, sentence,
                               {std::max(from, phrase_begin(scene, sentence, word.span.end, from)),
                                word.span.end});
        }
    }
    return last;
}

class NoticeReader {
public:
    NoticeReader(Scene& scene, EntityRef policy) : scene_(scene), policy_(policy) {}

    void read() {
        for (std::uint32_t s = 0; s < scene_.sentences.size(); ++s) {
            if (scene_.sentences[s].block == Block::ListItem) {
                const std::uint32_t last = last_of_paragraph(s);
                read_item(s, last);
                s = last;
            } else if (scene_.sentences[s].block == Block::Prose ||
                       scene_.sentences[s].block == Block::Answer) {
                for (const Measure& measure : measures_in(scene_, s, is_notice(scene_))) {
                    offer(s, measure.phrase, s, measure.clause);
                }
            }
        }
    }

private:
    [[nodiscard]] std::uint32_t last_of_paragraph(std::uint32_t s) const {
        while (s + 1 < scene_.sentences.size() &&
               scene_.sentences[s + 1].paragraph == scene_.sentences[s].paragraph) {
            ++s;
        }
        return s;
    }

    void read_item(std::uint32_t first, std::uint32_t last) {
        const std::string_view text = scene_.text(first);
        const Span title = item_title(text);
        const std::string_view name = text.substr(title.begin, title.end - title.begin);
        const bool titled = last > first && length(name) >= 2 && length(name) <= 14 &&
                            name.find("，") == std::string_view::npos;
        const bool general = has(
            name, {"对象", "目标", "附则", "程序", "流程", "要求", "组织", "监督", "解释", "范围",
                   "条件", "原则", "总则", "材料", "时间", "期限", "总体", "现状", "情况"});
        if (titled && general) {
            return;
        }
        for (std::uint32_t s = titled ? first + 1 : first; s <= last; ++s) {
            if (!gives(scene_.text(s)) || refuses(scene_.text(s)) || names_firm(s)) {
                continue;
            }
            if (titled && support_kind(name) != "other") {
                offer(first, title, s, {0, giving_end(scene_.text(s))});
                set_kind(name, s);
                return;  // the item is one measure; its other sentences give its terms
            }
            const Span phrase = given_phrase(scene_, s);
            if (phrase.begin < phrase.end) {
                offer(s, phrase, s, {0, giving_end(scene_.text(s))});
            }
        }
    }

    /// The kind of a titled measure: of people if the title says so, else of what is given.
    void set_kind(std::string_view title, std::uint32_t told) {
        const Span phrase = given_phrase(scene_, told);
        const std::string given =
            phrase.begin < phrase.end ? support_kind(scene_.text(told, phrase)) : "other";
        const std::string kind =
            has(title, {"人才"}) || given == "other" ? support_kind(title) : given;
        if (last_ != no_entity) {
            scene_.findings.entities[last_].properties["kind"] = kind;
        }
    }

    [[nodiscard]] bool names_firm(std::uint32_t s) const {
        const std::span<const Mention> all = scene_.mentions(s);
        return std::any_of(all.begin(), all.end(), [](const Mention& mention) {
            return mention.label == "Firm" && !mention.anaphor;
        });
    }

    /// A support under the policy that the sentence names, else under the document's own; given by
    /// who is named to give it, or who issued the policy in the same sentence.
    void offer(std::uint32_t named, Span phrase, std::uint32_t told, Span clause) {
        const Mention* policy = policy_in(told, clause.end);
        const EntityRef under = policy != nullptr ? policy->entity : policy_;
        if (under == no_entity) {
            return;
        }
        const Span range = {
            policy != nullptr ? std::min(policy->begin, clause.begin) : clause.begin, clause.end};
        const EntityRef support = entity_of_phrase(scene_, named, phrase, "Support", "notice");
        if (support == no_entity) {
            return;
        }
        last_ = support;
        settle_mentions(scene_);
        Mention title;
        title.sentence = named;
        title.begin = phrase.begin;
        title.end = phrase.end;
        state(scene_, {"UNDER_POLICY", support, under, told, range,
                       named == told ? nullptr : &title, "notice"})
            .derived = policy != nullptr ? "" : "inherit";
        for (const Mention& giver : givers(told, phrase.begin, policy != nullptr)) {
            state(scene_, {"PROVIDED_BY",
                           support,
                           giver.entity,
                           told,
                           {std::min(giver.begin, clause.begin), clause.end},
                           nullptr,
                           "notice"});
        }
    }

    [[nodiscard]] const Mention* policy_in(std::uint32_t s, std::size_t end) const {
        const Mention* policy = nullptr;
        for (const Mention& mention : scene_.mentions(s)) {
            if (mention.label == "Policy" && !mention.nested && mention.end <= end) {
                policy = &mention;
            }
        }
        return policy;
    }

    /// 由市经信局给予, 区交通局会同…为企业提供: bodies that open their clause; with a policy in the
    /// sentence also the place that issued it.
    [[nodiscard]] std::vector<Mention> givers(std::uint32_t s, std::size_t before,
                                              bool issued) const {
        std::vector<Mention> all;
        for (const Mention& mention : scene_.mentions(s)) {
            const bool body = is_a(mention.label, "Organization") && !mention.nested;
            const bool place =
                issued && is_a(mention.label, "Place") && !mention.nested && mention.subject;
            if (mention.end <= before && !mention.anaphor && (body || place) &&
                (mention.subject || scene_.text(s).substr(0, mention.begin).ends_with("由") ||
                 scene_.text(s).substr(0, mention.begin).ends_with("会同") ||
                 scene_.text(s).substr(0, mention.begin).ends_with("联合"))) {
                all.push_back(mention);
            }
        }
        return all;
    }

    Scene& scene_;
    EntityRef policy_;
    EntityRef last_ = no_entity;  ///< the support found last
};

}  // namespace

void read_notices(Scene& scene) {
    const EntityRef policy = main_policy(scene);
    const bool any = std::any_of(scene.findings.mentions.begin(), scene.findings.mentions.end(),
                                 [](const Mention& m) { return m.label == "Policy"; });
    if (policy != no_entity || any) {
        NoticeReader(scene, policy).read();
    }
}

}  // namespace dingtu
