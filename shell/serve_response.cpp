#include "shell/serve_response.h"

#include "base/json.h"

#include <utility>

#include <fmt/format.h>

namespace dingtu {

namespace {

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

void HeldResult::write_rows(std::string& out) const {
    out += '[';
    for (std::size_t i = 0; i < values_.size(); ++i) {
        bool begins = i % names_.size() == 0;
        out += begins ? (i == 0 ? "[" : "],[") : ",";
        write_json(out, values_[i]);
    }
    out += values_.empty() ? "]" : "]]";
}

void HeldResult::write(std::string& out, std::int64_t elapsed_us) const {
    auto text = [&out](const std::string& item) { write_json_string(out, item); };
    out += "\"columns\":";
    write_list(out, names_, text);
    out += ",\"rows\":";
    write_rows(out);
    out += ",\"stats\":";
    write_stats(out, summary_.updates);
    out += fmt::format(",\"elapsed_us\":{}", elapsed_us);
    if (!summary_.warnings.empty()) {
        out += ",\"warnings\":";
        write_list(out, summary_.warnings, text);
    }
    if (!summary_.plan.empty()) {
        out += ",\"plan\":";
        write_json_string(out, summary_.plan);
    }
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
