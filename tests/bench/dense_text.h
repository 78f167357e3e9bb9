#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>

namespace dingtu {

enum class Density : std::uint8_t {
    Dense,  ///< nearly every clause states a relation or a number, as in a report on firms
    Prose   ///< ordinary running text with a name or a number here and there
};

/// Invented documents about invented firms, the same for the same seed on every machine. Names,
/// numbers and their order vary, so that no sentence comes twice.
class TextMaker {
public:
    TextMaker(Density density, std::uint64_t seed) : density_(density), random_(seed) {}

    /// A document of about so many bytes: a title, paragraphs, lists.
    [[nodiscard]] std::string document(std::size_t bytes);

private:
    [[nodiscard]] std::size_t below(std::size_t count) { return random_() % count; }
    template <typename Words>
    [[nodiscard]] std::string_view any(const Words& words) {
        return words[below(std::size(words))];
    }
    [[nodiscard]] std::string sentence();
    [[nodiscard]] std::string filled(std::string_view pattern);
    [[nodiscard]] std::string slot(char kind);
    [[nodiscard]] std::string brand();
    [[nodiscard]] std::string number(std::size_t low, std::size_t high);
    /// Two full firm names of the paragraph, so that short forms and 公司 have what they stand for.
    void next_paragraph();

    Density density_;
    std::mt19937_64 random_;
    std::string brand_;
    std::string trade_;
    std::string place_;
};

}  // namespace dingtu
