#pragma once

#include "base/limits.h"
#include "base/rows.h"
#include "shell/elements.h"
#include "storage/snapshot.h"

#include <cstdint>
#include <string>
#include <vector>

namespace dingtu {

/// One place of a document that an answer rests on, and what it shows.
struct Citation {
    std::string document;    ///< the document's name
    std::int64_t begin = 0;  ///< bytes of the file on disk
    std::int64_t end = 0;
    std::string evidence;            ///< the document's words; pieces joined by ‖
    std::string sentence;            ///< the sentence around them, if it is known
    std::vector<std::string> facts;  ///< "申昊科技 –LOCATED_IN→ 余杭区"
};

/// The citations of the relationships, by document and place. Those without evidence of their own
/// (derived from a gazetteer) give none. Where no relationship is among the elements, those between
/// its nodes count.
[[nodiscard]] std::vector<Citation> cite(const Snapshot& snapshot, const Elements& elements,
                                         Limits& limits);

/// "申昊科技 –LOCATED_IN→ 余杭区"; a name that is missing is written as the node's number.
[[nodiscard]] std::string fact_text(const Snapshot& snapshot, RelationshipId id);
/// The node's name, else its labels and number; of a number what it says: "员工 420 (2024-12)".
[[nodiscard]] std::string title_of(const Snapshot& snapshot, NodeId id);

/// Passes rows on to another sink, without the columns that with_evidence() added, and collects the
/// elements of all columns.
class EvidenceSink final : public RowSink {
public:
    explicit EvidenceSink(RowSink& sink) : sink_(sink) {}
    void columns(const std::vector<std::string>& names) override;
    void row(std::span<const Value> values) override;
    void finish(const Summary& summary) override { sink_.finish(summary); }

    [[nodiscard]] const Elements& elements() const { return elements_; }

private:
    RowSink& sink_;
    Elements elements_;
    std::vector<std::size_t> shown_;  // places of the columns that are passed on
};

/// Passes rows on with one column more, `evidence`: for each row the places it rests on, as a list
/// of maps {document, begin, end, evidence, sentence}. Columns that with_evidence() added are left
/// out.
class CitedSink final : public RowSink {
public:
    CitedSink(const Snapshot& snapshot, Limits& limits, RowSink& sink)
        : snapshot_(snapshot),
          limits_(limits),
          sink_(sink) {}
    void columns(const std::vector<std::string>& names) override;
    void row(std::span<const Value> values) override;
    void finish(const Summary& summary) override { sink_.finish(summary); }

private:
    const Snapshot& snapshot_;
    Limits& limits_;
    RowSink& sink_;
    std::vector<std::size_t> shown_;  // places of the columns that are passed on
};

}  // namespace dingtu
