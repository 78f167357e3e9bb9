#pragma once

#include "grammar/antlr.h"
#include "grammar/ast.h"

/// Private to grammar/: from ANTLR's tree to the ast.
namespace dingtu {

using Tree = gen::DingtuParser;

/// One function for each rule of the grammar. What the grammar cannot say is refused here, as far
/// as it needs no knowledge of variables.
class TreeReader {
public:
    explicit TreeReader(const Source& source) : source_(source) {}

    [[nodiscard]] ast::Statement statement(Tree::StatementContext* rule) const;
    [[nodiscard]] ast::Expression expression(Tree::ExpressionContext* rule) const;

private:
    /// Where a pattern stands decides what may be in it.
    enum class Use { Match, Create, Merge };

    // parse_clauses.cpp
    [[nodiscard]] ast::Query query(Tree::QueryContext* rule) const;
    [[nodiscard]] ast::SingleQuery single_query(Tree::SingleQueryContext* rule) const;
    [[nodiscard]] ast::Clause clause(Tree::ClauseContext* rule) const;
    [[nodiscard]] ast::Match match(Tree::MatchClauseContext* rule) const;
    [[nodiscard]] ast::Unwind unwind(Tree::UnwindClauseContext* rule) const;
    [[nodiscard]] ast::Unwind for_clause(Tree::ForClauseContext* rule) const;
    [[nodiscard]] ast::With with(Tree::WithClauseContext* rule) const;
    [[nodiscard]] ast::Merge merge(Tree::MergeClauseContext* rule) const;
    [[nodiscard]] ast::Set set(Tree::SetClauseContext* rule) const;
    [[nodiscard]] ast::SetItem set_item(Tree::SetItemContext* rule) const;
    [[nodiscard]] ast::Remove remove(Tree::RemoveClauseContext* rule) const;
    [[nodiscard]] ast::Delete delete_clause(Tree::DeleteClauseContext* rule) const;
    [[nodiscard]] ast::CallProcedure call(Tree::CallClauseContext* rule) const;
    [[nodiscard]] ast::Let let(Tree::LetClauseContext* rule) const;
    [[nodiscard]] ast::OrderAndPage page(Tree::PageClauseContext* rule) const;
    [[nodiscard]] ast::Projection projection(Tree::ProjectionContext* rule) const;
    [[nodiscard]] ast::ProjectionItem projection_item(Tree::ProjectionItemContext* rule) const;
    [[nodiscard]] std::vector<ast::SortItem> order_by(Tree::OrderByContext* rule) const;
    [[nodiscard]] std::optional<ast::Expression> where(Tree::WhereContext* rule) const;
    [[nodiscard]] ast::Expression property_of(Tree::PropertyOfContext* rule) const;
    [[nodiscard]] std::vector<ast::Name> label_names(Tree::LabelNamesContext* rule) const;

    // parse_composition.cpp
    [[nodiscard]] Span first_word(const ast::Clause& clause) const;
    void refuse_bad_order(const ast::SingleQuery& query) const;
    void refuse_bad_calls(const ast::SingleQuery& query) const;
    void refuse_open_end(const ast::Query& query) const;
    void refuse_bad_subquery(const ast::Subquery& subquery) const;

    // parse_patterns.cpp
    [[nodiscard]] std::vector<ast::PathPattern> patterns(Tree::PatternsContext* rule,
                                                         Use use) const;
    [[nodiscard]] ast::PathPattern path_pattern(Tree::PathPatternContext* rule, Use use) const;
    void selector(Tree::SelectorContext* rule, ast::PathPattern& into) const;
    [[nodiscard]] ast::PathPattern shortest_path(Tree::ShortestPathContext* rule) const;
    [[nodiscard]] ast::PathPattern path(Tree::PathContext* rule, Use use) const;
    [[nodiscard]] ast::PathPattern elements(
        const antlr4::ParserRuleContext* rule, const std::vector<Tree::NodePatternContext*>& nodes,
        const std::vector<Tree::RelationshipContext*>& relationships, Use use) const;
    [[nodiscard]] ast::PathPattern pattern_test(Tree::PatternTestContext* rule) const;
    [[nodiscard]] ast::NodePattern node(Tree::NodePatternContext* rule, Use use) const;
    [[nodiscard]] ast::RelationshipPattern relationship(Tree::RelationshipContext* rule,
                                                        Use use) const;
    void range(Tree::RangeContext* rule, ast::RelationshipPattern& into) const;
    void quantity(Tree::QuantityContext* rule, ast::RelationshipPattern& into) const;
    void refuse_condition(Tree::WhereContext* rule) const;
    void refuse_choice(const std::optional<ast::LabelExpression>& labels) const;
    void refuse_vague(const ast::RelationshipPattern& made, Use use) const;
    [[nodiscard]] ast::Child properties(Tree::PropertiesContext* rule, Use use) const;
    [[nodiscard]] ast::LabelExpression label_choice(Tree::LabelChoiceContext* rule) const;
    [[nodiscard]] ast::LabelExpression label_both(Tree::LabelBothContext* rule) const;
    [[nodiscard]] ast::LabelExpression label_term(Tree::LabelTermContext* rule) const;
    [[nodiscard]] ast::LabelExpression label_test(Tree::LabelTestContext* rule) const;

    // parse_expressions.cpp
    [[nodiscard]] ast::Expression value(Tree::ValueContext* rule) const;
    [[nodiscard]] ast::Expression logical(Tree::ExpressionContext* rule) const;
    [[nodiscard]] ast::Expression comparison(Tree::ValueContext* rule) const;
    [[nodiscard]] ast::Expression arithmetic(Tree::ValueContext* rule) const;
    [[nodiscard]] ast::Expression tests(Tree::ValueContext* rule) const;
    void refuse_not(Tree::LabelTestContext* rule) const;
    [[nodiscard]] ast::Expression signed_value(Tree::ValueContext* rule) const;
    [[nodiscard]] ast::Expression with_trailers(Tree::ValueContext* rule) const;
    [[nodiscard]] ast::Expression trailer(ast::Expression subject,
                                          Tree::TrailerContext* rule) const;
    [[nodiscard]] ast::Child child(Tree::ExpressionContext* rule) const;
    [[nodiscard]] ast::Expressions expressions(
        const std::vector<Tree::ExpressionContext*>& rules) const;

    // parse_atoms.cpp
    [[nodiscard]] ast::Expression atom(Tree::AtomContext* rule) const;
    [[nodiscard]] ast::Expression pattern_atom(Tree::AtomContext* rule) const;
    [[nodiscard]] ast::Case case_expression(Tree::CaseExpressionContext* rule) const;
    [[nodiscard]] ast::Subquery subquery(Tree::SubqueryContext* rule) const;
    [[nodiscard]] ast::Quantifier quantifier(Tree::QuantifierContext* rule) const;
    [[nodiscard]] ast::Reduce reduction(Tree::ReductionContext* rule) const;
    [[nodiscard]] ast::ListComprehension list_comprehension(
        Tree::ListComprehensionContext* rule) const;
    [[nodiscard]] ast::PatternComprehension pattern_comprehension(
        Tree::PatternComprehensionContext* rule) const;
    [[nodiscard]] ast::MapLiteral map(Tree::MapContext* rule) const;
    [[nodiscard]] ast::Call call(Tree::FunctionCallContext* rule) const;
    [[nodiscard]] ast::Child child(Tree::WhereContext* rule) const;

    // parse_literals.cpp
    [[nodiscard]] ast::Literal literal(Tree::LiteralContext* rule) const;
    [[nodiscard]] Value integer(const antlr4::Token* token, bool negative) const;
    [[nodiscard]] Value real(const antlr4::Token* token) const;
    [[nodiscard]] std::string string(const antlr4::Token* token) const;
    [[nodiscard]] ast::Parameter parameter(const antlr4::Token* token) const;
    [[nodiscard]] std::int64_t count(const antlr4::Token* token) const;
    [[nodiscard]] ast::Name name(const antlr4::ParserRuleContext* rule) const;
    [[nodiscard]] ast::Name dotted_name(const antlr4::ParserRuleContext* rule) const;

    template <class Node>
    [[nodiscard]] ast::Expression at(const antlr4::ParserRuleContext* rule, Node node) const {
        return {std::move(node), source_.span(rule), false};
    }

    const Source& source_;
};

/// An error of the code SyntaxError with its place.
[[nodiscard]] Error syntax_error(const std::string& message, Span span, const char* detail);
/// The error for what begins like a number and is none.
[[nodiscard]] Error bad_number(std::string_view text, Span span);

}  // namespace dingtu
