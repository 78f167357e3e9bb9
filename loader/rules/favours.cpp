#include "base/text.h"
#include "loader/enumeration.h"
#include "loader/modality.h"
#include "loader/numbers.h"
#include "loader/relate.h"
#include "loader/rules/readers.h"
#include "loader/subjects.h"
#include "loader/support.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

namespace dingtu {
namespace {

const PhraseSet& verbs(std::string_view section) {
    static const std::map<std::string, PhraseSet, std::less<>> sets = read_phrases("favours.txt");
    return sets.find(section)->second;
}

/// A verb of getting or giving and what is got, in one clause.
struct Favour {
    Span verb;
    Span phrase;
    std::string kind;  ///< empty where the words of the phrase tell it
};

/// Reads what no pattern of the rules found: a clause in which a firm gets something that is a kind
/// of support, or somebody gives it to a firm, in whatever order and with whatever between.
class FavourReader {
public:
    FavourReader(Scene& scene, std::uint32_t sentence)
        : scene_(scene),
          sentence_(sentence),
          text_(scene.text(sentence)) {}

    void read() {
        for (const Span clause : clauses(text_)) {
            if (known_in(clause) || conditional(clause)) {
                continue;
            }
            if (const auto got = favour_in(clause, "get")) {
                receive(clause, *got);
            } else if (const auto given = favour_in(clause, "give")) {
                give(clause, *given);
            }
            settle_mentions(scene_);
        }
    }

private:
    [[nodiscard]] std::string_view words(Span span) const {
        return text_.substr(span.begin, span.end - span.begin);
    }

    /// Whether a support is known to be told of in the clause.
    [[nodiscard]] bool known_in(Span clause) const {
        const std::span<const Mention> all = scene_.mentions(sentence_);
        return std::any_of(all.begin(), all.end(), [&](const Mention& mention) {
            return mention.label == "Support" && !mention.anaphor &&
                   mention.begin >= clause.begin && mention.end <= clause.end &&
                   is_received(mention.entity);
        });
    }
    [[nodiscard]] bool is_received(EntityRef support) const {
        const std::vector<Relation>& all = scene_.findings.relations;
        return std::any_of(all.begin(), all.end(), [&](const Relation& relation) {
            return relation.type == "RECEIVED" && relation.tail == support;
        });
    }

    /// 获得…的企业, 对…: whoever does so.
    [[nodiscard]] bool conditional(Span clause) const {
        const std::string_view part = words(clause);
        return part.ends_with("的") || part.starts_with("对") || part.starts_with("凡") ||
               part.find("每家") != std::string_view::npos || part.ends_with("的企业");
    }

    [[nodiscard]] bool in_name(Span span) const {
        const std::span<const Mention> all = scene_.mentions(sentence_);
        return std::any_of(all.begin(), all.end(), [&](const Mention& mention) {
            return !mention.anaphor && mention.label != "Support" && mention.begin <= span.begin &&
                   span.end <= mention.end;
        });
    }

    /// The first verb of a section in the clause with what it gets behind it.
    [[nodiscard]] std::optional<Favour> favour_in(Span clause, std::string_view section) const {
        PhraseSet::Match match;
        const PhraseSet& set = verbs(section);
        for (std::size_t at = set.find(text_, clause.begin, match);
             at != std::string_view::npos && at < clause.end;
             at = set.find(text_, at + match.length, match)) {
            const Span verb = {at, at + match.length};
            const Word& word = scene_.words[sentence_][scene_.word_at(sentence_, at)];
            if (word.begin != at || in_name(verb) || text_.substr(0, at).ends_with("未")) {
                continue;
            }
            if (const auto found = object_of(verb, clause)) {
                return found;
            }
        }
        return std::nullopt;
    }

    [[nodiscard]] std::optional<Favour> object_of(Span verb, Span clause) const {
        std::optional<Favour> found;
        for (const KindWord& word : kind_words(text_.substr(verb.end, clause.end - verb.end))) {
            const Span span = {verb.end + word.span.begin, verb.end + word.span.end};
            if (in_name(span) || is_own_work(words(span))) {
                continue;
            }
            const std::size_t begin =
                std::max(verb.end, phrase_begin(scene_, sentence_, span.end, verb.end));
            const Span phrase = tidy_phrase(scene_, sentence_, {begin, span.end});
            found = Favour{verb, phrase.begin < phrase.end ? phrase : span, ""};
        }
        if (!found && verbs("money").contains(words(verb))) {
            for (const Quantity& quantity : find_quantities(words({verb.end, clause.end}))) {
                if (quantity.unit == "CNY" && quantity.span.begin <= 12) {
                    return Favour{verb, {verb.begin, verb.end + quantity.span.end}, "finance"};
                }
            }
        }
        if (!found && verbs("people").contains(words(verb))) {
            const std::size_t end = phrase_end(scene_, sentence_, verb.end, clause.end);
            found = Favour{verb, {verb.begin, std::max(end, verb.end)}, "talent"};
        }
        return found;
    }

    /// 获得专利12项: what a firm earns by itself is no help.
    [[nodiscard]] static bool is_own_work(std::string_view word) {
        constexpr std::array<std::string_view, 8> works = {"专利",     "商标", "软件",     "成果",
                                                           "订单合同", "系统", "知识产权", "销售"};
        return std::find(works.begin(), works.end(), word) != works.end();
    }

    void receive(Span clause, const Favour& favour) {
        const std::optional<Topic> firm =
            subject_at(scene_, sentence_, favour.verb.begin, {"Firm"});
        if (!firm) {
            return;
        }
        const Mention taker = scene_.findings.mentions[firm->mention];
        const Modality modality =
            modality_of(scene_, sentence_, {favour.verb.begin, favour.phrase.end});
        if (modality == Modality::Denied) {
            return;
        }
        const std::optional<Mention> giver = source_of(clause, favour, taker.entity);
        say(favour, taker, giver, modality, firm->coref);
    }

    void give(Span clause, const Favour& favour) {
        std::optional<Mention> taker = served(clause, favour);
        taker = taker ? taker : in_need(clause);
        if (!taker) {
            return;
        }
        const std::optional<Topic> giver =
            subject_at(scene_, sentence_,
                       taker->sentence == sentence_ ? std::max(taker->begin, favour.verb.begin)
                                                    : favour.verb.begin,
                       {"Organization", "Zone", "Platform"});
        const Modality modality =
            modality_of(scene_, sentence_, {favour.verb.begin, favour.phrase.end});
        if (!giver || modality == Modality::Denied ||
            scene_.findings.mentions[giver->mention].entity == taker->entity) {
            return;
        }
        say(favour, *taker, scene_.findings.mentions[giver->mention], modality,
            taker->anaphor || taker->sentence != sentence_);
    }

    /// The firm behind 为, 给, 帮助 in the clause, before or behind the verb.
    [[nodiscard]] std::optional<Mention> served(Span clause, const Favour& favour) const {
        for (const Mention& mention : scene_.mentions(sentence_)) {
            const bool here = mention.begin >= clause.begin && mention.end <= favour.phrase.begin;
            const std::string_view before = text_.substr(0, mention.begin);
            const bool given = mention.begin == favour.verb.end;  // 给予A六个月租金减免
            if (here && mention.label == "Firm" && !mention.nested &&
                (given || verbs("whom").before(before, before.size())) &&
                !text_.substr(mention.end).starts_with("的")) {
                return mention;
            }
        }
        return std::nullopt;
    }

    /// A缺少资金，银行…发放贷款500万元: the only firm that the sentence told of before, or else the
    /// one before in its paragraph, where words between tell that it was in need, or an agency
    /// gives. Not where many are helped.
    [[nodiscard]] std::optional<Mention> in_need(Span clause) const {
        if (verbs("many").within(words(clause))) {
            return std::nullopt;
        }
        const std::optional<Mention> here = only_firm(sentence_, clause.begin);
        if (here) {
            const std::string_view between = words({here->end, clause.begin});
            const std::string_view before = words({0, here->begin});
            return verbs("need").within(between) || verbs("need").within(before) ? here
                                                                                 : std::nullopt;
        }
        const bool goes_on = sentence_ > 0 && scene_.sentences[sentence_ - 1].paragraph ==
                                                  scene_.sentences[sentence_].paragraph;
        const std::optional<Mention> before =
            goes_on && !names_firm(sentence_) ? only_firm(sentence_ - 1, SIZE_MAX) : std::nullopt;
        return before && verbs("need").within(scene_.text(sentence_ - 1)) ? before : std::nullopt;
    }

    [[nodiscard]] bool names_firm(std::uint32_t sentence) const {
        const std::span<const Mention> all = scene_.mentions(sentence);
        return std::any_of(all.begin(), all.end(), [&](const Mention& mention) {
            return mention.label == "Firm" && !mention.nested && !gives(mention);
        });
    }

    /// Banks and the like help firms.
    [[nodiscard]] bool gives(const Mention& mention) const {
        const std::string& name = scene_.findings.entities[mention.entity].name;
        constexpr std::array<std::string_view, 9> givers = {
            "银行", "支行", "分行", "担保", "农商行", "供电", "信用社", "租赁", "基金"};
        return std::any_of(givers.begin(), givers.end(), [&](std::string_view giver) {
            return name.find(giver) != std::string::npos;
        });
    }

    /// The firm named before `end`, if all mentions of firms there are of one.
    [[nodiscard]] std::optional<Mention> only_firm(std::uint32_t sentence, std::size_t end) const {
        std::optional<Mention> firm;
        for (const Mention& mention : scene_.mentions(sentence)) {
            if (mention.label != "Firm" || mention.nested || mention.end > end || gives(mention)) {
                continue;
            }
            if (firm && firm->entity != mention.entity) {
                return std::nullopt;
            }
            firm = mention;
        }
        return firm;
    }

    /// Who gave what a firm got: named between verb and object, or behind 从, 在, 由, 经, 通过
    /// before it; else who offers the support that the text named last.
    [[nodiscard]] std::optional<Mention> source_of(Span clause, const Favour& favour,
                                                   EntityRef taker) const {
        std::optional<Mention> found;
        for (const Mention& mention : scene_.mentions(sentence_)) {
            const bool body = is_a(mention.label, "Organization") || mention.label == "Zone" ||
                              mention.label == "Platform";
            if (!body || mention.nested || mention.entity == taker ||
                mention.end > favour.phrase.end) {
                continue;
            }
            const std::string_view before = text_.substr(0, mention.begin);
            const bool between = mention.begin >= favour.verb.end;
            const bool named = mention.end <= favour.verb.begin && mention.label != "Zone" &&
                               static_cast<bool>(verbs("from").before(before, before.size()));
            if (between || (named && mention.begin + 120 >= clause.begin)) {
                found = mention;
            }
        }
        return found ? found : offerer();
    }

    [[nodiscard]] std::optional<Mention> offerer() const {
        const std::optional<Topic> support =
            last_named(scene_, sentence_, text_.size(), {"Support"});
        if (!support) {
            return std::nullopt;
        }
        const EntityRef entity = scene_.findings.mentions[support->mention].entity;
        for (const Relation& relation : scene_.findings.relations) {
            if (relation.type == "PROVIDED_BY" && relation.head == entity) {
                Mention giver;
                for (const Mention& mention : scene_.findings.mentions) {
                    if (mention.entity == relation.tail && mention.sentence <= sentence_ &&
                        !mention.anaphor) {
                        giver = mention;
                    }
                }
                return giver.entity == no_entity ? std::nullopt : std::optional(giver);
            }
        }
        return std::nullopt;
    }

    void say(const Favour& favour, const Mention& taker, const std::optional<Mention>& giver,
             Modality modality, bool coref) {
        const EntityRef offered = favour.kind == "finance" ? offered_before(favour) : no_entity;
        const EntityRef support =
            offered != no_entity
                ? offered
                : entity_of_phrase(scene_, sentence_, favour.phrase, "Support", "favour");
        if (support == no_entity || is_received(support)) {
            return;
        }
        settle_mentions(scene_);
        if (!favour.kind.empty()) {
            scene_.findings.entities[support].properties["kind"] = favour.kind;
        }
        const Span core = {favour.verb.begin, std::max(favour.phrase.end, favour.verb.end)};
        for (const Mention& firm : listed(taker)) {
            Relation& got = state(scene_, statement("RECEIVED", firm.entity, support, core, firm));
            got.status = modality == Modality::Planned ? "planned" : "";
            got.derived = coref ? "coref" : "";
        }
        if (giver) {
            state(scene_, statement("PROVIDED_BY", support, giver->entity, core, *giver));
        }
    }

    /// 推出“科创易贷”，已向A放款500万元: money given without a name is what the sentence offered.
    [[nodiscard]] EntityRef offered_before(const Favour& favour) const {
        EntityRef offered = no_entity;
        for (const Mention& mention : scene_.mentions(sentence_)) {
            const bool before = mention.label == "Support" && mention.end <= favour.verb.begin;
            offered = before && !mention.anaphor ? mention.entity : offered;
        }
        return offered;
    }

    /// 向A、B和C放款: all firms of the list get it.
    [[nodiscard]] std::vector<Mention> listed(const Mention& first) const {
        std::vector<Mention> all = {first};
        const std::string_view text = scene_.text(first.sentence);
        for (const Mention& next : scene_.mentions(first.sentence)) {
            const std::size_t end = all.back().end;
            const std::size_t separator = separator_at(text, end);
            if (next.label == "Firm" && !next.nested && separator > 0 &&
                next.begin == end + separator) {
                all.push_back(next);
            }
        }
        return all;
    }

    [[nodiscard]] Statement statement(const char* type, EntityRef head, EntityRef tail, Span core,
                                      const Mention& named) const {
        const bool here = named.sentence == sentence_;
        const Span range =
            here ? Span{std::min(core.begin, named.begin), std::max(core.end, named.end)} : core;
        return {type, head, tail, sentence_, range, here ? nullptr : &named, "favour"};
    }

    Scene& scene_;
    std::uint32_t sentence_;
    std::string_view text_;
};

}  // namespace

void read_favours(Scene& scene) {
    for (std::uint32_t s = 0; s < scene.sentences.size(); ++s) {
        if (tells(scene, s)) {
            FavourReader(scene, s).read();
        }
    }
}

}  // namespace dingtu
