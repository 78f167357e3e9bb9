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

/// What the one who gives it mostly gives, where no word tells: a bank money, customs clearance.
std::string kind_by_giver(const Findings& findings, EntityRef support) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 14> kinds = {
        {{"银行", "finance"},
         {"担保", "finance"},
         {"基金", "finance"},
         {"财政", "finance"},
         {"金融", "finance"},
         {"海关", "licence"},
         {"市场监督", "licence"},
         {"审批", "licence"},
         {"人力资源", "talent"},
         {"人社", "talent"},
         {"人才", "talent"},
         {"知识产权", "patent"},
         {"科学技术", "technology"},
         {"研究院", "technology"}}};
    for (const Relation& relation : findings.relations) {
        if (relation.type != "PROVIDED_BY" || relation.head != support) {
            continue;
        }
        for (const auto& [word, kind] : kinds) {
            if (findings.entities[relation.tail].name.find(word) != std::string::npos) {
                return std::string(kind);
            }
        }
    }
    return "other";
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
        kind = kind == "other" ? kind_by_giver(findings, support) : kind;
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
