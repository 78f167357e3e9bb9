#include "shell/commands.h"

#include <array>
#include <cstdint>

namespace dingtu {

namespace {

constexpr std::uint16_t operator|(Takes a, Takes b) {
    return static_cast<std::uint16_t>(Command::bit(a) | Command::bit(b));
}
constexpr std::uint16_t operator|(std::uint16_t a, Takes b) {
    return static_cast<std::uint16_t>(a | Command::bit(b));
}

constexpr std::uint16_t statements = Takes::Statements | Takes::Memory;

constexpr auto table = std::to_array<Command>({
    {.name = "load",
     .arguments = "PATH...",
     .min_arguments = 1,
     .max_arguments = SIZE_MAX,
     .summary = "reads documents and stores what they say, with its evidence",
     .examples = "  dingtu load reports/\n"
                 "  dingtu load --date 2025-05-23 article.txt notice.pdf\n"
                 "  dingtu load --rules mine.rules --dry-run news.html\n",
     .takes = Command::bit(Takes::Load),
     .run = run_load},
    {.name = "import",
     .arguments = "[FILE]...",
     .max_arguments = SIZE_MAX,
     .summary = "adds graph data: CSV, JSON lines, GraphML, N-Triples, Turtle",
     .examples =
         "  dingtu import --nodes Firm=firms.csv City=cities.csv --rels LOCATED_IN=located.csv\n"
         "  dingtu import --nodes Firm=register.csv --match name\n"
         "  dingtu import graph.jsonl\n",
     .takes = Takes::Import | Takes::Memory,
     .run = run_import},
    {.name = "query",
     .arguments = "[TEXT]",
     .max_arguments = 1,
     .summary = "runs statements from the argument, a file or standard input",
     .examples =
         "  dingtu query 'MATCH (f:Firm)-[:LOCATED_IN]->(d) RETURN f.name, d.name'\n"
         "  dingtu query -f report.gql --format csv --bom >report.csv\n"
         "  dingtu query --param 'place=\"余杭\"' 'MATCH (p) WHERE called(p, $place) RETURN p'\n"
         "  echo 'MATCH (n) RETURN count(n);' | dingtu query --format json\n",
     .takes = statements | Takes::Query | Takes::Results | Takes::Scripts,
     .run = run_query},
    {.name = "unload",
     .arguments = "DOC...",
     .min_arguments = 1,
     .max_arguments = SIZE_MAX,
     .summary = "takes back what only these documents said",
     .examples = "  dingtu unload article\n",
     .run = run_unload},
    {.name = "rules",
     .arguments = "check FILE... | try [FILE] TEXT",
     .min_arguments = 2,
     .max_arguments = SIZE_MAX,
     .summary = "checks rule files; shows every hit of the rules in a text",
     .examples = "  dingtu rules check mine.rules\n"
                 "  dingtu rules try '申昊科技落户余杭区。'\n"
                 "  dingtu rules try mine.rules - <article.txt\n",
     .takes = Command::bit(Takes::Results),
     .run = run_rules},
    {.name = "shell",
     .summary = "the interactive shell; also what plain dingtu starts",
     .examples = "  dingtu --db hangzhou.db shell\n"
                 "  dingtu --readonly shell\n",
     .takes = statements | Takes::Results | Takes::Scripts,
     .run = run_shell},
    {.name = "export",
     .arguments = "-o FILE",
     .summary = "writes the graph, or a part of it, as data or as a picture",
     .examples =
         "  dingtu export -o graph.jsonl\n"
         "  dingtu export -o yuhang.svg --around 余杭 --hops 2\n"
         "  dingtu export -o support.graphml --query 'MATCH p = (:Firm)-[:RECEIVED]->() RETURN p'\n",
     .takes = statements | Takes::Export,
     .run = run_export},
    {.name = "serve-stdio",
     .summary = "answers JSON lines on standard input and output, for other programs",
     .examples =
         "  dingtu --db hangzhou.db --readonly serve-stdio\n"
         "  echo '{\"id\":1,\"query\":\"RETURN 1 AS one\"}' | dingtu --in-memory serve-stdio\n",
     .takes = statements | Takes::Serve,
     .run = run_serve},
    {.name = "schema",
     .summary = "labels, relationship types and property keys with their counts",
     .examples = "  dingtu schema\n"
                 "  dingtu schema --format csv\n",
     .takes = Command::bit(Takes::Results),
     .run = run_schema},
    {.name = "stats",
     .summary = "how much is stored, and what it takes on disk",
     .examples = "  dingtu stats\n",
     .takes = Command::bit(Takes::Results),
     .run = run_stats},
    {.name = "check",
     .summary = "verifies the whole store: checksums, indexes, names, orphans",
     .examples = "  dingtu --db hangzhou.db check\n",
     .run = run_check},
    {.name = "compact",
     .summary = "gives back the space of what was deleted",
     .examples = "  dingtu compact\n",
     .run = run_compact},
    {.name = "backup",
     .arguments = "DIR",
     .min_arguments = 1,
     .max_arguments = 1,
     .summary = "copies the database into a new folder",
     .examples = "  dingtu --db hangzhou.db backup backups/2025-06-01\n",
     .run = run_backup},
    {.name = "restore",
     .arguments = "DIR",
     .min_arguments = 1,
     .max_arguments = 1,
     .summary = "makes a database from a backup",
     .examples = "  dingtu --db hangzhou.db restore backups/2025-06-01\n",
     .run = run_restore},
});

}  // namespace

std::span<const Command> all_commands() {
    return table;
}

}  // namespace dingtu
