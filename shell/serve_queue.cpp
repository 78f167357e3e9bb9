#include "shell/serve_queue.h"

#include "shell/signals.h"
#include "shell/streams.h"

#include <condition_variable>
#include <csignal>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>

#include <pthread.h>

namespace dingtu {

namespace {

// A client may send ahead of the answers; what is held of that is bounded.
constexpr std::size_t most_waiting = 1024;
constexpr std::size_t most_waiting_bytes = std::size_t{64} << 20U;

struct Waiting {
    Request request;
    std::size_t bytes = 0;
};

}  // namespace

struct RequestQueue::State {
    std::mutex mutex;
    std::condition_variable changed;
    std::deque<Waiting> waiting;
    std::size_t waiting_bytes = 0;
    std::optional<std::int64_t> in_work;
    bool in_work_cancelled = false;
    bool reading = false;  // the thread waits for input and touches nothing else
    bool ended = false;
    bool abandoned = false;
    std::exception_ptr failure;

    void read_all(int descriptor);
    std::optional<std::string> next_line(LineReader& lines);
    void add(Request request, std::size_t bytes);
    bool cancel(std::int64_t id);
};

void RequestQueue::State::read_all(int descriptor) {
    LineReader lines(descriptor);
    std::exception_ptr why;
    try {
        while (auto line = next_line(lines)) {
            if (line->find_first_not_of(" \t\r") != std::string::npos) {
                add(read_request(*line), line->size());
            }
        }
    } catch (...) {
        why = std::current_exception();
    }
    std::lock_guard lock(mutex);
    failure = why;
    ended = true;
    changed.notify_all();
}

/// Nothing also when nobody wants to know any more.
std::optional<std::string> RequestQueue::State::next_line(LineReader& lines) {
    auto set_reading = [this](bool now) {
        std::lock_guard lock(mutex);
        reading = now;
        changed.notify_all();
        return !abandoned;
    };
    if (!set_reading(true)) {
        return std::nullopt;
    }
    auto line = lines.next();
    return set_reading(false) ? std::move(line) : std::nullopt;
}

void RequestQueue::State::add(Request request, std::size_t bytes) {
    std::unique_lock lock(mutex);
    if (request.cancel) {
        request.found = cancel(*request.cancel);
    }
    changed.wait(lock, [this] {
        return abandoned || waiting.empty() ||
               (waiting.size() < most_waiting && waiting_bytes < most_waiting_bytes);
    });
    waiting_bytes += bytes;
    waiting.push_back({std::move(request), bytes});
    changed.notify_all();
}

/// Ends the request if it is in work, and keeps it from being run if it waits.
bool RequestQueue::State::cancel(std::int64_t id) {
    bool found = false;
    if (in_work == id) {
        in_work_cancelled = true;
        raise_interrupt();
        found = true;
    }
    for (Waiting& one : waiting) {
        if (one.request.id == id && !one.request.cancel) {
            one.request.cancelled = true;
            found = true;
        }
    }
    return found;
}

RequestQueue::RequestQueue(int descriptor) : state_(std::make_shared<State>()) {
    std::thread([state = state_, descriptor] { state->read_all(descriptor); }).detach();
    sigset_t interrupt;
    sigemptyset(&interrupt);
    sigaddset(&interrupt, SIGINT);
    pthread_sigmask(SIG_BLOCK, &interrupt, nullptr);
}

RequestQueue::~RequestQueue() {
    std::unique_lock lock(state_->mutex);
    state_->abandoned = true;
    state_->changed.notify_all();
    state_->changed.wait(lock, [this] { return state_->reading || state_->ended; });
}

std::optional<Request> RequestQueue::next() {
    std::unique_lock lock(state_->mutex);
    state_->in_work.reset();
    if (std::exchange(state_->in_work_cancelled, false)) {
        clear_interrupt();  // it came too late
    }
    state_->changed.wait(lock, [this] { return !state_->waiting.empty() || state_->ended; });
    if (state_->failure) {
        std::rethrow_exception(state_->failure);
    }
    if (state_->waiting.empty()) {
        return std::nullopt;
    }
    Waiting first = std::move(state_->waiting.front());
    state_->waiting.pop_front();
    state_->waiting_bytes -= first.bytes;
    state_->in_work = first.request.id;
    state_->changed.notify_all();
    return std::move(first.request);
}

bool RequestQueue::take_back_cancel() {
    std::lock_guard lock(state_->mutex);
    bool cancelled = std::exchange(state_->in_work_cancelled, false);
    if (cancelled) {
        clear_interrupt();
    }
    return cancelled;
}

}  // namespace dingtu
