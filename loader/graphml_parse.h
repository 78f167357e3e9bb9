#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace dingtu {

/// Attributes of an XML element by their names.
using XmlAttributes = std::map<std::string, std::string, std::less<>>;

/// A `key` element: what data of that id are.
struct GraphmlKey {
    XmlAttributes attributes;
    std::string description;              ///< of its `desc`
    std::optional<std::string> fallback;  ///< of its `default`
};

/// A `data` element.
struct GraphmlDatum {
    std::string key;
    std::string text;   ///< its own, without that of elements in it
    std::string label;  ///< of the first NodeLabel or EdgeLabel in it, as yEd draws them
};

/// A `node` or `edge` element with its data; where it began, both from 1.
struct GraphmlElement {
    bool is_node = false;
    XmlAttributes attributes;
    std::vector<GraphmlDatum> data;
    std::uint64_t line = 0;
    std::uint64_t column = 0;

    /// Empty if it is not there.
    [[nodiscard]] std::string attribute(std::string_view name) const;
};

/// What is read, in the order of the file; an element when it ends, so that nodes inside a node
/// come before it.
struct GraphmlEvents {
    std::function<void(const GraphmlKey&)> on_key;
    std::function<void()> on_graph;  ///< a graph begins; keys come before the first one
    std::function<void(GraphmlElement&&, std::uint64_t bytes_read)> on_element;
};

/// Reads a GraphML file as a stream, holding one element at a time. Throws Error{Load} with file,
/// line and column where it is no XML, and what `events` throw. Returns the size of the file.
std::uint64_t parse_graphml(const std::string& path, const GraphmlEvents& events);

}  // namespace dingtu
