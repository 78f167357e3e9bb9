#pragma once

#include "storage/transaction.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace dingtu {

/// What one document gives to one node: names and properties.
struct Contribution {
    NodeId node;
    std::string name;
    std::vector<std::string> aliases;
    Map properties;
};

/// What all documents together give to a node that several may speak of: each name, alias and value
/// with the number of documents that give it. So what a node holds depends on what the documents
/// say, not on their order, and taking one back costs no look at the others. Kept as the attachment
/// "given/<node>".
class Tally {
public:
    /// The tally of a node as it is kept. Of a node without one (a user's own, which the loader
    /// never deletes), and of names that a user gave since, what it holds counts for ever.
    [[nodiscard]] static Tally of(const Transaction& transaction, NodeId node);
    /// Of a node that the loader has just made.
    [[nodiscard]] static Tally of_new();

    void add(const Contribution& given);
    void remove(const Contribution& given);
    /// Whether some document gives it this name.
    [[nodiscard]] bool names(const std::string& name) const { return names_.contains(name); }
    /// Whether some document, or a user, gives it a name.
    [[nodiscard]] bool named() const { return !names_.empty(); }
    [[nodiscard]] bool made_by_loader() const { return made_; }

    /// Gives the node what the tally says and keeps it: the longest name counts (of equals the
    /// first in order), all others are aliases, sorted; of values the one that most give.
    void apply(Transaction& transaction, NodeId node) const;
    static void forget(Transaction& transaction, NodeId node);

private:
    using Counts = std::map<std::string, std::uint64_t>;

    void read(const std::string& kept);
    void add_held(const Transaction& transaction, NodeId node);
    [[nodiscard]] std::string written() const;

    bool made_ = false;
    Counts names_;
    Counts aliases_;
    std::map<std::string, Counts> values_;  ///< by property, values as JSON
    std::vector<std::string> gone_;         ///< properties that lost their last value
};

}  // namespace dingtu
