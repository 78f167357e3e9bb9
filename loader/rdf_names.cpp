#include "loader/rdf_names.h"

#include <array>
#include <charconv>
#include <utility>

namespace dingtu {

namespace {

constexpr std::string_view own = "urn:dingtu:";

/// Prefixes that N-Triples, which has none, is read with.
constexpr auto known_prefixes = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"},
    {"rdfs", "http://www.w3.org/2000/01/rdf-schema#"},
    {"owl", "http://www.w3.org/2002/07/owl#"},
    {"skos", "http://www.w3.org/2004/02/skos/core#"},
    {"foaf", "http://xmlns.com/foaf/0.1/"},
    {"dc", "http://purl.org/dc/elements/1.1/"},
    {"dcterms", "http://purl.org/dc/terms/"},
    {"schema", "http://schema.org/"},
    {"schema", "https://schema.org/"},
});

std::string percent_decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        unsigned byte = 0;
        const char* digits = text.data() + i + 1;
        if (text[i] == '%' && i + 2 < text.size() &&
            std::from_chars(digits, digits + 2, byte, 16).ptr == digits + 2) {
            out += static_cast<char>(byte);
            i += 2;
        } else {
            out += text[i];
        }
    }
    return out;
}

}  // namespace

RdfNames::RdfNames() {
    for (const auto& [prefix, iri] : known_prefixes) {
        declare(prefix, iri);
    }
}

void RdfNames::declare(std::string_view prefix, std::string_view iri) {
    prefixes_[std::string(iri)] = prefix;
}

std::string RdfNames::name(Names& names, std::string_view own_space, const std::string& iri) {
    if (const auto known = names.by_iri.find(iri); known != names.by_iri.end()) {
        return known->second;
    }
    std::string found = iri;
    if (iri.starts_with(own) && iri.substr(own.size()).starts_with(own_space)) {
        found = percent_decoded(iri.substr(own.size() + own_space.size()));
    } else if (std::string brief = shortened(iri); !names.by_name.contains(brief)) {
        found = std::move(brief);
    }
    names.by_iri.emplace(iri, found);
    names.by_name.emplace(found, iri);
    return found;
}

/// The longest namespace that fits wins.
std::string RdfNames::shortened(const std::string& iri) const {
    std::string_view space;
    std::string_view prefix;
    for (const auto& [known, name] : prefixes_) {
        if (iri.size() > known.size() && iri.starts_with(known) && known.size() > space.size()) {
            space = known;
            prefix = name;
        }
    }
    const std::string_view whole = iri;
    if (!space.empty()) {
        const std::string local = percent_decoded(whole.substr(space.size()));
        return prefix.empty() ? local : std::string(prefix) + ":" + local;
    }
    const std::size_t cut = whole.find_last_of("#/:");
    const bool usable = cut != std::string_view::npos && cut + 1 < whole.size();
    return usable ? percent_decoded(whole.substr(cut + 1)) : iri;
}

}  // namespace dingtu
