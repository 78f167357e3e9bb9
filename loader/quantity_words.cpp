#include "loader/quantity_words.h"

#include "loader/numerals.h"

#include <array>
#include <utility>

namespace dingtu {

namespace {

constexpr std::size_t han = 3;  // bytes of a scale character

constexpr std::array<std::pair<std::string_view, Comparison>, 6> comparisons{
    {{"approx", Comparison::Approx},
     {"gt", Comparison::Greater},
     {"ge", Comparison::AtLeast},
     {"lt", Comparison::Less},
     {"le", Comparison::AtMost},
     {"none", Comparison::Equal}}};

/// The words of data/quantities.txt.

constexpr std::array<FixedNumber, 21> fixed_numbers{{
    {"一大半", 50, "%", Comparison::Greater, false},
    {"超过一半", 50, "%", Comparison::Greater, false},
    {"超一半", 50, "%", Comparison::Greater, false},
    {"近一半", 50, "%", Comparison::Approx, false},
    {"一半以上", 50, "%", Comparison::AtLeast, false},
    {"一半左右", 50, "%", Comparison::Approx, false},
    {"一半", 50, "%", Comparison::Equal, false},
    {"超过半数", 50, "%", Comparison::Greater, false},
    {"超半数", 50, "%", Comparison::Greater, false},
    {"半数以上", 50, "%", Comparison::AtLeast, false},
    {"近半数", 50, "%", Comparison::Approx, false},
    {"过半数", 50, "%", Comparison::Greater, false},
    {"过半", 50, "%", Comparison::Greater, false},
    {"翻一番", 100, "%", Comparison::Equal, true},
    {"翻了一番", 100, "%", Comparison::Equal, true},
    {"翻番", 100, "%", Comparison::Equal, true},
    {"翻两番", 300, "%", Comparison::Equal, true},
    {"翻了两番", 300, "%", Comparison::Equal, true},
    {"翻三番", 700, "%", Comparison::Equal, true},
    {"翻了三番", 700, "%", Comparison::Equal, true},
    {"减半", -50, "%", Comparison::Equal, true},
}};

}  // namespace

QuantityWords::QuantityWords() {
    for (const Section& section : read_sections("quantities.txt")) {
        for (const auto& line : section.lines) {
            if (section.name == "unit") {
                add_unit(line);
            } else {
                add_comparison(section.name, line);
            }
        }
    }
}

void QuantityWords::add_unit(const std::vector<std::string_view>& line) {
    const auto index = static_cast<std::uint32_t>(canonical.size());
    canonical.emplace_back(line.front());
    for (const std::string_view spelling : line) {
        units.add(spelling, index);
    }
}

void QuantityWords::add_comparison(std::string_view section,
                                   const std::vector<std::string_view>& line) {
    PhraseSet& set = section.starts_with("before ") ? before : after;
    const std::string_view name = section.substr(section.find(' ') + 1);
    for (const auto& [known, comparison] : comparisons) {
        if (known != name) continue;
        for (const std::string_view word : line) {
            set.add(word, static_cast<std::uint32_t>(comparison));
        }
    }
}

const QuantityWords& quantity_words() {
    static const QuantityWords all;
    return all;
}

const PhraseSet& fixed_words() {
    static const PhraseSet set = [] {
        PhraseSet all;
        for (std::uint32_t i = 0; i < fixed_numbers.size(); ++i) {
            all.add(fixed_numbers[i].words, i);
        }
        return all;
    }();
    return set;
}

std::string_view to_text(Comparison comparison) {
    switch (comparison) {
        case Comparison::Equal: return "eq";
        case Comparison::Approx: return "approx";
        case Comparison::Greater: return "gt";
        case Comparison::AtLeast: return "ge";
        case Comparison::Less: return "lt";
        case Comparison::AtMost: return "le";
        case Comparison::Range: return "range";
    }
    return "eq";
}

std::optional<ScaledUnit> find_unit(std::string_view spelling) {
    ScaledUnit found;
    std::size_t at = 0;
    for (double factor = 0; (factor = scale_at(spelling, at)) != 0 && factor >= 100; at += han) {
        if (quantity_words().units.at(spelling, at)) break;
        found.scale *= factor;
    }
    const PhraseSet::Match unit = quantity_words().units.at(spelling, at);
    if (!unit || at + unit.length != spelling.size()) return std::nullopt;
    found.unit = quantity_words().canonical[unit.value];
    return found;
}

bool is_share_of_ten(std::string_view text, std::size_t behind) {
    static const PhraseSet others = [] {
        PhraseSet set;
        for (const std::string_view word :
             {"为", "立", "功", "员", "果", "熟", "绩", "交", "品", "就", "长", "效", "型", "分",
              "都", "本", "套", "片", "渝"}) {
            set.add(word);
        }
        return set;
    }();
    return !others.at(text, behind);
}

const FixedNumber& fixed_number(std::uint32_t index) {
    return fixed_numbers[index];
}

bool minus_before(std::string_view text, std::size_t begin) {
    static const PhraseSet signs = [] {
        PhraseSet set;
        for (const std::string_view sign : {"-", "−", "－"})
            set.add(sign);
        return set;
    }();
    static const PhraseSet openers = [] {
        PhraseSet set;
        for (const std::string_view word : {"和", "、", "，", "为", "长", "（", "(", " ", "至"})
            set.add(word);
        return set;
    }();
    const std::size_t sign = signs.before(text, begin).length;
    return sign > 0 && (begin == sign || openers.before(text, begin - sign));
}

}  // namespace dingtu
