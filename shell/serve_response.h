#pragma once

#include "base/error.h"
#include "base/rows.h"
#include "shell/serve_request.h"
#include "storage/temp_log.h"

#include <cstdint>
#include <iosfwd>
#include <span>
#include <string>
#include <vector>

namespace dingtu {

/// A result held back until the statement has succeeded: an error must be able to take its place,
/// and writing JSON is no part of the time that is reported. What is too much for memory waits in a
/// temporary file, as JSON.
class HeldResult final : public RowSink {
public:
    void columns(const std::vector<std::string>& names) override { names_ = names; }
    void row(std::span<const Value> values) override;
    void finish(const Summary& summary) override { summary_ = summary; }

    /// The members of a success, without braces.
    void write(std::ostream& out, std::int64_t elapsed_us);

private:
    void write_rows(std::ostream& out);
    [[nodiscard]] std::string rows_in_memory() const;

    std::vector<std::string> names_;
    std::vector<Value> values_;  // row after row
    TempLog earlier_;            // rows before those, as the inside of a JSON list
    Summary summary_;
};

[[nodiscard]] std::string error_response(const Request& request, const Error& error);

}  // namespace dingtu
