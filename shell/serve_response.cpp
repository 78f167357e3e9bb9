#include "shell/serve_response.h"

#include "base/json.h"

#include <algorithm>
#include <ostream>
#include <utility>

#include <fmt/format.h>

namespace dingtu {

namespace {

constexpr std::size_t most_values = 262'144;  // 4 MiB of values, and what they hold

template <class Items, class Write>
void write_list(std::string& out, const Items& items, Write write) {
    out += '[';
    bool first = true;
    for (const auto& item : items) {
        if (!std::exchange(first, false)) {
            out += ',';
        }
        write(item);
    }
    out += ']';
}

void write_stats(std::string& out, const UpdateCounts& counts) {
    const std::pair<const char*, std::uint64_t> members[] = {
        {"nodes_created", counts.nodes_created},
        {"nodes_deleted", counts.nodes_deleted},
        {"relationships_created", counts.relationships_created},
        {"relationships_deleted", counts.relationships_deleted},
        {"properties_set", counts.properties_set},
        {"labels_added", counts.labels_added},
        {"labels_removed", counts.labels_removed}};
    out += '{';
    bool first = true;
    for (const auto& [name, number] : members) {
        if (number > 0) {
            out += fmt::format("{}\"{}\":{}", std::exchange(first, false) ? "" : ",", name, number);
        }
    }
    out += '}';
}

}  // namespace

void HeldResult::row(std::span<const Value> values) {
    values_.insert(values_.end(), values.begin(), values.end());
    if (values_.size() >= most_values) {
        const std::string text = rows_in_memory();
        earlier_.append(earlier_.size() == 0 ? text : "," + text);
        values_.clear();
    }
}

std::string HeldResult::rows_in_memory() const {
    std::string out;
    for (std::size_t i = 0; i < values_.size(); ++i) {
        const bool begins = i % names_.size() == 0;
        out += begins ? (i == 0 ? "[" : "],[") : ",";
        write_json(out, values_[i]);
    }
    return values_.empty() ? out : out + "]";
}

void HeldResult::write_rows(std::ostream& out) {
    constexpr std::uint64_t piece = 65536;
    TempLog::Reader earlier = earlier_.read();
    out << '[';
    for (std::uint64_t left = earlier_.size(); left > 0; left -= std::min(left, piece)) {
        out << earlier.take(std::min(left, piece));
    }
    out << (earlier_.size() > 0 && !values_.empty() ? "," : "") << rows_in_memory() << ']';
}

void HeldResult::write(std::ostream& out, std::int64_t elapsed_us) {
    std::string text = "\"columns\":";
    auto write_text = [&text](const std::string& item) { write_json_string(text, item); };
    write_list(text, names_, write_text);
    out << text << ",\"rows\":";
    write_rows(out);
    text = ",\"stats\":";
    write_stats(text, summary_.updates);
    text += fmt::format(",\"elapsed_us\":{}", elapsed_us);
    if (!summary_.warnings.empty()) {
        text += ",\"warnings\":";
        write_list(text, summary_.warnings, write_text);
    }
    if (!summary_.plan.empty()) {
        text += ",\"plan\":";
        write_json_string(text, summary_.plan);
    }
    out << text;
}

std::string error_response(const Request& request, const Error& error) {
    bool compile = error.phase() == Phase::Syntax || error.phase() == Phase::Bind;
    std::string message = error.what();
    if (request.query && (compile || error.span() != Span{})) {
        Place place = place_of(*request.query, error.span().begin);
        message += fmt::format(" (line {}, column {})", place.line, place.column);
    }
    if (!error.hint().empty()) {
        message += "; " + error.hint();
    }
    std::string out = "{\"id\":" + (request.id ? fmt::format("{}", *request.id) : "null") +
                      ",\"error\":{\"code\":";
    write_json_string(out, error.code());
    out += fmt::format(",\"phase\":\"{}\",\"detail\":", compile ? "compile" : "runtime");
    write_json_string(out, error.detail());
    out += ",\"message\":";
    write_json_string(out, message);
    return out + "}}";
}

}  // namespace dingtu
