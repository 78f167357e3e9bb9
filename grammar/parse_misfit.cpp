#include "grammar/parse_refusals.h"

#include <algorithm>
#include <array>

namespace dingtu {

namespace {

/// Mends are tried with this many tokens behind the misfit: enough to tell good ones from bad.
constexpr std::size_t window = 12;
/// In statements that are this long before the misfit (data, not typed) none is tried: each try
/// parses all of it again.
constexpr std::size_t longest_tried = 10'000;

constexpr std::array<std::string_view, 18> clause_words = {
    "MATCH", "OPTIONAL", "UNWIND", "FOR",    "WITH", "RETURN", "CREATE", "INSERT", "MERGE",
    "SET",   "REMOVE",   "DELETE", "DETACH", "CALL", "LET",    "FILTER", "UNION",  "WHERE"};

}  // namespace

std::string_view closing_bracket(std::string_view bracket) {
    if (bracket == "(") return ")";
    if (bracket == "[") return "]";
    return bracket == "{" ? "}" : "";
}

Misfitting::Misfitting(const TokenRange& range, std::size_t index, Root root)
    : range_(range),
      index_(index - range.begin),
      root_(root) {
    for (std::size_t i = range.begin; i < range.end; ++i)
        types_.push_back(range[i]->getType());
}

std::size_t Misfitting::type_at(std::ptrdiff_t offset) const {
    const auto at = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(index_) + offset);
    return at < types_.size() ? types_[at] : antlr4::Token::EOF;
}

std::string_view Misfitting::symbol_at(std::ptrdiff_t offset) const {
    return symbol(type_at(offset));
}

Span Misfitting::span_at(std::ptrdiff_t offset) const {
    const auto at = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(index_) + offset);
    if (at < types_.size()) return range_.source.span(range_[range_.begin + at]);
    const std::size_t end = range_.empty() ? 0 : range_.source.span(range_[range_.end - 1]).end;
    return {end, end};
}

std::string_view Misfitting::text_at(std::ptrdiff_t offset) const {
    return range_.source.text(span_at(offset));
}

bool Misfitting::touches_next(std::ptrdiff_t offset) const {
    return span_at(offset).end == span_at(offset + 1).begin;
}

std::size_t Misfitting::reach(const std::vector<std::size_t>& types) const {
    return first_misfit(types, root_).value_or(types.size() + 1);
}

std::optional<std::size_t> Misfitting::fit_behind(const std::vector<std::size_t>& types) const {
    if (index_ > longest_tried) return std::nullopt;
    const auto cut = static_cast<std::ptrdiff_t>(std::min(index_ + window, types_.size()));
    std::vector<std::size_t> mended(types_.begin(), types_.begin() + cut);
    mended.insert(mended.begin() + static_cast<std::ptrdiff_t>(index_), types.begin(), types.end());
    const std::size_t reached = reach(mended);
    if (reached < index_ + types.size()) return std::nullopt;
    return reached - index_ - types.size();
}

bool Misfitting::mended_by(const std::vector<std::size_t>& types) const {
    const std::size_t tried = std::min(index_ + window, types_.size()) - index_;
    return fit_behind(types).value_or(0) >= std::max<std::size_t>(tried, 1);
}

std::size_t Misfitting::fit_with(std::ptrdiff_t offset, std::size_t type) const {
    if (index_ > longest_tried) return 0;
    const auto cut = static_cast<std::ptrdiff_t>(std::min(index_ + window, types_.size()));
    std::vector<std::size_t> mended(types_.begin(), types_.begin() + cut);
    mended[static_cast<std::size_t>(static_cast<std::ptrdiff_t>(index_) + offset)] = type;
    const std::size_t reached = reach(mended);
    return reached < index_ ? 0 : reached - index_;
}

std::optional<std::size_t> Misfitting::open_bracket() const {
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < std::min(index_, types_.size()); ++i) {
        const std::string_view text = symbol(types_[i]);
        if (!closing_bracket(text).empty()) open.push_back(i);
        const bool closes = text == ")" || text == "]" || text == "}";
        if (closes && !open.empty()) open.pop_back();
    }
    return open.empty() ? std::nullopt : std::optional(open.back());
}

std::string_view Misfitting::clause_word() const {
    std::string_view word;
    std::size_t depth = 0;
    for (std::size_t i = 0; i < std::min(index_, types_.size()); ++i) {
        const std::string_view text = symbol(types_[i]);
        if (!closing_bracket(text).empty()) ++depth;
        const bool closes = text == ")" || text == "]" || text == "}";
        if (closes && depth > 0) --depth;
        const bool clause =
            std::find(clause_words.begin(), clause_words.end(), text) != clause_words.end();
        if (depth == 0 && clause) word = text;
    }
    return word;
}

}  // namespace dingtu
