#include "loader/rules.h"

#include "base/error.h"
#include "loader/data.h"
#include "loader/extract.h"
#include "loader/pattern.h"

#include <fstream>
#include <iterator>

namespace dingtu {
namespace {

std::string read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        throw Error(Phase::Load, path + ": the rule file cannot be opened");
    }
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::string name_of(const Findings& findings, EntityRef entity) {
    return entity == no_entity ? "(document)" : findings.entities[entity].name;
}

}  // namespace

std::string check_rules(const std::string& file) {
    const std::string text = read_file(file);
    RuleBook book = RuleBook::built_in();
    const std::size_t rules = book.rules().size();
    const std::size_t names = book.listed().size();
    book.read(file, text);
    return std::to_string(book.rules().size() - rules) + " rules, " +
           std::to_string(book.listed().size() - names) + " names, " +
           std::to_string(data_lines(text).size()) + " lines";
}

std::vector<RuleHit> try_rules(std::string_view text, const std::string& file) {
    RuleBook book = RuleBook::built_in();
    if (!file.empty()) {
        book.read(file, read_file(file));
    }
    Document document;
    document.id = "text";
    document.text = text;
    const std::vector<Sentence> sentences = segment(document);
    const Findings findings = extract(document, sentences, book);
    std::vector<RuleHit> hits;
    for (const Mention& mention : findings.mentions) {
        hits.push_back(
            {mention.anaphor ? "anaphor" : "mention",
             sentences[mention.sentence].text.substr(mention.begin, mention.end - mention.begin),
             mention.label + " " + name_of(findings, mention.entity), mention.rule});
    }
    for (const Relation& relation : findings.relations) {
        const bool metric = relation.type == "HAS_METRIC";
        std::string says = name_of(findings, relation.head) + " -" + relation.type + "-> " +
                           name_of(findings, relation.tail);
        says += relation.status.empty() ? "" : " (" + relation.status + ")";
        hits.push_back({metric ? "metric" : "relation", relation.evidence.text, std::move(says),
                        relation.rule});
    }
    return hits;
}

}  // namespace dingtu
