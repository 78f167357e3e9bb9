#pragma once

#include "loader/metric_sentence.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dingtu {

/// What a number is about, and where that is said.
struct Subject {
    EntityRef entity = no_entity;
    /// The mention that names it; none if it is only the document's topic or a found support.
    std::optional<Mention> mention;
    bool inherited = false;  ///< said in an earlier sentence or only by the document's title
};

/// A number whose subject is asked for.
struct SubjectQuery {
    std::size_t clause = 0;  ///< index into the sentence's clauses
    Span left;               ///< the words before the number that belong to it
    Span number;
    std::string_view indicator;
    std::string_view unit;
};

/// Finds the narrowest named entity that a number is about. Sentences are asked in the order of
/// the document, because a dropped subject is the one before.
class SubjectFinder {
public:
    SubjectFinder(const Document& document, const std::vector<Sentence>& sentences,
                  const Findings& findings);

    [[nodiscard]] Subject find(const MetricSentence& sentence, const SubjectQuery& query) const;
    /// Remembers what a sentence is about for those behind it. Called for every sentence.
    /// `about` is the subject of its last number, if it has one.
    void leave(const MetricSentence& sentence, const Subject& about);
    /// Whether the subject of a number holds for the next one of the sentence too: a project does
    /// until another name stands between, a firm where only an agency (its helper) was `found`.
    [[nodiscard]] bool goes_on(const MetricSentence& sentence, const Subject& before,
                               const Subject& found, Span between) const;
    /// The title is of a plan, a notice or the like: its numbers are terms and aims.
    [[nodiscard]] bool policy() const { return policy_; }
    [[nodiscard]] bool is_place(const Subject& subject) const;
    /// The title is of a bulletin, report or table: its period holds for the whole document.
    [[nodiscard]] bool bulletin() const { return bulletin_; }

private:
    /// How fit a name is to be the subject.
    enum class Rank : std::uint8_t { Actor, Product, Place, None };
    struct Found {
        std::optional<Mention> mention;
        Rank rank = Rank::None;
    };

    /// Words of the document that say something of a support.
    struct SupportWords {
        Span piece;
        EntityRef support = no_entity;
    };

    void read_title(const std::vector<Sentence>& sentences);
    void read_supports();
    [[nodiscard]] static Found in_clause(const MetricSentence& sentence, Span range);
    [[nodiscard]] static Found in_other_clauses(const MetricSentence& sentence, std::size_t clause);
    [[nodiscard]] std::optional<Mention> recipient(const MetricSentence& sentence, Span clause,
                                                   Span number) const;
    [[nodiscard]] static bool opens_clause(const MetricSentence& sentence, std::size_t begin,
                                           std::size_t at);
    [[nodiscard]] static std::optional<Mention> loan_of(const MetricSentence& sentence,
                                                        const SubjectQuery& query);
    [[nodiscard]] static std::optional<Mention> governed_firm(const MetricSentence& sentence,
                                                              std::size_t end);
    [[nodiscard]] Subject beside_agency(const MetricSentence& sentence, const MetricClause& clause,
                                        const Found& agency) const;
    [[nodiscard]] Subject area_of(const MetricSentence& sentence, Span range) const;
    [[nodiscard]] EntityRef support_of(const MetricSentence& sentence,
                                       const SubjectQuery& query) const;
    [[nodiscard]] std::optional<Mention> project_of(const MetricSentence& sentence,
                                                    const SubjectQuery& query) const;
    [[nodiscard]] std::optional<Mention> in_row(const MetricSentence& sentence) const;
    [[nodiscard]] bool is_county(EntityRef entity) const;
    [[nodiscard]] Subject inherited(const MetricSentence& sentence) const;
    void note_record(const MetricSentence& sentence);
    [[nodiscard]] static bool is_primary(const Mention& mention);
    [[nodiscard]] static Mention helped_firm(const MetricSentence& sentence, const Mention& agency);

    const Document& document_;
    const std::vector<Sentence>& sentences_;
    const Findings& findings_;
    std::vector<SupportWords> supports_;  ///< sorted by place
    EntityRef topic_ = no_entity;
    bool policy_ = false;
    bool bulletin_ = false;
    std::optional<Mention> last_;  ///< subject of the sentence before
    std::optional<Mention> last_place_;
    std::optional<Mention> last_county_;
    std::optional<Mention> last_firm_;
    std::optional<Mention> record_;        ///< whose lines of keys and values are read
    std::optional<Mention> last_project_;  ///< project named last in the paragraph
    std::uint32_t paragraph_ = UINT32_MAX;
};

}  // namespace dingtu
