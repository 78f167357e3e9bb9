#pragma once

#include "loader/metric_draft.h"
#include "loader/metric_phrase.h"

#include <optional>
#include <string>
#include <vector>

namespace dingtu {

/// What one number of a list measures.
struct MetricName {
    std::string indicator;
    EntityRef subject = no_entity;  ///< where the list is one of places or firms
    std::optional<Mention> mention;
};

/// Names what the numbers of a clause measure. Where the clause itself does not say it, the name
/// comes from a clause before that only sets the scene (装备制造业增势最好，增加值增长11.6%), or
/// from what was measured last.
class MetricNamer {
public:
    /// Where the clause stands. `carried` is the thing measured last, `drafts` are the sentence's
    /// so far, `bare` the last clause without a number, `last` the last one with a draft.
    struct Place {
        std::size_t clause = 0;
        std::optional<std::size_t> bare;
        std::optional<std::size_t> last;
    };

    MetricNamer(const MetricSentence& sentence, const std::string& carried,
                const std::vector<MetricDraft>& drafts, Place place)
        : sentence_(sentence),
          text_(sentence.text),
          carried_(carried),
          drafts_(drafts),
          place_(place) {}

    /// A number that says how much something grew or fell, and one that says how much it is.
    [[nodiscard]] std::string change(const LeftWords& left, Span right) const;
    [[nodiscard]] std::string level(const LeftWords& left, const Quantity& number,
                                    Span right) const;
    [[nodiscard]] std::string rank(const Rank& rank, const LeftWords& left) const;
    /// One name for each of the numbers of a list: A、B、C分别增长x、y和z.
    [[nodiscard]] std::vector<MetricName> list(const LeftWords& left, Span left_range,
                                               const std::vector<std::size_t>& numbers) const;
    /// The thing measured without 增速 or 新增: what later clauses go on about.
    [[nodiscard]] static std::string base_of(const std::string& indicator);

private:
    [[nodiscard]] std::string inherited() const;
    [[nodiscard]] std::string scene_name() const;
    [[nodiscard]] std::string scene_phrase(Span bare) const;
    [[nodiscard]] std::size_t last_head_end(Span bare) const;
    [[nodiscard]] std::string with_owner(std::string core) const;
    [[nodiscard]] std::string term_name(const std::string& core, const Quantity& number) const;
    [[nodiscard]] std::vector<Span> items_of(Span range, std::size_t count) const;
    [[nodiscard]] std::vector<MetricName> actor_names(const std::vector<Span>& items) const;
    [[nodiscard]] std::vector<std::string> item_texts(const std::vector<Span>& items) const;
    [[nodiscard]] Span clause() const { return sentence_.clauses[place_.clause].span; }

    const MetricSentence& sentence_;
    std::string_view text_;
    const std::string& carried_;
    const std::vector<MetricDraft>& drafts_;
    Place place_;
};

}  // namespace dingtu
