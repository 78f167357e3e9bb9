#include "loader/firm_name.h"
#include "loader/rules/rules.h"

#include <algorithm>
#include <span>

namespace dingtu {
namespace {

constexpr double listed_weight = 100;  // find_listed() gives it

bool inside(const Mention& inner, const Mention& outer) {
    return inner.begin >= outer.begin && inner.end <= outer.end;
}

bool overlap(const Mention& a, const Mention& b) {
    return a.begin < b.end && b.begin < a.end;
}

/// Places, firms and agencies lie inside longer names and stay known there.
bool may_nest(const Mention& inner, const Mention& outer) {
    const bool same_span = inner.begin == outer.begin && inner.end == outer.end;
    const bool users = outer.weight >= listed_weight;  // a user's word is one thing as a whole
    const bool sure = (inner.weight >= 26 && !users) || is_a(inner.label, "Place");
    if (inner.label == "Region") {
        return false;  // 中国 in 中国民用航空局 tells nothing
    }
    return sure && !same_span && inside(inner, outer) && inner.label != outer.label &&
           (is_a(inner.label, "Place") || is_a(inner.label, "Organization"));
}

bool by_place(const Mention& a, const Mention& b) {
    if (a.sentence != b.sentence) {
        return a.sentence < b.sentence;
    }
    return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
}

/// 杭州|申昊科技|股份有限公司: nothing before the shorter name, or a place.
bool only_place_before(std::span<const Mention> found, const Mention& longer,
                       const Mention& shorter) {
    return longer.begin == shorter.begin ||
           std::any_of(found.begin(), found.end(), [&](const Mention& place) {
               return is_a(place.label, "Place") && place.begin == longer.begin &&
                      place.end == shorter.begin;
           });
}

/// Whether the words of `shorter` are a short form of the firm that the longer mention names.
bool same_firm(const Mention& shorter, const Mention& longer) {
    if (shorter.label != "Firm" || longer.name.size() != longer.end - longer.begin) {
        return false;
    }
    const std::string words =
        longer.name.substr(shorter.begin - longer.begin, shorter.end - shorter.begin);
    const std::vector<std::string> forms = short_forms(parse_firm(longer.name));
    return std::find(forms.begin(), forms.end(), words) != forms.end();
}

/// A name of the user that a longer one of the same label goes on from (花旗|银行上海分行) does not
/// cut that one: it takes in the rest if both mean the same firm, else it gives way.
/// `found` are the candidates of one sentence.
void fit_listed(std::span<Mention> found) {
    for (Mention& listed : found) {
        if (listed.weight < listed_weight) {
            continue;
        }
        const Mention* longer = nullptr;
        for (const Mention& other : found) {
            const bool goes_on = other.weight < listed_weight && other.label == listed.label &&
                                 inside(listed, other) && other.begin <= listed.begin &&
                                 other.end > listed.end && only_place_before(found, other, listed);
            if (goes_on && (longer == nullptr || other.weight > longer->weight)) {
                longer = &other;
            }
        }
        if (longer != nullptr && same_firm(listed, *longer)) {
            listed.begin = longer->begin;
            listed.end = longer->end;
        } else if (longer != nullptr) {
            listed.weight = longer->weight;  // of two that weigh the same the longer one stays
        }
    }
}

/// fit_listed() in each sentence; `found` stands in the order of sentences.
void fit_all_listed(std::vector<Mention>& found) {
    for (std::size_t begin = 0; begin < found.size();) {
        std::size_t end = begin;
        while (end < found.size() && found[end].sentence == found[begin].sentence) {
            ++end;
        }
        fit_listed(std::span(found).subspan(begin, end - begin));
        begin = end;
    }
}

}  // namespace

void arbitrate(std::vector<Mention>& found) {
    fit_all_listed(found);
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
