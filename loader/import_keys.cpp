#include "loader/import_keys.h"

namespace dingtu {

std::optional<NodeId> ImportSpace::find(std::string_view key) const {
    const auto found = ids_.find(key);
    if (found != ids_.end()) {
        return found->second;
    }
    return look_in_store_ ? target_.graph().find_key(name_, key) : std::nullopt;
}

void ImportSpace::add(std::string_view key, NodeId id) {
    ids_.emplace(key, id);
    target_.set_key(name_, key, id);
}

}  // namespace dingtu
