#include "shell/card.h"

#include "base/text.h"
#include "shell/evidence.h"
#include "shell/streams.h"

#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

namespace dingtu {

namespace {

constexpr std::size_t shown_per_type = 20;  // relationships of one type and direction
constexpr std::size_t shown_sentences = 10;

void print_head(std::ostream& out, const Node& node, const std::string& title, bool terminal) {
    std::string labels;
    for (const std::string& label : node.labels) {
        labels += ":" + label;
    }
    out << fmt::format("{}{}{}  {}\n", terminal ? "\x1B[1m" : "", title, terminal ? "\x1B[22m" : "",
                       labels);
}

void print_properties(std::ostream& out, const Node& node, const TextStyle& style) {
    for (const auto& [key, value] : node.properties) {
        if (key != "name") {
            std::size_t width = display_width(key);
            out << fmt::format("  {}{} {}\n", key, std::string(width < 12 ? 12 - width : 0, ' '),
                               wrapped(to_text(value), 15, style.width));
        }
    }
}

/// The relationships of one type and direction on one line each: `–RECEIVED→ 先租后买`.
void print_relationships(std::ostream& out, const Snapshot& snapshot, const std::string& type,
                         const std::vector<Neighbour>& neighbours, bool outgoing) {
    std::vector<std::string> titles;
    for (const Neighbour& neighbour : neighbours) {
        titles.push_back(title_of(snapshot, neighbour.node));
    }
    std::sort(titles.begin(), titles.end());
    titles.erase(std::unique(titles.begin(), titles.end()), titles.end());
    std::size_t shown = std::min(titles.size(), shown_per_type);
    for (std::size_t i = 0; i < shown; ++i) {
        out << fmt::format("  {}{}{} {}\n", outgoing ? "–" : "←", type, outgoing ? "→" : "–",
                           titles[i]);
    }
    if (shown < titles.size()) {
        out << fmt::format("  ... and {} more by {}\n", grouped(titles.size() - shown), type);
    }
}

}  // namespace

void print_card(std::ostream& out, const Snapshot& snapshot, NodeId id, const TextStyle& style,
                Limits& limits) {
    Node node = snapshot.node(id);
    print_head(out, node, title_of(snapshot, id), style.terminal);
    print_properties(out, node, style);
    Elements elements;
    for (Direction direction : {Direction::Out, Direction::In}) {
        for (TypeId type : snapshot.catalog().types()) {
            limits.check();
            std::vector<Neighbour> neighbours;
            snapshot.expand(id, direction, type, neighbours);
            print_relationships(out, snapshot, snapshot.catalog().name(type), neighbours,
                                direction == Direction::Out);
            for (const Neighbour& neighbour : neighbours) {
                elements.relationships.insert(neighbour.relationship);
            }
        }
    }
    if (elements.relationships.empty()) {
        return;
    }
    auto citations = cite(snapshot, elements, limits);
    std::size_t all = citations.size();
    citations.resize(std::min(all, shown_sentences));
    print_citations(out, citations, style);
    if (all > shown_sentences) {
        out << fmt::format("... and {} more\n", counted(all - shown_sentences, "place"));
    }
}

}  // namespace dingtu
