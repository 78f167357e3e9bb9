#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dingtu {

/// The main reading of every character, run together: 余杭区 → "yuhangqu" (ü is v). Other
/// characters stay, ASCII letters in lower case.
[[nodiscard]] std::string pinyin_of(std::string_view text);

/// The ways to type a name, apart by spaces: by readings, then by first letters: 余杭 →
/// "yuhang yh". Where characters have several readings, at most eight ways by readings: 重庆 →
/// "zhongqing chongqing zq cq". Other characters than letters and digits are left out.
[[nodiscard]] std::string pinyin_spellings(std::string_view text);

/// Whether `typed` on a Latin keyboard may be the beginning of `name`: every character by a whole
/// reading, any of those it has, or by its first letter (two for zh ch sh); the last one also by
/// the beginning of a reading. "yuhang", "yhq", "yuh", "余hang" are typed for 余杭区. All
/// characters of the name also stand for themselves, without regard to case; white space is passed
/// over.
[[nodiscard]] bool typed_as(std::string_view typed, std::string_view name);

/// The characters a name may begin with if it is typed so: those of which a reading has the first
/// letter of `typed` (up to some 1,500), or the one it begins with. For a search by beginnings.
[[nodiscard]] std::vector<std::string> first_characters(std::string_view typed);

}  // namespace dingtu
