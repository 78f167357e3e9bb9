#include "shell/names_hint.h"

#include "base/text.h"
#include "grammar/parse.h"
#include "shell/elements.h"
#include "shell/script.h"

#include <fmt/format.h>

namespace dingtu {

std::string names_hint(const Snapshot& snapshot, std::string_view statement) {
    std::string out;
    if (writes(statement)) {
        return out;
    }
    for (const Token& token : tokens(statement)) {
        if (token.kind != Token::Kind::String || token.span.end - token.span.begin < 4) {
            continue;
        }
        std::string name(
            statement.substr(token.span.begin + 1, token.span.end - token.span.begin - 2));
        if (length(name) < 2 || !snapshot.called(name).empty()) {
            continue;
        }
        std::string near = nearest_name(snapshot, name);
        if (!near.empty()) {
            out += fmt::format("note: nothing is called `{}`; did you mean `{}`?\n", name, near);
        }
    }
    return out;
}

}  // namespace dingtu
