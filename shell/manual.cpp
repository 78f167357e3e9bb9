// The manual page, from the tables of commands and options, so that it cannot fall behind them.

#include "shell/help.h"
#include "shell/option_table.h"

#include <fmt/format.h>

namespace dingtu {

namespace {

/// Text as roff wants it: backslashes and hyphens are characters, no line begins a request.
std::string escaped(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        bool line_begins = i == 0 || text[i - 1] == '\n';
        if (line_begins && (text[i] == '.' || text[i] == '\'')) {
            out += "\\&";
        }
        switch (text[i]) {
            case '\\': out += "\\e"; break;
            case '-': out += "\\-"; break;
            case '\'': out += "\\(aq"; break;
            case '`': out += "\\(ga"; break;
            case '^': out += "\\(ha"; break;
            case '~': out += "\\(ti"; break;
            default: out += text[i];
        }
    }
    return out;
}

std::string option_entry(const Option& option) {
    std::string head;
    if (!option.letter.empty()) {
        head += fmt::format("\\fB{}\\fR, ", escaped(option.letter));
    }
    head += fmt::format("\\fB{}\\fR", escaped(option.name));
    if (!option.value.empty()) {
        head += fmt::format(" \\fI{}\\fR", escaped(option.value));
    }
    return fmt::format(".TP\n{}\n{}\n", head, escaped(option.help));
}

std::string command_section(const Command& command) {
    std::string out = fmt::format(".SS dingtu {} {}\n{}.\n", escaped(command.name),
                                  escaped(command.arguments), escaped(command.summary));
    for (const Option* option : options_of(command)) {
        if (option->of != Takes::Store && option->of != Takes::Statements) {
            out += option_entry(*option);
        }
    }
    if (!command.examples.empty()) {
        out += fmt::format(".PP\n.EX\n{}.EE\n", escaped(command.examples));
    }
    return out;
}

std::string options_section(std::string_view title, Takes of) {
    std::string out = fmt::format(".SH {}\n", title);
    for (const Option& option : all_options()) {
        out += option.of == of ? option_entry(option) : "";
    }
    return out;
}

constexpr std::string_view rest = R"(.SH EXIT STATUS
.TP
0
done; also when the reader of the output closed it early
.TP
1
the input is at fault: a query, a file, a name that is not there, a limit that was reached
.TP
2
the command line is at fault
.TP
3
the store is at fault: missing, locked, damaged, disk full
.TP
4
a bug in Dingtu: please report it
.TP
130
interrupted
.SH ENVIRONMENT
.TP
DINGTU_DB
the database folder where \-\-db is not given
.TP
DINGTU_THREADS
how many threads to use at most
.TP
DINGTU_HISTORY
where the shell keeps its history; empty: nowhere
.TP
DINGTU_PAGER, PAGER
what shows results longer than the screen in the shell; less where neither is set, empty: none
.TP
NO_COLOR
no colours in the shell
.TP
VISUAL, EDITOR
the editor of the shell's .edit
.SH FILES
.TP
\(ti/.config/dingtu/shellrc
commands and statements that the shell runs when it starts
.TP
\(ti/.local/state/dingtu/history
the shell's history
.SH SEE ALSO
The documents that come with the program: the tutorial, the language, the formats.
)";

}  // namespace

std::string manual_page(std::span<const Command> commands) {
    std::string out =
        ".TH DINGTU 1 \"\" \"Dingtu " DINGTU_VERSION
        "\" \"User Commands\"\n.SH NAME\ndingtu \\- a "
        "knowledge graph of regional industry: documents in, answers with their evidence out\n"
        ".SH SYNOPSIS\n.B dingtu\n[\\fB\\-\\-db\\fR \\fIDIR\\fR | \\fB\\-\\-in\\-memory\\fR] "
        "[\\fB\\-\\-readonly\\fR] [\\fICOMMAND\\fR] [\\fIargument\\fR]... [\\fIoption\\fR]...\n"
        ".SH DESCRIPTION\nDingtu reads Chinese documents on regional industry, extracts entities, "
        "relations and numbers with the words that show them, and answers graph queries. Without a "
        "command it starts its shell on a terminal.\nOptions may stand before or behind the "
        "command.\n.SH COMMANDS\n";
    for (const Command& command : commands) {
        out += command_section(command);
    }
    out += options_section("OPTIONS OF COMMANDS THAT RUN STATEMENTS", Takes::Statements);
    out += options_section("OPTIONS OF EVERY COMMAND", Takes::Store);
    return out + std::string(rest);
}

}  // namespace dingtu
