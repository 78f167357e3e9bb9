#include "loader/in_order.h"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>

namespace dingtu {
namespace {

class Crew {
public:
    explicit Crew(const OrderedWork& work) : work_(work), made_(work.weights.size()) {}

    void run(unsigned threads) {
        std::vector<std::thread> others;
        for (unsigned i = 1; i < threads; ++i) {
            others.emplace_back([this] { take_part(); });
        }
        take_part();
        for (std::thread& other : others) {
            other.join();
        }
        if (fault_) {
            std::rethrow_exception(fault_);
        }
    }

private:
    void take_part() {
        std::unique_lock lock(mutex_);
        while (!fault_ && taken_ < made_.size()) {
            if (const std::size_t last = end_of_batch(); !taking_ && last > taken_) {
                take(lock, last);
            } else if (may_make()) {
                make(lock);
            } else {
                changed_.wait(lock);
            }
        }
    }

    [[nodiscard]] bool may_make() const {
        return next_ < made_.size() &&
               (next_ == taken_ || waiting_ + work_.weights[next_] <= work_.most_waiting);
    }

    /// Where the batch ends that is worth taking now: when it is full, or when nothing can be made
    /// before it is taken; taken_ itself otherwise.
    [[nodiscard]] std::size_t end_of_batch() const {
        std::size_t last = taken_;
        std::uint64_t weight = 0;
        while (last < made_.size() && made_[last] != 0 &&
               (last == taken_ || weight + work_.weights[last] <= work_.most_at_once)) {
            weight += work_.weights[last++];
        }
        const bool full = last < made_.size() && last > taken_ && made_[last] != 0;
        return full || weight >= work_.most_at_once || !may_make() ? last : taken_;
    }

    void make(std::unique_lock<std::mutex>& lock) {
        const std::size_t number = next_++;
        waiting_ += work_.weights[number];
        unlocked(lock, [&] { work_.make(number); });
        made_[number] = 1;
        changed_.notify_all();
    }

    void take(std::unique_lock<std::mutex>& lock, std::size_t last) {
        taking_ = true;
        unlocked(lock, [&] { work_.take(taken_, last); });
        taking_ = false;
        for (; taken_ < last; ++taken_) {
            waiting_ -= work_.weights[taken_];
        }
        changed_.notify_all();
    }

    template <class Act>
    void unlocked(std::unique_lock<std::mutex>& lock, Act act) {
        lock.unlock();
        std::exception_ptr fault;
        try {
            act();
        } catch (...) {
            fault = std::current_exception();
        }
        lock.lock();
        if (fault && !fault_) {
            fault_ = fault;
        }
    }

    const OrderedWork& work_;
    std::mutex mutex_;  // guards all below
    std::condition_variable changed_;
    std::vector<char> made_;
    std::size_t next_ = 0;       // the first that nobody makes yet
    std::size_t taken_ = 0;      // all before it are taken
    std::uint64_t waiting_ = 0;  // weight of what is being made, or made and not taken
    bool taking_ = false;
    std::exception_ptr fault_;
};

}  // namespace

void run_in_order(const OrderedWork& work, unsigned threads) {
    Crew(work).run(std::max(1U, threads));
}

}  // namespace dingtu
