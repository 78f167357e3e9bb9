#include "query/ops/find.h"

#include "base/error.h"

namespace dingtu {

std::optional<std::vector<NodeId>> find_nodes(const Find& find, const Row& row,
                                              const Snapshot& graph) {
    Value value = find.value->eval(row);
    std::vector<NodeId> found;
    switch (find.how) {
        case Find::How::Value: {
            auto key = find.key.key(graph.catalog());
            if (!key || value.is_null()) {
                return found;
            }
            if (!Snapshot::indexed(value)) {
                return std::nullopt;
            }
            return graph.nodes_with(*key, value);
        }
        case Find::How::Called:
            if (value.is(Kind::String)) {
                found = graph.called(value.as_string());
            }
            return found;
        case Find::How::Id:
            if (value.is(Kind::Integer) && value.as_integer() >= 0) {
                NodeId node{static_cast<std::uint64_t>(value.as_integer())};
                if (graph.contains(node)) {
                    found.push_back(node);
                }
            }
            return found;
        case Find::How::All:
        case Find::How::Label: break;
    }
    throw Error(Phase::Bug, "a scan is no look-up");
}

}  // namespace dingtu
