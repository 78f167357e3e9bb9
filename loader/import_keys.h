#pragma once

#include "base/value.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace dingtu {

/// Import keys of the nodes of this import, by space.
class ImportKeys {
public:
    class Space {
    public:
        [[nodiscard]] std::optional<NodeId> find(std::string_view key) const;
        /// False if the key is taken.
        bool add(std::string_view key, NodeId id);

    private:
        struct Hash : std::hash<std::string_view> {
            using is_transparent = void;
        };
        std::unordered_map<std::string, NodeId, Hash, std::equal_to<>> ids_;
    };

    [[nodiscard]] Space& space(const std::string& name) { return spaces_[name]; }

private:
    std::map<std::string, Space> spaces_;
};

}  // namespace dingtu
