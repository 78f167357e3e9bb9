#include "loader/data.h"
#include "loader/rules/rules.h"

#include <algorithm>
#include <array>
#include <map>

namespace dingtu {
namespace {

/// data/organs.txt.
struct OrganTable {
    PhraseSet organs;                ///< valued by the index into names
    std::vector<std::string> names;  ///< as they are stored
    PhraseSet behind_country;
    PhraseSet armies;
    PhraseSet units;

    OrganTable() {
        for (const Section& section : read_sections("organs.txt")) {
            for (const auto& line : section.lines) {
                for (const std::string_view word : line) {
                    set_named(section.name).add(word, static_cast<std::uint32_t>(names.size()));
                }
                if (section.name == "organ") {
                    names.emplace_back(line.front());
                }
            }
        }
    }

private:
    PhraseSet& set_named(std::string_view section) {
        return section == "organ"     ? organs
               : section == "country" ? behind_country
               : section == "army"    ? armies
                                      : units;
    }
};

const OrganTable& table() {
    static const OrganTable organs;
    return organs;
}

class OrganFinder {
public:
    OrganFinder(const Scene& scene, std::uint32_t sentence, std::vector<Mention>& found)
        : scene_(scene),
          sentence_(sentence),
          text_(scene.text(sentence)),
          places_(found),
          found_(found) {}

    void find() {
        find_all(table().organs, [&](Span range, std::uint32_t value) { add_organ(range, value); });
        find_all(table().armies, [&](Span range, std::uint32_t) {
            add(range, text_.substr(range.begin, range.end - range.begin), "organ.army");
        });
        for (const Mention& place : places_) {
            if (place.sentence == sentence_ && place.label == "Region") {
                add_of_country(place);
            }
        }
    }

private:
    template <typename Take>
    void find_all(const PhraseSet& forms, const Take& take) {
        PhraseSet::Match match;
        for (std::size_t at = forms.find(text_, 0, match); at != std::string_view::npos;
             at = forms.find(text_, at + match.length, match)) {
            if (is_edge(at) && is_edge(at + match.length)) {
                take({at, at + match.length}, match.value);
            }
        }
    }

    /// Whether no listed word goes over `at`.
    [[nodiscard]] bool is_edge(std::size_t at) const {
        if (at == 0 || at >= text_.size()) {
            return true;
        }
        return scene_.words[sentence_][scene_.word_at(sentence_, at)].begin == at;
    }

    [[nodiscard]] const Mention* place_ending(std::size_t end) const {
        const auto place = std::find_if(places_.begin(), places_.end(), [&](const Mention& known) {
            return known.sentence == sentence_ && known.end == end && is_a(known.label, "Place");
        });
        return place == places_.end() ? nullptr : &*place;
    }

    /// 浙江省发改委 is no 发改委; 韩国央行 and 中国银监会 begin with their country.
    void add_organ(Span range, std::uint32_t value) {
        const Mention* place = place_ending(range.begin);
        const std::string_view before = text_.substr(0, range.begin);
        const bool local =
            std::any_of(local_letters.begin(), local_letters.end(),
                        [&](std::string_view letter) { return before.ends_with(letter); });
        if ((place != nullptr && place->label != "Region") || (place == nullptr && local)) {
            return;
        }
        const bool own = place != nullptr && place->name == "中国";
        range.begin = place != nullptr ? place->begin : range.begin;
        const std::size_t name_end = range.end;
        range.end = unit_end(range.end);
        std::string name = table().names[value];
        if (place != nullptr && !own) {
            name = text_.substr(range.begin, name_end - range.begin);
        }
        name += text_.substr(name_end, range.end - name_end);
        add(range, name, "organ");
    }

    void add_of_country(const Mention& place) {
        if (const PhraseSet::Match match = table().behind_country.at(text_, place.end)) {
            const std::size_t end = place.end + match.length;
            if (is_edge(end)) {
                add({place.begin, end}, text_.substr(place.begin, end - place.begin),
                    "organ.country");
            }
        }
    }

    /// The end of the part of the body that is named behind it, or `begin`.
    [[nodiscard]] std::size_t unit_end(std::size_t begin) const {
        constexpr std::size_t longest_unit_bytes = 60;
        std::size_t reach = phrase_end(scene_, sentence_, begin);
        const std::string_view rest = text_.substr(reach);
        if (reach > begin && (rest.starts_with("与") || rest.starts_with("和"))) {
            reach = phrase_end(scene_, sentence_, reach + std::string_view("与").size());
        }
        reach = std::min(reach, begin + longest_unit_bytes);
        for (const Word& word : scene_.words[sentence_]) {
            // Another place opens another body.
            if (word.begin >= begin && word.begin < reach && place_ending(word.end) != nullptr &&
                word.begin > begin) {
                reach = word.begin;
            }
        }
        std::size_t best = begin;
        for (const Word& word : scene_.words[sentence_]) {
            const bool inside = word.begin >= begin && word.end <= reach;
            if (inside && word.end - begin >= 9 && table().units.before(text_, word.end)) {
                best = word.end;
            }
        }
        return best;
    }

    void add(Span range, std::string_view name, const char* rule) {
        constexpr double weight = 42;  // above what its ending alone would make of it
        found_.push_back(candidate("Agency", sentence_, range, clean_name(name), rule, weight));
    }

    static constexpr std::array<std::string_view, 6> local_letters = {"省", "市", "区",
                                                                      "县", "州", "镇"};

    const Scene& scene_;
    std::uint32_t sentence_;
    std::string_view text_;
    const std::vector<Mention> places_;
    std::vector<Mention>& found_;
};

}  // namespace

void find_organs(const Scene& scene, std::uint32_t sentence, std::vector<Mention>& found) {
    OrganFinder(scene, sentence, found).find();
}

}  // namespace dingtu
