#include "loader/import_keys.h"

namespace dingtu {

std::optional<NodeId> ImportSpace::find(const KeyHash& hash, std::string_view key) const {
    const auto found = keys_.table_.find(hash);
    return found || !keys_.look_in_store_ ? found : keys_.target_.graph().find_key(name_, key);
}

void ImportSpace::add(const KeyHash& hash, std::string_view key, NodeId id) {
    static_cast<void>(keys_.table_.insert(hash, id));
    keys_.target_.set_key(name_, key, id);
}

}  // namespace dingtu
