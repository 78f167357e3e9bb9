#include "query/ops/flat_map.h"

#include <algorithm>

namespace dingtu {

bool occurs(const Row& row, const Slots& slots, RelationshipId id) {
    auto in = [&](Slot slot) {
        const Value& value = row.at(slot);
        if (value.is(Kind::Relationship)) {
            return value.as_relationship_id() == id;
        }
        if (!value.is(Kind::List)) {
            return false;
        }
        const List& list = value.as_list();
        return std::any_of(list.begin(), list.end(), [&](const Value& item) {
            return item.is(Kind::Relationship) && item.as_relationship_id() == id;
        });
    };
    return std::any_of(slots.begin(), slots.end(), in);
}

}  // namespace dingtu
