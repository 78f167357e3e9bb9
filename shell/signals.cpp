#include "shell/signals.h"

#include <csignal>

#include <unistd.h>

namespace dingtu {

namespace {

// A signal handler reaches nothing but globals.
std::atomic<bool> interrupted{false};
std::atomic<bool> outlives{false};
static_assert(std::atomic<bool>::is_always_lock_free);

void on_interrupt(int) {
    if (interrupted.exchange(true) && !outlives) {
        ::_exit(130);
    }
}

}  // namespace

void install_signals() {
    struct sigaction action = {};
    action.sa_handler = on_interrupt;
    sigemptyset(&action.sa_mask);
    action.sa_flags = 0;  // no SA_RESTART: a blocking read returns, so that Ctrl-C is seen
    sigaction(SIGINT, &action, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
}

void outlive_interrupts() {
    outlives = true;
}

const std::atomic<bool>& interrupt_flag() {
    return interrupted;
}

void raise_interrupt() {
    interrupted = true;
}

void clear_interrupt() {
    interrupted = false;
}

}  // namespace dingtu
