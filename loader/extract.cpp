#include "loader/extract.h"

#include "loader/front.h"
#include "loader/metrics.h"
#include "loader/relate.h"
#include "loader/resolve.h"

namespace dingtu {

Findings extract(Document& document, const std::vector<Sentence>& sentences,
                 const RuleBook& rules) {
    Findings findings;
    read_front_matter(document, sentences);
    Scene scene(document, sentences, findings);
    resolve(scene, rules);
    relate(scene, rules);
    find_metrics(document, sentences, findings);
    return findings;
}

}  // namespace dingtu
