#include "query/names.h"

#include "grammar/print.h"

#include <algorithm>

namespace dingtu {

std::optional<KeyId> Name::key(const Catalog& catalog) const {
    if (!id_) {
        id_ = catalog.key(stored_);
    }
    return id_;
}

NameTest NameTest::name(std::string stored) {
    NameTest test;
    test.op_ = Op::Name;
    test.name_ = std::move(stored);
    return test;
}

NameTest NameTest::some() {
    NameTest test;
    test.op_ = Op::Some;
    return test;
}

NameTest NameTest::combine(Op op, std::vector<NameTest> operands) {
    NameTest test;
    test.op_ = op;
    test.operands_ = std::move(operands);
    return test;
}

bool NameTest::holds(const Snapshot& graph, NodeId node) const {
    auto each = [&](const NameTest& test) { return test.holds(graph, node); };
    switch (op_) {
        case Op::Anything: return true;
        case Op::Name:
            if (!label_) {
                label_ = graph.catalog().label(name_);
            }
            return label_ && graph.has_label(node, *label_);
        case Op::Some: return !graph.labels(node).empty();
        case Op::Not: return !operands_.front().holds(graph, node);
        case Op::And: return std::all_of(operands_.begin(), operands_.end(), each);
        case Op::Or: return std::any_of(operands_.begin(), operands_.end(), each);
    }
    return false;
}

bool NameTest::holds(const Catalog& catalog, std::span<const LabelId> labels) const {
    auto each = [&](const NameTest& test) { return test.holds(catalog, labels); };
    switch (op_) {
        case Op::Anything: return true;
        case Op::Name: {
            auto label = catalog.label(name_);
            return label && std::find(labels.begin(), labels.end(), *label) != labels.end();
        }
        case Op::Some: return !labels.empty();
        case Op::Not: return !each(operands_.front());
        case Op::And: return std::all_of(operands_.begin(), operands_.end(), each);
        case Op::Or: return std::any_of(operands_.begin(), operands_.end(), each);
    }
    return false;
}

bool NameTest::holds(const Snapshot& graph, TypeId type) const {
    auto each = [&](const NameTest& test) { return test.holds(graph, type); };
    switch (op_) {
        case Op::Anything:
        case Op::Some: return true;
        case Op::Name:
            if (!type_) {
                type_ = graph.catalog().type(name_);
            }
            return type_ && *type_ == type;
        case Op::Not: return !operands_.front().holds(graph, type);
        case Op::And: return std::all_of(operands_.begin(), operands_.end(), each);
        case Op::Or: return std::any_of(operands_.begin(), operands_.end(), each);
    }
    return false;
}

std::vector<TypeId> NameTest::types(const Catalog& catalog) const {
    std::vector<TypeId> found;
    if (auto names = choice()) {
        for (const std::string& name : *names) {
            if (auto id = catalog.type(name)) {
                found.push_back(*id);
            }
        }
        std::sort(found.begin(), found.end());
        found.erase(std::unique(found.begin(), found.end()), found.end());
        return found;
    }
    auto fulfils = [&](const auto& self, const NameTest& test, TypeId type) -> bool {
        auto each = [&](const NameTest& operand) { return self(self, operand, type); };
        switch (test.op_) {
            case Op::Anything:
            case Op::Some: return true;
            case Op::Name: return catalog.type(test.name_) == type;
            case Op::Not: return !each(test.operands_.front());
            case Op::And: return std::all_of(test.operands_.begin(), test.operands_.end(), each);
            case Op::Or: return std::any_of(test.operands_.begin(), test.operands_.end(), each);
        }
        return false;
    };
    for (TypeId type : catalog.types()) {
        if (fulfils(fulfils, *this, type)) {
            found.push_back(type);
        }
    }
    return found;
}

std::vector<std::string> NameTest::required() const {
    if (op_ == Op::Name) {
        return {name_};
    }
    std::vector<std::string> names;
    if (op_ == Op::And) {
        for (const NameTest& operand : operands_) {
            for (std::string& name : operand.required()) {
                names.push_back(std::move(name));
            }
        }
    }
    return names;
}

std::optional<std::vector<std::string>> NameTest::choice() const {
    if (op_ == Op::Name) {
        return std::vector<std::string>{name_};
    }
    if (op_ != Op::Or) {
        return std::nullopt;
    }
    std::vector<std::string> names;
    for (const NameTest& operand : operands_) {
        auto part = operand.choice();
        if (!part) {
            return std::nullopt;
        }
        names.insert(names.end(), part->begin(), part->end());
    }
    return names;
}

void NameTest::collect(std::vector<std::string>& names) const {
    if (op_ == Op::Name) {
        names.push_back(name_);
    }
    for (const NameTest& operand : operands_) {
        operand.collect(names);
    }
}

std::string NameTest::text() const {
    switch (op_) {
        case Op::Anything: return "";
        case Op::Name: return quoted_name(name_);
        case Op::Some: return "%";
        case Op::Not: return "!" + operands_.front().text();
        case Op::And:
        case Op::Or: break;
    }
    std::string out;
    for (const NameTest& operand : operands_) {
        if (!out.empty()) {
            out += op_ == Op::And ? "&" : "|";
        }
        bool brackets = op_ == Op::And && operand.op_ == Op::Or;
        out += brackets ? "(" + operand.text() + ")" : operand.text();
    }
    return out;
}

}  // namespace dingtu
