#include "shell/serve.h"

#include "base/error.h"
#include "base/json.h"
#include "shell/commands.h"
#include "shell/database.h"
#include "shell/script.h"

#include <chrono>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <unistd.h>

namespace dingtu {

namespace {

/// A result held back until the statement has succeeded: an error must be able to take its place,
/// and writing JSON is no part of the time that is reported.
class HeldResult final : public RowSink {
public:
    void columns(const std::vector<std::string>& names) override { names_ = names; }
    void row(std::span<const Value> values) override {
        values_.insert(values_.end(), values.begin(), values.end());
    }
    void finish(const Summary& summary) override { summary_ = summary; }

    void write(std::string& out, std::int64_t elapsed_us) const;

private:
    void write_rows(std::string& out) const;

    std::vector<std::string> names_;
    std::vector<Value> values_;  // row after row
    Summary summary_;
};

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

void HeldResult::write_rows(std::string& out) const {
    out += '[';
    for (std::size_t i = 0; i < values_.size(); ++i) {
        bool begins = i % names_.size() == 0;
        out += begins ? (i == 0 ? "[" : "],[") : ",";
        write_json(out, values_[i]);
    }
    out += values_.empty() ? "]" : "]]";
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

Error protocol_error(const std::string& message) {
    return Error(Phase::Run, message).named("ProtocolError", "ProtocolError");
}

/// A request as the protocol defines it; exactly one of query, reset and procedure is given.
struct Request {
    std::optional<std::int64_t> id;
    std::optional<std::string> query;
    Map params;
    bool reset = false;
    bool procedure = false;
};

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
void read_request(Request& request, std::string_view line) {
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
    int asked = (request.query ? 1 : 0) + (request.reset ? 1 : 0) + (request.procedure ? 1 : 0);
    if (asked != 1) {
        throw protocol_error("a request has one of `query`, `reset`, `procedure`");
    }
    if (!request.query && members.contains("params")) {
        throw protocol_error("`params` belongs to `query`");
    }
    if (holds_element(request.params)) {
        throw protocol_error("nodes, relationships and paths cannot be parameters");
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

std::int64_t microseconds_since(std::chrono::steady_clock::time_point begin) {
    return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() -
                                                                 begin)
        .count();
}

}  // namespace

void Server::reset() {
    if (store_.read_only()) {
        throw Error(Phase::Run, "the store is open for reading only")
            .named("StorageError", "ReadOnly");
    }
    if (store_.on_disk() && !options_.allow_reset) {
        throw Error(Phase::Run, "a reset would empty the database on disk")
            .named("Unsupported", "ResetNotAllowed")
            .hint("start the server with --allow-reset");
    }
    auto transaction = store_.begin();
    transaction->clear();
    transaction->commit();
}

std::string Server::answer(std::string_view line) {
    Request request;
    try {
        read_request(request, line);
        if (request.procedure) {
            throw Error(Phase::Run, "table-backed procedures cannot be registered")
                .named("Unsupported", "Procedure");
        }
        auto began = std::chrono::steady_clock::now();
        HeldResult result;
        if (request.reset) {
            reset();
        } else {
            RunOptions run = run_options_of(options_);
            for (auto& [name, value] : request.params) {
                run.parameters[name] = std::move(value);
            }
            Limits limits = limits_of(options_, interrupted_);
            run_statement(store_, *request.query, run, limits, result);
        }
        std::int64_t elapsed_us = microseconds_since(began);
        std::string out = fmt::format("{{\"id\":{},", *request.id);
        result.write(out, elapsed_us);
        return out + "}";
    } catch (...) {
        Error error = current_error();
        if (error.phase() == Phase::Interrupted) {
            throw error;
        }
        return error_response(request, error);
    }
}

int run_serve(const Options& options, const Console& console) {
    Database database(options);
    Server server(options.readonly ? database.reading() : database.writing(), options,
                  console.interrupted);
    LineReader lines(STDIN_FILENO);
    while (auto line = lines.next()) {
        if (line->find_first_not_of(" \t\r") != std::string::npos) {
            console.out << server.answer(*line) << '\n' << std::flush;
        }
    }
    return 0;
}

}  // namespace dingtu
