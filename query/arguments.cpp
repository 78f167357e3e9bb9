#include "query/arguments.h"

#include "base/error.h"
#include "base/text.h"

#include <fmt/format.h>

namespace dingtu {

bool expect_boolean(const Value& argument) {
    if (!argument.is(Kind::Boolean)) {
        refuse_kind(argument, "a Boolean");
    }
    return argument.as_boolean();
}

std::int64_t expect_integer(const Value& argument) {
    if (!argument.is(Kind::Integer)) {
        refuse_kind(argument, "an Integer");
    }
    return argument.as_integer();
}

double expect_number(const Value& argument) {
    if (!argument.is_number()) {
        refuse_kind(argument, "a number");
    }
    return argument.as_number();
}

const std::string& expect_string(const Value& argument) {
    if (!argument.is(Kind::String)) {
        refuse_kind(argument, "a String");
    }
    return argument.as_string();
}

const List& expect_list(const Value& argument) {
    if (!argument.is(Kind::List)) {
        refuse_kind(argument, "a List");
    }
    return argument.as_list();
}

const Map& expect_map(const Value& argument) {
    if (!argument.is(Kind::Map)) {
        refuse_kind(argument, "a Map");
    }
    return argument.as_map();
}

const Path& expect_path(const Value& argument) {
    if (!argument.is(Kind::Path)) {
        refuse_kind(argument, "a Path");
    }
    return argument.as_path();
}

const Duration& expect_duration(const Value& argument) {
    if (!argument.is(Kind::Duration)) {
        refuse_kind(argument, "a Duration");
    }
    return argument.as_duration();
}

NodeId expect_node(const Value& argument) {
    if (!argument.is(Kind::Node)) {
        refuse_kind(argument, "a Node");
    }
    return argument.as_node_id();
}

RelationshipId expect_relationship(const Value& argument) {
    if (!argument.is(Kind::Relationship)) {
        refuse_kind(argument, "a Relationship");
    }
    return argument.as_relationship_id();
}

void refuse_kind(const Value& argument, std::string_view expected) {
    throw Error(Phase::Run, fmt::format("{} is expected, not the {} {}", expected,
                                        kind_name(argument.kind()), quoted(argument)))
        .named("TypeError", "InvalidArgumentValue");
}

void refuse_number(const std::string& message) {
    throw Error(Phase::Run, message).named("ArgumentError", "NumberOutOfRange");
}

void refuse_value(const std::string& message) {
    throw Error(Phase::Run, message).named("ArgumentError", "InvalidArgumentValue");
}

void refuse_overflow(std::string_view what) {
    throw Error(Phase::Run, fmt::format("{} leaves the range of 64-bit integers", what))
        .hint("make one operand a float, such as `1.0`, if an inexact result will do")
        .named("ArithmeticError", "IntegerOverflow");
}

std::string quoted(const Value& value) {
    constexpr std::size_t shown_width = 40;
    std::string text = value.is(Kind::String) ? "'" + value.as_string() + "'" : to_text(value);
    std::string_view shown = fit_width(text, shown_width);
    return fmt::format("`{}{}`", shown, shown.size() < text.size() ? "…" : "");
}

}  // namespace dingtu
