#pragma once

#include "loader/metric_sentence.h"

#include <string>
#include <string_view>

namespace dingtu {

/// The period that holds at a place, and the words that say it.
struct ScopePeriod {
    std::string value;
    std::string words;
    bool target = false;  ///< a planned time
};

/// When the numbers of a sentence hold. A period holds for what follows it in its sentence; without
/// one the last of the sentence before does if 其中, 同比 or the like link the two, else the
/// heading's, else the document's date after 累计.
class MetricTimes {
public:
    MetricTimes(const MetricSentence& sentence, const std::string& carried,
                const std::string& heading_period, const std::string& document_date)
        : sentence_(sentence),
          text_(sentence.text),
          carried_(carried),
          heading_period_(heading_period),
          document_date_(document_date) {}

    [[nodiscard]] ScopePeriod scope(std::size_t at) const;
    /// Whether the number at `at` is planned: by its period, or by words (预计, 力争) unless they
    /// estimate a year that is over.
    [[nodiscard]] bool is_target(const ScopePeriod& period, std::size_t at) const;
    /// Whether the sentence goes on from the one before.
    [[nodiscard]] std::size_t behind_completion(std::size_t at) const;
    [[nodiscard]] bool is_linked() const;

private:
    /// Not out of its brackets, and from the middle of a clause not over ；.
    [[nodiscard]] bool reaches(const Period& period, std::size_t at) const;
    [[nodiscard]] bool says_so_far(std::size_t at) const;
    [[nodiscard]] bool is_planned(std::size_t at) const;
    [[nodiscard]] bool holds_plan(Span span) const;

    const MetricSentence& sentence_;
    std::string_view text_;
    const std::string& carried_;
    const std::string& heading_period_;
    const std::string& document_date_;
};

}  // namespace dingtu
