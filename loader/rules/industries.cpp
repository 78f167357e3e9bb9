#include "base/text.h"
#include "loader/data.h"
#include "loader/enumeration.h"
#include "loader/rules/rules.h"

#include <algorithm>
#include <array>
#include <map>

namespace dingtu {
namespace {

const PhraseSet& list_of(std::string_view section) {
    static const std::map<std::string, PhraseSet, std::less<>> sets =
        read_phrases("industries.txt");
    return sets.find(section)->second;
}

/// All listed industries.
const PhraseSet& known_names() {
    static const PhraseSet all = [] {
        PhraseSet names;
        for (const Section& section : read_sections("industries.txt")) {
            for (const auto& line : section.lines) {
                for (const std::string_view word : line) {
                    if (section.name == "pure" || section.name == "open") {
                        names.add(word);
                    }
                }
            }
        }
        return names;
    }();
    return all;
}

/// A numeral that counts a group of industries: 五大, 三个, 10条.
std::size_t count_before(std::string_view text, std::size_t end) {
    for (const std::string_view unit : {"大", "个", "类", "条", "大类"}) {
        if (!text.substr(0, end).ends_with(unit)) {
            continue;
        }
        std::size_t at = end - unit.size();
        for (const std::string_view digit :
             {"十", "一", "二", "两", "三", "四", "五", "六", "七", "八", "九", "十"}) {
            at -= text.substr(0, at).ends_with(digit) ? digit.size() : 0;
        }
        while (at > 0 && text[at - 1] >= '0' && text[at - 1] <= '9') {
            --at;
        }
        if (at < end - unit.size()) {
            return end - at;
        }
    }
    return 0;
}

class IndustryFinder {
public:
    IndustryFinder(const Scene& scene, std::vector<Mention>& found)
        : scene_(scene),
          found_(found) {}

    void find(std::uint32_t sentence) {
        sentence_ = sentence;
        text_ = scene_.text(sentence);
        PhraseSet::Match match;
        const PhraseSet& heads = list_of("head");
        for (std::size_t at = heads.find(text_, 0, match); at != std::string_view::npos;
             at = heads.find(text_, at + match.length, match)) {
            if (ends_word(at + match.length) && !heads_other(at + match.length)) {
                read_head({at, at + match.length});
            }
        }
        find_listed();
    }

private:
    [[nodiscard]] std::string_view part(Span span) const {
        return text_.substr(span.begin, span.end - span.begin);
    }

    [[nodiscard]] bool ends_word(std::size_t end) const {
        const Word& word = scene_.words[sentence_][scene_.word_at(sentence_, end - 1)];
        return word.end == end;
    }

    /// 草堂科技产业|基地: the noun behind is what is named.
    [[nodiscard]] bool heads_other(std::size_t end) const {
        constexpr std::array<std::string_view, 12> nouns = {"基地", "园",   "新城", "社区",
                                                            "基金", "引导", "投资", "学院",
                                                            "示范", "大脑", "联盟", "协会"};
        return std::any_of(nouns.begin(), nouns.end(), [&](std::string_view noun) {
            return text_.substr(end).starts_with(noun);
        });
    }

    /// X、Y和Z等五大…产业: the members, and the group if it has a count; or X产业 alone.
    void read_head(Span head) {
        const std::size_t modified = modifiers_begin(head.begin);
        const std::size_t count = count_before(text_, modified);
        std::size_t end_of_list = modified;
        std::string kind = kind_of({modified, head.end});
        if (count > 0) {
            const Span group = {modified - count, head.end};
            const std::string_view title = part({modified, head.end});
            const bool bare = title == "产业" || title == "产业集群" || title == "领域" ||
                              title == "行业" || title == "赛道" || title == "方向" ||
                              title == "板块" || title == "产业链";
            // 三大产业 only counts; 五大产业生态圈 and 五大风口潜力产业 are what they are called.
            if (!bare && part({modified - count, modified}).find("大") != std::string_view::npos) {
                add(group, clean_name(part(group)), kind, "industry.group", 35);
            }
            end_of_list = group.begin;
        }
        const std::string_view before = text_.substr(0, end_of_list);
        const bool and_so_on = before.ends_with("等");
        end_of_list -= and_so_on ? std::string_view("等").size() : 0;
        const std::vector<Span> items =
            items_before(scene_, sentence_, end_of_list, &known_names());
        if (items.size() > 1) {
            add_members(items, head, count > 0 || and_so_on, kind);
        } else if (!items.empty() && count == 0) {
            add_single(items[0], head, kind);
        }
    }

    /// 风口潜力 before 产业: words that qualify the head and name no industry.
    [[nodiscard]] std::size_t modifiers_begin(std::size_t head) const {
        std::size_t at = head;
        for (bool again = true; again;) {
            again = false;
            for (const std::string_view word :
                 {"风口", "潜力", "重点",   "战略性", "新兴",   "支柱",   "主导",       "特色",
                  "优势", "未来", "千亿级", "百亿级", "万亿级", "标志性", "先进制造业", "制造业",
                  "关键", "核心", "细分",   "前沿",   "重要",   "相关",   "热门",       "传统"}) {
                if (text_.substr(0, at).ends_with(word)) {
                    at -= word.size();
                    again = true;
                }
            }
        }
        return count_before(text_, at) > 0 || text_.substr(0, at).ends_with("等") ? at : head;
    }

    [[nodiscard]] std::string kind_of(Span head) const {
        const std::string_view words = part(head);
        if (list_of("cluster").within(words)) {
            return "cluster";
        }
        return list_of("track").within(words) ? "track" : "sector";
    }

    /// Members count if one of them is a known industry or the head is no vague 领域 or 方向.
    void add_members(const std::vector<Span>& given, Span head, bool closed,
                     const std::string& kind) {
        const bool vague = part(head) == "领域" || part(head) == "方向" || part(head) == "板块" ||
                           part(head) == "行业";
        const auto known = [&](Span item) { return static_cast<bool>(known_length(part(item))); };
        const bool any_known = std::any_of(given.begin(), given.end(), known);
        const bool vague_fields = vague && closed && part(head) == "领域";
        if ((!any_known && vague && !vague_fields) || (!any_known && !closed)) {
            if (!vague) {
                add_single(given.back(), head, kind);
            }
            return;
        }
        std::vector<Span> items = given;
        for (Span& item : items) {
            item.begin =
                std::min(item.begin, item.end - list_of("pure").before(text_, item.end).length);
        }
        items.front() = behind_governor(items.front());
        const std::string shared = shared_prefix(items);
        for (std::size_t i = 0; i < items.size(); ++i) {
            const bool last = i + 1 == items.size() && !closed;
            const Span range = last ? Span{items[i].begin, head.end} : items[i];
            std::string name = clean_name(part(items[i]));
            name =
                list_of("whole").contains(clean_name(part(range))) ? clean_name(part(range)) : name;
            if (names_something(name) || !shared.empty()) {
                add(range,
                    i > 0 && !shared.empty() && name.find(shared) == std::string::npos
                        ? shared + name
                        : canonical(name),
                    kind, "industry.list", 34);
            }
        }
    }

    /// 智能机器人 in 智能机器人核心部件、本体、系统集成: the head that the other items share, if
    /// the first item is a known industry with a part behind it and the others are bare.
    [[nodiscard]] std::string shared_prefix(const std::vector<Span>& items) const {
        const std::string first = clean_name(part(items[0]));
        std::size_t cut = 0;
        for (std::size_t at = 0; at < first.size();
             at += character_length(static_cast<unsigned char>(first[at]))) {
            for (const std::string_view section : {"pure", "open"}) {
                if (const PhraseSet::Match match = list_of(section).at(first, at)) {
                    cut = std::max(cut, at + match.length);
                }
            }
        }
        if (cut == 0 || cut >= first.size() || known_length(first) == first.size()) {
            return {};
        }
        const bool bare = std::none_of(items.begin() + 1, items.end(), [&](Span item) {
            return known_length(part(item)) > 0 || length(part(item)) > 6;
        });
        return bare ? first.substr(0, cut) : std::string();
    }

    /// Bytes of the name if it is, or ends in, a listed industry.
    [[nodiscard]] static std::size_t known_length(std::string_view name) {
        for (const std::string_view section : {"pure", "open"}) {
            if (const PhraseSet::Match match = list_of(section).before(name, name.size())) {
                return match.length;
            }
        }
        return 0;
    }

    /// 苏州大力发展集成电路: the name begins behind the verb that governs the list.
    [[nodiscard]] Span behind_governor(Span item) const {
        for (const Word& word : scene_.words[sentence_]) {
            const std::string_view form = text_.substr(word.begin, word.end - word.begin);
            const bool governs = form == "发展" || form == "培育" || form == "壮大" ||
                                 form == "打造" || form == "建设" || form == "推进" ||
                                 form == "聚焦" || form == "布局" || form == "支持" ||
                                 form == "推动" || form == "促进" || form == "扶持";
            if (governs && word.begin >= item.begin && word.end < item.end &&
                names_something(text_.substr(word.end, item.end - word.end))) {
                item.begin = word.end;
            }
        }
        return item;
    }

    /// 全县|新能源汽车产业, 西海岸新区|海洋装备产业.
    [[nodiscard]] Span behind_place(Span item) const {
        for (const Mention& place : found_) {
            if (place.sentence == sentence_ && is_a(place.label, "Place") &&
                place.begin <= item.begin && place.end > item.begin && place.end < item.end) {
                item.begin = place.end;
            }
        }
        for (const std::string_view whole :
             {"全县", "全市", "全区", "全省", "我市", "我区", "我县", "我省", "本市", "本区",
              "县域", "当地", "本地", "全国", "该县"}) {
            item.begin += part(item).starts_with(whole) ? whole.size() : 0;
        }
        item.end -= part(item).ends_with("全") ? std::string_view("全").size() : 0;
        return item;
    }

    void add_single(Span given, Span head, const std::string& kind) {
        const Span item = behind_place(behind_governor(given));
        const std::string name = clean_name(part(item));
        const Span whole = {item.begin, head.end};
        const bool vague = part(head) == "领域" || part(head) == "方向" || part(head) == "板块" ||
                           part(head) == "行业" || part(head) == "细分领域";
        if (name.empty() || !names_something(name) || length(name) > 12 ||
            (vague && known_length(name) == 0) || mentions_name(item)) {
            return;
        }
        const std::size_t whole_length =
            list_of("whole").before(part(whole), whole.end - whole.begin).length;
        if (whole_length > 0) {
            add({whole.end - whole_length, whole.end},
                text_.substr(whole.end - whole_length, whole_length), kind, "industry.whole", 33);
            return;
        }
        const bool listed = known_length(name) > 0;
        const bool counted =
            name.starts_with("第") || name.starts_with("三次") || name.starts_with("各");
        const bool mixed = counted || name.find("产业") != std::string::npos ||
                           name.find("元") != std::string::npos ||
                           name.find("领域") != std::string::npos ||
                           text_.substr(head.end).starts_with("条");
        if (mixed && !listed) {
            return;
        }
        add(whole,
            list_of("whole").contains(clean_name(part(whole))) ? clean_name(part(whole))
                                                               : canonical(name),
            kind, "industry.suffix", listed ? 33 : 18);
    }

    [[nodiscard]] bool mentions_name(Span item) const {
        return std::any_of(found_.begin(), found_.end(), [&](const Mention& mention) {
            return mention.sentence == sentence_ && mention.begin < item.end &&
                   item.begin < mention.end && mention.label != "Industry";
        });
    }

    /// Without 产业 at the end, unless it is a name only with it.
    [[nodiscard]] static std::string canonical(const std::string& name) {
        if (list_of("whole").contains(name)) {
            return name;
        }
        for (const std::string_view tail : {"产业链", "产业", "行业", "领域"}) {
            if (name.ends_with(tail) && name.size() > tail.size() + 3) {
                return name.substr(0, name.size() - tail.size());
            }
        }
        return name;
    }

    void find_listed() {
        PhraseSet::Match match;
        const PhraseSet& pure = list_of("pure");
        for (std::size_t at = pure.find(text_, 0, match); at != std::string_view::npos;
             at = pure.find(text_, at + match.length, match)) {
            if (!text_.substr(0, at).ends_with("等") ||
                text_.substr(at, match.length) != "未来产业") {
                add({at, at + match.length}, text_.substr(at, match.length), "sector",
                    "industry.pure", 15);
            }
        }
        const PhraseSet& open = list_of("open");
        for (std::size_t at = open.find(text_, 0, match); at != std::string_view::npos;
             at = open.find(text_, at + match.length, match)) {
            const std::string_view rest = text_.substr(at + match.length);
            const std::size_t firm = at + match.length + std::string_view("企业").size();
            const bool names_firm =
                rest.starts_with("企业") &&
                std::any_of(found_.begin(), found_.end(), [&](const Mention& mention) {
                    return mention.sentence == sentence_ && mention.label == "Firm" &&
                           mention.begin == firm;
                });
            if (names_firm) {
                add({at, at + match.length}, text_.substr(at, match.length), "sector",
                    "industry.open", 14);
            }
        }
    }

    void add(Span range, std::string_view name, const std::string& kind, const char* rule,
             double weight) {
        Mention mention = candidate("Industry", sentence_, range, clean_name(name), rule, weight);
        mention.kind = kind;
        found_.push_back(std::move(mention));
    }

    const Scene& scene_;
    std::vector<Mention>& found_;
    std::uint32_t sentence_ = 0;
    std::string_view text_;
};

}  // namespace

void find_industries(const Scene& scene, std::uint32_t sentence, std::vector<Mention>& found) {
    IndustryFinder(scene, found).find(sentence);
}

}  // namespace dingtu
