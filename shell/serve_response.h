#pragma once

#include "base/error.h"
#include "base/rows.h"
#include "shell/serve_request.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace dingtu {

/// A result held back until the statement has succeeded: an error must be able to take its place,
/// and writing JSON is no part of the time that is reported.
class HeldResult final : public RowSink {
public:
    void columns(const std::vector<std::string>& names) override { names_ = names; }
    void row(std::span<const Value> values) override {
        values_.insert(values_.end(), values.begin(), values.end());
    }
    void finish(const Summary& summary) override { summary_ = summary; }

    /// The members of a success, without braces.
    void write(std::string& out, std::int64_t elapsed_us) const;

private:
    void write_rows(std::string& out) const;

    std::vector<std::string> names_;
    std::vector<Value> values_;  // row after row
    Summary summary_;
};

[[nodiscard]] std::string error_response(const Request& request, const Error& error);

}  // namespace dingtu
