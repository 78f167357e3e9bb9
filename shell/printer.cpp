#include "shell/printer.h"

#include "shell/overview.h"

#include <sstream>
#include <utility>

#include <fmt/format.h>
#include <unistd.h>

namespace dingtu {

Printer::Printer(const Options& options, const Console& console)
    : format_(options.format.empty() ? "table" : options.format),
      console_(console) {
    drawing_.bom = options.bom;
    drawing_.max_width =
        options.width.value_or(console.out_terminal ? terminal_width(STDOUT_FILENO) : 0);
    drawing_.footer = console.out_terminal;
    drawing_.ambiguous = options.ambiguous;
    std::ostringstream nowhere;
    (void)make_row_writer(format_, nowhere, {});
}

void Printer::columns(const std::vector<std::string>& names) {
    writer_.reset();
    if (names.empty()) {
        return;
    }
    if (!std::exchange(first_, false) && format_ != "jsonl") {
        console_.out << '\n';
    }
    writer_ = make_row_writer(format_, console_.out, drawing_);
    drawing_.bom = false;  // the output begins once
    writer_->columns(names);
}

void Printer::row(std::span<const Value> values) {
    if (writer_) {
        writer_->row(values);
    }
}

void Printer::finish(const Summary& summary) {
    if (writer_) {
        writer_->finish(summary);
    }
    if (!summary.plan.empty()) {
        console_.out << summary.plan << (summary.plan.ends_with('\n') ? "" : "\n");
    }
    console_.out.flush();
    for (const std::string& warning : summary.warnings) {
        console_.err << "warning: " << warning << '\n';
    }
    std::string changes = changes_text(summary.updates);
    if (console_.err_terminal && !changes.empty()) {
        console_.err << changes << '\n';
    }
    console_.err.flush();
}

std::string changes_text(const UpdateCounts& counts) {
    std::string out;
    auto add = [&out](std::uint64_t number, std::string_view noun, std::string_view plural,
                      std::string_view done) {
        if (number > 0) {
            out += fmt::format("{}{} {}", out.empty() ? "" : ", ", counted(number, noun, plural),
                               done);
        }
    };
    add(counts.nodes_created, "node", {}, "created");
    add(counts.nodes_deleted, "node", {}, "deleted");
    add(counts.relationships_created, "relationship", {}, "created");
    add(counts.relationships_deleted, "relationship", {}, "deleted");
    add(counts.properties_set, "property", "properties", "set");
    add(counts.labels_added, "label", {}, "added");
    add(counts.labels_removed, "label", {}, "removed");
    return out;
}

void print_table(const Table& table, const Options& options, const Console& console) {
    Printer printer(options, console);
    printer.columns(table.columns);
    for (const auto& row : table.rows) {
        printer.row(row);
    }
    Summary summary;
    summary.rows = table.rows.size();
    printer.finish(summary);
}

}  // namespace dingtu
