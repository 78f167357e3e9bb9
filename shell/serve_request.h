#pragma once

#include "base/error.h"
#include "base/value.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dingtu {

/// One line of the JSON-lines protocol. Without a `fault` exactly one of query, reset, procedure
/// and cancel is given.
struct Request {
    std::optional<std::int64_t> id;  ///< nothing if the line does not tell it
    std::optional<std::string> query;
    Map params;
    bool reset = false;
    bool procedure = false;
    std::optional<std::int64_t> cancel;  ///< the id of the request that is to end
    std::optional<Error> fault;          ///< why it cannot be answered otherwise than by this
    bool cancelled = false;              ///< it is not to be run any more
    bool found = false;                  ///< of a cancel: the request was still to be answered
};

/// Whatever is wrong with the line is told by the request's `fault`, under its id where it has one.
[[nodiscard]] Request read_request(std::string_view line);

}  // namespace dingtu
