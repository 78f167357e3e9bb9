#pragma once

#include "loader/scene.h"

namespace dingtu {

/// Readers of what no pattern of a sentence tells. All append relations (and the supports they
/// speak of) by state().

/// Whether a sentence of running text tells something: it is no heading, row or caption, and no
/// question.
[[nodiscard]] bool tells(const Scene& scene, std::uint32_t sentence);

/// Who wrote, photographed and provided: MENTIONED_IN with a role, from bylines and credits.
void read_roles(Scene& scene);
/// A policy is issued by the body that signs the document, where nobody else is said to.
void read_signature(Scene& scene);
/// Rows of tables, by what their column heads mean; notes below a table speak of its rows.
void read_tables(Scene& scene);
/// Lists of firms under the name of an honour, one in a line or in one line behind it.
void read_honours(Scene& scene);
/// Projects and firms told of in lines of 项目名称：…, 建设单位：…, 办理结果：….
void read_records(Scene& scene);
/// The paragraphs of a policy: each measure is a support on offer under it.
void read_notices(Scene& scene);
/// What policies and platforms are said to bring to firms: supports on offer, one per kind.
void read_offers(Scene& scene);
/// Supports that firms got or were given, in clauses of which no rule made anything.
void read_favours(Scene& scene);
/// What names tell by themselves: the place in an agency's name, the owner in a project's, the
/// industry in a policy's; and the chain of administrative units.
void read_names(Scene& scene);
/// Who builds, runs, hosts, owns and attends platforms, zones, projects and meetings.
void read_deeds(Scene& scene);
/// Kind and scope of supports, target groups of policies.
void complete_properties(Scene& scene);

}  // namespace dingtu
