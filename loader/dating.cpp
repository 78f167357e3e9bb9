#include "loader/dating.h"

#include "loader/periods.h"

#include <algorithm>
#include <array>

namespace dingtu {

namespace {

bool happens(const Relation& relation) {
    constexpr std::array<std::string_view, 4> types{"WON", "RECEIVED", "ISSUED", "PARTICIPATES_IN"};
    return std::find(types.begin(), types.end(), relation.type) != types.end() &&
           relation.status != "planned" && relation.period.empty();
}

/// A stretch of time (2024-06/, 2003/2024) dates no single event.
bool dates(const Period& period) {
    bool in_use = period.use == PeriodUse::Scope || period.use == PeriodUse::Bound;
    return in_use && !period.target && !period.same && !period.value.empty() &&
           period.value.find('/') == std::string::npos;
}

}  // namespace

void date_relations(const Document& document, Findings& findings) {
    const PeriodContext context{.document_date = document.date, .heading = {}, .previous = {}};
    for (Relation& relation : findings.relations) {
        if (!happens(relation) || relation.evidence.pieces.size() != 1) {
            continue;
        }
        const std::string& sentence = relation.evidence.sentence;
        const std::size_t begin = sentence.find(relation.evidence.text);
        if (begin == std::string::npos) {
            continue;
        }
        const std::size_t end = begin + relation.evidence.text.size();
        for (const Period& period : find_periods(sentence, context)) {
            if (period.span.end <= end && dates(period)) {
                relation.period = period.value;
            }
        }
    }
}

}  // namespace dingtu
