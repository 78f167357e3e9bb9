#include "shell/citations.h"

#include "base/text.h"

#include <fmt/format.h>

namespace dingtu {

namespace {

constexpr std::string_view piece_mark = "‖";
constexpr std::string_view bold = "\x1B[1m";
constexpr std::string_view not_bold = "\x1B[22m";

std::vector<std::string_view> pieces_of(std::string_view evidence) {
    std::vector<std::string_view> pieces;
    while (true) {
        std::size_t end = evidence.find(piece_mark);
        pieces.push_back(evidence.substr(0, end));
        if (end == std::string_view::npos) {
            return pieces;
        }
        evidence.remove_prefix(end + piece_mark.size());
    }
}

/// The sentence with every piece of the evidence marked; the evidence alone where the sentence is
/// not known or does not hold it.
std::string marked(const Citation& citation, bool terminal) {
    std::string_view open = terminal ? bold : "»";
    std::string_view close = terminal ? not_bold : "«";
    std::string out;
    std::string_view rest = citation.sentence;
    for (std::string_view piece : pieces_of(citation.evidence)) {
        std::size_t at = piece.empty() ? std::string_view::npos : rest.find(piece);
        if (at == std::string_view::npos) {
            return fmt::format("{}{}{}", open, citation.evidence, close);
        }
        out += fmt::format("{}{}{}{}", rest.substr(0, at), open, piece, close);
        rest.remove_prefix(at + piece.size());
    }
    return out + std::string(rest);
}

/// The first character as it is seen, with what belongs to it; never empty.
std::string_view first_cluster(std::string_view text) {
    std::string_view narrow = fit_width(text, 1);
    std::string_view cluster = narrow.empty() ? fit_width(text, 2) : narrow;
    return cluster.empty() ? text.substr(0, 1) : cluster;
}

}  // namespace

std::string wrapped(std::string_view text, std::size_t indent, std::size_t width) {
    if (width < indent + 8) {
        return std::string(text);
    }
    std::string out;
    std::size_t column = indent;
    bool is_bold = false;
    while (!text.empty()) {
        std::string_view style = text.starts_with(bold)       ? bold
                                 : text.starts_with(not_bold) ? not_bold
                                                              : std::string_view();
        std::string_view piece =
            style.empty() ? first_cluster(text.substr(0, text.find('\x1B', 1))) : style;
        std::size_t columns = style.empty() ? display_width(piece) : 0;
        is_bold = style.empty() ? is_bold : style == bold;
        if (column + columns > width) {
            out += is_bold ? not_bold : std::string_view();
            out += "\n" + std::string(indent, ' ');
            out += is_bold ? bold : std::string_view();
            column = indent;
        }
        out += piece;
        column += columns;
        text.remove_prefix(piece.size());
    }
    return out;
}

void print_citations(std::ostream& out, const std::vector<Citation>& citations,
                     const TextStyle& style) {
    std::size_t number = 0;
    for (const Citation& citation : citations) {
        std::string head = fmt::format("[{}] ", ++number);
        std::string indent(head.size(), ' ');
        out << fmt::format("{}{}, bytes {}-{}\n", head, citation.document, citation.begin,
                           citation.end);
        out << indent << wrapped(marked(citation, style.terminal), indent.size(), style.width)
            << '\n';
        for (const std::string& fact : citation.facts) {
            out << indent << wrapped(fact, indent.size(), style.width) << '\n';
        }
    }
}

}  // namespace dingtu
