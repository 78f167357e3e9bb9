#include "shell/commands.h"
#include "shell/database.h"
#include "shell/evidence.h"
#include "shell/evidence_query.h"
#include "shell/name_filter.h"
#include "shell/printer.h"
#include "shell/script.h"

#include <algorithm>
#include <memory>

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

/// Runs the statements of one script on one store.
class ScriptRun {
public:
    ScriptRun(const Options& options, const Console& console, Store& store)
        : options_(options),
          console_(console),
          store_(store),
          printer_(options, console),
          run_(run_options_of(options)) {
        if (options.single_transaction && !store.read_only()) {
            transaction_ = store.begin();
            run_.transaction = transaction_.get();
        }
    }

    void run(std::string_view statement) {
        Limits limits = limits_of(options_, console_.interrupted);
        bool cited = options_.with_evidence && !writes(statement);
        Summary summary = cited ? run_cited(statement, limits)
                                : run_statement(store_, statement, run_, limits, printer_);
        if (summary.rows == 0) {
            console_.err << names_hint(*view(), statement, run_.parameters) << std::flush;
        }
    }

    void commit() {
        if (transaction_) {
            transaction_->commit();
        }
    }

private:
    [[nodiscard]] std::shared_ptr<const Snapshot> view() const {
        return transaction_ ? std::shared_ptr<const Snapshot>(transaction_) : store_.snapshot();
    }

    Summary run_cited(std::string_view statement, Limits& limits) {
        auto snapshot = view();
        CitedSink cited(*snapshot, limits, printer_);
        std::string rewritten = with_evidence(statement).value_or(std::string(statement));
        return run_statement(store_, rewritten, run_, limits, cited);
    }

    const Options& options_;
    const Console& console_;
    Store& store_;
    std::shared_ptr<Transaction> transaction_;  // of --single-transaction
    Printer printer_;
    RunOptions run_;
};

}  // namespace

int run_query(const Options& options, const Console& console) {
    Printer(options, console);  // a wrong format is told before anything is read
    Script script = read_script(options, console);
    auto statements = statements_of(script.text);
    auto text_of = [&script](Span at) {
        return std::string_view(script.text).substr(at.begin, at.end - at.begin);
    };

    Database database(options);
    bool any_writes = std::any_of(statements.begin(), statements.end(),
                                  [&](Span at) { return writes(text_of(at)); });
    ScriptRun run(options, console, any_writes ? database.writing() : database.reading());
    int code = 0;
    for (Span at : statements) {
        try {
            run.run(text_of(at));
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
    run.commit();
    return code;
}

}  // namespace dingtu
