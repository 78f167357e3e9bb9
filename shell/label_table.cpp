#include "shell/label_table.h"

#include "base/error.h"
#include "base/text.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace dingtu {

namespace {

constexpr std::size_t looked_at = 100'000;

/// Counts of one kind of row, with an example of each.
struct Tally {
    std::map<std::string, std::pair<std::int64_t, Value>> counts;

    void add(const std::string& what, const Value& example) {
        auto& [count, kept] = counts[what];
        ++count;
        kept = kept.is_null() ? example : kept;
    }
    void add(const Map& properties) {
        for (const auto& [key, value] : properties) {
            add(key, value);
        }
    }
    /// The most frequent first.
    void write(Table& table, const char* kind) const {
        std::vector<std::vector<Value>> rows;
        for (const auto& [what, entry] : counts) {
            rows.push_back({kind, what, entry.first, entry.second});
        }
        std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
            return a[2].as_integer() > b[2].as_integer();
        });
        std::move(rows.begin(), rows.end(), std::back_inserter(table.rows));
    }
};

std::string label_text(const Snapshot& snapshot, NodeId node) {
    auto labels = snapshot.labels(node);
    return labels.empty() ? "()" : fmt::format("(:{})", snapshot.catalog().name(labels.front()));
}

Table table_of_label(const Snapshot& snapshot, LabelId label, Limits& limits) {
    Tally keys;
    Tally out;
    Tally in;
    auto types = snapshot.catalog().types();
    auto nodes = snapshot.nodes(label);
    for (std::size_t seen = 0; seen < looked_at; ++seen) {
        limits.check();
        auto node = nodes->next();
        if (!node) {
            break;
        }
        keys.add(snapshot.node(*node).properties);
        for (TypeId type : types) {
            std::vector<Neighbour> outgoing;
            snapshot.expand(*node, Direction::Out, type, outgoing);
            for (const Neighbour& end : outgoing) {
                out.add(fmt::format("-[:{}]->{}", snapshot.catalog().name(type),
                                    label_text(snapshot, end.node)),
                        Value());
            }
            std::vector<Neighbour> incoming;
            snapshot.expand(*node, Direction::In, type, incoming);
            for (const Neighbour& end : incoming) {
                in.add(fmt::format("<-[:{}]-{}", snapshot.catalog().name(type),
                                   label_text(snapshot, end.node)),
                       Value());
            }
        }
    }
    Table table{{"kind", "name", "count", "example"}, {}};
    keys.write(table, "property key");
    out.write(table, "leads to");
    in.write(table, "comes from");
    return table;
}

Table table_of_type(const Snapshot& snapshot, TypeId type, Limits& limits) {
    Tally ends;
    Tally keys;
    auto relationships = snapshot.relationships(type);
    for (std::size_t seen = 0; seen < looked_at; ++seen) {
        limits.check();
        auto triple = relationships->next();
        if (!triple) {
            break;
        }
        ends.add(fmt::format("{}-->{}", label_text(snapshot, triple->start),
                             label_text(snapshot, triple->end)),
                 Value());
        keys.add(snapshot.relationship(triple->relationship).properties);
    }
    Table table{{"kind", "name", "count", "example"}, {}};
    ends.write(table, "joins");
    keys.write(table, "property key");
    return table;
}

Error unknown_name(const Catalog& catalog, const std::string& name) {
    std::vector<std::string> names;
    for (LabelId label : catalog.labels()) {
        names.push_back(catalog.name(label));
    }
    for (TypeId type : catalog.types()) {
        names.push_back(catalog.name(type));
    }
    for (NameKind kind : {NameKind::Label, NameKind::Type}) {
        for (const auto& [stored, synonym] : catalog.synonyms(kind)) {
            names.push_back(synonym);
        }
    }
    auto near = nearest(name, names);
    return Error(Phase::Run, fmt::format("`{}` is no label and no relationship type", name))
        .hint(near ? fmt::format("did you mean `{}`?", *near) : ".schema lists them");
}

}  // namespace

Table name_table(const Snapshot& snapshot, const std::string& name, Limits& limits) {
    const Catalog& catalog = snapshot.catalog();
    std::string bare = name.starts_with(':') ? name.substr(1) : name;
    if (auto label = catalog.label(bare)) {
        return table_of_label(snapshot, *label, limits);
    }
    if (auto type = catalog.type(bare)) {
        return table_of_type(snapshot, *type, limits);
    }
    throw unknown_name(catalog, bare);
}

}  // namespace dingtu
