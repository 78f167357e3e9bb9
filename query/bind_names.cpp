// Names of labels, types and keys: stored names, and warnings about what nothing has.

#include "base/text.h"
#include "grammar/print.h"
#include "query/binder.h"
#include "query/functions.h"

#include <algorithm>

#include <fmt/format.h>

namespace dingtu {

std::string Binder::stored(NameKind kind, const std::string& name) const {
    return state_.catalog.stored_name(kind, name).value_or(name);
}

Name Binder::key(const ast::Name& name) const {
    return {name.text, stored(NameKind::Key, name.text)};
}

NameTest Binder::labels(const ast::LabelExpression& labels_, NameKind kind) {
    switch (labels_.op) {
        case ast::LabelExpression::Op::Name:
            warn_unknown(kind, labels_.name);
            return NameTest::name(stored(kind, labels_.name.text));
        case ast::LabelExpression::Op::Any: return NameTest::some();
        case ast::LabelExpression::Op::Not:
        case ast::LabelExpression::Op::And:
        case ast::LabelExpression::Op::Or: break;
    }
    std::vector<NameTest> operands;
    for (const ast::LabelExpression& operand : labels_.operands) {
        operands.push_back(labels(operand, kind));
    }
    auto op = labels_.op == ast::LabelExpression::Op::Not   ? NameTest::Op::Not
              : labels_.op == ast::LabelExpression::Op::And ? NameTest::Op::And
                                                            : NameTest::Op::Or;
    return NameTest::combine(op, std::move(operands));
}

/// A label or type that nothing has is likely misspelt; the answer without it is still an answer.
namespace {

bool known(const Catalog& catalog, NameKind kind, std::string_view name) {
    switch (kind) {
        case NameKind::Label: return catalog.label(name).has_value();
        case NameKind::Type: return catalog.type(name).has_value();
        case NameKind::Key: return catalog.key(name).has_value();
    }
    return false;
}

/// Every name of a kind, and the synonyms.
std::vector<std::string> all_names(const Catalog& catalog, NameKind kind) {
    std::vector<std::string> names;
    auto add = [&](const auto& ids) {
        for (auto id : ids) {
            names.push_back(catalog.name(id));
        }
    };
    switch (kind) {
        case NameKind::Label: add(catalog.labels()); break;
        case NameKind::Type: add(catalog.types()); break;
        case NameKind::Key: add(catalog.keys()); break;
    }
    for (const auto& [stored, synonym] : catalog.synonyms(kind)) {
        names.push_back(synonym);
    }
    return names;
}

}  // namespace

/// A name that nothing has is likely misspelt; the answer without it is still an answer. A key that
/// is like no other may just be rare.
void Binder::warn_unknown(NameKind kind, const ast::Name& name) {
    const Catalog& catalog = state_.catalog;
    if (catalog.node_count() == 0 || known(catalog, kind, name.text)) {
        return;
    }
    auto near = nearest(name.text, all_names(catalog, kind));
    if (kind == NameKind::Key && !near) {
        return;
    }
    const char* what = kind == NameKind::Label  ? "node has the label"
                       : kind == NameKind::Type ? "relationship has the type"
                                                : "property has the key";
    std::string warning = fmt::format("no {} `{}`", what, name.text);
    if (near) {
        warning += fmt::format("; did you mean `{}`?", *near);
    }
    if (std::find(state_.warnings.begin(), state_.warnings.end(), warning) ==
        state_.warnings.end()) {
        state_.warnings.push_back(warning);
    }
}

}  // namespace dingtu
