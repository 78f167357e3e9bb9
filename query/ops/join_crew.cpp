#include "query/ops/join_crew.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>

namespace dingtu::join {

namespace {

/// Below this many steps (about a millisecond) a thread costs more than it does.
constexpr double worth_threads = 100'000;

/// The nodes of a scan, a portion at a time, for any thread that asks.
class Dealer {
public:
    using Portion = std::array<NodeId, 256>;

    explicit Dealer(std::unique_ptr<NodeCursor> nodes) : nodes_(std::move(nodes)) {}

    [[nodiscard]] std::size_t deal(Portion& out) {
        const std::scoped_lock lock(mutex_);
        return nodes_ == nullptr || ended_ ? 0 : nodes_->fill(out);
    }
    /// Nobody gets any more.
    void end() {
        const std::scoped_lock lock(mutex_);
        ended_ = true;
    }

private:
    std::mutex mutex_;
    std::unique_ptr<NodeCursor> nodes_;
    bool ended_ = false;
};

std::uint64_t count_dealt(Runner& runner, Level& level, Dealer& dealer, const Row& row) {
    Dealer::Portion portion;
    std::uint64_t total = 0;
    while (std::size_t size = dealer.deal(portion)) {
        total = added(total, runner.count_nodes(level, {portion.data(), size}, row));
    }
    return total;
}

/// One further thread: counts what it is dealt, with a program of its own, and with limits that the
/// calling thread ends by a flag. The adjacencies are there: the calling thread has them.
class Hand {
public:
    Hand(const JoinQuery& query, const Context& context, const Values& known, std::size_t memory)
        : context_{.graph = context.graph,
                   .transaction = nullptr,
                   .limits = limits_,
                   .environment = {},
                   .updates = {},
                   .deleted_nodes = {},
                   .deleted_relationships = {},
                   .at_end = {}},
          program_(*make_program(query, {}, context_)),
          runner_(query, context_) {
        limits_.set_interrupt(&stopped_);
        limits_.set_memory(memory);
        runner_.values() = known;
    }

    void start(Dealer& dealer) {
        thread_ = std::thread([this, &dealer] { work(dealer); });
    }
    void stop() { stopped_ = true; }
    void join() { thread_.join(); }
    /// Whether the thread ends within the time.
    [[nodiscard]] bool wait_for(std::chrono::milliseconds time) {
        std::unique_lock lock(mutex_);
        return ended_.wait_for(lock, time, [this] { return done_; });
    }
    /// What it counted; throws what made it stop.
    [[nodiscard]] std::uint64_t total() const {
        if (error_) {
            std::rethrow_exception(error_);
        }
        return total_;
    }

private:
    void work(Dealer& dealer) {
        const Batch no_columns;
        Frame frame{.context = context_, .locals = {}};
        try {
            const Row row{.batch = no_columns, .index = 0, .frame = frame};
            total_ = count_dealt(runner_, *program_.start.front().level, dealer, row);
        } catch (...) {
            error_ = std::current_exception();
            dealer.end();
        }
        const std::scoped_lock lock(mutex_);
        done_ = true;
        ended_.notify_all();
    }

    std::atomic<bool> stopped_ = false;
    Limits limits_;
    Context context_;
    Program program_;
    Runner runner_;
    std::thread thread_;
    std::mutex mutex_;
    std::condition_variable ended_;
    bool done_ = false;
    std::uint64_t total_ = 0;
    std::exception_ptr error_;
};

/// Hands at work; however it ends, they are stopped and gone before what they work on is.
class Hands {
public:
    ~Hands() {
        for (const auto& hand : hands_) {
            hand->stop();
        }
        for (const auto& hand : hands_) {
            hand->join();
        }
    }
    Hands() = default;
    Hands(const Hands&) = delete;
    Hands& operator=(const Hands&) = delete;

    void add(std::unique_ptr<Hand> hand, Dealer& dealer) {
        hand->start(dealer);
        hands_.push_back(std::move(hand));
    }
    /// Their totals, once they have ended; asks `limits` meanwhile.
    [[nodiscard]] std::uint64_t totals(const Limits& limits) {
        std::uint64_t total = 0;
        for (const auto& hand : hands_) {
            do {
                limits.check_now();
            } while (!hand->wait_for(std::chrono::milliseconds(10)));
            total = added(total, hand->total());
        }
        return total;
    }

private:
    std::vector<std::unique_ptr<Hand>> hands_;
};

}  // namespace

bool Crew::can_count(const Program& program, const JoinQuery& query) {
    const bool conditions = std::any_of(query.variables.begin(), query.variables.end(),
                                        [](const auto& each) { return !each.conditions.empty(); });
    return program.prefix.empty() && program.start.size() == 1 && !conditions &&
           program.start.front().level->way == Way::Scan && program.cost >= worth_threads;
}

std::uint64_t Crew::count(Runner& runner, Part& part, const Row& row) {
    Limits& limits = context_.limits;
    Dealer dealer(runner.nodes_of(*part.level));
    Hands hands;
    const std::size_t memory = (limits.memory_bytes() - limits.used_bytes()) / context_.threads;
    for (unsigned further = 1; further < context_.threads; ++further) {
        hands.add(std::make_unique<Hand>(query_, context_, runner.values(), memory), dealer);
    }
    const std::uint64_t own = count_dealt(runner, *part.level, dealer, row);
    const std::uint64_t total = added(own, hands.totals(limits));
    return meaning(part.role, total);
}

}  // namespace dingtu::join
