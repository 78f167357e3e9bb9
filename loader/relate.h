#pragma once

#include "loader/match.h"
#include "loader/pattern.h"
#include "loader/scene.h"

namespace dingtu {

/// Reads the relations of a document by its rules: appends relations, and the entities and mentions
/// that patterns name by noun phrases.
void relate(Scene& scene, const RuleBook& rules);

/// Adds a relation with its evidence unless it is known: the words from head to tail in `sentence`,
/// with `range`; where head or tail stand in an earlier sentence, its clause too. Gives the new
/// one, or the known one.
struct Statement {
    std::string type;
    EntityRef head = no_entity;
    EntityRef tail = no_entity;
    std::uint32_t sentence = 0;
    Span range;                          ///< of the words in `sentence` that say it
    const Mention* elsewhere = nullptr;  ///< head or tail where it stands outside `sentence`
    std::string rule;
};
Relation& state(Scene& scene, const Statement& statement);

/// The entity of a noun phrase: a mention of this label that overlaps it, an entity of this name,
/// or a new one with a mention. Supports are never joined by name: each measure is one.
[[nodiscard]] EntityRef entity_of_phrase(Scene& scene, std::uint32_t sentence, Span range,
                                         const std::string& label, const std::string& rule);

/// Puts the pending mentions of the scene in their places.
void settle_mentions(Scene& scene);

/// The policy that a document is about: of its headings, else the first it names.
[[nodiscard]] EntityRef main_policy(const Scene& scene);

}  // namespace dingtu
