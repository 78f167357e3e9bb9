#pragma once

#include "loader/segment.h"

#include <vector>

namespace dingtu {

/// Lines of a page that belong together, as byte ranges of Document::text in reading order: one
/// for each line, white space at its ends and list or heading marks left out.
struct Paragraph {
    std::vector<Span> lines;
    Block block = Block::Prose;
    bool heading_mark = false;  ///< a heading by its mark (#), not only by its shape

    [[nodiscard]] std::size_t begin() const { return lines.front().begin; }
    [[nodiscard]] std::size_t end() const { return lines.back().end; }
};

/// Lines typed and wrapped lines joined, in the order of the file. Page numbers, editors' notes in
/// 【】 and the like are left out.
[[nodiscard]] std::vector<Paragraph> layout(const Document& document);

/// Joins paragraphs that the page tore apart: each end in mid-sentence goes on at a paragraph that
/// begins in mid-sentence, across captions and, where columns stand out of order, at the one whose
/// first words fit best.
void mend_tears(const Document& document, std::vector<Paragraph>& paragraphs);

/// Bytes of the gap between two columns set by spaces that begins at a place of a line: two or more
/// spaces; else 0.
[[nodiscard]] std::size_t gap_at(std::string_view line, std::size_t at);

/// Whether a text ends as a sentence ends: 。！？ or a closing quote or bracket behind one.
[[nodiscard]] bool ends_sentence(std::string_view text);

}  // namespace dingtu
