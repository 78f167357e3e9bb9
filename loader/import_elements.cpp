#include "loader/import_elements.h"

#include <algorithm>

#include <fmt/format.h>

namespace dingtu {

namespace {

constexpr std::string_view name_key = "name";
constexpr std::string_view aliases_key = "aliases";

Value value_of(const ImportProperties& properties, std::optional<KeyId> key) {
    const auto found = std::ranges::find_if(
        properties, [&](const auto& property) { return key == property.first; });
    return found == properties.end() ? Value() : found->second;
}

/// The texts in a name or a list of aliases.
std::vector<std::string> texts_of(const Value& value) {
    std::vector<std::string> texts;
    if (value.is(Kind::String)) {
        texts.push_back(value.as_string());
    } else if (value.is(Kind::List)) {
        for (const Value& item : value.as_list()) {
            if (item.is(Kind::String)) {
                texts.push_back(item.as_string());
            }
        }
    }
    return texts;
}

}  // namespace

NodeMaker::NodeMaker(ImportRun& run) : run_(run) {
    if (run.options().match_names) {
        name_ = run.target().key(name_key);
        aliases_ = run.target().key(aliases_key);
    }
}

NodeId NodeMaker::make(std::span<const LabelId> labels, const ImportProperties& properties) {
    if (run_.options().match_names) {
        if (const auto existing = find(labels, properties)) {
            join(*existing, labels, properties);
            return *existing;
        }
    }
    const NodeId id = run_.target().create_node(labels);
    for (const auto& [key, value] : properties) {
        run_.target().set(id, key, value);
    }
    ++run_.report().nodes;
    return id;
}

/// The one entity that is called so. Where several are, the one whose name it is; what shares no
/// label is something else of the same name.
std::optional<NodeId> NodeMaker::find(std::span<const LabelId> labels,
                                      const ImportProperties& properties) const {
    const Value name = value_of(properties, name_);
    if (!name.is(Kind::String)) {
        return std::nullopt;
    }
    const Snapshot& graph = run_.target().graph();
    std::vector<NodeId> found = graph.called(name.as_string());
    std::erase_if(found, [&](NodeId id) { return !fits(id, labels); });
    if (found.size() > 1) {
        std::vector<NodeId> exact = found;
        std::erase_if(exact,
                      [&](NodeId id) { return !equivalent(graph.property(id, *name_), name); });
        found = exact.empty() ? found : exact;
    }
    if (found.size() > 1) {
        throw Error(Phase::Load,
                    fmt::format("`{}` is the name of {} entities", name.as_string(), found.size()));
    }
    return found.empty() ? std::nullopt : std::optional(found.front());
}

bool NodeMaker::fits(NodeId id, std::span<const LabelId> labels) const {
    const std::vector<LabelId> present = run_.target().graph().labels(id);
    return labels.empty() || present.empty() || std::ranges::any_of(labels, [&](LabelId label) {
               return std::ranges::find(present, label) != present.end();
           });
}

void NodeMaker::join(NodeId id, std::span<const LabelId> labels,
                     const ImportProperties& properties) {
    for (const LabelId label : labels) {
        run_.target().add_label(id, label);
    }
    for (const auto& [key, value] : properties) {
        if (key != name_ && key != aliases_) {
            run_.target().set(id, key, value);
        }
    }
    join_names(id, properties);
    ++run_.report().matched;
}

/// An entity keeps its name; every other one that is told becomes an alias.
void NodeMaker::join_names(NodeId id, const ImportProperties& properties) {
    const Snapshot& graph = run_.target().graph();
    std::vector<std::string> told = texts_of(value_of(properties, name_));
    std::ranges::move(texts_of(value_of(properties, aliases_)), std::back_inserter(told));
    Value name = graph.property(id, *name_);
    if (name.is_null() && !told.empty()) {
        name = told.front();
        run_.target().set(id, *name_, name);
    }
    std::vector<std::string> aliases = texts_of(graph.property(id, *aliases_));
    const std::size_t before = aliases.size();
    for (const std::string& text : told) {
        if (!equivalent(name, text) && std::ranges::find(aliases, text) == aliases.end()) {
            aliases.push_back(text);
        }
    }
    if (aliases.size() != before) {
        run_.target().set(id, *aliases_, List(aliases.begin(), aliases.end()));
    }
}

NodeId ElementMaker::node(const std::string& id, const std::vector<std::string>& labels,
                          const Map& properties) {
    if (ids_.contains(id)) {
        throw Error(Phase::Load, fmt::format("the id `{}` is taken", id));
    }
    const NodeId made = nameless_node(labels, properties);
    ids_.emplace(id, made);
    return made;
}

NodeId ElementMaker::nameless_node(const std::vector<std::string>& labels, const Map& properties) {
    const std::vector<LabelId> label_ids = numbered(labels);
    return nodes_.make(label_ids, numbered(properties));
}

NodeId ElementMaker::join(NodeId id, const std::vector<std::string>& labels,
                          const Map& properties) {
    nodes_.join(id, numbered(labels), numbered(properties));
    return id;
}

std::vector<LabelId> ElementMaker::numbered(const std::vector<std::string>& labels) {
    std::vector<LabelId> ids;
    for (const std::string& label : labels) {
        ids.push_back(run_.target().label(label));
    }
    return ids;
}

void ElementMaker::relationship(const std::string& type, const std::string& start,
                                const std::string& end_id, const Map& properties) {
    const NodeId from = end(start);
    relationship(type, from, end(end_id), properties);
}

void ElementMaker::relationship(const std::string& type, NodeId start, NodeId end_node,
                                const Map& properties) {
    const ImportProperties values = numbered(properties);
    const RelationshipId id =
        run_.target().create_relationship(run_.target().type(type), start, end_node);
    for (const auto& [key, value] : values) {
        run_.target().set(id, key, value);
    }
    ++run_.report().relationships;
}

NodeId ElementMaker::end(const std::string& id) const {
    const auto found = ids_.find(id);
    if (found == ids_.end()) {
        throw Error(Phase::Load, fmt::format("no node before has the id `{}`", id));
    }
    return found->second;
}

ImportProperties ElementMaker::numbered(const Map& properties) {
    ImportProperties numbered;
    for (const auto& [name, value] : properties) {
        if (value.is_null()) {
            continue;
        }
        if (!storable(value)) {
            throw Error(Phase::Load, fmt::format("the property `{}` cannot be a {}", name,
                                                 kind_name(value.kind())));
        }
        auto known = keys_.find(name);
        if (known == keys_.end()) {
            known = keys_.emplace(name, run_.target().key(name)).first;
        }
        numbered.emplace_back(known->second, value);
    }
    return numbered;
}

bool storable(const Value& value) {
    if (value.is(Kind::List)) {
        return std::ranges::all_of(
            value.as_list(), [](const Value& item) { return !item.is_null() && storable(item); });
    }
    return !value.is(Kind::Map) && !value.is(Kind::Node) && !value.is(Kind::Relationship) &&
           !value.is(Kind::Path);
}

}  // namespace dingtu
