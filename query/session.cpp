#include "query/session.h"

#include "base/error.h"
#include "grammar/parse.h"
#include "query/bind.h"
#include "query/build.h"
#include "query/charge.h"
#include "query/explain.h"
#include "query/ops/held_rows.h"
#include "query/procedures.h"

#include <algorithm>
#include <atomic>
#include <chrono>

namespace dingtu {

namespace {

using Clock = std::chrono::steady_clock;

DateTime now_utc() {
    auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
    std::int64_t nanos = std::chrono::duration_cast<std::chrono::nanoseconds>(since_epoch).count();
    constexpr std::int64_t nanos_per_day = 86'400'000'000'000;
    return {.days = nanos / nanos_per_day,
            .nanos = nanos % nanos_per_day,
            .offset_seconds = 0,
            .zone = {}};
}

/// Bare ids become nodes and relationships with all that is known of them; what the statement
/// deleted keeps its id, and a relationship its type.
class Decoder {
public:
    explicit Decoder(const Context& context) : context_(context) {}

    [[nodiscard]] Value decode(const Value& value) const {
        switch (value.kind()) {
            case Kind::Node:
                return value.decoded_node() != nullptr
                           ? value
                           : Value(context_.graph.node(value.as_node_id()));
            case Kind::Relationship:
                return value.decoded_relationship() != nullptr
                           ? value
                           : Value(context_.graph.relationship(value.as_relationship_id()));
            case Kind::List: return decode_list(value.as_list());
            case Kind::Map: return decode_map(value.as_map());
            case Kind::Path: return decode_path(value.as_path());
            case Kind::DateTime:
            case Kind::LocalDateTime:
            case Kind::Date:
            case Kind::Time:
            case Kind::LocalTime:
            case Kind::Duration:
            case Kind::String:
            case Kind::Boolean:
            case Kind::Integer:
            case Kind::Float:
            case Kind::Null: return value;
        }
        return value;
    }

private:
    [[nodiscard]] List decode_list(const List& list) const {
        List out;
        out.reserve(list.size());
        for (const Value& item : list) {
            out.push_back(decode(item));
        }
        return out;
    }
    [[nodiscard]] Map decode_map(const Map& map) const {
        Map out;
        for (const auto& [key, value] : map) {
            out.emplace(key, decode(value));
        }
        return out;
    }
    [[nodiscard]] Path decode_path(const Path& path) const {
        return {.nodes = decode_list(path.nodes), .relationships = decode_list(path.relationships)};
    }

    const Context& context_;
};

/// One source for all statements of a thread: asking the system for a seed takes longer than a
/// look-up by key.
std::mt19937_64& random_numbers() {
    thread_local std::mt19937_64 numbers{std::random_device{}()};
    return numbers;
}

/// One statement from bound plan to last row.
class Run {
public:
    Run(const BoundStatement& bound, const RunOptions& options, Context& context)
        : bound_(bound),
          context_(context) {
        static std::atomic<std::uint64_t> runs{0};
        context.number = ++runs;
        Environment& environment = context.environment;
        environment.graph = &context.graph;
        environment.limits = &context.limits;
        environment.parameters = &options.parameters;
        environment.now = now_utc();
        environment.random = &random_numbers();
        if (!bound.writes) {
            return;
        }
        environment.node_deleted = [&context](NodeId id) {
            return context.deleted_nodes.contains(id);
        };
        environment.relationship_deleted = [&context](RelationshipId id) {
            return context.deleted_relationships.contains(id);
        };
    }

    /// Feeds the rows to `take`, decoded. A statement without columns is run all the same.
    template <class Take>
    void rows(Take take) {
        built_ = build(*bound_.plan, {bound_.output.begin(), bound_.output.end()}, context_);
        Decoder decoder(context_);
        built_.root->open();
        std::vector<Value> row(bound_.output.size());
        for (Batch batch; built_.root->next(batch);) {
            if (row.empty()) {
                continue;
            }
            for (std::size_t i = 0; i < batch.size; ++i) {
                context_.limits.check();
                for (std::size_t k = 0; k < row.size(); ++k) {
                    row[k] = decoder.decode(batch.at(bound_.output[k], i));
                }
                take(row);
            }
        }
    }

    [[nodiscard]] const Built& built() const { return built_; }

private:
    const BoundStatement& bound_;
    Context& context_;
    Built built_;
};

/// A writing statement's rows wait for the commit: nothing is answered that might not be kept.
class HeldResult {
public:
    explicit HeldResult(Limits& limits) : held_(limits) {}

    void take(std::span<const Value> row) {
        std::size_t bytes = sizeof(std::vector<Value>);
        for (const Value& value : row) {
            bytes += sizeof(Value) + held_bytes(value);
        }
        held_.add(bytes);
        rows_.emplace_back(row.begin(), row.end());
    }
    void hand_over(RowSink& sink) const {
        for (const auto& row : rows_) {
            sink.row(row);
        }
    }
    [[nodiscard]] std::size_t size() const { return rows_.size(); }

private:
    std::vector<std::vector<Value>> rows_;
    Charge held_;
};

Summary read(const BoundStatement& bound, const RunOptions& options, Limits& limits, RowSink& sink,
             const Snapshot& snapshot, bool profile) {
    Context context{.graph = snapshot,
                    .transaction = nullptr,
                    .limits = limits,
                    .environment = {},
                    .updates = {},
                    .deleted_nodes = {},
                    .deleted_relationships = {},
                    .profile = profile,
                    .threads = options.threads,
                    .number = 0,
                    .at_end = {}};
    Summary summary;
    Run run(bound, options, context);
    sink.columns(bound.columns);
    run.rows([&](std::span<const Value> row) {
        ++summary.rows;
        sink.row(row);
    });
    if (profile) {
        summary.plan = explain(*bound.plan, &run.built());
    }
    return summary;
}

Summary write(Transaction& transaction, const BoundStatement& bound, const RunOptions& options,
              Limits& limits, RowSink& sink, bool profile) {
    Context context{.graph = transaction,
                    .transaction = &transaction,
                    .limits = limits,
                    .environment = {},
                    .updates = {},
                    .deleted_nodes = {},
                    .deleted_relationships = {},
                    .profile = profile,
                    .threads = options.threads,
                    .number = 0,
                    .at_end = {}};
    Summary summary;
    HeldResult held(limits);
    {
        Run run(bound, options, context);
        run.rows([&](std::span<const Value> row) { held.take(row); });
        if (profile) {
            summary.plan = explain(*bound.plan, &run.built());
        }
    }
    if (options.transaction == nullptr) {
        transaction.commit();
    }
    summary.rows = held.size();
    summary.updates = context.updates;
    sink.columns(bound.columns);
    held.hand_over(sink);
    return summary;
}

Summary explained(const BoundStatement& bound, RowSink& sink) {
    Summary summary;
    summary.plan = explain(*bound.plan, nullptr);
    sink.columns({});
    return summary;
}

/// Whether the statement needs the writer; decided before it is bound, since binding reads the
/// transaction's own view.
bool may_write(const ast::Statement& statement) {
    struct Writes {
        bool operator()(const ast::Create& /*clause*/) const { return true; }
        bool operator()(const ast::Merge& /*clause*/) const { return true; }
        bool operator()(const ast::Set& /*clause*/) const { return true; }
        bool operator()(const ast::Remove& /*clause*/) const { return true; }
        bool operator()(const ast::Delete& /*clause*/) const { return true; }
        bool operator()(const ast::CallProcedure& call) const {
            const plan::Procedure* procedure = find_procedure(call.procedure.text);
            return procedure != nullptr && procedure->writes;
        }
        bool operator()(const ast::Match& /*clause*/) const { return false; }
        bool operator()(const ast::Unwind& /*clause*/) const { return false; }
        bool operator()(const ast::With& /*clause*/) const { return false; }
        bool operator()(const ast::Return& /*clause*/) const { return false; }
        bool operator()(const ast::Let& /*clause*/) const { return false; }
        bool operator()(const ast::Filter& /*clause*/) const { return false; }
        bool operator()(const ast::OrderAndPage& /*clause*/) const { return false; }
    };
    return std::any_of(
        statement.query.parts.begin(), statement.query.parts.end(), [](const auto& part) {
            return std::any_of(part.clauses.begin(), part.clauses.end(), [](const auto& clause) {
                return std::visit(Writes{}, clause.node);
            });
        });
}

void finish(Summary& summary, const BoundStatement& bound, Clock::time_point begin, RowSink& sink) {
    summary.warnings = bound.warnings;
    summary.elapsed_us =
        std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begin).count();
    sink.finish(summary);
}

Summary run_one(Store& store, const ast::Statement& statement, const RunOptions& options,
                Limits& limits, RowSink& sink, Clock::time_point begin) {
    bool profile = statement.mode == ast::Statement::Mode::Profile;
    bool only_explain = statement.mode == ast::Statement::Mode::Explain;
    std::shared_ptr<const Snapshot> snapshot;
    std::unique_ptr<Transaction> transaction;
    bool writes = may_write(statement) && !only_explain;
    Transaction* writer = options.transaction;
    if (writer == nullptr && writes) {
        transaction = store.begin();
        writer = transaction.get();
    } else if (writer == nullptr) {
        snapshot = store.snapshot();
    }
    const Snapshot& graph = writer != nullptr ? static_cast<const Snapshot&>(*writer) : *snapshot;
    BoundStatement bound = bind(statement, {.catalog = graph.catalog(),
                                            .parameters = options.parameters,
                                            .optimize = options.optimize});
    Summary summary = only_explain ? explained(bound, sink)
                      : writes     ? write(*writer, bound, options, limits, sink, profile)
                                   : read(bound, options, limits, sink, graph, profile);
    finish(summary, bound, begin, sink);
    return summary;
}

const ast::Statement& only_one(const std::vector<ast::Statement>& statements,
                               std::string_view text) {
    if (statements.size() != 1) {
        Span span = statements.empty() ? Span{0, text.size()} : statements[1].span;
        throw Error(Phase::Syntax, statements.empty() ? "there is no statement"
                                                      : "one statement at a time, please")
            .at(span)
            .named("SyntaxError", "UnexpectedSyntax");
    }
    return statements.front();
}

// ---- with plans that are kept -------------------------------------------------------------------

PlanCache::Basis basis_of(const Snapshot& graph, const RunOptions& options) {
    PlanCache::Basis basis{.catalog_version = graph.catalog().version(),
                           .optimize = options.optimize,
                           .parameters = {}};
    for (const auto& [name, value] : options.parameters) {
        basis.parameters.push_back(name);
    }
    return basis;
}

/// Runs a statement that only reads and gives its plan to the cache, also if it fails.
Summary run_kept(const Snapshot& graph, std::string_view text, PlanCache::Basis basis,
                 std::unique_ptr<BoundStatement> plan, const RunOptions& options, Limits& limits,
                 RowSink& sink, Clock::time_point begin) {
    struct Keeper {
        PlanCache& plans;
        std::string_view text;
        PlanCache::Basis basis;
        std::unique_ptr<BoundStatement> plan;
        ~Keeper() { plans.put(text, std::move(basis), std::move(plan)); }
    };
    const Keeper keeper{*options.plans, text, std::move(basis), std::move(plan)};
    Summary summary = read(*keeper.plan, options, limits, sink, graph, false);
    finish(summary, *keeper.plan, begin, sink);
    return summary;
}

Summary run_with_cache(Store& store, std::string_view text, const RunOptions& options,
                       Limits& limits, RowSink& sink, Clock::time_point begin) {
    auto snapshot = store.snapshot();
    PlanCache::Basis basis = basis_of(*snapshot, options);
    auto plan = options.plans->take(text, basis);
    if (!plan) {
        std::vector<ast::Statement> statements = parse_script(text);
        const ast::Statement& statement = only_one(statements, text);
        if (statement.mode != ast::Statement::Mode::Run || may_write(statement)) {
            return run_one(store, statement, options, limits, sink, begin);
        }
        plan = std::make_unique<BoundStatement>(bind(statement, {.catalog = snapshot->catalog(),
                                                                 .parameters = options.parameters,
                                                                 .optimize = options.optimize}));
    }
    return run_kept(*snapshot, text, std::move(basis), std::move(plan), options, limits, sink,
                    begin);
}

}  // namespace

void run_script(Store& store, std::string_view text, const RunOptions& options, Limits& limits,
                RowSink& sink) {
    auto begin = Clock::now();
    for (const ast::Statement& statement : parse_script(text)) {
        run_one(store, statement, options, limits, sink, begin);
        begin = Clock::now();
    }
}

Summary run_statement(Store& store, std::string_view text, const RunOptions& options,
                      Limits& limits, RowSink& sink) {
    auto begin = Clock::now();
    if (options.plans != nullptr && options.transaction == nullptr) {
        return run_with_cache(store, text, options, limits, sink, begin);
    }
    std::vector<ast::Statement> statements = parse_script(text);
    return run_one(store, only_one(statements, text), options, limits, sink, begin);
}

}  // namespace dingtu
