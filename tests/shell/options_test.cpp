#include "shell/options.h"

#include "base/error.h"
#include "shell/commands.h"
#include "tests/catch.h"

#include <array>
#include <cstdlib>

using namespace dingtu;

namespace {

constexpr auto commands = std::to_array<Command>({
    {.name = "query",
     .arguments = "[TEXT]",
     .max_arguments = 1,
     .summary = "runs statements",
     .examples = "  dingtu query 'RETURN 1'\n",
     .takes = Command::bit(Takes::Query) | Command::bit(Takes::Results) |
              Command::bit(Takes::Scripts) | Command::bit(Takes::Statements) |
              Command::bit(Takes::Memory)},
    {.name = "export", .summary = "writes", .examples = "", .takes = Command::bit(Takes::Export)},
    {.name = "import",
     .arguments = "[FILE]...",
     .max_arguments = 9,
     .summary = "reads",
     .examples = "",
     .takes = Command::bit(Takes::Import)},
    {.name = "stats", .summary = "sizes", .examples = ""},
    {.name = "shell", .summary = "talks", .examples = ""},
});

Invocation parsed(const std::vector<std::string>& args) {
    return parse_command_line(args, commands);
}

std::string refusal(const std::vector<std::string>& args) {
    try {
        (void)parsed(args);
    } catch (const Error& error) {
        CHECK(exit_code(error.phase()) == 2);
        return error.hint().empty() ? error.what()
                                    : std::string(error.what()) + " | " + error.hint();
    }
    return "accepted";
}

}  // namespace

TEST_CASE("options stand before or behind the command", "[shell]") {
    for (const std::vector<std::string>& args :
         {std::vector<std::string>{"--db", "x.db", "--format", "csv", "query", "RETURN 1"},
          std::vector<std::string>{"query", "RETURN 1", "--format=csv", "--db=x.db"},
          std::vector<std::string>{"--db=x.db", "query", "--format", "csv", "RETURN 1"}}) {
        Invocation invocation = parsed(args);
        CHECK(invocation.command->name == "query");
        CHECK(invocation.options.db == "x.db");
        CHECK(invocation.options.format == "csv");
        CHECK(invocation.options.arguments == std::vector<std::string>{"RETURN 1"});
    }
}

TEST_CASE("an argument may be called like a command, or begin with a hyphen behind --", "[shell]") {
    CHECK(parsed({"query", "stats"}).options.arguments == std::vector<std::string>{"stats"});
    CHECK(parsed({"query", "--", "-1"}).options.arguments == std::vector<std::string>{"-1"});
}

TEST_CASE("parameters are JSON and may be repeated", "[shell]") {
    Options options =
        parsed({"query", "--param", "a=[1,2]", "--param", "b=\"余杭=区\"", "RETURN $a"}).options;
    CHECK(equivalent(options.parameters.at("a"), List{1, 2}));
    CHECK(options.parameters.at("b").as_string() == "余杭=区");
    CHECK(options.arguments == std::vector<std::string>{"RETURN $a"});
    CHECK(refusal({"query", "--param", "a"}) == "--param `a`: NAME=JSON is expected");
    CHECK(refusal({"query", "--param", "a=余杭"}).find("a text needs its quotes") !=
          std::string::npos);
}

TEST_CASE("an option of many values takes the words up to the next option", "[shell]") {
    Options options =
        parsed({"import", "--nodes", "A=a.csv", "B=b.csv", "--rels=T=t.csv", "--", "g.jsonl"})
            .options;
    CHECK(options.nodes == std::vector<std::string>{"A=a.csv", "B=b.csv"});
    CHECK(options.rels == std::vector<std::string>{"T=t.csv"});
    CHECK(options.arguments == std::vector<std::string>{"g.jsonl"});
}

TEST_CASE("a letter's value may stand apart or not", "[shell]") {
    CHECK(parsed({"query", "-f", "a.gql"}).options.file == "a.gql");
    CHECK(parsed({"query", "-fa.gql"}).options.file == "a.gql");
    CHECK(parsed({"-f", "stats", "query"}).options.file == "stats");
    CHECK(parsed({"query", "-1", "x"}).options.single_transaction);
    CHECK(refusal({"query", "-1", "--keep-going", "x"}) ==
          "--single-transaction and --keep-going exclude each other");
}

TEST_CASE("a misspelt command or option gets a suggestion", "[shell]") {
    CHECK(refusal({"qurey"}) == "unknown command `qurey` | did you mean `query`?");
    CHECK(refusal({"frobnicate"}) == "unknown command `frobnicate` | dingtu --help lists them");
    CHECK(refusal({"MATCH (n) RETURN n"}).find("dingtu query 'TEXT'") != std::string::npos);
    CHECK(refusal({"query", "--fromat", "csv", "x"}) ==
          "unknown option of `query`: `--fromat` | did you mean `--format`?");
    CHECK(refusal({"--keep-goin", "query", "x"}).find("`--keep-going`") != std::string::npos);
    CHECK(refusal({"stats", "--param", "a=1"}).find("unknown option of `stats`") == 0);
}

TEST_CASE("values that cannot be are refused with their place", "[shell]") {
    CHECK(refusal({"query", "--timeout", "soon", "x"}) ==
          "--timeout: `soon` is no number of at least 0");
    CHECK(refusal({"query", "--timeout", "-1", "x"}).find("--timeout: `-1`") == 0);
    CHECK(refusal({"query", "--memory", "0", "x"}) == "--memory: `0` is no number of at least 1");
    CHECK(refusal({"export", "--hops", "-1", "-o", "x"}).find("--hops") == 0);
    CHECK(refusal({"query", "--durability", "maybe", "x"}) ==
          "--durability: `maybe` is neither sync nor process");
    CHECK(refusal({"stats", "--threads", "many"}) ==
          "--threads: `many` is no number of at least 1");
    CHECK(refusal({"stats", "--db"}).find("`--db` needs a value") == 0);
    CHECK(refusal({"query", "--bom=3", "x"}) == "`--bom` takes no value");
    CHECK(refusal({"--db", "a", "--in-memory", "stats"}) ==
          "--db and --in-memory exclude each other");
    CHECK(refusal({"stats", "more"}) == "`stats` does not take the argument `more`");
}

TEST_CASE("the database is the option's, else the environment's, else ./dingtu.db", "[shell]") {
    ::setenv("DINGTU_DB", "from_environment.db", 1);
    CHECK(parsed({"stats"}).options.db == "from_environment.db");
    CHECK(parsed({"stats", "--db", "given.db"}).options.db == "given.db");
    ::unsetenv("DINGTU_DB");
    CHECK(parsed({"stats"}).options.db == "dingtu.db");
}

TEST_CASE("help is given for the program and for each command", "[shell]") {
    CHECK(parsed({"--help"}).text.find("query [TEXT]") != std::string::npos);
    CHECK(parsed({"help"}).text == parsed({"-h"}).text);
    std::string help = parsed({"query", "--help"}).text;
    CHECK(help == parsed({"help", "query"}).text);
    CHECK(help == parsed({"--help", "query"}).text);
    CHECK(help.find("--memory MIB") != std::string::npos);
    CHECK(help.find("[2048;") != std::string::npos);
    CHECK(help.find("examples:\n  dingtu query 'RETURN 1'") != std::string::npos);
    CHECK(parsed({"help", "man"}).text.find("\\fB\\-\\-format\\fR") != std::string::npos);
    for (const char* shell : {"bash", "zsh", "fish"}) {
        CHECK(parsed({"help", shell}).text.find("markdown") != std::string::npos);
    }
    CHECK(parsed({"--version"}).text.find("dingtu ") == 0);
    CHECK(parsed({}).command->name == "shell");
}
