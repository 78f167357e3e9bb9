#include "shell/name_filter.h"

#include "base/text.h"
#include "shell/entity_names.h"
#include "shell/script.h"

#include <fmt/format.h>

namespace dingtu {

namespace {

/// Tokens of a statement, asked from the end backwards; behind the beginning all are empty.
class Backwards {
public:
    Backwards(std::string_view text, std::span<const Token> tokens)
        : text_(text),
          tokens_(tokens) {}

    [[nodiscard]] std::string_view word(std::size_t from_end) const {
        if (from_end >= tokens_.size()) {
            return {};
        }
        Span span = tokens_[tokens_.size() - 1 - from_end].span;
        return text_.substr(span.begin, span.end - span.begin);
    }
    [[nodiscard]] bool is(std::size_t from_end, std::string_view wanted) const {
        return to_upper(word(from_end)) == wanted;
    }
    [[nodiscard]] bool is_string(std::size_t from_end) const {
        return from_end < tokens_.size() &&
               tokens_[tokens_.size() - 1 - from_end].kind == Token::Kind::String;
    }
    [[nodiscard]] std::size_t size() const { return tokens_.size(); }

private:
    std::string_view text_;
    std::span<const Token> tokens_;
};

bool is_name_key(std::string_view word, const Catalog& catalog) {
    auto key = catalog.key(word);
    return key && (key == catalog.key("name") || key == catalog.key("aliases"));
}

/// The label in `(variable:Label`, wherever the statement says it first.
std::string label_of(const Backwards& tokens, std::string_view variable) {
    for (std::size_t i = tokens.size(); i-- > 3;) {
        if (tokens.is(i, "(") && tokens.word(i - 1) == variable && tokens.is(i - 2, ":")) {
            return std::string(tokens.word(i - 3));
        }
    }
    return {};
}

/// The label of the pattern `(d:Label {name: ` whose `{` is at `brace`.
std::string label_before(const Backwards& tokens, std::size_t brace) {
    for (std::size_t i = brace; i < tokens.size(); ++i) {
        if (tokens.is(i, ")") || tokens.is(i, "[")) {
            return {};
        }
        if (tokens.is(i, ":") && (tokens.is(i + 1, "(") || tokens.is(i + 2, "("))) {
            return std::string(tokens.word(i - 1));
        }
    }
    return {};
}

/// Where the comparison with the value begins: in `d.name IN ['甲', ` behind the `IN`.
std::size_t behind_list(const Backwards& tokens) {
    std::size_t at = 0;
    while (tokens.is(at, ",") && tokens.is_string(at + 1)) {
        at += 2;
    }
    return tokens.is(at, "[") && tokens.is(at + 1, "IN") ? at + 1 : 0;
}

}  // namespace

std::optional<NameFilter> name_filter(std::string_view text, std::span<const Token> before,
                                      const Catalog& catalog) {
    Backwards tokens(text, before);
    std::size_t at = behind_list(tokens);
    bool compares = tokens.is(at, "=") || tokens.is(at, "<>") || tokens.is(at, "IN");
    if (compares && tokens.is(at + 2, ".") && is_name_key(tokens.word(at + 1), catalog)) {
        return NameFilter{label_of(tokens, tokens.word(at + 3))};
    }
    if (tokens.is(0, ":") && is_name_key(tokens.word(1), catalog) &&
        (tokens.is(2, "{") || tokens.is(2, ","))) {
        return NameFilter{label_before(tokens, 2)};
    }
    if (tokens.is(0, ",") && tokens.is(2, "(") && tokens.is(3, "CALLED")) {
        return NameFilter{label_of(tokens, tokens.word(1))};
    }
    return std::nullopt;
}

namespace {

/// The text that a token of a statement stands for: a string without its quotes, or a parameter's
/// value.
std::string text_of(std::string_view written, Token::Kind kind, const Map& parameters) {
    if (kind == Token::Kind::String && written.size() > 2) {
        return std::string(written.substr(1, written.size() - 2));
    }
    if (kind == Token::Kind::Parameter) {
        auto found = parameters.find(written.substr(1));
        if (found != parameters.end() && found->second.is(Kind::String)) {
            return found->second.as_string();
        }
    }
    return {};
}

}  // namespace

std::string names_hint(const Snapshot& snapshot, std::string_view statement,
                       const Map& parameters) {
    std::string out;
    if (writes(statement)) {
        return out;
    }
    std::vector<Token> all = tokens(statement);
    for (std::size_t i = 0; i < all.size(); ++i) {
        Span span = all[i].span;
        std::string name =
            text_of(statement.substr(span.begin, span.end - span.begin), all[i].kind, parameters);
        std::span<const Token> before(all.data(), i);
        if (length(name) < 2 || !name_filter(statement, before, snapshot.catalog()) ||
            !snapshot.called(name).empty()) {
            continue;
        }
        std::string near = nearest_name(snapshot, name);
        out += near.empty()
                   ? fmt::format("note: nothing is called `{}`\n", name)
                   : fmt::format("note: nothing is called `{}`; did you mean `{}`?\n", name, near);
    }
    return out;
}

}  // namespace dingtu
