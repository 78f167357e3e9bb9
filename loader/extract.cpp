#include "loader/extract.h"

#include "loader/dating.h"
#include "loader/front.h"
#include "loader/metrics.h"
#include "loader/relate.h"
#include "loader/resolve.h"
#include "loader/rules/readers.h"

namespace dingtu {

Findings extract(Document& document, const std::vector<Sentence>& sentences,
                 const RuleBook& rules) {
    Findings findings;
    read_front_matter(document, sentences);
    Scene scene(document, sentences, findings);
    resolve(scene, rules);
    relate(scene, rules);
    read_deeds(scene);
    read_tables(scene);
    read_records(scene);
    read_honours(scene);
    read_favours(scene);
    read_notices(scene);
    read_offers(scene);
    read_roles(scene);
    read_signature(scene);
    read_names(scene);
    complete_properties(scene);
    date_relations(document, findings);
    find_metrics(document, sentences, findings);
    return findings;
}

}  // namespace dingtu
