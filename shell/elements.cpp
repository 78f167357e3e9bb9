#include "shell/elements.h"

#include "base/error.h"
#include "base/text.h"

#include <algorithm>

#include <fmt/format.h>

namespace dingtu {

void Elements::add(const Value& value) {
    if (value.is(Kind::Node)) {
        nodes.insert(value.as_node_id());
    } else if (value.is(Kind::Relationship)) {
        relationships.insert(value.as_relationship_id());
    } else if (value.is(Kind::List)) {
        for (const Value& item : value.as_list()) {
            add(item);
        }
    } else if (value.is(Kind::Map)) {
        for (const auto& [key, item] : value.as_map()) {
            add(item);
        }
    } else if (value.is(Kind::Path)) {
        for (const Value& node : value.as_path().nodes) {
            add(node);
        }
        for (const Value& relationship : value.as_path().relationships) {
            add(relationship);
        }
    }
}

void ElementSink::row(std::span<const Value> values) {
    for (const Value& value : values) {
        elements_.add(value);
    }
}

std::vector<NodeId> entities_called(const Snapshot& snapshot, const std::string& name) {
    std::vector<NodeId> found = snapshot.called(name);
    if (found.empty()) {
        std::string near = nearest_name(snapshot, name);
        throw Error(Phase::Run, fmt::format("nothing is called `{}`", name))
            .named("EntityNotFound", "NoSuchName")
            .hint(near.empty() ? "" : fmt::format("did you mean `{}`?", near));
    }
    return found;
}

std::string nearest_name(const Snapshot& snapshot, const std::string& name) {
    constexpr std::size_t looked_at = 2000;
    // Names that share the beginning are looked at first; a slip in the first character is found
    // among all names, where these are few enough to be looked at.
    std::string prefix = name;
    while (!prefix.empty()) {
        auto names = snapshot.names_starting(prefix, looked_at);
        if (auto near = nearest(name, names)) {
            return *near;
        }
        if (!names.empty() && prefix.size() < name.size() && length(prefix) * 2 >= length(name)) {
            return names.front();
        }
        do {
            prefix.pop_back();
        } while (!prefix.empty() && invalid_utf8(prefix));
    }
    return nearest(name, snapshot.names_starting("", looked_at)).value_or("");
}

}  // namespace dingtu
