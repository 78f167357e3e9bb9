#include "base/error.h"
#include "exporter/formats.h"
#include "loader/pinyin.h"
#include "loader/store_findings.h"
#include "shell/commands.h"
#include "shell/database.h"
#include "shell/elements.h"
#include "shell/entity_names.h"
#include "shell/export.h"
#include "shell/progress.h"
#include "shell/script.h"

#include <algorithm>
#include <sstream>
#include <utility>

#include <fmt/format.h>

namespace dingtu {

namespace {

/// The part of the graph that the options name.
Selection select(Store& store, const Options& options, Limits& limits) {
    Selection selection;
    if (options.query) {
        Elements elements;
        ElementSink sink(elements);
        run_statement(store, *options.query, run_options_of(options), limits, sink);
        if (elements.empty()) {
            throw Error(Phase::Run, "the query returns no node, relationship or path")
                .hint("return the variables themselves: MATCH (f)-[r]->(s) RETURN f, r, s");
        }
        selection.everything = false;
        selection.nodes.assign(elements.nodes.begin(), elements.nodes.end());
        selection.relationships.assign(elements.relationships.begin(),
                                       elements.relationships.end());
    } else if (!options.around.empty()) {
        auto snapshot = store.snapshot();
        std::vector<NodeId> start;
        for (const std::string& name : options.around) {
            auto found = entities_called(*snapshot, name);
            start.insert(start.end(), found.begin(), found.end());
        }
        selection = around(*snapshot, start, options.hops, limits);
    }
    return selection;
}

/// The Chinese synonym of every name that has one: the store's own, else the built-in ontology's.
void add_chinese_words(GraphOptions& graph, const Catalog& catalog) {
    for (NameKind kind : {NameKind::Label, NameKind::Type, NameKind::Key}) {
        for (const auto& [name, synonym] : catalog.synonyms(kind)) {
            if (static_cast<unsigned char>(synonym.front()) >= 0x80) {
                graph.words.try_emplace(name, synonym);
            }
        }
    }
    for (const ChineseName& known : chinese_names()) {
        graph.words.try_emplace(std::string(known.name), known.word);
    }
}

GraphOptions graph_options_of(const Options& options, const Store& store) {
    GraphOptions graph;
    // A page speaks both languages, whichever its reader wants.
    bool page = export_format_of(options) == "html";
    if (page || options.chinese) {
        add_chinese_words(graph, store.snapshot()->catalog());
    }
    graph.spelling = pinyin_spellings;
    graph.max_nodes = options.limit.value_or(graph.max_nodes);
    if (!options.around.empty()) {
        graph.title = options.around.front();
    }
    return graph;
}

}  // namespace

namespace {

/// Passes a graph on and counts it.
class Counter final : public GraphSink {
public:
    explicit Counter(GraphSink& sink) : sink_(sink) {}
    void node(const Node& node) override {
        ++counts_.nodes;
        sink_.node(node);
    }
    void relationship(const Relationship& relationship) override {
        ++counts_.relationships;
        sink_.relationship(relationship);
    }
    void finish() override { sink_.finish(); }
    [[nodiscard]] ExportCounts counts() const { return counts_; }

private:
    GraphSink& sink_;
    ExportCounts counts_;
};

ExportCounts feed(Store& store, const Options& options, GraphSink& writer, Limits& limits,
                  const WalkProgress& on_progress) {
    Selection selection = select(store, options, limits);
    Counter counter(writer);
    walk(*store.snapshot(), selection, counter, limits, on_progress);
    return counter.counts();
}

bool is_folder_format(std::string_view format) {
    auto formats = folder_formats();
    return std::any_of(formats.begin(), formats.end(),
                       [format](const Format& one) { return one.name == format; });
}

}  // namespace

ExportCounts export_graph(Store& store, const Options& options, std::ostream& out, Limits& limits,
                          const WalkProgress& on_progress) {
    auto writer =
        make_graph_writer(export_format_of(options), out, graph_options_of(options, store));
    return feed(store, options, *writer, limits, on_progress);
}

std::string export_file(Store& store, const Options& options, Limits& limits,
                        const WalkProgress& on_progress) {
    std::string format = export_format_of(options);
    ExportCounts counts;
    if (is_folder_format(format)) {
        auto writer = make_graph_folder(format, options.output, graph_options_of(options, store));
        counts = feed(store, options, *writer, limits, on_progress);
    } else {
        OutputFile file(options.output);
        counts = export_graph(store, options, file.stream(), limits, on_progress);
        file.commit();
    }
    return fmt::format("{}: {}, {}", options.output, counted(counts.nodes, "node"),
                       counted(counts.relationships, "relationship"));
}

std::string export_format_of(const Options& options) {
    if (is_folder_format(options.format)) {
        if (options.output == "-") {
            throw Error(Phase::Usage, fmt::format("`{}` is a folder of files", options.format))
                .hint("-o FOLDER names it");
        }
        return options.format;
    }
    if (!options.format.empty()) {
        std::ostringstream nowhere;
        (void)make_graph_writer(options.format, nowhere, {});
        return options.format;
    }
    if (options.output == "-") {
        return "jsonl";
    }
    return graph_format_of(options.output);
}

int run_export(const Options& options, const Console& console) {
    if (options.output.empty()) {
        throw Error(Phase::Usage, "`export` needs -o FILE")
            .hint("-o graph.jsonl for data, -o graph.svg for a picture, -o - for standard output");
    }
    if (options.query && !options.around.empty()) {
        throw Error(Phase::Usage, "--query and --around exclude each other");
    }
    (void)export_format_of(options);  // a wrong name is told before the store is opened
    if (options.query && writes(*options.query)) {
        throw Error(Phase::Usage, "--query must only read")
            .hint("run the change first, with dingtu query");
    }
    Database database(options);
    Store& store = database.reading();
    Limits limits = limits_of(options, console.interrupted);
    std::string report;
    {
        Progress progress(console, "element");
        // Every element is a step while the order is found and one when it is written.
        auto on_progress = [&progress](std::uint64_t done, std::uint64_t all) {
            progress.update(done / 2, all / 2);
        };
        if (options.output == "-") {
            export_graph(store, options, console.out, limits, on_progress);
        } else {
            report = export_file(store, options, limits, on_progress) + '\n';
        }
    }
    console.err << report;
    return 0;
}

}  // namespace dingtu
