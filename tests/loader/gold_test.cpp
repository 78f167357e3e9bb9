#include "base/json.h"
#include "base/text.h"
#include "tests/catch.h"
#include "tests/loader/findings_of.h"

#include <fstream>
#include <iterator>
#include <map>
#include <set>

using namespace dingtu;

namespace {

std::string file(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// Normal forms of all names of an entity of the gold.
std::set<std::string> names_of(const Map& entity) {
    std::set<std::string> names = {normal_name(entity.at("name").as_string())};
    for (const Value& alias : entity.at("aliases").as_list()) {
        names.insert(normal_name(alias.as_string()));
    }
    return names;
}

bool is_one_of(const Read& read, EntityRef entity, const std::set<std::string>& names) {
    if (entity == no_entity) {
        return false;
    }
    const Entity& found = read.findings.entities[entity];
    const auto known = [&](const std::string& name) { return names.contains(normal_name(name)); };
    return known(found.name) || std::any_of(found.aliases.begin(), found.aliases.end(), known);
}

bool optional(const Map& item) {
    return item.contains("optional");
}

/// Share of the gold's relations between named things (supports and numbers are worded freely).
double relation_recall(const Read& read, const Map& gold) {
    std::map<std::string, Map> entities;
    for (const Value& entity : gold.at("entities").as_list()) {
        entities[entity.as_map().at("id").as_string()] = entity.as_map();
    }
    int wanted = 0;
    int found = 0;
    for (const Value& value : gold.at("relations").as_list()) {
        const Map& relation = value.as_map();
        const auto head = entities.find(relation.at("head").as_string());
        const auto tail = entities.find(relation.at("tail").as_string());
        const bool free = head == entities.end() || tail == entities.end() ||
                          head->second.at("label").as_string() == "Support" ||
                          tail->second.at("label").as_string() == "Support";
        if (optional(relation) || free) {
            continue;
        }
        const std::set<std::string> heads = names_of(head->second);
        const std::set<std::string> tails = names_of(tail->second);
        ++wanted;
        found += std::any_of(
            read.findings.relations.begin(), read.findings.relations.end(), [&](const Relation& r) {
                return r.type == relation.at("type").as_string() &&
                       is_one_of(read, r.head, heads) && is_one_of(read, r.tail, tails);
            });
    }
    return wanted == 0 ? 1.0 : static_cast<double>(found) / wanted;
}

double entity_recall(const Read& read, const Map& gold) {
    int wanted = 0;
    int found = 0;
    for (const Value& value : gold.at("entities").as_list()) {
        const Map& entity = value.as_map();
        if (optional(entity) || entity.at("label").as_string() == "Support") {
            continue;
        }
        ++wanted;
        for (EntityRef i = 0; i < read.findings.entities.size(); ++i) {
            if (is_one_of(read, i, names_of(entity))) {
                ++found;
                break;
            }
        }
    }
    return wanted == 0 ? 1.0 : static_cast<double>(found) / wanted;
}

}  // namespace

TEST_CASE("the example documents give what their reference answers hold", "[loader]") {
    const std::string root = DINGTU_SOURCE_DIR;
    const std::string name = GENERATE(as<std::string>(), "01_news", "02_notice", "03_profile",
                                      "04_table", "05_qa", "06_stats");
    const Read read(file(root + "/docs/examples/documents/" + name + ".txt"));
    const Value gold = parse_json(file(root + "/tests/loader/gold/" + name + ".json"));
    INFO(name);
    CHECK(entity_recall(read, gold.as_map()) >= 0.95);
    CHECK(relation_recall(read, gold.as_map()) >= 0.9);
}
