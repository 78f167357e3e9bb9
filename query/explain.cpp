#include "query/explain.h"

#include "base/text.h"
#include "grammar/print.h"

#include <algorithm>

#include <fmt/format.h>

namespace dingtu {

namespace {

std::string arrow(Direction direction, const std::string& inner) {
    const char* left = direction == Direction::In ? "<-" : "-";
    const char* right = direction == Direction::Out ? "->" : "-";
    return fmt::format("{}[{}]{}", left, inner, right);
}

std::string range(std::uint64_t min, std::uint64_t max) {
    return max == UINT64_MAX ? fmt::format("*{}..", min) : fmt::format("*{}..{}", min, max);
}

std::string type_text(const NameTest& types) {
    return types.anything() ? "" : ":" + types.text();
}

template <class Items>
std::string joined(const Items& items) {
    std::string out;
    for (const auto& item : items) {
        if (!out.empty()) {
            out += ", ";
        }
        out += item.text;
    }
    return out;
}

/// Name and details of a step.
struct Describe {
    std::string operator()(const plan::Argument& /*node*/) const { return "Argument"; }
    std::string operator()(const plan::Match& /*node*/) const { return "Match"; }
    std::string operator()(const plan::Join& node) const {
        const char* how = node.repeats == plan::Join::Repeats::Rows   ? ""
                          : node.repeats == plan::Join::Repeats::Once ? "  once"
                                                                      : "  counted";
        return fmt::format("Join of {} nodes, {} relationships{}", node.query->variables.size(),
                           node.query->edges.size(), how);
    }
    std::string operator()(const plan::Scan& node) const {
        switch (node.find.how) {
            case Find::How::All: return "Scan all nodes";
            case Find::How::Label: return fmt::format("Scan :{}", quoted_name(node.find.label));
            case Find::How::Value: return fmt::format("Find by value  {}", node.find.text);
            case Find::How::Called: return fmt::format("Find by name  {}", node.find.text);
            case Find::How::Id: return fmt::format("Find by id  {}", node.find.text);
        }
        return "Scan";
    }
    std::string operator()(const plan::Expand& node) const {
        return (node.into ? "Expand into  " : "Expand  ") +
               arrow(node.direction, type_text(node.types));
    }
    std::string operator()(const plan::ExpandMany& node) const {
        return (node.into ? "Expand many into  " : "Expand many  ") +
               arrow(node.direction, type_text(node.types) + range(node.min, node.max));
    }
    std::string operator()(const plan::FollowBound& node) const {
        return "Follow  " + arrow(node.direction, type_text(node.types));
    }
    std::string operator()(const plan::ShortestPath& node) const {
        std::string how = node.all_shortest ? "all of them" : fmt::format("{} of them", node.paths);
        return fmt::format("Shortest paths  {}  {}",
                           arrow(node.direction, type_text(node.types) + range(node.min, node.max)),
                           how);
    }
    std::string operator()(const plan::KeepShortest& /*node*/) const { return "Keep shortest"; }
    std::string operator()(const plan::Filter& node) const { return "Filter  " + node.text; }
    std::string operator()(const plan::Project& node) const {
        return "Project  " + joined(node.items);
    }
    std::string operator()(const plan::GroupBy& node) const {
        return fmt::format("Group by {} keys  {}", node.keys.size(), joined(node.items));
    }
    std::string operator()(const plan::Sort& node) const {
        return std::string(node.limit ? "Top  " : "Sort  ") + joined(node.keys);
    }
    std::string operator()(const plan::Skip& /*node*/) const { return "Skip"; }
    std::string operator()(const plan::Limit& /*node*/) const { return "Limit"; }
    std::string operator()(const plan::Distinct& /*node*/) const { return "Distinct"; }
    std::string operator()(const plan::Unwind& /*node*/) const { return "Unwind"; }
    std::string operator()(const plan::Optional& /*node*/) const { return "Optional"; }
    std::string operator()(const plan::Union& /*node*/) const { return "Union"; }
    std::string operator()(const plan::Create& node) const {
        return fmt::format("Create  {} elements", node.elements.size());
    }
    std::string operator()(const plan::Set& node) const {
        return fmt::format("Set  {} items", node.items.size());
    }
    std::string operator()(const plan::Merge& /*node*/) const { return "Merge"; }
    std::string operator()(const plan::Delete& node) const {
        return node.detach ? "Delete with relationships" : "Delete";
    }
    std::string operator()(const plan::CallProcedure& /*node*/) const { return "Call procedure"; }
};

struct Line {
    std::string text;
    const plan::Step* step;
};

void collect(const plan::Step& step, std::size_t depth, std::vector<Line>& lines) {
    lines.push_back({std::string(depth * 2, ' ') + std::visit(Describe{}, step.node), &step});
    // The first child stands straight below: a chain of steps reads as a list. Others are indented.
    for (std::size_t i = step.children.size(); i-- > 0;) {
        bool indented = step.children.size() > 1;
        collect(*step.children[i], depth + (indented ? 1 : 0), lines);
    }
}

}  // namespace

std::string explain(const plan::Step& step, const Built* built) {
    std::vector<Line> lines;
    collect(step, 0, lines);
    auto operator_of = [&](const Line& line) -> const Operator* {
        auto found = built == nullptr ? decltype(built->operators.end()){}
                                      : built->operators.find(line.step);
        return built == nullptr || found == built->operators.end() ? nullptr : found->second;
    };
    std::size_t width = 0;
    for (Line& line : lines) {
        if (const Operator* op = operator_of(line)) {
            line.text += op->detail();
        }
        width = std::max(width, display_width(line.text));
    }
    std::string out;
    for (const Line& line : lines) {
        out += line.text;
        if (const Operator* op = operator_of(line)) {
            double ms = std::chrono::duration<double, std::milli>(op->time()).count();
            out += fmt::format("{}  {:>10} rows {:>10.3f} ms",
                               std::string(width - display_width(line.text), ' '), op->rows(), ms);
        }
        out += '\n';
    }
    return out;
}

}  // namespace dingtu
