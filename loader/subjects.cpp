#include "loader/subjects.h"

#include "loader/resolve.h"

#include <algorithm>
#include <array>

namespace dingtu {
namespace {

/// How many sentences of the paragraph a dropped subject reaches back.
constexpr std::uint32_t farthest_sentence = 4;

bool fits(const Mention& mention, const std::vector<std::string>& labels) {
    return mention.entity != no_entity && !mention.nested &&
           std::any_of(labels.begin(), labels.end(),
                       [&](const std::string& label) { return is_a(mention.label, label); });
}

/// Whether a subject of this label stands in the way of one that is looked for.
bool blocks(const Mention& mention) {
    return mention.subject &&
           (is_a(mention.label, "Organization") || is_a(mention.label, "Place")) && !mention.nested;
}

bool follows_preposition(const Scene& scene, const Mention& mention) {
    const std::string_view before = scene.text(mention.sentence).substr(0, mention.begin);
    constexpr std::size_t longest_item_mark = 9;  // 二、, 12、
    if (before.ends_with("、") && before.size() <= longest_item_mark) {
        return false;
    }
    for (const std::string_view word :
         {"在",   "对",   "向", "为", "与", "和", "同",   "从",   "把",   "将",   "给",   "以",
          "于",   "至",   "到", "自", "跟", "被", "经",   "通过", "依托", "位于", "针对", "围绕",
          "根据", "按照", "比", "据", "、", "及", "联合", "携手", "落户", "走进", "来自"}) {
        if (before.ends_with(word)) {
            return true;
        }
    }
    return false;
}

/// 三是|某区…: 是 behind a numeral only counts the points of a list.
std::size_t behind_ordinal(std::string_view text, std::size_t begin) {
    constexpr std::string_view copula = "是";
    std::size_t at = begin;
    while (at < text.size()) {
        const std::size_t end = at + character_length(static_cast<unsigned char>(text[at]));
        const std::string_view c = text.substr(at, end - at);
        if (std::string_view("一二三四五六七八九十").find(c) == std::string_view::npos) {
            break;
        }
        at = end;
    }
    return at > begin && text.substr(at).starts_with(copula) ? at + copula.size() : begin;
}

/// A verb of its own before the mention in its clause; what ends in 的 only qualifies it.
bool follows_verb(const Scene& scene, const Mention& mention, std::size_t clause_begin) {
    const std::string_view text = scene.text(mention.sentence);
    if (text.substr(0, mention.begin).ends_with("的") ||
        text.substr(0, mention.begin).ends_with("由")) {
        return false;
    }
    clause_begin = behind_ordinal(text, clause_begin);
    for (const Word& word : scene.words[mention.sentence]) {
        if (word.begin >= clause_begin && word.end <= mention.begin && word.tag == Tag::Verb) {
            const std::string_view form = text.substr(word.begin, word.end - word.begin);
            constexpr std::array<std::string_view, 6> examples = {"像",   "如",   "例如",
                                                                  "比如", "诸如", "譬如"};
            const bool example =
                std::find(examples.begin(), examples.end(), form) != examples.end();
            if (!example && !phrase_words("inner").contains(form)) {
                return true;
            }
        }
    }
    return false;
}

/// 火炬（翔安）产业区: what brackets hold does nothing.
bool in_brackets(std::string_view text, std::size_t at) {
    const std::size_t open = text.substr(0, at).rfind("（");
    const std::size_t close = text.substr(0, at).rfind("）");
    return open != std::string_view::npos && (close == std::string_view::npos || close < open);
}

std::size_t clause_of(const std::vector<Span>& all, std::size_t at) {
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (at < all[i].end || (at == all[i].end && i + 1 == all.size())) {
            return i;
        }
    }
    return all.empty() ? 0 : all.size() - 1;
}

/// 某公司车间主任|孙立国: where people are asked for too, the body before a title is not the
/// subject.
bool titles_person(const Scene& scene, std::size_t body, std::size_t last,
                   const std::vector<std::string>& labels) {
    constexpr std::size_t longest_title = 36;
    const std::vector<Mention>& mentions = scene.findings.mentions;
    const bool asked = std::find(labels.begin(), labels.end(), "Person") != labels.end();
    for (std::size_t i = body + 1; asked && i < last; ++i) {
        const Mention& next = mentions[i];
        if (next.nested || next.begin < mentions[body].end) {
            continue;
        }
        const std::string_view between =
            scene.text(next.sentence, {mentions[body].end, next.begin});
        return next.label == "Person" && between.size() <= longest_title &&
               between.find("，") == std::string_view::npos &&
               is_a(mentions[body].label, "Organization");
    }
    return false;
}

/// 泰州市|姜堰区: of a chain of places the last is meant.
std::size_t last_of_chain(const Scene& scene, std::size_t at, std::size_t last,
                          const std::vector<std::string>& labels) {
    const std::vector<Mention>& mentions = scene.findings.mentions;
    for (std::size_t i = at + 1; i < last && is_a(mentions[at].label, "Place"); ++i) {
        if (mentions[i].begin == mentions[at].end && is_a(mentions[i].label, "Place") &&
            !mentions[at].anaphor && fits(mentions[i], labels)) {
            at = i;
        }
    }
    return at;
}

std::optional<std::size_t> subject_in(const Scene& scene, std::uint32_t sentence, Span clause,
                                      std::size_t before, const std::vector<std::string>& labels,
                                      bool& blocked) {
    const auto [first, last] = scene.findings.in_sentence(sentence);
    std::optional<std::size_t> owner;
    for (std::size_t i = first; i < last; ++i) {
        const Mention& mention = scene.findings.mentions[i];
        if (mention.begin < clause.begin || mention.end > clause.end || mention.end > before) {
            continue;
        }
        if (fits(mention, labels)) {
            if (mention.subject && !titles_person(scene, i, last, labels)) {
                return last_of_chain(scene, i, last, labels);
            }
            const bool owns = scene.text(sentence).substr(mention.end).starts_with("的");
            owner = owns && !owner && !follows_preposition(scene, mention) ? i : owner;
        }
        blocked = blocked || blocks(mention);
    }
    return blocked ? std::nullopt : owner;
}

}  // namespace

void mark_subjects(Scene& scene) {
    std::uint32_t sentence = UINT32_MAX;
    std::vector<Span> all;
    for (Mention& mention : scene.findings.mentions) {
        if (mention.sentence != sentence) {
            sentence = mention.sentence;
            all = clauses(scene.text(sentence));
        }
        const std::size_t clause = clause_of(all, mention.begin);
        const std::string_view rest = scene.text(sentence).substr(mention.end);
        const bool owner = rest.starts_with("的") || rest.starts_with("”的");
        mention.subject = !mention.nested && !all.empty() && !owner &&
                          !in_brackets(scene.text(sentence), mention.begin) &&
                          !follows_preposition(scene, mention) &&
                          !follows_verb(scene, mention, all[clause].begin);
    }
}

std::optional<Topic> subject_at(const Scene& scene, std::uint32_t sentence, std::size_t at,
                                const std::vector<std::string>& labels) {
    const std::uint32_t paragraph = scene.sentences[sentence].paragraph;
    bool blocked = false;
    for (std::uint32_t s = sentence + 1; s-- > 0 && sentence - s <= farthest_sentence &&
                                         scene.sentences[s].paragraph == paragraph;) {
        const std::vector<Span> all = clauses(scene.text(s));
        const std::size_t start = s == sentence ? clause_of(all, at) + 1 : all.size();
        const std::size_t before = s == sentence ? at : SIZE_MAX;
        if (s == sentence) {
            for (std::size_t c = start; c-- > 0;) {
                if (const auto found = subject_in(scene, s, all[c], before, labels, blocked)) {
                    return Topic{*found, scene.findings.mentions[*found].anaphor};
                }
                if (blocked) {
                    return std::nullopt;
                }
            }
            continue;
        }
        // Of an earlier sentence the first subject is what the paragraph goes on about.
        for (const Span clause : all) {
            bool ignored = false;
            if (const auto found = subject_in(scene, s, clause, before, labels, ignored)) {
                return Topic{*found, true};
            }
        }
    }
    return std::nullopt;
}

std::optional<Topic> last_named(const Scene& scene, std::uint32_t sentence, std::size_t at,
                                const std::vector<std::string>& labels) {
    const std::uint32_t paragraph = scene.sentences[sentence].paragraph;
    for (std::uint32_t s = sentence + 1; s-- > 0 && scene.sentences[s].paragraph == paragraph;) {
        const auto [first, last] = scene.findings.in_sentence(s);
        for (std::size_t i = last; i-- > first;) {
            const Mention& mention = scene.findings.mentions[i];
            if (fits(mention, labels) && (s != sentence || mention.end <= at)) {
                return Topic{i, s != sentence || mention.anaphor};
            }
        }
    }
    return std::nullopt;
}

std::optional<Topic> told_before(const Scene& scene, std::uint32_t sentence, std::size_t at,
                                 const std::vector<std::string>& labels,
                                 const std::vector<EntityRef>& besides) {
    const std::uint32_t paragraph = scene.sentences[sentence].paragraph;
    std::size_t clause_begin = at;
    for (const Span clause : clauses(scene.text(sentence))) {
        clause_begin = clause.begin <= at ? clause.begin : clause_begin;
    }
    for (std::uint32_t s = sentence + 1; s-- > 0 && sentence - s <= farthest_sentence &&
                                         scene.sentences[s].paragraph + 1 >= paragraph;) {
        const auto [first, last] = scene.findings.in_sentence(s);
        std::optional<std::size_t> found;
        for (std::size_t i = first; i < last; ++i) {
            const Mention& mention = scene.findings.mentions[i];
            const bool earlier = s != sentence || mention.end <= clause_begin;
            const bool other =
                std::find(besides.begin(), besides.end(), mention.entity) == besides.end();
            if (earlier && other && fits(mention, labels) && (!found || mention.subject)) {
                found = i;
                if (mention.subject) {
                    break;
                }
            }
        }
        if (found) {
            return Topic{*found, true};
        }
    }
    return std::nullopt;
}

}  // namespace dingtu
