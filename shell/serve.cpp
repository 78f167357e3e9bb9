#include "shell/serve.h"

#include "base/error.h"
#include "shell/commands.h"
#include "shell/database.h"
#include "shell/script.h"
#include "shell/serve_response.h"

#include <chrono>
#include <ostream>
#include <utility>

#include <fmt/format.h>
#include <malloc.h>
#include <unistd.h>

namespace dingtu {

namespace {

std::int64_t microseconds_since(std::chrono::steady_clock::time_point begin) {
    return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() -
                                                                 begin)
        .count();
}

Error cancelled() {
    return Error(Phase::Run, "the request was cancelled").named("ResourceError", "Cancelled");
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

void Server::run(Request& request, std::ostream& out) {
    if (request.fault) {
        throw *request.fault;
    }
    if (request.cancelled) {
        throw cancelled();
    }
    if (request.procedure) {
        throw Error(Phase::Run, "table-backed procedures cannot be registered")
            .named("Unsupported", "Procedure");
    }
    auto began = std::chrono::steady_clock::now();
    HeldResult result;
    if (request.reset) {
        reset();
    } else if (request.query) {
        RunOptions run = run_options_of(options_);
        for (auto& [name, value] : request.params) {
            run.parameters[name] = std::move(value);
        }
        run.plans = &plans_;
        Limits limits = limits_of(options_, interrupted_);
        run_statement(store_, *request.query, run, limits, result);
    }
    std::int64_t elapsed_us = microseconds_since(began);
    out << fmt::format("{{\"id\":{},", *request.id);
    if (request.cancel) {
        out << fmt::format("\"cancelled\":{},", request.found);
    }
    result.write(out, elapsed_us);
    out << '}';
}

void Server::answer(Request request, std::ostream& out) {
    try {
        run(request, out);
    } catch (...) {
        Error error = current_error();
        if (error.phase() != Phase::Interrupted) {
            out << error_response(request, error);
            return;
        }
        if (!requests_.take_back_cancel()) {
            throw error;
        }
        out << error_response(request, cancelled());
    }
}

namespace {

/// What one request gives back serves the next: by default the C library returns it to the system,
/// and a third of a look-up by key went into getting it again, page by page.
void keep_freed_memory() {
#ifdef __GLIBC__
    constexpr int kept_bytes = 4 << 20;
    mallopt(M_TRIM_THRESHOLD, kept_bytes);
    mallopt(M_MMAP_THRESHOLD, kept_bytes);
#endif
}

}  // namespace

int run_serve(const Options& options, const Console& console) {
    keep_freed_memory();
    RequestQueue requests(STDIN_FILENO);
    Database database(options);
    Server server(options.readonly ? database.reading() : database.writing(), options,
                  console.interrupted, requests);
    while (auto request = requests.next()) {
        server.answer(std::move(*request), console.out);
        console.out << '\n' << std::flush;
    }
    return 0;
}

}  // namespace dingtu
