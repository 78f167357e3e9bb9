#include "shell/options_parser.h"

#include "base/error.h"
#include "base/json.h"
#include "shell/commands.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <optional>
#include <utility>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace dingtu {

namespace {

/// What CLI11 fills before it is checked and turned into Options.
struct RawOptions {
    std::string db;
    std::string threads;
    std::string durability = "sync";
    std::string optimizer = "on";
    std::string timeout;
    std::string memory;
    std::string hops;
    std::string limit;
    std::string language = "en";
    std::vector<std::string> params;
};

}  // namespace

struct OptionParser::Parts {
    CLI::App app;
    Options options;
    RawOptions raw;
};

namespace {

constexpr const char* store_group = "options of every command";
constexpr const char* statement_group = "options of commands that run statements";
constexpr const char* command_group = "options";

void add_store_options(CLI::App& app, Options& options, RawOptions& raw) {
    app.add_option("--db", raw.db, "the database folder [$DINGTU_DB, else ./dingtu.db]")
        ->type_name("DIR")
        ->group(store_group);
    app.add_flag("--in-memory", options.in_memory,
                 "an empty store in memory that ends with the process")
        ->group(store_group);
    app.add_flag("--readonly", options.readonly,
                 "open for reading only, also beside a process that writes")
        ->group(store_group);
    app.add_option("--threads", raw.threads,
                   "how many threads to use at most [$DINGTU_THREADS, else one per core]")
        ->type_name("N")
        ->group(store_group);
    app.add_option("--durability", raw.durability,
                   "what a commit survives: power loss, or only the process's end [sync]")
        ->type_name("sync|process")
        ->group(store_group);
}

void add_statement_options(CLI::App& app, RawOptions& raw) {
    app.add_option("--param", raw.params, "the value of $NAME; may be repeated")
        ->type_name("NAME=JSON")
        ->allow_extra_args(false)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
        ->group(statement_group);
    app.add_option("--timeout", raw.timeout, "end a statement after this time [none]")
        ->type_name("SECONDS")
        ->group(statement_group);
    app.add_option(
           "--memory", raw.memory,
           fmt::format("what a statement may hold in memory [{}]", Options::default_memory_mib))
        ->type_name("MIB")
        ->group(statement_group);
    app.add_option("--optimizer", raw.optimizer, "off runs the plan as written, for tests [on]")
        ->type_name("on|off")
        ->group(statement_group);
}

void add_result_options(CLI::App& app, Options& options, bool runs_many) {
    app.add_option("--format", options.format,
                   "how results are drawn: table csv json jsonl markdown line [table]")
        ->type_name("NAME")
        ->group(command_group);
    app.add_flag("--bom", options.bom,
                 "csv: begin with a byte order mark, for spreadsheet programs")
        ->group(command_group);
    if (runs_many) {
        app.add_flag("--keep-going", options.keep_going,
                     "go on after a statement that failed; the exit code is 1 all the same")
            ->group(command_group);
    }
}

void add_export_options(CLI::App& app, Options& options, RawOptions& raw) {
    app.add_option("-o,--output", options.output, "the file to write, - for standard output")
        ->type_name("FILE")
        ->group(command_group);
    app.add_option("--format", options.format, "the format, if FILE's ending does not tell it")
        ->type_name("NAME")
        ->group(command_group);
    app.add_option("--query", options.query,
                   "only the nodes, relationships and paths that this query returns")
        ->type_name("TEXT")
        ->group(command_group);
    app.add_option("--around", options.around,
                   "only what is near the entity of this name or alias; may be repeated")
        ->type_name("NAME")
        ->allow_extra_args(false)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
        ->group(command_group);
    app.add_option("--hops", raw.hops, "how far --around goes, in relationships [1]")
        ->type_name("N")
        ->group(command_group);
    app.add_option("--language", raw.language,
                   "drawings: labels and relations by their English or Chinese names [en]")
        ->type_name("en|zh")
        ->group(command_group);
    app.add_option("--limit", raw.limit, "drawings: at most so many nodes [2000]")
        ->type_name("N")
        ->group(command_group);
}

void add_load_options(CLI::App& app, Options& options) {
    app.add_option("--date", options.date,
                   "the documents' date (2025, 2025-05, 2025-05-23), where their text tells none")
        ->type_name("DATE")
        ->group(command_group);
    app.add_option("--rules", options.rule_files,
                   "a rule file on top of the built-in rules; may be repeated")
        ->type_name("FILE")
        ->allow_extra_args(false)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
        ->group(command_group);
    app.add_flag("--dry-run", options.dry_run, "read and count, store nothing")
        ->group(command_group);
}

void add_import_options(CLI::App& app, Options& options, RawOptions& raw) {
    app.add_option("--nodes", options.nodes, "CSV files of nodes with these labels")
        ->type_name("LABEL[:LABEL]=FILE...")
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
        ->group(command_group);
    app.add_option("--rels", options.rels, "CSV files of relationships of this type")
        ->type_name("TYPE=FILE...")
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
        ->group(command_group);
    app.add_option("--match", options.match,
                   "name: nodes join the entities that have the same name or alias")
        ->type_name("name")
        ->group(command_group);
    app.add_option("--delimiter", options.delimiter,
                   "of CSV: one character or `tab` [told from the header]")
        ->type_name("CHAR")
        ->group(command_group);
    app.add_flag("--skip-bad-rows", options.skip_bad_rows,
                 "report rows that are at fault and leave them out")
        ->group(command_group);
    app.add_option("--memory", raw.memory,
                   fmt::format("what to hold in memory at most [{}]", Options::default_memory_mib))
        ->type_name("MIB")
        ->group(command_group);
}

void add_options(CLI::App& app, const Command& command, Options& options, RawOptions& raw) {
    if (command.has(Takes::Query)) {
        app.add_option("-f,--file", options.file,
                       "read the statements from FILE, - for standard input")
            ->type_name("FILE")
            ->group(command_group);
        app.add_flag("--with-evidence", options.with_evidence,
                     "one column more: the documents, places and sentences each row rests on")
            ->group(command_group);
    }
    if (command.has(Takes::Results)) {
        add_result_options(app, options, command.has(Takes::Statements));
    }
    if (command.has(Takes::Export)) {
        add_export_options(app, options, raw);
    }
    if (command.has(Takes::Load)) {
        add_load_options(app, options);
    }
    if (command.has(Takes::Import)) {
        add_import_options(app, options, raw);
    }
    if (command.has(Takes::Serve)) {
        app.add_flag("--allow-reset", options.allow_reset,
                     "allow requests that empty a database on disk")
            ->group(command_group);
    }
    if (command.has(Takes::Statements)) {
        add_statement_options(app, raw);
    }
    add_store_options(app, options, raw);
    app.add_option("arguments", options.arguments)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
        ->group("");
}

/// A number of at least `least`; nothing for an option that was not given.
template <class Number>
std::optional<Number> parse_number(std::string_view text, std::string_view option, Number least) {
    if (text.empty()) {
        return std::nullopt;
    }
    Number number = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || !(number >= least)) {
        throw Error(Phase::Usage,
                    fmt::format("{}: `{}` is no number of at least {}", option, text, least));
    }
    return number;
}

/// Whether the first of two words was given.
bool parse_choice(const std::string& text, std::string_view option, std::string_view first,
                  std::string_view second) {
    if (text != first && text != second) {
        throw Error(Phase::Usage,
                    fmt::format("{}: `{}` is neither {} nor {}", option, text, first, second));
    }
    return text == first;
}

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

void parse_params(const std::vector<std::string>& params, Map& out) {
    for (const std::string& param : params) {
        std::size_t equals = param.find('=');
        if (equals == std::string::npos || equals == 0) {
            throw Error(Phase::Usage, fmt::format("--param `{}`: NAME=JSON is expected", param));
        }
        try {
            out[param.substr(0, equals)] = parse_json(std::string_view(param).substr(equals + 1));
        } catch (const Error& error) {
            throw Error(Phase::Usage, fmt::format("--param `{}`: {}", param, error.what()))
                .hint("a text needs its quotes: --param 'place=\"余杭区\"'");
        }
    }
}

void finish(Options& options, const RawOptions& raw) {
    if (options.in_memory && !raw.db.empty()) {
        throw Error(Phase::Usage, "--db and --in-memory exclude each other");
    }
    std::string from_environment = environment("DINGTU_DB");
    options.db = !raw.db.empty()             ? raw.db
                 : !from_environment.empty() ? from_environment
                                             : "dingtu.db";
    constexpr unsigned one_thread = 1;
    options.threads =
        raw.threads.empty()
            ? parse_number(environment("DINGTU_THREADS"), "$DINGTU_THREADS", one_thread).value_or(0)
            : *parse_number(raw.threads, "--threads", one_thread);
    options.durability = parse_choice(raw.durability, "--durability", "sync", "process")
                             ? Durability::Sync
                             : Durability::Process;
    options.optimize = parse_choice(raw.optimizer, "--optimizer", "on", "off");
    options.timeout_s = parse_number(raw.timeout, "--timeout", 0.0);
    options.memory_mib =
        parse_number(raw.memory, "--memory", std::size_t{1}).value_or(options.memory_mib);
    options.hops = parse_number(raw.hops, "--hops", std::size_t{0}).value_or(options.hops);
    options.chinese = !parse_choice(raw.language, "--language", "en", "zh");
    options.limit = parse_number(raw.limit, "--limit", std::size_t{1});
    parse_params(raw.params, options.parameters);
}

std::string lower_first(std::string text) {
    if (text.size() > 1 && text[0] >= 'A' && text[0] <= 'Z' && text[1] >= 'a') {
        text[0] = static_cast<char>(text[0] - 'A' + 'a');
    }
    return text;
}

}  // namespace

OptionParser::OptionParser(const Command& command)
    : command_(command),
      parts_(std::make_unique<Parts>()) {
    parts_->app.set_help_flag();
    parts_->app.option_defaults()->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
    add_options(parts_->app, command, parts_->options, parts_->raw);
}

OptionParser::~OptionParser() = default;

std::map<std::string, bool> OptionParser::names() const {
    std::map<std::string, bool> names{{"--help", false}, {"-h", false}};
    for (const CLI::Option* option : parts_->app.get_options()) {
        bool takes_value = option->get_items_expected_max() > 0;
        for (const std::string& name : option->get_lnames()) {
            names["--" + name] = takes_value;
        }
        for (const std::string& name : option->get_snames()) {
            names["-" + name] = takes_value;
        }
    }
    return names;
}

Options OptionParser::parse(std::vector<std::string> args) {
    std::reverse(args.begin(), args.end());  // as CLI11 wants them
    try {
        parts_->app.parse(std::move(args));
    } catch (const CLI::ParseError& error) {
        throw Error(Phase::Usage, lower_first(error.what()))
            .hint(fmt::format("dingtu {} --help tells what it takes", command_.name));
    }
    finish(parts_->options, parts_->raw);
    return std::move(parts_->options);
}

std::string OptionParser::help() const {
    std::string out = fmt::format("dingtu {}: {}\n\nusage: dingtu {} {}{}[option]...\n",
                                  command_.name, command_.summary, command_.name,
                                  command_.arguments, command_.arguments.empty() ? "" : " ");
    for (const char* group : {command_group, statement_group, store_group}) {
        std::string lines;
        for (const CLI::Option* option : parts_->app.get_options()) {
            if (option->get_group() == group) {
                std::string name = option->get_name(false, true);
                if (!option->get_type_name().empty() && option->get_items_expected_max() > 0) {
                    name += " " + option->get_type_name();
                }
                if (std::size_t comma = name.find(','); comma != std::string::npos) {
                    name.insert(comma + 1, 1, ' ');
                }
                lines += fmt::format("  {:<25} {}\n", name, option->get_description());
            }
        }
        out += lines.empty() ? "" : fmt::format("\n{}:\n{}", group, lines);
    }
    return out +
           (command_.examples.empty() ? "" : fmt::format("\nexamples:\n{}", command_.examples));
}

}  // namespace dingtu
