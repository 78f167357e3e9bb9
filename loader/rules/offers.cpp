#include "base/text.h"
#include "loader/modality.h"
#include "loader/relate.h"
#include "loader/rules/readers.h"
#include "loader/subjects.h"
#include "loader/support.h"

#include <algorithm>
#include <set>

namespace dingtu {
namespace {

bool has(std::string_view text, std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
        return text.find(word) != std::string_view::npos;
    });
}

/// Whether a clause tells of help to firms at large.
bool helps(std::string_view clause) {
    const bool whom = has(clause, {"企业", "经营主体", "商户", "项目", "创业者", "人才", "客户",
                                   "市场主体", "厂商", "数商", "农户", "群众"});
    const bool how =
        has(clause, {"解决", "引导", "帮助", "推动", "助力", "支持", "减轻", "缓解", "保障",
                     "提供", "匹配", "放款", "对接", "开展", "兑现", "满足", "加大", "降低",
                     "破解", "发放", "开辟", "开通", "落实", "给予", "服务", "赋能", "打通"});
    return whom && how;
}

class OfferReader {
public:
    OfferReader(Scene& scene, std::uint32_t sentence)
        : scene_(scene),
          sentence_(sentence),
          text_(scene.text(sentence)) {}

    void read() {
        for (const Span clause : clauses(text_)) {
            const Mention* source = source_before(clause);
            if (source == nullptr || tells_of_firm(clause) ||
                modality_of(scene_, sentence_, clause) == Modality::Denied) {
                continue;
            }
            const Mention copy = *source;
            read_clause(clause, copy);
        }
        settle_mentions(scene_);
    }

private:
    /// The policy or platform named last before the end of a clause: what the help comes from.
    [[nodiscard]] const Mention* source_before(Span clause) const {
        const Mention* source = nullptr;
        for (const Mention& mention : scene_.mentions(sentence_)) {
            const bool service = mention.label == "Policy" || mention.label == "Platform";
            if (service && !mention.nested && mention.begin < clause.end) {
                source = &mention;
            }
        }
        return source;
    }

    [[nodiscard]] bool tells_of_firm(Span clause) const {
        const std::span<const Mention> all = scene_.mentions(sentence_);
        return std::any_of(all.begin(), all.end(), [&](const Mention& mention) {
            return mention.label == "Firm" && mention.begin >= clause.begin &&
                   mention.end <= clause.end;
        });
    }

    void read_clause(Span clause, const Mention& source) {
        // Words inside the policy's own name tell of no help.
        const std::size_t from =
            source.begin < clause.end && source.end > clause.begin ? source.end : clause.begin;
        const std::string_view words = text_.substr(from, clause.end - from);
        const bool help = helps(words);
        for (const KindWord& word : kind_words(words)) {
            const bool digital_pressure =
                word.kind == "digital" && !has(words, {"提供", "诊断", "服务"});
            if ((!help && !word.strong) || digital_pressure || word.kind == "other" ||
                !kinds_.insert(word.kind).second) {
                continue;
            }
            offer({from + word.span.begin, from + word.span.end}, clause, source);
        }
    }

    /// 推动企业用房地需求…: a short clause is the name itself, else the phrase around the telling
    /// word.
    [[nodiscard]] Span phrase_of(Span word, Span clause) const {
        const std::size_t begin = phrase_begin(scene_, sentence_, word.end, clause.begin);
        const std::size_t end =
            std::max(word.end, phrase_end(scene_, sentence_, word.begin, clause.end));
        return tidy_phrase(scene_, sentence_, {std::min(begin, word.begin), end});
    }

    void offer(Span word, Span clause, const Mention& source) {
        const EntityRef support =
            entity_of_phrase(scene_, sentence_, phrase_of(word, clause), "Support", "offer");
        if (support == no_entity) {
            return;
        }
        const Span range = {std::min(source.begin, clause.begin), clause.end};
        if (source.label == "Platform") {
            say("PROVIDED_BY", support, source.entity,
                {std::min(source.begin, word.begin), clause.end}, nullptr, source.anaphor);
            return;
        }
        say("UNDER_POLICY", support, source.entity, {source.begin, clause.end}, nullptr,
            source.anaphor);
        const std::optional<Topic> giver =
            subject_at(scene_, sentence_, source.begin, {"Organization", "Place"});
        if (giver) {
            const Mention mention = scene_.findings.mentions[giver->mention];
            const bool here = mention.sentence == sentence_;
            say("PROVIDED_BY", support, mention.entity,
                here ? Span{mention.begin, range.end} : range, here ? nullptr : &mention,
                giver->coref);
        }
    }

    void say(const char* type, EntityRef head, EntityRef tail, Span range, const Mention* elsewhere,
             bool coref) {
        state(scene_, {type, head, tail, sentence_, range, elsewhere, "offer"}).derived =
            coref ? "coref" : "";
    }

    Scene& scene_;
    std::uint32_t sentence_;
    std::string_view text_;
    std::set<std::string> kinds_;  ///< one support of a kind in a sentence
};

}  // namespace

void read_offers(Scene& scene) {
    for (std::uint32_t s = 0; s < scene.sentences.size(); ++s) {
        const Block block = scene.sentences[s].block;
        if ((block == Block::Prose || block == Block::Answer || block == Block::ListItem) &&
            !scene.text(s).ends_with("？")) {
            OfferReader(scene, s).read();
        }
    }
}

}  // namespace dingtu
