#include "base/text.h"
#include "loader/enumeration.h"
#include "loader/relate.h"
#include "loader/rules/columns.h"
#include "loader/rules/readers.h"
#include "loader/support.h"

#include <algorithm>
#include <map>
#include <optional>

namespace dingtu {
namespace {

/// One line of a record: 建设地点：兴华街道.
struct Field {
    std::uint32_t sentence = 0;
    Span value;
};

/// The key of a line and where its value begins; a list mark before the key is skipped.
struct KeyLine {
    std::string meaning;
    Span value;
    bool opens = false;  ///< a list mark stands before it
};

std::optional<KeyLine> key_line(std::string_view text) {
    constexpr std::size_t longest_key = 36;
    constexpr std::string_view colon = "：";
    const std::size_t at = text.substr(0, longest_key + colon.size()).find(colon);
    if (at == std::string_view::npos || at == 0 || at + colon.size() >= text.size()) {
        return std::nullopt;
    }
    std::size_t begin = 0;
    for (const std::string_view mark : {"．", "、", "）", "."}) {
        const std::size_t mark_at = text.substr(0, at).find(mark);
        begin = mark_at == std::string_view::npos ? begin : std::max(begin, mark_at + mark.size());
    }
    return KeyLine{column_meaning(text.substr(begin, at - begin)),
                   {at + colon.size(), text.size()},
                   begin > 0};
}

/// The fields of one project or firm that stand one below the other, by their meaning.
class RecordReader {
public:
    RecordReader(Scene& scene, std::map<std::string, Field> fields)
        : scene_(scene),
          fields_(std::move(fields)) {}

    void read() {
        if (const Field* project = field("project")) {
            read_project(*project);
        }
        if (const Field* firm = field("firm")) {
            read_firm(*firm);
        }
        settle_mentions(scene_);
    }

private:
    [[nodiscard]] const Field* field(const std::string& meaning) const {
        const auto found = fields_.find(meaning);
        return found == fields_.end() ? nullptr : &found->second;
    }

    /// The name in a field; for a project or a product the whole value becomes one.
    [[nodiscard]] EntityRef entity_in(const Field& field, const std::string& label) {
        for (const Mention& mention : scene_.mentions(field.sentence)) {
            if (mention.begin >= field.value.begin && mention.end <= field.value.end &&
                is_a(mention.label, label) && !mention.nested) {
                return mention.entity;
            }
        }
        const bool described = label == "Project" || label == "Product";
        return described ? entity_of_phrase(scene_, field.sentence, field.value, label, "record")
                         : no_entity;
    }

    void read_project(const Field& name) {
        const EntityRef project = entity_in(name, "Project");
        if (project == no_entity) {
            return;
        }
        settle_mentions(scene_);
        for (const auto& [meaning, role] :
             {std::pair("owner", "owner"), std::pair("builder", "builder")}) {
            const Field* other = field(meaning);
            const EntityRef firm = other == nullptr ? no_entity : entity_in(*other, "Firm");
            if (firm != no_entity) {
                say("PARTICIPATES_IN", firm, project, *other, name).role = role;
            }
        }
        const Field* place = field("place");
        const EntityRef seat = place == nullptr ? no_entity : entity_in(*place, "Place");
        if (seat != no_entity) {
            say("LOCATED_IN", project, seat, *place, name);
        }
    }

    void read_firm(const Field& name) {
        const EntityRef firm = entity_in(name, "Firm");
        if (firm == no_entity) {
            return;
        }
        for (const auto& [meaning, type, label] :
             {std::tuple("place", "LOCATED_IN", "Place"),
              std::tuple("industry", "IN_INDUSTRY", "Industry"),
              std::tuple("award", "WON", "Award")}) {
            const Field* other = field(meaning);
            const EntityRef entity = other == nullptr ? no_entity : entity_in(*other, label);
            if (entity != no_entity) {
                say(type, firm, entity, *other, name);
            }
        }
        if (const Field* made = field("product")) {
            for (const Span item : items_from(scene_, made->sentence, made->value.begin)) {
                const EntityRef product =
                    item.end > made->value.end
                        ? no_entity
                        : entity_of_phrase(scene_, made->sentence, item, "Product", "record");
                if (product != no_entity) {
                    settle_mentions(scene_);
                    say("PRODUCES", firm, product, *made, name);
                }
            }
        }
        read_support(firm, name);
    }

    /// What was done for the firm: the words of the measure, or of the result, that tell a kind of
    /// support.
    void read_support(EntityRef firm, const Field& name) {
        const Field* told = field("support") != nullptr ? field("support") : field("result");
        if (told == nullptr || denied()) {
            return;
        }
        const Span phrase = measure_of(*told);
        const EntityRef support =
            phrase.begin >= phrase.end
                ? no_entity
                : entity_of_phrase(scene_, told->sentence, phrase, "Support", "record");
        if (support == no_entity) {
            return;
        }
        settle_mentions(scene_);
        const Field* problem = field("problem");
        if (problem != nullptr && support_kind(scene_.text(told->sentence, phrase)) == "other") {
            scene_.findings.entities[support].properties["kind"] = support_kind(words(*problem));
        }
        const bool planned = column_words("planned").within(result_words());
        say("RECEIVED", firm, support, *told, name).status = planned ? "planned" : "";
        const Field* giver = field("provider");
        const EntityRef body = giver == nullptr ? no_entity : entity_in(*giver, "Organization");
        if (body != no_entity && body != firm) {
            say("PROVIDED_BY", support, body, *told, *giver);
        }
    }

    [[nodiscard]] std::string_view words(const Field& field) const {
        return scene_.text(field.sentence, field.value);
    }
    [[nodiscard]] std::string_view result_words() const {
        const Field* result = field("result");
        return result == nullptr ? std::string_view() : words(*result);
    }
    [[nodiscard]] bool denied() const { return column_words("denied").within(result_words()); }

    /// 协调盛京银行…发放应收账款质押贷款: the last phrase that tells a kind; a kind that only the
    /// problem tells (已配租8套) is that of the clause with a number.
    [[nodiscard]] Span measure_of(const Field& told) const {
        const std::string_view text = scene_.text(told.sentence);
        Span last;
        for (const KindWord& word : kind_words(words(told))) {
            const std::size_t end = told.value.begin + word.span.end;
            const std::size_t begin = phrase_begin(scene_, told.sentence, end, told.value.begin);
            last = tidy_phrase(scene_, told.sentence, {begin, end});
        }
        if (last.begin < last.end) {
            return last;
        }
        for (const Span clause : clauses(text)) {
            const std::string_view part = text.substr(clause.begin, clause.end - clause.begin);
            const bool done =
                part.starts_with("已") && part.size() > 9 && !part.starts_with("已办结");
            if (clause.begin >= told.value.begin && done) {
                return clause;
            }
        }
        return {};
    }

    Relation& say(const char* type, EntityRef head, EntityRef tail, const Field& here,
                  const Field& there) {
        Mention other;
        other.sentence = there.sentence;
        other.begin = there.value.begin;
        other.end = there.value.end;
        return state(scene_, {type, head, tail, here.sentence, here.value,
                              here.sentence == there.sentence ? nullptr : &other, "record"});
    }

    Scene& scene_;
    std::map<std::string, Field> fields_;
};

}  // namespace

namespace {

/// Collects the fields of one record after another.
class RecordCollector {
public:
    explicit RecordCollector(Scene& scene) : scene_(scene) {}

    void run() {
        for (std::uint32_t s = 0; s < scene_.sentences.size(); ++s) {
            read_sentence(s);
        }
        close();
    }

private:
    void read_sentence(std::uint32_t s) {
        const Sentence& sentence = scene_.sentences[s];
        const bool goes_on = sentence.paragraph == paragraph_;
        paragraph_ = sentence.paragraph;
        if (goes_on && !last_.empty()) {
            go_on(s);
            return;
        }
        if (const std::optional<Span> firm = only_firm(s)) {
            close();
            fields_.emplace("firm", Field{s, *firm});
            last_.clear();
            return;
        }
        bool first = true;
        last_.clear();
        for (const Span part : parts_of(sentence.text)) {
            const std::optional<KeyLine> line =
                key_line(std::string_view(sentence.text).substr(part.begin, part.end - part.begin));
            if (first && (!line || line->opens || fields_.contains(line->meaning))) {
                close();
            }
            first = false;
            if (line && !line->meaning.empty()) {
                last_ = line->meaning;
                fields_.emplace(
                    last_,
                    Field{s, {part.begin + line->value.begin, part.begin + line->value.end}});
            }
        }
    }

    /// 已办结。协调…: a value of more than one sentence; the last one that tells a measure counts.
    void go_on(std::uint32_t s) {
        const auto field = fields_.find(last_);
        if (field == fields_.end() || (last_ != "result" && last_ != "support")) {
            return;
        }
        if (!kind_words(scene_.text(s)).empty() ||
            (last_ == "result" && scene_.text(s).starts_with("已"))) {
            field->second = {s, {0, scene_.text(s).size()}};
        }
    }

    /// 帮扶单位：…；帮扶内容：…: fields of one line.
    [[nodiscard]] static std::vector<Span> parts_of(std::string_view text) {
        constexpr std::string_view mark = "；";
        std::vector<Span> parts;
        std::size_t begin = 0;
        for (std::size_t at = text.find(mark); at != std::string_view::npos;
             at = text.find(mark, at + mark.size())) {
            const std::string_view next = text.substr(at + mark.size(), 40);
            if (next.find("：") != std::string_view::npos) {
                parts.push_back({begin, at});
                begin = at + mark.size();
            }
        }
        parts.push_back({begin, text.size()});
        return parts;
    }

    /// 一、江苏锐芯机床有限公司: a heading that names a firm and nothing else.
    [[nodiscard]] std::optional<Span> only_firm(std::uint32_t s) const {
        const std::string_view text = scene_.text(s);
        constexpr std::size_t longest_mark = 24;
        for (const Mention& mention : scene_.mentions(s)) {
            const bool whole = mention.end == text.size() && mention.begin <= longest_mark &&
                               text.find("：") == std::string_view::npos;
            if (mention.label == "Firm" && !mention.nested && whole) {
                return mention.span();
            }
        }
        return std::nullopt;
    }

    void close() {
        if (fields_.size() > 1) {
            RecordReader(scene_, fields_).read();
        }
        fields_.clear();
    }

    Scene& scene_;
    std::map<std::string, Field> fields_;
    std::string last_;
    std::uint32_t paragraph_ = UINT32_MAX;
};

}  // namespace

void read_records(Scene& scene) {
    RecordCollector(scene).run();
}

}  // namespace dingtu
