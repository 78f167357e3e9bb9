#include "loader/rules/rules.h"

#include <algorithm>

namespace dingtu {
namespace {

bool inside(const Mention& inner, const Mention& outer) {
    return inner.begin >= outer.begin && inner.end <= outer.end;
}

bool overlap(const Mention& a, const Mention& b) {
    return a.begin < b.end && b.begin < a.end;
}

/// Places, firms and agencies lie inside longer names and stay known there.
bool may_nest(const Mention& inner, const Mention& outer) {
    const bool same_span = inner.begin == outer.begin && inner.end == outer.end;
    const bool users = outer.weight >= 100;  // a user's word is one thing as a whole
    const bool sure = (inner.weight >= 26 && !users) || is_a(inner.label, "Place");
    return sure && !same_span && inside(inner, outer) && inner.label != outer.label &&
           (is_a(inner.label, "Place") || is_a(inner.label, "Organization"));
}

bool by_place(const Mention& a, const Mention& b) {
    if (a.sentence != b.sentence) {
        return a.sentence < b.sentence;
    }
    return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
}

}  // namespace

void arbitrate(std::vector<Mention>& found) {
    std::stable_sort(found.begin(), found.end(), [](const Mention& a, const Mention& b) {
        if (a.sentence != b.sentence) {
            return a.sentence < b.sentence;
        }
        if (a.weight != b.weight) {
            return a.weight > b.weight;
        }
        return a.end - a.begin != b.end - b.begin ? a.end - a.begin > b.end - b.begin
                                                  : a.rule < b.rule;
    });
    std::vector<Mention> kept;
    std::size_t first = 0;  // of the current sentence in `kept`
    for (Mention& mention : found) {
        if (!kept.empty() && kept.back().sentence != mention.sentence) {
            first = kept.size();
        }
        bool fits = true;
        for (std::size_t i = first; i < kept.size() && fits; ++i) {
            if (overlap(mention, kept[i])) {
                fits = may_nest(mention, kept[i]);
                mention.nested = true;
            }
        }
        if (fits) {
            kept.push_back(std::move(mention));
        }
    }
    std::sort(kept.begin(), kept.end(), by_place);
    found = std::move(kept);
}

}  // namespace dingtu
