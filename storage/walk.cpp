// The whole graph or a part of it in an order that depends on its content alone. Nodes are sorted
// by labels and name, on disk if there are many; relationships by the places of their ends in that
// order. Only where labels and name agree, or there is no name, is more of a node looked at.

#include "base/error.h"
#include "base/json.h"
#include "storage/graph_io.h"
#include "storage/link_log.h"
#include "storage/sorter.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

namespace dingtu {
namespace {

constexpr std::size_t sorting_bytes = std::size_t{64} << 20;
/// Of nodes without name: enough to have them in an order that reads well.
constexpr std::size_t content_prefix = 32;
constexpr std::uint64_t told_every = 4096;

/// FNV-1a. Any function of the content does; this one is the same on every machine.
std::uint64_t fingerprint(std::string_view text) {
    std::uint64_t hash = 14695981039346656037U;
    for (const char c : text) {
        hash = (hash ^ static_cast<std::uint8_t>(c)) * 1099511628211U;
    }
    return hash;
}

std::uint32_t number_of(NodeId id) {
    invariant(id.value <= UINT32_MAX, "nodes are numbered in 32 bits");
    return static_cast<std::uint32_t>(id.value);
}

/// Counts the steps of a walk and asks the limits at each.
class Steps {
public:
    Steps(Limits& limits, const WalkProgress& on_progress)
        : limits_(limits),
          on_progress_(on_progress) {}
    void expect(std::uint64_t steps) { all_ += steps; }
    void step() {
        limits_.check();
        if (++done_ % told_every == 0 && on_progress_) {
            on_progress_(done_, all_);
        }
    }

private:
    Limits& limits_;
    const WalkProgress& on_progress_;
    std::uint64_t done_ = 0;
    std::uint64_t all_ = 0;
};

/// The selected nodes by their numbers, and the place of each in the order of the walk.
class NodeOrder {
public:
    NodeOrder(const Snapshot& snapshot, const Selection& selection, Limits& limits)
        : snapshot_(snapshot),
          limits_(limits) {
        if (selection.everything) {
            take_all();
        } else {
            take(selection);
        }
        std::ranges::sort(numbers_);
        numbers_.erase(std::unique(numbers_.begin(), numbers_.end()), numbers_.end());
        charged_ = numbers_.size() * 3 * sizeof(std::uint32_t);
        limits_.charge(charged_);
    }
    NodeOrder(const NodeOrder&) = delete;
    NodeOrder& operator=(const NodeOrder&) = delete;
    ~NodeOrder() { limits_.release(charged_); }

    [[nodiscard]] std::size_t size() const { return numbers_.size(); }
    [[nodiscard]] NodeId at(std::size_t place) const { return NodeId{by_place_[place]}; }
    [[nodiscard]] std::uint32_t place_of(NodeId id) const { return places_[index_of(id)]; }

    void sort(Steps& steps) {
        by_place_.reserve(numbers_.size());
        KeySorter sorter;
        const std::vector<std::string> labels = label_keys();
        const auto name = snapshot_.catalog().key("name");
        for (const std::uint32_t number : numbers_) {
            steps.step();
            sorter.add(key_of(NodeId{number}, labels, name), bytes_of(number));
            if (sorter.bytes() > sorting_bytes) {
                sorter.spill();
            }
        }
        std::string present;
        std::vector<std::uint32_t> alike;
        sorter.drain([&](std::string_view key, std::string_view value) {
            if (key != present) {
                append(alike);
                present = key;
            }
            alike.push_back(number_in(value));
        });
        append(alike);
        places_.resize(numbers_.size());
        for (std::size_t place = 0; place < by_place_.size(); ++place) {
            places_[index_of(NodeId{by_place_[place]})] = static_cast<std::uint32_t>(place);
        }
    }

private:
    void take_all() {
        numbers_.reserve(snapshot_.catalog().node_count());
        const auto cursor = snapshot_.nodes();
        while (const auto id = cursor->next()) {
            limits_.check();
            numbers_.push_back(number_of(*id));
        }
    }

    void take(const Selection& selection) {
        for (const NodeId id : selection.nodes) {
            if (snapshot_.contains(id)) {
                numbers_.push_back(number_of(id));
            }
        }
        for (const RelationshipId id : selection.relationships) {
            if (const auto ends = snapshot_.endpoints(id)) {
                numbers_.push_back(number_of(ends->start));
                numbers_.push_back(number_of(ends->end));
            }
        }
    }

    /// Numbers are distinct and ascend, so an index is at most as high as it would be without gaps:
    /// mostly there are none.
    [[nodiscard]] std::size_t index_of(NodeId id) const {
        const std::uint32_t number = number_of(id);
        const std::size_t highest =
            std::min<std::size_t>(number - numbers_.front(), numbers_.size() - 1);
        if (numbers_[highest] == number) {
            return highest;
        }
        const auto end = numbers_.begin() + static_cast<std::ptrdiff_t>(highest);
        return static_cast<std::size_t>(std::lower_bound(numbers_.begin(), end, number) -
                                        numbers_.begin());
    }

    /// For each list of labels a text that sorts as the list does.
    [[nodiscard]] std::vector<std::string> label_keys() const {
        std::vector<std::string> keys;
        for (const std::vector<LabelId>& set : snapshot_.label_sets()) {
            std::string& key = keys.emplace_back();
            for (const LabelId label : set) {
                key += snapshot_.catalog().name(label);
                key += '\1';
            }
            key += '\0';
        }
        return keys;
    }

    [[nodiscard]] std::string key_of(NodeId id, const std::vector<std::string>& labels,
                                     std::optional<KeyId> name_key) const {
        std::string key = labels[snapshot_.label_set(id)];
        const Value name = name_key ? snapshot_.property(id, *name_key) : Value();
        if (!name.is_null()) {
            write_json(key, name);
        } else {
            const std::string content = to_json(snapshot_.node(id).properties);
            const std::uint64_t rest = fingerprint(content);
            key += '\0';
            key += content.substr(0, content_prefix);
            key.append(reinterpret_cast<const char*>(&rest), sizeof rest);
        }
        return key;
    }

    static std::string_view bytes_of(const std::uint32_t& number) {
        return {reinterpret_cast<const char*>(&number), sizeof number};
    }
    static std::uint32_t number_in(std::string_view bytes) {
        std::uint32_t number = 0;
        std::copy(bytes.begin(), bytes.end(), reinterpret_cast<char*>(&number));
        return number;
    }

    /// Nodes whose keys are equal, in the order of everything else about them.
    void append(std::vector<std::uint32_t>& alike) {
        if (alike.size() > 1) {
            std::vector<std::pair<std::uint64_t, std::uint32_t>> told_apart;
            told_apart.reserve(alike.size());
            for (const std::uint32_t number : alike) {
                limits_.check();
                const std::string content = to_json(snapshot_.node(NodeId{number}).properties);
                told_apart.emplace_back(fingerprint(content), number);
            }
            std::ranges::sort(told_apart);
            std::ranges::transform(told_apart, alike.begin(),
                                   [](const auto& at) { return at.second; });
        }
        by_place_.insert(by_place_.end(), alike.begin(), alike.end());
        alike.clear();
    }

    const Snapshot& snapshot_;
    Limits& limits_;
    std::size_t charged_ = 0;
    std::vector<std::uint32_t> numbers_;   // ascending
    std::vector<std::uint32_t> places_;    // of each of them
    std::vector<std::uint32_t> by_place_;  // numbers again, in the order of the walk
};

/// The relationships of one type in the order of their ends' places.
class TypeWalk {
public:
    TypeWalk(const Snapshot& snapshot, const NodeOrder& order, TypeId type, GraphSink& sink,
             Steps& steps)
        : snapshot_(snapshot),
          order_(order),
          type_(type),
          sink_(sink),
          steps_(steps) {}

    void take(NodeId start, NodeId end, RelationshipId id) {
        steps_.step();
        links_.add({order_.place_of(start), order_.place_of(end),
                    static_cast<std::uint32_t>(serial_of(id))});
    }

    void feed() {
        std::vector<Link> parallel;
        LinkLog::Room room(sorting_bytes);
        links_.sorted(false, room, [&](const Link& link) {
            if (!parallel.empty() && (parallel.front().subject != link.subject ||
                                      parallel.front().other != link.other)) {
                feed(parallel);
            }
            parallel.push_back(link);
        });
        feed(parallel);
    }

private:
    [[nodiscard]] Relationship relationship(const Link& link) const {
        return snapshot_.relationship(Triple{order_.at(link.subject), order_.at(link.other),
                                             relationship_id(type_, link.serial)});
    }

    /// Relationships between the same two nodes are told apart by their properties; they are few.
    void feed(std::vector<Link>& parallel) {
        if (parallel.size() > 1) {
            std::vector<std::pair<std::string, Link>> told_apart;
            for (const Link& link : parallel) {
                told_apart.emplace_back(to_json(relationship(link).properties), link);
            }
            std::ranges::sort(told_apart);
            std::ranges::transform(told_apart, parallel.begin(),
                                   [](const auto& at) { return at.second; });
        }
        for (const Link& link : parallel) {
            steps_.step();
            sink_.relationship(relationship(link));
        }
        parallel.clear();
    }

    const Snapshot& snapshot_;
    const NodeOrder& order_;
    TypeId type_;
    GraphSink& sink_;
    Steps& steps_;
    LinkLog links_;
};

/// All types by their names.
std::vector<TypeId> types_in_order(const Catalog& catalog) {
    std::vector<TypeId> types = catalog.types();
    std::ranges::sort(types, {},
                      [&](TypeId type) -> const std::string& { return catalog.name(type); });
    return types;
}

void walk_type(const Snapshot& snapshot, const std::set<RelationshipId>* selected, TypeId type,
               TypeWalk& walk) {
    if (selected == nullptr) {
        const auto cursor = snapshot.relationships(type);
        while (const auto triple = cursor->next()) {
            walk.take(triple->start, triple->end, triple->relationship);
        }
    } else {
        auto at = selected->lower_bound(relationship_id(type, 0));
        for (; at != selected->end() && type_of(*at) == type; ++at) {
            if (const auto ends = snapshot.endpoints(*at)) {
                walk.take(ends->start, ends->end, *at);
            }
        }
    }
    walk.feed();
}

}  // namespace

void walk(const Snapshot& snapshot, const Selection& selection, GraphSink& sink, Limits& limits,
          const WalkProgress& on_progress) {
    const std::set<RelationshipId> selected(selection.relationships.begin(),
                                            selection.relationships.end());
    NodeOrder order(snapshot, selection, limits);
    Steps steps(limits, on_progress);
    steps.expect(2 * (order.size() + (selection.everything ? snapshot.catalog().relationship_count()
                                                           : selected.size())));
    order.sort(steps);
    for (std::size_t place = 0; place < order.size(); ++place) {
        steps.step();
        sink.node(snapshot.node(order.at(place)));
    }
    for (const TypeId type : types_in_order(snapshot.catalog())) {
        TypeWalk of_type(snapshot, order, type, sink, steps);
        walk_type(snapshot, selection.everything ? nullptr : &selected, type, of_type);
    }
    sink.finish();
}

}  // namespace dingtu
