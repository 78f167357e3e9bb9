#include "grammar/antlr.h"
#include "grammar/parse_tree.h"

#include <fmt/format.h>

namespace dingtu {

void refuse(const TokenRange& range, std::size_t index, Root /*root*/) {
    const Source& source = range.source;
    if (index >= range.end) {
        const std::size_t end = range.empty() ? 0 : source.span(range[range.end - 1]).end;
        throw syntax_error("the statement ends too early", {end, end}, "UnexpectedSyntax");
    }
    throw syntax_error(fmt::format("`{}` does not fit here", source.text(range[index])),
                       source.span(range[index]), "UnexpectedSyntax");
}

}  // namespace dingtu
