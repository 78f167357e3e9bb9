#pragma once

#include "loader/extract.h"

#include <algorithm>
#include <string>
#include <vector>

namespace dingtu {

/// A text read as a document of its own.
struct Read {
    Document document;
    std::vector<Sentence> sentences;
    Findings findings;

    explicit Read(const std::string& text, const RuleBook& rules = RuleBook::built_in()) {
        document.id = "text";
        document.text = text;
        sentences = segment(document);
        findings = extract(document, sentences, rules);
    }

    [[nodiscard]] std::string name(EntityRef entity) const {
        return entity == no_entity ? document.id : findings.entities[entity].name;
    }

    /// Relations of a type as "head -> tail", with the status where it is not actual, sorted.
    [[nodiscard]] std::vector<std::string> relations(const std::string& type) const {
        std::vector<std::string> out;
        for (const Relation& relation : findings.relations) {
            if (relation.type == type && relation.derived != "gazetteer") {
                out.push_back(name(relation.head) + " -> " + name(relation.tail) +
                              (relation.status.empty() ? "" : " (" + relation.status + ")"));
            }
        }
        std::sort(out.begin(), out.end());
        return out;
    }

    /// Names of the entities of a label, sorted.
    [[nodiscard]] std::vector<std::string> entities(const std::string& label) const {
        std::vector<std::string> out;
        for (const Entity& entity : findings.entities) {
            if (entity.label == label && !entity.name.empty()) {
                out.push_back(entity.name);
            }
        }
        std::sort(out.begin(), out.end());
        return out;
    }
};

using Names = std::vector<std::string>;

}  // namespace dingtu
