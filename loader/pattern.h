#pragma once

#include "loader/phrases.h"
#include "loader/rule_index.h"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace dingtu {

/// One step of a rule's pattern. The syntax is in docs/rules.md.
struct Element {
    enum class Kind : std::uint8_t {
        Words,    ///< one of some words: 位于|地处, or a class: @seat
        Slot,     ///< a mention of some labels: {h:Firm,Agency}, a list of them: {h:Firm+}
        Phrase,   ///< a noun phrase that becomes a mention: <g:Product>, a list: <g:Product+>
        Implied,  ///< stands for itself nowhere: {h=subject:Firm}, {p=last:Policy}, {p=main:Policy}
        Gap,      ///< up to so many characters: .. within the clause, ... across commas
        Start,    ///< ^ the start of a clause
        End,      ///< $ the end of a clause
        Optional,  ///< [ ... ]
    };
    Kind kind = Kind::Words;
    std::string name;                 ///< what actions call it
    std::vector<std::string> labels;  ///< Slot, Implied: any of; Phrase: the label it gets
    std::string from;                 ///< Implied: subject, last or main
    bool list = false;
    bool across = false;         ///< Gap: crosses commas
    std::size_t most = 0;        ///< Gap: characters
    PhraseSet words;             ///< Words; for a Phrase the endings it must have
    bool has_endings = false;    ///< Phrase
    std::vector<Element> inner;  ///< Optional
    std::map<std::string, std::string> properties;  ///< Phrase: kind=finance
    // The properties that the search asks for again and again, and numbers given by RuleIndex.
    std::string only_rule;  ///< Slot: rule=title, the rule that must have found the mention
    bool stated = false;    ///< Slot: stated=yes, no anaphor
    bool clause = false;    ///< Phrase: clause=yes, the words up to the end of the clause
    bool named = false;     ///< Phrase: named=yes, holds a name
    std::uint32_t word_set = 0;
    std::uint64_t label_bits = 0;
};

/// What a match says: a relation between two names of the pattern, or a property of one.
struct Action {
    std::string type;  ///< relation type; empty for a property
    std::string head;
    std::string tail;
    std::map<std::string, std::string> properties;  ///< `$x` means the words matched by x
};

struct Rule {
    std::string id;  ///< file:line
    std::vector<Element> pattern;
    std::vector<Action> actions;
    bool in_headings = false;    ///< also matched in headings and captions
    bool only_headings = false;  ///< matched there alone
    bool in_questions = false;
    bool any_modality = false;  ///< the rule looks at negation itself
};

/// Rules with the word classes that they use, from rule files.
class RuleBook {
public:
    /// The rules that travel with the program.
    [[nodiscard]] static const RuleBook& built_in();

    /// Adds the lines of a rule file. Throws Error{Load} "file:line: ..." on a fault.
    void read(const std::string& file, std::string_view text);

    /// Adds the firms of a list (CSV) with the short forms that only one of them has; gives the
    /// forms that are in doubt. Throws Error{Load} with file and line.
    std::vector<std::string> read_register(const std::string& path);

    [[nodiscard]] const std::vector<Rule>& rules() const { return rules_; }
    [[nodiscard]] const RuleIndex& index() const { return index_; }
    /// Names of the user's dictionaries: label, name, other forms.
    struct Listed {
        std::string label;
        std::vector<std::string> names;
        std::string rule;
    };
    [[nodiscard]] const std::vector<Listed>& listed() const { return listed_; }
    /// All their forms, valued by the index into listed().
    [[nodiscard]] const PhraseSet& listed_forms() const { return listed_forms_; }
    /// Words that are never a name.
    [[nodiscard]] const PhraseSet& stopped() const { return stopped_; }
    /// A text that changes when any rule does; part of what decides whether a document is read
    /// again.
    [[nodiscard]] const std::string& digest() const { return digest_; }

private:
    void read_line(const std::string& place, std::string_view line);
    [[nodiscard]] std::vector<Element> parse_pattern(std::string_view text) const;
    [[nodiscard]] Element parse_element(std::string_view text) const;
    [[nodiscard]] PhraseSet parse_words(std::string_view text) const;

    std::map<std::string, std::vector<std::string>, std::less<>> classes_;
    std::vector<Rule> rules_;
    RuleIndex index_;
    std::vector<Listed> listed_;
    PhraseSet listed_forms_;
    PhraseSet stopped_;
    std::string digest_;
};

}  // namespace dingtu
