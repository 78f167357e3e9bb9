// One statement of the shell, from its text to the answer with its evidence and time.

#include "shell/citations.h"
#include "shell/evidence.h"
#include "shell/evidence_query.h"
#include "shell/name_filter.h"
#include "shell/printer.h"
#include "shell/repl.h"

#include <sstream>

#include <fmt/format.h>
#include <unistd.h>

namespace dingtu {

namespace {

constexpr std::size_t shown_citations = 30;

void show_evidence(const ShellState& state, const Snapshot& view, const Elements& elements,
                   const Console& console) {
    Limits limits = limits_of(state.options, console.interrupted);
    auto citations = cite(view, elements, limits);
    std::size_t all = citations.size();
    if (all > shown_citations) {
        citations.resize(shown_citations);
    }
    print_citations(console.out, citations, text_style_of(state));
    if (all > shown_citations) {
        console.out << fmt::format("... and {} more\n", counted(all - shown_citations, "place"));
    }
    if (all == 0) {
        console.err << "no evidence: the rows rest on no relationship of a document\n";
    }
}

/// What is said about an answer waits until the answer is shown, and the pager left.
Console with_notes(const Console& console, std::ostream& notes) {
    return {.out = console.out,
            .err = notes,
            .in_terminal = console.in_terminal,
            .out_terminal = console.out_terminal,
            .err_terminal = console.err_terminal,
            .interrupted = console.interrupted};
}

}  // namespace

TextStyle text_style_of(const ShellState& state) {
    bool terminal = state.console.out_terminal;
    return {.terminal = terminal,
            .width = state.options.width.value_or(terminal ? terminal_width(STDOUT_FILENO) : 0)};
}

void run_typed(ShellState& state, std::string_view statement) {
    bool writing = writes(statement);
    Store& store =
        writing && !state.transaction ? state.database.writing() : state.database.reading();
    std::ostringstream notes;
    Console console = with_notes(state.console, notes);
    Printer printer(state.options, console);
    Limits limits = limits_of(state.options, console.interrupted);
    RunOptions run = run_options_of(state.options);
    run.transaction = state.transaction.get();
    Summary summary;
    if (state.evidence && !writing) {
        EvidenceSink sink(printer);
        std::string rewritten = with_evidence(statement).value_or(std::string(statement));
        summary = run_statement(store, rewritten, run, limits, sink);
        show_evidence(state, *state.view(), sink.elements(), console);
    } else {
        summary = run_statement(store, statement, run, limits, printer);
    }
    if (summary.rows == 0) {
        notes << names_hint(*state.view(), statement, run.parameters);
    }
    if (state.timer) {
        notes << fmt::format("time: {}\n", duration_text(summary.elapsed_us));
    }
    state.outlet.end();
    state.console.err << notes.str() << std::flush;
}

}  // namespace dingtu
