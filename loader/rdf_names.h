#pragma once

#include <map>
#include <string>
#include <string_view>

namespace dingtu {

/// Short names for the IRIs of labels, types and properties: with the prefix that the file declares
/// or that is known everywhere (`foaf:name`), else the part behind the last `#`, `/` or `:`. Two
/// IRIs never get the same name: the second one keeps its whole IRI. Names in our own namespaces
/// are what they were before the export.
class RdfNames {
public:
    RdfNames();

    void declare(std::string_view prefix, std::string_view iri);

    [[nodiscard]] std::string label(const std::string& iri) { return name(labels_, "label:", iri); }
    [[nodiscard]] std::string type(const std::string& iri) { return name(types_, "type:", iri); }
    [[nodiscard]] std::string property(const std::string& iri) {
        return name(properties_, "property:", iri);
    }

private:
    struct Names {
        std::map<std::string, std::string, std::less<>> by_iri;
        std::map<std::string, std::string, std::less<>> by_name;
    };
    std::string name(Names& names, std::string_view own_space, const std::string& iri);
    [[nodiscard]] std::string shortened(const std::string& iri) const;

    std::map<std::string, std::string, std::less<>> prefixes_;  // by the IRI they stand for
    Names labels_;
    Names types_;
    Names properties_;
};

}  // namespace dingtu
