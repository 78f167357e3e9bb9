// GNU readline as key engine: it knows the keys, the history and the user's .inputrc; the text is
// drawn by us (screen.h), since readline's own drawing knows single lines only. Its interface is
// made of globals and bare functions, hence the one pointer below.

#ifdef DINGTU_HAVE_READLINE

#include "base/text.h"
#include "shell/repl_history.h"
#include "shell/repl_line.h"
#include "shell/screen.h"
#include "shell/signals.h"
#include "shell/streams.h"
#include "shell/text_cursor.h"

#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <utility>

#include <langinfo.h>
#include <readline/readline.h>
#include <sys/ttydefaults.h>

namespace dingtu {

[[nodiscard]] std::unique_ptr<LineEditor> make_readline_editor(EditorHooks hooks);

namespace {

constexpr std::size_t listed_candidates = 60;

class ReadlineEditor final : public LineEditor {
public:
    explicit ReadlineEditor(EditorHooks hooks);
    ~ReadlineEditor() override { current = nullptr; }
    ReadlineEditor(const ReadlineEditor&) = delete;
    ReadlineEditor& operator=(const ReadlineEditor&) = delete;

    std::optional<Input> read(const std::string& proposed) override;
    void remember(const std::string& entry) override { keep_entry(hooks_.history, entry); }

private:
    void bind_keys();

    void draw(bool finished);
    void complete_here();
    void edit_outside();
    [[nodiscard]] std::string prompt_of(std::size_t line) const;

    // What readline calls.
    static void redisplay() { current->draw(false); }
    static int propose();
    static int poll_interrupt();
    static int on_enter(int, int);
    static int on_newline(int, int);
    static int on_tab(int, int);
    static int on_up(int count, int key);
    static int on_down(int count, int key);
    static int on_line_begin(int, int);
    static int on_line_end(int, int);
    static int on_clear(int, int);
    static int on_edit(int, int);

    static ReadlineEditor* current;  // readline calls back without an argument of ours

    EditorHooks hooks_;
    EditView view_;
    std::string proposed_;
    bool interrupted_ = false;
};

ReadlineEditor* ReadlineEditor::current = nullptr;

std::string_view buffer() {
    return {rl_line_buffer, static_cast<std::size_t>(rl_end)};
}

std::size_t point() {
    return static_cast<std::size_t>(rl_point);
}

void move_to(std::size_t place) {
    rl_point = static_cast<int>(place);
}

/// As one step that Ctrl-_ takes back.
void replace(std::size_t begin, std::size_t end, const std::string& text) {
    rl_begin_undo_group();
    rl_delete_text(static_cast<int>(begin), static_cast<int>(end));
    move_to(begin);
    rl_insert_text(text.c_str());
    rl_end_undo_group();
}

void write_out(std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), rl_outstream);
    std::fflush(rl_outstream);
}

/// readline reads characters by the locale, which it takes from the environment; in one that is not
/// UTF-8 (C in containers and over ssh) it would drop Chinese input.
void use_utf8() {
    std::setlocale(LC_CTYPE, "");
    if (std::strcmp(nl_langinfo(CODESET), "UTF-8") != 0) {
        ::setenv("LC_ALL", "C.UTF-8", 1);
        std::setlocale(LC_CTYPE, "C.UTF-8");
    }
}

ReadlineEditor::ReadlineEditor(EditorHooks hooks) : hooks_(std::move(hooks)) {
    current = this;
    use_utf8();
    rl_readline_name = "dingtu";
    rl_catch_signals = 0;
    rl_event_hook = poll_interrupt;
    rl_startup_hook = propose;
    rl_set_keyboard_input_timeout(50000);
    rl_redisplay_function = redisplay;
    rl_initialize();
    bind_keys();
    load_history(hooks_.history);
}

void ReadlineEditor::bind_keys() {
    struct Keys {
        std::initializer_list<const char*> sequences;
        rl_command_func_t* run;
    };
    for (const Keys& keys :
         std::initializer_list<Keys>{{{"\r", "\n"}, on_enter},
                                     {{"\t"}, on_tab},
                                     {{"\x01", "\x1B[H", "\x1BOH", "\x1B[1~"}, on_line_begin},
                                     {{"\x05", "\x1B[F", "\x1BOF", "\x1B[4~"}, on_line_end},
                                     {{"\x0C"}, on_clear},
                                     {{"\x1B[A", "\x1BOA"}, on_up},
                                     {{"\x1B[B", "\x1BOB"}, on_down},
                                     {{"\x1B\r", "\x1B\n"}, on_newline},
                                     {{"\x18\x05"}, on_edit},
                                     {{"\x1B[5~"}, rl_history_search_backward},
                                     {{"\x1B[6~"}, rl_history_search_forward}}) {
        for (const char* sequence : keys.sequences) {
            rl_bind_keyseq(sequence, keys.run);
        }
    }
}

std::optional<LineEditor::Input> ReadlineEditor::read(const std::string& proposed) {
    view_.reset();
    interrupted_ = false;
    proposed_ = proposed;
    std::unique_ptr<char, decltype(&std::free)> line(readline(""), &std::free);
    if (interrupted_) {
        write_out("\n");
        return Input{{}, true};
    }
    if (!line) {
        write_out("\n");
        return std::nullopt;
    }
    return Input{line.get()};
}

int ReadlineEditor::propose() {
    if (!current->proposed_.empty()) {
        rl_insert_text(current->proposed_.c_str());
    }
    return 0;
}

/// While readline searches the history, its own prompt tells what for.
std::string ReadlineEditor::prompt_of(std::size_t line) const {
    if (line > 0) {
        return continuation_prompt(buffer(), line, display_width(hooks_.prompt));
    }
    bool searching = rl_display_prompt != rl_prompt && rl_display_prompt != nullptr;
    return searching ? std::string(rl_display_prompt) : hooks_.prompt;
}

void ReadlineEditor::draw(bool finished) {
    int height = 0;
    int columns = 0;
    rl_get_screen_size(&height, &columns);
    TerminalShape shape{.width = terminal_width(fileno(rl_outstream)),
                        .height = static_cast<std::size_t>(height),
                        .ambiguous = hooks_.ambiguous()};
    std::string_view text = buffer();
    bool paint = hooks_.colours && !text.starts_with('.');
    Screen screen = lay_out(
        text, finished ? text.size() : point(), shape,
        [this](std::size_t line) { return prompt_of(line); },
        paint ? paint_statement(text, finished ? std::string_view::npos : point())
              : std::vector<std::string_view>());
    write_out(view_.draw(screen, shape, finished));
}

int ReadlineEditor::poll_interrupt() {
    if (interrupt_flag()) {
        clear_interrupt();
        current->interrupted_ = true;
        current->draw(true);
        write_out("^C");
        rl_done = 1;
    }
    return 0;
}

int ReadlineEditor::on_enter(int, int) {
    if (current->interrupted_) {
        return 0;
    }
    if (!current->hooks_.complete_input(buffer())) {
        return on_newline(0, 0);
    }
    current->draw(true);
    write_out("\n");
    rl_done = 1;
    return 0;
}

int ReadlineEditor::on_newline(int, int) {
    return rl_insert_text("\n") < 0 ? 1 : 0;
}

int ReadlineEditor::on_clear(int, int) {
    write_out("\x1B[H\x1B[2J");
    current->view_.reset();
    return 0;
}

int ReadlineEditor::on_line_begin(int, int) {
    move_to(line_begin(buffer(), point()));
    return 0;
}

int ReadlineEditor::on_line_end(int, int) {
    move_to(line_end(buffer(), point()));
    return 0;
}

/// Up and down keep the display column within a text of several lines; beyond it they go through
/// the history.
int ReadlineEditor::on_up(int count, int key) {
    if (auto place = place_above(buffer(), point())) {
        move_to(*place);
        return 0;
    }
    return rl_get_previous_history(count, key);
}

int ReadlineEditor::on_down(int count, int key) {
    if (auto place = place_below(buffer(), point())) {
        move_to(*place);
        return 0;
    }
    return rl_get_next_history(count, key);
}

std::vector<std::string> file_names(const std::string& beginning) {
    std::vector<std::string> names;
    for (int state = 0;; state = 1) {
        std::unique_ptr<char, decltype(&std::free)> name(
            rl_filename_completion_function(beginning.c_str(), state), &std::free);
        if (!name) {
            return names;
        }
        std::error_code ignored;
        bool folder = std::filesystem::is_directory(name.get(), ignored);
        names.push_back(std::string(name.get()) + (folder ? "/" : ""));
    }
}

/// What is certain is put in; else the candidates are listed.
void ReadlineEditor::complete_here() {
    std::string before(buffer().substr(0, point()));
    Completions found = hooks_.candidates(before);
    std::string written = before.substr(found.begin);
    if (found.of == Completions::Of::FileNames) {
        found.candidates = file_names(written);
        settle(found, written);
    }
    if (!found.insert.empty()) {
        replace(found.begin, point(), found.insert);
    } else if (!found.candidates.empty()) {
        draw(true);
        write_out(side_by_side(found.candidates, terminal_width(fileno(rl_outstream)),
                               listed_candidates));
        view_.reset();
    } else {
        rl_ding();
    }
}

int ReadlineEditor::on_tab(int, int) {
    try {
        current->complete_here();
    } catch (const std::exception&) {  // nothing may be thrown through readline
        rl_ding();
    }
    return 0;
}

void ReadlineEditor::edit_outside() {
    draw(true);
    write_out("\n");
    rl_deprep_terminal();
    std::string text(buffer());
    try {
        text = hooks_.edit(text);
    } catch (const std::exception& error) {
        write_out(std::string(error.what()) + "\n");
    }
    rl_prep_terminal(1);
    view_.reset();
    replace(0, buffer().size(), text);
}

int ReadlineEditor::on_edit(int, int) {
    current->edit_outside();
    return 0;
}

}  // namespace

std::unique_ptr<LineEditor> make_readline_editor(EditorHooks hooks) {
    return std::make_unique<ReadlineEditor>(std::move(hooks));
}

}  // namespace dingtu

#endif
