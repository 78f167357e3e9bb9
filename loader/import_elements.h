#pragma once

#include "loader/import_run.h"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace dingtu {

using ImportProperties = std::vector<std::pair<KeyId, Value>>;

/// Puts nodes into the target: new ones, or, with --match, what there is under the same name.
class NodeMaker {
public:
    explicit NodeMaker(ImportRun& run);

    /// Throws Error{Load} if names are matched and several entities have the name.
    NodeId make(std::span<const LabelId> labels, const ImportProperties& properties);
    /// Gives an existing node what it has not got; only where names are matched.
    void join(NodeId id, std::span<const LabelId> labels, const ImportProperties& properties);

private:
    [[nodiscard]] std::optional<NodeId> find(std::span<const LabelId> labels,
                                             const ImportProperties& properties) const;
    [[nodiscard]] bool fits(NodeId id, std::span<const LabelId> labels) const;
    void join_names(NodeId id, const ImportProperties& properties);

    ImportRun& run_;
    std::optional<KeyId> name_;
    std::optional<KeyId> aliases_;
};

/// Whether a property can have the value: no map, node, relationship, path, nor a list with such.
[[nodiscard]] bool storable(const Value& value);

/// Nodes and relationships as the formats of graphs bring them, their names still as text and their
/// ids valid within one file.
class ElementMaker {
public:
    explicit ElementMaker(ImportRun& run) : run_(run), nodes_(run) {}

    /// Throws Error{Load} if the id is taken.
    NodeId node(const std::string& id, const std::vector<std::string>& labels,
                const Map& properties);
    NodeId nameless_node(const std::vector<std::string>& labels, const Map& properties);
    /// Whether a node has the id.
    [[nodiscard]] bool knows(const std::string& id) const { return ids_.contains(id); }
    /// Adds to a node that is there; gives it back.
    NodeId join(NodeId id, const std::vector<std::string>& labels, const Map& properties);
    /// Throws Error{Load} if an end is missing.
    void relationship(const std::string& type, const std::string& start, const std::string& end,
                      const Map& properties);
    void relationship(const std::string& type, NodeId start, NodeId end, const Map& properties);

private:
    [[nodiscard]] NodeId end(const std::string& id) const;
    [[nodiscard]] std::vector<LabelId> numbered(const std::vector<std::string>& labels);
    [[nodiscard]] ImportProperties numbered(const Map& properties);

    ImportRun& run_;
    NodeMaker nodes_;
    std::unordered_map<std::string, NodeId> ids_;
    std::unordered_map<std::string, KeyId> keys_;
};

}  // namespace dingtu
