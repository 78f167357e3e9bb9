#pragma once

#include "loader/scene.h"

#include <optional>
#include <string>
#include <vector>

namespace dingtu {

/// The mention that a clause is about at some place of it.
struct Topic {
    std::size_t mention = 0;  ///< index into Findings::mentions
    bool coref = false;       ///< from an earlier sentence, or an anaphor
};

/// The subject in force at byte `at` of a sentence among mentions of these labels: that of its
/// clause, of the clauses before, of the sentences before in the paragraph. A nearer subject of
/// another kind (an agency where a firm is asked for) ends the search.
[[nodiscard]] std::optional<Topic> subject_at(const Scene& scene, std::uint32_t sentence,
                                              std::size_t at,
                                              const std::vector<std::string>& labels);
/// The mention of these labels that the text told of before the clause of `at`, nearest first, that
/// is none of `besides`; at last the firm that the document's title names. Does not leave the
/// paragraph before.
[[nodiscard]] std::optional<Topic> told_before(const Scene& scene, std::uint32_t sentence,
                                               std::size_t at,
                                               const std::vector<std::string>& labels,
                                               const std::vector<EntityRef>& besides);
/// The mention of these labels that ends last before `at`, in the sentence or before in its
/// paragraph.
[[nodiscard]] std::optional<Topic> last_named(const Scene& scene, std::uint32_t sentence,
                                              std::size_t at,
                                              const std::vector<std::string>& labels);

}  // namespace dingtu
