#include "loader/pattern.h"

#include "base/error.h"
#include "loader/data.h"
#include "loader/firm_register.h"
#include "loader/sha256.h"

#include <algorithm>
#include <charconv>

namespace dingtu {
namespace {

[[noreturn]] void fault(const std::string& why, const std::string& mend = {}) {
    throw Error(Phase::Load, why).hint(mend);
}

/// The parts of a pattern between blanks; { } and < > and [ ] keep theirs.
std::vector<std::string_view> pattern_parts(std::string_view text) {
    std::vector<std::string_view> parts;
    for (std::size_t at = text.find_first_not_of(' '); at < text.size();
         at = text.find_first_not_of(' ', at)) {
        std::size_t end = std::min(text.find(' ', at), text.size());
        if (text[at] == '{' || text[at] == '<') {
            const char close = text[at] == '{' ? '}' : '>';
            end = text.find(close, at);
            if (end == std::string_view::npos) {
                fault("`" + std::string(text.substr(at)) + "` is not closed",
                      std::string("add `") + close + "`");
            }
            ++end;
        }
        parts.push_back(text.substr(at, end - at));
        at = end;
    }
    return parts;
}

std::map<std::string, std::string> properties_of(const std::vector<std::string_view>& parts,
                                                 std::size_t first) {
    std::map<std::string, std::string> properties;
    for (std::size_t i = first; i < parts.size(); ++i) {
        const std::size_t equals = parts[i].find('=');
        if (equals == std::string_view::npos) {
            fault("`" + std::string(parts[i]) + "` is no property", "write name=value");
        }
        properties.emplace(parts[i].substr(0, equals), parts[i].substr(equals + 1));
    }
    return properties;
}

std::vector<Action> parse_actions(std::string_view text) {
    std::vector<Action> actions;
    for (const std::string_view part : split(text, ';')) {
        const std::vector<std::string_view> words = words_of(part);
        if (words.empty()) {
            continue;
        }
        Action action;
        if (words[0] == "set") {
            if (words.size() < 3) {
                fault("`set` needs a name and a property", "set s kind=finance");
            }
            action.head = words[1];
            action.properties = properties_of(words, 2);
        } else {
            if (words.size() < 3) {
                fault("`" + std::string(part) + "` is no relation", "write TYPE head tail");
            }
            action.type = words[0];
            action.head = words[1];
            action.tail = words[2];
            action.properties = properties_of(words, 3);
        }
        actions.push_back(std::move(action));
    }
    return actions;
}

std::size_t number_in(std::string_view text, std::size_t otherwise) {
    std::size_t value = otherwise;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

}  // namespace

const RuleBook& RuleBook::built_in() {
    static const RuleBook book = [] {
        RuleBook rules;
        for (const DataFile& file : data_files()) {
            if (file.name.ends_with(".rules")) {
                rules.read(std::string(file.name), file.text);
            }
        }
        return rules;
    }();
    return book;
}

void RuleBook::read(const std::string& file, std::string_view text) {
    for (const DataLine& line : data_lines(text)) {
        const std::string place = file + ":" + std::to_string(line.number);
        try {
            read_line(place, line.text);
        } catch (const Error& error) {
            throw Error(Phase::Load, place + ": " + error.what()).hint(error.hint());
        }
    }
    index_.build(rules_);
    digest_ = sha256(digest_ + std::string(text));
}

std::vector<std::string> RuleBook::read_register(const std::string& path) {
    FirmRegister firms;
    firms.read(path);
    firms.finish();
    std::string all;
    for (const FirmRegister::Firm& firm : firms.firms()) {
        Listed listed{firm.label, {firm.name}, firm.place};
        listed.names.insert(listed.names.end(), firm.shorts.begin(), firm.shorts.end());
        for (const std::string& name : listed.names) {
            listed_forms_.add(name, static_cast<std::uint32_t>(listed_.size()));
            all += name + "\n";
        }
        for (const std::string& form : firm.forms) {
            listed_forms_.add(form, static_cast<std::uint32_t>(listed_.size()));
        }
        listed_.push_back(std::move(listed));
    }
    digest_ = sha256(digest_ + all);
    return firms.ambiguous();
}

void RuleBook::read_line(const std::string& place, std::string_view line) {
    const std::vector<std::string_view> words = words_of(line);
    const std::size_t equals = line.find('=');
    if (words[0] == "class") {
        if (words.size() < 4 || words[2] != "=") {
            fault("a class needs a name and words", "class seat = 位于 地处");
        }
        auto& members = classes_[std::string(words[1])];
        for (std::size_t i = 3; i < words.size(); ++i) {
            if (words[i].starts_with('@')) {
                const auto other = classes_.find(words[i].substr(1));
                if (other == classes_.end()) {
                    fault("no class `" + std::string(words[i]) + "` stands above");
                }
                members.insert(members.end(), other->second.begin(), other->second.end());
            } else {
                members.emplace_back(words[i]);
            }
        }
    } else if (words[0] == "name") {
        if (words.size() < 3) {
            fault("a name needs a label and a name", "name Firm 杭州申昊科技股份有限公司 申昊");
        }
        Listed listed{std::string(words[1]), {}, place};
        for (std::size_t i = 2; i < words.size(); ++i) {
            if (words[i] != "=") {
                listed.names.emplace_back(words[i]);
            }
        }
        for (const std::string& form : listed.names) {
            listed_forms_.add(form, static_cast<std::uint32_t>(listed_.size()));
        }
        listed_.push_back(std::move(listed));
    } else if (words[0] == "stop") {
        for (std::size_t i = 1; i < words.size(); ++i) {
            stopped_.add(words[i]);
        }
    } else if (words[0].starts_with("rule")) {
        const std::size_t arrow = line.find("=>");
        if (equals == std::string_view::npos || arrow == std::string_view::npos) {
            fault("a rule needs `=>` and what it says",
                  "rule {h:Firm} 位于 {t:Place} => LOCATED_IN h t");
        }
        Rule rule;
        rule.id = place;
        rule.in_headings = words[0].find("+heading") != std::string_view::npos;
        rule.only_headings = words[0].find("+caption") != std::string_view::npos;
        rule.in_headings = rule.in_headings || rule.only_headings;
        rule.in_questions = words[0].find("+question") != std::string_view::npos;
        rule.any_modality = words[0].find("+any") != std::string_view::npos;
        rule.pattern = parse_pattern(line.substr(words[0].size(), arrow - words[0].size()));
        rule.actions = parse_actions(line.substr(arrow + 2));
        rules_.push_back(std::move(rule));
    } else {
        fault("`" + std::string(words[0]) + "` begins no line of a rule file",
              "lines begin with class, name, stop or rule");
    }
}

std::vector<Element> RuleBook::parse_pattern(std::string_view text) const {
    std::vector<std::vector<Element>> open(1);
    for (std::string_view part : pattern_parts(text)) {
        if (part == "[") {
            open.emplace_back();
        } else if (part == "]") {
            if (open.size() < 2) {
                fault("`]` without `[`");
            }
            Element group;
            group.kind = Element::Kind::Optional;
            group.inner = std::move(open.back());
            open.pop_back();
            open.back().push_back(std::move(group));
        } else {
            open.back().push_back(parse_element(part));
        }
    }
    if (open.size() != 1) {
        fault("`[` is not closed", "add `]`");
    }
    // A gap before anything is matched says nothing.
    const auto leading = [](const Element& element) {
        return element.kind == Element::Kind::Implied || element.kind == Element::Kind::Gap;
    };
    const auto first = std::find_if_not(open[0].begin(), open[0].end(), leading);
    open[0].erase(
        std::remove_if(open[0].begin(), first,
                       [](const Element& element) { return element.kind == Element::Kind::Gap; }),
        first);
    if (open[0].empty()) {
        fault("the pattern is empty");
    }
    return std::move(open[0]);
}

Element RuleBook::parse_element(std::string_view text) const {
    Element element;
    if (text == "^" || text == "$") {
        element.kind = text == "^" ? Element::Kind::Start : Element::Kind::End;
    } else if (text.starts_with("..")) {
        element.kind = Element::Kind::Gap;
        element.across = text.starts_with("...");
        element.most = number_in(text.substr(element.across ? 3 : 2), element.across ? 40 : 12);
    } else if (text.front() == '{' || text.front() == '<') {
        const std::vector<std::string_view> parts = words_of(text.substr(1, text.size() - 2));
        const std::size_t colon = parts.empty() ? std::string_view::npos : parts[0].find(':');
        if (colon == std::string_view::npos) {
            fault("`" + std::string(text) + "` names no label", "{h:Firm}");
        }
        std::string_view name = parts[0].substr(0, colon);
        std::string_view labels = parts[0].substr(colon + 1);
        const std::size_t equals = name.find('=');
        element.kind = text.front() == '<'                ? Element::Kind::Phrase
                       : equals == std::string_view::npos ? Element::Kind::Slot
                                                          : Element::Kind::Implied;
        element.from =
            equals == std::string_view::npos ? std::string_view() : name.substr(equals + 1);
        element.name = name.substr(0, equals);
        element.list = labels.ends_with('+');
        labels.remove_suffix(element.list ? 1 : 0);
        for (const std::string_view label : split(labels, ',')) {
            element.labels.emplace_back(label);
        }
        std::size_t first = 1;
        if (parts.size() > 1 && parts[1].starts_with('~')) {
            element.words = parse_words(parts[1].substr(1));
            element.has_endings = true;
            first = 2;
        }
        element.properties = properties_of(parts, first);
        if (const auto rule = element.properties.find("rule"); rule != element.properties.end()) {
            element.only_rule = rule->second;
        }
        element.stated = element.properties.contains("stated");
        element.clause = element.properties.contains("clause");
        element.named = element.properties.contains("named");
    } else {
        const std::size_t colon = text.find(':');
        if (text.starts_with('@') && colon != std::string_view::npos) {
            element.name = text.substr(colon + 1);
            element.list = element.name.ends_with('+');
            element.name.resize(element.name.size() - (element.list ? 1 : 0));
            text = text.substr(0, colon);
        }
        element.words = parse_words(text);
    }
    return element;
}

PhraseSet RuleBook::parse_words(std::string_view text) const {
    PhraseSet set;
    for (const std::string_view word : split(text, '|')) {
        if (!word.starts_with('@')) {
            set.add(word);
            continue;
        }
        const auto members = classes_.find(word.substr(1));
        if (members == classes_.end()) {
            fault("no class `" + std::string(word) + "` stands above",
                  "class " + std::string(word.substr(1)) + " = ...");
        }
        for (const std::string& member : members->second) {
            set.add(member);
        }
    }
    return set;
}

}  // namespace dingtu
