#include "exporter/palette.h"

#include <array>
#include <cstdint>

namespace dingtu {

namespace {

constexpr std::size_t colours = 20;
constexpr std::string_view no_name = "#9a9a9a";

// The order within the arrays and the two seeds belong together: no two labels or types of the
// built-in ontology have the same favourite, and those seen most are the easiest to tell apart.
constexpr std::array<std::string_view, colours> node_colours{
    "#9c755f", "#f28e2b", "#edc948", "#59a14f", "#c4b454", "#e15759", "#4e79a7",
    "#2f7f6f", "#76b7b2", "#3b6e4f", "#6f63a8", "#b07aa1", "#ff9da7", "#d4a6c8",
    "#8cd17d", "#d37295", "#79706e", "#b6992d", "#86a8c9", "#a0cbe8",
};
constexpr std::array<std::string_view, colours> line_colours{
    "#a0568e", "#6d8f3b", "#9b4f4f", "#4f9bb8", "#3d8068", "#5b8c5a", "#3f6fa3",
    "#d08a2e", "#6ba3c8", "#7d6b9e", "#b3a02e", "#c8553d", "#5560a8", "#b48a6a",
    "#2f8f8b", "#8a8a8a", "#8c6746", "#a7a7a7", "#c9a227", "#c46a8c",
};
constexpr std::uint32_t node_seed = 15685008;
constexpr std::uint32_t line_seed = 402951;

/// FNV-1a with a final mix.
std::size_t favourite(std::string_view name, std::uint32_t seed) {
    std::uint32_t hash = seed;
    for (char c : name) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
    }
    hash = (hash ^ (hash >> 15)) * 0x85EBCA6BU;
    return (hash ^ (hash >> 13)) % colours;
}

}  // namespace

Palette Palette::of_nodes() {
    return Palette(false);
}

Palette Palette::of_lines() {
    return Palette(true);
}

std::string_view Palette::colour(std::string_view name) {
    const auto& all = lines_ ? line_colours : node_colours;
    if (name.empty()) {
        return no_name;
    }
    auto known = taken_.find(name);
    if (known != taken_.end()) {
        return all[known->second];
    }
    std::size_t slot = favourite(name, lines_ ? line_seed : node_seed);
    auto is_taken = [&] {
        for (const auto& entry : taken_) {
            if (entry.second == slot) {
                return true;
            }
        }
        return false;
    };
    while (taken_.size() < colours && is_taken()) {
        slot = (slot + 1) % colours;
    }
    taken_.emplace(name, slot);
    return all[slot];
}

}  // namespace dingtu
