#include "loader/segment.h"

#include "base/text.h"
#include "loader/layout.h"

#include <algorithm>
#include <array>

namespace dingtu {
namespace {

/// No sentence of a real document is longer; a stretch without a full stop is cut at a comma.
constexpr std::size_t longest_sentence_bytes = 3000;

bool ascii_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// The lines of a paragraph as one text.
Sentence flatten(const Document& document, const Paragraph& paragraph) {
    Sentence whole;
    for (const Span line : paragraph.lines) {
        const std::string_view words =
            std::string_view(document.text).substr(line.begin, line.end - line.begin);
        if (!whole.text.empty() && !words.empty() && ascii_letter(whole.text.back()) &&
            ascii_letter(words.front())) {
            whole.text += ' ';
        }
        whole.pieces.push_back({whole.text.size(), line.begin, line.end});
        whole.text += words;
    }
    whole.block = paragraph.block;
    return whole;
}

std::vector<Piece> pieces_in(const Sentence& whole, Span range) {
    std::vector<Piece> pieces;
    for (const Piece& piece : whole.pieces) {
        const std::size_t piece_end = piece.at + (piece.end - piece.begin);
        const std::size_t from = std::max(range.begin, piece.at);
        const std::size_t to = std::min(range.end, piece_end);
        if (from < to) {
            pieces.push_back({from - range.begin, piece.begin + (from - piece.at),
                              piece.begin + (to - piece.at)});
        }
    }
    return pieces;
}

Sentence part_of(const Sentence& whole, Span range) {
    Sentence part;
    part.text = whole.text.substr(range.begin, range.end - range.begin);
    part.pieces = pieces_in(whole, range);
    part.block = whole.block;
    return part;
}

bool is_closing(char32_t c) {
    return c == U'”' || c == U'’' || c == U'）' || c == ')' || c == U'」' || c == U'』' ||
           c == U'》' || c == '"';
}

/// A full stop, or an English one before a blank and a capital letter.
bool ends_here(std::string_view text, std::size_t begin, char32_t c) {
    if (c == U'。' || c == U'！' || c == U'？' || c == '!' || c == '?') {
        return true;
    }
    return c == '.' && begin > 0 && begin + 2 < text.size() && text[begin + 1] == ' ' &&
           text[begin + 2] >= 'A' && text[begin + 2] <= 'Z' && ascii_letter(text[begin - 1]);
}

std::vector<Span> sentence_ranges(std::string_view text) {
    std::vector<Span> ranges;
    std::size_t begin = 0;
    int brackets = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t here = at;
        const char32_t c = next_code_point(text, at);
        brackets += c == U'（' || c == U'《' ? 1 : 0;
        brackets -= (c == U'）' || c == U'》') && brackets > 0 ? 1 : 0;
        const bool too_long =
            at - begin > longest_sentence_bytes &&
            (c == U'，' || c == U'；' || c == ' ' || at - begin > 2 * longest_sentence_bytes);
        if ((!ends_here(text, here, c) || (brackets > 0 && at - begin < 1200)) && !too_long) {
            continue;
        }
        while (at < text.size()) {
            std::size_t next = at;
            const char32_t closing = next_code_point(text, next);
            if (!is_closing(closing) && !ends_here(text, at, closing)) {
                break;
            }
            at = next;
        }
        ranges.push_back({begin, at});
        begin = at;
        brackets = 0;
    }
    if (begin < text.size()) {
        ranges.push_back({begin, text.size()});
    }
    return ranges;
}

Span without_blanks(std::string_view text, Span range) {
    while (range.begin < range.end && text[range.begin] == ' ') {
        ++range.begin;
    }
    while (range.begin < range.end && text[range.end - 1] == ' ') {
        --range.end;
    }
    return range;
}

/// Ranges of the cells of a row that are divided by two or more spaces.
std::vector<Span> spaced_cells(std::string_view text) {
    std::vector<Span> cells;
    std::size_t begin = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t gap = gap_at(text, at);
        if (gap > 0) {
            cells.push_back(without_blanks(text, {begin, at}));
            begin = at + gap;
        }
        at += std::max<std::size_t>(gap, 1);
    }
    cells.push_back(without_blanks(text, {begin, text.size()}));
    return cells;
}

/// Ranges of the cells of a row: parts between |, ｜ or tabs; the bars at the edges count for none.
std::vector<Span> cells_of(std::string_view text) {
    if (text.find_first_of("|\t") == std::string_view::npos &&
        text.find("｜") == std::string_view::npos) {
        return spaced_cells(text);
    }
    std::vector<Span> cells;
    std::size_t begin = 0;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t here = at;
        const char32_t c = at < text.size() ? next_code_point(text, at) : U'|';
        if (c == '|' || c == U'｜' || c == '\t') {
            const bool edge = here == 0 || (here == text.size() && begin == text.size());
            if (!edge) {
                cells.push_back(without_blanks(text, {begin, here}));
            }
            begin = at;
        }
        if (here >= text.size()) {
            break;
        }
    }
    return cells;
}

/// A run of rows with the same number of cells has its heads in the first one.
void find_table_heads(std::vector<Sentence>& sentences) {
    for (std::size_t i = 0; i < sentences.size(); ++i) {
        Sentence& row = sentences[i];
        if (row.block != Block::TableRow) {
            continue;
        }
        row.cells = cells_of(row.text);
        const bool follows = i > 0 &&
                             (sentences[i - 1].block == Block::TableRow ||
                              sentences[i - 1].block == Block::TableHeader) &&
                             sentences[i - 1].cells.size() == row.cells.size();
        if (!follows) {
            row.block = Block::TableHeader;
        } else {
            row.header = sentences[i - 1].block == Block::TableHeader
                             ? static_cast<std::int32_t>(i - 1)
                             : sentences[i - 1].header;
        }
    }
}

}  // namespace

std::vector<Sentence> segment(const Document& document) {
    std::vector<Paragraph> paragraphs = layout(document);
    mend_tears(document, paragraphs);
    std::vector<Sentence> sentences;
    std::uint32_t number = 0;
    std::uint32_t section = 0;
    std::int32_t heading = -1;
    for (const Paragraph& paragraph : paragraphs) {
        const Sentence whole = flatten(document, paragraph);
        const bool row = paragraph.block == Block::TableRow;
        section += paragraph.block == Block::Heading ? 1 : 0;
        for (const Span range :
             row ? std::vector<Span>{{0, whole.text.size()}} : sentence_ranges(whole.text)) {
            Sentence sentence = part_of(whole, without_blanks(whole.text, range));
            sentence.paragraph = number;
            sentence.section = section;
            sentence.heading = paragraph.block == Block::Heading ? -1 : heading;
            if (!sentence.text.empty()) {
                sentences.push_back(std::move(sentence));
            }
        }
        heading = paragraph.block == Block::Heading
                      ? static_cast<std::int32_t>(sentences.size()) - 1
                      : heading;
        ++number;
    }
    find_table_heads(sentences);
    return sentences;
}

std::vector<Span> clauses(std::string_view sentence) {
    std::vector<Span> out;
    std::size_t begin = 0;
    int brackets = 0;
    for (std::size_t at = 0; at < sentence.size();) {
        const std::size_t here = at;
        const char32_t c = next_code_point(sentence, at);
        brackets += c == U'（' || c == U'《' ? 1 : 0;
        brackets -= (c == U'）' || c == U'》') && brackets > 0 ? 1 : 0;
        const bool comma = c == U'，' || c == U'；' || c == U'：' || c == U'。' || c == U'！' ||
                           c == U'？' || c == ';' || c == U'…' || c == U'】';
        if (comma && brackets == 0) {
            if (here > begin) {
                out.push_back({begin, here});
            }
            begin = at;
        }
    }
    if (begin < sentence.size()) {
        out.push_back({begin, sentence.size()});
    }
    return out;
}

}  // namespace dingtu
