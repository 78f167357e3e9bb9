#pragma once

#include "loader/rules/suffix_table.h"
#include "loader/scene.h"

namespace dingtu {

/// What stands before the ending of a candidate name.
struct Stem {
    Span range;
    bool place = false;  ///< begins with a place or with 市 区 县 省
    bool level = false;  ///< begins with a level
    bool named = false;  ///< holds letters, a quoted part or characters that are no word
};

/// Tells whether the words before an ending make it a name.
class StemJudge {
public:
    /// `places` are those of the document; both live longer than this.
    StemJudge(const Scene& scene, const std::vector<Mention>& places, std::uint32_t sentence)
        : scene_(scene), places_(places), sentence_(sentence), text_(scene.text(sentence)) {}

    /// By what the ending needs: a place, a level, a name, a noun.
    [[nodiscard]] bool accepts(const Stem& stem, const Suffix& suffix) const;
    /// Letters, a quoted part, an unknown character, or two one-character words in a row: names fall
    /// apart like that.
    [[nodiscard]] bool holds_name(Span range) const;
    /// Without the place that opens it.
    [[nodiscard]] Span behind_place(Span range) const;

private:
    [[nodiscard]] std::string_view part(std::size_t begin, std::size_t end) const {
        return text_.substr(begin, end - begin);
    }
    [[nodiscard]] bool is_bureau(const Stem& stem, const Suffix& suffix) const;
    [[nodiscard]] bool is_held(Span range) const;
    [[nodiscard]] bool is_described(Span range) const;
    [[nodiscard]] bool is_noun(Span range) const;
    [[nodiscard]] bool is_only_place(Span range) const;
    /// A mark or a preposition before it says that a name is whole.
    [[nodiscard]] bool opens_item(std::size_t begin) const;

    const Scene& scene_;
    const std::vector<Mention>& places_;
    std::uint32_t sentence_;
    std::string_view text_;
};

}  // namespace dingtu
