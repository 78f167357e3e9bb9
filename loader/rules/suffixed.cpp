#include "base/text.h"
#include "loader/rules/known_firms.h"
#include "loader/rules/rules.h"
#include "loader/rules/suffix_table.h"
#include "loader/rules/themes.h"

#include <algorithm>
#include <array>
#include <string>

namespace dingtu {
namespace {

/// What stands before the ending of a candidate name.
struct Stem {
    Span range;
    bool place = false;  ///< begins with a place or with 市 区 县 省
    bool level = false;  ///< begins with a level
    bool named = false;  ///< holds letters, a quoted part or characters that are no word
};

class SuffixFinder {
public:
    SuffixFinder(const Scene& scene, const std::vector<Mention>& places)
        : scene_(scene),
          places_(places) {}

    void find(std::uint32_t sentence, std::vector<Mention>& found) {
        sentence_ = sentence;
        text_ = scene_.text(sentence);
        std::vector<Hit> hits;
        SuffixTable::get().scanner.scan(text_, hits);
        for (const Hit& hit : hits) {
            const Suffix& suffix = SuffixTable::get().suffixes[hit.id];
            if (!ends_word(hit) || longer_follows(hit, suffix) || inside_longer(hits, hit)) {
                continue;
            }
            earlier_ = &found;
            const Stem stem = stem_of(hit, suffix);
            if (accepts(stem, suffix)) {
                found.push_back(mention_of(stem, hit, suffix));
            }
        }
    }

private:
    [[nodiscard]] std::string_view part(std::size_t begin, std::size_t end) const {
        return text_.substr(begin, end - begin);
    }

    /// 局长 is no 局: an ending of one character must end a word.
    [[nodiscard]] bool ends_word(const Hit& hit) const {
        const Word& word = scene_.words[sentence_][scene_.word_at(sentence_, hit.end - 1)];
        return word.end == hit.end || word.tag == Tag::Unknown || hit.end - hit.begin > 3;
    }

    /// 集团 before 有限公司 is no end.
    [[nodiscard]] bool longer_follows(const Hit& hit, const Suffix& suffix) const {
        const std::string_view rest = text_.substr(hit.end);
        if (suffix.text == "银行" && (rest.starts_with("业") || rest.starts_with("间"))) {
            return true;  // 银行业, 银行间市场
        }
        if (suffix.text == "控股" && part(0, hit.begin).ends_with("公司")) {
            return true;  // 甲公司控股的乙公司
        }
        if (suffix.text.ends_with("政府")) {
            for (const std::string_view more : {"性", "采购", "引导", "债", "购买", "工作报告",
                                                "投资", "补助", "补贴", "奖励", "投入"}) {
                if (rest.starts_with(more)) {
                    return true;  // 政府性融资担保
                }
            }
        }
        if (suffix.label == "Platform") {
            for (const std::string_view more :
                 {"管理", "公司", "有限", "股份", "集团", "合伙企业"}) {
                if (rest.starts_with(more)) {
                    return true;
                }
            }
        }
        if (suffix.label == "Firm") {
            for (const std::string_view more : {"有限公司", "股份", "有限责任", "公司", "控股有限",
                                                "控股集团", "控股股份", "（"}) {
                const bool branch =
                    more == "（" &&
                    rest.substr(0, 60).find("）有限公司") == std::string_view::npos &&
                    rest.substr(0, 60).find("）股份有限公司") == std::string_view::npos;
                if (rest.starts_with(more) && !branch) {
                    return true;
                }
            }
        }
        return false;
    }

    /// 产线 of 生产线, 公司 of 有限公司: only the longest ending at one place counts; a 示范基地 is
    /// no building project as other 基地 are.
    [[nodiscard]] static bool inside_longer(const std::vector<Hit>& hits, const Hit& hit) {
        const std::vector<Suffix>& suffixes = SuffixTable::get().suffixes;
        const Suffix& suffix = suffixes[hit.id];
        return std::any_of(hits.begin(), hits.end(), [&](const Hit& other) {
            return other.end == hit.end && other.begin < hit.begin &&
                   (suffixes[other.id].label == suffix.label || suffix.text == "基地");
        });
    }

    /// A name found before in the range ends what this one can take: 区金融局联合广州农商银行.
    [[nodiscard]] std::size_t behind_earlier(std::size_t low, std::size_t end,
                                             const Suffix& suffix) const {
        for (const Mention& mention : *earlier_) {
            // 巨石集团成都有限公司: a group before the place of its branch.
            if (mention.sentence == sentence_ && mention.end == low && mention.label == "Firm" &&
                part(mention.begin, low).ends_with("集团")) {
                return mention.begin;
            }
            const bool before = mention.sentence == sentence_ && mention.end > low &&
                                mention.end < end && mention.begin >= low;
            if (!before || !is_a(mention.label, "Organization")) {
                continue;
            }
            const std::string_view rest = text_.substr(mention.end);
            if (suffix.label == "Project" && mention.label == "Firm" && mention.begin >= low &&
                part(mention.begin, mention.end).ends_with("公司") &&
                length(part(mention.end, end)) >= 2) {
                low = std::max(low, mention.end);  // 某某有限公司|扩建项目
                continue;
            }
            const std::size_t link = phrase_words("between names").at(rest, 0).length;
            low = link > 0 ? mention.end + link : low;
        }
        return low;
    }

    /// Whether a firm or an agency is named in a range: it takes part and is no part of the name.
    [[nodiscard]] bool holds_body(std::size_t begin, std::size_t end) const {
        return std::any_of(earlier_->begin(), earlier_->end(), [&](const Mention& mention) {
            return mention.sentence == sentence_ && mention.begin >= begin && mention.end <= end &&
                   is_a(mention.label, "Organization");
        });
    }

    [[nodiscard]] const Mention* place_from(std::size_t low, std::size_t high) const {
        for (const Mention& place : places_) {
            if (place.sentence == sentence_ && place.begin >= low && place.end <= high &&
                !text_.substr(0, place.begin).ends_with("（")) {
                return &place;
            }
        }
        return nullptr;
    }

    /// Where the words before the ending begin: departments by their list, the rest as noun
    /// phrases.
    [[nodiscard]] std::size_t low_end(const Hit& hit, const Suffix& suffix) const {
        std::size_t at = hit.begin;
        if (const std::size_t seat = part(0, hit.begin).rfind("驻");
            suffix.text == "办事处" && seat != std::string_view::npos && hit.begin - seat <= 36) {
            at = seat;  // 重庆海关|驻江北机场|办事处
        }
        if (suffix.label == "Agency") {
            if (const PhraseSet::Match match = agency_stems().before(text_, at)) {
                at -= match.length;
                // 联系市人力社保局: the letter of the region opens the name.
                for (const std::string_view letter : {"市", "区", "县", "省", "州"}) {
                    const std::size_t begin = at - std::min(at, letter.size());
                    if (part(0, at).ends_with(letter) && !place_ending(at)) {
                        return begin;
                    }
                }
            }
        }
        std::size_t low = phrase_begin(scene_, sentence_, at);
        low = std::min(low, at);
        const bool far =
            (suffix.label == "Firm" && suffix.text.size() > 6) || suffix.label == "Project";
        low = whole_places(far ? far_place(low) : low);
        low = behind_earlier(low, hit.begin, suffix);
        low -= part(0, low).ends_with("当地") ? std::string_view("当地").size() : 0;
        const bool spans_lists = suffix.label == "Event" || suffix.label == "Platform";
        const std::size_t joined = spans_lists ? across_conjunction(low) : low;
        return holds_body(joined, low) ? low : joined;
    }

    /// A full firm name begins with its place, also where the brand between falls into words: the
    /// nearest place to the left, if no particle, mark or common verb stands between.
    [[nodiscard]] std::size_t far_place(std::size_t low) const {
        for (auto place = places_.rbegin(); place != places_.rend(); ++place) {
            if (place->sentence != sentence_ || place->end > low || low - place->end > 24) {
                continue;
            }
            if (low - place->end <= 6 && !parts_names({place->end, low})) {
                return place
                    ->begin;  // 山东盛和新材料: a brand of two characters, whatever they are
            }
            for (const Word& word : scene_.words[sentence_]) {
                const bool between = word.begin >= place->end && word.end <= low;
                const std::string_view form = part(word.begin, word.end);
                const bool common =
                    word.tag == Tag::Verb && word.level >= 8 && word.end - word.begin > 3;
                if (between &&
                    (word.tag == Tag::Mark || word.tag == Tag::Auxiliary ||
                     word.tag == Tag::Pronoun || common || phrase_words("hard").contains(form) ||
                     phrase_words("stop").contains(form))) {
                    return low;
                }
            }
            return place->begin;
        }
        return low;
    }

    /// 新吴区|为|无锡凌感: what opens or qualifies something else is no brand.
    [[nodiscard]] bool parts_names(Span range) const {
        constexpr std::array<std::string_view, 9> words = {"，", "的", "为", "在", "由",
                                                           "向", "对", "给", "、"};
        const std::string_view between = part(range.begin, range.end);
        return between.find("，") != std::string_view::npos ||
               between.find("的") != std::string_view::npos ||
               std::any_of(words.begin(), words.end(),
                           [&](std::string_view word) { return between.starts_with(word); });
    }

    /// Never begins inside a place or right behind one; 企业 between a place and the rest belongs
    /// to the name (钱塘区企业综合服务中心).
    [[nodiscard]] std::size_t whole_places(std::size_t low) const {
        for (auto place = places_.rbegin(); place != places_.rend(); ++place) {
            if (place->sentence != sentence_) {
                continue;
            }
            const std::string_view between =
                place->end < low ? part(place->end, low) : std::string_view();
            const bool joined = between.empty() || between == "企业";
            if (place->begin < low && joined) {
                low = place->begin;
            }
        }
        return low;
    }

    /// Meetings and alliances join their themes by 和 暨 与: go on over one if a level or a place
    /// then opens the name.
    [[nodiscard]] std::size_t across_conjunction(std::size_t low) const {
        std::size_t at = low;
        for (int joins = 0; joins < 3; ++joins) {
            std::size_t before = at;
            for (const std::string_view conjunction : {"和", "暨", "与", "及", "·"}) {
                before = part(0, at).ends_with(conjunction) ? at - conjunction.size() : before;
            }
            if (before == at || ends_earlier(before)) {
                break;
            }
            const std::size_t next = phrase_begin(scene_, sentence_, before);
            if (next == before) {
                break;
            }
            at = next;
            const Span opening = tidy_phrase(scene_, sentence_, {at, low});
            if (opens_with_level(opening.begin) || place_at(opening.begin)) {
                return at;
            }
        }
        return low;
    }

    /// A公司与|B大学…: an organization before a conjunction is no theme of a meeting.
    [[nodiscard]] bool ends_earlier(std::size_t end) const {
        return std::any_of(earlier_->begin(), earlier_->end(), [&](const Mention& mention) {
            return mention.sentence == sentence_ && mention.end == end &&
                   is_a(mention.label, "Organization");
        });
    }

    [[nodiscard]] bool place_ending(std::size_t end) const {
        return std::any_of(places_.begin(), places_.end(), [&](const Mention& place) {
            return place.sentence == sentence_ && place.end == end;
        });
    }

    [[nodiscard]] bool place_at(std::size_t begin) const {
        return std::any_of(places_.begin(), places_.end(), [&](const Mention& place) {
            return place.sentence == sentence_ && place.begin == begin;
        });
    }

    [[nodiscard]] bool opens_with_level(std::size_t begin) const {
        return static_cast<bool>(phrase_words("level").at(text_, begin)) ||
               text_.substr(begin).starts_with("第");
    }

    [[nodiscard]] Stem stem_of(const Hit& hit, const Suffix& suffix) const {
        Stem stem;
        const std::size_t low = low_end(hit, suffix);
        stem.range = {place_at(low) ? low : tidy_phrase(scene_, sentence_, {low, hit.end}).begin,
                      hit.begin};
        const Mention* place = place_from(low, hit.begin);
        const std::size_t level = level_from(low, hit.begin);
        if (suffix.label == "Firm") {
            place = registered_place(place);
        }
        const std::size_t owner = place == nullptr ? 0 : branch_owner(place->begin, suffix);
        if (place != nullptr && owner < place->begin) {
            stem.range.begin = owner;
        } else if (place != nullptr && place->begin > stem.range.begin && suffix.label == "Firm" &&
                   place_ending(place->begin)) {
            stem.range.begin = place->begin;
        } else if (place != nullptr && place->begin > stem.range.begin &&
                   !prefix_belongs(stem.range.begin, place->begin)) {
            stem.range.begin = place->begin;
        } else if (place == nullptr && level != std::string_view::npos && suffix.label != "Firm" &&
                   suffix.label != "Zone") {
            stem.range.begin = level;
        }
        if (suffix.text == "街道") {
            stem.range.begin = behind_places(stem.range);
        }
        cut_governing_verb(stem.range, suffix);
        if (suffix.label == "Event") {
            stem.range.begin = ordinal_before(text_, stem.range.begin);
        }
        stem.place = place != nullptr || region_letter(stem.range, suffix);
        stem.place = stem.place || (suffix.text.find("管委会") != std::string::npos &&
                                    ends_with_zone(part(stem.range.begin, stem.range.end)));
        stem.level = opens_with_level(stem.range.begin);
        stem.named = holds_name(behind_place(stem.range));
        return stem;
    }

    /// A mark or a preposition before it says that a name is whole.
    [[nodiscard]] bool opens_item(std::size_t begin) const {
        constexpr std::array<std::string_view, 14> openers = {
            "，", "、", "。", "；", "：", "“", "由", "为", "向", "对", "给", "被", "（", "让"};
        return begin == 0 ||
               std::any_of(openers.begin(), openers.end(),
                           [&](std::string_view mark) { return part(0, begin).ends_with(mark); });
    }

    /// 江夏区|金口街道: a street is named without the district before it.
    [[nodiscard]] std::size_t behind_places(Span range) const {
        std::size_t begin = range.begin;
        for (const Mention& place : places_) {
            if (place.sentence == sentence_ && place.begin >= range.begin &&
                place.end < range.end && place.rule != "place.short") {
                begin = std::max(begin, place.end);
            }
        }
        return begin;
    }

    /// 计划利用新厂区建设水泵项目: what is built begins behind the verb, unless the verb stands
    /// right before the ending.
    void cut_governing_verb(Span& range, const Suffix& suffix) const {
        if (suffix.label != "Project" && suffix.label != "Platform") {
            return;
        }
        for (const Word& word : scene_.words[sentence_]) {
            const bool inside = word.begin >= range.begin && word.end < range.end;
            const std::string_view form = part(word.begin, word.end);
            if (inside &&
                (form == "建设" || form == "投资" || form == "打造" || form == "新建" ||
                 form == "利用" || form == "推进") &&
                names_something(part(word.end, range.end))) {
                range.begin = word.end;
            }
        }
        range = {tidy_phrase(scene_, sentence_, range).begin, range.end};
    }

    /// The first level word of the range that stands at the start of a word.
    [[nodiscard]] std::size_t level_from(std::size_t low, std::size_t high) const {
        for (const Word& word : scene_.words[sentence_]) {
            if (word.begin >= low && word.end <= high &&
                phrase_words("level").contains(part(word.begin, word.end))) {
                return word.begin;
            }
        }
        return std::string_view::npos;
    }

    /// 义乌市|浙江真爱毯业有限公司: a registered name goes from the larger place to the smaller, so
    /// one before a province only tells the seat.
    [[nodiscard]] const Mention* registered_place(const Mention* place) const {
        for (const Mention& next : places_) {
            if (place != nullptr && next.sentence == sentence_ && next.begin == place->end &&
                next.label == "Province" && place->label != "Province" &&
                place->label != "Region") {
                return &next;
            }
        }
        return place;
    }

    /// 交通银行深圳分行: a branch is named by the firm before its place, whose name begins there.
    [[nodiscard]] std::size_t branch_owner(std::size_t place, const Suffix& suffix) const {
        return suffix.label == "Firm" ? known_firm_begin(text_, place) : place;
    }

    /// 国网 before 浙江: up to four characters that are no listed word belong to the name.
    [[nodiscard]] bool prefix_belongs(std::size_t begin, std::size_t place) const {
        return part(begin, place).ends_with("集团") ||
               (length(part(begin, place)) <= 4 && holds_name({begin, place}));
    }

    /// 区经济和信息化局, 市人力社保局: the place is that of the document.
    [[nodiscard]] bool region_letter(Span range, const Suffix& suffix) const {
        if (suffix.label != "Agency" && suffix.label != "Platform") {
            return false;
        }
        const std::string_view words = part(range.begin, range.end);
        for (const std::string_view letter : {"园区", "高新区", "经开区", "开发区", "新区",
                                              "保税区", "市", "区", "县", "省", "当地", "州"}) {
            if (words.starts_with(letter) &&
                (words.size() > letter.size() || suffix.text.size() > 6)) {
                return true;
            }
        }
        return words.starts_with("当地");
    }

    /// Letters, a quoted part, an unknown character, or two one-character words in a row: names
    /// fall apart like that.
    [[nodiscard]] bool holds_name(Span range) const {
        bool single = false;
        for (const Word& word : scene_.words[sentence_]) {
            if (word.begin < range.begin || word.end > range.end) {
                continue;
            }
            const bool one = length(part(word.begin, word.end)) == 1;
            const bool quoted = word.tag == Tag::Mark && part(word.begin, word.end) == "“";
            if (word.tag == Tag::Unknown || word.tag == Tag::Letters || quoted ||
                (one && single && word.tag != Tag::Mark)) {
                return true;
            }
            single = one;
        }
        return false;
    }

    /// Without the place that opens it.
    [[nodiscard]] Span behind_place(Span range) const {
        for (const Mention& place : places_) {
            if (place.sentence == sentence_ && place.begin == range.begin &&
                place.end <= range.end) {
                range.begin = place.end;
            }
        }
        return range;
    }

    [[nodiscard]] bool accepts(const Stem& stem, const Suffix& suffix) const {
        const std::string_view words = part(stem.range.begin, stem.range.end);
        if (length(words) < 2 && !(stem.place && suffix.label == "Agency" && suffix.text != "局")) {
            return false;
        }
        // 境内上市公司: what ends as a general noun names no firm.
        const std::string whole = std::string(words) + suffix.text;
        if (suffix.label == "Firm" &&
            phrase_words("general").before(whole, whole.size()).length > suffix.text.size()) {
            return false;
        }
        if (suffix.label == "Zone" && words.find("亿元") != std::string_view::npos) {
            return false;  // 某新区投资12亿元建设…产业园: a sentence, no name
        }
        if (suffix.kind == "stem") {
            const bool listed = static_cast<bool>(agency_stems().before(text_, stem.range.end));
            return stem.place && suffix.text.size() == 3 && (listed || is_bureau(stem, suffix));
        }
        if (suffix.needs == "place") {
            return stem.place;
        }
        if (suffix.text.ends_with("有限公司") && length(words) >= 4 &&
            opens_item(stem.range.begin)) {
            return true;  // 紫金财产保险|股份有限公司: registered, whatever its words mean
        }
        if ((suffix.label == "Platform" || suffix.label == "Event") &&
            tells_theme(scene_, sentence_, stem.range)) {
            return true;
        }
        if (suffix.needs == "level") {
            return stem.place || stem.level || (suffix.label == "Event" && is_held(stem.range));
        }
        if (suffix.needs == "noun" && suffix.label == "Project") {
            return !part(0, stem.range.begin).ends_with("以上") &&
                   tells_project(scene_.text(sentence_, behind_place(stem.range)));
        }
        if (suffix.needs == "noun" && is_noun(stem.range)) {
            return true;
        }
        if (suffix.needs == "name" || suffix.needs == "noun") {
            const bool only_place = stem.place && !stem.named && is_only_place(stem.range);
            return (stem.place && !only_place) || stem.named ||
                   (only_place && suffix.text.size() >= 15 && suffix.label == "Platform") ||
                   (only_place && suffix.label != "Firm" && suffix.label != "Project" &&
                    suffix.label != "Platform");
        }
        return names_something(words);
    }

    /// 顺德区|经济促进|局: a place, then only nouns and inner verbs of two characters or more.
    [[nodiscard]] bool is_bureau(const Stem& stem, const Suffix& suffix) const {
        const Span middle = behind_place(stem.range);
        if (suffix.text != "局" || middle.begin == stem.range.begin ||
            length(part(middle.begin, middle.end)) < 2) {
            return false;
        }
        for (const Word& word : scene_.words[sentence_]) {
            const std::string_view form = part(word.begin, word.end);
            const bool inside = word.begin >= middle.begin && word.end <= middle.end;
            if (inside && word.tag != Tag::Noun && word.tag != Tag::Letters && form != "和" &&
                form != "与" && !phrase_words("inner").contains(form)) {
                return false;
            }
        }
        return true;
    }

    /// 召开|数字化改造推进会: a meeting of any name behind a verb of holding or taking part.
    [[nodiscard]] bool is_held(Span range) const {
        constexpr std::array<std::string_view, 11> verbs = {"召开",   "举办",   "举行",  "承办",
                                                            "主办",   "参加",   "出席",  "组织",
                                                            "召开了", "举办了", "举行了"};
        const std::string_view before = part(0, range.begin);
        return length(part(range.begin, range.end)) >= 3 &&
               std::any_of(verbs.begin(), verbs.end(),
                           [&](std::string_view verb) { return before.ends_with(verb); });
    }

    /// 光电 of 光电产业园: nouns, one of which tells something.
    [[nodiscard]] bool is_noun(Span range) const {
        bool tells = false;
        for (const Word& word : scene_.words[sentence_]) {
            if (word.begin < range.begin || word.end > range.end) {
                continue;
            }
            const std::string_view form = part(word.begin, word.end);
            const bool plain =
                phrase_words("level").contains(form) || phrase_words("light").contains(form);
            if (word.tag != Tag::Noun || plain) {
                return false;
            }
            tells = tells || names_something(form);
        }
        return tells && names_something(part(range.begin, range.end));
    }

    [[nodiscard]] bool is_only_place(Span range) const {
        return std::any_of(places_.begin(), places_.end(), [&](const Mention& place) {
            return place.sentence == sentence_ && place.begin == range.begin &&
                   place.end >= range.end;
        });
    }

    /// 2024世界传感器大会: the year before a meeting or an honour belongs to its name.
    [[nodiscard]] std::size_t with_year(std::size_t begin, const Suffix& suffix) const {
        if (suffix.label != "Event" && suffix.label != "Award") {
            return begin;
        }
        std::size_t at = begin;
        for (const std::string_view tail : {"年度", "年"}) {
            if (part(0, at).ends_with(tail)) {
                at -= tail.size();
                break;
            }
        }
        constexpr std::size_t digits = 4;
        if (at < digits) {
            return begin;
        }
        const std::string_view year = part(at - digits, at);
        const bool whole = year.find_first_not_of("0123456789") == std::string_view::npos &&
                           (year.starts_with("19") || year.starts_with("20"));
        return whole && (at == begin || suffix.label == "Award") ? at - digits : begin;
    }

    /// 中国石油大学（华东）: a place in brackets belongs to the name of a school.
    [[nodiscard]] std::size_t with_campus(std::size_t end, const Suffix& suffix) const {
        const std::string_view rest = text_.substr(end);
        const std::string_view open = "（";
        const std::size_t close = rest.find("）");
        const bool school = suffix.text == "大学" || suffix.text == "学院";
        if (!school || !rest.starts_with(open) || close == std::string_view::npos ||
            length(rest.substr(open.size(), close - open.size())) > 3) {
            return end;
        }
        return end + close + std::string_view("）").size();
    }

    [[nodiscard]] Mention mention_of(const Stem& stem, const Hit& hit, const Suffix& suffix) const {
        Mention mention;
        mention.label = suffix.label;
        mention.sentence = sentence_;
        mention.begin = with_year(stem.range.begin, suffix);
        mention.end = with_campus(hit.end, suffix);
        mention.name = clean_name(part(mention.begin, mention.end));
        if (mention.label == "Zone" && part(0, mention.begin).ends_with("元的")) {
            mention.label = "Project";  // 总投资12亿元的氢能装备产业园
        }
        mention.kind = suffix.kind == "-" || suffix.kind == "stem" ? "" : suffix.kind;
        mention.rule = "suffix." + suffix.text;
        // 煦达公司 gives way to the short form of a full name.
        mention.weight = suffix.text == "公司" ? 27 : 40;
        return mention;
    }

    const Scene& scene_;
    const std::vector<Mention>& places_;
    const std::vector<Mention>* earlier_ = nullptr;
    std::uint32_t sentence_ = 0;
    std::string_view text_;
};

}  // namespace

void find_suffixed(const Scene& scene, std::uint32_t sentence, std::vector<Mention>& found) {
    const std::vector<Mention> places = found;
    SuffixFinder(scene, places).find(sentence, found);
}

}  // namespace dingtu
