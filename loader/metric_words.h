#pragma once

#include "loader/phrases.h"

#include <map>
#include <string>

namespace dingtu {

/// The word lists of data/indicators.txt; what each is for stands there.
struct MetricWords {
    std::map<std::string, PhraseSet, std::less<>> sets = read_phrases("indicators.txt");

    const PhraseSet& up = sets["up"];
    const PhraseSet& down = sets["down"];
    const PhraseSet& up_noun = sets["up noun"];
    const PhraseSet& down_noun = sets["down noun"];
    const PhraseSet& reach = sets["reach"];
    const PhraseSet& light = sets["light"];
    const PhraseSet& light_right = sets["light right"];
    const PhraseSet& have = sets["have"];
    const PhraseSet& lead = sets["lead"];
    const PhraseSet& fresh = sets["new"];
    const PhraseSet& generic = sets["generic"];
    const PhraseSet& owned = sets["owned"];
    const PhraseSet& head = sets["head"];
    const PhraseSet& measure = sets["measure"];
    const PhraseSet& project = sets["project"];
    const PhraseSet& support = sets["support"];
    const PhraseSet& right_stop = sets["right stop"];
    const PhraseSet& announce = sets["announce"];
    const PhraseSet& count_verb = sets["count verb"];
    const PhraseSet& condition_lead = sets["condition lead"];
    const PhraseSet& condition = sets["condition"];
    const PhraseSet& give = sets["give"];
    const PhraseSet& denied = sets["denied"];
    const PhraseSet& plan = sets["plan"];
    const PhraseSet& before_stage = sets["before stage"];
    const PhraseSet& after_stage = sets["after stage"];
    const PhraseSet& rank_verb = sets["rank verb"];
    const PhraseSet& rank_first = sets["rank first"];
    const PhraseSet& rank_scope = sets["rank scope"];
    const PhraseSet& area = sets["area"];
};

[[nodiscard]] const MetricWords& metric_words();

}  // namespace dingtu
