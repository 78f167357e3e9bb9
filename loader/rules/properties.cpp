#include "loader/relate.h"
#include "loader/rules/readers.h"
#include "loader/support.h"

#include <algorithm>
#include <array>

namespace dingtu {
namespace {

/// The words around a support: those of its relations, for kinds that its name does not tell.
std::string context_of(const Findings& findings, EntityRef support) {
    for (const Relation& relation : findings.relations) {
        if (relation.type != "HAS_METRIC" &&
            (relation.head == support || relation.tail == support)) {
            return relation.evidence.text;
        }
    }
    return {};
}

void complete_support(Findings& findings, EntityRef support) {
    Entity& entity = findings.entities[support];
    const bool received = std::any_of(
        findings.relations.begin(), findings.relations.end(), [&](const Relation& relation) {
            return relation.type == "RECEIVED" && relation.tail == support;
        });
    entity.properties["scope"] = received ? "received" : "offered";
    if (!entity.properties.contains("kind")) {
        std::string kind = support_kind(entity.name);
        kind = kind == "other" ? support_kind(context_of(findings, support)) : kind;
        entity.properties["kind"] = kind;
    }
}

void complete_policy(Entity& policy) {
    constexpr std::array<std::string_view, 9> groups = {"中小微企业",   "中小企业", "制造业企业",
                                                        "民营企业",     "小微企业", "科技型企业",
                                                        "专精特新企业", "外贸企业", "个体工商户"};
    for (const std::string_view group : groups) {
        if (policy.name.find(group) != std::string::npos) {
            policy.properties["target_group"] = group;
            return;
        }
    }
}

}  // namespace

void complete_properties(Scene& scene) {
    Findings& findings = scene.findings;
    for (EntityRef i = 0; i < findings.entities.size(); ++i) {
        if (findings.entities[i].label == "Support") {
            complete_support(findings, i);
        } else if (findings.entities[i].label == "Policy") {
            complete_policy(findings.entities[i]);
        }
    }
}

}  // namespace dingtu
