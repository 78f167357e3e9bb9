#include "loader/match.h"

#include "base/text.h"
#include "loader/enumeration.h"
#include "loader/pattern_phrase.h"

#include <algorithm>

namespace dingtu {
namespace {

/// A sentence of more than this many bytes has its gaps counted all the same; this bounds the steps
/// of one match, so that hostile text cannot make the search explode.
constexpr std::size_t most_steps = 4000;

/// The steps of a pattern that are still to be matched; behind those of an optional group come
/// those behind the group.
struct Rest {
    const Element* next = nullptr;
    const Element* end = nullptr;
    const Rest* behind = nullptr;
};

class Matcher {
public:
    Matcher(const Scene& scene, const Clues& clues)
        : scene_(scene),
          clues_(clues),
          sentence_(clues.sentence),
          text_(scene.text(clues.sentence)),
          first_(clues.first),
          last_(clues.last) {}

    std::vector<Match> all(const Rule& rule) {
        const Element* const end = rule.pattern.data() + rule.pattern.size();
        std::vector<Match> matches;
        for (const std::size_t start : starts(rule.pattern)) {
            bindings_.clear();
            steps_ = 0;
            std::size_t match_end = 0;
            if (run({rule.pattern.data(), end, nullptr}, start, match_end)) {
                matches.push_back({{start, match_end}, std::move(bindings_)});
            }
        }
        return matches;
    }

private:
    /// Where a match may begin: at the mentions or words that the first element asks for.
    [[nodiscard]] std::vector<std::size_t> starts(const std::vector<Element>& pattern) const {
        std::size_t first = 0;
        while (first < pattern.size() && pattern[first].kind == Element::Kind::Implied) {
            ++first;
        }
        std::vector<std::size_t> out;
        if (first == pattern.size()) {
            return out;
        }
        const Element& element = pattern[first];
        if (element.kind == Element::Kind::Slot) {
            for (std::size_t i = first_; i < last_; ++i) {
                if (fits(i, element)) {
                    out.push_back(scene_.findings.mentions[i].begin);
                }
            }
        } else if (element.kind == Element::Kind::Words) {
            add_cues(element.word_set, out);
        } else {
            for (const Span clause : clues_.clauses) {
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

    /// Where the words of a set stand from left to right, those inside others left out.
    void add_cues(std::uint32_t set, std::vector<std::size_t>& out) const {
        auto cue = std::lower_bound(clues_.cues.begin(), clues_.cues.end(), set,
                                    [](const Cue& a, std::uint32_t b) { return a.set < b; });
        for (std::size_t end = 0; cue != clues_.cues.end() && cue->set == set; ++cue) {
            if (cue->begin >= end) {
                out.push_back(cue->begin);
                end = cue->end;
            }
        }
    }

    [[nodiscard]] bool fits(std::size_t index, const Element& element) const {
        const Mention& mention = scene_.findings.mentions[index];
        return (clues_.labels[index - first_] & element.label_bits) != 0 &&
               (element.only_rule.empty() || element.only_rule == mention.rule) &&
               !(mention.anaphor && element.stated);
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
    bool run(Rest rest, std::size_t at, std::size_t& end) {
        if (++steps_ > most_steps) {
            return false;
        }
        while (rest.next == rest.end) {
            if (rest.behind == nullptr) {
                end = at;
                return true;
            }
            rest = *rest.behind;
        }
        const Element& element = *rest.next++;
        switch (element.kind) {
            case Element::Kind::Words: return run_words(element, rest, at, end);
            case Element::Kind::Slot: return run_slot(element, rest, at, end);
            case Element::Kind::Phrase: return run_phrase(element, rest, at, end);
            case Element::Kind::Gap: return run_gap(element, rest, at, end);
            case Element::Kind::Optional: return run_optional(element, rest, at, end);
            case Element::Kind::Implied: return run_bound({&element, {}, {}}, rest, at, end);
            case Element::Kind::Start: return opens_clause(at) && run(rest, at, end);
            case Element::Kind::End: return closes_clause(at) && run(rest, at, end);
        }
        return false;
    }

    /// Goes on with a name bound; a way that leads nowhere leaves no binding behind.
    bool run_bound(Binding binding, const Rest& rest, std::size_t at, std::size_t& end) {
        const std::size_t bound = bindings_.size();
        bindings_.push_back(std::move(binding));
        const bool found = run(rest, at, end);
        if (!found) {
            bindings_.resize(bound);
        }
        return found;
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
        const Word& last = words[scene_.word_at(sentence_, end - 1)];
        // 制造 of 制造业 and 生产 of 生产部 are no triggers.
        const bool goes_on = last.end > end && last.begin <= begin && last.tag == Tag::Noun;
        return !goes_on &&
               (words[scene_.word_at(sentence_, begin)].begin == begin || last.end == end);
    }

    bool run_words(const Element& element, const Rest& rest, std::size_t at, std::size_t& end) {
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
        return element.name.empty() ? run(rest, behind, end)
                                    : run_bound({&element, {}, {{at, behind}}}, rest, behind, end);
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
            if ((mention.begin == at || mention.begin == behind_glue) && fits(i, element)) {
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

    bool run_slot(const Element& element, const Rest& rest, std::size_t at, std::size_t& end) {
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
        if (run_bound({&element, found, {}}, rest, at, end)) {
            return true;
        }
        const std::size_t behind = behind_brackets(at);
        return behind > at && run_bound({&element, std::move(found), {}}, rest, behind, end);
    }

    /// X（以下简称“Y”）: what a bracket behind a name says does not part it from its verb.
    [[nodiscard]] std::size_t behind_brackets(std::size_t at) const {
        constexpr std::size_t longest_note = 120;
        const std::string_view close = "）";
        const std::size_t end =
            text_.substr(at).starts_with("（") ? text_.find(close, at) : std::string_view::npos;
        return end == std::string_view::npos || end - at > longest_note ? at : end + close.size();
    }

    bool run_phrase(const Element& element, const Rest& rest, std::size_t at, std::size_t& end) {
        if (element.list) {
            const std::vector<Span> items = items_from(scene_, sentence_, at);
            // Fewer items where what follows asks for it.
            for (std::size_t count = items.size(); count > 0; --count) {
                std::vector<Span> kept(items.begin(),
                                       items.begin() + static_cast<std::ptrdiff_t>(count));
                for (Span& item : kept) {
                    item = without_making(scene_, sentence_, element, item);
                }
                std::erase_if(kept, [&](Span item) {
                    return !fits_phrase(scene_, sentence_, element, item);
                });
                if (!kept.empty() &&
                    run_bound({&element, {}, std::move(kept)}, rest, items[count - 1].end, end)) {
                    return true;
                }
            }
            return false;
        }
        if (element.clause) {
            const Span rest_of_clause = clause_rest(at);
            const std::string_view words =
                text_.substr(rest_of_clause.begin, rest_of_clause.end - rest_of_clause.begin);
            // 为A的供应商B…: A is not whom the clause is about.
            const bool tells =
                (!element.has_endings || element.words.within(words)) && !words.starts_with("的");
            return !words.empty() && tells &&
                   run_bound({&element, {}, {rest_of_clause}}, rest, rest_of_clause.end, end);
        }
        const std::size_t limit = phrase_end(scene_, sentence_, at);
        for (std::size_t i = scene_.word_at(sentence_, limit == 0 ? 0 : limit - 1) + 1; i-- > 0;) {
            const Word& word = scene_.words[sentence_][i];
            if (word.end <= at) {
                return false;
            }
            const std::size_t word_end = std::min(word.end, limit);
            const Span range = tidy_phrase(scene_, sentence_, {at, word_end});
            if (fits_phrase(scene_, sentence_, element, range) &&
                run_bound({&element, {}, {range}}, rest, word_end, end)) {
                return true;
            }
        }
        return false;
    }

    /// From `at` to the end of its clause, at most some thirty characters.
    [[nodiscard]] Span clause_rest(std::size_t at) const {
        for (const Span clause : clues_.clauses) {
            if (clause.begin <= at && at < clause.end) {
                return clause.end - at <= 96 ? Span{at, clause.end} : Span{at, at};
            }
        }
        return {at, at};
    }

    bool run_gap(const Element& element, const Rest& rest, std::size_t at, std::size_t& end) {
        for (std::size_t count = 0; count <= element.most; ++count) {
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

    bool run_optional(const Element& element, const Rest& rest, std::size_t at, std::size_t& end) {
        const Element* const inner = element.inner.data();
        return run({inner, inner + element.inner.size(), &rest}, at, end) || run(rest, at, end);
    }

    [[nodiscard]] bool opens_clause(std::size_t at) const {
        return std::any_of(clues_.clauses.begin(), clues_.clauses.end(), [&](Span clause) {
            return clause.begin == at || skip_glue(clause.begin) == at;
        });
    }

    [[nodiscard]] bool closes_clause(std::size_t at) const {
        if (at == text_.size()) {
            return true;
        }
        const std::size_t behind_glue = skip_glue(at);
        return std::any_of(clues_.clauses.begin(), clues_.clauses.end(), [&](Span clause) {
            return clause.end == at || clause.end == behind_glue;
        });
    }

    const Scene& scene_;
    const Clues& clues_;
    std::uint32_t sentence_;
    std::string_view text_;
    std::size_t first_;
    std::size_t last_;
    std::size_t steps_ = 0;
    std::vector<Binding> bindings_;
};

}  // namespace

const Binding* Match::find(std::string_view name) const {
    const auto found =
        std::find_if(bindings.rbegin(), bindings.rend(),
                     [&](const Binding& binding) { return binding.element->name == name; });
    return found == bindings.rend() ? nullptr : &*found;
}

std::vector<Match> match_rule(const Scene& scene, const Clues& clues, const Rule& rule) {
    return Matcher(scene, clues).all(rule);
}

}  // namespace dingtu
