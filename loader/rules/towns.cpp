#include "base/text.h"
#include "loader/rules/rules.h"

#include <algorithm>
#include <array>

namespace dingtu {
namespace {

constexpr std::array<std::string_view, 3> endings = {"镇", "乡", "街道"};
constexpr std::array<std::string_view, 7> zones = {"新区", "高新区",   "经开区",  "开发区",
                                                   "新城", "工业园区", "产业园区"};
constexpr std::size_t character_bytes = 3;  // of a Chinese character
constexpr std::size_t longest_stem = 3;     // characters, as 98 of 100 townships have

class TownFinder {
public:
    TownFinder(const Scene& scene, std::uint32_t sentence, std::vector<Mention>& found)
        : scene_(scene),
          sentence_(sentence),
          text_(scene.text(sentence)),
          found_(found) {}

    void find() {
        for (const std::string_view ending : endings) {
            for (std::size_t at = text_.find(ending); at != std::string_view::npos;
                 at = text_.find(ending, at + ending.size())) {
                read(at, at + ending.size(), "zone.town", 31);
            }
        }
        // 两江新区, 前湾新区: what the walk over nouns would not find.
        for (const std::string_view zone : zones) {
            for (std::size_t at = text_.find(zone); at != std::string_view::npos;
                 at = text_.find(zone, at + zone.size())) {
                const std::size_t begin = stem_begin(at);
                const std::string_view stem = text_.substr(begin, at - begin);
                if (begin < at && (!is_word(stem) || length(stem) > 2) &&
                    !phrase_words("level").contains(text_.substr(begin, at - begin))) {
                    read(at, at + zone.size(), "zone.short", 29);
                }
            }
        }
    }

private:
    void read(std::size_t stem_end, std::size_t end, const char* rule, double weight) {
        const std::string_view rest = text_.substr(end);
        for (const std::string_view more : {"村", "镇", "街", "域", "级", "亲", "愁", "静", "痛"}) {
            if (rest.starts_with(more)) {
                return;
            }
        }
        if (phrase_words("no town").before(text_, end) || is_inside_place(stem_end)) {
            return;
        }
        const std::size_t begin = stem_begin(stem_end);
        if (begin == stem_end) {
            return;
        }
        // Of little weight, to give way to what goes on: 下塘镇人民政府.
        found_.push_back(candidate("Zone", sentence_, {begin, end},
                                   clean_name(text_.substr(begin, end - begin)), rule, weight));
    }

    /// 景德镇市.
    [[nodiscard]] bool is_inside_place(std::size_t at) const {
        return std::any_of(found_.begin(), found_.end(), [&](const Mention& place) {
            return place.sentence == sentence_ && place.begin <= at && at < place.end;
        });
    }

    /// Where the two or three characters of the name begin: at a place, a mark or a function word,
    /// else where a word does; `end` if nothing tells.
    [[nodiscard]] std::size_t stem_begin(std::size_t end) const {
        std::size_t at = end;
        std::size_t by_words = end;
        for (std::size_t count = 1; count <= longest_stem + 1 && at > 0; ++count) {
            const std::size_t before = character_before(text_, at);
            const std::string_view character = text_.substr(before, at - before);
            const bool stops = character.size() != character_bytes || ends_place(at) ||
                               is_mark_at(before) || is_function(before, at, count);
            if (stops) {
                return count > 2 ? at : end;
            }
            at = before;
            if (count >= 2 && count <= longest_stem && begins_word(at) && by_words == end) {
                by_words = at;
            }
        }
        const std::size_t stem = (end - at) / character_bytes;
        return at == 0 && stem >= 2 && stem <= longest_stem ? at : by_words;
    }

    [[nodiscard]] bool ends_place(std::size_t at) const {
        return std::any_of(found_.begin(), found_.end(), [&](const Mention& place) {
            return place.sentence == sentence_ && place.end == at;
        });
    }
    [[nodiscard]] bool is_mark_at(std::size_t at) const {
        return is_mark(next_code_point(text_, at));
    }
    /// A character that is a word of its own and stands in no name: 在|下塘镇, 的|下塘镇.
    /// 下 and 前 begin many a name and stop only behind two characters.
    [[nodiscard]] bool is_function(std::size_t begin, std::size_t end, std::size_t count) const {
        constexpr std::array<std::string_view, 14> particles = {
            "的", "在", "和", "与", "及", "于", "到", "至", "从", "由", "向", "是", "了", "为"};
        const std::string_view form = text_.substr(begin, end - begin);
        const bool particle =
            std::find(particles.begin(), particles.end(), form) != particles.end();
        if (count == 2) {
            return particle;
        }
        const Word& word = scene_.words[sentence_][scene_.word_at(sentence_, begin)];
        const bool alone = word.begin == begin && word.end == end;
        const bool verb = word.tag == Tag::Verb && word.end == end && word.level >= 8;
        if (count == 1) {  // 仓前|街道, 石排|镇: words of one character close names too
            return particle || (verb && word.begin < begin);
        }
        return verb || (alone && phrase_words("single").contains(form));
    }
    [[nodiscard]] bool begins_word(std::size_t at) const {
        return scene_.words[sentence_][scene_.word_at(sentence_, at)].begin == at;
    }

    const Scene& scene_;
    std::uint32_t sentence_;
    std::string_view text_;
    std::vector<Mention>& found_;
};

}  // namespace

void find_towns(const Scene& scene, std::uint32_t sentence, std::vector<Mention>& found) {
    TownFinder(scene, sentence, found).find();
}

}  // namespace dingtu
