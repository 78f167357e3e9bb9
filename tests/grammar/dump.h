#pragma once

#include "base/value.h"
#include "grammar/ast.h"

#include <string>

/// All that an ast says, places, brackets and the columns' texts aside: two are equal if their
/// dumps are.
namespace dingtu::ast {

class Dump {
public:
    std::string text;

    void put(const Statement& s) {
        node("statement", int(s.mode), [&] { put(s.query); });
    }
    void put(const Query& q) {
        node("query", "", [&] {
            for (const SingleQuery& part : q.parts)
                put(part);
            for (const bool all : q.all)
                text += all ? " all" : " distinct";
        });
    }
    void put(const SingleQuery& q) {
        node("single", "", [&] {
            for (const Clause& clause : q.clauses)
                std::visit([&](const auto& c) { put(c); }, clause.node);
        });
    }
    void put(const Expression& e) {
        std::visit([&](const auto& n) { put(n); }, e.node);
    }

private:
    template <class Content>
    void node(const char* kind, const std::string& about, Content content) {
        text += std::string(" (") + kind + ' ' + about;
        content();
        text += ')';
    }
    template <class Content>
    void node(const char* kind, int about, Content content) {
        node(kind, std::to_string(about), content);
    }
    void put(const std::string& s) { text += " '" + s + "'"; }
    void put(bool b) { text += b ? " yes" : " no"; }
    void put(std::int64_t i) { text += ' ' + std::to_string(i); }
    void put(const Name& n) { put(n.text); }
    template <class T>
    void put(const std::optional<T>& o) {
        o ? put(*o) : void(text += " none");
    }
    template <class T>
    void put(const std::unique_ptr<T>& p) {
        p ? put(*p) : void(text += " none");
    }
    template <class T>
    void put(const std::vector<T>& items) {
        node("list", "", [&] {
            for (const T& item : items)
                put(item);
        });
    }
    template <class A, class B>
    void put(const std::pair<A, B>& p) {
        put(p.first);
        put(p.second);
    }
    template <class... Fields>
    void all(const char* kind, const Fields&... fields) {
        node(kind, "", [&] { (put(fields), ...); });
    }
    template <class Op>
    static std::int64_t number(Op op) {
        return static_cast<std::int64_t>(op);
    }
    template <class Op>
    std::vector<std::int64_t> numbers(const std::vector<Op>& ops) {
        std::vector<std::int64_t> result;
        for (const Op op : ops)
            result.push_back(number(op));
        return result;
    }

    void put(const LabelExpression& l) { all("labels", number(l.op), l.name, l.operands); }
    void put(const Literal& l) {
        const std::string kind(kind_name(l.value.kind()));
        const bool string = l.value.is(Kind::String);
        node("literal", kind, [&] { put(string ? l.value.as_string() : to_text(l.value)); });
    }
    void put(const Parameter& p) { all("parameter", p.name); }
    void put(const Variable& v) { all("variable", v.name); }
    void put(const Property& p) { all("property", p.subject, p.key); }
    void put(const HasLabel& h) { all("has_label", h.subject, h.labels); }
    void put(const Arithmetic& a) { all("arithmetic", a.operands, numbers(a.ops)); }
    void put(const Logical& l) { all("logical", number(l.op), l.operands); }
    void put(const Unary& u) { all("unary", number(u.op), u.operand); }
    void put(const Comparison& c) { all("comparison", c.operands, numbers(c.ops)); }
    void put(const Test& t) { all("test", number(t.op), t.left, t.right); }
    void put(const Index& i) { all("index", i.subject, i.index); }
    void put(const Slice& s) { all("slice", s.subject, s.from, s.to); }
    void put(const ListLiteral& l) { all("list_literal", l.items); }
    void put(const MapLiteral::Entry& e) { all("entry", e.first, e.second); }
    void put(const MapLiteral& m) { all("map", m.entries); }
    void put(const Call& c) { all("call", c.function, c.distinct, c.star, c.args); }
    void put(const Case::When& w) { all("when", w.condition, w.result); }
    void put(const Case& c) { all("case", c.subject, c.whens, c.otherwise); }
    void put(const ListComprehension& c) {
        all("list_comprehension", c.variable, c.source, c.condition, c.result);
    }
    void put(const PatternComprehension& c) {
        all("pattern_comprehension", c.pattern, c.condition, c.result);
    }
    void put(const Quantifier& q) {
        all("quantifier", number(q.op), q.variable, q.source, q.condition);
    }
    void put(const Reduce& r) {
        all("reduce", r.accumulator, r.initial, r.variable, r.source, r.result);
    }
    void put(const PatternExpression& p) { all("pattern", p.pattern); }
    void put(const Subquery& s) { all("subquery", number(s.op), s.query); }

    void put(const NodePattern& n) { all("node", n.variable, n.labels, n.properties, n.condition); }
    void put(const RelationshipPattern& r) {
        all("relationship", r.variable, r.types, number(r.arrow), r.variable_length, r.min, r.max,
            r.quantified, r.properties, r.condition);
    }
    void put(const PathPattern& p) {
        all("path", p.variable, number(p.selector), p.k, p.nodes, p.relationships);
    }

    void put(const Match& m) { all("match", m.optional, m.patterns, m.where); }
    void put(const Unwind& u) { all("unwind", u.source, u.variable); }
    void put(const ProjectionItem& i) { all("item", i.expression, i.alias); }
    void put(const SortItem& i) { all("sort", i.expression, i.descending); }
    void put(const Projection& p) {
        all("projection", p.distinct, p.star, p.items, p.order, p.skip, p.limit);
    }
    void put(const With& w) { all("with", w.projection, w.where); }
    void put(const Return& r) { all("return", r.projection); }
    void put(const Create& c) { all("create", c.patterns); }
    void put(const SetItem& i) { all("set_item", number(i.op), i.target, i.value, i.labels); }
    void put(const RemoveItem& i) { all("remove_item", i.target, i.labels); }
    void put(const Merge& m) { all("merge", m.pattern, m.on_create, m.on_match); }
    void put(const Set& s) { all("set", s.items); }
    void put(const Remove& r) { all("remove", r.items); }
    void put(const Delete& d) { all("delete", d.detach, d.targets); }
    void put(const YieldItem& y) { all("yield", y.column, y.alias); }
    void put(const CallProcedure& c) {
        all("call", c.procedure, c.implicit_args, c.args, c.yield_star, c.yield, c.where);
    }
    void put(const Let& l) { all("let", l.items); }
    void put(const Filter& f) { all("filter", f.condition); }
    void put(const OrderAndPage& o) { all("page", o.order, o.skip, o.limit); }
};

inline std::string dump(const Statement& statement) {
    Dump dump;
    dump.put(statement);
    return dump.text;
}

inline std::string dump(const Expression& expression) {
    Dump dump;
    dump.put(expression);
    return dump.text;
}

}  // namespace dingtu::ast
