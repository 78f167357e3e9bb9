#include "base/text.h"
#include "loader/data.h"
#include "tests/catch.h"
#include "tests/loader/findings_of.h"

#include <fstream>
#include <iterator>

using namespace dingtu;

namespace {

std::string file(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// Whether an entity is meant by a name; of a support the name may be a part of its words.
bool is_called(const Entity& entity, std::string_view name) {
    const auto same = [&](const std::string& own) {
        return entity.label == "Support"
                   ? own.find(name) != std::string::npos || name.find(own) != std::string::npos
                   : normal_name(own) == normal_name(name);
    };
    return same(entity.name) || std::any_of(entity.aliases.begin(), entity.aliases.end(), same);
}

bool says(const Read& read, std::string_view type, std::string_view head, std::string_view tail) {
    const std::vector<Entity>& entities = read.findings.entities;
    return std::any_of(read.findings.relations.begin(), read.findings.relations.end(),
                       [&](const Relation& relation) {
                           return relation.type == type && relation.tail != no_entity &&
                                  is_called(entities[relation.head], head) &&
                                  is_called(entities[relation.tail], tail);
                       });
}

}  // namespace

TEST_CASE("sentences of many wordings say what a reader takes from them", "[loader]") {
    const std::string text = file(std::string(DINGTU_SOURCE_DIR) + "/tests/loader/wordings.txt");
    std::size_t checked = 0;
    for (const DataLine& line : data_lines(text)) {
        const std::vector<std::string_view> parts = split(line.text, '|');
        const Read read{std::string(parts[0])};
        for (std::size_t i = 1; i < parts.size(); ++i) {
            std::vector<std::string_view> words = words_of(parts[i]);
            const bool denied = words[0].starts_with('!');
            words[0].remove_prefix(denied ? 1 : 0);
            INFO(parts[0] << " | " << parts[i]);
            CHECK(says(read, words[0], words[1], words[2]) != denied);
            ++checked;
        }
    }
    CHECK(checked > 90);
}
