#pragma once

// Private to bind_*.cpp: forms of conditions that the planner has a better way for than to ask
// them.

#include "query/binder.h"

#include <map>
#include <string>

namespace dingtu {

[[nodiscard]] Direction direction_of(ast::Arrow arrow);

/// A node cannot be found by a value that depends on it.
void drop_circular_find(Predicate& predicate);

/// Recognises, over the nodes of one pattern by their names, what an index could serve; and, over
/// variables of earlier clauses as well, that two are not the same, how two compare and that no
/// relationship leads from one to the other. Whether these are nodes is for the user of that to see.
class PredicateForms {
public:
    using Nodes =
        std::map<std::string, std::size_t, std::less<>>;  // name -> index into Pattern::nodes

    PredicateForms(Binder& binder, const Pattern& pattern, const Nodes& nodes)
        : binder_(binder),
          pattern_(pattern),
          nodes_(nodes) {}

    /// Notes in the predicate of the condition `where` what form it has.
    void mark(const ast::Expression& where, Predicate& predicate) const;

private:
    [[nodiscard]] std::optional<Slot> node_of(const ast::Expression& expression, bool by_id) const;
    [[nodiscard]] std::optional<Slot> slot_of(const std::string& name) const;
    [[nodiscard]] std::optional<std::pair<Slot, Slot>> different_nodes(
        const ast::Expression& where) const;
    [[nodiscard]] std::optional<Slot> node_with_key(const ast::Expression& expression,
                                                    std::optional<Name>& key) const;
    [[nodiscard]] std::optional<NodeComparison> compared_nodes(const ast::Expression& where) const;
    [[nodiscard]] std::optional<Absence> absence(const ast::Expression& where) const;
    [[nodiscard]] std::optional<Slot> plain_node(const ast::NodePattern& node) const;
    void find(const ast::Expression& where, Predicate& predicate) const;
    void find_equal(const ast::Expression& left, const ast::Expression& right,
                    Predicate& predicate) const;
    void found(Predicate& predicate, Find::How how, Name key, const ast::Expression& node,
               const ast::Expression& value) const;

    Binder& binder_;
    const Pattern& pattern_;
    const Nodes& nodes_;
};

}  // namespace dingtu
