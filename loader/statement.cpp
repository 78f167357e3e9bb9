#include "base/text.h"
#include "loader/relate.h"
#include "loader/support.h"

#include <algorithm>

namespace dingtu {
namespace {

/// Evidence is at most two sentences; beyond this many characters it is cut to the clauses of head
/// and tail.
constexpr std::size_t longest_evidence = 170;

/// The clause of a sentence that holds a mention.
Span clause_of(std::string_view text, Span span) {
    Span around = span;
    for (const Span clause : clauses(text)) {
        if (clause.begin <= span.begin && span.begin < clause.end) {
            around = {clause.begin, std::max(clause.end, span.end)};
        }
    }
    return around;
}

Span trimmed(std::string_view text, Span range) {
    constexpr std::string_view marks[] = {"，", "；", "：", "、", " "};
    for (bool again = true; again;) {
        again = false;
        for (const std::string_view mark : marks) {
            if (text.substr(range.begin, range.end - range.begin).starts_with(mark)) {
                range.begin += mark.size();
                again = true;
            }
            if (text.substr(range.begin, range.end - range.begin).ends_with(mark)) {
                range.end -= mark.size();
                again = true;
            }
        }
    }
    return range;
}

bool same_words(std::string_view a, std::string_view b) {
    return normal_name(a) == normal_name(b);
}

EntityRef entity_named(const Findings& findings, const std::string& label,
                       const std::string& name) {
    for (EntityRef i = 0; i < findings.entities.size(); ++i) {
        const Entity& entity = findings.entities[i];
        const bool known =
            entity.label == label && !entity.name.empty() &&
            (same_words(entity.name, name) ||
             std::any_of(entity.aliases.begin(), entity.aliases.end(),
                         [&](const std::string& alias) { return same_words(alias, name); }));
        if (known) {
            return i;
        }
    }
    return no_entity;
}

Evidence evidence_for(const Scene& scene, const Statement& statement) {
    const Sentence& sentence = scene.sentences[statement.sentence];
    const Span range = trimmed(sentence.text, statement.range);
    const Evidence here = evidence_of(scene.document, sentence, range);
    if (statement.elsewhere == nullptr) {
        if (length(here.text) <= longest_evidence) {
            return here;
        }
        const Span first = clause_of(sentence.text, {range.begin, range.begin});
        const Span last = clause_of(sentence.text, {range.end - 1, range.end - 1});
        return join(scene.document, evidence_of(scene.document, sentence, {range.begin, first.end}),
                    evidence_of(scene.document, sentence, {last.begin, range.end}));
    }
    const Mention& mention = *statement.elsewhere;
    const Sentence& other = scene.sentences[mention.sentence];
    const bool adjacent = mention.sentence + 1 == statement.sentence;
    const Span clause = clause_of(other.text, mention.span());
    Span there = adjacent ? Span{clause.begin, other.text.size()} : clause;
    if (length(here.text) + length(other.text.substr(there.begin, there.end - there.begin)) >
        longest_evidence) {
        there = clause;
    }
    if (length(here.text) + length(other.text.substr(there.begin, there.end - there.begin)) >
        longest_evidence) {
        there = mention.span();
    }
    const Evidence before = evidence_of(scene.document, other, trimmed(other.text, there));
    if (!adjacent || there.end != other.text.size()) {
        return join(scene.document, before, here);
    }
    const Evidence start = evidence_of(scene.document, sentence, {0, range.end});
    return length(start.text) + length(before.text) <= longest_evidence
               ? join(scene.document, before, start)
               : join(scene.document, before, here);
}

}  // namespace

Relation& state(Scene& scene, const Statement& statement) {
    const std::string key = statement.type + "/" + std::to_string(statement.head) + "/" +
                            std::to_string(statement.tail);
    const auto [known, fresh] = scene.stated.emplace(key, scene.findings.relations.size());
    if (!fresh) {
        return scene.findings.relations[known->second];
    }
    Relation relation;
    relation.type = statement.type;
    relation.head = statement.head;
    relation.tail = statement.tail;
    relation.rule = statement.rule;
    relation.evidence = evidence_for(scene, statement);
    scene.findings.relations.push_back(std::move(relation));
    return scene.findings.relations.back();
}

EntityRef entity_of_phrase(Scene& scene, std::uint32_t sentence, Span range,
                           const std::string& label, const std::string& rule) {
    if (label == "Award") {
        for (const std::string_view tail : {"荣誉称号", "称号", "奖牌", "牌匾", "荣誉"}) {
            const std::string_view words = scene.text(sentence, range);
            range.end -= words.ends_with(tail) && words.size() > tail.size() + 3 ? tail.size() : 0;
        }
    }
    Findings& findings = scene.findings;
    const auto overlapping = [&](const Mention& mention) {
        return mention.sentence == sentence && mention.begin < range.end &&
               range.begin < mention.end;
    };
    const std::string kind =
        label == "Support" ? support_kind(scene.text(sentence, range)) : std::string();
    const Span clause = clause_of(scene.text(sentence), range);
    const auto same_measure = [&](const Mention& mention) {
        // One clause tells of one measure of a kind.
        const bool beside = mention.sentence == sentence && mention.begin >= clause.begin &&
                            mention.end <= clause.end;
        return label == "Support" && mention.label == label && beside &&
               support_kind(scene.text(sentence, mention.span())) == kind;
    };
    const std::span<const Mention> settled = scene.mentions(sentence);
    for (const std::span<const Mention> list : {settled, std::span<const Mention>(scene.pending)}) {
        for (const Mention& mention : list) {
            if (((overlapping(mention) && mention.label == label) || same_measure(mention)) &&
                !mention.anaphor) {
                return mention.entity;
            }
        }
    }
    const bool about_person = std::any_of(settled.begin(), settled.end(), [&](const Mention& m) {
        return m.label == "Person" && m.begin >= range.begin && m.end <= range.end;
    });
    if (about_person && label != "Support") {
        return no_entity;
    }
    for (const Mention& mention : settled) {
        const bool inside_project = mention.label == "Project" && label == "Product";
        const bool covers = !inside_project && overlapping(mention) &&
                            mention.begin <= range.begin && mention.end >= range.end &&
                            !mention.nested;
        if (covers && label != "Support" && mention.label != "Industry") {
            return no_entity;
        }
    }
    Mention mention;
    mention.label = label;
    mention.sentence = sentence;
    mention.begin = range.begin;
    mention.end = range.end;
    mention.name = clean_name(scene.text(sentence, range));
    if (mention.name.empty()) {
        return no_entity;
    }
    mention.rule = rule;
    mention.entity = label == "Support" ? no_entity : entity_named(findings, label, mention.name);
    if (mention.entity == no_entity) {
        findings.entities.push_back({label, mention.name, {}, {}, rule});
        mention.entity = static_cast<EntityRef>(findings.entities.size() - 1);
    }
    scene.pending.push_back(mention);
    return mention.entity;
}

void settle_mentions(Scene& scene) {
    if (scene.pending.empty()) {
        return;
    }
    std::vector<Mention>& mentions = scene.findings.mentions;
    for (Mention& mention : scene.pending) {
        const auto place = std::upper_bound(
            mentions.begin(), mentions.end(), mention, [](const Mention& a, const Mention& b) {
                return a.sentence != b.sentence ? a.sentence < b.sentence
                       : a.begin != b.begin     ? a.begin < b.begin
                                                : a.end > b.end;
            });
        for (Mention& inner : mentions) {
            // 成都 in 成都台玻: what lies inside the new name is no actor of its own.
            const bool inside = inner.sentence == mention.sentence &&
                                inner.begin >= mention.begin && inner.end <= mention.end;
            if (inside && is_a(mention.label, "Organization") && is_a(inner.label, "Place")) {
                inner.nested = true;
                inner.subject = false;
                mention.subject = true;
            }
        }
        mentions.insert(place, std::move(mention));
    }
    scene.pending.clear();
}

EntityRef main_policy(const Scene& scene) {
    EntityRef first = no_entity;
    for (const Mention& mention : scene.findings.mentions) {
        if (mention.label != "Policy" || mention.nested) {
            continue;
        }
        if (scene.sentences[mention.sentence].block == Block::Heading) {
            return mention.entity;
        }
        first = first == no_entity && mention.sentence < 6 && mention.rule == "title"
                    ? mention.entity
                    : first;
    }
    return first;
}

}  // namespace dingtu
