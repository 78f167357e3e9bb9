#include "loader/finding.h"

#include <algorithm>
#include <array>

namespace dingtu {

std::pair<std::size_t, std::size_t> Findings::in_sentence(std::uint32_t sentence) const {
    const auto first = std::lower_bound(
        mentions.begin(), mentions.end(), sentence,
        [](const Mention& mention, std::uint32_t number) { return mention.sentence < number; });
    auto last = first;
    while (last != mentions.end() && last->sentence == sentence) {
        ++last;
    }
    return {static_cast<std::size_t>(first - mentions.begin()),
            static_cast<std::size_t>(last - mentions.begin())};
}

bool is_a(std::string_view label, std::string_view wanted) {
    constexpr std::array<std::string_view, 5> places = {"Region", "Province", "City", "District",
                                                        "Zone"};
    if (label == wanted) {
        return true;
    }
    if (wanted == "Place") {
        return std::find(places.begin(), places.end(), label) != places.end();
    }
    return wanted == "Organization" && (label == "Firm" || label == "Agency");
}

}  // namespace dingtu
