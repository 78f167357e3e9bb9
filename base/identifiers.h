#pragma once

namespace dingtu {

/// Unicode's ID_Start and ID_Continue (UAX #31): what an identifier may begin with, and go on with.
[[nodiscard]] bool begins_identifier(char32_t character);
[[nodiscard]] bool continues_identifier(char32_t character);

}  // namespace dingtu
