// Dot commands that show what is stored.

#include "base/error.h"
#include "base/text.h"
#include "query/aggregates.h"
#include "query/functions.h"
#include "shell/card.h"
#include "shell/dot_command.h"
#include "shell/entity_names.h"
#include "shell/label_table.h"
#include "shell/overview.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace dingtu {

namespace {

void schema(ShellState& state, const Arguments& arguments) {
    auto view = state.view();
    if (arguments.empty()) {
        return print_table(state, schema_table(*view));
    }
    Limits limits = limits_of(state.options, state.console.interrupted);
    print_table(state, name_table(*view, arguments[0], limits));
}

void labels(ShellState& state, const Arguments&) {
    Table table = schema_table(*state.view());
    std::erase_if(table.rows, [](const auto& row) { return row[0].as_string() != "label"; });
    print_table(state, table);
}

void stats(ShellState& state, const Arguments&) {
    print_table(state, stats_table(state.database.reading()));
}

void show(ShellState& state, const Arguments& arguments) {
    (void)arguments.needed("the name");
    auto view = state.view();
    Limits limits = limits_of(state.options, state.console.interrupted);
    for (NodeId id : entities_called(*view, arguments.whole())) {
        print_card(state.console.out, *view, id, text_style_of(state), limits);
    }
}

/// Functions whose name or help holds the word; all without one.
void functions(ShellState& state, const Arguments& arguments) {
    Table table{{"function", "does"}, {}};
    std::string wanted = to_lower(arguments.whole());
    auto add = [&](std::string_view signature, std::string_view help) {
        if (to_lower(fmt::format("{} {}", signature, help)).find(wanted) != std::string::npos) {
            table.rows.push_back({std::string(signature), std::string(help)});
        }
    };
    for (const Function* function : all_functions()) {
        add(function->signature, function->help);
    }
    for (const Aggregate& aggregate : all_aggregates()) {
        add(aggregate.signature, aggregate.help);
    }
    print_table(state, table);
}

constexpr auto table = std::to_array<DotCommand>({
    {"schema", "[NAME]", "what there is, with counts; of a label or type: its keys and ends",
     schema, "d"},
    {"labels", "", "labels with their counts", labels, "dt tables"},
    {"stats", "", "how much is stored", stats},
    {"show", "NAME", "all that is known of an entity, with its sentences", show},
    {"functions", "[WORD]", "functions of the language", functions, "df"},
});

}  // namespace

std::span<const DotCommand> graph_commands() {
    return table;
}

}  // namespace dingtu
