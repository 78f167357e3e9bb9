#include "base/text.h"
#include "loader/gazetteer.h"
#include "loader/rules/rules.h"

#include <algorithm>
#include <array>
#include <set>

namespace dingtu {
namespace {

/// A form found in the document and what it may mean.
struct Found {
    std::uint32_t sentence = 0;
    Hit hit;
};

/// Longest forms from left to right; shorter ones inside them are dropped.
std::vector<Found> longest_hits(const Scene& scene) {
    std::vector<Found> all;
    for (std::uint32_t s = 0; s < scene.sentences.size(); ++s) {
        std::vector<Hit> hits;
        Gazetteer::get().scan(scene.text(s), hits);
        std::sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) {
            return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
        });
        std::size_t end = 0;
        for (const Hit& hit : hits) {
            if (hit.begin >= end) {
                all.push_back({s, hit});
                end = hit.end;
            }
        }
    }
    return all;
}

/// Codes of the units that the document names beyond doubt: by a full form of one unit, or a short
/// form that only one province or city has and that is no ordinary word.
std::set<std::uint32_t> certain_units(const std::vector<Found>& all) {
    const Gazetteer& gazetteer = Gazetteer::get();
    std::set<std::uint32_t> codes;
    for (const Found& found : all) {
        const Gazetteer::Form& form = gazetteer.form(found.hit.id);
        for (const std::uint32_t index : form.units) {
            const Division& unit = gazetteer.unit(index);
            const bool high = unit.code % 100 == 0 && unit.code != 0;
            if ((form.units.size() == 1 && !form.is_short) || (high && !is_word(form.text))) {
                codes.insert(unit.code);
            }
        }
    }
    return codes;
}

/// How well a unit fits the places that are certain: itself, its city, its province.
int fit(const Division& unit, const std::set<std::uint32_t>& certain) {
    const Gazetteer& gazetteer = Gazetteer::get();
    int score = 0;
    score += certain.contains(unit.code) ? 8 : 0;
    score += certain.contains(gazetteer.parent_of(unit.code)) && unit.code % 10000 != 0 ? 4 : 0;
    score += certain.contains(Gazetteer::province_of(unit.code)) ? 2 : 0;
    score += unit.code % 10000 == 0 ? 1 : 0;
    const bool siblings = std::any_of(certain.begin(), certain.end(), [&](std::uint32_t code) {
        return code != unit.code && code / 100 == unit.code / 100;
    });
    return score + (siblings ? 3 : 0);
}

const Division* best_unit(const Gazetteer::Form& form, const std::set<std::uint32_t>& certain) {
    const Division* best = nullptr;
    int best_score = -1;
    for (const std::uint32_t index : form.units) {
        const Division& unit = Gazetteer::get().unit(index);
        const int score = fit(unit, certain);
        if (score > best_score || (score == best_score && best != nullptr && unit.code % 100 == 0 &&
                                   best->code % 100 != 0)) {
            best = &unit;
            best_score = score;
        }
    }
    return best;
}

/// Whether a short form is meant as the place: 余杭 in a text about 杭州, not 和平 in one about
/// peace.
bool trusted(const Gazetteer::Form& form, const Division& unit,
             const std::set<std::uint32_t>& certain) {
    if (unit.code == 0 || !form.is_short) {
        // 城区 and 郊区 are names of units and ordinary words.
        return unit.code == 0 || !is_word(form.text) ||
               certain.contains(Gazetteer::get().parent_of(unit.code));
    }
    const bool common = is_word(form.text);
    if (certain.contains(unit.code)) {
        return true;
    }
    if (unit.code % 100 == 0) {
        return !common;
    }
    return !common && certain.contains(Gazetteer::get().parent_of(unit.code));
}

/// A form that goes on as another word is no place: 南京路, 上海菜 are left; 江北嘴.
bool inside_longer_word(const Scene& scene, const Found& found) {
    const std::size_t at = scene.word_at(found.sentence, found.hit.begin);
    const Word& word = scene.words[found.sentence][at];
    return word.tag != Tag::Unknown && word.begin <= found.hit.begin && word.end > found.hit.end &&
           word.end - word.begin > found.hit.end - found.hit.begin && word.begin != found.hit.begin;
}

/// 居全国第一, 全国21个省: the country as a place; 全国劳动模范 and 国内贸易 only sort what
/// follows.
bool stands_for_country(const Scene& scene, const Found& found) {
    const std::string_view text = scene.text(found.sentence);
    const std::string_view before = text.substr(0, found.hit.begin);
    const std::string_view behind = text.substr(found.hit.end);
    constexpr std::array<std::string_view, 13> ahead = {"在", "居", "占", "列", "于", "往", "向",
                                                        "是", "到", "与", "比", "至", "为"};
    constexpr std::array<std::string_view, 12> after = {"的", "各", "首", "第", "平均", "排",
                                                        "，", "。", "；", "前", "同",   "最"};
    return std::any_of(ahead.begin(), ahead.end(),
                       [&](std::string_view word) { return before.ends_with(word); }) ||
           std::any_of(after.begin(), after.end(),
                       [&](std::string_view word) { return behind.starts_with(word); }) ||
           behind.empty();
}

}  // namespace

void find_places(const Scene& scene, std::vector<Mention>& found) {
    const Gazetteer& gazetteer = Gazetteer::get();
    const std::vector<Found> all = longest_hits(scene);
    const std::set<std::uint32_t> certain = certain_units(all);
    for (const Found& place : all) {
        const Gazetteer::Form& form = gazetteer.form(place.hit.id);
        const Division* unit = best_unit(form, certain);
        if (unit == nullptr || !trusted(form, *unit, certain) || inside_longer_word(scene, place)) {
            continue;
        }
        if ((form.text == "全国" || form.text == "国内") && !stands_for_country(scene, place)) {
            continue;
        }
        // 开工和县区自行开工: no unit 和县 before 区.
        const std::string_view behind = scene.text(place.sentence).substr(place.hit.end);
        if (form.text.ends_with("县") &&
            (behind.starts_with("区") || behind.starts_with("城") || behind.starts_with("里") ||
             behind.starts_with("域") || behind.starts_with("级"))) {
            continue;
        }
        Mention mention;
        mention.label = unit->label();
        mention.sentence = place.sentence;
        mention.begin = place.hit.begin;
        mention.end = place.hit.end;
        mention.name = unit->name;
        mention.code = unit->code;
        mention.rule = form.is_short ? "place.short" : "place.full";
        mention.weight = form.is_short ? 20 : 30;
        found.push_back(std::move(mention));
    }
}

}  // namespace dingtu
