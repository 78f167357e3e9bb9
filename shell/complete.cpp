#include "shell/complete.h"

#include "base/text.h"
#include "grammar/parse.h"
#include "loader/pinyin.h"
#include "query/aggregates.h"
#include "query/functions.h"
#include "shell/entity_names.h"
#include "shell/name_filter.h"

#include <algorithm>
#include <array>
#include <utility>

namespace dingtu {

namespace {

constexpr std::size_t most_names = 50;

bool is_word_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
}

std::size_t word_begin(std::string_view text) {
    std::size_t begin = text.size();
    while (begin > 0 && is_word_byte(text[begin - 1])) {
        --begin;
    }
    return begin;
}

/// What was seen while reading a statement from its beginning: the quote that is open and where
/// its text begins, else the brackets that are open.
struct Context {
    char quote = 0;
    std::size_t quoted_begin = 0;
    std::string brackets;
};

void read_quoted(std::string_view text, std::size_t& i, Context& context) {
    char quote = text[i];
    std::size_t begin = i + 1;
    for (i = begin; i < text.size(); ++i) {
        if (text[i] == '\\' && quote != '`') {
            ++i;
        } else if (text[i] == quote) {
            return;
        }
    }
    context.quote = quote;
    context.quoted_begin = begin;
}

Context context_of(std::string_view text) {
    Context context;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (c == '"' || c == '\'' || c == '`') {
            read_quoted(text, i, context);
        } else if (text.substr(i, 2) == "//") {
            i = std::min(text.find('\n', i), text.size());
        } else if (text.substr(i, 2) == "/*") {
            i = std::min(text.find("*/", i + 2), text.size() - 1) + 1;
        } else if (c == '(' || c == '[' || c == '{') {
            context.brackets += c;
        } else if ((c == ')' || c == ']' || c == '}') && !context.brackets.empty()) {
            context.brackets.pop_back();
        }
    }
    return context;
}

/// Candidates that begin like `prefix`, in either case.
void keep_matching(std::vector<std::string>& candidates, std::string_view prefix) {
    std::string wanted = to_lower(prefix);
    std::erase_if(candidates, [&wanted](const std::string& candidate) {
        return !to_lower(candidate).starts_with(wanted);
    });
    std::sort(candidates.begin(), candidates.end());
    candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
}

template <class Id>
void add_names(std::vector<std::string>& out, const Catalog& catalog, NameKind kind,
               const std::vector<Id>& ids) {
    for (Id id : ids) {
        if (catalog.count(id) > 0) {
            out.push_back(catalog.name(id));
        }
    }
    for (const auto& [name, synonym] : catalog.synonyms(kind)) {
        if (std::find(out.begin(), out.end(), name) != out.end()) {
            out.push_back(synonym);
        }
    }
}

/// Whether the word at `begin` stands where a label or a type is expected: `:Fi`, `:A|B`, `:A&!B`.
bool behind_colon(std::string_view before, std::size_t begin) {
    while (begin > 0) {
        char c = before[begin - 1];
        if (c == ':') {
            return true;
        }
        if (c != '|' && c != '&' && c != '!' && c != ' ') {
            return false;
        }
        --begin;
        begin = c == ' ' || c == '!' ? begin : word_begin(before.substr(0, begin));
    }
    return false;
}

void add_words(std::vector<std::string>& out, std::string_view before, bool lower) {
    for (const std::string& keyword : keywords()) {
        out.push_back(lower ? to_lower(keyword) : keyword);
    }
    for (const Function* function : all_functions()) {
        out.push_back(std::string(function->name) + "(");
    }
    for (const Aggregate& aggregate : all_aggregates()) {
        out.push_back(std::string(aggregate.name) + "(");
    }
    for (const Token& token : tokens(before)) {
        if (token.kind == Token::Kind::Name && token.span.end < before.size()) {
            out.emplace_back(before.substr(token.span.begin, token.span.end - token.span.begin));
        }
    }
}

bool takes_file(std::string_view command) {
    static constexpr std::array<std::string_view, 8> commands{"read", "load",   "import", "export",
                                                              "open", "output", "once",   "backup"};
    return std::find(commands.begin(), commands.end(), command) != commands.end();
}

Completions complete_command(std::string_view before, const Snapshot& snapshot,
                             std::vector<std::string> commands) {
    Completions found;
    std::size_t space = before.find(' ');
    if (space == std::string_view::npos) {
        found.begin = 1;
        found.candidates = std::move(commands);
        keep_matching(found.candidates, before.substr(1));
        return found;
    }
    std::string_view command = before.substr(1, space - 1);
    found.begin = before.find_first_not_of(' ', space);
    found.begin = std::min(found.begin, before.size());
    if (command == "show") {
        found.candidates = names_typed(snapshot, before.substr(found.begin), "", most_names);
    } else if (takes_file(command)) {
        found.of = Completions::Of::FileNames;
        found.begin = before.rfind(' ') + 1;
    }
    return found;
}

Completions complete_name(std::string_view before, std::size_t begin, const Snapshot& snapshot) {
    std::string_view statement = before.substr(0, begin - 1);  // up to the quote
    auto filter = name_filter(statement, tokens(statement), snapshot.catalog());
    Completions found;
    found.begin = begin;
    found.candidates = names_typed(snapshot, before.substr(begin),
                                   filter ? filter->label : std::string(), most_names);
    return found;
}

/// The longest beginning that all candidates share, in whole characters.
std::string common_prefix(const std::vector<std::string>& candidates) {
    std::string prefix = candidates.front();
    for (const std::string& candidate : candidates) {
        auto end = std::mismatch(prefix.begin(), prefix.end(), candidate.begin(), candidate.end());
        prefix.erase(end.first, prefix.end());
    }
    while (!prefix.empty() && invalid_utf8(prefix)) {
        prefix.pop_back();
    }
    return prefix;
}

Completions candidates_for(std::string_view before, const Snapshot& snapshot,
                           const std::vector<std::string>& dot_commands,
                           const std::vector<std::string>& parameters) {
    if (before.starts_with('.') || before.starts_with(':')) {
        return complete_command(before, snapshot, dot_commands);
    }
    Context context = context_of(before);
    Completions found;
    if (context.quote == '"' || context.quote == '\'') {
        return complete_name(before, context.quoted_begin, snapshot);
    }
    found.begin = word_begin(before);
    std::string_view word = before.substr(found.begin);
    char previous = found.begin > 0 ? before[found.begin - 1] : ' ';
    char bracket = context.brackets.empty() ? ' ' : context.brackets.back();
    const Catalog& catalog = snapshot.catalog();
    if (previous == '$') {
        found.candidates = parameters;
    } else if (previous == '.' || (bracket == '{' && previous != ':')) {
        add_names(found.candidates, catalog, NameKind::Key, catalog.keys());
    } else if (bracket == '[' && behind_colon(before, found.begin)) {
        add_names(found.candidates, catalog, NameKind::Type, catalog.types());
    } else if (bracket != '{' && behind_colon(before, found.begin)) {
        add_names(found.candidates, catalog, NameKind::Label, catalog.labels());
    } else if (!word.empty()) {
        add_words(found.candidates, before, word[0] >= 'a' && word[0] <= 'z');
    }
    keep_matching(found.candidates, word);
    return found;
}

}  // namespace

Completions complete(std::string_view before, const Snapshot& snapshot,
                     const std::vector<std::string>& dot_commands,
                     const std::vector<std::string>& parameters) {
    Completions found = candidates_for(before, snapshot, dot_commands, parameters);
    settle(found, before.substr(found.begin));
    return found;
}

void settle(Completions& found, std::string_view written) {
    if (found.candidates.empty()) {
        return;
    }
    std::string shared = common_prefix(found.candidates);
    // What is put in for pinyin or an alias must not say less than what was typed.
    bool more = shared.size() > written.size() && to_lower(shared).starts_with(to_lower(written));
    bool spelled = !shared.empty() && typed_as(written, shared) && shared != written;
    if (found.candidates.size() == 1 || more || spelled) {
        found.insert = shared;
    }
}

char open_at_end(std::string_view text) {
    Context context = context_of(text);
    if (context.quote != 0) {
        return context.quote;
    }
    return context.brackets.empty() ? '\0' : context.brackets.back();
}

}  // namespace dingtu
