#include "loader/firm_name.h"

#include "base/text.h"
#include "loader/data.h"
#include "loader/gazetteer.h"
#include "loader/phrases.h"
#include "loader/words.h"

#include <algorithm>
#include <array>
#include <map>

namespace dingtu {
namespace {

constexpr std::array<std::string_view, 12> suffixes = {
    "股份有限公司", "有限责任公司", "集团有限公司", "集团股份有限公司",
    "有限公司",     "集团公司",     "股份公司",     "总公司",
    "集团",         "公司",         "控股",         "厂"};

const PhraseSet& trades(std::string_view section) {
    static const std::map<std::string, PhraseSet, std::less<>> sets = read_phrases("trades.txt");
    return sets.find(section)->second;
}

/// The place that a name begins with, the longest first.
std::size_t place_bytes(std::string_view name) {
    for (std::size_t bytes = std::min<std::size_t>(name.size(), 30); bytes >= 6; bytes -= 3) {
        if (Gazetteer::get().find(name.substr(0, bytes)) != nullptr) {
            return bytes;
        }
    }
    return 0;
}

/// Whether some unit of one form lies in some unit of another.
bool lies_in(const std::string& inner, const std::string& outer) {
    const Gazetteer& gazetteer = Gazetteer::get();
    const Gazetteer::Form* small = gazetteer.find(inner);
    const Gazetteer::Form* large = gazetteer.find(outer);
    if (small == nullptr || large == nullptr) {
        return false;
    }
    for (const std::uint32_t i : small->units) {
        for (const std::uint32_t j : large->units) {
            const std::uint32_t code = gazetteer.unit(i).code;
            const std::uint32_t above = gazetteer.unit(j).code;
            const bool within = gazetteer.parent_of(code) == above ||
                                Gazetteer::province_of(code) == above || above == 0;
            if (code != above && within) {
                return true;
            }
        }
    }
    return false;
}

void cut_brackets(std::string& name) {
    for (std::size_t open = name.find("（"); open != std::string::npos; open = name.find("（")) {
        const std::size_t close = name.find("）", open);
        if (close == std::string::npos) {
            return;
        }
        name.erase(open, close + std::string_view("）").size() - open);
    }
}

/// 鼓风机: a brand made of listed words alone is no name by itself.
bool all_words(const std::string& brand) {
    const std::vector<Word> words = cut_words(brand);
    return length(brand) > 2 && std::all_of(words.begin(), words.end(), [](const Word& word) {
               return word.tag != Tag::Unknown && word.end - word.begin > 3;
           });
}

std::string first_characters(std::string_view text, std::size_t count) {
    std::size_t at = 0;
    for (; count > 0 && at < text.size(); --count) {
        static_cast<void>(next_code_point(text, at));
    }
    return std::string(text.substr(0, at));
}

}  // namespace

std::size_t trade_length(std::string_view text, std::size_t at) {
    return trades("trade").at(text, at).length;
}

bool is_weak_trade(std::string_view word) {
    return trades("weak").contains(word);
}

FirmName parse_firm(std::string_view name) {
    FirmName firm;
    std::string rest(name);
    for (const auto& [narrow, wide] : {std::pair("(", "（"), std::pair(")", "）")}) {
        for (std::size_t at = rest.find(narrow); at != std::string::npos; at = rest.find(narrow)) {
            rest.replace(at, 1, wide);
        }
    }
    cut_brackets(rest);
    std::size_t longest = 0;
    for (const std::string_view suffix : suffixes) {
        if (rest.ends_with(suffix) && suffix.size() < rest.size()) {
            longest = std::max(longest, suffix.size());
        }
    }
    firm.suffix = rest.substr(rest.size() - longest);
    rest.resize(rest.size() - longest);
    std::string above;
    for (std::size_t bytes = place_bytes(rest); bytes > 0 && rest.size() - bytes >= 6;
         bytes = place_bytes(rest)) {
        // 山东新华制药: 新华 is a district elsewhere, here it is the brand.
        if (!above.empty() && !lies_in(rest.substr(0, bytes), above)) {
            break;
        }
        above = rest.substr(0, bytes);
        firm.place += above;
        rest.erase(0, bytes);
    }
    // The brand reaches to the first word of trade behind its first two characters.
    std::size_t at = first_characters(rest, 2).size();
    while (at < rest.size() && !trades("trade").at(rest, at)) {
        at += first_characters(std::string_view(rest).substr(at), 1).size();
    }
    firm.brand = rest.substr(0, at);
    firm.trade = rest.substr(at);
    return firm;
}

std::vector<std::string> short_forms(const FirmName& firm) {
    std::vector<std::string> forms;
    const auto offer = [&](std::string form, bool bare) {
        const bool fresh = std::find(forms.begin(), forms.end(), form) == forms.end();
        if (length(form) >= 2 && fresh && !(bare && (is_word(form) || all_words(form))) &&
            Gazetteer::get().find(form) == nullptr) {
            forms.push_back(std::move(form));
        }
    };
    const PhraseSet& known = trades("trade");
    const PhraseSet::Match first = known.at(firm.trade, 0);
    const PhraseSet::Match last = known.before(firm.trade, firm.trade.size());
    offer(firm.brand + firm.trade, firm.trade.empty());
    if (first) {
        offer(firm.brand + firm.trade.substr(0, first.length), false);
        offer(firm.brand + first_characters(firm.trade, 2), false);
    }
    if (last) {
        offer(firm.brand + firm.trade.substr(firm.trade.size() - last.length), false);
    }
    for (const std::string_view tail : {"公司", "集团", "股份", "科技", "控股"}) {
        offer(firm.brand + std::string(tail), false);
        if (tail != "科技" && tail != "控股") {
            offer(firm.brand + firm.trade + std::string(tail), false);
        }
    }
    offer(firm.brand, true);
    if (!firm.place.empty() &&
        (firm.suffix.starts_with("集团") || firm.trade.find("集团") != std::string::npos ||
         firm.brand.ends_with("集团"))) {
        // 沈鼓集团 of 沈阳鼓风机集团.
        offer(first_characters(firm.place, 1) + first_characters(firm.brand, 1) + "集团", false);
    }
    if (length(firm.brand) > 3) {
        offer(first_characters(firm.brand, 2), true);
    }
    if (!firm.place.empty() && length(firm.brand) == 2) {
        offer(firm.place + firm.brand + firm.trade, false);
    }
    return forms;
}

}  // namespace dingtu
