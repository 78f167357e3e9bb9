#include "base/error.h"
#include "shell/commands.h"
#include "shell/script.h"
#include "shell/signals.h"
#include "shell/streams.h"

#include <string>
#include <vector>

#include <unistd.h>

namespace {

using namespace dingtu;

int run(int argc, char** argv, const Console& console) {
    Invocation invocation =
        parse_command_line(std::vector<std::string>(argv + 1, argv + argc), all_commands());
    if (invocation.command == nullptr) {
        console.out << invocation.text;
        return 0;
    }
    return invocation.command->run(invocation.options, console);
}

}  // namespace

/// Options in, exit code out: the one place where an error of a command becomes a message.
int main(int argc, char** argv) {
    install_signals();
    OutputStream out(STDOUT_FILENO, "standard output");
    OutputStream err(STDERR_FILENO, "standard error");
    Console console{.out = out,
                    .err = err,
                    .in_terminal = isatty(STDIN_FILENO) == 1,
                    .out_terminal = isatty(STDOUT_FILENO) == 1,
                    .err_terminal = isatty(STDERR_FILENO) == 1,
                    .interrupted = &interrupt_flag()};
    int code = 0;
    try {
        code = run(argc, argv, console);
        out.flush();
    } catch (const ClosedPipe&) {
        return 0;
    } catch (...) {
        try {
            Error error = current_error();
            code = exit_code(error.phase());
            err << render(error);
        } catch (const ClosedPipe&) {  // nobody reads the message either
        }
    }
    try {
        err.flush();
    } catch (...) {  // standard error itself is gone: the exit code is all that can be said
    }
    return code;
}
