#include "loader/enumeration.h"
#include "loader/modality.h"
#include "loader/relate.h"
#include "loader/rules/deed_parts.h"
#include "loader/rules/readers.h"
#include "loader/subjects.h"

#include <algorithm>
#include <array>
#include <optional>

namespace dingtu {
namespace {

/// What a deed makes of somebody and something.
struct Tie {
    const char* type = nullptr;
    const char* role = "";
};

/// The relation between who does it and what it is done to; none where the verb does not go with
/// it.
std::optional<Tie> tie_of(DeedKind kind, const std::string& label) {
    const bool kept = label == "Platform" || label == "Zone";
    const bool project = label == "Project";
    const bool meeting = label == "Event";
    switch (kind) {
        case DeedKind::Make:
            return kept      ? std::optional(Tie{"RUNS"})
                   : project ? std::optional(Tie{"PARTICIPATES_IN", "owner"})
                             : std::nullopt;
        case DeedKind::Operate:
            return kept      ? std::optional(Tie{"RUNS"})
                   : project ? std::optional(Tie{"PARTICIPATES_IN", "partner"})
                             : std::nullopt;
        case DeedKind::Host: return meeting ? std::optional(Tie{"RUNS"}) : std::nullopt;
        case DeedKind::Construct:
            return project ? std::optional(Tie{"PARTICIPATES_IN", "builder"}) : std::nullopt;
        case DeedKind::Invest:
            return project ? std::optional(Tie{"PARTICIPATES_IN", "owner"}) : std::nullopt;
        case DeedKind::Attend:
            return meeting ? std::optional(Tie{"PARTICIPATES_IN"}) : std::nullopt;
    }
    return std::nullopt;
}

std::optional<Tie> tie_of(const std::vector<DeedKind>& kinds, const std::string& label) {
    std::optional<Tie> found;
    for (const DeedKind kind : kinds) {
        const std::optional<Tie> tie = tie_of(kind, label);
        found = found ? found : tie;
    }
    return found;
}

std::vector<std::string> labels_of(const std::vector<DeedKind>& kinds) {
    std::vector<std::string> labels;
    for (const char* label : {"Platform", "Zone", "Project", "Event"}) {
        if (tie_of(kinds, label)) {
            labels.emplace_back(label);
        }
    }
    return labels;
}

/// Reads who builds, runs, hosts, owns and attends what, clause by clause: the verb binds who does
/// it to what it is done to, wherever both stand.
class DeedReader {
public:
    DeedReader(Scene& scene, std::uint32_t sentence)
        : scene_(scene),
          sentence_(sentence),
          text_(scene.text(sentence)) {
        std::tie(first_, last_) = scene.findings.in_sentence(sentence);
    }

    void read() {
        for (const Span clause : clauses(text_)) {
            for (const Deed& deed : deeds_in(scene_, sentence_, clause)) {
                read_deed(deed);
            }
            read_roles(clause);
        }
        read_owned();
    }

private:
    [[nodiscard]] const Mention& mention(std::size_t index) const {
        return scene_.findings.mentions[index];
    }
    [[nodiscard]] std::string_view part(std::size_t begin, std::size_t end) const {
        return text_.substr(begin, end - begin);
    }

    void read_deed(const Deed& deed) {
        std::vector<std::size_t> objects = objects_behind(deed);
        const Doers doers = doers_of(scene_, sentence_, deed);
        if (doers.mentions.empty()) {
            return;
        }
        // 大会由A主办，B承办: what the clause before was about needs no name.
        const bool follows = std::any_of(deed.kinds.begin(), deed.kinds.end(), [](DeedKind kind) {
            return kind == DeedKind::Host || kind == DeedKind::Construct ||
                   kind == DeedKind::Attend;
        });
        const bool closes = deed.verb.end == deed.clause.end;
        if (objects.empty() && (doers.passive || (follows && closes))) {
            const Mention& doer = mention(doers.mentions.front());
            const std::size_t at = doer.sentence == sentence_ ? doer.begin : deed.verb.begin;
            objects = object_before(deed.kinds, at);
        }
        say_all(deed.kinds, doers, objects, deed.verb);
    }

    /// What stands behind the verb in its clause, whatever tells of it between; not beyond
    /// another actor.
    [[nodiscard]] std::vector<std::size_t> objects_behind(const Deed& deed) const {
        for (std::size_t i = first_; i < last_; ++i) {
            const Mention& name = mention(i);
            if (name.begin < deed.verb.end || name.nested || name.entity == no_entity) {
                continue;
            }
            const std::string_view between =
                name.begin < deed.clause.end ? part(deed.verb.end, name.begin) : text_;
            constexpr std::size_t farthest = 75;
            if (name.end > deed.clause.end || between.size() > farthest) {
                break;
            }
            if (tie_of(deed.kinds, name.label)) {
                return reaches(between) ? listed(i, deed.kinds) : std::vector<std::size_t>{};
            }
            if (is_a(name.label, "Organization") || name.label == "Person") {
                break;
            }
        }
        return {};
    }

    /// 了, amounts and what ends in 的 stand between a verb and what it is done to; 在 and 用于
    /// open something else.
    [[nodiscard]] static bool reaches(std::string_view between) {
        constexpr std::array<std::string_view, 9> closers = {"在", "用于", "到",   "给",  "以",
                                                             "并", "后",   "落户", "入驻"};
        const bool leaves = std::any_of(closers.begin(), closers.end(), [&](std::string_view word) {
            return between.find(word) != std::string_view::npos;
        });
        return between.empty() || between.ends_with("的") || !leaves;
    }

    [[nodiscard]] std::vector<std::size_t> listed(std::size_t from,
                                                  const std::vector<DeedKind>& kinds) const {
        std::vector<std::size_t> all = {from};
        for (std::size_t i = from + 1; i < last_; ++i) {
            const std::size_t end = mention(all.back()).end;
            if (mention(i).nested || mention(i).begin < end) {
                continue;
            }
            const std::size_t separator = separator_at(text_, end);
            if (separator == 0 || end + separator != mention(i).begin ||
                !tie_of(kinds, mention(i).label)) {
                break;
            }
            all.push_back(i);
        }
        return all;
    }

    /// P由A建设: the subject before, else what was named last, in this sentence or the one before.
    [[nodiscard]] std::vector<std::size_t> object_before(const std::vector<DeedKind>& kinds,
                                                         std::size_t at) const {
        const std::vector<std::string> labels = labels_of(kinds);
        const std::optional<Topic> topic = last_named(scene_, sentence_, at, labels);
        if (!topic || mention(topic->mention).sentence + 1 < sentence_) {
            return {};
        }
        return {topic->mention};
    }

    /// 业主为A, 主办单位：A、B; A作为P的运营方.
    void read_roles(Span clause) {
        for (const char* section : {"owner role", "operate role", "host role", "construct role"}) {
            PhraseSet::Match match;
            const std::size_t at = deed_words(section).find(text_, clause.begin, match);
            if (at == std::string_view::npos || at >= clause.end) {
                continue;
            }
            const std::vector<DeedKind> kinds = {deed_kind(section)};
            const std::size_t from = behind_copula(at + match.length);
            const std::size_t as = text_.substr(0, at).rfind("作为");
            const bool named_as = as != std::string_view::npos && as >= clause.begin;
            for (std::size_t i = first_; i < last_; ++i) {
                const bool bears = mention(i).begin == from || (named_as && mention(i).end == as);
                if (bears && is_a(mention(i).label, "Organization") && !mention(i).nested) {
                    const Doers doers = {doers_from(scene_, i), true, mention(i).anaphor};
                    say_all(kinds, doers, object_of_role(kinds, {at, at + match.length}, named_as),
                            {at, at + match.length});
                    break;
                }
            }
        }
    }

    /// P的业主, P，业主为; behind 作为运营主体 the next thing named.
    [[nodiscard]] std::vector<std::size_t> object_of_role(const std::vector<DeedKind>& kinds,
                                                          Span role, bool named_as) const {
        for (std::size_t i = first_; named_as && i < last_; ++i) {
            if (mention(i).begin >= role.end && !mention(i).nested &&
                tie_of(kinds, mention(i).label)) {
                return {i};
            }
        }
        return object_before(kinds, role.begin);
    }

    [[nodiscard]] std::size_t behind_copula(std::size_t at) const {
        for (const std::string_view link :
             {"分别为", "分别是", "均为", "为", "是", "系", "：", ":"}) {
            if (text_.substr(at).starts_with(link)) {
                return at + link.size();
            }
        }
        return SIZE_MAX;
    }

    /// A的P项目, A年产5万吨P项目: its own.
    void read_owned() {
        for (std::size_t i = first_; i + 1 < last_; ++i) {
            if (mention(i).label != "Firm" || mention(i).nested) {
                continue;
            }
            std::size_t next = i + 1;
            while (next < last_ && (mention(next).nested || mention(next).begin < mention(i).end)) {
                ++next;
            }
            if (next == last_ || mention(next).label != "Project") {
                continue;
            }
            const std::string_view between = part(mention(i).end, mention(next).begin);
            const bool measured = between.starts_with("年产") || between.starts_with("总投资") ||
                                  between.starts_with("的年产") || between.starts_with("的总投资");
            if (between.empty() || between == "的" ||
                (measured && between.size() < 60 && between.find("，") == std::string_view::npos)) {
                say_all({DeedKind::Invest}, {{i}, false, mention(i).anaphor}, {next},
                        {mention(i).begin, mention(next).end});
            }
        }
    }

    void say_all(const std::vector<DeedKind>& kinds, const Doers& doers,
                 const std::vector<std::size_t>& objects, Span verb) {
        for (const std::size_t object : objects) {
            const std::optional<Tie> tie = tie_of(kinds, mention(object).label);
            for (const std::size_t doer : doers.mentions) {
                if (tie && mention(doer).entity != mention(object).entity &&
                    (mention(doer).label != "Person" ||
                     (std::string_view(tie->type) == "PARTICIPATES_IN" &&
                      std::string_view(tie->role).empty()))) {
                    say(*tie, mention(doer), mention(object), verb,
                        doers.coref || mention(object).anaphor);
                }
            }
        }
    }

    void say(const Tie& tie, const Mention& doer, const Mention& object, Span verb, bool coref) {
        Span range = verb;
        const Mention* elsewhere = nullptr;
        for (const Mention* end : {&doer, &object}) {
            if (end->sentence != sentence_) {
                elsewhere = elsewhere == nullptr ? end : elsewhere;
            } else {
                range = {std::min(range.begin, end->begin), std::max(range.end, end->end)};
            }
        }
        const Modality modality = modality_of(scene_, sentence_, range);
        if (modality == Modality::Denied) {
            return;
        }
        const std::size_t before = scene_.findings.relations.size();
        Relation& relation = state(
            scene_, {tie.type, doer.entity, object.entity, sentence_, range, elsewhere, "deed"});
        if (scene_.findings.relations.size() > before) {
            relation.role = tie.role;
            relation.status = modality == Modality::Planned ? "planned" : "";
            relation.derived = coref ? "coref" : "";
        }
    }

    Scene& scene_;
    std::uint32_t sentence_;
    std::string_view text_;
    std::size_t first_ = 0;
    std::size_t last_ = 0;
};

}  // namespace

void read_deeds(Scene& scene) {
    for (std::uint32_t s = 0; s < scene.sentences.size(); ++s) {
        if (tells(scene, s)) {
            DeedReader(scene, s).read();
        }
    }
}

}  // namespace dingtu
