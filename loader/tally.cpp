#include "loader/tally.h"

#include "base/json.h"
#include "base/text.h"

#include <algorithm>
#include <set>

namespace dingtu {
namespace {

/// A user's word stands above those of any number of documents.
constexpr std::uint64_t for_ever = 1U << 30;

std::string attachment_of(NodeId node) {
    return "given/" + std::to_string(node.value);
}

void take_one(std::map<std::string, std::uint64_t>& counts, const std::string& what) {
    const auto found = counts.find(what);
    if (found != counts.end() && --found->second == 0) {
        counts.erase(found);
    }
}

Value pairs_of(const std::map<std::string, std::uint64_t>& counts) {
    List pairs;
    for (const auto& [what, count] : counts) {
        pairs.push_back(what);
        pairs.push_back(Value(static_cast<std::int64_t>(count)));
    }
    return Value(std::move(pairs));
}

std::map<std::string, std::uint64_t> counts_in(const Value& pairs) {
    std::map<std::string, std::uint64_t> counts;
    const List& list = pairs.as_list();
    for (std::size_t i = 0; i + 1 < list.size(); i += 2) {
        counts.emplace(list[i].as_string(), static_cast<std::uint64_t>(list[i + 1].as_integer()));
    }
    return counts;
}

bool better_name(const std::string& a, const std::string& b) {
    return length(a) != length(b) ? length(a) > length(b) : a < b;
}

}  // namespace

Tally Tally::of(const Transaction& transaction, NodeId node) {
    Tally tally;
    if (const auto kept = transaction.attachment(attachment_of(node))) {
        tally.read(*kept);
    }
    tally.add_held(transaction, node);
    return tally;
}

Tally Tally::of_new() {
    Tally tally;
    tally.made_ = true;
    return tally;
}

void Tally::read(const std::string& kept) {
    const Value value = parse_json(kept);
    const List& parts = value.as_list();
    made_ = parts[0].as_boolean();
    names_ = counts_in(parts[1]);
    aliases_ = counts_in(parts[2]);
    for (std::size_t i = 3; i + 1 < parts.size(); i += 2) {
        values_.emplace(parts[i].as_string(), counts_in(parts[i + 1]));
    }
}

std::string Tally::written() const {
    List parts = {Value(made_), pairs_of(names_), pairs_of(aliases_)};
    for (const auto& [key, counts] : values_) {
        parts.push_back(key);
        parts.push_back(pairs_of(counts));
    }
    return to_json(Value(std::move(parts)));
}

void Tally::add_held(const Transaction& transaction, NodeId node) {
    const auto known = [&](const std::string& name) {
        return names_.contains(name) || aliases_.contains(name);
    };
    for (const auto& [key, value] : transaction.properties(node)) {
        const std::string& name = transaction.catalog().name(key);
        if (name == "name" && value.is(Kind::String)) {
            if (!known(value.as_string())) {
                names_[value.as_string()] = for_ever;
            }
        } else if (name == "aliases" && value.is(Kind::List)) {
            for (const Value& alias : value.as_list()) {
                if (alias.is(Kind::String) && !known(alias.as_string())) {
                    aliases_[alias.as_string()] = for_ever;
                }
            }
        } else if (!made_ && name != "name" && name != "aliases") {
            values_[name].emplace(to_json(value), for_ever);
        }
    }
}

void Tally::add(const Contribution& given) {
    ++names_[given.name];
    for (const std::string& alias : given.aliases) {
        ++aliases_[alias];
    }
    for (const auto& [key, value] : given.properties) {
        ++values_[key][to_json(value)];
    }
}

void Tally::remove(const Contribution& given) {
    take_one(names_, given.name);
    for (const std::string& alias : given.aliases) {
        take_one(aliases_, alias);
    }
    for (const auto& [key, value] : given.properties) {
        const auto found = values_.find(key);
        if (found != values_.end()) {
            take_one(found->second, to_json(value));
            if (found->second.empty()) {
                values_.erase(found);
                gone_.push_back(key);
            }
        }
    }
}

void Tally::apply(Transaction& transaction, NodeId node) const {
    std::string name;
    std::set<std::string> others;
    for (const auto& [given, count] : names_) {
        name = name.empty() || better_name(given, name) ? given : name;
        others.insert(given);
    }
    for (const auto& [alias, count] : aliases_) {
        others.insert(alias);
    }
    others.erase(name);
    transaction.set(node, transaction.key("name"), name);
    transaction.set(node, transaction.key("aliases"),
                    others.empty() ? Value() : Value(List(others.begin(), others.end())));
    for (const auto& [key, counts] : values_) {
        const auto most =
            std::max_element(counts.begin(), counts.end(),
                             [](const auto& a, const auto& b) { return a.second < b.second; });
        transaction.set(node, transaction.key(key), parse_json(most->first));
    }
    for (const std::string& key : gone_) {
        transaction.set(node, transaction.key(key), Value());
    }
    transaction.set_attachment(attachment_of(node), written());
}

void Tally::forget(Transaction& transaction, NodeId node) {
    transaction.erase_attachment(attachment_of(node));
}

}  // namespace dingtu
