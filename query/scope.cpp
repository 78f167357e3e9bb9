#include "query/scope.h"

namespace dingtu {

std::optional<Variable> NameScope::column(std::string_view name) const {
    auto found = columns_.find(name);
    return found == columns_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<Typed> NameScope::find(std::string_view name) {
    for (auto local = locals_.rbegin(); local != locals_.rend(); ++local) {
        if (local->name == name) {
            return Typed{make_local(local->index), local->type};
        }
    }
    if (auto found = column(name)) {
        return Typed{make_column(found->slot), found->type};
    }
    if (outer_ == nullptr) {
        return std::nullopt;
    }
    if (auto known = imported_.find(name); known != imported_.end()) {
        return known->second;
    }
    auto outside = outer_->find(name);
    if (!outside) {
        return std::nullopt;
    }
    auto cell = std::make_shared<Value>();
    imports_.emplace_back(outside->expression, cell);
    Typed inside{make_outer(cell), outside->type};
    imported_.emplace(name, inside);
    return inside;
}

std::vector<std::string> NameScope::names() const {
    std::vector<std::string> names =
        outer_ == nullptr ? std::vector<std::string>{} : outer_->names();
    for (const Local& local : locals_) {
        names.push_back(local.name);
    }
    for (const auto& [name, variable] : columns_) {
        names.push_back(name);
    }
    return names;
}

}  // namespace dingtu
