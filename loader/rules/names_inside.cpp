#include "loader/gazetteer.h"
#include "loader/relate.h"
#include "loader/resolve.h"
#include "loader/rules/readers.h"

#include <algorithm>
#include <charconv>
#include <span>

namespace dingtu {
namespace {

std::uint32_t code_of(const Entity& entity) {
    const auto found = entity.properties.find("code");
    std::uint32_t code = 0;
    if (found != entity.properties.end()) {
        const std::string& digits = found->second.as_string();
        std::from_chars(digits.data(), digits.data() + digits.size(), code);
    }
    return code;
}

bool has_relation(const Findings& findings, std::string_view type, EntityRef entity, bool as_head) {
    return std::any_of(
        findings.relations.begin(), findings.relations.end(), [&](const Relation& relation) {
            return relation.type == type && (as_head ? relation.head : relation.tail) == entity;
        });
}

/// A registered name tells no seat: 杭州 in 杭州…有限公司.
bool is_registered(std::string_view name) {
    return name.ends_with("公司") || name.ends_with("行") || name.ends_with("集团");
}

class NameReader {
public:
    explicit NameReader(Scene& scene) : scene_(scene) {}

    void read() {
        const std::vector<Mention> mentions = scene_.findings.mentions;
        for (const Mention& outer : mentions) {
            if (outer.anaphor || outer.entity == no_entity) {
                continue;
            }
            read_inner(outer, mentions);
            if (outer.label == "Zone" && !outer.nested) {
                read_seat_before(outer, mentions);
            }
            if (outer.label == "Agency" && outer.code != 0 &&
                scene_.text(outer.sentence, outer.span()).starts_with("当地")) {
                local_agency(outer);
            }
            if (outer.label == "Policy") {
                read_policy(outer);
            }
        }
    }

private:
    /// 余杭区|仓前街道: a unit right before a zone is where it lies.
    void read_seat_before(const Mention& zone, const std::vector<Mention>& mentions) {
        for (const Mention& unit : mentions) {
            const bool unit_of_list = unit.label == "District" || unit.label == "City";
            if (unit.sentence == zone.sentence && unit.end == zone.begin && unit_of_list &&
                !unit.anaphor && !has_relation(scene_.findings, "LOCATED_IN", zone.entity, true)) {
                state(scene_, {"LOCATED_IN",
                               zone.entity,
                               unit.entity,
                               zone.sentence,
                               {unit.begin, zone.end},
                               nullptr,
                               "name.LOCATED_IN"});
            }
        }
    }

    /// Names at the start of longer ones.
    void read_inner(const Mention& outer, const std::vector<Mention>& mentions) {
        const auto [first, last] = scene_.findings.in_sentence(outer.sentence);
        const std::span<const Mention> near = std::span(mentions).subspan(first, last - first);
        for (const Mention& inner : near) {
            if (inner.sentence != outer.sentence || inner.begin < outer.begin ||
                inner.end > outer.end || inner.entity == outer.entity || !inner.nested) {
                continue;
            }
            const bool opens = inner.begin == outer.begin || place_ends_at(near, inner);
            const bool place = is_a(inner.label, "Place") && !place_begins_at(near, inner);
            const bool seat = opens && place && inner.label != "Region" &&
                              !is_registered(scene_.findings.entities[outer.entity].name);
            if (seat &&
                (outer.label == "Firm" || outer.label == "Zone" || outer.label == "Agency") &&
                !has_relation(scene_.findings, "LOCATED_IN", outer.entity, true)) {
                say("LOCATED_IN", outer.entity, inner.entity, outer);
            }
            if (outer.label == "Project" && opens && inner.label == "Firm") {
                say("PARTICIPATES_IN", inner.entity, outer.entity, outer).role = "owner";
            }
        }
    }

    /// 深圳市南山区…局: the last place of the chain is the seat.
    [[nodiscard]] static bool place_ends_at(std::span<const Mention> mentions,
                                            const Mention& inner) {
        return std::any_of(mentions.begin(), mentions.end(), [&](const Mention& other) {
            return other.sentence == inner.sentence && other.end == inner.begin &&
                   is_a(other.label, "Place") && other.code != 0;
        });
    }
    [[nodiscard]] static bool place_begins_at(std::span<const Mention> mentions,
                                              const Mention& inner) {
        return std::any_of(mentions.begin(), mentions.end(), [&](const Mention& other) {
            return other.sentence == inner.sentence && other.begin == inner.end &&
                   is_a(other.label, "Place") && other.code != 0;
        });
    }

    /// 当地经信部门: the place was named before; its words stand in an earlier sentence.
    void local_agency(const Mention& agency) {
        const EntityRef place = place_entity(scene_.findings, agency.code);
        const Mention* named = nullptr;
        for (const Mention& mention : scene_.findings.mentions) {
            if (mention.entity == place && mention.sentence <= agency.sentence) {
                named = &mention;
            }
        }
        if (named != nullptr) {
            const Mention copy = *named;
            const bool here = copy.sentence == agency.sentence;
            state(scene_, {"LOCATED_IN", agency.entity, place, agency.sentence, agency.span(),
                           here ? nullptr : &copy, "name.local"})
                .derived = "coref";
        }
    }

    /// A policy aims at the industry in its title; its place issued it if no text says who did.
    void read_policy(const Mention& policy) {
        const std::string_view title = scene_.text(policy.sentence, policy.span());
        if (!title.starts_with("《") && policy.rule != "title.heading") {
            return;
        }
        for (EntityRef i = 0; i < scene_.findings.entities.size(); ++i) {
            const Entity& entity = scene_.findings.entities[i];
            const bool whole =
                !entity.name.empty() && title.find(entity.name) != std::string_view::npos;
            if (entity.label == "Industry" && whole && !longer_industry(title, entity.name)) {
                say("TARGETS", policy.entity, i, policy);
            }
        }
        issued_by_place(policy, title);
    }

    [[nodiscard]] bool longer_industry(std::string_view title, const std::string& name) const {
        return std::any_of(scene_.findings.entities.begin(), scene_.findings.entities.end(),
                           [&](const Entity& other) {
                               return other.label == "Industry" &&
                                      other.name.size() > name.size() &&
                                      other.name.find(name) != std::string::npos &&
                                      title.find(other.name) != std::string_view::npos;
                           });
    }

    void issued_by_place(const Mention& policy, std::string_view title) {
        if (has_relation(scene_.findings, "ISSUED", policy.entity, false)) {
            return;
        }
        for (const Mention& mention : scene_.mentions(policy.sentence)) {
            const bool inside = mention.begin >= policy.begin && mention.end <= policy.end &&
                                is_a(mention.label, "Place") && mention.code != 0;
            if (inside && mention.begin - policy.begin <= title.size() / 2) {
                const Mention copy = mention;
                say("ISSUED", copy.entity, policy.entity, policy);
                return;
            }
        }
    }

    Relation& say(const char* type, EntityRef head, EntityRef tail, const Mention& where) {
        return state(scene_, {type, head, tail, where.sentence, where.span(), nullptr,
                              std::string("name.") + type});
    }

    Scene& scene_;
};

/// The words that brought a unit in which no text names: those of the unit below it.
Evidence chain_evidence(const Findings& findings, EntityRef place) {
    for (const Relation& relation : findings.relations) {
        if (relation.type == "LOCATED_IN" && relation.tail == place) {
            return relation.evidence;
        }
    }
    return {};
}

/// 余杭区 lies in 杭州市, 杭州市 in 浙江省, by the administrative list.
void read_chain(Scene& scene) {
    Findings& findings = scene.findings;
    for (EntityRef i = 0; i < findings.entities.size(); ++i) {
        const std::uint32_t code = code_of(findings.entities[i]);
        const std::uint32_t parent = Gazetteer::get().parent_of(code);
        if (code == 0 || parent == 0 || !is_a(findings.entities[i].label, "Place")) {
            continue;
        }
        const auto mention =
            std::find_if(findings.mentions.begin(), findings.mentions.end(), [&](const Mention& m) {
                return !m.anaphor && is_a(m.label, "Place") && m.entity == i;
            });
        const EntityRef above = place_entity(findings, parent);
        Evidence evidence;
        if (mention != findings.mentions.end()) {
            evidence =
                evidence_of(scene.document, scene.sentences[mention->sentence], mention->span());
        }
        Relation relation;
        relation.type = "LOCATED_IN";
        relation.head = i;
        relation.tail = above;
        relation.evidence = evidence.pieces.empty() ? chain_evidence(findings, i) : evidence;
        relation.derived = "gazetteer";
        relation.rule = "place.list";
        const bool known = std::any_of(
            findings.relations.begin(), findings.relations.end(), [&](const Relation& other) {
                return other.type == "LOCATED_IN" && other.head == i && other.tail == above;
            });
        if (!known && !relation.evidence.pieces.empty()) {
            findings.relations.push_back(std::move(relation));
        }
    }
}

}  // namespace

void read_names(Scene& scene) {
    NameReader(scene).read();
    read_chain(scene);
}

}  // namespace dingtu
