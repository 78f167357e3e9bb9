#pragma once

#include "base/limits.h"
#include "base/text.h"
#include "base/value.h"
#include "query/session.h"
#include "storage/store.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace dingtu {

struct Command;

/// A group of options that a command takes; all take those of the store.
enum class Takes : std::uint8_t {
    Statements,
    Memory,
    Results,
    Scripts,
    Query,
    Export,
    Load,
    Serve,
    Import,
    Store
};

/// What the command line says. Each command reads what concerns it.
struct Options {
    std::vector<std::string> arguments;  ///< what stands behind the command, options taken out

    std::filesystem::path db;
    bool in_memory = false;
    bool readonly = false;
    Durability durability = Durability::Sync;
    unsigned threads = 0;  ///< 0: as many as the machine has cores

    Map parameters;
    std::optional<double> timeout_s;
    std::size_t memory_mib = default_memory_mib;
    std::size_t graph_memory_mib = 0;  ///< what is kept of the graph in memory; 0: half of it
    bool optimize = true;

    std::string format;  ///< empty: the command's own default
    bool bom = false;
    std::optional<std::size_t> width;  ///< of tables, 0: never cut; else that of the terminal
    Ambiguous ambiguous = Ambiguous::Narrow;
    bool keep_going = false;
    bool with_evidence = false;       ///< query --with-evidence
    bool single_transaction = false;  ///< query --single-transaction

    std::string file;                       ///< query -f
    std::string output;                     ///< export -o
    std::optional<std::string> query;       ///< export --query
    std::vector<std::string> around;        ///< export --around
    std::size_t hops = 1;                   ///< export --hops
    std::optional<std::size_t> limit;       ///< export --limit
    bool chinese = false;                   ///< export --language zh
    std::string date;                       ///< load --date
    std::vector<std::string> rule_files;    ///< load --rules
    std::vector<std::string> dictionaries;  ///< load --dictionary
    bool dry_run = false;                   ///< load --dry-run
    std::vector<std::string> nodes;         ///< import --nodes, each LABEL[:LABEL]=FILE
    std::vector<std::string> rels;          ///< import --rels, each TYPE=FILE
    std::string match;                      ///< import --match
    std::string delimiter;                  ///< import --delimiter
    bool skip_bad_rows = false;             ///< import --skip-bad-rows
    bool allow_reset = false;               ///< serve-stdio

    static constexpr std::size_t default_memory_mib = 2048;
};

/// The limits of one statement, counted from now.
[[nodiscard]] Limits limits_of(const Options& options, const std::atomic<bool>* interrupted);
[[nodiscard]] RunOptions run_options_of(const Options& options);

/// Puts the words behind a command into `options`: its options in their meaning, the rest as
/// arguments. Throws Error{Usage} with "did you mean" for options it does not have, and for values
/// that cannot be.
void read_words(const Command& command, const std::vector<std::string>& words, Options& options);

/// A command with its options, or a text to print instead (--help, --version).
struct Invocation {
    const Command* command = nullptr;
    Options options = {};
    std::string text = {};
};

/// Reads the command line without the program's name. Options may stand before or behind the
/// command; without a command it is `shell`. Throws Error{Usage}, with "did you
/// mean" for misspelt commands and options.
[[nodiscard]] Invocation parse_command_line(std::vector<std::string> args,
                                            std::span<const Command> commands);

}  // namespace dingtu
