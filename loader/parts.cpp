#include "loader/parts.h"

#include <algorithm>
#include <utility>

namespace dingtu {
namespace {

// Longer than nearly all documents, and short enough that what looks at each pair of names in a
// part costs less than reading it. A part may grow by a quarter to end with a paragraph.
constexpr std::size_t part_bytes = std::size_t{64} << 10;
constexpr std::size_t longest_part_bytes = part_bytes / 4 * 5;

EntityRef shifted(EntityRef entity, const std::vector<EntityRef>& numbers) {
    return entity == no_entity ? no_entity : numbers[entity];
}

}  // namespace

std::vector<SentenceRange> parts_of(const std::vector<Sentence>& sentences) {
    std::vector<SentenceRange> parts;
    std::size_t first = 0;
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < sentences.size(); ++i) {
        const bool opens = i > 0 && sentences[i].paragraph != sentences[i - 1].paragraph;
        if (bytes >= longest_part_bytes || (bytes >= part_bytes && opens)) {
            parts.push_back({first, i});
            first = i;
            bytes = 0;
        }
        bytes += sentences[i].text.size();
    }
    parts.push_back({first, sentences.size()});
    return parts;
}

std::vector<Sentence> sentences_of(const std::vector<Sentence>& sentences, SentenceRange part) {
    std::vector<Sentence> own(sentences.begin() + static_cast<std::ptrdiff_t>(part.first),
                              sentences.begin() + static_cast<std::ptrdiff_t>(part.last));
    const auto first = static_cast<std::int32_t>(part.first);
    for (Sentence& sentence : own) {
        for (std::int32_t* other : {&sentence.header, &sentence.heading}) {
            *other = *other < first ? -1 : *other - first;
        }
    }
    return own;
}

void PartsJoined::add(Findings part, std::size_t first) {
    std::vector<EntityRef> numbers;
    numbers.reserve(part.entities.size());
    for (Entity& entity : part.entities) {
        numbers.push_back(joined(entity));
    }
    for (Mention& mention : part.mentions) {
        mention.entity = shifted(mention.entity, numbers);
        mention.sentence += static_cast<std::uint32_t>(first);
        all_.mentions.push_back(std::move(mention));
    }
    for (Relation& relation : part.relations) {
        relation.head = shifted(relation.head, numbers);
        relation.tail = shifted(relation.tail, numbers);
        const std::string key = relation.type + "/" + std::to_string(relation.head) + "/" +
                                std::to_string(relation.tail);
        if (stated_.insert(key).second) {
            all_.relations.push_back(std::move(relation));
        }
    }
    if (all_.region == no_entity) {
        all_.region = shifted(part.region, numbers);
    }
}

EntityRef PartsJoined::joined(Entity& entity) {
    const auto number = static_cast<EntityRef>(all_.entities.size());
    const bool own = entity.name.empty() || entity.label == "Support" || entity.label == "Metric";
    const auto known =
        own ? by_name_.end() : by_name_.emplace(entity.label + "/" + entity.name, number).first;
    if (own || known->second == number) {
        all_.entities.push_back(std::move(entity));
        return number;
    }
    Entity& same = all_.entities[known->second];
    for (std::string& alias : entity.aliases) {
        if (std::find(same.aliases.begin(), same.aliases.end(), alias) == same.aliases.end()) {
            same.aliases.push_back(std::move(alias));
        }
    }
    for (auto& [key, value] : entity.properties) {
        same.properties.emplace(key, std::move(value));
    }
    return known->second;
}

}  // namespace dingtu
