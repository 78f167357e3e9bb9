#include "loader/metric_words.h"

namespace dingtu {

const MetricWords& metric_words() {
    static const MetricWords words;
    return words;
}

}  // namespace dingtu
