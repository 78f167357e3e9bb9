// Functions on nodes and relationships.

#include "base/error.h"
#include "base/text.h"
#include "query/arguments.h"
#include "query/function_tables.h"

#include <array>
#include <optional>
#include <string>

namespace dingtu {

namespace {

using Args = std::span<const Value>;

[[noreturn]] void refuse_deleted(std::string_view what) {
    throw Error(Phase::Run, std::string(what) + " was deleted by this statement")
        .hint("read what you need of it before `DELETE`, with `WITH`")
        .named("EntityNotFound", "DeletedEntityAccess");
}

/// The id of a node that can still be asked.
NodeId living_node(const Environment& environment, const Value& value) {
    NodeId id = expect_node(value);
    if (environment.node_deleted && environment.node_deleted(id)) {
        refuse_deleted("the node");
    }
    return id;
}

RelationshipId living_relationship(const Environment& environment, const Value& value) {
    RelationshipId id = expect_relationship(value);
    if (environment.relationship_deleted && environment.relationship_deleted(id)) {
        refuse_deleted("the relationship");
    }
    return id;
}

const Snapshot& graph(const Environment& environment) {
    invariant(environment.graph != nullptr, "a graph function was called without a graph");
    return *environment.graph;  // NOLINT(clang-analyzer-core.uninitialized.UndefReturn): see above
}

std::uint64_t number_of(const Value& element) {
    if (!element.is(Kind::Node) && !element.is(Kind::Relationship)) {
        refuse_kind(element, "a Node or Relationship");
    }
    return element.is(Kind::Node) ? element.as_node_id().value : element.as_relationship_id().value;
}

Value id(const Environment& /*environment*/, Args args) {
    return static_cast<std::int64_t>(number_of(args[0]));
}

Value element_id(const Environment& /*environment*/, Args args) {
    return std::to_string(number_of(args[0]));
}

Value labels(const Environment& environment, Args args) {
    NodeId node = living_node(environment, args[0]);
    List names;
    for (LabelId label : graph(environment).labels(node)) {
        names.emplace_back(graph(environment).catalog().name(label));
    }
    return names;
}

/// The type stands in the id: it can be asked of a deleted relationship too.
Value type(const Environment& environment, Args args) {
    TypeId id = type_of(expect_relationship(args[0]));
    return graph(environment).catalog().name(id);
}

/// The properties of an element, or the entries of a map.
Map properties_of(const Environment& environment, const Value& value) {
    if (value.is(Kind::Map)) {
        return value.as_map();
    }
    if (!value.is(Kind::Node) && !value.is(Kind::Relationship)) {
        refuse_kind(value, "a Node, Relationship or Map");
    }
    const Snapshot& view = graph(environment);
    auto found = value.is(Kind::Node) ? view.properties(living_node(environment, value))
                                      : view.properties(living_relationship(environment, value));
    Map properties;
    for (auto& [key, content] : found) {
        properties.emplace(view.catalog().name(key), std::move(content));
    }
    return properties;
}

Value properties(const Environment& environment, Args args) {
    return properties_of(environment, args[0]);
}

Value keys(const Environment& environment, Args args) {
    List names;
    for (const auto& [name, content] : properties_of(environment, args[0])) {
        names.emplace_back(name);
    }
    return names;
}

Endpoints ends(const Environment& environment, const Value& value) {
    RelationshipId id = living_relationship(environment, value);
    auto found = graph(environment).endpoints(id);
    if (!found) {
        refuse_deleted("the relationship");
    }
    return *found;
}

Value start_node(const Environment& environment, Args args) {
    return ends(environment, args[0]).start;
}

Value end_node(const Environment& environment, Args args) {
    return ends(environment, args[0]).end;
}

Value property(const Environment& environment, NodeId node, std::string_view name) {
    auto key = graph(environment).catalog().key(name);
    return key ? graph(environment).property(node, *key) : Value();
}

bool is_called(const Value& name, const std::string& wanted) {
    return name.is(Kind::String) && normal_name(name.as_string()) == wanted;
}

Value called(const Environment& environment, Args args) {
    NodeId node = living_node(environment, args[0]);
    std::string wanted = normal_name(expect_string(args[1]));
    if (is_called(property(environment, node, "name"), wanted)) {
        return true;
    }
    Value aliases = property(environment, node, "aliases");
    if (!aliases.is(Kind::List)) {
        return is_called(aliases, wanted);
    }
    for (const Value& alias : aliases.as_list()) {
        if (is_called(alias, wanted)) {
            return true;
        }
    }
    return false;
}

constexpr Kinds node = Kind::Node;
constexpr Kinds relationship = Kind::Relationship;
constexpr Kinds element{Kind::Node, Kind::Relationship};
constexpr Kinds element_or_map{Kind::Node, Kind::Relationship, Kind::Map};

// What reads the graph is not pure: the same element may answer otherwise after a write.
constexpr std::array functions{
    Function{.name = "id",
             .min_args = 1,
             .max_args = 1,
             .accepts = {element},
             .result = Kind::Integer,
             .call = id,
             .signature = "id(element :: Node or Relationship) :: Integer",
             .help = "the element's number"},
    Function{.name = "elementId",
             .min_args = 1,
             .max_args = 1,
             .accepts = {element},
             .result = Kind::String,
             .call = element_id,
             .signature = "elementId(element :: Node or Relationship) :: String",
             .help = "the element's identity as text, as results show it"},
    Function{.name = "labels",
             .min_args = 1,
             .max_args = 1,
             .accepts = {node},
             .result = Kind::List,
             .pure = false,
             .call = labels,
             .signature = "labels(node :: Node) :: List",
             .help = "the names of its labels"},
    Function{.name = "type",
             .min_args = 1,
             .max_args = 1,
             .accepts = {relationship},
             .result = Kind::String,
             .pure = false,
             .call = type,
             .signature = "type(relationship :: Relationship) :: String",
             .help = "the name of its type"},
    Function{.name = "properties",
             .min_args = 1,
             .max_args = 1,
             .accepts = {element_or_map},
             .result = Kind::Map,
             .pure = false,
             .call = properties,
             .signature = "properties(value :: Node or Relationship or Map) :: Map",
             .help = "all properties"},
    Function{.name = "keys",
             .min_args = 1,
             .max_args = 1,
             .accepts = {element_or_map},
             .result = Kind::List,
             .pure = false,
             .call = keys,
             .signature = "keys(value :: Node or Relationship or Map) :: List",
             .help = "the names of all properties, sorted"},
    Function{.name = "startNode",
             .min_args = 1,
             .max_args = 1,
             .accepts = {relationship},
             .result = node,
             .pure = false,
             .call = start_node,
             .signature = "startNode(relationship :: Relationship) :: Node",
             .help = "the node it leaves"},
    Function{.name = "endNode",
             .min_args = 1,
             .max_args = 1,
             .accepts = {relationship},
             .result = node,
             .pure = false,
             .call = end_node,
             .signature = "endNode(relationship :: Relationship) :: Node",
             .help = "the node it enters"},
    Function{.name = "called",
             .min_args = 2,
             .max_args = 2,
             .accepts = {node, Kind::String},
             .result = Kind::Boolean,
             .pure = false,
             .call = called,
             .signature = "called(node :: Node, text :: String) :: Boolean",
             .help = "whether its name or an alias is the text, however it is spaced or quoted"},
};

}  // namespace

std::span<const Function> graph_functions() {
    return functions;
}

}  // namespace dingtu
