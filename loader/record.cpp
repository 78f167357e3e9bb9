#include "loader/record.h"

#include "base/json.h"

#include <algorithm>

namespace dingtu {
namespace {

// The record is JSON: {"nodes":[[id,name,[alias..],{..}],..],"own":[id,..],"rels":[id,..]}.

std::string attachment_of(const std::string& document) {
    return "said/" + document;
}

std::string source_of(const std::string& document) {
    return "read/" + document;
}

Value integer(std::uint64_t value) {
    return Value(static_cast<std::int64_t>(value));
}

std::uint64_t number(const Value& value) {
    return static_cast<std::uint64_t>(value.as_integer());
}

bool has_links(const Transaction& transaction, NodeId node) {
    const std::vector<TypeId> types = transaction.catalog().types();
    return std::any_of(types.begin(), types.end(), [&](TypeId type) {
        return transaction.degree(node, Direction::Both, type) > 0;
    });
}

Contribution contribution_in(const Value& entry) {
    const List& parts = entry.as_list();
    Contribution contribution;
    contribution.node = NodeId{number(parts[0])};
    contribution.name = parts[1].as_string();
    for (const Value& alias : parts[2].as_list()) {
        contribution.aliases.push_back(alias.as_string());
    }
    contribution.properties = parts[3].as_map();
    return contribution;
}

/// Takes one document's word about a shared node back; true if the node went with it.
bool take_back(Transaction& transaction, const Contribution& contribution) {
    const NodeId node = contribution.node;
    Tally tally = Tally::of(transaction, node);
    tally.remove(contribution);
    if (tally.made_by_loader() && !tally.named() && !has_links(transaction, node)) {
        transaction.erase(node);
        Tally::forget(transaction, node);
        return true;
    }
    if (!tally.named()) {
        tally.add(contribution);  // something hangs on it still: it keeps its name
    }
    tally.apply(transaction, node);
    return false;
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
    for (const Value& entry : map.at("nodes").as_list()) {
        record.contributions.push_back(contribution_in(entry));
    }
    for (const Value& id : map.at("own").as_list()) {
        record.own.push_back(NodeId{number(id)});
    }
    for (const Value& id : map.at("rels").as_list()) {
        record.relationships.push_back(RelationshipId{number(id)});
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
    List own;
    for (const NodeId id : record.own) {
        own.push_back(integer(id.value));
    }
    List relationships;
    for (const RelationshipId id : record.relationships) {
        relationships.push_back(integer(id.value));
    }
    Map map;
    map["nodes"] = std::move(nodes);
    map["own"] = std::move(own);
    map["rels"] = std::move(relationships);
    transaction.set_attachment(attachment_of(document), to_json(Value(std::move(map))));
}

bool was_read_from(const Snapshot& snapshot, const std::string& document, const std::string& sha256,
                   const std::string& rules) {
    return snapshot.attachment(source_of(document)) == sha256 + " " + rules;
}

void set_read_from(Transaction& transaction, const std::string& document, const std::string& sha256,
                   const std::string& rules) {
    transaction.set_attachment(source_of(document), sha256 + " " + rules);
}

Withdrawn withdraw(Transaction& transaction, const std::string& document) {
    const std::optional<Record> record = read_record(transaction, document);
    if (!record) {
        return {};
    }
    Withdrawn gone;
    gone.known = true;
    for (const RelationshipId id : record->relationships) {
        gone.relationships += std::uint64_t{transaction.contains(id)};
        transaction.erase(id);
    }
    for (const NodeId node : record->own) {
        if (transaction.contains(node) && !has_links(transaction, node)) {
            transaction.erase(node);
            ++gone.nodes;
        }
    }
    for (const Contribution& contribution : record->contributions) {
        if (transaction.contains(contribution.node)) {
            gone.nodes += std::uint64_t{take_back(transaction, contribution)};
        }
    }
    transaction.erase_attachment(attachment_of(document));
    transaction.erase_attachment(source_of(document));
    transaction.erase_attachment("text/" + document);
    return gone;
}

}  // namespace dingtu
