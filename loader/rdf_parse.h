#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace dingtu {

/// A term of RDF: an absolute IRI, the label of a blank node, or a literal.
struct RdfTerm {
    enum class Kind : std::uint8_t { Iri, Blank, Literal };
    Kind kind = Kind::Iri;
    std::string text;
    std::string datatype = {};  ///< IRI; empty for plain literals
};

/// Reads a file of N-Triples, N-Quads (.nq, the graphs' names do not count) or, by any other
/// ending, Turtle. Calls back for each prefix that is declared and each triple. Throws Error{Load}
/// with path, line and column.
void parse_rdf(const std::string& path,
               const std::function<void(std::string_view prefix, std::string_view iri)>& on_prefix,
               const std::function<void(const RdfTerm& subject, const std::string& predicate,
                                        const RdfTerm& object)>& on_triple);

}  // namespace dingtu
