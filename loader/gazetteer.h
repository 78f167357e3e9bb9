#pragma once

#include "loader/lexicon.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace dingtu {

/// One administrative unit of China, or (with code 0) a region or country.
struct Division {
    std::uint32_t code = 0;  ///< GB/T 2260: 330000 province, 330100 city, 330110 county
    std::string name;        ///< official full name
    std::string short_name;  ///< 余杭; empty where no short form is in use (单县)
    std::string pinyin;      ///< Yuhang

    /// Province, City, District or Region.
    [[nodiscard]] std::string label() const;
};

/// The administrative list (data/places.tsv) with regions and countries (data/regions.txt).
class Gazetteer {
public:
    [[nodiscard]] static const Gazetteer& get();

    /// A form in a text and the units it may mean.
    struct Form {
        std::string text;
        std::vector<std::uint32_t> units;  ///< indices for unit()
        bool is_short = false;
    };
    /// Every form in `text`, with its place, overlapping ones too. Ids index form().
    void scan(std::string_view text, std::vector<Hit>& hits) const { scanner_.scan(text, hits); }
    [[nodiscard]] const Form& form(std::uint32_t id) const { return forms_[id]; }
    [[nodiscard]] const Division& unit(std::uint32_t index) const { return units_[index]; }
    [[nodiscard]] const Division* by_code(std::uint32_t code) const;
    [[nodiscard]] const Form* find(std::string_view form) const;

    /// The unit above: the city, else the province; 0 above a province.
    [[nodiscard]] std::uint32_t parent_of(std::uint32_t code) const;
    [[nodiscard]] static std::uint32_t province_of(std::uint32_t code) {
        return code / 10000 * 10000;
    }

private:
    Gazetteer();
    void add_form(std::string_view text, std::uint32_t unit, bool is_short);
    void read_places();
    void read_regions();

    std::vector<Division> units_;
    std::vector<Form> forms_;
    std::unordered_map<std::string, std::uint32_t> form_ids_;
    std::unordered_map<std::uint32_t, std::uint32_t> codes_;
    LiteralScanner scanner_;
};

}  // namespace dingtu
