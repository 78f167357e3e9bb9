// N-Triples, N-Quads and Turtle. The whole graph is gathered first, since what is said of a subject
// may stand anywhere. docs/import.md has the mapping; that of our own files is docs/formats.md's.

#include "base/json.h"
#include "base/text.h"
#include "loader/csv_type.h"
#include "loader/import_elements.h"
#include "loader/rdf_names.h"
#include "loader/rdf_parse.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

#include <fmt/format.h>

namespace dingtu {

namespace {

constexpr std::string_view rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
constexpr std::string_view resource = "http://www.w3.org/2000/01/rdf-schema#Resource";
constexpr std::string_view own_nodes = "urn:dingtu:node:";
constexpr std::string_view own_types = "urn:dingtu:datatype:";
constexpr std::string_view xsd = "http://www.w3.org/2001/XMLSchema#";

bool is_rdf(std::string_view iri, std::string_view name) {
    return iri.starts_with(rdf) && iri.substr(rdf.size()) == name;
}

struct XsdName {
    std::string_view name;
    CsvType::Item item;
};
constexpr auto xsd_names = std::to_array<XsdName>({
    {"boolean", CsvType::Item::Boolean},
    {"integer", CsvType::Item::Integer},
    {"long", CsvType::Item::Integer},
    {"int", CsvType::Item::Integer},
    {"short", CsvType::Item::Integer},
    {"byte", CsvType::Item::Integer},
    {"nonNegativeInteger", CsvType::Item::Integer},
    {"positiveInteger", CsvType::Item::Integer},
    {"nonPositiveInteger", CsvType::Item::Integer},
    {"negativeInteger", CsvType::Item::Integer},
    {"unsignedLong", CsvType::Item::Integer},
    {"unsignedInt", CsvType::Item::Integer},
    {"gYear", CsvType::Item::Integer},
    {"double", CsvType::Item::Float},
    {"float", CsvType::Item::Float},
    {"decimal", CsvType::Item::Float},
    {"date", CsvType::Item::Date},
    {"duration", CsvType::Item::Duration},
    {"dayTimeDuration", CsvType::Item::Duration},
    {"yearMonthDuration", CsvType::Item::Duration},
});

/// XML Schema has one type for times with and without an offset.
bool has_offset(std::string_view text) {
    const std::size_t clock = text.find(':');
    return clock != std::string_view::npos &&
           text.find_first_of("Zz+-", clock) != std::string_view::npos;
}

std::optional<CsvType::Item> item_of(std::string_view datatype, std::string_view text) {
    if (datatype.starts_with(own_types)) {
        const auto type = csv_type(datatype.substr(own_types.size()));
        return type ? std::optional(type->item) : std::nullopt;
    }
    if (is_rdf(datatype, "JSON")) {
        return CsvType::Item::Json;
    }
    if (!datatype.starts_with(xsd)) {
        return std::nullopt;
    }
    const std::string_view name = datatype.substr(xsd.size());
    if (name == "dateTime") {
        return has_offset(text) ? CsvType::Item::DateTime : CsvType::Item::LocalDateTime;
    }
    if (name == "time") {
        return has_offset(text) ? CsvType::Item::Time : CsvType::Item::LocalTime;
    }
    for (const XsdName& known : xsd_names) {
        if (known.name == name) {
            return known.item;
        }
    }
    return std::nullopt;
}

/// A literal whose text is not of its type is a text, as RDF lets it stand.
Value value_of(const RdfTerm& literal) {
    const auto item = item_of(literal.datatype, literal.text);
    if (!item) {
        return literal.text;
    }
    try {
        const Value value = parse_csv_value({*item}, literal.text);
        return storable(value) ? value : Value(literal.text);
    } catch (const Error&) {
        return literal.text;
    }
}

class RdfImport {
public:
    RdfImport(const std::string& path, ImportRun& run) : path_(path), run_(run), maker_(run) {}

    void read() {
        parse_rdf(
            path_,
            [&](std::string_view prefix, std::string_view iri) { names_.declare(prefix, iri); },
            [&](const RdfTerm& subject, const std::string& predicate, const RdfTerm& object) {
                run_.row_done(0);
                add(subject, predicate, object);
            });
        separate_statements();
        make_nodes();
        make_relationships();
    }

private:
    struct Subject {
        std::string iri;  // or the label of a blank node
        bool blank = false;
        std::vector<std::uint32_t> types;
        std::vector<std::pair<std::uint32_t, Value>> properties;
        // Of a statement about a relationship.
        std::optional<std::uint32_t> subject;
        std::optional<std::uint32_t> predicate;
        std::optional<std::uint32_t> object;
        bool statement = false;
        NodeId node;
    };
    using Link =
        std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>;  // subject, predicate, object

    std::uint32_t number_of(std::map<std::string, std::uint32_t, std::less<>>& numbers,
                            std::string_view iri) {
        const auto known = numbers.find(iri);
        return known != numbers.end()
                   ? known->second
                   : numbers.emplace(iri, static_cast<std::uint32_t>(numbers.size())).first->second;
    }

    std::uint32_t subject_number(const RdfTerm& term) {
        const std::string key = (term.kind == RdfTerm::Kind::Blank ? "_:" : "") + term.text;
        const auto [known, fresh] =
            subject_numbers_.try_emplace(key, static_cast<std::uint32_t>(subjects_.size()));
        if (fresh) {
            subjects_.push_back({});
            subjects_.back().iri = term.text;
            subjects_.back().blank = term.kind == RdfTerm::Kind::Blank;
        }
        return known->second;
    }

    std::uint32_t predicate_number(std::string_view iri) {
        const std::uint32_t number = number_of(predicates_, iri);
        if (number == predicate_iris_.size()) {
            predicate_iris_.emplace_back(iri);
        }
        return number;
    }

    void add(const RdfTerm& subject, const std::string& predicate, const RdfTerm& object) {
        const std::uint32_t from = subject_number(subject);
        if (object.kind == RdfTerm::Kind::Literal) {
            subjects_[from].properties.emplace_back(predicate_number(predicate), value_of(object));
            return;
        }
        if (is_rdf(predicate, "type") && object.kind == RdfTerm::Kind::Iri) {
            add_type(subjects_[from], object.text);
            return;
        }
        if (is_rdf(predicate, "predicate")) {
            subjects_[from].predicate = predicate_number(object.text);
            return;
        }
        const std::uint32_t to = subject_number(object);
        if (is_rdf(predicate, "subject")) {
            subjects_[from].subject = to;
        } else if (is_rdf(predicate, "object")) {
            subjects_[from].object = to;
        } else {
            links_.emplace_back(from, predicate_number(predicate), to);
        }
    }

    void add_type(Subject& subject, const std::string& iri) {
        if (is_rdf(iri, "Statement")) {
            subject.statement = true;
        } else if (iri != resource) {
            const std::uint32_t number = predicate_number(iri);
            if (std::ranges::find(subject.types, number) == subject.types.end()) {
                subject.types.push_back(number);
            }
        }
    }

    /// Plain triples that no statement is about stand for one relationship each.
    void separate_statements() {
        std::set<Link> told;
        for (Subject& subject : subjects_) {
            subject.statement =
                subject.statement && subject.subject && subject.predicate && subject.object;
            if (subject.statement) {
                told.emplace(*subject.subject, *subject.predicate, *subject.object);
            }
        }
        std::ranges::sort(links_);
        links_.erase(std::unique(links_.begin(), links_.end()), links_.end());
        std::erase_if(links_, [&](const Link& link) { return told.contains(link); });
    }

    Map properties_of(const Subject& subject) {
        Map properties;
        std::map<std::string, List> several;
        for (const auto& [predicate, value] : subject.properties) {
            const std::string name = names_.property(predicate_iris_[predicate]);
            const auto [known, fresh] = properties.emplace(name, value);
            if (!fresh) {
                List& list = several[name];
                if (list.empty()) {
                    list.push_back(known->second);
                }
                list.push_back(value);
            }
        }
        for (auto& [name, list] : several) {
            Value all(std::move(list));
            properties[name] = storable(all) ? all : Value(to_json(all));
        }
        return properties;
    }

    void make_nodes() {
        ImportSpace space(run_.keys(), "iri");
        for (Subject& subject : subjects_) {
            if (subject.statement) {
                continue;
            }
            const bool named = !subject.blank && !subject.iri.starts_with(own_nodes);
            const auto known = named ? space.find(subject.iri) : std::nullopt;
            const bool told = !subject.types.empty() || !subject.properties.empty();
            if (known && told && !run_.options().match_names) {
                throw Error(Phase::Load,
                            fmt::format("{}: `{}` is there already", path_, subject.iri))
                    .hint("`--match name` joins what is new of it");
            }
            subject.node = known && !told ? *known : make_node(subject, named, known);
            if (named && !known) {
                space.add(subject.iri, subject.node);
            }
            run_.row_done(0);
        }
    }

    NodeId make_node(const Subject& subject, bool named, std::optional<NodeId> known) {
        std::vector<std::string> labels;
        for (const std::uint32_t type : subject.types) {
            labels.push_back(names_.label(predicate_iris_[type]));
        }
        Map properties = properties_of(subject);
        if (named) {
            properties.emplace("iri", subject.iri);
        }
        return known ? maker_.join(*known, labels, properties)
                     : maker_.nameless_node(labels, properties);
    }

    void make_relationships() {
        for (const auto& [from, predicate, to] : links_) {
            maker_.relationship(names_.type(predicate_iris_[predicate]), subjects_[from].node,
                                subjects_[to].node, {});
            run_.row_done(0);
        }
        for (const Subject& subject : subjects_) {
            if (subject.statement) {
                maker_.relationship(names_.type(predicate_iris_[*subject.predicate]),
                                    subjects_[*subject.subject].node,
                                    subjects_[*subject.object].node, properties_of(subject));
                run_.row_done(0);
            }
        }
    }

    std::string path_;
    ImportRun& run_;
    ElementMaker maker_;
    RdfNames names_;
    std::unordered_map<std::string, std::uint32_t> subject_numbers_;
    std::vector<Subject> subjects_;
    std::map<std::string, std::uint32_t, std::less<>> predicates_;  // and types
    std::vector<std::string> predicate_iris_;
    std::vector<Link> links_;
};

}  // namespace

void import_rdf(const std::string& path, ImportRun& run) {
    RdfImport(path, run).read();
}

}  // namespace dingtu
