#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dingtu {

/// The parts of a firm's full name: 杭州 申昊 科技 股份有限公司.
struct FirmName {
    std::string place;
    std::string brand;
    std::string trade;   ///< all words of trade, together
    std::string suffix;  ///< 股份有限公司; empty for a short form
};

[[nodiscard]] FirmName parse_firm(std::string_view name);
/// Short forms under which a text may speak of the firm, the likeliest first: 申昊科技, 申昊,
/// 申昊公司, ... None that is an ordinary word or shorter than two characters.
[[nodiscard]] std::vector<std::string> short_forms(const FirmName& firm);

/// Bytes of the longest word of trade that begins at a place of a text; 0 if none does.
[[nodiscard]] std::size_t trade_length(std::string_view text, std::size_t at);

/// Trades that make a short name of a firm together with a brand: 科技, 电器.
[[nodiscard]] bool is_weak_trade(std::string_view word);

}  // namespace dingtu
