#include "loader/extract.h"

#include "loader/dating.h"
#include "loader/front.h"
#include "loader/metrics.h"
#include "loader/parts.h"
#include "loader/relate.h"
#include "loader/resolve.h"
#include "loader/rules/readers.h"

namespace dingtu {

namespace {

Findings extract_part(Document& document, const std::vector<Sentence>& sentences,
                      const RuleBook& rules) {
    Findings findings;
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
    find_metrics(scene);
    return findings;
}

}  // namespace

Findings extract(Document& document, const std::vector<Sentence>& sentences,
                 const RuleBook& rules) {
    read_front_matter(document, sentences);
    const std::vector<SentenceRange> parts = parts_of(sentences);
    if (parts.size() == 1) {
        return extract_part(document, sentences, rules);
    }
    PartsJoined all;
    for (const SentenceRange part : parts) {
        all.add(extract_part(document, sentences_of(sentences, part), rules), part.first);
    }
    return all.take();
}

}  // namespace dingtu
