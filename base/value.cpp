#include "base/value.h"

#include "base/error.h"

#include <bit>
#include <memory>

namespace dingtu {

namespace {

template <class T>
struct Boxed : Value::Box {
    explicit Boxed(T content_) : content(std::move(content_)) {}
    T content;
};

// The address of a box travels in `bits_`; these two are the only places where it changes form.
std::uint64_t to_bits(Value::Box* box) {
    return reinterpret_cast<std::uint64_t>(box);
}
Value::Box* to_box(std::uint64_t bits) {
    return reinterpret_cast<Value::Box*>(bits);
}

}  // namespace

template <class T>
void Value::put(Kind kind, T content) {
    bits_ = to_bits(std::make_unique<Boxed<T>>(std::move(content)).release());
    boxed_ = true;
    kind_ = kind;
}

template <class T>
const T& Value::box(Kind kind) const {
    invariant(kind_ == kind && boxed_, "a value was read as another kind than it is");
    return static_cast<const Boxed<T>*>(to_box(bits_))->content;
}

void Value::retain() const noexcept {
    if (boxed_) {
        to_box(bits_)->references.fetch_add(1, std::memory_order_relaxed);
    }
}

void Value::release() noexcept {
    if (boxed_ && to_box(bits_)->references.fetch_sub(1, std::memory_order_acq_rel) == 1) {
        destroy();
    }
}

void Value::destroy() noexcept {
    auto drop = [this]<class T>(const T* /*tag*/) {
        std::unique_ptr<Boxed<T>> owner(static_cast<Boxed<T>*>(to_box(bits_)));
    };
    switch (kind_) {
        case Kind::String: return drop(static_cast<std::string*>(nullptr));
        case Kind::List: return drop(static_cast<List*>(nullptr));
        case Kind::Map: return drop(static_cast<Map*>(nullptr));
        case Kind::Node: return drop(static_cast<Node*>(nullptr));
        case Kind::Relationship: return drop(static_cast<Relationship*>(nullptr));
        case Kind::Path: return drop(static_cast<Path*>(nullptr));
        case Kind::Time: return drop(static_cast<Time*>(nullptr));
        case Kind::LocalDateTime: return drop(static_cast<LocalDateTime*>(nullptr));
        case Kind::DateTime: return drop(static_cast<DateTime*>(nullptr));
        case Kind::Duration: return drop(static_cast<Duration*>(nullptr));
        case Kind::Null:
        case Kind::Boolean:
        case Kind::Integer:
        case Kind::Float:
        case Kind::Date:
        case Kind::LocalTime: return;
    }
}

Value::Value(std::int64_t value) noexcept
    : kind_(Kind::Integer),
      bits_(std::bit_cast<std::uint64_t>(value)) {}
Value::Value(double value) noexcept
    : kind_(Kind::Float),
      bits_(std::bit_cast<std::uint64_t>(value)) {}
Value::Value(Date value) noexcept
    : kind_(Kind::Date),
      bits_(std::bit_cast<std::uint64_t>(value.days)) {}
Value::Value(LocalTime value) noexcept
    : kind_(Kind::LocalTime),
      bits_(std::bit_cast<std::uint64_t>(value.nanos)) {}
Value::Value(std::string value) {
    put(Kind::String, std::move(value));
}
Value::Value(List value) {
    put(Kind::List, std::move(value));
}
Value::Value(Map value) {
    put(Kind::Map, std::move(value));
}
Value::Value(Node value) {
    put(Kind::Node, std::move(value));
}
Value::Value(Relationship value) {
    put(Kind::Relationship, std::move(value));
}
Value::Value(Path value) {
    put(Kind::Path, std::move(value));
}
Value::Value(Time value) {
    put(Kind::Time, value);
}
Value::Value(LocalDateTime value) {
    put(Kind::LocalDateTime, value);
}
Value::Value(DateTime value) {
    put(Kind::DateTime, std::move(value));
}
Value::Value(Duration value) {
    put(Kind::Duration, value);
}

bool Value::as_boolean() const {
    invariant(kind_ == Kind::Boolean, "a value was read as a boolean that is none");
    return bits_ != 0;
}
std::int64_t Value::as_integer() const {
    invariant(kind_ == Kind::Integer, "a value was read as an integer that is none");
    return std::bit_cast<std::int64_t>(bits_);
}
double Value::as_float() const {
    invariant(kind_ == Kind::Float, "a value was read as a float that is none");
    return std::bit_cast<double>(bits_);
}
double Value::as_number() const {
    return kind_ == Kind::Integer ? static_cast<double>(as_integer()) : as_float();
}
const std::string& Value::as_string() const {
    return box<std::string>(Kind::String);
}
const List& Value::as_list() const {
    return box<List>(Kind::List);
}
const Map& Value::as_map() const {
    return box<Map>(Kind::Map);
}
NodeId Value::as_node_id() const {
    invariant(kind_ == Kind::Node, "a value was read as a node that is none");
    return boxed_ ? box<Node>(Kind::Node).id : NodeId{bits_};
}
RelationshipId Value::as_relationship_id() const {
    invariant(kind_ == Kind::Relationship, "a value was read as a relationship that is none");
    return boxed_ ? box<Relationship>(Kind::Relationship).id : RelationshipId{bits_};
}
const Node* Value::decoded_node() const {
    return kind_ == Kind::Node && boxed_ ? &box<Node>(Kind::Node) : nullptr;
}
const Relationship* Value::decoded_relationship() const {
    return kind_ == Kind::Relationship && boxed_ ? &box<Relationship>(Kind::Relationship) : nullptr;
}
const Path& Value::as_path() const {
    return box<Path>(Kind::Path);
}
Date Value::as_date() const {
    invariant(kind_ == Kind::Date, "a value was read as a date that is none");
    return Date{std::bit_cast<std::int64_t>(bits_)};
}
LocalTime Value::as_local_time() const {
    invariant(kind_ == Kind::LocalTime, "a value was read as a local time that is none");
    return LocalTime{std::bit_cast<std::int64_t>(bits_)};
}
const Time& Value::as_time() const {
    return box<Time>(Kind::Time);
}
const LocalDateTime& Value::as_local_date_time() const {
    return box<LocalDateTime>(Kind::LocalDateTime);
}
const DateTime& Value::as_date_time() const {
    return box<DateTime>(Kind::DateTime);
}
const Duration& Value::as_duration() const {
    return box<Duration>(Kind::Duration);
}

std::string_view kind_name(Kind kind) {
    switch (kind) {
        case Kind::Map: return "Map";
        case Kind::Node: return "Node";
        case Kind::Relationship: return "Relationship";
        case Kind::List: return "List";
        case Kind::Path: return "Path";
        case Kind::DateTime: return "DateTime";
        case Kind::LocalDateTime: return "LocalDateTime";
        case Kind::Date: return "Date";
        case Kind::Time: return "Time";
        case Kind::LocalTime: return "LocalTime";
        case Kind::Duration: return "Duration";
        case Kind::String: return "String";
        case Kind::Boolean: return "Boolean";
        case Kind::Integer: return "Integer";
        case Kind::Float: return "Float";
        case Kind::Null: return "Null";
    }
    return "Value";
}

}  // namespace dingtu
