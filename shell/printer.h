#pragma once

#include "base/rows.h"
#include "exporter/formats.h"
#include "shell/options.h"
#include "shell/streams.h"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace dingtu {

/// Draws results, one after the other, in the format of the options on the console's output. What
/// is no row (counts of changes, warnings) goes to its error stream.
class Printer final : public RowSink {
public:
    /// Throws Error{Usage} for an unknown format, before anything runs.
    Printer(const Options& options, const Console& console);

    void columns(const std::vector<std::string>& names) override;
    void row(std::span<const Value> values) override;
    void finish(const Summary& summary) override;

private:
    RowOptions drawing_;
    std::string format_;
    const Console& console_;
    bool first_ = true;
    std::unique_ptr<RowSink> writer_;  // none while the statement returns nothing
};

struct Table;
/// Draws a table as a result is drawn.
void print_table(const Table& table, const Options& options, const Console& console);

/// "2 nodes created, 1 relationship deleted"; empty if nothing was changed.
[[nodiscard]] std::string changes_text(const UpdateCounts& counts);

}  // namespace dingtu
