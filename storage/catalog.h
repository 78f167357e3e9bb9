#pragma once

#include "storage/term.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dingtu {

enum class NameKind : std::uint8_t { Label, Type, Key };

/// The names of a store as one view sees them: labels, relationship types and property keys, their
/// synonyms (企业 for Firm), and how often each occurs. A lookup by name knows the stored name and
/// every synonym; names are compared exactly.
class Catalog {
public:
    virtual ~Catalog() = default;

    [[nodiscard]] virtual std::optional<LabelId> label(std::string_view name) const = 0;
    [[nodiscard]] virtual std::optional<TypeId> type(std::string_view name) const = 0;
    [[nodiscard]] virtual std::optional<KeyId> key(std::string_view name) const = 0;

    /// The stored name. Lives as long as the view; the id must be one of this catalog.
    [[nodiscard]] virtual const std::string& name(LabelId id) const = 0;
    [[nodiscard]] virtual const std::string& name(TypeId id) const = 0;
    [[nodiscard]] virtual const std::string& name(KeyId id) const = 0;

    /// The stored name that `name` is or stands for: "企业" gives "Firm" where that synonym is
    /// known, also while no node has the label. Nothing if it is neither.
    [[nodiscard]] virtual std::optional<std::string> stored_name(NameKind kind,
                                                                 std::string_view name) const = 0;
    /// Every (stored name, synonym) pair of a kind, sorted.
    [[nodiscard]] virtual std::vector<std::pair<std::string, std::string>> synonyms(
        NameKind kind) const = 0;

    /// All ids given out so far, used or not, ascending.
    [[nodiscard]] virtual std::vector<LabelId> labels() const = 0;
    [[nodiscard]] virtual std::vector<TypeId> types() const = 0;
    [[nodiscard]] virtual std::vector<KeyId> keys() const = 0;

    /// Exact numbers of what is there now.
    [[nodiscard]] virtual std::uint64_t node_count() const = 0;
    [[nodiscard]] virtual std::uint64_t relationship_count() const = 0;
    [[nodiscard]] virtual std::uint64_t count(LabelId id) const = 0;
    [[nodiscard]] virtual std::uint64_t count(TypeId id) const = 0;
    /// Nodes and relationships that have the property.
    [[nodiscard]] virtual std::uint64_t count(KeyId id) const = 0;

    /// Changes whenever a name, a synonym or a count does; a plan made under another version is
    /// old.
    [[nodiscard]] virtual std::uint64_t version() const = 0;
};

}  // namespace dingtu
