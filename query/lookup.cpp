// item IN list, list[i], list[from..to], map[key] and value.key on plain values.

#include "base/error.h"
#include "query/arguments.h"
#include "query/arithmetic.h"
#include "query/components.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

namespace dingtu {

namespace {

[[noreturn]] void refuse_subject(const Value& subject, std::string_view what) {
    throw Error(Phase::Run,
                fmt::format("{}, not the {} {}", what, kind_name(subject.kind()), quoted(subject)))
        .named("TypeError", "InvalidArgumentType");
}

std::int64_t position(const Value& value) {
    if (!value.is(Kind::Integer)) {
        refuse_subject(value, "an Integer must stand in the brackets behind a list");
    }
    return value.as_integer();
}

Value map_entry(const Map& map, std::string_view key) {
    auto entry = map.find(key);
    return entry == map.end() ? Value() : entry->second;
}

Value list_item(const List& list, std::int64_t at) {
    auto size = static_cast<std::int64_t>(list.size());
    at += at < 0 ? size : 0;
    return at >= 0 && at < size ? list[static_cast<std::size_t>(at)] : Value();
}

/// One end of a slice as a place between 0 and `size`; counted from the end if negative.
std::int64_t slice_end(const Value* end, std::int64_t size, std::int64_t when_absent) {
    if (end == nullptr) {
        return when_absent;
    }
    std::int64_t at = position(*end);
    return std::clamp<std::int64_t>(at < 0 ? at + size : at, 0, size);
}

}  // namespace

Value index(const Value& subject, const Value& key) {
    if (subject.is_null()) {
        return {};
    }
    if (subject.is(Kind::List)) {
        return key.is_null() ? Value() : list_item(subject.as_list(), position(key));
    }
    if (!subject.is(Kind::Map)) {
        refuse_subject(subject, "only lists, maps, nodes and relationships can be looked up");
    }
    if (key.is_null()) {
        return {};
    }
    if (!key.is(Kind::String)) {
        throw Error(Phase::Run, fmt::format("a map's keys are strings, not the {} {}",
                                            kind_name(key.kind()), quoted(key)))
            .named("TypeError", "MapElementAccessByNonString");
    }
    return map_entry(subject.as_map(), key.as_string());
}

Value slice(const Value& list, const Value* from, const Value* to) {
    auto absent = [](const Value* end) { return end != nullptr && end->is_null(); };
    if (list.is_null() || absent(from) || absent(to)) {
        return {};
    }
    if (!list.is(Kind::List)) {
        refuse_subject(list, "only lists have slices");
    }
    const List& items = list.as_list();
    auto size = static_cast<std::int64_t>(items.size());
    std::int64_t begin = slice_end(from, size, 0);
    std::int64_t end = slice_end(to, size, size);
    return begin < end ? List(items.begin() + begin, items.begin() + end) : List();
}

Value in_list(const Value& item, const Value& list) {
    if (list.is_null()) {
        return {};
    }
    if (!list.is(Kind::List)) {
        throw Error(Phase::Run, fmt::format("a List must stand behind `IN`, not the {} {}",
                                            kind_name(list.kind()), quoted(list)))
            .named("TypeError", "InvalidArgumentType");
    }
    Ternary found = Ternary::False;
    for (const Value& candidate : list.as_list()) {
        found = ternary_or(found, equal(item, candidate));
        if (found == Ternary::True) {
            break;
        }
    }
    return to_value(found);
}

Value component(const Value& value, std::string_view key) {
    if (value.is_null()) {
        return {};
    }
    if (value.is(Kind::Map)) {
        return map_entry(value.as_map(), key);
    }
    if (!is_temporal(value.kind())) {
        refuse_subject(value,
                       "properties belong to nodes, relationships, maps and temporal values");
    }
    return temporal_component(value, key);
}

}  // namespace dingtu
