#include "loader/metric_measure.h"

#include "loader/metric_words.h"

namespace dingtu {

void set_measure(MetricDraft& draft, const LeftWords& left, const Quantity& number, bool of_place) {
    const MetricWords& words = metric_words();
    const bool falls = words.down_noun.before(draft.indicator, draft.indicator.size()).length != 0;
    if (number.change) {
        draft.measure = "change";
        return;
    }
    if (left.direction != 0 && !left.fresh) {
        const bool yearly = left.yearly || (of_place && !left.compared);
        draft.measure = draft.unit == "%" && yearly ? "yoy" : "change";
        draft.value *= left.direction;
        if (draft.value_max) *draft.value_max *= left.direction;
        return;
    }
    const bool rises = words.up_noun.before(draft.indicator, draft.indicator.size()).length != 0;
    if (rises || falls) {
        draft.measure =
            draft.unit == "%" && !draft.indicator.ends_with("增长率") ? "yoy" : "change";
        if (falls) draft.value = -draft.value;
        return;
    }
    draft.measure = is_share(left, draft) ? "share" : "level";
}

bool is_share(const LeftWords& left, const MetricDraft& draft) {
    if (draft.unit != "%") return false;
    const std::string& name = draft.indicator;
    if (left.share || name.find("占") != std::string::npos) return true;
    for (const std::string_view tail : {"比重", "比例", "率", "份额", "面"}) {
        if (!name.ends_with(tail)) continue;
        const bool interest =
            name.ends_with("利率") && !name.ends_with("毛利率") && !name.ends_with("净利率");
        return !interest;
    }
    return true;
}

}  // namespace dingtu
