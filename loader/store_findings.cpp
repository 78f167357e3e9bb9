#include "loader/store_findings.h"

#include "base/text.h"
#include "loader/data.h"
#include "loader/firm_name.h"
#include "loader/gazetteer.h"
#include "loader/record.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

namespace dingtu {
namespace {

std::string_view super_label(std::string_view label) {
    if (is_a(label, "Place")) {
        return "Place";
    }
    return is_a(label, "Organization") ? "Organization" : std::string_view();
}

class FindingWriter {
public:
    FindingWriter(Transaction& transaction, const Document& document,
                  const std::vector<Sentence>& sentences, const Findings& findings)
        : out_(transaction),
          document_(document),
          sentences_(sentences),
          findings_(findings) {}

    Record write() {
        document_node_ = write_document();
        for (const Entity& entity : findings_.entities) {
            nodes_.push_back(entity.name.empty() ? NodeId{} : write_entity(entity));
        }
        for (const Relation& relation : findings_.relations) {
            write_relation(relation);
        }
        for (const Mention& mention : findings_.mentions) {
            if (!mention.anaphor && mention.entity != no_entity) {
                write_mention(mention);
            }
        }
        return std::move(record_);
    }

private:
    NodeId write_document() {
        Contribution given;
        given.name = document_.id;
        given.properties["path"] = document_.path;
        given.properties["sha256"] = document_.sha256;
        if (!document_.title.empty()) {
            given.properties["title"] = document_.title;
        }
        if (!document_.date.empty()) {
            given.properties["date"] = document_.date;
        }
        return create("Document", given, true);
    }

    NodeId create(const std::string& label, const Contribution& given, bool own) {
        std::vector<LabelId> labels = {out_.label(label)};
        if (const std::string_view super = super_label(label); !super.empty()) {
            labels.push_back(out_.label(super));
        }
        const NodeId node = out_.create_node(labels);
        if (own) {
            give(node, given);
            record_.own.push_back(node);
        } else {
            add_to(Tally::of_new(), node, given);
        }
        return node;
    }

    /// What a node of this document alone holds.
    void give(NodeId node, const Contribution& given) {
        std::set<std::string> aliases(given.aliases.begin(), given.aliases.end());
        aliases.erase(given.name);
        out_.set(node, key("name"), given.name);
        if (!aliases.empty()) {
            out_.set(node, key("aliases"), Value(List(aliases.begin(), aliases.end())));
        }
        for (const auto& [name, value] : given.properties) {
            out_.set(node, key(name), value);
        }
    }

    void add_to(Tally tally, NodeId node, Contribution given) {
        tally.add(given);
        tally.apply(out_, node);
        given.node = node;
        record_.contributions.push_back(std::move(given));
    }

    NodeId write_entity(const Entity& entity) {
        Contribution given;
        given.name = entity.name;
        given.aliases = entity.aliases;
        given.properties = entity.properties;
        add_place_names(entity, given.aliases);
        // A measure and a number belong to the document that tells of them.
        if (entity.label == "Support" || entity.label == "Metric") {
            return create(entity.label, given, true);
        }
        const NodeId known = known_node(entity, given.aliases);
        if (known.value == UINT64_MAX) {
            const NodeId node = create(entity.label, given, false);
            remember_forms(entity, node);
            return node;
        }
        Tally tally = Tally::of(out_, known);
        if (!tally.names(entity.name)) {
            remember_forms(entity, known);
        }
        add_to(std::move(tally), known, std::move(given));
        return known;
    }

    /// Short form and pinyin of a place: 余杭区 is also called 余杭 and Yuhang.
    static void add_place_names(const Entity& entity, std::vector<std::string>& aliases) {
        const auto code = entity.properties.find("code");
        if (code == entity.properties.end() || !is_a(entity.label, "Place")) {
            return;
        }
        const std::string& digits = code->second.as_string();
        std::uint32_t number = 0;
        std::from_chars(digits.data(), digits.data() + digits.size(), number);
        if (const Division* unit = Gazetteer::get().by_code(number)) {
            for (const std::string& name : {unit->short_name, unit->pinyin}) {
                if (!name.empty() &&
                    std::find(aliases.begin(), aliases.end(), name) == aliases.end()) {
                    aliases.push_back(name);
                }
            }
        }
    }

    /// The one node of this label that has the entity's name or one of its aliases; for places of
    /// the same code, for firms also by a short form that only one firm has.
    [[nodiscard]] NodeId known_node(const Entity& entity, const std::vector<std::string>& aliases) {
        const LabelId label = out_.label(entity.label);
        std::set<NodeId> found;
        const auto look = [&](const std::string& name) {
            for (const NodeId node : out_.called(name)) {
                if (out_.has_label(node, label) && same_code(entity, node)) {
                    found.insert(node);
                }
            }
        };
        look(entity.name);
        const bool generic_aliases = entity.label == "Product" || entity.label == "Project" ||
                                     entity.label == "Award" || entity.label == "Event" ||
                                     entity.label == "Person";
        for (const std::string& alias : aliases) {
            if (found.empty() && !generic_aliases) {
                look(alias);
            }
        }
        if (found.empty() && entity.label == "Firm") {
            for (const NodeId node : forms_of(entity.name)) {
                found.insert(node);
            }
        }
        return found.size() == 1 ? *found.begin() : NodeId{UINT64_MAX};
    }

    [[nodiscard]] bool same_code(const Entity& entity, NodeId node) {
        const auto code = entity.properties.find("code");
        const Value held = out_.property(node, out_.key("code"));
        return code == entity.properties.end() || held.is_null() ||
               equal(code->second, held) == Ternary::True;
    }

    [[nodiscard]] std::vector<NodeId> forms_of(const std::string& name) const {
        std::vector<NodeId> nodes;
        const std::string held = out_.attachment("form/" + normal_name(name)).value_or("");
        for (const std::string_view id : words_of(held)) {
            NodeId node;
            std::from_chars(id.data(), id.data() + id.size(), node.value);
            if (out_.contains(node)) {
                nodes.push_back(node);
            }
        }
        return nodes;
    }

    /// A later document may speak of the firm by a short form that this one does not use.
    void remember_forms(const Entity& entity, NodeId node) {
        const FirmName parts = parse_firm(entity.name);
        if (entity.label != "Firm" || parts.suffix.empty()) {
            return;
        }
        for (const std::string& form : short_forms(parts)) {
            const std::string key = "form/" + normal_name(form);
            const std::vector<NodeId> held = forms_of(form);
            if (std::find(held.begin(), held.end(), node) == held.end()) {
                out_.set_attachment(
                    key, out_.attachment(key).value_or("") + std::to_string(node.value) + " ");
            }
        }
    }

    void write_relation(const Relation& relation) {
        const NodeId tail = relation.tail == no_entity ? document_node_ : nodes_[relation.tail];
        const RelationshipId id =
            out_.create_relationship(type(relation.type), nodes_[relation.head], tail);
        record_.relationships.push_back(id);
        set_place(id, relation.evidence.pieces);
        set(id, "evidence", relation.evidence.text);
        set(id, "sentence", relation.evidence.sentence);
        set(id, "status", relation.status);
        set(id, "derived", relation.derived);
        set(id, "role", relation.role);
        set(id, "title", relation.title);
        set(id, "period", relation.period);
        set(id, "rule", relation.rule);
    }

    void write_mention(const Mention& mention) {
        const RelationshipId id =
            out_.create_relationship(type("MENTIONED_IN"), nodes_[mention.entity], document_node_);
        record_.relationships.push_back(id);
        const Sentence& sentence = sentences_[mention.sentence];
        const Evidence words = evidence_of(document_, sentence, mention.span());
        set_place(id, words.pieces);
        set(id, "text", words.text);
        const bool caption = sentence.block == Block::Caption || sentence.block == Block::Heading;
        set(id, "role", caption ? "caption" : "mention");
    }

    /// Byte offsets in the file: of the first piece, and of all pieces where there are several.
    void set_place(RelationshipId id, const std::vector<Span>& pieces) {
        set(id, "doc", document_.id);
        if (pieces.empty()) {
            return;
        }
        const auto disk = [&](std::size_t offset) {
            return Value(static_cast<std::int64_t>(document_.offsets.to_disk(offset)));
        };
        out_.set(id, key("begin"), disk(pieces.front().begin));
        out_.set(id, key("end"), disk(pieces.front().end));
        if (pieces.size() > 1) {
            List spans;
            for (const Span piece : pieces) {
                spans.push_back(List{disk(piece.begin), disk(piece.end)});
            }
            out_.set(id, key("spans"), Value(std::move(spans)));
        }
    }

    void set(RelationshipId id, std::string_view name, const std::string& value) {
        if (!value.empty()) {
            out_.set(id, key(name), value);
        }
    }

    // A document uses the same few names thousands of times.
    KeyId key(std::string_view name) {
        const auto known = keys_.find(name);
        return known != keys_.end() ? known->second
                                    : keys_.emplace(name, out_.key(name)).first->second;
    }
    TypeId type(std::string_view name) {
        const auto known = types_.find(name);
        return known != types_.end() ? known->second
                                     : types_.emplace(name, out_.type(name)).first->second;
    }

    Transaction& out_;
    const Document& document_;
    const std::vector<Sentence>& sentences_;
    const Findings& findings_;
    Record record_;
    NodeId document_node_;
    std::vector<NodeId> nodes_;
    std::map<std::string, KeyId, std::less<>> keys_;
    std::map<std::string, TypeId, std::less<>> types_;
};

}  // namespace

void store_findings(Transaction& transaction, const Document& document,
                    const std::vector<Sentence>& sentences, const Findings& findings,
                    const std::string& rules) {
    const Record record = FindingWriter(transaction, document, sentences, findings).write();
    write_record(transaction, document.id, record);
    set_read_from(transaction, document.id, document.sha256, rules);
    transaction.set_attachment("text/" + document.id, document.text);
}

std::vector<ChineseName> chinese_names() {
    std::vector<ChineseName> names;
    for (const DataLine& line : data_lines(data_file("names.txt"))) {
        const std::vector<std::string_view> parts = words_of(line.text);
        const NameKind kind = parts[0] == "label"  ? NameKind::Label
                              : parts[0] == "type" ? NameKind::Type
                                                   : NameKind::Key;
        names.push_back({kind, parts[1], parts[2]});
    }
    return names;
}

void add_names(Transaction& transaction) {
    for (const auto& [kind, name, word] : chinese_names()) {
        if (!transaction.catalog().stored_name(kind, word)) {
            transaction.add_synonym(kind, name, word);
        }
    }
}

}  // namespace dingtu
