#pragma once

#include "loader/pattern.h"
#include "loader/scene.h"

namespace dingtu {

/// Finds the names of a document and joins those that mean the same: fills entities, mentions and
/// region of the findings. Short forms, quoted cores, 以下简称 and anaphors lead to one entity.
void resolve(Scene& scene, const RuleBook& rules);

/// The steps of resolve(), in its order.
[[nodiscard]] std::vector<Mention> find_names(const Scene& scene, const RuleBook& rules);
/// The place that the document is about: of its headings, else the one it names most.
[[nodiscard]] std::uint32_t region_code(const Scene& scene, const std::vector<Mention>& mentions);
/// 区科技局, 当地经信部门: puts the place that is meant before the name.
void complete_agencies(const Scene& scene, std::uint32_t region, std::vector<Mention>& mentions);
/// One entity for each label and name; mentions get their entity.
void make_entities(Scene& scene);
/// （以下简称“X”）: X is another name of what stands before.
void read_given_aliases(Scene& scene);
/// What brackets right behind byte `end` give as a short form: X of （以下简称“X”）, or nothing.
[[nodiscard]] std::string given_alias(std::string_view text, std::size_t end);
/// One entity for names of a label that share a quoted core, or of which one ends the other.
void merge_short_names(Scene& scene);
/// Names and aliases where no rule saw them.
void find_again(Scene& scene);
/// 公司, 该平台, 全市, 其: mentions that stand for an entity.
void find_anaphors(Scene& scene, std::uint32_t region);
/// The firm that the headings name, if it is one, or no_entity: a profile's 公司 is that firm.
[[nodiscard]] EntityRef titled_firm(const Scene& scene);
/// Whether the headings say that the document reports on a place: 工作报告, 简报, 公报.
[[nodiscard]] bool is_report(const Scene& scene);
/// Tells which mentions are subjects of their clauses.
void mark_subjects(Scene& scene);

/// The entity of an administrative unit, made if it is not there yet.
[[nodiscard]] EntityRef place_entity(Findings& findings, std::uint32_t code);

}  // namespace dingtu
