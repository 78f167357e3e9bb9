#include "loader/relate.h"

#include "base/text.h"
#include "loader/enumeration.h"
#include "loader/modality.h"
#include "loader/resolve.h"
#include "loader/subjects.h"

#include <algorithm>
#include <array>
#include <optional>

namespace dingtu {
namespace {

/// One end of a relation: an entity and where it is named.
struct End {
    EntityRef entity = no_entity;
    Span span;                       ///< in the rule's sentence, empty if it is named elsewhere
    std::optional<Mention> mention;  ///< of an implied one
    bool coref = false;
};

class RuleRunner {
public:
    RuleRunner(Scene& scene, const Rule& rule, std::uint32_t sentence)
        : scene_(scene),
          rule_(rule),
          sentence_(sentence) {}

    void apply(const Match& match) {
        const Modality modality =
            rule_.any_modality ? Modality::Actual : modality_of(scene_, sentence_, match.range);
        if (modality == Modality::Denied) {
            return;
        }
        match_ = &match;
        for (const Action& action : rule_.actions) {
            if (action.type.empty()) {
                set_properties(action);
            } else {
                relate_all(action, modality);
            }
        }
    }

private:
    void relate_all(const Action& action, Modality modality) {
        const auto only = action.properties.find("only");
        if (only != action.properties.end() && only->second == "actual" &&
            modality != Modality::Actual) {
            return;
        }
        const bool phrase_head = is_phrase(action.head);
        const std::vector<End> known = ends_of(phrase_head ? action.tail : action.head);
        if (known.empty()) {
            return;  // a noun phrase becomes an entity only where the other end is known
        }
        for (const End& head : phrase_head ? ends_of(action.head) : known) {
            for (const End& tail : phrase_head ? known : ends_of(action.tail)) {
                if (head.entity != tail.entity) {
                    relate_one(action, head, tail, modality);
                }
            }
        }
    }

    [[nodiscard]] bool is_phrase(const std::string& name) const {
        const Binding* const found = match_->find(name);
        return found != nullptr && found->element->kind == Element::Kind::Phrase;
    }

    /// Nobody gives himself what he got: the anaphor of a receiver is no giver.
    [[nodiscard]] bool turned_round(const Action& action, const End& head, const End& tail) const {
        const std::string_view other = action.type == "PROVIDED_BY" ? "RECEIVED"
                                       : action.type == "RECEIVED"  ? "PROVIDED_BY"
                                                                    : "";
        return !other.empty() &&
               std::any_of(scene_.findings.relations.begin(), scene_.findings.relations.end(),
                           [&](const Relation& known) {
                               return known.type == other && known.head == tail.entity &&
                                      known.tail == head.entity;
                           });
    }

    void relate_one(const Action& action, const End& head, const End& tail, Modality modality) {
        // A list of honours may hold platforms (获得…奖、…企业技术中心): those are no prize.
        const std::string& label = scene_.findings.entities[tail.entity].label;
        const bool no_prize = action.type == "WON" && label != "Award" && label != "Project";
        if (no_prize || turned_round(action, head, tail) ||
            (action.type == "LOCATED_IN" && is_former(scene_, sentence_, match_->range))) {
            return;
        }
        Span range = match_->range;
        for (const End* end : {&head, &tail}) {
            if (end->span.begin < end->span.end) {
                range = {std::min(range.begin, end->span.begin),
                         std::max(range.end, end->span.end)};
            }
        }
        const Mention* elsewhere =
            head.mention && head.mention->sentence != sentence_   ? &*head.mention
            : tail.mention && tail.mention->sentence != sentence_ ? &*tail.mention
                                                                  : nullptr;
        const std::size_t before = scene_.findings.relations.size();
        Relation& relation = state(
            scene_, {action.type, head.entity, tail.entity, sentence_, range, elsewhere, rule_.id});
        if (scene_.findings.relations.size() == before) {
            return;
        }
        relation.status = modality == Modality::Planned ? "planned" : "";
        relation.derived = head.coref || tail.coref ? "coref" : "";
        for (const auto& [key, value] : action.properties) {
            set_field(relation, key, value_of(value));
        }
    }

    static void set_field(Relation& relation, const std::string& key, const std::string& value) {
        std::string* const field = key == "status"    ? &relation.status
                                   : key == "derived" ? &relation.derived
                                   : key == "role"    ? &relation.role
                                   : key == "title"   ? &relation.title
                                   : key == "period"  ? &relation.period
                                                      : nullptr;
        if (field != nullptr) {
            *field = value == "actual" ? "" : value;
        }
    }

    /// `$t` is what the words named t matched.
    [[nodiscard]] std::string value_of(const std::string& value) const {
        if (!value.starts_with('$')) {
            return value;
        }
        const Binding* const found = match_->find(std::string_view(value).substr(1));
        if (found == nullptr || found->phrases.empty()) {
            return {};
        }
        return clean_name(scene_.text(sentence_, found->phrases.front()));
    }

    void set_properties(const Action& action) {
        for (const End& end : ends_of(action.head)) {
            for (const auto& [key, value] : action.properties) {
                scene_.findings.entities[end.entity].properties[key] = value_of(value);
            }
        }
    }

    [[nodiscard]] std::vector<End> ends_of(const std::string& name) {
        const Binding* const found = match_->find(name);
        if (found == nullptr) {
            return {};
        }
        const Binding& binding = *found;
        std::vector<End> ends;
        for (const std::size_t index : binding.mentions) {
            const Mention& mention = scene_.findings.mentions[index];
            ends.push_back({mention.entity, mention.span(), std::nullopt, mention.anaphor});
        }
        if (binding.element->kind == Element::Kind::Phrase) {
            for (const Span phrase : binding.phrases) {
                const EntityRef entity = entity_of_phrase(scene_, sentence_, phrase,
                                                          binding.element->labels[0], rule_.id);
                if (entity != no_entity) {
                    for (const auto& [key, value] : binding.element->properties) {
                        if (key == "clause" || key == "named") {
                            continue;
                        }
                        scene_.findings.entities[entity].properties.emplace(key, value);
                    }
                    ends.push_back({entity, phrase, std::nullopt, false});
                }
            }
        }
        if (binding.element->kind == Element::Kind::Implied) {
            add_implied(*binding.element, ends);
        }
        return ends;
    }

    /// 从A到B，…，杭州步履铿锵: the subject follows only behind the list.
    bool add_later_topic(const Element& element, std::vector<End>& ends) const {
        if (subject_at(scene_, sentence_, match_->range.begin, element.labels)) {
            return false;
        }
        for (const Mention& mention : scene_.mentions(sentence_)) {
            const bool fits =
                std::any_of(element.labels.begin(), element.labels.end(),
                            [&](const std::string& label) { return is_a(mention.label, label); });
            const std::string_view before = scene_.text(sentence_).substr(0, mention.begin);
            if (fits && !mention.nested && mention.begin > match_->range.end &&
                before.ends_with("，")) {
                ends.push_back({mention.entity, mention.span(), mention, mention.anaphor});
                return true;
            }
        }
        return false;
    }

    /// A、B和C等企业被授予…: what is said of the first of a list is said of all.
    void add_listed(std::size_t first, const Element& element, std::vector<End>& ends) const {
        const std::vector<Mention>& mentions = scene_.findings.mentions;
        for (std::size_t i = first + 1, last = first;
             i < mentions.size() && mentions[i].sentence == mentions[first].sentence; ++i) {
            const Mention& next = mentions[i];
            const bool fits =
                !next.nested && next.entity != no_entity &&
                std::any_of(element.labels.begin(), element.labels.end(),
                            [&](const std::string& label) { return is_a(next.label, label); });
            const std::string_view text = scene_.text(next.sentence);
            if (next.nested || next.begin < mentions[last].end) {
                continue;
            }
            const std::size_t separator = separator_at(text, mentions[last].end);
            if (!fits || separator == 0 || mentions[last].end + separator != next.begin) {
                return;
            }
            ends.push_back({next.entity, next.sentence == sentence_ ? next.span() : Span{}, next,
                            ends.front().coref});
            last = i;
        }
    }

    /// A report on a place (工作报告, 简报, 公报) leaves the place out where it is the subject.
    [[nodiscard]] bool speaks_of_region(const Element& element) const {
        const bool place = std::find(element.labels.begin(), element.labels.end(), "Place") !=
                           element.labels.end();
        return place && scene_.findings.region != no_entity && is_report(scene_);
    }

    /// Every entity of these labels that the text named before: 两个案例都来自….
    void add_all(const Element& element, std::vector<End>& ends) const {
        for (const Mention& mention : scene_.findings.mentions) {
            const bool fits = std::find(element.labels.begin(), element.labels.end(),
                                        mention.label) != element.labels.end();
            const bool fresh = std::none_of(ends.begin(), ends.end(), [&](const End& end) {
                return end.entity == mention.entity;
            });
            if (fits && fresh && mention.sentence < sentence_) {
                ends.push_back({mention.entity, {}, std::nullopt, true});
            }
        }
    }

    /// The entities that the pattern's own slots took.
    [[nodiscard]] std::vector<EntityRef> bound() const {
        std::vector<EntityRef> all;
        for (const Binding& binding : match_->bindings) {
            for (const std::size_t index : binding.mentions) {
                all.push_back(scene_.findings.mentions[index].entity);
            }
        }
        return all;
    }

    /// The firm that the title names, where the sentence names nobody else before.
    [[nodiscard]] EntityRef titled_subject(const Element& element) const {
        const bool firm = std::any_of(
            element.labels.begin(), element.labels.end(),
            [](const std::string& label) { return label == "Firm" || label == "Organization"; });
        const std::span<const Mention> all = scene_.mentions(sentence_);
        const bool other = std::any_of(all.begin(), all.end(), [&](const Mention& mention) {
            return mention.begin < match_->range.begin && mention.subject && !mention.nested &&
                   (is_a(mention.label, "Organization") || is_a(mention.label, "Place"));
        });
        return firm && !other ? titled_firm(scene_) : no_entity;
    }

    /// …一家科技公司|开发: who stands right before the verb does it, not the subject of the clause.
    [[nodiscard]] bool done_by_other(const Topic& topic) const {
        const std::string_view before = scene_.text(sentence_).substr(0, match_->range.begin);
        const Mention& subject = scene_.findings.mentions[topic.mention];
        if (subject.sentence == sentence_ && subject.end >= before.size()) {
            return false;
        }
        constexpr std::array<std::string_view, 14> doers = {
            "公司", "企业", "团队", "大学", "学院", "研究院", "研究所",
            "厂",   "厂商", "机构", "银行", "集团", "人员",   "专家"};
        const bool noun = std::any_of(doers.begin(), doers.end(), [&](std::string_view doer) {
            return before.ends_with(doer);
        });
        const std::span<const Mention> all = scene_.mentions(sentence_);
        return noun && std::none_of(all.begin(), all.end(), [&](const Mention& mention) {
                   return mention.end == before.size() && mention.entity == subject.entity;
               });
    }

    void add_implied(const Element& element, std::vector<End>& ends) const {
        if (element.from == "main" && element.labels[0] == "Firm") {
            if (const EntityRef firm = titled_firm(scene_); firm != no_entity) {
                ends.push_back({firm, {}, std::nullopt, true});
            }
            return;
        }
        if (element.from == "main") {
            // Only the paragraphs of a notice speak of its policy without naming it.
            const bool paragraph = scene_.sentences[sentence_].block == Block::ListItem;
            const EntityRef policy = paragraph ? main_policy(scene_) : no_entity;
            if (policy != no_entity) {
                ends.push_back({policy, {}, std::nullopt, false});
            }
            return;
        }
        if (element.from == "all") {
            add_all(element, ends);
            return;
        }
        if (element.from == "region") {
            if (scene_.findings.region != no_entity) {
                ends.push_back({scene_.findings.region, {}, std::nullopt, false});
            }
            return;
        }
        if (element.from == "topic" && add_later_topic(element, ends)) {
            return;
        }
        const std::optional<Topic> topic =
            element.from == "told"
                ? told_before(scene_, sentence_, match_->range.begin, element.labels, bound())
            : element.from == "subject" || element.from == "topic"
                ? subject_at(scene_, sentence_, match_->range.begin, element.labels)
                : last_named(scene_, sentence_, match_->range.begin, element.labels);
        if (!topic && element.from == "subject" && speaks_of_region(element)) {
            ends.push_back({scene_.findings.region, {}, std::nullopt, true});
            return;
        }
        if (!topic && (element.from == "subject" || element.from == "told")) {
            if (const EntityRef firm = titled_subject(element); firm != no_entity) {
                ends.push_back({firm, {}, std::nullopt, true});
            }
            return;
        }
        if (topic && element.from == "subject" && done_by_other(*topic)) {
            return;
        }
        if (topic) {
            const Mention& mention = scene_.findings.mentions[topic->mention];
            ends.push_back({mention.entity, mention.sentence == sentence_ ? mention.span() : Span{},
                            mention, topic->coref});
            if (element.from == "subject") {
                add_listed(topic->mention, element, ends);
            }
        }
    }

    Scene& scene_;
    const Rule& rule_;
    std::uint32_t sentence_;
    const Match* match_ = nullptr;
};

bool states_facts(const Sentence& sentence, const Rule& rule) {
    switch (sentence.block) {
        case Block::Prose:
        case Block::ListItem:
        case Block::Answer: return !rule.only_headings;
        case Block::Heading:
        case Block::Caption: return rule.in_headings;
        case Block::Question: return rule.in_questions;
        case Block::Byline:
        case Block::Credit:
        case Block::TableHeader:
        case Block::TableRow: return false;
    }
    return false;
}

bool asks(std::string_view sentence) {
    return sentence.ends_with("？") || sentence.ends_with("?") || sentence.ends_with("？”");
}

}  // namespace

void relate(Scene& scene, const RuleBook& rules) {
    Clues clues;
    for (std::uint32_t s = 0; s < scene.sentences.size(); ++s) {
        const bool question = asks(scene.text(s));
        find_cues(scene, rules, s, clues);
        find_labels(scene, rules, clues);
        for (const std::uint32_t number : clues.rules) {
            const Rule& rule = rules.rules()[number];
            if (!rules.index().finds_labels(number, clues.any_label) ||
                !states_facts(scene.sentences[s], rule) || (question && !rule.in_questions)) {
                continue;
            }
            for (const Match& match : match_rule(scene, clues, rule)) {
                RuleRunner(scene, rule, s).apply(match);
            }
            if (!scene.pending.empty()) {
                settle_mentions(scene);
                find_labels(scene, rules, clues);
            }
        }
    }
}

}  // namespace dingtu
