#include "exporter/drawing.h"

#include "exporter/caption.h"
#include "exporter/palette.h"
#include "exporter/spool.h"
#include "exporter/tooltip.h"
#include "exporter/topology.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <tuple>
#include <utility>

#include <fmt/format.h>

namespace dingtu {

namespace {

constexpr double label_ems = 8;
constexpr std::size_t label_lines = 2;
/// Up to this many nodes every caption gets room of its own; beyond, the picture would be mostly
/// white, and captions are written only where there is room.
constexpr std::size_t all_captions = 220;
constexpr double bend_step = 0.16;
/// A fan of many lines is no wider than this to either side: it stays within the picture.
constexpr double widest_bend = 0.4;

/// Looks of the nodes, before anything is placed. Circles are smaller in large pictures.
void size_node(DrawnNode& node, bool with_caption) {
    double weight = std::sqrt(static_cast<double>(node.degree));
    node.radius =
        with_caption ? std::min(6.5 + 2.4 * weight, 26.0) : std::min(3.0 + 1.4 * weight, 24.0);
    node.font =
        with_caption ? std::min(10.5 + 0.7 * weight, 15.0) : std::min(8.0 + 1.1 * weight, 30.0);
    for (const std::string& line : node.lines) {
        node.text_width = std::max(node.text_width, em_width(line));
    }
}

double label_width(const DrawnNode& node) {
    return node.text_width * node.font;
}

double label_height(const DrawnNode& node) {
    return static_cast<double>(node.lines.size()) * node.font * line_height;
}

/// The room of circle and caption; the circle stands at its top.
Box box_of(const DrawnNode& node, bool with_caption) {
    double side = 2 * node.radius + 2;
    if (!with_caption) {
        return {side + 8, side + 8};
    }
    return {std::max(side, label_width(node) + 2), side + label_height(node) + 2};
}

/// Takes from a replay what the drawing shows.
class Selection final : public GraphSink {
public:
    Selection(Drawing& drawing, const Topology& topology, const std::vector<std::size_t>& chosen)
        : drawing_(drawing),
          topology_(topology),
          chosen_(chosen) {}

    void node(const Node& node) override {
        if (std::size_t place = place_of(node.id); place < chosen_.size()) {
            drawing_.nodes.resize(chosen_.size());
            drawing_.nodes[place].node = node;
            drawing_.nodes[place].degree = topology_.degree(chosen_[place]);
        }
    }

    void relationship(const Relationship& relationship) override {
        std::size_t from = place_of(relationship.start);
        std::size_t to = place_of(relationship.end);
        if (from < chosen_.size() && to < chosen_.size()) {
            drawing_.lines.push_back({relationship, from, to, 0, 0});
        }
    }

    void finish() override {}

private:
    /// The node's index in the drawing, or the number of chosen nodes if it is not chosen.
    [[nodiscard]] std::size_t place_of(NodeId id) const {
        std::size_t index = topology_.index_of(id);
        auto at = std::lower_bound(chosen_.begin(), chosen_.end(), index);
        bool found = at != chosen_.end() && *at == index;
        return found ? static_cast<std::size_t>(at - chosen_.begin()) : chosen_.size();
    }

    Drawing& drawing_;
    const Topology& topology_;
    const std::vector<std::size_t>& chosen_;
};

/// Counts names and gives them colours, the most frequent first; `index` then finds them.
class Legend {
public:
    explicit Legend(Palette palette) : palette_(std::move(palette)) {}

    void count(std::string_view name) { ++counts_[std::string(name)]; }

    std::vector<LegendEntry> entries(const GraphOptions& options) {
        std::vector<LegendEntry> out;
        for (const auto& [name, count] : counts_) {
            out.push_back({name, std::string(word_for(name, options)), {}, count});
        }
        std::stable_sort(out.begin(), out.end(),
                         [](const auto& a, const auto& b) { return a.count > b.count; });
        for (std::size_t i = 0; i < out.size(); ++i) {
            out[i].colour = palette_.colour(out[i].name);
            index_[out[i].name] = i;
        }
        return out;
    }

    [[nodiscard]] std::size_t index(std::string_view name) const {
        return index_.find(name)->second;
    }

private:
    Palette palette_;
    std::map<std::string, std::size_t, std::less<>> counts_;
    std::map<std::string, std::size_t, std::less<>> index_;
};

void make_legends(Drawing& drawing, const GraphOptions& options) {
    Legend labels(Palette::of_nodes());
    Legend types(Palette::of_lines());
    for (const DrawnNode& node : drawing.nodes) {
        labels.count(main_label(node.node));
    }
    for (const DrawnLine& line : drawing.lines) {
        types.count(line.relationship.type);
    }
    drawing.labels = labels.entries(options);
    drawing.types = types.entries(options);
    for (DrawnNode& node : drawing.nodes) {
        node.label = labels.index(main_label(node.node));
    }
    for (DrawnLine& line : drawing.lines) {
        line.type = types.index(line.relationship.type);
    }
}

/// Lines between the same two nodes become a fan, seen from the lower one.
void bend_lines(Drawing& drawing) {
    std::map<std::pair<std::size_t, std::size_t>, std::vector<std::size_t>> by_ends;
    for (std::size_t i = 0; i < drawing.lines.size(); ++i) {
        auto [low, high] = std::minmax(drawing.lines[i].from, drawing.lines[i].to);
        by_ends[{low, high}].push_back(i);
    }
    for (const auto& [ends, lines] : by_ends) {
        double outermost = static_cast<double>(lines.size() - 1) / 2;
        double step = std::min(bend_step, widest_bend / std::max(outermost, 1.0));
        for (std::size_t k = 0; k < lines.size(); ++k) {
            DrawnLine& line = drawing.lines[lines[k]];
            double lane = static_cast<double>(k) - outermost;
            line.bend = step * lane * (line.from == ends.first ? 1 : -1);
            if (line.from == line.to) {
                line.bend = static_cast<double>(k + 1);
            }
        }
    }
}

bool overlap(const Point& a, const Box& box_a, const Point& b, const Box& box_b) {
    return std::abs(a.x - b.x) * 2 < box_a.width + box_b.width &&
           std::abs(a.y - b.y) * 2 < box_a.height + box_b.height;
}

/// Writes captions wherever there is room, names before ids and then by degree: a caption may cover
/// smaller circles than its own, neither larger ones nor other captions.
void choose_captions(Drawing& drawing) {
    std::vector<std::size_t> order(drawing.nodes.size());
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        const DrawnNode& first = drawing.nodes[a];
        const DrawnNode& second = drawing.nodes[b];
        return std::tuple(first.named, first.degree) > std::tuple(second.named, second.degree);
    });
    std::vector<std::pair<Point, Box>> taken;
    for (std::size_t i : order) {
        DrawnNode& node = drawing.nodes[i];
        taken.emplace_back(node.centre, Box{2 * node.radius, 2 * node.radius});
        Box box{label_width(node), label_height(node)};
        Point middle{node.centre.x, node.centre.y + node.radius + 1 + box.height / 2};
        node.labelled = std::none_of(taken.begin(), taken.end(), [&](const auto& other) {
            return overlap(middle, box, other.first, other.second);
        });
        if (node.labelled) {
            taken.emplace_back(middle, box);
        }
    }
}

/// What of a caption stands behind another one and a separator; all of it if it does not begin so.
std::string_view behind(std::string_view whole, std::string_view begin) {
    constexpr std::array<std::string_view, 7> separators{"・", "·", "：", ":", "/", " - ", "—"};
    if (whole.size() > begin.size() && !begin.empty() && whole.starts_with(begin)) {
        std::string_view rest = whole.substr(begin.size());
        for (std::string_view separator : separators) {
            if (rest.starts_with(separator) && rest.size() > separator.size()) {
                return rest.substr(separator.size());
            }
        }
    }
    return whole;
}

/// Captions, and how they are written: what a neighbour's caption says already is left out (a
/// figure of a firm is called by the firm and its own name).
void name_nodes(Drawing& drawing) {
    for (DrawnNode& node : drawing.nodes) {
        node.caption = caption(node.node);
        node.named = is_named(node.node);
    }
    std::vector<std::string_view> written;
    for (const DrawnNode& node : drawing.nodes) {
        written.push_back(node.caption);
    }
    auto shorten = [&](std::size_t one, std::size_t neighbour) {
        std::string_view rest =
            behind(drawing.nodes[one].caption, drawing.nodes[neighbour].caption);
        written[one] = rest.size() < written[one].size() ? rest : written[one];
    };
    for (const DrawnLine& line : drawing.lines) {
        shorten(line.from, line.to);
        shorten(line.to, line.from);
    }
    for (std::size_t i = 0; i < written.size(); ++i) {
        drawing.nodes[i].lines = wrap(written[i], label_ems, label_lines);
    }
}

/// Moves everything so that circles and written captions begin at (0, 0), and measures it.
void frame(Drawing& drawing) {
    double left = 0;
    double top = 0;
    double right = 0;
    double bottom = 0;
    for (const DrawnNode& node : drawing.nodes) {
        double half = std::max(node.radius, node.labelled ? label_width(node) / 2 : 0) + 1;
        double below = node.radius + 1 + (node.labelled ? label_height(node) : 0);
        bool first = &node == &drawing.nodes.front();
        left = std::min(first ? INFINITY : left, node.centre.x - half);
        right = std::max(first ? -INFINITY : right, node.centre.x + half);
        top = std::min(first ? INFINITY : top, node.centre.y - node.radius - 1);
        bottom = std::max(first ? -INFINITY : bottom, node.centre.y + below);
    }
    for (DrawnNode& node : drawing.nodes) {
        node.centre = {node.centre.x - left, node.centre.y - top};
    }
    drawing.size = {right - left, bottom - top};
}

void place_nodes(Drawing& drawing) {
    name_nodes(drawing);
    bool with_captions = drawing.nodes.size() <= all_captions;
    std::vector<Box> boxes;
    std::vector<Link> links;
    for (DrawnNode& node : drawing.nodes) {
        size_node(node, with_captions);
        boxes.push_back(box_of(node, with_captions));
    }
    for (const DrawnLine& line : drawing.lines) {
        links.emplace_back(line.from, line.to);
    }
    std::vector<Point> centres = lay_out(boxes, links);
    for (std::size_t i = 0; i < centres.size(); ++i) {
        DrawnNode& node = drawing.nodes[i];
        double top = centres[i].y - boxes[i].height / 2;
        node.centre = {centres[i].x, with_captions ? top + node.radius + 1 : centres[i].y};
    }
    if (!with_captions) {
        choose_captions(drawing);
    }
    frame(drawing);
}

class DrawingSink final : public GraphSink {
public:
    DrawingSink(GraphOptions options, std::function<void(const Drawing&)> write)
        : options_(std::move(options)),
          write_(std::move(write)) {}

    void node(const Node& node) override {
        topology_.add(node.id);
        spool_.node(node);
    }

    void relationship(const Relationship& relationship) override {
        topology_.add(relationship.start, relationship.end);
        ++all_lines_;
        spool_.relationship(relationship);
    }

    void finish() override {
        Drawing drawing;
        drawing.title = options_.title;
        drawing.all_nodes = topology_.size();
        drawing.all_lines = all_lines_;
        std::vector<std::size_t> chosen = topology_.highest(options_.max_nodes);
        Selection selection(drawing, topology_, chosen);
        spool_.replay(selection);
        make_legends(drawing, options_);
        bend_lines(drawing);
        place_nodes(drawing);
        write_(drawing);
    }

private:
    GraphOptions options_;
    std::function<void(const Drawing&)> write_;
    GraphSpool spool_;
    Topology topology_;
    std::uint64_t all_lines_ = 0;
};

}  // namespace

std::unique_ptr<GraphSink> make_drawing(const GraphOptions& options,
                                        std::function<void(const Drawing&)> write) {
    return std::make_unique<DrawingSink>(options, std::move(write));
}

std::string left_out(const Drawing& drawing) {
    if (drawing.nodes.size() == drawing.all_nodes) {
        return {};
    }
    return fmt::format("{} of {} nodes shown, those with most relationships", drawing.nodes.size(),
                       drawing.all_nodes);
}

}  // namespace dingtu
