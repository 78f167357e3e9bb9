#include "base/text.h"
#include "loader/anaphor_words.h"
#include "loader/data.h"
#include "loader/gazetteer.h"
#include "loader/resolve.h"

#include <algorithm>
#include <array>

namespace dingtu {
namespace {

struct Anaphors {
    PhraseSet words;
    std::vector<std::string> labels;

    Anaphors() {
        for (const Section& section : read_sections("anaphors.txt")) {
            for (const auto& line : section.lines) {
                for (const std::string_view word : line) {
                    words.add(word, static_cast<std::uint32_t>(labels.size()));
                }
            }
            labels.push_back(section.name);
        }
    }
};

const Anaphors& anaphors() {
    static const Anaphors all;
    return all;
}

class AnaphorFinder {
public:
    AnaphorFinder(Scene& scene, std::uint32_t region) : scene_(scene), region_(region) {
        main_firm_ = titled_firm(scene);
    }

    void run() {
        for (std::uint32_t s = 0; s < scene_.sentences.size(); ++s) {
            find(s);
        }
        Findings& findings = scene_.findings;
        findings.mentions.insert(findings.mentions.end(), more_.begin(), more_.end());
    }

private:
    void find(std::uint32_t sentence) {
        const std::string_view text = scene_.text(sentence);
        const Block block = scene_.sentences[sentence].block;
        if (block == Block::Heading || block == Block::TableHeader || block == Block::Byline) {
            return;
        }
        PhraseSet::Match match;
        for (std::size_t at = anaphors().words.find(text, 0, match); at != std::string_view::npos;
             at = anaphors().words.find(text, at + match.length, match)) {
            const std::string& label = anaphors().labels[match.value];
            const Span range = {at, at + match.length};
            const EntityRef entity =
                covered(sentence, range) ? no_entity : referent(sentence, range, label);
            if (entity != no_entity) {
                Mention mention;
                mention.label = scene_.findings.entities[entity].label;
                mention.sentence = sentence;
                mention.begin = range.begin;
                mention.end = range.end;
                mention.entity = entity;
                mention.rule = "anaphor." + label;
                mention.anaphor = true;
                more_.push_back(std::move(mention));
            }
        }
    }

    [[nodiscard]] bool covered(std::uint32_t sentence, Span range) const {
        const std::span<const Mention> known = scene_.mentions(sentence);
        return std::any_of(known.begin(), known.end(), [&](const Mention& mention) {
            return mention.begin < range.end && range.begin < mention.end;
        });
    }

    [[nodiscard]] EntityRef referent(std::uint32_t sentence, Span range, const std::string& label) {
        if (label == "City" || label == "District" || label == "Province") {
            return region_of(label);
        }
        if (label == "speaker") {
            return speaker_of(sentence, range);
        }
        const std::string_view words = scene_.text(sentence, range);
        const bool pointed = words.starts_with("该") || words.starts_with("本") ||
                             words.starts_with("贵") || words.starts_with("我");
        if (const EntityRef apposed = apposition(sentence, range.end, label);
            apposed != no_entity) {
            return apposed;
        }
        if (label == "any") {
            return stands_alone(scene_, sentence, range) ? pronoun(sentence, range) : no_entity;
        }
        // 帮助企业 speaks of firms at large; 企业 at the start of a clause is the one told of.
        const bool served = words == "企业" && served_by_other(sentence, range.begin);
        const bool plain =
            words == "企业" && !served && !opens_after_mark(scene_, sentence, range.begin);
        const bool opens = words == "公司" ? !qualified(sentence, range.begin)
                                           : opens_clause(scene_, sentence, range.begin);
        if (plain || (!pointed && !(opens && stands_alone(scene_, sentence, range)))) {
            return no_entity;
        }
        const std::string_view ahead = scene_.text(sentence).substr(0, range.begin);
        if (label == "Firm" &&
            (ahead.ends_with("为") || ahead.ends_with("向") || ahead.ends_with("给") ||
             ahead.ends_with("帮助") || ahead.ends_with("帮"))) {
            return pronoun(sentence, range);
        }
        if (label == "Firm" && !pointed && main_firm_ != no_entity) {
            return main_firm_;
        }
        std::string tail(words);
        for (const std::string_view lead : {"该", "本", "贵", "我"}) {
            tail = tail.starts_with(lead) ? tail.substr(lead.size()) : tail;
        }
        return last_of(sentence, range.begin, label,
                       label == "Firm" || label == "Product" ? "" : tail);
    }

    /// 向其, 为它: not the subject of its own clause, and most likely a firm.
    [[nodiscard]] EntityRef pronoun(std::uint32_t sentence, Span range) const {
        const std::string_view form = scene_.text(sentence, range);
        if (form == "前者" || form == "后者") {
            return one_of_two(sentence, range.begin, form == "前者");
        }
        const std::string_view before = scene_.text(sentence).substr(0, range.begin);
        for (const std::string_view word : {"向", "为", "给", "对", "与", "帮", "由", "帮助",
                                            "协助", "支持", "助力", "推动", "指导"}) {
            if (before.ends_with(word)) {
                std::size_t clause = 0;
                for (const Span part : clauses(scene_.text(sentence))) {
                    clause = part.begin <= range.begin ? part.begin : clause;
                }
                if (main_firm_ != no_entity) {
                    return main_firm_;
                }
                return served(sentence, clause);
            }
        }
        return last_of(sentence, range.begin, "", "");
    }

    /// “去年我们拿到…。”某某公司财务总监徐敏说: 我们 in quotes is the firm that the words behind
    /// them name.
    [[nodiscard]] EntityRef speaker_of(std::uint32_t sentence, Span range) const {
        const std::string_view text = scene_.text(sentence);
        const std::size_t open = text.substr(0, range.begin).rfind("“");
        const std::size_t close = text.find("”", range.end);
        const std::size_t shut = text.substr(0, range.begin).rfind("”");
        const bool quoted =
            open != std::string_view::npos && (shut == std::string_view::npos || shut < open);
        if (!quoted) {
            return no_entity;
        }
        const std::uint32_t last = std::min<std::uint32_t>(
            sentence + 2, static_cast<std::uint32_t>(scene_.sentences.size()));
        for (std::uint32_t s = sentence; s < last; ++s) {
            if (scene_.sentences[s].paragraph != scene_.sentences[sentence].paragraph) {
                break;
            }
            for (const Mention& mention : scene_.mentions(s)) {
                const bool behind =
                    s > sentence || (close != std::string_view::npos && mention.begin > close);
                if (behind && mention.label == "Firm" && !mention.nested) {
                    return mention.entity;
                }
            }
        }
        return main_firm_;
    }

    /// Whom a clause serves (为其…, 给公司…): of two firms before it the first; a lone one only if
    /// an agency stands between, for else it is the one that serves.
    [[nodiscard]] EntityRef served(std::uint32_t sentence, std::size_t clause) const {
        EntityRef first = no_entity;
        bool another = false;
        for (const Mention& mention : scene_.mentions(sentence)) {
            if (mention.nested || mention.end > clause || !is_a(mention.label, "Organization")) {
                continue;
            }
            another = another || (first != no_entity && mention.entity != first);
            first = first == no_entity && mention.label == "Firm" ? mention.entity : first;
        }
        if (first != no_entity && another) {
            return first;
        }
        return sentence == 0 ? first : last_of(sentence - 1, SIZE_MAX, "Firm", "", first);
    }

    /// 前者 and 后者: the last two firms named before; a zone or an agency and a firm, where the
    /// text does not name two firms.
    [[nodiscard]] EntityRef one_of_two(std::uint32_t sentence, std::size_t at, bool former) const {
        for (std::uint32_t s = sentence + 1; s-- > 0 && sentence - s <= 3;) {
            std::vector<EntityRef> firms;
            std::vector<EntityRef> all;
            for (const Mention& mention : scene_.mentions(s)) {
                const bool before = s != sentence || mention.end <= at;
                const bool acts = is_a(mention.label, "Organization") || mention.label == "Zone";
                if (!before || !acts || mention.nested) {
                    continue;
                }
                if (mention.label == "Firm" && (firms.empty() || firms.back() != mention.entity)) {
                    firms.push_back(mention.entity);
                }
                if (all.empty() || all.back() != mention.entity) {
                    all.push_back(mention.entity);
                }
            }
            const std::vector<EntityRef>& named = firms.size() >= 2 ? firms : all;
            if (named.size() >= 2) {
                return named[named.size() - (former ? 2 : 1)];
            }
        }
        return no_entity;
    }

    /// 为企业开辟绿色通道: the firm told of before, where somebody else does something for it.
    [[nodiscard]] bool served_by_other(std::uint32_t sentence, std::size_t at) const {
        const std::string_view before = scene_.text(sentence).substr(0, at);
        const bool served = before.ends_with("为") || before.ends_with("帮助") ||
                            before.ends_with("给") || before.ends_with("向") ||
                            before.ends_with("帮") || before.ends_with("协助");
        if (!served) {
            return false;
        }
        bool helper = false;
        for (const Mention& mention : scene_.mentions(sentence)) {
            helper = helper || (mention.end <= at &&
                                (is_a(mention.label, "Organization") || mention.label == "Zone") &&
                                !mention.nested);
        }
        for (std::uint32_t s = sentence;
             helper && s-- > 0 && sentence - s <= 2 &&
             scene_.sentences[s].paragraph == scene_.sentences[sentence].paragraph;) {
            for (const Mention& mention : scene_.mentions(s)) {
                if (mention.label == "Firm" && !mention.nested) {
                    return true;
                }
            }
        }
        return false;
    }

    /// 我公司（杭州云铠数控有限公司）: the name stands in brackets behind.
    [[nodiscard]] EntityRef apposition(std::uint32_t sentence, std::size_t end,
                                       std::string_view label) const {
        constexpr std::string_view open = "（";
        if (!scene_.text(sentence).substr(end).starts_with(open)) {
            return no_entity;
        }
        for (const Mention& mention : scene_.mentions(sentence)) {
            if (mention.begin == end + open.size() && is_a(mention.label, label)) {
                return mention.entity;
            }
        }
        return no_entity;
    }

    /// 全市 of a district's document is its city; 全区 of a city's is the district named last.
    [[nodiscard]] EntityRef region_of(const std::string& label) {
        if (region_ == 0) {
            return no_entity;
        }
        const Gazetteer& gazetteer = Gazetteer::get();
        std::uint32_t code = 0;
        if (label == "Province") {
            code = Gazetteer::province_of(region_);
        } else if (label == "City") {
            const Division* own = gazetteer.by_code(region_);
            code = region_ % 100 == 0 || own->name.ends_with("市") ? region_
                                                                   : gazetteer.parent_of(region_);
        } else if (region_ % 100 != 0) {
            code = region_;
        }
        return code == 0 ? no_entity : place_entity(scene_.findings, code);
    }

    /// 科技公司, 一家公司, 当地的公司: a word before 公司 tells which kind is meant.
    [[nodiscard]] bool qualified(std::uint32_t sentence, std::size_t at) const {
        if (at == 0) {
            return false;
        }
        const std::string_view before = scene_.text(sentence).substr(0, at);
        const Tag tag = tag_before(scene_, sentence, at);
        return before.ends_with("的") || before.ends_with("子") || before.ends_with("等") ||
               tag == Tag::Noun || tag == Tag::Unknown || tag == Tag::Adjective ||
               tag == Tag::Measure || tag == Tag::Numeral || tag == Tag::Letters;
    }

    /// The entity of a label named last before a place of the text, subjects of earlier sentences
    /// first; not beyond the paragraph for what a bare word stands for.
    [[nodiscard]] EntityRef last_of(std::uint32_t sentence, std::size_t at, std::string_view label,
                                    const std::string& tail, EntityRef besides = no_entity) const {
        const std::uint32_t paragraph = scene_.sentences[sentence].paragraph;
        const Block block = scene_.sentences[sentence].block;
        EntityRef lender = no_entity;
        for (std::uint32_t s = sentence + 1; s-- > 0;) {
            const Sentence& other = scene_.sentences[s];
            const std::uint32_t gap = paragraph - other.paragraph;
            // 答 speaks of the firm of 问; a profile's paragraphs speak of its one firm.
            if (gap > (block == Block::Answer ? 1U : 3U)) {
                break;
            }
            if (gap > 0 && block != Block::Answer && label != "Firm") {
                break;
            }
            if (s != sentence && label == "Firm") {
                // A sentence that opens with 公司 goes on about the same firm, whoever else it
                // names.
                if (const EntityRef topic = opening_anaphor(s); topic != no_entity) {
                    return topic;
                }
            }
            EntityRef found = no_entity;
            for (const Mention& mention : scene_.mentions(s)) {
                if ((s == sentence && mention.begin >= at) || mention.nested ||
                    (besides != no_entity && mention.entity == besides) ||
                    !fits(mention, label, tail)) {
                    continue;
                }
                if (label == "Firm" && is_lender(mention.entity)) {
                    lender = lender == no_entity ? mention.entity : lender;
                    continue;
                }
                found = mention.entity;
                if (s != sentence && label == "Firm" && !is_object(mention)) {
                    break;  // the first firm of an earlier sentence is its subject
                }
            }
            if (found != no_entity) {
                return found;
            }
        }
        return lender;
    }

    /// A bank lends to the firm that the text is about: 公司 and 企业 stand for it only where no
    /// other firm is named.
    [[nodiscard]] bool is_lender(EntityRef entity) const {
        const std::string& name = scene_.findings.entities[entity].name;
        constexpr std::array<std::string_view, 6> lenders = {"银行",   "支行",   "分行",
                                                             "农商行", "信用社", "担保"};
        return std::any_of(lenders.begin(), lenders.end(), [&](std::string_view lender) {
            return name.find(lender) != std::string::npos;
        });
    }

    /// The firm that an anaphor stands for before any other firm is named in a sentence.
    [[nodiscard]] EntityRef opening_anaphor(std::uint32_t s) const {
        for (const Mention& anaphor : more_) {
            if (anaphor.sentence != s || anaphor.label != "Firm") {
                continue;
            }
            const std::span<const Mention> all = scene_.mentions(s);
            const bool first = std::none_of(all.begin(), all.end(), [&](const Mention& mention) {
                return mention.label == "Firm" && !mention.nested && mention.begin < anaphor.begin;
            });
            return first ? anaphor.entity : no_entity;
        }
        return no_entity;
    }

    [[nodiscard]] bool is_object(const Mention& mention) const {
        const std::string_view before = scene_.text(mention.sentence).substr(0, mention.begin);
        return before.ends_with("与") || before.ends_with("和") || before.ends_with("向") ||
               before.ends_with("对");
    }

    [[nodiscard]] bool fits(const Mention& mention, std::string_view label,
                            const std::string& tail) const {
        if (label.empty()) {
            return mention.label == "Firm" || mention.label == "Agency" ||
                   mention.label == "Product" || mention.label == "Platform" ||
                   mention.label == "Policy" || mention.label == "Project";
        }
        if (!is_a(mention.label, label)) {
            return false;
        }
        const Entity& entity = scene_.findings.entities[mention.entity];
        const bool known_tail = tail.empty() || tail == "平台" || tail == "项目" ||
                                tail == "部门" || entity.name.ends_with(tail);
        return known_tail || (label == "Policy" && tail == "行动" &&
                              entity.name.find("行动") != std::string::npos);
    }

    Scene& scene_;
    std::uint32_t region_;
    EntityRef main_firm_ = no_entity;
    std::vector<Mention> more_;
};

}  // namespace

void find_anaphors(Scene& scene, std::uint32_t region) {
    AnaphorFinder(scene, region).run();
}

}  // namespace dingtu
