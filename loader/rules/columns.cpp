#include "loader/rules/columns.h"

#include "loader/scene.h"

#include <algorithm>
#include <map>

namespace dingtu {

const PhraseSet& column_words(std::string_view section) {
    static const std::map<std::string, PhraseSet, std::less<>> sets = read_phrases("columns.txt");
    return sets.find(section)->second;
}

std::string column_meaning(std::string_view words) {
    const std::size_t open = std::min({words.find("（"), words.find("("), words.size()});
    const std::string head = clean_name(words.substr(0, open));
    std::string meaning;
    std::size_t longest = 0;
    for (const char* section :
         {"firm", "industry", "place", "provider", "support", "result", "award", "product",
          "project", "owner", "builder", "problem", "partner"}) {
        const std::size_t match = column_words(section).before(head, head.size()).length;
        const bool whole = match == head.size();
        if (match > longest && (whole || match > std::string_view("单位").size())) {
            meaning = section;
            longest = match;
        }
    }
    return column_words("no meaning").contains(head) ? std::string() : meaning;
}

}  // namespace dingtu
