#pragma once

#include "query/expressions.h"
#include "query/kinds.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace dingtu {

/// What the text tells of an expression's value: its kinds and, for lists, those of the items.
struct Type {
    Kinds kinds = Kinds::any();
    Kinds items = Kinds::any();
};

/// A bound expression with what is known of its value.
struct Typed {
    ExpressionPtr expression;
    Type type;
};

/// A variable that lies in a column.
struct Variable {
    Slot slot = 0;
    Type type;
};

/// The variables that can be used at a place in a query: columns, locals of the comprehensions
/// around, and what a subquery sees of the query outside.
class NameScope {
public:
    explicit NameScope(NameScope* outer = nullptr) : outer_(outer) {}

    /// Columns by name, in alphabetical order (that of `*`).
    [[nodiscard]] const std::map<std::string, Variable, std::less<>>& columns() const {
        return columns_;
    }
    [[nodiscard]] std::optional<Variable> column(std::string_view name) const;
    void add(const std::string& name, const Variable& variable) { columns_[name] = variable; }
    void replace(std::map<std::string, Variable, std::less<>> columns) {
        columns_ = std::move(columns);
    }

    /// A variable by name, innermost first. One of the query outside comes through a cell that is
    /// filled before each run of the subquery.
    [[nodiscard]] std::optional<Typed> find(std::string_view name);

    void push_local(const std::string& name, std::size_t index, Type type) {
        locals_.push_back({name, index, type});
    }
    void pop_local() { locals_.pop_back(); }
    [[nodiscard]] std::size_t local_count() const { return locals_.size(); }

    /// What the subquery of this scope takes from outside, as collected by find().
    [[nodiscard]] const std::vector<std::pair<ExpressionPtr, OuterCell>>& imports() const {
        return imports_;
    }
    /// All names that can be used here: for "did you mean".
    [[nodiscard]] std::vector<std::string> names() const;

private:
    struct Local {
        std::string name;
        std::size_t index;
        Type type;
    };

    NameScope* outer_;
    std::map<std::string, Variable, std::less<>> columns_;
    std::vector<Local> locals_;
    std::vector<std::pair<ExpressionPtr, OuterCell>> imports_;
    std::map<std::string, Typed, std::less<>> imported_;
};

}  // namespace dingtu
