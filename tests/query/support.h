#pragma once

#include "base/error.h"
#include "base/json.h"
#include "query/session.h"
#include "storage/store.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace dingtu {

/// Keeps what a statement answers, as JSON rows.
class JsonRows final : public RowSink {
public:
    void columns(const std::vector<std::string>& names) override { names_ = names; }
    void row(std::span<const Value> values) override {
        rows_.emplace_back(List(values.begin(), values.end()));
    }
    void finish(const Summary& summary) override { summary_ = summary; }

    [[nodiscard]] std::string json() const { return to_json(rows_); }
    /// Each row by itself.
    [[nodiscard]] std::vector<std::string> lines() const {
        std::vector<std::string> lines;
        for (const Value& row : rows_) {
            lines.push_back(to_json(row));
        }
        return lines;
    }
    [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
    [[nodiscard]] const Summary& summary() const { return summary_; }
    [[nodiscard]] std::size_t size() const { return rows_.size(); }

private:
    std::vector<std::string> names_;
    List rows_;
    Summary summary_;
};

/// A store in memory after some statements.
inline std::unique_ptr<Store> graph(std::string_view statements = {}) {
    auto store = Store::in_memory();
    Limits limits;
    JsonRows ignored;
    run_script(*store, statements, {}, limits, ignored);
    return store;
}

/// What one statement answers.
inline JsonRows answer(Store& store, std::string_view statement, const RunOptions& options = {}) {
    Limits limits;
    JsonRows rows;
    run_statement(store, statement, options, limits, rows);
    return rows;
}

/// The rows as JSON, `[[..],..]`.
inline std::string rows(Store& store, std::string_view statement, const RunOptions& options = {}) {
    return answer(store, statement, options).json();
}

/// The error that a statement ends with, as a person reads it; empty if it does not.
inline std::string error_of(Store& store, std::string_view statement,
                            const RunOptions& options = {}) {
    try {
        static_cast<void>(answer(store, statement, options));
    } catch (const Error& error) {
        return render(error, statement);
    }
    return {};
}

}  // namespace dingtu
