#pragma once

#include "loader/finding.h"

#include <cstddef>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace dingtu {

/// Sentences [first, last) of a document.
struct SentenceRange {
    std::size_t first = 0;
    std::size_t last = 0;
};

/// The parts in which a long document is understood, one after the other, so that ten times the
/// text takes ten times the time: some 64 KiB each, from paragraph to paragraph where there is one.
/// A document of ordinary length is one part.
[[nodiscard]] std::vector<SentenceRange> parts_of(const std::vector<Sentence>& sentences);
/// The sentences of a part as a document of their own: what they refer to outside of it is gone.
[[nodiscard]] std::vector<Sentence> sentences_of(const std::vector<Sentence>& sentences,
                                                 SentenceRange part);

/// Puts what was found in the parts together: things of one label and name are one, measures of
/// support and numbers belong to the part that tells of them, a relation is stated once.
class PartsJoined {
public:
    /// `first` is the number of the part's first sentence in the document.
    void add(Findings part, std::size_t first);
    [[nodiscard]] Findings take() { return std::move(all_); }

private:
    [[nodiscard]] EntityRef joined(Entity& entity);

    Findings all_;
    std::unordered_map<std::string, EntityRef> by_name_;
    std::unordered_set<std::string> stated_;
};

}  // namespace dingtu
