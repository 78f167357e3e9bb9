#include "base/text.h"
#include "loader/segment.h"

#include <algorithm>

namespace dingtu {
namespace {

bool blank_between(const Document& document, std::size_t from, std::size_t to) {
    if (to < from) {
        return false;
    }
    const std::string_view between = std::string_view(document.text).substr(from, to - from);
    for (std::size_t at = 0; at < between.size();) {
        const char32_t c = next_code_point(between, at);
        if (c != ' ' && c != '\t' && c != '\r' && c != '\n' && c != 0x3000 && c != 0xA0) {
            return false;
        }
    }
    return true;
}

/// The words of a range with its line breaks, and the blanks around them, left out.
std::string words_of_range(const Document& document, Span range) {
    std::string out;
    const std::string_view text =
        std::string_view(document.text).substr(range.begin, range.end - range.begin);
    bool broken = false;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const char32_t c = next_code_point(text, at);
        if (c == '\n' || c == '\r') {
            broken = true;
            while (!out.empty() && (out.back() == ' ' || out.back() == '\t')) {
                out.pop_back();
            }
            continue;
        }
        if (broken && (c == ' ' || c == '\t' || c == 0x3000)) {
            continue;
        }
        broken = false;
        out += text.substr(begin, at - begin);
    }
    return out;
}

void add_piece(const Document& document, std::vector<Span>& pieces, Span piece) {
    if (!pieces.empty() && blank_between(document, pieces.back().end, piece.begin)) {
        pieces.back().end = piece.end;
        return;
    }
    pieces.push_back(piece);
}

void set_text(const Document& document, Evidence& evidence) {
    evidence.text.clear();
    for (const Span piece : evidence.pieces) {
        evidence.text += evidence.text.empty() ? "" : "‖";
        evidence.text += words_of_range(document, piece);
    }
}

}  // namespace

Evidence evidence_of(const Document& document, const Sentence& sentence, Span range) {
    Evidence evidence;
    for (const Piece& piece : sentence.pieces) {
        const std::size_t from = std::max(range.begin, piece.at);
        const std::size_t to = std::min(range.end, piece.at + (piece.end - piece.begin));
        if (from < to) {
            add_piece(document, evidence.pieces,
                      {piece.begin + (from - piece.at), piece.begin + (to - piece.at)});
        }
    }
    set_text(document, evidence);
    evidence.sentence = sentence.text;
    return evidence;
}

Evidence join(const Document& document, const Evidence& first, const Evidence& second) {
    Evidence both = first;
    for (const Span piece : second.pieces) {
        add_piece(document, both.pieces, piece);
    }
    set_text(document, both);
    if (second.sentence != first.sentence) {
        both.sentence += second.sentence;
    }
    return both;
}

}  // namespace dingtu
