#pragma once

#include "loader/tally.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dingtu {

/// What a document said, so that it can be taken back. Kept as the attachment "said/<document>".
struct Record {
    /// To nodes that other documents may speak of too.
    std::vector<Contribution> contributions;
    /// Nodes of this document alone: itself, its measures of support, its numbers.
    std::vector<NodeId> own;
    std::vector<RelationshipId> relationships;
};

[[nodiscard]] std::optional<Record> read_record(const Snapshot& snapshot,
                                                const std::string& document);
void write_record(Transaction& transaction, const std::string& document, const Record& record);

/// What a document was read from: the bytes (their SHA-256) and the rules (their digest). Kept as
/// the attachment "read/<document>", so that a look at it tells whether to read a file again.
[[nodiscard]] bool was_read_from(const Snapshot& snapshot, const std::string& document,
                                 const std::string& sha256, const std::string& rules);
void set_read_from(Transaction& transaction, const std::string& document, const std::string& sha256,
                   const std::string& rules);

/// Takes back what a document said: its relationships, and of its nodes what no other document
/// gives. Nodes that only it made go, unless something else hangs on them.
struct Withdrawn {
    bool known = false;  ///< the document was there
    std::uint64_t nodes = 0;
    std::uint64_t relationships = 0;
};
Withdrawn withdraw(Transaction& transaction, const std::string& document);

}  // namespace dingtu
