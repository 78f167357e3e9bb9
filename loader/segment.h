#pragma once

#include "loader/document.h"

#include <cstdint>
#include <string>
#include <vector>

namespace dingtu {

/// What a stretch of a document is. Only Prose, ListItem, Answer and TableRow state facts in
/// sentences; Heading and Caption name things; Byline and Credit name people; a Question is no
/// evidence.
enum class Block : std::uint8_t {
    Prose,
    Heading,
    Caption,
    Byline,
    Credit,
    ListItem,
    TableHeader,
    TableRow,
    Question,
    Answer
};

/// A part of a sentence that stands in one stretch in the document: text[at, at + end - begin) of
/// the sentence is [begin, end) of Document::text, byte for byte.
struct Piece {
    std::size_t at = 0;
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// One sentence with the page layout mended: line breaks inside it are gone, a torn one is whole
/// again. For a table row `cells` are the ranges of its cells in `text`.
struct Sentence {
    std::string text;
    std::vector<Piece> pieces;
    Block block = Block::Prose;
    std::uint32_t paragraph = 0;  ///< counts up through the document
    std::uint32_t section = 0;    ///< counts up at each heading
    std::vector<Span> cells;
    /// Index of the TableHeader sentence whose cells head this row's, or -1.
    std::int32_t header = -1;
    /// Index of the heading sentence that this sentence stands under, or -1.
    std::int32_t heading = -1;
};

/// The words of a document that show a fact: at most two sentences. `pieces` are byte ranges of
/// Document::text in reading order; `text` joins them by ‖ with line breaks removed.
struct Evidence {
    std::string text;
    std::vector<Span> pieces;
    std::string sentence;  ///< the whole sentence(s) it is taken from
};

/// Sentences of a document in reading order: pages mended, captions and bylines set apart.
[[nodiscard]] std::vector<Sentence> segment(const Document& document);

/// The words [range) of a sentence as evidence. Parts that only white space divides in the
/// document are one piece.
[[nodiscard]] Evidence evidence_of(const Document& document, const Sentence& sentence, Span range);
/// Both, in this order; one piece where they touch in the document.
[[nodiscard]] Evidence join(const Document& document, const Evidence& first,
                            const Evidence& second);

/// The clauses of a sentence: ranges between ，；。：！？ and the like, brackets kept whole.
[[nodiscard]] std::vector<Span> clauses(std::string_view sentence);

}  // namespace dingtu
