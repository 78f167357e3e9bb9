#include "shell/commands.h"
#include "shell/database.h"
#include "shell/evidence.h"
#include "shell/evidence_query.h"
#include "shell/name_filter.h"
#include "shell/printer.h"
#include "shell/script.h"

#include <algorithm>

namespace dingtu {

namespace {

Script read_script(const Options& options, const Console& console) {
    if (!options.file.empty() && !options.arguments.empty()) {
        throw Error(Phase::Usage, "the statements are given twice: as an argument and by -f");
    }
    if (!options.arguments.empty()) {
        return {to_script_text(options.arguments[0], "the argument"), ""};
    }
    std::string file = options.file.empty() ? "-" : options.file;
    if (file == "-" && console.in_terminal) {
        console.err << "reading statements from the keyboard; end with Ctrl-D\n" << std::flush;
    }
    std::string name = file == "-" ? "<stdin>" : file;
    return {to_script_text(read_bytes(file), name), name};
}

Summary run_cited(Store& store, std::string_view text, const RunOptions& run, Limits& limits,
                  RowSink& sink) {
    auto snapshot = store.snapshot();
    CitedSink cited(*snapshot, limits, sink);
    std::string rewritten = with_evidence(text).value_or(std::string(text));
    return run_statement(store, rewritten, run, limits, cited);
}

}  // namespace

int run_query(const Options& options, const Console& console) {
    Printer printer(options.format, options.bom, console);
    Script script = read_script(options, console);
    auto statements = statements_of(script.text);
    auto text_of = [&script](Span at) {
        return std::string_view(script.text).substr(at.begin, at.end - at.begin);
    };

    Database database(options);
    bool any_writes = std::any_of(statements.begin(), statements.end(),
                                  [&](Span at) { return writes(text_of(at)); });
    Store& store = any_writes ? database.writing() : database.reading();
    RunOptions run = run_options_of(options);
    int code = 0;
    for (Span at : statements) {
        try {
            Limits limits = limits_of(options, console.interrupted);
            Summary summary = options.with_evidence && !writes(text_of(at))
                                  ? run_cited(store, text_of(at), run, limits, printer)
                                  : run_statement(store, text_of(at), run, limits, printer);
            if (summary.rows == 0) {
                console.err << names_hint(*store.snapshot(), text_of(at), options.parameters)
                            << std::flush;
            }
        } catch (...) {
            if (!console.out.good()) {
                throw;  // the output is at fault, not the statement
            }
            Error error = current_error();
            console.out.flush();
            console.err << render_in(script, at, error);
            code = exit_code(error.phase());
            if (!options.keep_going || code != 1) {
                return code;
            }
        }
    }
    return code;
}

}  // namespace dingtu
