#pragma once

#include "grammar/parse.h"
#include "storage/snapshot.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace dingtu {

/// A text in a statement that stands where an entity's name is asked for.
struct NameFilter {
    std::string label;  ///< of the node it is asked of, where the statement tells it
};

/// Whether the place behind the tokens `before` of `text` asks for a name: `{name: `, `d.name = `,
/// `d.aliases`, `called(d, `, `d.名称 IN [`. Nothing if it does not.
[[nodiscard]] std::optional<NameFilter> name_filter(std::string_view text,
                                                    std::span<const Token> before,
                                                    const Catalog& catalog);

/// For a read that found nothing: the texts and parameters by which it asked for names that no
/// entity has, each with the nearest that one has; or an empty text. Ends with a line break.
[[nodiscard]] std::string names_hint(const Snapshot& snapshot, std::string_view statement,
                                     const Map& parameters);

}  // namespace dingtu
