#include "shell/serve_request.h"

#include "base/json.h"
#include "shell/script.h"

#include <fmt/format.h>

namespace dingtu {

namespace {

Error protocol_error(const std::string& message) {
    return Error(Phase::Run, message).named("ProtocolError", "ProtocolError");
}

void read_member(Request& request, const std::string& name, const Value& value) {
    if (name == "query") {
        if (!value.is(Kind::String)) {
            throw protocol_error("`query` must be a string");
        }
        request.query = value.as_string();
    } else if (name == "params") {
        if (!value.is(Kind::Map)) {
            throw protocol_error("`params` must be an object");
        }
        request.params = value.as_map();
    } else if (name == "reset") {
        if (!value.is(Kind::Boolean) || !value.as_boolean()) {
            throw protocol_error("`reset` must be true");
        }
        request.reset = true;
    } else if (name == "procedure") {
        request.procedure = true;
    } else if (name == "cancel") {
        if (!value.is(Kind::Integer)) {
            throw protocol_error("`cancel` must be the id of a request, an integer");
        }
        request.cancel = value.as_integer();
    } else {
        throw protocol_error(fmt::format("unknown member `{}`", name));
    }
}

bool holds_element(const Value& value) {
    if (value.is(Kind::List)) {
        for (const Value& item : value.as_list()) {
            if (holds_element(item)) {
                return true;
            }
        }
    }
    if (value.is(Kind::Map)) {
        for (const auto& [key, item] : value.as_map()) {
            if (holds_element(item)) {
                return true;
            }
        }
    }
    return value.is(Kind::Node) || value.is(Kind::Relationship) || value.is(Kind::Path);
}

/// Fills `request` as far as it gets, so that an error can be answered under its id.
void fill(Request& request, std::string_view line) {
    Value value;
    try {
        value = parse_json(line);
    } catch (const Error& error) {
        throw protocol_error(fmt::format("the line is no JSON: {}", error.what()));
    }
    if (!value.is(Kind::Map)) {
        throw protocol_error("the line is no JSON object");
    }
    const Map& members = value.as_map();
    auto id = members.find("id");
    if (id == members.end() || !id->second.is(Kind::Integer)) {
        throw protocol_error("`id` must be an integer");
    }
    request.id = id->second.as_integer();
    for (const auto& [name, member] : members) {
        if (name != "id") {
            read_member(request, name, member);
        }
    }
    int asked = (request.query ? 1 : 0) + (request.reset ? 1 : 0) + (request.procedure ? 1 : 0) +
                (request.cancel ? 1 : 0);
    if (asked != 1) {
        throw protocol_error("a request has one of `query`, `reset`, `procedure`, `cancel`");
    }
    if (!request.query && members.contains("params")) {
        throw protocol_error("`params` belongs to `query`");
    }
    if (holds_element(request.params)) {
        throw protocol_error("nodes, relationships and paths cannot be parameters");
    }
}

}  // namespace

Request read_request(std::string_view line) {
    Request request;
    try {
        fill(request, line);
    } catch (...) {
        request.fault = current_error();
    }
    return request;
}

}  // namespace dingtu
