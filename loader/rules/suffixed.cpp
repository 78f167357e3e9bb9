#include "base/text.h"
#include "loader/rules/known_firms.h"
#include "loader/rules/rules.h"
#include "loader/rules/suffix_stem.h"
#include "loader/rules/suffix_table.h"
#include "loader/rules/themes.h"

#include <algorithm>
#include <array>
#include <string>

namespace dingtu {
namespace {

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
            if (!ends_word(hit) || goes_on_behind(text_, hit, suffix) || inside_longer(hits, hit)) {
                continue;
            }
            earlier_ = &found;
            const Stem stem = stem_of(hit, suffix);
            if (StemJudge(scene_, places_, sentence_).accepts(stem, suffix)) {
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
        const StemJudge judge(scene_, places_, sentence_);
        stem.named = judge.holds_name(judge.behind_place(stem.range));
        return stem;
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
               (length(part(begin, place)) <= 4 && StemJudge(scene_, places_, sentence_).holds_name({begin, place}));
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

    [[nodiscard]] Mention mention_of(const Stem& stem, const Hit& hit, const Suffix& suffix) const {
        Mention mention;
        mention.label = suffix.label;
        mention.sentence = sentence_;
        mention.begin = with_year(text_, stem.range.begin, suffix);
        mention.end = with_campus(text_, hit.end, suffix);
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
