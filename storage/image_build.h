#pragma once

#include "storage/image.h"
#include "storage/scan.h"

#include <span>

namespace dingtu {

// Images made from all the keys of a relation, and brought up to date by the changes of a commit:
// those of the one relation, in the order of their keys.

[[nodiscard]] SizedImage<AdjacencyImage> build_adjacency(const KvReader& keys,
                                                         const LinkRelation& relation, bool paged);
void change_adjacency(AdjacencyImage& image, std::span<const KvBatch::Change> batch);

[[nodiscard]] SizedImage<EndsImage> build_ends(const KvReader& keys, const EndsRelation& relation,
                                               bool paged);
void change_ends(EndsImage& image, std::span<const KvBatch::Change> batch);

[[nodiscard]] SizedImage<ColumnImage> build_column(const KvReader& keys,
                                                   const ColumnRelation& relation, bool paged);
void change_column(ColumnImage& image, std::span<const KvBatch::Change> batch);

}  // namespace dingtu
