// N-Triples and Turtle, one mapping (docs/formats.md): a node is urn:dingtu:node:12, its labels are
// its rdf:types, its properties are literals. A relationship is a triple of its own and, so that it
// can have properties and parallels, a reified statement urn:dingtu:relationship:7 right after it.

#include "base/json.h"
#include "exporter/escape.h"
#include "exporter/writers.h"

#include <cmath>

#include <fmt/format.h>

namespace dingtu {

namespace {

constexpr std::string_view rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
constexpr std::string_view rdfs = "http://www.w3.org/2000/01/rdf-schema#";
constexpr std::string_view xsd = "http://www.w3.org/2001/XMLSchema#";
constexpr std::string_view own = "urn:dingtu:";

/// One of our namespaces: its prefix in Turtle and what follows `urn:dingtu:`.
struct Space {
    std::string_view prefix;
    std::string_view path;
};
constexpr Space node_space{"n", "node:"};
constexpr Space relationship_space{"r", "relationship:"};
constexpr Space label_space{"l", "label:"};
constexpr Space type_space{"t", "type:"};
constexpr Space property_space{"p", "property:"};
constexpr Space datatype_space{"d", "datatype:"};

/// Whether the text, as it stands, is the local part of a prefixed name in Turtle; less than the
/// grammar allows.
bool is_local_name(std::string_view text) {
    if (text.empty()) {
        return false;
    }
    for (char c : text) {
        bool plain =
            (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
        // CJK ideographs are three bytes that begin with E3 to E9, later ones are left to <...>.
        bool ideograph = static_cast<unsigned char>(c) >= 0x80;
        if (!plain && !ideograph) {
            return false;
        }
    }
    for (std::size_t at = 0; at < text.size();) {
        auto lead = static_cast<unsigned char>(text[at]);
        if (lead < 0x80) {
            ++at;
        } else if (lead >= 0xE4 && lead <= 0xE9) {
            at += 3;
        } else {
            return false;
        }
    }
    return true;
}

/// Names and literals in one of the two notations.
class Notation {
public:
    explicit Notation(bool turtle) : turtle_(turtle) {}

    [[nodiscard]] bool turtle() const { return turtle_; }

    [[nodiscard]] std::string iri(const Space& space, std::string_view name) const {
        if (turtle_ && is_local_name(name)) {
            return fmt::format("{}:{}", space.prefix, name);
        }
        std::string out = fmt::format("<{}{}", own, space.path);
        append_iri_part(out, name);
        return out + ">";
    }

    [[nodiscard]] std::string rdf_name(std::string_view name) const {
        return turtle_ ? fmt::format("rdf:{}", name) : fmt::format("<{}{}>", rdf, name);
    }

    [[nodiscard]] std::string resource() const {
        return turtle_ ? "rdfs:Resource" : fmt::format("<{}Resource>", rdfs);
    }

    [[nodiscard]] std::string literal(const Value& value) const {
        if (turtle_ && (value.is(Kind::Integer) || value.is(Kind::Boolean))) {
            return to_text(value);
        }
        std::string out;
        append_rdf_string(out, text_of(value));
        if (!value.is(Kind::String)) {
            out += "^^" + datatype(value);
        }
        return out;
    }

private:
    static std::string text_of(const Value& value) {
        if (value.is(Kind::Float) && std::isinf(value.as_float())) {
            return value.as_float() > 0 ? "INF" : "-INF";
        }
        bool json = value.is(Kind::List) || value.is(Kind::Map);
        return json ? to_json(value) : to_text(value);
    }

    [[nodiscard]] std::string xsd_name(std::string_view name) const {
        return turtle_ ? fmt::format("xsd:{}", name) : fmt::format("<{}{}>", xsd, name);
    }

    /// XML Schema's types where our texts are theirs; zones by name and negative durations are not.
    [[nodiscard]] std::string datatype(const Value& value) const {
        switch (value.kind()) {
            case Kind::Boolean: return xsd_name("boolean");
            case Kind::Integer: return xsd_name("integer");
            case Kind::Float: return xsd_name("double");
            case Kind::Date: return xsd_name("date");
            case Kind::LocalTime: return iri(datatype_space, "localtime");
            case Kind::Time: return iri(datatype_space, "time");
            case Kind::LocalDateTime: return iri(datatype_space, "localdatetime");
            case Kind::DateTime: return iri(datatype_space, "datetime");
            case Kind::Duration: return iri(datatype_space, "duration");
            case Kind::List:
            case Kind::Map: return rdf_name("JSON");
            case Kind::String:
            case Kind::Null:
            case Kind::Node:
            case Kind::Relationship:
            case Kind::Path: break;
        }
        return xsd_name("string");
    }

    bool turtle_;
};

class RdfWriter final : public GraphSink {
public:
    RdfWriter(std::ostream& out, bool turtle) : out_(out), notation_(turtle) {
        if (!turtle) {
            return;
        }
        text_ = fmt::format("@prefix rdf: <{}> .\n@prefix rdfs: <{}> .\n@prefix xsd: <{}> .\n", rdf,
                            rdfs, xsd);
        for (const Space& space : {node_space, relationship_space, label_space, type_space,
                                   property_space, datatype_space}) {
            text_ += fmt::format("@prefix {}: <{}{}> .\n", space.prefix, own, space.path);
        }
        write();
    }

    void node(const Node& node) override {
        begin(notation_.iri(node_space, fmt::format("{}", node.id.value)));
        for (const std::string& label : node.labels) {
            add(notation_.rdf_name("type"), notation_.iri(label_space, label));
        }
        if (node.labels.empty()) {
            add(notation_.rdf_name("type"), notation_.resource());
        }
        add_properties(node.properties);
        end();
    }

    void relationship(const Relationship& relationship) override {
        std::string start = notation_.iri(node_space, fmt::format("{}", relationship.start.value));
        std::string end_node = notation_.iri(node_space, fmt::format("{}", relationship.end.value));
        std::string type = notation_.iri(type_space, relationship.type);
        begin(start);
        add(type, end_node);
        end();
        begin(notation_.iri(relationship_space, fmt::format("{}", relationship.id.value)));
        add(notation_.rdf_name("type"), notation_.rdf_name("Statement"));
        add(notation_.rdf_name("subject"), start);
        add(notation_.rdf_name("predicate"), type);
        add(notation_.rdf_name("object"), end_node);
        add_properties(relationship.properties);
        end();
    }

    void finish() override { out_.flush(); }

private:
    void add_properties(const Map& properties) {
        for (const auto& [key, value] : properties) {
            add(notation_.iri(property_space, key), notation_.literal(value));
        }
    }

    void begin(std::string subject) {
        subject_ = std::move(subject);
        text_ = notation_.turtle() ? "\n" + subject_ : "";
        predicate_.clear();
    }

    void add(const std::string& predicate, const std::string& object) {
        if (!notation_.turtle()) {
            text_ += fmt::format("{} {} {} .\n", subject_, predicate, object);
            return;
        }
        if (predicate == predicate_) {
            text_ += ", " + object;
            return;
        }
        text_ += fmt::format("{}{} {}", predicate_.empty() ? " " : " ;\n    ",
                             predicate == "rdf:type" ? "a" : predicate, object);
        predicate_ = predicate;
    }

    void end() {
        text_ += notation_.turtle() ? " .\n" : "";
        write();
    }

    void write() { out_.write(text_.data(), static_cast<std::streamsize>(text_.size())); }

    std::ostream& out_;
    Notation notation_;
    std::string subject_;
    std::string predicate_;  // the last one of this subject
    std::string text_;
};

}  // namespace

std::unique_ptr<GraphSink> make_ntriples(std::ostream& out, const GraphOptions&) {
    return std::make_unique<RdfWriter>(out, false);
}

std::unique_ptr<GraphSink> make_turtle(std::ostream& out, const GraphOptions&) {
    return std::make_unique<RdfWriter>(out, true);
}

}  // namespace dingtu
