#pragma once

#include "base/value.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dingtu {

/// What the values of a column are: one kind, or lists of it. JSON is any value.
struct CsvType {
    enum class Item : std::uint8_t {
        Integer,
        Float,
        Boolean,
        String,
        Date,
        LocalTime,
        Time,
        LocalDateTime,
        DateTime,
        Duration,
        Json
    };
    Item item = Item::String;
    bool list = false;

    friend bool operator==(const CsvType&, const CsvType&) = default;
};

/// The type that a header means, in any case: "INT64", "string[]"; nothing for a word that is none.
[[nodiscard]] std::optional<CsvType> csv_type(std::string_view name);
/// The name of a type near to a misspelt one.
[[nodiscard]] std::optional<std::string> nearest_csv_type(std::string_view name);

/// The value of a field that is there. Lists split at `;`, `\;` is a semicolon, `""` is the empty
/// list. Spaces around numbers, booleans and dates do not count. Throws Error{Load} for text that
/// is no such value.
[[nodiscard]] Value parse_csv_value(CsvType type, std::string_view text);

/// Throws Error{Load} for text that is not UTF-8.
void check_csv_text(std::string_view text);

/// Finds the type of a column from its values: integer, float or boolean if all of them are, else
/// text.
class CsvGuess {
public:
    void see(std::string_view text);
    /// Nothing that follows can change the outcome.
    [[nodiscard]] bool settled() const { return !integer_ && !float_ && !boolean_; }
    /// Text where no value was seen.
    [[nodiscard]] CsvType type() const;

private:
    bool seen_ = false;
    bool integer_ = true;
    bool float_ = true;
    bool boolean_ = true;
};

}  // namespace dingtu
