#include "loader/rules/deed_parts.h"

#include "loader/enumeration.h"
#include "loader/subjects.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

namespace dingtu {
namespace {

constexpr std::array<std::pair<std::string_view, DeedKind>, 6> kinds = {
    {{"make", DeedKind::Make},
     {"operate", DeedKind::Operate},
     {"host", DeedKind::Host},
     {"construct", DeedKind::Construct},
     {"invest", DeedKind::Invest},
     {"attend", DeedKind::Attend}}};

/// All verbs, valued by their kind.
const PhraseSet& all_verbs() {
    static const PhraseSet all = [] {
        PhraseSet set;
        for (const auto& [section, kind] : kinds) {
            for (const std::string& verb : deed_words(section).phrases()) {
                set.add(verb, static_cast<std::uint32_t>(kind));
            }
        }
        return set;
    }();
    return all;
}

bool can_do(const Mention& mention) {
    return mention.entity != no_entity && !mention.nested &&
           (is_a(mention.label, "Organization") || is_a(mention.label, "Place") ||
            mention.label == "Platform" || mention.label == "Person");
}

bool ends_with_any(std::string_view text, const PhraseSet& words) {
    return static_cast<bool>(words.before(text, text.size()));
}

class DoerFinder {
public:
    DoerFinder(const Scene& scene, std::uint32_t sentence, const Deed& deed)
        : scene_(scene),
          sentence_(sentence),
          deed_(deed),
          text_(scene.text(sentence)) {
        std::tie(first_, last_) = scene.findings.in_sentence(sentence);
    }

    [[nodiscard]] Doers find() const {
        if (const auto agent = marked()) {
            return {doers_from(scene_, *agent), true, mention(*agent).anaphor};
        }
        if (lets_others() || noun_before()) {
            return {};
        }
        if (qualifies()) {
            return nearest();
        }
        return subject();
    }

private:
    [[nodiscard]] const Mention& mention(std::size_t index) const {
        return scene_.findings.mentions[index];
    }
    [[nodiscard]] std::string_view part(std::size_t begin, std::size_t end) const {
        return text_.substr(begin, end - begin);
    }
    [[nodiscard]] bool in_clause(std::size_t index) const {
        return mention(index).begin >= deed_.clause.begin && mention(index).end <= deed_.verb.begin;
    }

    /// 由A…建设: the last one behind a word that marks who does it.
    [[nodiscard]] std::optional<std::size_t> marked() const {
        std::optional<std::size_t> found;
        for (std::size_t i = first_; i < last_; ++i) {
            if (in_clause(i) && can_do(mention(i)) &&
                ends_with_any(text_.substr(0, mention(i).begin), deed_words("agent"))) {
                found = i;
            }
        }
        return found;
    }

    /// 支持企业建设: another does it than the subject.
    [[nodiscard]] bool lets_others() const {
        PhraseSet::Match match;
        const PhraseSet& others = deed_words("others");
        for (std::size_t at = others.find(text_, deed_.clause.begin, match);
             at != std::string_view::npos && at < deed_.verb.begin;
             at = others.find(text_, at + match.length, match)) {
            if (!in_name(at)) {
                return true;
            }
        }
        return false;
    }

    [[nodiscard]] bool in_name(std::size_t at) const {
        const std::span<const Mention> all = scene_.mentions(sentence_);
        return std::any_of(all.begin(), all.end(), [&](const Mention& name) {
            return !name.anaphor && name.begin <= at && at < name.end;
        });
    }

    /// 平台建设, 一家公司开发: a noun that is no name stands right before the verb.
    [[nodiscard]] bool noun_before() const {
        const bool attends = deed_.kinds.front() == DeedKind::Attend;  // 携新品|参展
        if (attends || deed_.verb.begin <= deed_.clause.begin || in_name(deed_.verb.begin - 1)) {
            return false;
        }
        const std::span<const Mention> all = scene_.mentions(sentence_);
        const bool named = std::any_of(all.begin(), all.end(), [&](const Mention& name) {
            return name.end == deed_.verb.begin;
        });
        const Word& word = scene_.words[sentence_][scene_.word_at(sentence_, deed_.verb.begin - 1)];
        const std::string_view form = part(word.begin, word.end);
        return !named && !form.ends_with("元") &&
               (word.tag == Tag::Noun || form == "的" || form == "等");
    }

    /// A投资3亿元建设|的…: the verb only tells which one is meant.
    [[nodiscard]] bool qualifies() const { return text_.substr(deed_.verb.end).starts_with("的"); }

    [[nodiscard]] Doers nearest() const {
        Doers doers;
        std::optional<std::size_t> found;
        for (std::size_t i = first_; i < last_; ++i) {
            found = in_clause(i) && can_do(mention(i)) ? i : found;
        }
        if (!found ||
            part(mention(*found).end, deed_.verb.begin).find("的") != std::string_view::npos) {
            return doers;
        }
        doers.coref = mention(*found).anaphor;
        doers.mentions.push_back(*found);
        for (std::size_t i = *found; i-- > first_;) {
            const Mention& next = mention(doers.mentions.back());
            const std::string_view link = mention(i).end <= next.begin
                                              ? part(mention(i).end, next.begin)
                                              : std::string_view();
            const bool joined = separator_at(link, 0) == link.size() && !link.empty();
            if (can_do(mention(i)) && (joined || deed_words("with").contains(link))) {
                doers.mentions.push_back(i);
            }
        }
        return doers;
    }

    /// 某公司总经理某某出席: who stands right before the verb of attending.
    [[nodiscard]] std::optional<std::size_t> attending_person() const {
        const bool attends = deed_.kinds.front() == DeedKind::Attend;
        std::optional<std::size_t> found;
        for (std::size_t i = first_; i < last_ && attends; ++i) {
            found = in_clause(i) && can_do(mention(i)) ? std::optional(i) : found;
        }
        return found && mention(*found).label == "Person" ? found : std::nullopt;
    }

    [[nodiscard]] Doers subject() const {
        if (const auto person = attending_person()) {
            return {{*person}, false, false};
        }
        const std::optional<Topic> topic =
            subject_at(scene_, sentence_, deed_.verb.begin, {"Organization", "Place", "Person"});
        if (!topic) {
            return {};
        }
        Doers doers = {doers_from(scene_, topic->mention), false, topic->coref};
        add_partners(topic->mention, doers);
        return doers;
    }

    /// A与B共建, A牵头，联合B、C组建.
    void add_partners(std::size_t subject, Doers& doers) const {
        constexpr std::array<std::string_view, 4> together = {"共", "联合", "合作", "携手"};
        const std::string_view verb = part(deed_.verb.begin, deed_.verb.end);
        const bool joint =
            std::any_of(together.begin(), together.end(),
                        [&](std::string_view word) { return verb.starts_with(word); });
        const bool here = mention(subject).sentence == sentence_;
        const std::size_t from = joint && here ? mention(subject).end : deed_.clause.begin;
        for (std::size_t i = first_; i < last_; ++i) {
            const Mention& other = mention(i);
            const bool between = other.begin >= from && other.end <= deed_.verb.begin;
            if (between && can_do(other) && i != subject &&
                ends_with_any(text_.substr(0, other.begin), deed_words("with"))) {
                for (const std::size_t partner : doers_from(scene_, i)) {
                    doers.mentions.push_back(partner);
                }
            }
        }
    }

    const Scene& scene_;
    std::uint32_t sentence_;
    const Deed& deed_;
    std::string_view text_;
    std::size_t first_ = 0;
    std::size_t last_ = 0;
};

/// A verb stands where a word begins and ends, outside names; 制造 of 制造业 is none.
bool is_verb_at(const Scene& scene, std::uint32_t sentence, Span verb) {
    const std::vector<Word>& words = scene.words[sentence];
    const Word& first = words[scene.word_at(sentence, verb.begin)];
    const Word& last = words[scene.word_at(sentence, verb.end - 1)];
    const bool goes_on = last.end > verb.end && last.tag == Tag::Noun;
    const std::span<const Mention> all = scene.mentions(sentence);
    return (first.begin == verb.begin || last.end == verb.end) && !goes_on &&
           std::none_of(all.begin(), all.end(), [&](const Mention& name) {
               return !name.anaphor && name.begin < verb.end && verb.begin < name.end;
           });
}

}  // namespace

const PhraseSet& deed_words(std::string_view section) {
    static const std::map<std::string, PhraseSet, std::less<>> sets = read_phrases("deeds.txt");
    return sets.find(section)->second;
}

DeedKind deed_kind(std::string_view section) {
    const auto* const found = std::find_if(kinds.begin(), kinds.end(), [&](const auto& entry) {
        return section.starts_with(entry.first);
    });
    return found == kinds.end() ? DeedKind::Invest : found->second;
}

std::vector<Deed> deeds_in(const Scene& scene, std::uint32_t sentence, Span clause) {
    const std::string_view text = scene.text(sentence);
    std::vector<Deed> deeds;
    PhraseSet::Match match;
    for (std::size_t at = all_verbs().find(text, clause.begin, match);
         at != std::string_view::npos && at + match.length <= clause.end;
         at = all_verbs().find(text, at + match.length, match)) {
        const Span verb = {at, at + match.length};
        if (!is_verb_at(scene, sentence, verb)) {
            continue;
        }
        const auto kind = static_cast<DeedKind>(match.value);
        const bool joined =
            !deeds.empty() &&
            (deeds.back().verb.end == at ||
             deeds.back().verb.end + separator_at(text, deeds.back().verb.end) == at);
        if (joined) {
            deeds.back().verb.end = verb.end;
            deeds.back().kinds.push_back(kind);
        } else {
            deeds.push_back({{kind}, verb, clause});
        }
    }
    return deeds;
}

std::vector<std::size_t> doers_from(const Scene& scene, std::size_t first) {
    const std::vector<Mention>& mentions = scene.findings.mentions;
    std::vector<std::size_t> all = {first};
    const std::string_view text = scene.text(mentions[first].sentence);
    for (std::size_t i = first + 1;
         i < mentions.size() && mentions[i].sentence == mentions[first].sentence; ++i) {
        const Mention& last = mentions[all.back()];
        if (mentions[i].nested || mentions[i].begin < last.end) {
            continue;
        }
        // 泰州市|姜堰区: of a chain of places the last is meant.
        if (mentions[i].begin == last.end && is_a(last.label, "Place") &&
            is_a(mentions[i].label, "Place")) {
            all.back() = i;
            continue;
        }
        const std::size_t separator = separator_at(text, last.end);
        if (separator == 0 || last.end + separator != mentions[i].begin || !can_do(mentions[i])) {
            break;
        }
        all.push_back(i);
    }
    return all;
}

Doers doers_of(const Scene& scene, std::uint32_t sentence, const Deed& deed) {
    return DoerFinder(scene, sentence, deed).find();
}

}  // namespace dingtu
