#pragma once

#include <atomic>

namespace dingtu {

/// Ctrl-C sets a flag that Limits asks for; a second one while the first is still unanswered ends
/// the process with 130 (a commit is all or nothing, so the store is whole either way). A closed
/// pipe is reported by write() instead of ending the process.
void install_signals();

/// For the shell, which outlives any number of interrupts: from now on only the flag is set.
void outlive_interrupts();

/// Whether Ctrl-C was pressed since the last clear_interrupt().
[[nodiscard]] const std::atomic<bool>& interrupt_flag();
void clear_interrupt();
/// Sets the flag as Ctrl-C does.
void raise_interrupt();

}  // namespace dingtu
