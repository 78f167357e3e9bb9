#pragma once

#include "base/value.h"
#include "loader/import_target.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace dingtu {

/// The import keys of one space: those of this import in memory, those of earlier ones in the
/// store.
class ImportSpace {
public:
    ImportSpace(std::string name, ImportTarget& target, bool look_in_store)
        : name_(std::move(name)),
          target_(target),
          look_in_store_(look_in_store) {}

    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] std::optional<NodeId> find(std::string_view key) const;
    /// The key must not be taken.
    void add(std::string_view key, NodeId id);

private:
    struct Hash : std::hash<std::string_view> {
        using is_transparent = void;
    };
    std::string name_;
    ImportTarget& target_;
    bool look_in_store_;
    std::unordered_map<std::string, NodeId, Hash, std::equal_to<>> ids_;
};

class ImportKeys {
public:
    explicit ImportKeys(ImportTarget& target)
        : target_(target),
          look_in_store_(target.graph().catalog().node_count() > 0) {}

    /// Lives as long as this.
    [[nodiscard]] ImportSpace& space(const std::string& name) {
        return spaces_.try_emplace(name, name, target_, look_in_store_).first->second;
    }

private:
    ImportTarget& target_;
    bool look_in_store_;  // only if there was anything before
    std::map<std::string, ImportSpace> spaces_;
};

}  // namespace dingtu
