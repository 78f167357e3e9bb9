#include "loader/import_keys.h"

namespace dingtu {

std::optional<NodeId> ImportKeys::Space::find(std::string_view key) const {
    const auto found = ids_.find(key);
    return found == ids_.end() ? std::nullopt : std::optional(found->second);
}

bool ImportKeys::Space::add(std::string_view key, NodeId id) {
    return ids_.emplace(key, id).second;
}

}  // namespace dingtu
