#pragma once

#include "loader/rules/rules.h"

#include <map>
#include <string>
#include <vector>

namespace dingtu {

/// The firms of data/firms.txt in one document. A firm gets the longest of its names that the
/// document has.
class KnownFirms {
public:
    explicit KnownFirms(const Scene& scene);
    void find(std::uint32_t sentence, std::vector<Mention>& found) const;

private:
    /// A form in a sentence; `end` takes in what may follow a short name: 贝恩|公司.
    struct Place {
        Span range;
        std::uint32_t form = 0;
    };
    [[nodiscard]] std::vector<Place> places(std::uint32_t sentence) const;
    [[nodiscard]] bool stands_as_firm(std::uint32_t sentence, const Place& place) const;
    void note_longest(std::uint32_t firm, std::string_view words);

    const Scene& scene_;
    /// The longest name that the document has of a firm, of those met by a form that is no word.
    std::map<std::uint32_t, std::string> longest_;
};

/// Where the well known name of a firm begins that ends at byte `end`, or `end` if none does.
[[nodiscard]] std::size_t known_firm_begin(std::string_view text, std::size_t end);

}  // namespace dingtu
