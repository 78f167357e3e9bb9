#pragma once

#include "base/limits.h"
#include "base/value.h"
#include "query/kinds.h"
#include "storage/snapshot.h"

#include <array>
#include <cstdint>
#include <functional>
#include <random>
#include <span>
#include <string_view>

namespace dingtu {

/// What a running statement offers to expressions and functions.
struct Environment {
    /// The view that is read; the transaction itself in a statement that writes.
    const Snapshot* graph = nullptr;
    Limits* limits = nullptr;
    const Map* parameters = nullptr;
    /// The moment the statement began, in UTC: date() and its like are the same all through it.
    DateTime now;
    /// For rand() and randomUUID(); seeded per statement.
    std::mt19937_64* random = nullptr;
    /// True if the element was deleted by this statement: its labels and properties cannot be asked
    /// for any more (EntityNotFound, DeletedEntityAccess). Empty while nothing was deleted.
    std::function<bool(NodeId)> node_deleted;
    std::function<bool(RelationshipId)> relationship_deleted;
};

/// A function of the language. Tables of these stand in functions_*.cpp; names are matched without
/// regard to case.
struct Function {
    std::string_view name;  ///< as documented: "toUpper", "duration.between"
    int min_args = 0;
    int max_args = 0;  ///< -1: any number
    /// What each argument may be; checked before the statement runs where the text tells, and the
    /// last entry serves all further arguments. Kinds::any() where anything goes.
    std::array<Kinds, 3> accepts;
    Kinds result = Kinds::any();
    /// Null for a null argument, without a call.
    bool null_for_null = true;
    /// The same arguments always give the same result: may be computed ahead.
    bool pure = true;
    /// Throws Error{Run} TypeError / ArgumentError with the protocol's names for bad arguments.
    Value (*call)(const Environment&, std::span<const Value> args) = nullptr;
    std::string_view signature;  ///< "toUpper(text :: String) :: String"
    std::string_view help;       ///< one line
};

/// The function of that name, or null. Cost: one hash look-up.
[[nodiscard]] const Function* find_function(std::string_view name);
/// All of them, by name: for documents, completion and "did you mean".
[[nodiscard]] std::span<const Function* const> all_functions();

}  // namespace dingtu
