#include "loader/gazetteer.h"

#include "loader/data.h"

#include <charconv>

namespace dingtu {
namespace {

std::uint32_t code_in(std::string_view text) {
    std::uint32_t code = 0;
    std::from_chars(text.data(), text.data() + text.size(), code);
    return code;
}

}  // namespace

std::string Division::label() const {
    if (code == 0) {
        return "Region";
    }
    if (code % 10000 == 0) {
        return "Province";
    }
    return code % 100 == 0 ? "City" : "District";
}

const Gazetteer& Gazetteer::get() {
    static const Gazetteer gazetteer;
    return gazetteer;
}

Gazetteer::Gazetteer() {
    read_places();
    read_regions();
    for (const Form& form : forms_) {
        static_cast<void>(scanner_.add(form.text));
    }
    scanner_.build();
}

void Gazetteer::read_places() {
    std::vector<std::pair<std::string, std::string>> former;
    for (const DataLine& line : data_lines(data_file("places.tsv"))) {
        const std::vector<std::string_view> parts = split(line.text, '\t');
        if (parts[0] == "former") {
            former.emplace_back(parts[1], parts[2]);
            continue;
        }
        const auto index = static_cast<std::uint32_t>(units_.size());
        Division unit{code_in(parts[0]), std::string(parts[1]),
                      parts[2] == "-" ? "" : std::string(parts[2]), std::string(parts[3])};
        codes_.emplace(unit.code, index);
        add_form(unit.name, index, false);
        if (!unit.short_name.empty()) {
            add_form(unit.short_name, index, true);
        }
        units_.push_back(std::move(unit));
    }
    for (const auto& [name, codes] : former) {
        // A former name that became several units leads to none of them by itself.
        if (codes.find(' ') == std::string::npos && !form_ids_.contains(name) &&
            codes_.contains(code_in(codes))) {
            add_form(name, codes_.at(code_in(codes)), false);
        }
    }
}

void Gazetteer::read_regions() {
    for (const DataLine& line : data_lines(data_file("regions.txt"))) {
        const std::vector<std::string_view> names = words_of(line.text);
        const auto index = static_cast<std::uint32_t>(units_.size());
        units_.push_back({0, std::string(names[0]), "", ""});
        for (const std::string_view name : names) {
            add_form(name, index, false);
        }
    }
}

void Gazetteer::add_form(std::string_view text, std::uint32_t unit, bool is_short) {
    const auto [found, fresh] = form_ids_.emplace(text, static_cast<std::uint32_t>(forms_.size()));
    if (fresh) {
        forms_.push_back({std::string(text), {}, is_short});
    }
    Form& form = forms_[found->second];
    form.units.push_back(unit);
    form.is_short = form.is_short && is_short;
}

const Division* Gazetteer::by_code(std::uint32_t code) const {
    const auto found = codes_.find(code);
    return found == codes_.end() ? nullptr : &units_[found->second];
}

const Gazetteer::Form* Gazetteer::find(std::string_view form) const {
    const std::optional<std::uint32_t> id = scanner_.find(form);
    return id ? &forms_[*id] : nullptr;
}

std::uint32_t Gazetteer::parent_of(std::uint32_t code) const {
    if (code % 10000 == 0) {
        return 0;
    }
    const std::uint32_t city = code / 100 * 100;
    return code % 100 != 0 && codes_.contains(city) ? city : province_of(code);
}

}  // namespace dingtu
