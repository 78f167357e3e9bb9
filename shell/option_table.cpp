#include "shell/option_table.h"

#include "base/error.h"
#include "base/json.h"
#include "shell/commands.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

namespace dingtu {

namespace {

using Text = std::string;

/// A number of at least `least`.
template <class Number>
Number number(const Text& text, std::string_view option, Number least) {
    Number parsed = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), parsed);
    if (error != std::errc{} || end != text.data() + text.size() || !(parsed >= least)) {
        throw Error(Phase::Usage,
                    fmt::format("{}: `{}` is no number of at least {}", option, text, least));
    }
    return parsed;
}

/// Whether the first of two words was given.
bool first_of(const Text& text, std::string_view option, std::string_view first,
              std::string_view second) {
    if (text != first && text != second) {
        throw Error(Phase::Usage,
                    fmt::format("{}: `{}` is neither {} nor {}", option, text, first, second));
    }
    return text == first;
}

void add_parameter(Options& options, const Text& text) {
    std::size_t equals = text.find('=');
    if (equals == Text::npos || equals == 0) {
        throw Error(Phase::Usage, fmt::format("--param `{}`: NAME=JSON is expected", text));
    }
    try {
        options.parameters[text.substr(0, equals)] =
            parse_json(std::string_view(text).substr(equals + 1));
    } catch (const Error& error) {
        throw Error(Phase::Usage, fmt::format("--param `{}`: {}", text, error.what()))
            .hint("a text needs its quotes: --param 'place=\"余杭区\"'");
    }
}

constexpr auto table = std::to_array<Option>({
    // --- query
    {.name = "--file",
     .letter = "-f",
     .value = "FILE",
     .help = "read the statements from FILE, - for standard input",
     .of = Takes::Query,
     .apply = [](Options& o, const Text& v) { o.file = v; }},
    {.name = "--single-transaction",
     .letter = "-1",
     .help = "all statements or none: one transaction, kept if no statement fails",
     .of = Takes::Query,
     .apply = [](Options& o, const Text&) { o.single_transaction = true; }},
    {.name = "--with-evidence",
     .help = "one column more: the documents, places and sentences each row rests on",
     .of = Takes::Query,
     .apply = [](Options& o, const Text&) { o.with_evidence = true; }},
    // --- results
    {.name = "--format",
     .value = "table|csv|json|jsonl|markdown|line",
     .help = "how results are drawn [table]",
     .of = Takes::Results,
     .apply = [](Options& o, const Text& v) { o.format = v; }},
    {.name = "--bom",
     .help = "csv: begin with a byte order mark, for spreadsheet programs",
     .of = Takes::Results,
     .apply = [](Options& o, const Text&) { o.bom = true; }},
    {.name = "--keep-going",
     .help = "go on after a statement that failed; the exit code is 1 all the same",
     .of = Takes::Scripts,
     .apply = [](Options& o, const Text&) { o.keep_going = true; }},
    // --- export
    {.name = "--output",
     .letter = "-o",
     .value = "FILE",
     .help = "the file to write, - for standard output",
     .of = Takes::Export,
     .apply = [](Options& o, const Text& v) { o.output = v; }},
    {.name = "--format",
     .value = "NAME",
     .help = "the format, if FILE's ending does not tell it",
     .of = Takes::Export,
     .apply = [](Options& o, const Text& v) { o.format = v; }},
    {.name = "--query",
     .value = "TEXT",
     .help = "only the nodes, relationships and paths that this query returns",
     .of = Takes::Export,
     .apply = [](Options& o, const Text& v) { o.query = v; }},
    {.name = "--around",
     .value = "NAME",
     .help = "only what is near the entity of this name or alias; may be repeated",
     .of = Takes::Export,
     .apply = [](Options& o, const Text& v) { o.around.push_back(v); }},
    {.name = "--hops",
     .value = "N",
     .help = "how far --around goes, in relationships [1]",
     .of = Takes::Export,
     .apply = [](Options& o, const Text& v) { o.hops = number(v, "--hops", std::size_t{0}); }},
    {.name = "--language",
     .value = "en|zh",
     .help = "drawings: labels and relations by their English or Chinese names [en]",
     .of = Takes::Export,
     .apply = [](Options& o,
                 const Text& v) { o.chinese = !first_of(v, "--language", "en", "zh"); }},
    {.name = "--limit",
     .value = "N",
     .help = "drawings: at most so many nodes [2000]",
     .of = Takes::Export,
     .apply = [](Options& o, const Text& v) { o.limit = number(v, "--limit", std::size_t{1}); }},
    // --- load
    {.name = "--date",
     .value = "DATE",
     .help = "the documents' date (2025, 2025-05, 2025-05-23), where their text tells none",
     .of = Takes::Load,
     .apply = [](Options& o, const Text& v) { o.date = v; }},
    {.name = "--rules",
     .value = "FILE",
     .help = "a rule file on top of the built-in rules; may be repeated",
     .of = Takes::Load,
     .apply = [](Options& o, const Text& v) { o.rule_files.push_back(v); }},
    {.name = "--dictionary",
     .value = "FILE",
     .help =
         "a list of firms (CSV with a header) whose names and short names count; may be repeated",
     .of = Takes::Load,
     .apply = [](Options& o, const Text& v) { o.dictionaries.push_back(v); }},
    {.name = "--dry-run",
     .help = "read and count, store nothing",
     .of = Takes::Load,
     .apply = [](Options& o, const Text&) { o.dry_run = true; }},
    // --- import
    {.name = "--nodes",
     .value = "LABEL[:LABEL]=FILE...",
     .help = "CSV files of nodes with these labels",
     .of = Takes::Import,
     .apply = [](Options& o, const Text& v) { o.nodes.push_back(v); },
     .many = true},
    {.name = "--rels",
     .value = "TYPE=FILE...",
     .help = "CSV files of relationships of this type",
     .of = Takes::Import,
     .apply = [](Options& o, const Text& v) { o.rels.push_back(v); },
     .many = true},
    {.name = "--match",
     .value = "name",
     .help = "name: nodes join the entities that have the same name or alias",
     .of = Takes::Import,
     .apply = [](Options& o, const Text& v) { o.match = v; }},
    {.name = "--delimiter",
     .value = "CHAR",
     .help = "of CSV: one character or `tab` [told from the header]",
     .of = Takes::Import,
     .apply = [](Options& o, const Text& v) { o.delimiter = v; }},
    {.name = "--skip-bad-rows",
     .help = "report rows that are at fault and leave them out",
     .of = Takes::Import,
     .apply = [](Options& o, const Text&) { o.skip_bad_rows = true; }},
    // --- serve-stdio
    {.name = "--allow-reset",
     .help = "allow requests that empty a database on disk",
     .of = Takes::Serve,
     .apply = [](Options& o, const Text&) { o.allow_reset = true; }},
    // --- what runs statements
    {.name = "--param",
     .value = "NAME=JSON",
     .help = "the value of $NAME; may be repeated",
     .of = Takes::Statements,
     .apply = add_parameter},
    {.name = "--timeout",
     .value = "SECONDS",
     .help = "end a statement after this time [none]",
     .of = Takes::Statements,
     .apply = [](Options& o, const Text& v) { o.timeout_s = number(v, "--timeout", 0.0); }},
    {.name = "--memory",
     .value = "MIB",
     .help = "what a statement or an import may hold in memory, and of the graph what is kept for "
             "the next one [2048; of the graph half the machine's]",
     .of = Takes::Memory,
     .apply =
         [](Options& o, const Text& v) {
             o.memory_mib = number(v, "--memory", std::size_t{1});
             o.graph_memory_mib = o.memory_mib;
         }},
    {.name = "--optimizer",
     .value = "on|off",
     .help = "off runs the plan as written, for tests [on]",
     .of = Takes::Statements,
     .apply = [](Options& o,
                 const Text& v) { o.optimize = first_of(v, "--optimizer", "on", "off"); }},
    // --- every command
    {.name = "--db",
     .value = "DIR",
     .help = "the database folder [$DINGTU_DB, else ./dingtu.db]",
     .of = Takes::Store,
     .apply = [](Options& o, const Text& v) { o.db = v; }},
    {.name = "--in-memory",
     .help = "an empty store in memory that ends with the process",
     .of = Takes::Store,
     .apply = [](Options& o, const Text&) { o.in_memory = true; }},
    {.name = "--readonly",
     .help = "open for reading only, also beside a process that writes",
     .of = Takes::Store,
     .apply = [](Options& o, const Text&) { o.readonly = true; }},
    {.name = "--threads",
     .value = "N",
     .help = "how many threads to use at most [$DINGTU_THREADS, else one per core]",
     .of = Takes::Store,
     .apply = [](Options& o, const Text& v) { o.threads = number(v, "--threads", 1U); }},
    {.name = "--durability",
     .value = "sync|process",
     .help = "what a commit survives: power loss, or only the process's end [sync]",
     .of = Takes::Store,
     .apply =
         [](Options& o, const Text& v) {
             o.durability = first_of(v, "--durability", "sync", "process") ? Durability::Sync
                                                                           : Durability::Process;
         }},
});

static_assert(Options::default_memory_mib == 2048, "the help of --memory tells it");

}  // namespace

std::span<const Option> all_options() {
    return table;
}

std::vector<const Option*> options_of(const Command& command) {
    std::vector<const Option*> options;
    for (const Option& option : table) {
        if (command.has(option.of)) {
            options.push_back(&option);
        }
    }
    return options;
}

std::vector<std::string> choices_of(const Option& option) {
    std::vector<std::string> choices;
    std::string_view rest = option.value;
    if (rest.find('|') == std::string_view::npos) {
        return choices;
    }
    for (std::size_t end = 0; end != std::string_view::npos; rest.remove_prefix(end + 1)) {
        end = rest.find('|');
        choices.emplace_back(rest.substr(0, end));
        if (end == std::string_view::npos) {
            break;
        }
    }
    return choices;
}

}  // namespace dingtu
