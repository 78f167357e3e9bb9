#pragma once

#include "grammar/ast.h"

#include <string>
#include <string_view>

/// Private to grammar/: the text under construction.
namespace dingtu {

/// How tightly an expression holds together, loosest first; as the grammar has it.
enum class Precedence {
    Or,
    Xor,
    And,
    Not,
    Comparison,
    Test,
    Sum,
    Product,
    Power,
    Sign,
    Labels,
    Atom
};

class SyntaxPrinter {
public:
    void statement(const ast::Statement& statement);
    void query(const ast::Query& query);
    void path(const ast::PathPattern& pattern);
    /// In brackets if it holds less tightly than its place asks for.
    void expression(const ast::Expression& expression, Precedence least = Precedence::Or);
    [[nodiscard]] std::string take() { return std::move(out_); }

private:
    // print_clauses.cpp
    void clause(const ast::Clause& clause);
    void put(const ast::Match& clause);
    void put(const ast::Unwind& clause);
    void put(const ast::With& clause);
    void put(const ast::Return& clause);
    void put(const ast::Create& clause);
    void put(const ast::Merge& clause);
    void put(const ast::Set& clause);
    void put(const ast::Remove& clause);
    void put(const ast::Delete& clause);
    void put(const ast::CallProcedure& clause);
    void put(const ast::Let& clause);
    void put(const ast::Filter& clause);
    void put(const ast::OrderAndPage& clause);
    void projection(const ast::Projection& projection);
    void order_and_page(const std::vector<ast::SortItem>& order,
                        const std::optional<ast::Expression>& skip,
                        const std::optional<ast::Expression>& limit);
    void set_items(const std::vector<ast::SetItem>& items);
    void where(const std::optional<ast::Expression>& condition);
    void label_names(const std::vector<ast::Name>& names);

    // print_patterns.cpp
    void paths(const std::vector<ast::PathPattern>& patterns);
    void node(const ast::NodePattern& node);
    void relationship(const ast::RelationshipPattern& relationship);
    void body(const ast::RelationshipPattern& relationship);
    void range(const ast::RelationshipPattern& relationship);
    void quantity(const ast::RelationshipPattern& relationship);
    void properties_and_condition(const ast::Child& properties, const ast::Child& condition);
    void labels(const ast::LabelExpression& labels);
    void label_operand(const ast::LabelExpression& part);

    // print_expressions.cpp
    void put(const ast::Literal& literal);
    void put(const ast::Parameter& parameter);
    void put(const ast::Variable& variable);
    void put(const ast::Property& property);
    void put(const ast::HasLabel& test);
    void put(const ast::Arithmetic& arithmetic);
    void put(const ast::Logical& logical);
    void put(const ast::Unary& unary);
    void put(const ast::Comparison& comparison);
    void put(const ast::Test& test);
    void put(const ast::Index& index);
    void put(const ast::Slice& slice);
    void put(const ast::ListLiteral& literal);
    void put(const ast::MapLiteral& map);
    void put(const ast::Call& call);
    void put(const ast::Case& choice);
    void put(const ast::ListComprehension& comprehension);
    void put(const ast::PatternComprehension& comprehension);
    void put(const ast::Quantifier& quantifier);
    void put(const ast::Reduce& reduce);
    void put(const ast::PatternExpression& pattern);
    void put(const ast::Subquery& subquery);
    void value(const Value& value);
    void string(std::string_view text);

    /// A variable: words of the language need back-quotes.
    void name(std::string_view name);
    /// A label, type or key: they do not.
    void key(std::string_view name);
    void procedure(std::string_view dotted_name);
    void function(std::string_view dotted_name);

    template <class Items, class Put>
    void list(const Items& items, std::string_view separator, Put put_item) {
        bool first = true;
        for (const auto& item : items) {
            if (!first) out_ += separator;
            first = false;
            put_item(item);
        }
    }

    std::string out_;
};

}  // namespace dingtu
