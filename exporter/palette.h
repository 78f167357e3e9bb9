#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace dingtu {

/// Colours for names: a name has a favourite that depends on the name alone, so that a label has
/// the same colour in one picture and the next; it gets the nearest free one if two names of one
/// graph want the same. The twenty colours go round when there are more names.
class Palette {
public:
    /// Of labels.
    [[nodiscard]] static Palette of_nodes();
    /// Of relationship types: darker, since lines are thin.
    [[nodiscard]] static Palette of_lines();

    /// "#rrggbb". The empty name is grey. What a name gets depends on the names asked for before.
    std::string_view colour(std::string_view name);

private:
    explicit Palette(bool lines) : lines_(lines) {}

    bool lines_;
    std::map<std::string, std::size_t, std::less<>> taken_;
};

}  // namespace dingtu
