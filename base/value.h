#pragma once

#include "base/temporal.h"

#include <atomic>
#include <compare>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dingtu {

/// The number of a node in its store: dense, below 2^40, never reused.
struct NodeId {
    std::uint64_t value = 0;

    friend auto operator<=>(const NodeId&, const NodeId&) = default;
};

/// The number of a relationship: its type's number and a serial number within the type
/// (`type << 40 | serial`), never reused.
struct RelationshipId {
    std::uint64_t value = 0;

    friend auto operator<=>(const RelationshipId&, const RelationshipId&) = default;
};

/// What a Value is. The order of the enumerators is the order of kinds in ORDER BY, ascending, as
/// far as openCypher fixes it; null sorts last. Integers and floats are one kind there.
enum class Kind : std::uint8_t {
    Map,
    Node,
    Relationship,
    List,
    Path,
    DateTime,
    LocalDateTime,
    Date,
    Time,
    LocalTime,
    Duration,
    String,
    Boolean,
    Integer,
    Float,
    Null
};

class Value;
struct Node;
struct Relationship;
struct Path;
using List = std::vector<Value>;
using Map = std::map<std::string, Value, std::less<>>;

/// A value of the query language. 16 bytes; numbers, dates and ids lie inside, the rest is a shared
/// immutable box, so that copies cost a counter.
///
/// A node or relationship is either a bare id (as operators pass it) or decoded with its labels and
/// properties (as results carry it); both are Kind::Node and compare by id.
class Value {
public:
    Value() noexcept = default;
    Value(const Value& other) noexcept
        : kind_(other.kind_),
          boxed_(other.boxed_),
          bits_(other.bits_) {
        retain();
    }
    Value(Value&& other) noexcept : kind_(other.kind_), boxed_(other.boxed_), bits_(other.bits_) {
        other.kind_ = Kind::Null;
        other.boxed_ = false;
    }
    Value& operator=(const Value& other) noexcept {
        Value copy(other);
        swap(copy);
        return *this;
    }
    Value& operator=(Value&& other) noexcept {
        swap(other);
        return *this;
    }
    ~Value() { release(); }

    Value(bool value) noexcept
        : kind_(Kind::Boolean),
          bits_(value ? 1 : 0) {}  // NOLINT(google-explicit-constructor): a literal is a value
    Value(int value) noexcept
        : Value(std::int64_t{value}) {}  // NOLINT(google-explicit-constructor)
    Value(std::int64_t value) noexcept;  // NOLINT(google-explicit-constructor)
    Value(double value) noexcept;        // NOLINT(google-explicit-constructor)
    Value(std::string value);            // NOLINT(google-explicit-constructor)
    Value(std::string_view value)
        : Value(std::string(value)) {}                       // NOLINT(google-explicit-constructor)
    Value(const char* value) : Value(std::string(value)) {}  // NOLINT(google-explicit-constructor)
    Value(List value);                                       // NOLINT(google-explicit-constructor)
    Value(Map value);                                        // NOLINT(google-explicit-constructor)
    Value(NodeId id) noexcept
        : kind_(Kind::Node),
          bits_(id.value) {}  // NOLINT(google-explicit-constructor)
    Value(RelationshipId id) noexcept
        : kind_(Kind::Relationship),
          bits_(id.value) {}          // NOLINT(google-explicit-constructor)
    Value(Node value);                // NOLINT(google-explicit-constructor)
    Value(Relationship value);        // NOLINT(google-explicit-constructor)
    Value(Path value);                // NOLINT(google-explicit-constructor)
    Value(Date value) noexcept;       // NOLINT(google-explicit-constructor)
    Value(LocalTime value) noexcept;  // NOLINT(google-explicit-constructor)
    Value(Time value);                // NOLINT(google-explicit-constructor)
    Value(LocalDateTime value);       // NOLINT(google-explicit-constructor)
    Value(DateTime value);            // NOLINT(google-explicit-constructor)
    Value(Duration value);            // NOLINT(google-explicit-constructor)
    template <class T>
    Value(T*) = delete;  // a pointer is no boolean

    [[nodiscard]] Kind kind() const { return kind_; }
    [[nodiscard]] bool is_null() const { return kind_ == Kind::Null; }
    [[nodiscard]] bool is(Kind kind) const { return kind_ == kind; }
    [[nodiscard]] bool is_number() const { return kind_ == Kind::Integer || kind_ == Kind::Float; }

    /// The bits of a value that lies inside: two of one kind with the same bits are the same value.
    /// Nothing if it is boxed.
    [[nodiscard]] std::optional<std::uint64_t> inline_bits() const {
        return boxed_ ? std::nullopt : std::optional(bits_);
    }

    /// The content. Each asks for its own kind: anything else is a broken invariant.
    [[nodiscard]] bool as_boolean() const;
    [[nodiscard]] std::int64_t as_integer() const;
    [[nodiscard]] double as_float() const;
    /// An integer or a float as a double.
    [[nodiscard]] double as_number() const;
    [[nodiscard]] const std::string& as_string() const;
    [[nodiscard]] const List& as_list() const;
    [[nodiscard]] const Map& as_map() const;
    [[nodiscard]] NodeId as_node_id() const;
    [[nodiscard]] RelationshipId as_relationship_id() const;
    /// The decoded content, or null while the value is a bare id. Lives as long as this value.
    [[nodiscard]] const Node* decoded_node() const;
    [[nodiscard]] const Relationship* decoded_relationship() const;
    [[nodiscard]] const Path& as_path() const;
    [[nodiscard]] Date as_date() const;
    [[nodiscard]] LocalTime as_local_time() const;
    [[nodiscard]] const Time& as_time() const;
    [[nodiscard]] const LocalDateTime& as_local_date_time() const;
    [[nodiscard]] const DateTime& as_date_time() const;
    [[nodiscard]] const Duration& as_duration() const;

    void swap(Value& other) noexcept {
        std::swap(kind_, other.kind_);
        std::swap(boxed_, other.boxed_);
        std::swap(bits_, other.bits_);
    }

    /// What all boxes begin with; the counter is shared between threads.
    struct Box {
        std::atomic<std::uint32_t> references{1};
    };

private:
    template <class T>
    void put(Kind kind, T content);
    template <class T>
    [[nodiscard]] const T& box(Kind kind) const;
    void retain() const noexcept;
    void release() noexcept;
    void destroy() noexcept;

    Kind kind_ = Kind::Null;
    bool boxed_ = false;
    std::uint64_t bits_ = 0;  // the value itself, or the address of its Box
};

/// A node with all that is known of it. `labels` in the order they were given.
struct Node {
    NodeId id;
    std::vector<std::string> labels;
    Map properties;
};

/// A relationship with all that is known of it.
struct Relationship {
    RelationshipId id;
    std::string type;
    NodeId start;
    NodeId end;
    Map properties;
};

/// A walk: one more node than relationships, in the order walked. Elements are bare ids inside the
/// engine and decoded in results.
struct Path {
    std::vector<Value> nodes;
    std::vector<Value> relationships;
};

/// Three-valued logic.
enum class Ternary : std::uint8_t { False, True, Unknown };
[[nodiscard]] Ternary ternary_not(Ternary a);
[[nodiscard]] Ternary ternary_and(Ternary a, Ternary b);
[[nodiscard]] Ternary ternary_or(Ternary a, Ternary b);
[[nodiscard]] Ternary ternary_xor(Ternary a, Ternary b);
[[nodiscard]] Value to_value(Ternary a);

/// `a = b` of the language: unknown if a null decides, false for different kinds, 1 = 1.0.
[[nodiscard]] Ternary equal(const Value& a, const Value& b);
/// `a < b` and `a <= b` of the language: unknown when the kinds cannot be compared.
[[nodiscard]] Ternary less(const Value& a, const Value& b);
[[nodiscard]] Ternary less_or_equal(const Value& a, const Value& b);
/// Whether DISTINCT, grouping and set membership take both for one: null is null, NaN is NaN.
[[nodiscard]] bool equivalent(const Value& a, const Value& b);
/// The total order of ORDER BY, ascending: kinds as in Kind, null last.
[[nodiscard]] std::weak_ordering order(const Value& a, const Value& b);
/// Agrees with equivalent().
[[nodiscard]] std::size_t hash(const Value& value);

/// The kind's name for messages, as the language's documents write it: "Integer", "List", ...
[[nodiscard]] std::string_view kind_name(Kind kind);
/// The value as a person reads it in a table: strings without quotes at the top, ids decoded only
/// if the value is. Inside lists and maps strings are quoted.
[[nodiscard]] std::string to_text(const Value& value);

}  // namespace dingtu
