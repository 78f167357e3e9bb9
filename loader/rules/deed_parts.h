#pragma once

#include "loader/scene.h"

#include <string_view>
#include <vector>

namespace dingtu {

/// What is done to platforms, zones, projects and meetings, by data/deeds.txt.
enum class DeedKind : std::uint8_t { Make, Operate, Host, Construct, Invest, Attend };

/// A verb of doing (or several that follow each other), with its clause.
struct Deed {
    std::vector<DeedKind> kinds;
    Span verb;
    Span clause;
};

/// A set of words of data/deeds.txt.
[[nodiscard]] const PhraseSet& deed_words(std::string_view section);

/// The verbs of a clause from left to right.
[[nodiscard]] std::vector<Deed> deeds_in(const Scene& scene, std::uint32_t sentence, Span clause);
/// The kind that a section of verbs or roles stands for ("host role"), by its name.
[[nodiscard]] DeedKind deed_kind(std::string_view section);

/// Those who do something: indices into Findings::mentions.
struct Doers {
    std::vector<std::size_t> mentions;
    bool passive = false;  ///< behind 由: what it is done to may stand before
    bool coref = false;
};
/// Who does it: behind 由; before a verb with 的; else the subject in force, with those whom 与, 和
/// or 联合 join to it. Empty where somebody unnamed does it.
[[nodiscard]] Doers doers_of(const Scene& scene, std::uint32_t sentence, const Deed& deed);

/// The mention and those joined to it by 、 和 behind it, all organizations or places.
[[nodiscard]] std::vector<std::size_t> doers_from(const Scene& scene, std::size_t first);

}  // namespace dingtu
