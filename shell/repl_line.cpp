#include "shell/repl_line.h"

#include "base/error.h"
#include "shell/streams.h"

#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <utility>

#include <unistd.h>

namespace dingtu {

#ifdef DINGTU_HAVE_READLINE
[[nodiscard]] std::unique_ptr<LineEditor> make_readline_editor(EditorHooks hooks);
#endif

namespace {

/// Plain lines from standard input: no keys, no colours; for terminals that can do no more.
class PlainEditor final : public LineEditor {
public:
    explicit PlainEditor(EditorHooks hooks) : hooks_(std::move(hooks)), lines_(STDIN_FILENO) {}

    std::optional<Input> read(const std::string& proposed) override {
        std::string text = proposed;
        if (!text.empty()) {
            std::fprintf(stdout, "%s\n", text.c_str());
            if (hooks_.complete_input(text)) {
                return Input{std::move(text)};
            }
        }
        while (true) {
            std::fputs(text.empty() ? hooks_.prompt.c_str() : "   ... ", stdout);
            std::fflush(stdout);
            std::optional<std::string> line;
            try {
                line = lines_.next();
            } catch (const Error&) {
                std::fputs("\n", stdout);
                return Input{{}, true};
            }
            if (!line) {
                return text.empty() ? std::nullopt : std::optional(Input{std::move(text)});
            }
            text += (text.empty() ? "" : "\n") + *line;
            if (hooks_.complete_input(text)) {
                return Input{std::move(text)};
            }
        }
    }
    void remember(const std::string&) override {}

private:
    EditorHooks hooks_;
    LineReader lines_;
};

}  // namespace

std::unique_ptr<LineEditor> make_line_editor(EditorHooks hooks) {
#ifdef DINGTU_HAVE_READLINE
    const char* terminal = std::getenv("TERM");
    std::string_view kind = terminal == nullptr ? "" : terminal;
    if (!kind.empty() && kind != "dumb") {
        return make_readline_editor(std::move(hooks));
    }
#endif
    return std::make_unique<PlainEditor>(std::move(hooks));
}

}  // namespace dingtu
