#include "loader/match.h"

#include "base/text.h"
#include "loader/enumeration.h"

#include <algorithm>
#include <functional>

namespace dingtu {
namespace {

/// A sentence of more than this many bytes has its gaps counted all the same; this bounds the steps
/// of one match, so that hostile text cannot make the search explode.
constexpr std::size_t most_steps = 4000;

using Elements = std::span<const Element* const>;

class Matcher {
public:
    Matcher(const Scene& scene, std::uint32_t sentence)
        : scene_(scene),
          sentence_(sentence),
          text_(scene.text(sentence)) {
        const auto [first, last] = scene.findings.in_sentence(sentence);
        first_ = first;
        last_ = last;
    }

    std::vector<Match> all(const Rule& rule) {
        std::vector<const Element*> elements;
        for (const Element& element : rule.pattern) {
            // A gap before anything is matched says nothing.
            const bool leading = std::all_of(
                elements.begin(), elements.end(),
                [](const Element* before) { return before->kind == Element::Kind::Implied; });
            if (!leading || element.kind != Element::Kind::Gap) {
                elements.push_back(&element);
            }
        }
        std::vector<Match> matches;
        for (const std::size_t start : starts(rule.pattern)) {
            bindings_.clear();
            steps_ = 0;
            std::size_t end = 0;
            if (run(elements, start, end)) {
                matches.push_back({{start, end}, bindings_});
            }
        }
        return matches;
    }

private:
    /// Where a match may begin: at the mentions or words that the first element asks for.
    [[nodiscard]] std::vector<std::size_t> starts(const std::vector<Element>& pattern) const {
        std::size_t first = 0;
        while (first < pattern.size() && (pattern[first].kind == Element::Kind::Implied ||
                                          pattern[first].kind == Element::Kind::Gap)) {
            ++first;
        }
        std::vector<std::size_t> out;
        if (first == pattern.size()) {
            return out;
        }
        const Element& element = pattern[first];
        if (element.kind == Element::Kind::Slot) {
            for (std::size_t i = first_; i < last_; ++i) {
                if (fits(scene_.findings.mentions[i], element)) {
                    out.push_back(scene_.findings.mentions[i].begin);
                }
            }
        } else if (element.kind == Element::Kind::Words) {
            PhraseSet::Match match;
            for (std::size_t at = element.words.find(text_, 0, match); at != std::string_view::npos;
                 at = element.words.find(text_, at + match.length, match)) {
                out.push_back(at);
            }
        } else {
            for (const Span clause : clauses(text_)) {
                out.push_back(clause.begin);
            }
            if (element.kind != Element::Kind::Start) {
                for (const Word& word : scene_.words[sentence_]) {
                    out.push_back(word.begin);
                }
            }
        }
        std::sort(out.begin(), out.end());
        out.erase(std::unique(out.begin(), out.end()), out.end());
        return out;
    }

    [[nodiscard]] static bool fits(const Mention& mention, const Element& element) {
        const auto by_rule = element.properties.find("rule");
        if (by_rule != element.properties.end() && by_rule->second != mention.rule) {
            return false;
        }
        if (mention.anaphor && element.properties.contains("stated")) {
            return false;
        }
        return !mention.nested && mention.entity != no_entity &&
               std::any_of(element.labels.begin(), element.labels.end(),
                           [&](const std::string& label) { return is_a(mention.label, label); });
    }

    /// Quotes and blanks between elements count for nothing.
    [[nodiscard]] std::size_t skip_glue(std::size_t at) const {
        // No more than a few marks stand between two words of a text that is meant to be read.
        constexpr int most_marks = 4;
        bool again = true;
        for (int marks = 0; again && marks < most_marks; ++marks) {
            again = false;
            for (const std::string_view glue : {"“", "”", "‘", "’", " ", "\u3000"}) {
                if (text_.substr(at).starts_with(glue)) {
                    at += glue.size();
                    again = true;
                }
            }
        }
        return at;
    }

    // NOLINTNEXTLINE(misc-no-recursion): bounded by the pattern's length and most_steps
    bool run(Elements elements, std::size_t at, std::size_t& end) {
        if (++steps_ > most_steps) {
            return false;
        }
        if (elements.empty()) {
            end = at;
            return true;
        }
        const Element& element = *elements[0];
        const Elements rest = elements.subspan(1);
        switch (element.kind) {
            case Element::Kind::Words: return run_words(element, rest, at, end);
            case Element::Kind::Slot: return run_slot(element, rest, at, end);
            case Element::Kind::Phrase: return run_phrase(element, rest, at, end);
            case Element::Kind::Gap: return run_gap(element, rest, at, end);
            case Element::Kind::Optional: return run_optional(element, rest, at, end);
            case Element::Kind::Implied:
                bindings_[element.name] = {&element, {}, {}};
                return run(rest, at, end);
            case Element::Kind::Start: return opens_clause(at) && run(rest, at, end);
            case Element::Kind::End: return closes_clause(at) && run(rest, at, end);
        }
        return false;
    }

    /// A trigger is no part of a name (开发 in 开发区) and begins or ends as a word does.
    [[nodiscard]] bool stands_free(std::size_t begin, std::size_t end) const {
        for (std::size_t i = first_; i < last_; ++i) {
            const Mention& mention = scene_.findings.mentions[i];
            // The last word of a name may be asked for: 项目 of 水泵项目.
            if (!mention.anaphor && mention.begin < begin && end < mention.end) {
                return false;
            }
        }
        const std::vector<Word>& words = scene_.words[sentence_];
        return words[scene_.word_at(sentence_, begin)].begin == begin ||
               words[scene_.word_at(sentence_, end - 1)].end == end;
    }

    bool run_words(const Element& element, Elements rest, std::size_t at, std::size_t& end) {
        PhraseSet::Match match = element.words.at(text_, at);
        if (!match) {
            at = skip_glue(at);
            match = element.words.at(text_, at);
        }
        if (!match || !stands_free(at, at + match.length)) {
            return false;
        }
        const std::size_t behind =
            element.list ? joined_end(element, at + match.length) : at + match.length;
        if (!element.name.empty()) {
            bindings_[element.name] = {&element, {}, {{at, behind}}};
        }
        return run(rest, behind, end);
    }

    /// 董事长|兼|总经理: goes on over words of the same class.
    [[nodiscard]] std::size_t joined_end(const Element& element, std::size_t end) const {
        for (bool again = true; again;) {
            again = false;
            for (const std::string_view joint : {"兼任", "兼", "、", "和"}) {
                const std::size_t next = end + joint.size();
                if (!text_.substr(end).starts_with(joint)) {
                    continue;
                }
                const PhraseSet::Match match = element.words.at(text_, next);
                end = match ? next + match.length : end;
                again = static_cast<bool>(match);
                break;
            }
        }
        return end;
    }

    [[nodiscard]] std::size_t mention_at(const Element& element, std::size_t at) const {
        const std::size_t behind_glue = skip_glue(at);
        for (std::size_t i = first_; i < last_; ++i) {
            const Mention& mention = scene_.findings.mentions[i];
            if ((mention.begin == at || mention.begin == behind_glue) && fits(mention, element)) {
                return i;
            }
        }
        return SIZE_MAX;
    }

    [[nodiscard]] std::size_t place_behind(std::size_t index) const {
        const Mention& place = scene_.findings.mentions[index];
        for (std::size_t i = index + 1; i < last_ && is_a(place.label, "Place") && !place.anaphor;
             ++i) {
            const Mention& next = scene_.findings.mentions[i];
            if (next.begin == place.end && is_a(next.label, "Place") && !next.nested) {
                return i;
            }
        }
        return SIZE_MAX;
    }

    bool run_slot(const Element& element, Elements rest, std::size_t at, std::size_t& end) {
        std::vector<std::size_t> found;
        for (std::size_t next = mention_at(element, at); next != SIZE_MAX;
             next = mention_at(element, at)) {
            found.push_back(next);
            at = scene_.findings.mentions[next].end;
            // 苏州市吴江区: of a chain of places the last is meant.
            for (std::size_t inner = place_behind(next); inner != SIZE_MAX && !element.list;
                 inner = place_behind(inner)) {
                found.back() = inner;
                at = scene_.findings.mentions[inner].end;
            }
            if (!element.list) {
                break;
            }
            const std::size_t separator = separator_at(text_, skip_glue(at));
            if (separator == 0 || mention_at(element, skip_glue(at) + separator) == SIZE_MAX) {
                break;
            }
            at = skip_glue(at) + separator;
        }
        if (found.empty()) {
            return false;
        }
        bindings_[element.name] = {&element, found, {}};
        if (run(rest, at, end)) {
            return true;
        }
        const std::size_t behind = behind_brackets(at);
        bindings_[element.name] = {&element, found, {}};
        return behind > at && run(rest, behind, end);
    }

    /// X（以下简称“Y”）: what a bracket behind a name says does not part it from its verb.
    [[nodiscard]] std::size_t behind_brackets(std::size_t at) const {
        constexpr std::size_t longest_note = 120;
        const std::string_view close = "）";
        const std::size_t end =
            text_.substr(at).starts_with("（") ? text_.find(close, at) : std::string_view::npos;
        return end == std::string_view::npos || end - at > longest_note ? at : end + close.size();
    }

    bool run_phrase(const Element& element, Elements rest, std::size_t at, std::size_t& end) {
        if (element.list) {
            const std::vector<Span> items = items_from(scene_, sentence_, at);
            // Fewer items where what follows asks for it.
            for (std::size_t count = items.size(); count > 0; --count) {
                std::vector<Span> kept(items.begin(),
                                       items.begin() + static_cast<std::ptrdiff_t>(count));
                std::erase_if(kept, [&](Span item) { return !acceptable(element, item); });
                if (!kept.empty()) {
                    bindings_[element.name] = {&element, {}, kept};
                    if (run(rest, items[count - 1].end, end)) {
                        return true;
                    }
                }
            }
            return false;
        }
        if (element.properties.contains("clause")) {
            const Span rest_of_clause = clause_rest(at);
            bindings_[element.name] = {&element, {}, {rest_of_clause}};
            const std::string_view words =
                text_.substr(rest_of_clause.begin, rest_of_clause.end - rest_of_clause.begin);
            const bool tells = !element.has_endings || element.words.within(words);
            return !words.empty() && tells && run(rest, rest_of_clause.end, end);
        }
        const std::size_t limit = phrase_end(scene_, sentence_, at);
        for (std::size_t i = scene_.word_at(sentence_, limit == 0 ? 0 : limit - 1) + 1; i-- > 0;) {
            const Word& word = scene_.words[sentence_][i];
            if (word.end <= at) {
                return false;
            }
            const std::size_t word_end = std::min(word.end, limit);
            const Span range = tidy_phrase(scene_, sentence_, {at, word_end});
            if (acceptable(element, range)) {
                bindings_[element.name] = {&element, {}, {range}};
                if (run(rest, word_end, end)) {
                    return true;
                }
            }
        }
        return false;
    }

    /// From `at` to the end of its clause, at most some thirty characters.
    [[nodiscard]] Span clause_rest(std::size_t at) const {
        for (const Span clause : clauses(text_)) {
            if (clause.begin <= at && at < clause.end) {
                return clause.end - at <= 96 ? Span{at, clause.end} : Span{at, at};
            }
        }
        return {at, at};
    }

    [[nodiscard]] bool acceptable(const Element& element, Span range) const {
        if (range.begin >= range.end) {
            return false;
        }
        const std::string_view words = text_.substr(range.begin, range.end - range.begin);
        if (element.has_endings) {
            const std::string name = clean_name(words);
            const PhraseSet::Match ending = element.words.before(name, name.size());
            if (!ending) {
                return false;
            }
        }
        if (element.labels[0] == "Product" && (words.find("元") != std::string_view::npos ||
                                               words.find('%') != std::string_view::npos)) {
            return false;
        }
        if (element.properties.contains("named") && !holds_name(range)) {
            return false;
        }
        if (words.find_first_not_of("0123456789.") == std::string_view::npos) {
            return false;
        }
        const bool about_support = element.labels[0] == "Support";
        return about_support ? length(words) >= 2 : names_something(words);
    }

    /// Letters or a character that is no word.
    [[nodiscard]] bool holds_name(Span range) const {
        const std::vector<Word>& words = scene_.words[sentence_];
        bool lone = false;
        for (const Word& word : words) {
            if (word.begin < range.begin || word.end > range.end) {
                continue;
            }
            const bool one = word.end - word.begin == 3 && word.tag != Tag::Mark;
            if (word.tag == Tag::Unknown || word.tag == Tag::Letters || (one && lone)) {
                return true;
            }
            lone = one;
        }
        return false;
    }

    bool run_gap(const Element& element, Elements rest, std::size_t at, std::size_t& end) {
        const std::map<std::string, Binding> kept = bindings_;
        for (std::size_t count = 0; count <= element.most; ++count) {
            bindings_ = kept;
            if (run(rest, at, end)) {
                return true;
            }
            if (at >= text_.size()) {
                return false;
            }
            const char32_t c = next_code_point(text_, at);
            const bool comma = c == U'，' || c == U'；' || c == U'：' || c == U'。' || c == U'！' ||
                               c == U'？' || c == ';';
            if ((comma && !element.across) || c == U'。' || c == U'！' || c == U'？') {
                return false;
            }
        }
        return false;
    }

    bool run_optional(const Element& element, Elements rest, std::size_t at, std::size_t& end) {
        std::vector<const Element*> with;
        for (const Element& inner : element.inner) {
            with.push_back(&inner);
        }
        with.insert(with.end(), rest.begin(), rest.end());
        const std::map<std::string, Binding> kept = bindings_;
        if (run(with, at, end)) {
            return true;
        }
        bindings_ = kept;
        return run(rest, at, end);
    }

    [[nodiscard]] bool opens_clause(std::size_t at) const {
        const std::vector<Span> all = clauses(text_);
        return std::any_of(all.begin(), all.end(), [&](Span clause) {
            return skip_glue(clause.begin) == at || clause.begin == at;
        });
    }

    [[nodiscard]] bool closes_clause(std::size_t at) const {
        const std::vector<Span> all = clauses(text_);
        return at == text_.size() || std::any_of(all.begin(), all.end(), [&](Span clause) {
                   return clause.end == at || clause.end == skip_glue(at);
               });
    }

    const Scene& scene_;
    std::uint32_t sentence_;
    std::string_view text_;
    std::size_t first_ = 0;
    std::size_t last_ = 0;
    std::size_t steps_ = 0;
    std::map<std::string, Binding> bindings_;
};

}  // namespace

std::vector<Match> match_rule(const Scene& scene, std::uint32_t sentence, const Rule& rule) {
    return Matcher(scene, sentence).all(rule);
}

}  // namespace dingtu
