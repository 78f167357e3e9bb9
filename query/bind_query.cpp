// The flow of binding: statement, union, clauses in order.

#include "base/text.h"
#include "grammar/print.h"
#include "query/binder.h"
#include "query/optimize.h"
#include "query/procedures.h"

#include <algorithm>

#include <fmt/format.h>

namespace dingtu {

BoundStatement bind(const ast::Statement& statement, const BindOptions& options) {
    BindState state{.catalog = options.catalog,
                    .parameters = options.parameters,
                    .optimize = options.optimize,
                    .writes = false,
                    .next_slot = 0,
                    .next_local = 0,
                    .warnings = {},
                    .parameters_read = {}};
    Binder binder(state);
    BoundQuery query = binder.query(statement.query);
    return {.plan = optimize(query.plan, options.catalog, options.optimize),
            .columns = std::move(query.columns),
            .output = std::move(query.output),
            .writes = state.writes,
            .warnings = std::move(state.warnings),
            .parameters = {state.parameters_read.begin(), state.parameters_read.end()}};
}

namespace {

Error wrong_composition(Span span, const std::string& message) {
    return refusal(span, message, "InvalidClauseComposition");
}

bool is_update(const ast::Clause& clause) {
    return std::holds_alternative<ast::Create>(clause.node) ||
           std::holds_alternative<ast::Merge>(clause.node) ||
           std::holds_alternative<ast::Set>(clause.node) ||
           std::holds_alternative<ast::Remove>(clause.node) ||
           std::holds_alternative<ast::Delete>(clause.node);
}

/// What openCypher fixes about the order of clauses.
void check_composition(const ast::SingleQuery& query, bool inside_expression) {
    for (std::size_t i = 0; i < query.clauses.size(); ++i) {
        const ast::Clause& clause = query.clauses[i];
        bool last = i + 1 == query.clauses.size();
        if (std::holds_alternative<ast::Return>(clause.node) && !last) {
            throw wrong_composition(query.clauses[i + 1].span, "nothing can follow RETURN")
                .hint("pass rows on with WITH");
        }
        bool reading = std::holds_alternative<ast::Match>(clause.node) ||
                       std::holds_alternative<ast::Unwind>(clause.node);
        if (i > 0 && reading && is_update(query.clauses[i - 1])) {
            throw wrong_composition(
                clause.span, "a WITH is needed between a clause that writes and one that reads")
                .hint("write `WITH *` before it");
        }
        bool ends_well = inside_expression || is_update(clause) ||
                         std::holds_alternative<ast::Return>(clause.node) ||
                         std::holds_alternative<ast::CallProcedure>(clause.node);
        if (last && !ends_well) {
            throw wrong_composition(clause.span,
                                    "a query ends with RETURN or with a clause that writes")
                .hint("add RETURN and what you want to see");
        }
    }
}

}  // namespace

BoundQuery Binder::query(const ast::Query& query) {
    if (query.parts.size() == 1) {
        return single(query.parts.front());
    }
    for (bool all : query.all) {
        if (all != query.all.front()) {
            throw wrong_composition(query.span, "UNION and UNION ALL cannot be mixed in one query");
        }
    }
    BoundQuery whole;
    plan::Union step;
    std::vector<plan::StepPtr> children;
    plan::StepPtr start = plan_;
    for (const ast::SingleQuery& part : query.parts) {
        plan_ = start;
        scope_.replace({});
        BoundQuery bound = single(part);
        if (children.empty()) {
            whole.columns = bound.columns;
        }
        auto sorted = [](std::vector<std::string> names) {
            std::sort(names.begin(), names.end());
            return names;
        };
        if (sorted(bound.columns) != sorted(whole.columns)) {
            throw refusal(part.span, "the parts of a UNION must return columns of the same names",
                          "DifferentColumnsInUnion");
        }
        Slots from;
        for (const std::string& name : whole.columns) {
            auto index =
                std::find(bound.columns.begin(), bound.columns.end(), name) - bound.columns.begin();
            from.push_back(bound.output[static_cast<std::size_t>(index)]);
        }
        step.from.push_back(std::move(from));
        children.push_back(bound.plan);
    }
    for (std::size_t i = 0; i < whole.columns.size(); ++i) {
        whole.output.push_back(state_.slot());
    }
    step.to = whole.output;
    whole.plan = std::make_shared<plan::Step>(plan::Step{std::move(step), std::move(children)});
    if (!query.all.front()) {
        whole.plan =
            std::make_shared<plan::Step>(plan::Step{plan::Distinct{whole.output}, {whole.plan}});
    }
    return whole;
}

BoundQuery Binder::single(const ast::SingleQuery& query) {
    check_composition(query, reading_only_);
    result_.reset();
    bool alone = query.clauses.size() == 1;
    for (const ast::Clause& each : query.clauses) {
        clause(each, alone);
    }
    BoundQuery bound = result_.value_or(BoundQuery{});
    bound.plan = plan_;
    return bound;
}

void Binder::clause(const ast::Clause& clause, bool alone) {
    if (is_update(clause)) {
        if (reading_only_) {
            throw wrong_composition(clause.span, "a subquery in an expression cannot write");
        }
        state_.writes = true;
    }
    struct Visitor {
        Binder& binder;
        bool alone;
        void operator()(const ast::Match& node) const { binder.bind_match(node); }
        void operator()(const ast::Unwind& node) const { binder.bind_unwind(node); }
        void operator()(const ast::With& node) const { binder.bind_with(node); }
        void operator()(const ast::Return& node) const { binder.bind_return(node); }
        void operator()(const ast::Create& node) const { binder.bind_create(node); }
        void operator()(const ast::Merge& node) const { binder.bind_merge(node); }
        void operator()(const ast::Set& node) const { binder.bind_set(node); }
        void operator()(const ast::Remove& node) const { binder.bind_remove(node); }
        void operator()(const ast::Delete& node) const { binder.bind_delete(node); }
        void operator()(const ast::CallProcedure& node) const { binder.bind_call(node, alone); }
        void operator()(const ast::Let& node) const { binder.bind_let(node); }
        void operator()(const ast::Filter& node) const { binder.bind_filter(node.condition); }
        void operator()(const ast::OrderAndPage& node) const {
            binder.bind_order(node.order);
            binder.bind_paging(node.skip, node.limit);
        }
    };
    std::visit(Visitor{*this, alone}, clause.node);
}

void Binder::bind_match(const ast::Match& clause) {
    MatchParts parts = match(clause.patterns, clause.where ? &*clause.where : nullptr, {});
    if (!clause.optional) {
        return put(plan::Match{std::move(parts.pattern)});
    }
    auto leaf = std::make_shared<plan::Step>(plan::Step{plan::Argument{}, {}});
    auto inner =
        std::make_shared<plan::Step>(plan::Step{plan::Match{std::move(parts.pattern)}, {leaf}});
    plan_ = std::make_shared<plan::Step>(plan::Step{
        plan::Optional{.introduced = parts.slots, .ordinal = state_.slot()}, {plan_, inner}});
}

void Binder::bind_unwind(const ast::Unwind& unwind) {
    Typed source = expression(unwind.source);
    if (scope_.column(unwind.variable.text)) {
        throw refusal(unwind.variable.span,
                      fmt::format("variable `{}` is already bound", unwind.variable.text),
                      "VariableAlreadyBound");
    }
    Slot slot = state_.slot();
    put(plan::Unwind{.source = source.expression, .slot = slot});
    Kinds items = source.type.kinds == Kinds(Kind::List) ? source.type.items : Kinds::any();
    scope_.add(unwind.variable.text, {.slot = slot, .type = {.kinds = items}});
}

void Binder::bind_let(const ast::Let& let) {
    for (const auto& [name, value] : let.items) {
        if (scope_.column(name.text)) {
            throw refusal(name.span, fmt::format("variable `{}` is already bound", name.text),
                          "VariableAlreadyBound");
        }
        Typed bound = expression(value);
        Slot slot = state_.slot();
        plan::Project project;
        project.items.push_back(
            {.slot = slot, .expression = bound.expression, .text = to_text(value)});
        put(std::move(project));
        scope_.add(name.text, {.slot = slot, .type = bound.type});
    }
}

void Binder::bind_filter(const ast::Expression& where) {
    put(plan::Filter{.predicate = condition(where), .text = to_text(where)});
}

ExpressionPtr Binder::row_count(const ast::Expression& expression_, const char* clause) {
    ExpressionPtr bound = expression(expression_).expression;
    std::set<Slot> slots;
    bound->read_slots(slots);
    if (!slots.empty()) {
        throw refusal(expression_.span,
                      fmt::format("{} needs a number that does not depend on the rows", clause),
                      "NonConstantExpression");
    }
    const ast::Expression* literal = &expression_;
    const auto* unary = std::get_if<ast::Unary>(&expression_.node);
    bool negative = unary != nullptr && unary->op == ast::UnaryOp::Negate;
    if (negative) {
        literal = unary->operand.get();
    }
    const auto* number = std::get_if<ast::Literal>(&literal->node);
    if (number == nullptr) {
        return bound;
    }
    if (!number->value.is(Kind::Integer)) {
        throw refusal(expression_.span, fmt::format("{} needs a whole number", clause),
                      "InvalidArgumentType");
    }
    if ((negative && number->value.as_integer() > 0) || number->value.as_integer() < 0) {
        throw refusal(expression_.span,
                      fmt::format("{} needs a number that is not negative", clause),
                      "NegativeIntegerArgument");
    }
    return bound;
}

void Binder::bind_paging(const std::optional<ast::Expression>& skip,
                         const std::optional<ast::Expression>& limit) {
    if (skip) {
        put(plan::Skip{row_count(*skip, "SKIP")});
    }
    if (limit) {
        put(plan::Limit{row_count(*limit, "LIMIT")});
    }
}

namespace {

Error unknown_procedure(const ast::Name& name) {
    Error error = refusal(name.span, fmt::format("there is no procedure `{}`", name.text),
                          "ProcedureNotFound", "ProcedureError");
    std::vector<std::string> names;
    for (const plan::Procedure* known : all_procedures()) {
        names.push_back(known->name);
    }
    if (auto near = nearest(name.text, names)) {
        error.hint(fmt::format("did you mean `{}`?", *near));
    }
    return error;
}

std::vector<ast::YieldItem> all_outputs(const plan::Procedure& procedure, Span span) {
    std::vector<ast::YieldItem> items;
    for (const std::string& output : procedure.outputs) {
        items.push_back({.column = {output, span}, .alias = std::nullopt});
    }
    return items;
}

}  // namespace

void Binder::bind_call(const ast::CallProcedure& call, bool alone) {
    const plan::Procedure* procedure = find_procedure(call.procedure.text);
    if (procedure == nullptr) {
        throw unknown_procedure(call.procedure);
    }
    if (procedure->writes) {
        if (reading_only_) {
            throw wrong_composition(call.procedure.span,
                                    "a subquery in an expression cannot write");
        }
        state_.writes = true;
    }
    plan::CallProcedure step{.procedure = procedure, .args = {}, .columns = {}};
    bool count_fits = call.implicit_args || (call.args.size() >= procedure->required &&
                                             call.args.size() <= procedure->inputs.size());
    if (!count_fits) {
        throw refusal(call.procedure.span,
                      fmt::format("wrong number of arguments for `{}`", procedure->name),
                      "InvalidNumberOfArguments");
    }
    for (std::size_t i = 0; i < call.args.size(); ++i) {
        step.args.push_back(expect(call.args[i], procedure->inputs[i].second, "this argument"));
    }
    for (std::size_t i = 0; call.implicit_args && i < procedure->inputs.size(); ++i) {
        const std::string& name = procedure->inputs[i].first;
        bool given = state_.parameters.contains(name);
        if (!given && i >= procedure->required) {
            break;
        }
        if (!given) {
            throw refusal(call.procedure.span,
                          fmt::format("the parameter `${}` has no value", name), "MissingParameter",
                          "ParameterMissing");
        }
        step.args.push_back(make_parameter(name));
    }
    auto items =
        call.yield && !call.yield_star ? *call.yield : all_outputs(*procedure, call.procedure.span);
    if (!call.yield && !call.yield_star && !alone) {
        items.clear();
    }
    for (const ast::YieldItem& item : items) {
        const ast::Name& name = item.alias ? *item.alias : item.column;
        auto output =
            std::find(procedure->outputs.begin(), procedure->outputs.end(), item.column.text);
        if (output == procedure->outputs.end()) {
            throw refusal(item.column.span,
                          fmt::format("`{}` has no column `{}`", procedure->name, item.column.text),
                          "UndefinedVariable");
        }
        if (scope_.column(name.text)) {
            throw refusal(name.span, fmt::format("variable `{}` is already bound", name.text),
                          "VariableAlreadyBound");
        }
        Slot slot = state_.slot();
        step.columns.emplace_back(static_cast<std::size_t>(output - procedure->outputs.begin()),
                                  slot);
        scope_.add(name.text, {.slot = slot, .type = {}});
    }
    put(step);
    if (call.where) {
        bind_filter(*call.where);
    }
    if (!alone) {
        return;
    }
    result_ = BoundQuery{};
    for (std::size_t i = 0; i < items.size(); ++i) {
        result_->columns.push_back(items[i].alias ? items[i].alias->text : items[i].column.text);
        result_->output.push_back(step.columns[i].second);
    }
}

}  // namespace dingtu
