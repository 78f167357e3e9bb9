#include "shell/evidence.h"

#include "shell/evidence_query.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <type_traits>
#include <utility>

#include <fmt/format.h>

namespace dingtu {

namespace {

std::string text_property(const Map& properties, std::string_view key) {
    auto found = properties.find(key);
    return found != properties.end() && found->second.is(Kind::String) ? found->second.as_string()
                                                                       : std::string();
}

std::int64_t integer_property(const Map& properties, std::string_view key) {
    auto found = properties.find(key);
    return found != properties.end() && found->second.is(Kind::Integer) ? found->second.as_integer()
                                                                        : 0;
}

std::string text_or_empty(const Value& value) {
    return value.is(Kind::String) ? value.as_string() : std::string();
}

/// "营业收入 320000000.0 CNY (2024)", "营业收入 yoy 21.4 % (2024)": what a number says, where its
/// stored name is a mere key.
std::string metric_title(const std::string& indicator, const std::string& measure,
                         const Value& value, const std::string& unit, const std::string& period) {
    std::string out = indicator;
    out += measure.empty() || measure == "level" ? "" : " " + measure;
    out += " " + to_text(value);
    out += unit.empty() ? "" : " " + unit;
    return period.empty() ? out : fmt::format("{} ({})", out, period);
}

std::string fact_of(const Snapshot& snapshot, const Relationship& relationship) {
    return fmt::format("{} –{}→ {}", title_of(snapshot, relationship.start), relationship.type,
                       title_of(snapshot, relationship.end));
}

void add_between_nodes(const Snapshot& snapshot, Elements& elements, Limits& limits) {
    std::vector<Neighbour> neighbours;
    for (NodeId node : elements.nodes) {
        for (TypeId type : snapshot.catalog().types()) {
            limits.check();
            neighbours.clear();
            snapshot.expand(node, Direction::Out, type, neighbours);
            for (const Neighbour& neighbour : neighbours) {
                if (elements.nodes.contains(neighbour.node)) {
                    elements.relationships.insert(neighbour.relationship);
                }
            }
        }
    }
}

}  // namespace

std::string title_of(const Snapshot& snapshot, NodeId id) {
    auto property = [&](std::string_view name) {
        auto key = snapshot.catalog().key(name);
        return key ? snapshot.property(id, *key) : Value();
    };
    Value indicator = property("indicator");
    Value value = property("value");
    if (indicator.is(Kind::String) && value.is_number()) {
        return metric_title(indicator.as_string(), text_or_empty(property("measure")), value,
                            text_or_empty(property("unit")), text_or_empty(property("period")));
    }
    if (Value name = property("name"); name.is(Kind::String) && !name.as_string().empty()) {
        return name.as_string();
    }
    std::string labels;
    for (LabelId label : snapshot.labels(id)) {
        labels += ":" + snapshot.catalog().name(label);
    }
    return fmt::format("({}{}{})", id.value, labels.empty() ? "" : " ", labels);
}

std::string fact_text(const Snapshot& snapshot, RelationshipId id) {
    return fact_of(snapshot, snapshot.relationship(id));
}

std::vector<Citation> cite(const Snapshot& snapshot, const Elements& elements, Limits& limits) {
    Elements all = elements;
    if (all.relationships.empty()) {
        add_between_nodes(snapshot, all, limits);
    }
    using Key = std::tuple<std::string, std::int64_t, std::int64_t, std::string>;
    std::map<Key, Citation> by_place;
    for (RelationshipId id : all.relationships) {
        limits.check();
        Relationship relationship = snapshot.relationship(id);
        std::string evidence = text_property(relationship.properties, "evidence");
        if (evidence.empty()) {
            continue;
        }
        Citation citation{.document = text_property(relationship.properties, "doc"),
                          .begin = integer_property(relationship.properties, "begin"),
                          .end = integer_property(relationship.properties, "end"),
                          .evidence = evidence,
                          .sentence = text_property(relationship.properties, "sentence"),
                          .facts = {}};
        Key key{citation.document, citation.begin, citation.end, evidence};
        auto [at, added] = by_place.try_emplace(key, std::move(citation));
        at->second.facts.push_back(fact_of(snapshot, relationship));
    }
    std::vector<Citation> citations;
    for (auto& [key, citation] : by_place) {
        std::sort(citation.facts.begin(), citation.facts.end());
        citations.push_back(std::move(citation));
    }
    return citations;
}

namespace {

/// Where the columns stand that with_evidence() did not add.
std::vector<std::size_t> shown_columns(const std::vector<std::string>& names) {
    std::vector<std::size_t> shown;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (!is_evidence_column(names[i])) {
            shown.push_back(i);
        }
    }
    return shown;
}

template <class Items>
auto pick(const Items& items, const std::vector<std::size_t>& places) {
    std::vector<std::decay_t<decltype(items[0])>> picked;
    picked.reserve(places.size() + 1);
    for (std::size_t place : places) {
        picked.push_back(items[place]);
    }
    return picked;
}

Value to_value(const Citation& citation) {
    return Map{{"document", citation.document},
               {"begin", citation.begin},
               {"end", citation.end},
               {"evidence", citation.evidence},
               {"sentence", citation.sentence.empty() ? Value() : Value(citation.sentence)}};
}

}  // namespace

void EvidenceSink::columns(const std::vector<std::string>& names) {
    shown_ = shown_columns(names);
    sink_.columns(pick(names, shown_));
}

void EvidenceSink::row(std::span<const Value> values) {
    for (const Value& value : values) {
        elements_.add(value);
    }
    sink_.row(pick(values, shown_));
}

void CitedSink::columns(const std::vector<std::string>& names) {
    shown_ = shown_columns(names);
    auto shown = pick(names, shown_);
    if (!shown.empty()) {
        shown.emplace_back("evidence");
    }
    sink_.columns(shown);
}

void CitedSink::row(std::span<const Value> values) {
    Elements elements;
    for (const Value& value : values) {
        elements.add(value);
    }
    List places;
    for (const Citation& citation : cite(snapshot_, elements, limits_)) {
        places.push_back(to_value(citation));
    }
    auto shown = pick(values, shown_);
    shown.emplace_back(std::move(places));
    sink_.row(shown);
}

}  // namespace dingtu
