#include "base/text.h"
#include "loader/gazetteer.h"
#include "loader/resolve.h"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>

namespace dingtu {
namespace {

constexpr std::array<std::string_view, 6> given_marks = {"以下简称", "以下统称", "下称",
                                                         "简称",     "又称",     "以下称"};

void add_alias(Entity& entity, const std::string& alias) {
    if (!alias.empty() && alias != entity.name &&
        std::find(entity.aliases.begin(), entity.aliases.end(), alias) == entity.aliases.end()) {
        entity.aliases.push_back(alias);
    }
}

/// All names of an entity.
std::vector<std::string> names_of(const Entity& entity) {
    std::vector<std::string> names = {entity.name};
    names.insert(names.end(), entity.aliases.begin(), entity.aliases.end());
    return names;
}

/// What a longer name may have before a shorter one that means the same: a place or a level.
bool is_setting(std::string_view prefix) {
    if (prefix.empty()) {
        return true;
    }
    for (std::size_t bytes = prefix.size(); bytes >= 3; bytes -= 3) {
        const std::string_view part = prefix.substr(0, bytes);
        const bool numeral = part.starts_with("第") || part.starts_with("首");
        if (Gazetteer::get().find(part) != nullptr || phrase_words("level").contains(part) ||
            part == "市" || part == "区" || part == "县" || part == "省" ||
            (numeral && bytes == prefix.size())) {
            return is_setting(prefix.substr(bytes));
        }
    }
    return false;
}

/// Whether `shorter` is the longer name without place or level, or a Platform or Policy with
/// another tail behind the same quoted core.
bool shortens(const Entity& longer, const Entity& shorter) {
    const std::string long_name = normal_name(longer.name);
    const std::string short_name = normal_name(shorter.name);
    if (short_name.size() >= long_name.size() || length(short_name) < 3) {
        return false;
    }
    return long_name.ends_with(short_name) &&
           is_setting(std::string_view(long_name).substr(0, long_name.size() - short_name.size()));
}

bool share_core(const Entity& a, const Entity& b) {
    for (const std::string& name : names_of(a)) {
        for (const std::string& other : names_of(b)) {
            if (normal_name(name) == normal_name(other) && length(name) >= 2 &&
                !phrase_words("general").contains(name)) {
                return true;
            }
        }
    }
    return false;
}

bool may_merge(std::string_view label) {
    constexpr std::array<std::string_view, 8> labels = {"Zone",  "Platform", "Policy",  "Project",
                                                        "Award", "Event",    "Product", "Agency"};
    return std::find(labels.begin(), labels.end(), label) != labels.end();
}

/// Puts all that is known of `from` to `into`; `from` stays as an empty shell without mentions.
void merge(Findings& findings, EntityRef from, EntityRef into) {
    Entity& source = findings.entities[from];
    Entity& target = findings.entities[into];
    for (const std::string& name : names_of(source)) {
        add_alias(target, name);
    }
    for (const auto& [key, value] : source.properties) {
        target.properties.emplace(key, value);
    }
    for (Mention& mention : findings.mentions) {
        mention.entity = mention.entity == from ? into : mention.entity;
    }
    source.name.clear();
    source.aliases.clear();
}

}  // namespace

std::string given_alias(std::string_view text, std::size_t end) {
    constexpr std::string_view open = "（";
    if (!text.substr(end).starts_with(open)) {
        return {};
    }
    for (const std::string_view mark : given_marks) {
        const std::size_t at = text.find(mark, end);
        const std::size_t close = text.find("）", end);
        if (at == std::string_view::npos || close == std::string_view::npos || at > end + 24 ||
            close < at || close - at > 90) {
            continue;
        }
        std::string alias = clean_name(text.substr(at + mark.size(), close - at - mark.size()));
        for (const std::string_view lead : {"为", "：", ":"}) {
            alias = alias.starts_with(lead) ? alias.substr(lead.size()) : alias;
        }
        return length(alias) >= 2 ? alias : std::string();
    }
    return {};
}

void read_given_aliases(Scene& scene) {
    Findings& findings = scene.findings;
    std::vector<std::pair<EntityRef, std::string>> given;
    for (const Mention& mention : findings.mentions) {
        std::string alias =
            mention.nested ? std::string() : given_alias(scene.text(mention.sentence), mention.end);
        if (!alias.empty()) {
            given.emplace_back(mention.entity, std::move(alias));
        }
    }
    for (const auto& [entity, alias] : given) {
        add_alias(findings.entities[entity], alias);
        for (EntityRef other = 0; other < findings.entities.size(); ++other) {
            if (other != entity &&
                findings.entities[other].label == findings.entities[entity].label &&
                findings.entities[other].name == alias) {
                merge(findings, other, entity);
            }
        }
    }
}

void merge_short_names(Scene& scene) {
    Findings& findings = scene.findings;
    std::vector<EntityRef> order(findings.entities.size());
    std::iota(order.begin(), order.end(), EntityRef{0});
    // Shorter names first: each looks for the one longer name that it shortens.
    std::stable_sort(order.begin(), order.end(), [&](EntityRef a, EntityRef b) {
        return findings.entities[a].name.size() < findings.entities[b].name.size();
    });
    for (std::size_t i = 0; i < order.size(); ++i) {
        const Entity& shorter = findings.entities[order[i]];
        if (!may_merge(shorter.label) || shorter.name.empty()) {
            continue;
        }
        std::vector<EntityRef> longer;
        for (std::size_t j = i + 1; j < order.size(); ++j) {
            const Entity& other = findings.entities[order[j]];
            if (other.label == shorter.label && !other.name.empty() &&
                (shortens(other, shorter) || share_core(other, shorter))) {
                longer.push_back(order[j]);
            }
        }
        // A short name of two longer ones leads to neither, unless these are one themselves.
        const bool one = longer.size() == 1 ||
                         (longer.size() > 1 && share_core(findings.entities[longer.front()],
                                                          findings.entities[longer.back()]));
        if (one) {
            merge(findings, order[i], longer.back());
        }
    }
}

void find_again(Scene& scene) {
    Findings& findings = scene.findings;
    std::map<std::string, EntityRef> owners;
    for (EntityRef i = 0; i < findings.entities.size(); ++i) {
        const Entity& entity = findings.entities[i];
        if (entity.label == "Industry" || is_a(entity.label, "Place") ||
            entity.label == "Product") {
            continue;  // these are found by their own rules wherever they stand as such
        }
        for (const std::string& name : names_of(entity)) {
            const auto [found, fresh] = owners.emplace(name, i);
            if (!fresh && found->second != i) {
                found->second = no_entity;
            }
        }
    }
    PhraseSet names;
    for (const auto& [name, owner] : owners) {
        if (owner != no_entity && length(name) >= 2) {
            names.add(name);
        }
    }
    std::vector<Mention> more;
    for (std::uint32_t s = 0; s < scene.sentences.size(); ++s) {
        const std::string_view text = scene.text(s);
        PhraseSet::Match match;
        for (std::size_t at = names.find(text, 0, match); at != std::string_view::npos;
             at = names.find(text, at + match.length, match)) {
            const std::string name(text.substr(at, match.length));
            const std::string_view before = text.substr(0, at);
            const std::string_view behind = text.substr(at + match.length);
            const bool quoted = (before.ends_with("“") && behind.starts_with("”")) ||
                                (before.ends_with("《") && behind.starts_with("》"));
            const bool plain = is_word(name) || phrase_words("general").contains(name);
            const std::span<const Mention> known = scene.mentions(s);
            const bool covered =
                std::any_of(known.begin(), known.end(), [&](const Mention& mention) {
                    return mention.begin < at + match.length && at < mention.end;
                });
            if (covered || (plain && !quoted)) {
                continue;
            }
            Mention mention;
            mention.entity = owners.at(name);
            mention.label = findings.entities[mention.entity].label;
            mention.sentence = s;
            mention.begin = quoted ? at - 3 : at;
            mention.end = at + match.length + (quoted ? 3 : 0);
            mention.name = findings.entities[mention.entity].name;
            mention.rule = "again";
            more.push_back(std::move(mention));
        }
    }
    findings.mentions.insert(findings.mentions.end(), more.begin(), more.end());
    std::stable_sort(findings.mentions.begin(), findings.mentions.end(),
                     [](const Mention& a, const Mention& b) {
                         return a.sentence != b.sentence ? a.sentence < b.sentence
                                : a.begin != b.begin     ? a.begin < b.begin
                                                         : a.end > b.end;
                     });
}

}  // namespace dingtu
