#pragma once

#include "storage/transaction.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace dingtu {

/// What one document gave to one node: names and properties.
struct Contribution {
    NodeId node;
    std::string name;
    std::vector<std::string> aliases;
    Map properties;
};

/// What a document said, so that it can be taken back. Kept as the attachment "said/<document>".
struct Record {
    std::string sha256;
    std::string rules;  ///< digest of the rules it was read by
    std::vector<Contribution> contributions;
    std::vector<RelationshipId> relationships;
};

[[nodiscard]] std::optional<Record> read_record(const Snapshot& snapshot,
                                                const std::string& document);
void write_record(Transaction& transaction, const std::string& document, const Record& record);

/// Takes back what a document said: its relationships, and of its nodes what no other document
/// gives. Nodes that only it made go, unless something else hangs on them.
struct Withdrawn {
    std::uint64_t nodes = 0;
    std::uint64_t relationships = 0;
};
Withdrawn withdraw(Transaction& transaction, const std::string& document);

/// Whether the loader made this node (a user's own nodes are never deleted by it).
[[nodiscard]] bool made_by_loader(const Snapshot& snapshot, NodeId node);
void mark_made(Transaction& transaction, NodeId node);

/// Puts the names and properties that documents give to a node together: the longest name counts
/// (of equals the first in order), all others are aliases, sorted.
void merge_names(Transaction& transaction, NodeId node, const std::vector<Contribution>& given);

}  // namespace dingtu
