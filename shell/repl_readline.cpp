// GNU readline as key engine: it knows the keys, the history and the user's .inputrc; the text is
// drawn by us (screen.h), since readline's own drawing knows single lines only. Its interface is
// made of globals and bare functions, hence the one pointer below.

#ifdef DINGTU_HAVE_READLINE

#include "base/text.h"
#include "shell/repl_line.h"
#include "shell/screen.h"
#include "shell/signals.h"
#include "shell/streams.h"

#include <algorithm>
#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <utility>

#include <fmt/format.h>
#include <langinfo.h>
#include <readline/history.h>
#include <readline/readline.h>
#include <sys/ttydefaults.h>

namespace dingtu {

[[nodiscard]] std::unique_ptr<LineEditor> make_readline_editor(EditorHooks hooks);

namespace {

constexpr int kept_entries = 5000;
constexpr std::size_t listed_candidates = 60;

class ReadlineEditor final : public LineEditor {
public:
    explicit ReadlineEditor(EditorHooks hooks);
    ~ReadlineEditor() override { current = nullptr; }
    ReadlineEditor(const ReadlineEditor&) = delete;
    ReadlineEditor& operator=(const ReadlineEditor&) = delete;

    std::optional<Input> read() override;
    void remember(const std::string& entry) override;

private:
    void bind_keys();
    void load_history();

    void draw(bool finished);
    void list(const std::vector<std::string>& candidates);
    void replace(std::size_t begin, const std::string& text);
    void complete_here();
    [[nodiscard]] std::string prompt_of(std::size_t line) const;
    [[nodiscard]] Screen screen_of(bool finished) const;

    static std::string_view buffer() { return {rl_line_buffer, static_cast<std::size_t>(rl_end)}; }
    static std::size_t point() { return static_cast<std::size_t>(rl_point); }

    static void redisplay() { current->draw(false); }
    static int poll_interrupt();
    static int on_enter(int, int);
    static int on_newline(int, int);
    static int on_tab(int, int);
    static int on_up(int count, int key);
    static int on_down(int count, int key);
    static int on_line_begin(int, int);
    static int on_line_end(int, int);
    static int on_clear(int, int);

    static ReadlineEditor* current;  // readline calls back without an argument of ours

    EditorHooks hooks_;
    std::size_t drawn_row_ = 0;  // of the cursor, below the first row that was drawn
    std::size_t drawn_width_ = 0;
    bool interrupted_ = false;
};

ReadlineEditor* ReadlineEditor::current = nullptr;

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
    rl_set_keyboard_input_timeout(50000);
    rl_redisplay_function = redisplay;
    rl_initialize();
    bind_keys();
    load_history();
}

void ReadlineEditor::bind_keys() {
    rl_bind_key('\r', on_enter);
    rl_bind_key('\n', on_enter);
    rl_bind_key('\t', on_tab);
    rl_bind_key(CTRL('A'), on_line_begin);
    rl_bind_key(CTRL('E'), on_line_end);
    rl_bind_key(CTRL('L'), on_clear);
    for (const char* keys : {"\x1B[A", "\x1BOA"}) {
        rl_bind_keyseq(keys, on_up);
    }
    for (const char* keys : {"\x1B[B", "\x1BOB"}) {
        rl_bind_keyseq(keys, on_down);
    }
    for (const char* keys : {"\x1B[H", "\x1BOH", "\x1B[1~"}) {
        rl_bind_keyseq(keys, on_line_begin);
    }
    for (const char* keys : {"\x1B[F", "\x1BOF", "\x1B[4~"}) {
        rl_bind_keyseq(keys, on_line_end);
    }
    for (const char* keys : {"\x1B\r", "\x1B\n"}) {
        rl_bind_keyseq(keys, on_newline);
    }
    rl_bind_keyseq("\x1B[5~", rl_history_search_backward);
    rl_bind_keyseq("\x1B[6~", rl_history_search_forward);
}

/// Time stamps between the entries keep those of several lines apart.
void ReadlineEditor::load_history() {
    using_history();
    history_write_timestamps = 1;
    history_comment_char = '#';
    stifle_history(kept_entries);
    if (!hooks_.history.empty()) {
        read_history(hooks_.history.c_str());
    }
}

void ReadlineEditor::remember(const std::string& entry) {
    HIST_ENTRY* last =
        history_length > 0 ? history_get(history_base + history_length - 1) : nullptr;
    if (last != nullptr && entry == last->line) {
        return;
    }
    add_history(entry.c_str());
    if (hooks_.history.empty()) {
        return;
    }
    std::error_code ignored;
    std::filesystem::create_directories(hooks_.history.parent_path(), ignored);
    if (append_history(1, hooks_.history.c_str()) != 0) {
        write_history(hooks_.history.c_str());
    }
    history_truncate_file(hooks_.history.c_str(), kept_entries);
}

std::optional<LineEditor::Input> ReadlineEditor::read() {
    drawn_row_ = 0;
    drawn_width_ = 0;
    interrupted_ = false;
    std::unique_ptr<char, decltype(&std::free)> line(readline(""), &std::free);
    if (interrupted_) {
        std::fputs("\n", rl_outstream);
        std::fflush(rl_outstream);
        return Input{{}, true};
    }
    if (!line) {
        std::fputs("\n", rl_outstream);
        return std::nullopt;
    }
    return Input{line.get()};
}

/// The first prompt, and for the lines below what is still open there: `"->`, `(->`.
std::string ReadlineEditor::prompt_of(std::size_t line) const {
    if (line == 0) {
        bool searching = rl_display_prompt != rl_prompt && rl_display_prompt != nullptr;
        return searching ? std::string(rl_display_prompt) : hooks_.prompt;
    }
    std::string_view text = buffer();
    std::size_t end = 0;
    for (std::size_t i = 0; i < line; ++i) {
        end = text.find('\n', end) + 1;
    }
    char open = open_at_end(text.substr(0, end));
    std::string prompt = open == '\0' ? "-> " : std::string(1, open) + "-> ";
    std::size_t width = display_width(hooks_.prompt);
    return std::string(width > prompt.size() ? width - prompt.size() : 0, ' ') + prompt;
}

Screen ReadlineEditor::screen_of(bool finished) const {
    std::string_view text = buffer();
    bool paint = hooks_.colours && !text.starts_with('.');
    return lay_out(
        text, finished ? text.size() : point(), terminal_width(fileno(rl_outstream)),
        [this](std::size_t line) { return prompt_of(line); },
        paint ? paint_statement(text, finished ? std::string_view::npos : point())
              : std::vector<std::string_view>());
}

/// Goes back to the first row, writes all rows anew and puts the cursor in its place. Of a text
/// that is taller than the terminal only the part around the cursor is shown.
void ReadlineEditor::draw(bool finished) {
    Screen screen = screen_of(finished);
    std::size_t width = terminal_width(fileno(rl_outstream));
    if (drawn_width_ != 0 && width != drawn_width_) {
        drawn_row_ = screen.cursor_row;  // the terminal has wrapped what was there anew
    }
    drawn_width_ = width;
    int height = 0;
    int columns = 0;
    rl_get_screen_size(&height, &columns);
    std::size_t visible = height > 2 ? static_cast<std::size_t>(height) : 24;
    std::size_t top = 0;
    if (!finished && screen.rows.size() > visible) {
        top = screen.cursor_row >= visible ? screen.cursor_row - visible + 1 : 0;
    }
    std::size_t bottom =
        finished ? screen.rows.size() : std::min(screen.rows.size(), top + visible);
    std::string out = drawn_row_ > 0 ? fmt::format("\x1B[{}A", drawn_row_) : "";
    out += "\r\x1B[J";
    for (std::size_t row = top; row < bottom; ++row) {
        out += (row == top ? "" : "\r\n") + screen.rows[row];
    }
    drawn_row_ = screen.cursor_row - top;
    if (std::size_t up = bottom - 1 - screen.cursor_row; up > 0) {
        out += fmt::format("\x1B[{}A", up);
    }
    out += '\r';
    if (screen.cursor_column > 0) {
        out += fmt::format("\x1B[{}C", screen.cursor_column);
    }
    std::fwrite(out.data(), 1, out.size(), rl_outstream);
    std::fflush(rl_outstream);
}

int ReadlineEditor::poll_interrupt() {
    if (interrupt_flag()) {
        clear_interrupt();
        current->interrupted_ = true;
        current->draw(true);
        std::fputs("^C", rl_outstream);
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
    std::fputs("\n", rl_outstream);
    rl_done = 1;
    return 0;
}

int ReadlineEditor::on_newline(int, int) {
    return rl_insert_text("\n") < 0 ? 1 : 0;
}

int ReadlineEditor::on_clear(int, int) {
    std::fputs("\x1B[H\x1B[2J", rl_outstream);
    current->drawn_row_ = 0;
    return 0;
}

std::size_t line_begin(std::string_view text, std::size_t at) {
    std::size_t found = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
    return found == std::string_view::npos ? 0 : found + 1;
}

std::size_t line_end(std::string_view text, std::size_t at) {
    return std::min(text.find('\n', at), text.size());
}

int ReadlineEditor::on_line_begin(int, int) {
    rl_point = static_cast<int>(line_begin(buffer(), point()));
    return 0;
}

int ReadlineEditor::on_line_end(int, int) {
    rl_point = static_cast<int>(line_end(buffer(), point()));
    return 0;
}

/// Up and down keep the display column within a text of several lines; beyond it they go through
/// the history.
int ReadlineEditor::on_up(int count, int key) {
    std::string_view text = buffer();
    std::size_t begin = line_begin(text, point());
    if (begin == 0) {
        return rl_get_previous_history(count, key);
    }
    std::size_t column = display_width(text.substr(begin, point() - begin));
    std::size_t above = line_begin(text, begin - 1);
    rl_point =
        static_cast<int>(above + fit_width(text.substr(above, begin - 1 - above), column).size());
    return 0;
}

int ReadlineEditor::on_down(int count, int key) {
    std::string_view text = buffer();
    std::size_t end = line_end(text, point());
    if (end == text.size()) {
        return rl_get_next_history(count, key);
    }
    std::size_t begin = line_begin(text, point());
    std::size_t column = display_width(text.substr(begin, point() - begin));
    std::size_t below = end + 1;
    rl_point = static_cast<int>(
        below + fit_width(text.substr(below, line_end(text, below) - below), column).size());
    return 0;
}

void ReadlineEditor::replace(std::size_t begin, const std::string& text) {
    rl_begin_undo_group();
    rl_delete_text(static_cast<int>(begin), rl_point);
    rl_point = static_cast<int>(begin);
    rl_insert_text(text.c_str());
    rl_end_undo_group();
}

void ReadlineEditor::list(const std::vector<std::string>& candidates) {
    draw(true);
    std::size_t widest = 0;
    std::size_t shown = std::min(candidates.size(), listed_candidates);
    for (std::size_t i = 0; i < shown; ++i) {
        widest = std::max(widest, display_width(candidates[i]));
    }
    std::size_t columns = std::max<std::size_t>(1, drawn_width_ / (widest + 2));
    std::string out;
    for (std::size_t i = 0; i < shown; ++i) {
        out += i % columns == 0 ? "\n" : "";
        out += candidates[i] + std::string(widest + 2 - display_width(candidates[i]), ' ');
    }
    if (shown < candidates.size()) {
        out += fmt::format("\n... and {} more", candidates.size() - shown);
    }
    std::fprintf(rl_outstream, "%s\n", out.c_str());
    drawn_row_ = 0;
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

/// One candidate is put in; several are put in as far as they agree, or listed.
void ReadlineEditor::complete_here() {
    std::string before(buffer().substr(0, point()));
    Completions found = hooks_.candidates(before);
    std::string written = before.substr(found.begin);
    if (found.of == Completions::Of::FileNames) {
        found.candidates = file_names(written);
        settle(found, written);
    }
    if (found.candidates.empty()) {
        rl_ding();
        return;
    }
    if (!found.insert.empty()) {
        replace(found.begin, found.insert);
    } else {
        list(found.candidates);
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

}  // namespace

std::unique_ptr<LineEditor> make_readline_editor(EditorHooks hooks) {
    return std::make_unique<ReadlineEditor>(std::move(hooks));
}

}  // namespace dingtu

#endif
