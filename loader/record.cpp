#include "loader/record.h"

#include "base/error.h"
#include "base/json.h"
#include "base/text.h"

#include <algorithm>
#include <set>

namespace dingtu {
namespace {

// The record is JSON:
// {"sha256":..,"rules":..,"nodes":[[id,name,[alias..],{..}],..],"rels":[id,..]}.

std::string attachment_of(const std::string& document) {
    return "said/" + document;
}

std::string made_mark(NodeId node) {
    return "made/" + std::to_string(node.value);
}

Value integer(std::uint64_t value) {
    return Value(static_cast<std::int64_t>(value));
}

/// Documents that speak of a node besides `except`.
std::set<std::string> documents_of(const Transaction& transaction, NodeId node,
                                   const std::string& except) {
    std::set<std::string> documents;
    const auto type = transaction.catalog().type("MENTIONED_IN");
    const auto name = transaction.catalog().key("name");
    if (!type || !name) {
        return documents;
    }
    std::vector<Neighbour> reached;
    transaction.expand(node, Direction::Out, *type, reached);
    for (const Neighbour& neighbour : reached) {
        const Value document = transaction.property(neighbour.node, *name);
        if (document.is(Kind::String) && document.as_string() != except) {
            documents.insert(document.as_string());
        }
    }
    return documents;
}

bool has_links(const Transaction& transaction, NodeId node) {
    const std::vector<TypeId> types = transaction.catalog().types();
    return std::any_of(types.begin(), types.end(), [&](TypeId type) {
        return transaction.degree(node, Direction::Both, type) > 0;
    });
}

std::vector<Contribution> other_contributions(const Transaction& transaction, NodeId node,
                                              const std::string& except) {
    std::vector<Contribution> given;
    for (const std::string& document : documents_of(transaction, node, except)) {
        const std::optional<Record> record = read_record(transaction, document);
        if (!record) {
            continue;
        }
        for (const Contribution& contribution : record->contributions) {
            if (contribution.node == node) {
                given.push_back(contribution);
            }
        }
    }
    return given;
}

}  // namespace

std::optional<Record> read_record(const Snapshot& snapshot, const std::string& document) {
    const std::optional<std::string> text = snapshot.attachment(attachment_of(document));
    if (!text) {
        return std::nullopt;
    }
    const Value value = parse_json(*text);
    const Map& map = value.as_map();
    Record record;
    record.sha256 = map.at("sha256").as_string();
    record.rules = map.at("rules").as_string();
    for (const Value& entry : map.at("nodes").as_list()) {
        const List& parts = entry.as_list();
        Contribution contribution;
        contribution.node = NodeId{static_cast<std::uint64_t>(parts[0].as_integer())};
        contribution.name = parts[1].as_string();
        for (const Value& alias : parts[2].as_list()) {
            contribution.aliases.push_back(alias.as_string());
        }
        contribution.properties = parts[3].as_map();
        record.contributions.push_back(std::move(contribution));
    }
    for (const Value& id : map.at("rels").as_list()) {
        record.relationships.push_back(RelationshipId{static_cast<std::uint64_t>(id.as_integer())});
    }
    return record;
}

void write_record(Transaction& transaction, const std::string& document, const Record& record) {
    List nodes;
    for (const Contribution& contribution : record.contributions) {
        List aliases(contribution.aliases.begin(), contribution.aliases.end());
        nodes.push_back(List{integer(contribution.node.value), contribution.name,
                             std::move(aliases), contribution.properties});
    }
    List relationships;
    for (const RelationshipId id : record.relationships) {
        relationships.push_back(integer(id.value));
    }
    Map map;
    map["sha256"] = record.sha256;
    map["rules"] = record.rules;
    map["nodes"] = std::move(nodes);
    map["rels"] = std::move(relationships);
    transaction.set_attachment(attachment_of(document), to_json(Value(std::move(map))));
}

Withdrawn withdraw(Transaction& transaction, const std::string& document) {
    const std::optional<Record> record = read_record(transaction, document);
    if (!record) {
        return {};
    }
    Withdrawn gone;
    for (const RelationshipId id : record->relationships) {
        gone.relationships += std::uint64_t{transaction.contains(id)};
        transaction.erase(id);
    }
    for (const Contribution& contribution : record->contributions) {
        const NodeId node = contribution.node;
        if (!transaction.contains(node)) {
            continue;
        }
        const std::vector<Contribution> others = other_contributions(transaction, node, document);
        if (others.empty() && !has_links(transaction, node) && made_by_loader(transaction, node)) {
            transaction.erase(node);
            transaction.erase_attachment(made_mark(node));
            ++gone.nodes;
        } else if (!others.empty() && made_by_loader(transaction, node)) {
            for (const auto& [key, value] : contribution.properties) {
                transaction.set(node, transaction.key(key), Value());
            }
            merge_names(transaction, node, others);
        }
    }
    transaction.erase_attachment(attachment_of(document));
    transaction.erase_attachment("text/" + document);
    return gone;
}

bool made_by_loader(const Snapshot& snapshot, NodeId node) {
    return snapshot.attachment(made_mark(node)).has_value();
}

void mark_made(Transaction& transaction, NodeId node) {
    transaction.set_attachment(made_mark(node), "");
}

void merge_names(Transaction& transaction, NodeId node, const std::vector<Contribution>& given) {
    std::string name;
    std::set<std::string> aliases;
    for (const Contribution& contribution : given) {
        const auto better = [](const std::string& a, const std::string& b) {
            return length(a) != length(b) ? length(a) > length(b) : a < b;
        };
        aliases.insert(contribution.name);
        aliases.insert(contribution.aliases.begin(), contribution.aliases.end());
        name = name.empty() || better(contribution.name, name) ? contribution.name : name;
        for (const auto& [key, value] : contribution.properties) {
            transaction.set(node, transaction.key(key), value);
        }
    }
    aliases.erase(name);
    transaction.set(node, transaction.key("name"), name);
    transaction.set(node, transaction.key("aliases"),
                    aliases.empty() ? Value() : Value(List(aliases.begin(), aliases.end())));
}

}  // namespace dingtu
