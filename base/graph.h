#pragma once

#include "base/value.h"

namespace dingtu {

/// Where nodes and relationships go: a store, a file, a drawing. All nodes come before the first
/// relationship, and a relationship's ends are nodes that came before.
class GraphSink {
public:
    virtual ~GraphSink() = default;
    virtual void node(const Node& node) = 0;
    virtual void relationship(const Relationship& relationship) = 0;
    /// Called once after the last one, not when the walk ends by an error.
    virtual void finish() = 0;
};

}  // namespace dingtu
