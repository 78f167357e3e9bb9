#include "grammar/antlr.h"
#include "grammar/reading.h"
#include "grammar/words.h"

#include <algorithm>
#include <map>

#include <DingtuLexer.h>

/// What the grammar says about words and letters, read back from ANTLR's tables, so that it is said
/// once.
namespace dingtu {

using gen::DingtuLexer;
using gen::DingtuParser;

namespace {

/// By token type; empty for those that stand for many texts.
const std::vector<std::string>& symbols() {
    static const std::vector<std::string> symbols = [] {
        const auto& vocabulary = DingtuParser(nullptr).getVocabulary();
        std::vector<std::string> made(vocabulary.getMaxTokenType() + 1);
        for (std::size_t i = 0; i < made.size(); ++i) {
            const std::string quoted = vocabulary.getLiteralName(i);
            if (quoted.size() > 2) made[i] = quoted.substr(1, quoted.size() - 2);
        }
        made[DingtuParser::InnerBar] = "|";
        return made;
    }();
    return symbols;
}

}  // namespace

std::string_view symbol(std::size_t type) {
    return type < symbols().size() ? std::string_view(symbols()[type]) : std::string_view();
}

std::size_t type_of(std::string_view symbol) {
    const auto found = std::find(symbols().begin(), symbols().end(), symbol);
    invariant(found != symbols().end(), "every symbol is in the grammar");
    return static_cast<std::size_t>(found - symbols().begin());
}

WordUse use_of_word(std::string_view word) {
    static const auto uses = [] {
        DingtuParser parser(nullptr);
        const auto& atn = parser.getATN();
        const auto& names = atn.nextTokens(atn.ruleToStartState[DingtuParser::RuleName]);
        const auto& functions =
            atn.nextTokens(atn.ruleToStartState[DingtuParser::RuleFunctionWord]);
        std::map<std::string, WordUse, std::less<>> made;
        for (std::size_t type = 1; type <= atn.maxTokenType; ++type) {
            const auto token = static_cast<ssize_t>(type);
            made[std::string(symbol(type))] = functions.contains(token) ? WordUse::Function
                                              : names.contains(token)   ? WordUse::Variable
                                                                        : WordUse::Reserved;
        }
        made.erase("");
        return made;
    }();
    std::string upper(word);
    for (char& c : upper)
        c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    const auto found = uses.find(upper);
    return found == uses.end() ? WordUse::Free : found->second;
}

}  // namespace dingtu
