#include "loader/firm_register.h"

#include "base/text.h"
#include "loader/csv_reader.h"
#include "loader/data.h"
#include "loader/firm_name.h"
#include "loader/gazetteer.h"
#include "loader/phrases.h"
#include "loader/words.h"

#include <algorithm>
#include <array>
#include <optional>

namespace dingtu {
namespace {

constexpr std::size_t han = 3;  // bytes of a Chinese character

/// The first `count` characters of a text from character `from` on.
std::string characters(std::string_view text, std::size_t from, std::size_t count) {
    std::size_t at = 0;
    for (; from > 0 && at < text.size(); --from) {
        static_cast<void>(next_code_point(text, at));
    }
    const std::size_t begin = at;
    for (; count > 0 && at < text.size(); --count) {
        static_cast<void>(next_code_point(text, at));
    }
    return std::string(text.substr(begin, at - begin));
}

/// 粤 of 广东: the letter under which a province or a large city is known.
std::string letter_of(std::string_view place) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 33> letters = {
        {{"广东", "粤"}, {"四川", "川"}, {"湖南", "湘"}, {"湖北", "鄂"},   {"河南", "豫"},
         {"河北", "冀"}, {"山东", "鲁"}, {"山西", "晋"}, {"陕西", "陕"},   {"安徽", "皖"},
         {"江西", "赣"}, {"福建", "闽"}, {"广西", "桂"}, {"海南", "琼"},   {"云南", "滇"},
         {"贵州", "黔"}, {"重庆", "渝"}, {"上海", "沪"}, {"北京", "京"},   {"天津", "津"},
         {"浙江", "浙"}, {"江苏", "苏"}, {"辽宁", "辽"}, {"吉林", "吉"},   {"黑龙江", "龙"},
         {"甘肃", "甘"}, {"新疆", "新"}, {"西藏", "藏"}, {"内蒙古", "蒙"}, {"广州", "穗"},
         {"深圳", "深"}, {"南京", "宁"}, {"宁波", "甬"}}};
    for (const auto& [name, letter] : letters) {
        if (place.starts_with(name)) {
            return std::string(letter);
        }
    }
    return {};
}

/// A registered name taken apart for its short forms.
struct Parts {
    std::string place;
    std::string core;                ///< between place and organisation form
    std::string brand;               ///< the core up to its first word of trade
    std::vector<std::string> words;  ///< the rest of the core, cut into words of trade
    std::string tail;                ///< those as one text
};

Parts parts_of(std::string_view full_name) {
    const FirmName firm = parse_firm(full_name);
    Parts parts;
    parts.place = firm.place;
    parts.brand = firm.brand;
    parts.tail = firm.trade;
    parts.core = firm.brand + firm.trade;
    for (std::size_t at = 0; at < firm.trade.size();) {
        const std::size_t known = trade_length(firm.trade, at);
        const std::size_t bytes =
            known > 0 ? known : character_length(static_cast<unsigned char>(firm.trade[at]));
        parts.words.push_back(firm.trade.substr(at, bytes));
        at += bytes;
    }
    return parts;
}

/// Collects forms, the lowest rank of each.
class FormMaker {
public:
    explicit FormMaker(std::string_view full_name)
        : full_(full_name),
          parts_(parts_of(full_name)) {}

    std::map<std::string, int> make() {
        by_brand();
        by_start_of_brand();
        by_characters();
        with_place();
        return std::move(forms_);
    }

private:
    void add(const std::string& form, int rank) {
        const std::size_t size = length(form);
        const bool loose = rank >= 4 && (size < 3 || is_word(form));
        if (size < 2 || size > 8 || loose) {
            return;
        }
        const auto [known, fresh] = forms_.emplace(form, rank);
        known->second = fresh ? rank : std::min(known->second, rank);
    }

    [[nodiscard]] int tail_rank(std::string_view tail, int rank) const {
        return full_.find(tail) != std::string::npos ? rank : rank + 2;
    }

    [[nodiscard]] std::string initials(std::size_t count) const {
        std::string letters;
        for (std::size_t i = 0; i < std::min(count, parts_.words.size()); ++i) {
            letters += characters(parts_.words[i], 0, 1);
        }
        return letters;
    }

    void by_brand() {
        const std::string& brand = parts_.brand;
        add(brand + parts_.tail, 0);
        if (!parts_.words.empty()) {
            add(brand + parts_.words.front(), 1);
            add(brand + parts_.words.back(), 1);
        }
        for (const std::string& word : parts_.words) {
            add(brand + word, 2);
            add(brand + characters(word, 0, 2), 2);
            add(brand + characters(word, length(word) - std::min<std::size_t>(length(word), 2), 2),
                2);
            add(brand + characters(word, 0, 1), 5);
        }
        add(brand, 2);
        for (const std::string_view tail : {"股份", "集团", "科技", "控股", "实业", "发展", "高科",
                                            "新材", "智能", "电子", "生物"}) {
            add(brand + std::string(tail), tail_rank(tail, 3));
        }
        for (const std::size_t count : {1U, 2U, 3U}) {
            add(brand + initials(count), 3);
        }
    }

    /// 中源 of 中源协和, 协和 of it: two characters of a longer brand.
    void by_start_of_brand() {
        const std::string& brand = parts_.brand;
        std::vector<std::string> starts = {characters(brand, 0, 2)};
        if (length(brand) > 3) {
            starts.push_back(characters(brand, 0, 3));
            starts.push_back(characters(brand, 2, 2));
            starts.push_back(characters(brand, length(brand) - 2, 2));
        }
        for (const std::string& start : starts) {
            add(start + parts_.tail, 3);
            add(start, 4);
            for (const std::string& word : parts_.words) {
                add(start + word, 3);
                add(start + characters(word, 0, 2), 3);
                add(start +
                        characters(word, length(word) - std::min<std::size_t>(length(word), 2), 2),
                    3);
            }
            for (const std::string_view tail : {"股份", "集团", "科技", "控股"}) {
                add(start + std::string(tail), tail_rank(tail, 4));
            }
            for (const std::size_t count : {1U, 2U, 3U}) {
                add(start + initials(count), 4);
            }
        }
    }

    /// The first two characters with two others that stand together, or apart in the trade.
    void by_characters() {
        const std::string& core = parts_.core;
        const std::size_t size = length(core);
        const std::string start = characters(core, 0, 2);
        add(characters(core, 0, 4), 3);
        add(characters(core, 0, 3), 4);
        for (std::size_t i = 2; i + 1 < size; ++i) {
            add(start + characters(core, i, 2), 6);
            if (size > 4) {
                add(characters(core, 0, 3) + characters(core, i, 1), 7);
            }
        }
        const std::size_t trades = length(parts_.tail);
        for (std::size_t i = 0; i < trades; ++i) {
            for (std::size_t j = i + 1; j < std::min(i + 6, trades); ++j) {
                add(start + characters(parts_.tail, i, 1) + characters(parts_.tail, j, 1), 6);
            }
        }
        if (!parts_.place.empty()) {
            const std::string whole = parts_.place + core;
            add(characters(whole, 0, 4), 4);
            add(characters(whole, 0, 3), 5);
            for (std::size_t i = 2; i + 1 < length(whole); ++i) {
                add(characters(whole, 0, 2) + characters(whole, i, 2), 7);
            }
        }
    }

    void with_place() {
        if (parts_.place.empty()) {
            return;
        }
        const std::string& brand = parts_.brand;
        const std::string start = characters(brand, 0, 2);
        const std::string one = characters(brand, 0, 1);
        for (const std::string& place : {characters(parts_.place, 0, 1), letter_of(parts_.place),
                                         characters(parts_.place, 0, 2), parts_.place}) {
            if (place.empty()) {
                continue;
            }
            add(place + brand + parts_.tail, 2);
            add(place + brand, 3);
            add(place + start, 3);
            add(place + parts_.tail, 4);
            add(place + one + initials(2), 5);
            add(place + one + initials(1), 5);
            for (const std::string& word : parts_.words) {
                add(place + brand + word, 3);
                add(place + start + word, 3);
                add(place + start + characters(word, 0, 1), 4);
                add(place + one + word, 4);
                add(place + word, 4);
                add(place + characters(word, 0, 2), 5);
            }
            for (const std::string_view tail : {"股份", "集团", "控股", "发展", "高科", "科技"}) {
                add(place + start + std::string(tail), 4);
                add(place + one + std::string(tail), 6);
            }
        }
    }

    std::string full_;
    Parts parts_;
    std::map<std::string, int> forms_;
};

bool is_one_of(std::string_view head, std::initializer_list<std::string_view> names) {
    return std::find(names.begin(), names.end(), head) != names.end();
}

}  // namespace

std::map<std::string, int> ranked_forms(std::string_view full_name) {
    return FormMaker(full_name).make();
}

void FirmRegister::read(const std::string& path) {
    CsvReader reader(path);
    const std::string_view first = reader.first_line();
    for (const char delimiter : {'\t', '|', ';'}) {
        if (first.find(delimiter) != std::string_view::npos) {
            reader.set_delimiter(delimiter);
            break;
        }
    }
    std::vector<CsvField> record;
    std::string room;
    std::size_t name_column = 0;
    std::optional<std::size_t> short_column;
    std::optional<std::size_t> label_column;
    bool named = false;
    for (std::size_t line = 1; reader.next(record); ++line) {
        if (line == 1) {
            for (std::size_t i = 0; i < record.size(); ++i) {
                const std::string head(record[i].value(room));
                if (!named &&
                    is_one_of(head, {"企业名称", "公司名称", "单位名称", "全称", "名称", "企业全称",
                                     "公司全称", "name", "full_name", "full", "company", "firm"})) {
                    name_column = i;
                    named = true;
                } else if (is_one_of(head, {"简称", "企业简称", "公司简称", "别名", "short",
                                            "short_name", "alias", "aliases"})) {
                    short_column = i;
                } else if (is_one_of(head, {"label", "类别", "标签", "类型"})) {
                    label_column = i;
                }
            }
            continue;
        }
        Firm firm;
        firm.place = path + ":" + std::to_string(line);
        const auto text = [&](std::size_t column) {
            return column < record.size() ? std::string(record[column].value(room)) : std::string();
        };
        firm.name = text(name_column);
        firm.label = label_column ? text(*label_column) : std::string();
        firm.label = firm.label.empty() ? "Firm" : firm.label;
        if (short_column) {
            const std::string given = text(*short_column);
            for (const std::string_view part : split(given, ';')) {
                if (!part.empty()) {
                    firm.shorts.emplace_back(part);
                }
            }
        }
        if (!firm.name.empty()) {
            firms_.push_back(std::move(firm));
        }
    }
}

void FirmRegister::finish() {
    struct Claim {
        int rank = 0;
        std::vector<std::size_t> firms;
    };
    constexpr int most_reported_rank = 2;
    std::map<std::string, Claim> claims;
    const auto claim = [&](const std::string& form, int rank, std::size_t firm) {
        Claim& known = claims.emplace(form, Claim{rank, {}}).first->second;
        if (rank < known.rank) {
            known = {rank, {}};
        }
        if (rank == known.rank && (known.firms.empty() || known.firms.back() != firm)) {
            known.firms.push_back(firm);
        }
    };
    std::map<std::string, std::size_t> by_name;
    for (std::size_t i = 0; i < firms_.size(); ++i) {
        const std::size_t same = by_name.emplace(firms_[i].name, i).first->second;
        for (const std::string& given : firms_[i].shorts) {
            claim(given, -1, same);
        }
        if (firms_[i].label == "Firm" && same == i) {
            for (const auto& [form, rank] : ranked_forms(firms_[i].name)) {
                claim(form, rank, i);
            }
        }
        firms_[i].shorts.clear();
        firms_[i].forms.clear();
    }
    ambiguous_.clear();
    for (const auto& [form, known] : claims) {
        if (known.firms.size() == 1) {
            Firm& firm = firms_[known.firms.front()];
            (known.rank < 0 ? firm.shorts : firm.forms).push_back(form);
        } else if (known.rank <= most_reported_rank) {
            std::string line = form + ": ";
            for (const std::size_t firm : known.firms) {
                line += (line.ends_with(": ") ? "" : ", ") + firms_[firm].name;
            }
            ambiguous_.push_back(std::move(line));
        }
    }
}

}  // namespace dingtu
