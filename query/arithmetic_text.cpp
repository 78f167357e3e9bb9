// The operators on strings: STARTS WITH, ENDS WITH, CONTAINS and =~.

#include "base/error.h"
#include "query/arguments.h"
#include "query/arithmetic.h"

#include <memory>
#include <unordered_map>

#include <fmt/format.h>
#include <re2/re2.h>

namespace dingtu {

namespace {

bool strings(const Value& a, const Value& b) {
    return a.is(Kind::String) && b.is(Kind::String);
}

[[noreturn]] void refuse_pattern(const std::string& pattern, const std::string& why) {
    throw Error(Phase::Run, fmt::format("`{}` is no regular expression: {}", pattern, why))
        .hint("the syntax is that of RE2: no look-around and no back references")
        .named("ArgumentError", "InvalidRegularExpression");
}

// A statement matches every row against one pattern or a few: a thread keeps those it compiled
// last, and forgets them all when they become many.
constexpr std::size_t kept_patterns = 64;

const re2::RE2& compiled(const std::string& pattern) {
    static thread_local std::unordered_map<std::string, std::unique_ptr<re2::RE2>> known;
    auto place = known.find(pattern);
    if (place == known.end()) {
        auto expression = std::make_unique<re2::RE2>(pattern, re2::RE2::Quiet);
        if (!expression->ok()) {
            refuse_pattern(pattern, expression->error());
        }
        if (known.size() >= kept_patterns) {
            known.clear();
        }
        place = known.emplace(pattern, std::move(expression)).first;
    }
    return *place->second;
}

}  // namespace

Value starts_with(const Value& text, const Value& part) {
    return strings(text, part) ? Value(text.as_string().starts_with(part.as_string())) : Value();
}

Value ends_with(const Value& text, const Value& part) {
    return strings(text, part) ? Value(text.as_string().ends_with(part.as_string())) : Value();
}

Value contains(const Value& text, const Value& part) {
    if (!strings(text, part)) {
        return {};
    }
    return text.as_string().find(part.as_string()) != std::string::npos;
}

Value matches(const Value& text, const Value& pattern) {
    if (!strings(text, pattern)) {
        return {};
    }
    return re2::RE2::FullMatch(text.as_string(), compiled(pattern.as_string()));
}

}  // namespace dingtu
