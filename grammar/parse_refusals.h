#pragma once

#include "grammar/antlr.h"
#include "grammar/parse_tree.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Private to grammar/: what is wrong with a statement that does not parse.
namespace dingtu {

/// A statement as a row of token types, and the first one that cannot stand where it stands. A
/// mend is tried by parsing the row with the mend in it, so no hint is a guess.
class Misfitting {
public:
    Misfitting(const TokenRange& range, std::size_t index, Root root);

    [[nodiscard]] std::size_t index() const { return index_; }
    [[nodiscard]] bool at_end() const { return index_ >= types_.size(); }
    /// The symbol at a place, counted from the misfit; empty for names, literals, and outside.
    [[nodiscard]] std::string_view symbol_at(std::ptrdiff_t offset) const;
    /// The text at a place, as the user wrote it.
    [[nodiscard]] std::string_view text_at(std::ptrdiff_t offset) const;
    [[nodiscard]] std::size_t type_at(std::ptrdiff_t offset) const;
    /// The token's place; behind the last token for the end.
    [[nodiscard]] Span span_at(std::ptrdiff_t offset) const;
    /// Whether nothing stands between a token and the next one.
    [[nodiscard]] bool touches_next(std::ptrdiff_t offset) const;

    /// How many tokens from the misfit on fit if `types` are put before it; nothing if `types`
    /// themselves do not fit.
    [[nodiscard]] std::optional<std::size_t> fit_behind(
        const std::vector<std::size_t>& types) const;
    /// Whether the statement (as much of it as is tried) has no misfit with `types` put before it.
    [[nodiscard]] bool mended_by(const std::vector<std::size_t>& types) const;
    /// How many tokens from the misfit on fit if the one at `offset` has another type; 0 if none.
    [[nodiscard]] std::size_t fit_with(std::ptrdiff_t offset, std::size_t type) const;

    /// The innermost bracket that is open at the misfit: its index.
    [[nodiscard]] std::optional<std::size_t> open_bracket() const;
    /// The word that began the clause: the last one outside of brackets that begins clauses.
    [[nodiscard]] std::string_view clause_word() const;

    [[nodiscard]] const TokenRange& range() const { return range_; }
    [[nodiscard]] Root root() const { return root_; }

private:
    [[nodiscard]] std::size_t reach(const std::vector<std::size_t>& types) const;

    TokenRange range_;
    std::vector<std::size_t> types_;
    std::size_t index_;
    Root root_;
};

using Found = std::optional<Error>;
/// The error if something stands at the misfit, or just before it, that does not belong there.
[[nodiscard]] Found strange(const Misfitting& misfit);
/// The error if brackets or a pattern are out of shape.
[[nodiscard]] Found misshapen(const Misfitting& misfit);
/// The error if something is missing at the misfit.
[[nodiscard]] Found missing(const Misfitting& misfit);

/// A syntax error of the protocol's general kind.
[[nodiscard]] Error unexpected(const std::string& message, Span span);

/// What is wrong and what mends it.
struct Mend {
    std::string_view wrong;
    std::string_view right;
};

/// Whether the clause at the misfit has patterns.
[[nodiscard]] bool in_patterns(const Misfitting& misfit);
/// What closes `(`, `[`, `{`; empty for anything else.
[[nodiscard]] std::string_view closing_bracket(std::string_view bracket);

}  // namespace dingtu
