#include "loader/resolve.h"

#include "base/text.h"
#include "loader/data.h"
#include "loader/gazetteer.h"
#include "loader/rules/rules.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>

namespace dingtu {
namespace {

void sort_mentions(std::vector<Mention>& mentions) {
    std::stable_sort(mentions.begin(), mentions.end(), [](const Mention& a, const Mention& b) {
        if (a.sentence != b.sentence) {
            return a.sentence < b.sentence;
        }
        return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
    });
}

/// Department names of one meaning have one key: 经信局 and 经济和信息化局.
std::string agency_key(const std::string& name) {
    static const std::map<std::string, std::string> stems = [] {
        std::map<std::string, std::string> all;
        for (const DataLine& line : data_lines(data_file("agencies.txt"))) {
            const std::vector<std::string_view> words = words_of(line.text);
            for (const std::string_view word : words) {
                all.emplace(word, words[0]);
            }
        }
        return all;
    }();
    for (const std::string_view tail : {"局", "委", "厅", "办", "部门", "委员会"}) {
        if (!name.ends_with(tail)) {
            continue;
        }
        const std::string head = name.substr(0, name.size() - tail.size());
        for (std::size_t at = 0; at < head.size();
             at += character_length(static_cast<unsigned char>(head[at]))) {
            if (const auto stem = stems.find(head.substr(at)); stem != stems.end()) {
                return head.substr(0, at) + stem->second +
                       (tail == "委员会" ? "委" : std::string(tail));
            }
        }
    }
    return name;
}

/// 西安高新区 and 西安高新技术产业开发区 have one key.
std::string zone_key(const std::string& name) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 7> tails = {
        {{"高新技术产业开发区", "高新区"},
         {"高新技术产业园区", "高新区"},
         {"高新技术开发区", "高新区"},
         {"新技术开发区", "高新区"},
         {"经济技术开发区", "经开区"},
         {"经济开发区", "经开区"},
         {"国家级新区", "新区"}}};
    for (const auto& [tail, core] : tails) {
        if (name.ends_with(tail) && name.size() > tail.size()) {
            return name.substr(0, name.size() - tail.size()) + std::string(core);
        }
    }
    return name;
}

std::string key_of(const Mention& mention) {
    if (mention.code != 0 && is_a(mention.label, "Place")) {
        return "#" + std::to_string(mention.code);
    }
    return mention.label + "/" +
           normal_name(mention.label == "Agency" ? agency_key(mention.name)
                       : mention.label == "Zone" ? zone_key(mention.name)
                                                 : mention.name);
}

void add_alias(Entity& entity, const std::string& alias) {
    if (!alias.empty() && alias != entity.name &&
        std::find(entity.aliases.begin(), entity.aliases.end(), alias) == entity.aliases.end()) {
        entity.aliases.push_back(alias);
    }
}

/// 两江新区 of 重庆两江新区; empty if too little is left to be a name.
std::string without_place(const std::string& name) {
    for (std::size_t bytes = std::min<std::size_t>(name.size(), 30); bytes >= 6; bytes -= 3) {
        const std::string rest = name.substr(bytes);
        if (Gazetteer::get().find(name.substr(0, bytes)) != nullptr && length(rest) >= 4 &&
            !phrase_words("general").contains(rest) && !rest.starts_with("经济") &&
            !rest.starts_with("高新") && !rest.starts_with("国家")) {
            return rest;
        }
    }
    return {};
}

/// 镇海区发展和改革局 of 宁波市镇海区发展和改革局: behind the first of two places.
std::string without_city(const std::string& name) {
    const Gazetteer& gazetteer = Gazetteer::get();
    for (std::size_t first = 6; first <= 15 && first < name.size(); first += 3) {
        if (gazetteer.find(name.substr(0, first)) == nullptr) {
            continue;
        }
        for (std::size_t second = 6; second <= 15 && first + second < name.size(); second += 3) {
            const std::string inner = name.substr(first, second);
            const Gazetteer::Form* form = gazetteer.find(inner);
            if (form != nullptr && !form->is_short) {
                return name.substr(first);
            }
        }
    }
    return {};
}

/// The part in quotes of a name with a head noun outside them: 助企直达 of “助企直达”专项行动.
std::string quoted_core(std::string_view words) {
    const std::size_t open = words.find("“");
    const std::size_t close = words.find("”", open == std::string_view::npos ? 0 : open);
    if (open == std::string_view::npos || close == std::string_view::npos) {
        return {};
    }
    const std::string core = clean_name(words.substr(open, close - open));
    return length(core) >= 2 ? core : std::string();
}

}  // namespace

void resolve(Scene& scene, const RuleBook& rules) {
    Findings& findings = scene.findings;
    findings.mentions = find_names(scene, rules);
    const std::uint32_t region = region_code(scene, findings.mentions);
    complete_agencies(scene, region, findings.mentions);
    make_entities(scene);
    if (region != 0) {
        findings.region = place_entity(findings, region);
    }
    read_given_aliases(scene);
    merge_short_names(scene);
    find_again(scene);
    find_anaphors(scene, region);
    sort_mentions(findings.mentions);
    mark_subjects(scene);
}

std::vector<Mention> find_names(const Scene& scene, const RuleBook& rules) {
    std::vector<Mention> places;
    find_places(scene, places);
    std::vector<std::vector<Mention>> by_sentence(scene.sentences.size());
    for (Mention& place : places) {
        by_sentence[place.sentence].push_back(std::move(place));
    }
    std::vector<Mention> firms;
    for (std::uint32_t s = 0; s < scene.sentences.size(); ++s) {
        find_towns(scene, s, by_sentence[s]);
        find_suffixed(scene, s, by_sentence[s]);
        find_organs(scene, s, by_sentence[s]);
        find_quoted(scene, s, by_sentence[s]);
        find_people(scene, s, by_sentence[s]);
        std::copy_if(by_sentence[s].begin(), by_sentence[s].end(), std::back_inserter(firms),
                     [](const Mention& mention) { return mention.label == "Firm"; });
    }
    const Brands brands(scene, firms);
    std::vector<Mention> found;
    for (std::uint32_t s = 0; s < scene.sentences.size(); ++s) {
        brands.find(scene, s, by_sentence[s]);
        find_industries(scene, s, by_sentence[s]);
        find_listed(scene, rules, s, by_sentence[s]);
        std::move(by_sentence[s].begin(), by_sentence[s].end(), std::back_inserter(found));
    }
    std::erase_if(found, [&](const Mention& mention) {
        return scene.sentences[mention.sentence].block == Block::TableHeader ||
               rules.stopped().contains(mention.name);
    });
    arbitrate(found);
    return found;
}

std::uint32_t region_code(const Scene& scene, const std::vector<Mention>& mentions) {
    std::map<std::uint32_t, std::size_t> counts;
    std::uint32_t titled = 0;
    for (const Mention& mention : mentions) {
        const bool unit = mention.code != 0 && mention.label != "Province";
        if (!unit) {
            continue;
        }
        const bool heading = scene.sentences[mention.sentence].block == Block::Heading;
        const bool first = heading && mention.begin < 12;
        const bool sibling = titled % 100 != 0 && mention.code % 100 != 0 &&
                             mention.code != titled && mention.code / 100 == titled / 100;
        const bool within = heading && titled != 0 &&
                            Gazetteer::get().parent_of(mention.code) == titled &&
                            mention.sentence < 4;
        titled = (first && titled == 0) || within ? mention.code
                 : heading && sibling             ? Gazetteer::get().parent_of(titled)
                                                  : titled;
        // A district speaks for its city a little, so that many districts make a city's document.
        counts[mention.code] += mention.nested ? 2 : 3;
        counts[Gazetteer::get().parent_of(mention.code)] += 1;
    }
    if (titled != 0) {
        return titled;
    }
    std::uint32_t best = 0;
    for (const auto& [code, count] : counts) {
        if (code % 10000 != 0 && (best == 0 || count > counts[best])) {
            best = code;
        }
    }
    return best;
}

/// 园区 of 园区管委会.
static std::string zone_prefix(std::string_view words) {
    for (const std::string_view zone : {"园区", "高新区", "经开区", "开发区", "新区", "保税区"}) {
        if (words.starts_with(zone)) {
            return std::string(zone);
        }
    }
    return {};
}

/// 园区管委会 after 苏州工业园区 is 苏州工业园区管委会.
static void name_by_zone(const std::vector<Mention>& mentions, Mention& agency,
                         const std::string& zone, std::string_view words) {
    std::string name;
    for (const Mention& mention : mentions) {
        const bool before = mention.sentence < agency.sentence ||
                            (mention.sentence == agency.sentence && mention.end <= agency.begin);
        if (before && mention.label == "Zone" && mention.name.ends_with(zone)) {
            name = mention.name;
        }
    }
    if (!name.empty()) {
        agency.name = name + clean_name(words.substr(zone.size()));
    }
}

void complete_agencies(const Scene& scene, std::uint32_t region, std::vector<Mention>& mentions) {
    const Gazetteer& gazetteer = Gazetteer::get();
    std::uint32_t last = region;
    std::uint32_t last_district = region % 100 != 0 ? region : 0;
    for (Mention& mention : mentions) {
        if (mention.code != 0 && is_a(mention.label, "Place")) {
            last = mention.code;
            last_district = mention.label == "District" ? mention.code : last_district;
            continue;
        }
        if (mention.label != "Agency" && mention.label != "Platform") {
            continue;
        }
        const std::string_view words = scene.text(mention.sentence, mention.span());
        const auto starts = [&](std::string_view letter) { return words.starts_with(letter); };
        const bool own_place =
            std::any_of(mentions.begin(), mentions.end(), [&](const Mention& place) {
                return place.sentence == mention.sentence && place.begin == mention.begin &&
                       is_a(place.label, "Place");
            });
        const std::string zone = zone_prefix(words);
        if (!zone.empty() && !own_place) {
            name_by_zone(mentions, mention, zone, words);
            continue;
        }
        std::uint32_t code = 0;
        std::size_t letter = std::string_view("市").size();
        if (own_place) {
            continue;
        }
        if (starts("当地")) {
            code = last_district != 0 ? last_district : last;
            letter *= 2;
        } else if (starts("市")) {
            const Division* own = gazetteer.by_code(region);
            const bool city = region % 100 == 0 || (own != nullptr && own->name.ends_with("市"));
            code = city ? region : gazetteer.parent_of(region);
        } else if (starts("区") || starts("县")) {
            code = region % 100 != 0 ? region : last_district;
        } else if (starts("省")) {
            code = Gazetteer::province_of(region);
        }
        if (const Division* unit = gazetteer.by_code(code);
            unit != nullptr && letter < words.size()) {
            mention.name = unit->name + clean_name(words.substr(letter));
            mention.code = code;
        }
    }
}

EntityRef place_entity(Findings& findings, std::uint32_t code) {
    const Division* unit = Gazetteer::get().by_code(code);
    invariant(unit != nullptr, "a place entity is asked for a code that is not in the list");
    for (EntityRef i = 0; i < findings.entities.size(); ++i) {
        const Entity& entity = findings.entities[i];
        if (entity.name == unit->name && entity.label == unit->label()) {
            return i;
        }
    }
    Entity entity{unit->label(), unit->name, {}, {}, "place.list"};
    entity.properties["code"] = std::to_string(code);
    entity.properties["derived"] = "gazetteer";
    findings.entities.push_back(std::move(entity));
    return static_cast<EntityRef>(findings.entities.size() - 1);
}

void make_entities(Scene& scene) {
    Findings& findings = scene.findings;
    std::map<std::string, EntityRef> by_key;
    for (Mention& mention : findings.mentions) {
        const auto [found, fresh] =
            by_key.emplace(key_of(mention), static_cast<EntityRef>(findings.entities.size()));
        if (fresh) {
            findings.entities.push_back({mention.label, mention.name, {}, {}, mention.rule});
        }
        mention.entity = found->second;
        Entity& entity = findings.entities[mention.entity];
        const std::string_view words = scene.text(mention.sentence, mention.span());
        add_alias(entity, clean_name(words));
        add_alias(entity, mention.name);
        if (mention.label == "Zone") {
            add_alias(entity, without_place(mention.name));
        }
        if (mention.label == "Agency") {
            add_alias(entity, without_city(mention.name));
        }
        if (!is_a(mention.label, "Place") || mention.label == "Zone") {
            add_alias(entity, quoted_core(words));
        }
        const bool plain =
            entity.properties.contains("kind") && entity.properties["kind"].as_string() == "sector";
        if (!mention.kind.empty() && (plain || !entity.properties.contains("kind"))) {
            entity.properties["kind"] = mention.kind;
        }
        if (mention.code != 0 && is_a(mention.label, "Place")) {
            entity.properties["code"] = std::to_string(mention.code);
        }
    }
}

}  // namespace dingtu
