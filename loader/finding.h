#pragma once

#include "base/value.h"
#include "loader/segment.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dingtu {

/// Index of an entity in Findings::entities.
using EntityRef = std::uint32_t;
inline constexpr EntityRef no_entity = UINT32_MAX;

/// A surface form that names (or, as an anaphor, stands for) an entity.
struct Mention {
    std::string label;           ///< the specific label: Firm, District, ...
    std::uint32_t sentence = 0;  ///< index into the document's sentences
    std::size_t begin = 0;       ///< byte range in Sentence::text, quotes not included
    std::size_t end = 0;
    EntityRef entity = no_entity;
    std::string name;  ///< the name that it proposes for its entity; empty for an anaphor
    std::string kind;  ///< the `kind` property it proposes, or empty
    std::string rule;  ///< the rule that found it
    /// 公司, 该平台, 全市: `entity` is what it stands for; its words are no alias.
    bool anaphor = false;
    /// It stands where the subject of its clause stands (not after 在 对 向 ..., not before 的).
    bool subject = false;
    /// It lies inside a longer mention and is no actor of its own: 余杭区 in 余杭区科技局.
    bool nested = false;
    double weight = 1;
    std::uint32_t code = 0;  ///< of an administrative unit

    [[nodiscard]] Span span() const { return {begin, end}; }
};

/// One node. A Metric is an entity too; its subject is the head of its HAS_METRIC relation.
struct Entity {
    std::string label;
    std::string name;
    std::vector<std::string> aliases;
    Map properties;  ///< without name and aliases
    std::string rule;
};

/// One edge with the words that say it. `head` and `tail` index Findings::entities.
struct Relation {
    std::string type;
    EntityRef head = no_entity;
    EntityRef tail = no_entity;
    Evidence evidence;
    std::string status;   ///< "" (actual) or "planned"
    std::string derived;  ///< "" (stated), "coref", "inherit" or "gazetteer"
    std::string role;
    std::string title;
    std::string period;
    std::string rule;
    double confidence = 1;
};

/// All that was read out of one document.
struct Findings {
    std::vector<Entity> entities;
    std::vector<Mention> mentions;  ///< sorted by (sentence, begin, longer first)
    std::vector<Relation> relations;
    /// The place that the document is about (全市, 我区 stand for it), or no_entity.
    EntityRef region = no_entity;

    /// Mentions of one sentence, as a range of indices into `mentions`.
    [[nodiscard]] std::pair<std::size_t, std::size_t> in_sentence(std::uint32_t sentence) const;
};

/// Whether `label` is `wanted` or belongs to the super-label `wanted` (Place, Organization).
[[nodiscard]] bool is_a(std::string_view label, std::string_view wanted);

}  // namespace dingtu
