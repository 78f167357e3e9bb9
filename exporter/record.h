#pragma once

#include "base/graph.h"

#include <string>
#include <string_view>

/// The bytes in which a GraphSpool keeps nodes and relationships. They live as long as one process
/// and may change from version to version.
namespace dingtu {

/// Where records are read from, piece by piece.
class RecordSource {
public:
    virtual ~RecordSource() = default;
    /// The next bytes, valid until the next call; empty at the end.
    virtual std::string_view next() = 0;
};

void append_record(std::string& out, const Node& node);
void append_record(std::string& out, const Relationship& relationship);

/// Hands the records of a source to a sink, in their order. Does not call finish().
void read_records(RecordSource& source, GraphSink& sink);

}  // namespace dingtu
