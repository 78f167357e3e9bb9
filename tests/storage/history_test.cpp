#include "tests/catch.h"
#include "tests/storage/support.h"

#include <map>
#include <random>

// A random history of commits, read from snapshots and inside transactions, against a plain model.
// Reading all of a view several times makes its images due; views are also read after later
// commits.

using namespace dingtu;
using namespace dingtu::test;

namespace {

struct Model {
    std::map<NodeId, std::map<KeyId, Value>> nodes;
    std::map<RelationshipId, Endpoints> relationships;
    std::map<RelationshipId, Value> weights;

    [[nodiscard]] std::vector<Neighbour> expand(NodeId id, bool out, TypeId type) const {
        std::vector<Neighbour> found;
        for (const auto& [relationship, ends] : relationships) {
            if (type_of(relationship) == type && (out ? ends.start : ends.end) == id) {
                found.push_back({out ? ends.end : ends.start, relationship});
            }
        }
        std::sort(found.begin(), found.end());
        return found;
    }
};

class History {
public:
    explicit History(Store& store) : store_(store) {}

    void step() {
        const auto write = store_.begin();
        for (std::size_t i = 0; i < types_.size(); ++i) {
            types_[i] = write->type("T" + std::to_string(i));
        }
        key_ = write->key("k");
        weight_ = write->key("weight");
        const int changes = pick(1, 40);
        for (int i = 0; i < changes; ++i) {
            change(*write);
        }
        check(*write, model_);
        write->commit();
        views_.emplace_back(store_.snapshot(), model_);
        if (views_.size() % 8 == 0) {
            store_.compact();
            views_.emplace_back(store_.snapshot(), model_);
        }
    }
    void check_views() const {
        for (const auto& [view, model] : views_) {
            check(*view, model);
        }
    }

private:
    int pick(int low, int high) { return std::uniform_int_distribution<int>(low, high)(random_); }
    template <class Map>
    auto any_of(Map& map) {
        return std::next(map.begin(), pick(0, static_cast<int>(map.size()) - 1));
    }
    void change(Transaction& write) {
        const int act = pick(0, 9);
        if (act < 2 || model_.nodes.size() < 3) {
            model_.nodes[write.create_node({})];
        } else if (act < 6) {
            const Endpoints ends{any_of(model_.nodes)->first, any_of(model_.nodes)->first};
            const auto id = write.create_relationship(types_[static_cast<std::size_t>(pick(0, 1))],
                                                      ends.start, ends.end);
            model_.relationships[id] = ends;
            write.set(id, weight_, model_.weights[id] = pick(0, 99));
        } else if (act < 8) {
            const auto node = any_of(model_.nodes);
            node->second[key_] = pick(0, 3) == 0 ? Value() : Value(std::to_string(pick(0, 9)));
            write.set(node->first, key_, node->second[key_]);
        } else if (!model_.relationships.empty()) {
            const auto relationship = any_of(model_.relationships);
            write.erase(relationship->first);
            model_.weights.erase(relationship->first);
            model_.relationships.erase(relationship);
        }
    }
    void check_node(const Snapshot& view, const Model& model, NodeId id) const {
        for (const TypeId type : types_) {
            const auto out = model.expand(id, true, type);
            const auto in = model.expand(id, false, type);
            REQUIRE(expanded(view, id, Direction::Out, type) == out);
            REQUIRE(expanded(view, id, Direction::In, type) == in);
            REQUIRE(view.degree(id, Direction::Out, type) == out.size());
            REQUIRE(view.degree(id, Direction::Both, type) ==
                    expanded(view, id, Direction::Both, type).size());
            for (const Neighbour& neighbour : out) {
                const auto found = found_between(view, id, neighbour.node, type);
                REQUIRE(std::count(found.begin(), found.end(), neighbour.relationship) == 1);
            }
        }
    }
    void check(const Snapshot& view, const Model& model) const {
        for (const auto& [id, properties] : model.nodes) {
            check_node(view, model, id);
            const auto value = properties.find(key_);
            REQUIRE(equivalent(view.property(id, key_),
                               value == properties.end() ? Value() : value->second));
        }
        std::size_t count = 0;
        for (const TypeId type : types_) {
            const auto triples = all_relationships(view, type);
            REQUIRE(std::is_sorted(triples.begin(), triples.end()));
            for (const Triple& triple : triples) {
                REQUIRE(model.relationships.at(triple.relationship) ==
                        Endpoints{triple.start, triple.end});
                REQUIRE(view.endpoints(triple.relationship) == Endpoints{triple.start, triple.end});
                REQUIRE(view.property(triple.relationship, weight_).as_integer() ==
                        model.weights.at(triple.relationship).as_integer());
            }
            count += triples.size();
        }
        REQUIRE(count == model.relationships.size());
        REQUIRE(view.catalog().relationship_count() == count);
    }

    Store& store_;
    std::mt19937 random_{5};
    Model model_;
    std::array<TypeId, 2> types_;
    KeyId key_;
    KeyId weight_;
    std::vector<std::pair<std::shared_ptr<const Snapshot>, Model>> views_;
};

}  // namespace

TEST_CASE("a random history reads as it was written, at every commit", "[storage]") {
    AnyStore store(GENERATE(Medium::Memory, Medium::Disk));
    {
        History history(*store);
        for (int i = 0; i < 60; ++i) {
            history.step();
        }
        history.check_views();
        history.check_views();
    }
    CHECK(faults(*store).empty());
    store.reopen();
    CHECK(faults(*store).empty());
}
