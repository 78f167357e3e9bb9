#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace dingtu {

/// Forms under which texts may speak of a firm of this registered name, each with how far-fetched
/// it is (0 the likeliest): brand and trade, brand alone, brand and one word of trade, place and
/// brand, the first characters with two others (申昊科技, 中源协和, 深振业). Some fifty a name;
/// many name other firms too, so they count only against a list of firms. See FirmRegister.
[[nodiscard]] std::map<std::string, int> ranked_forms(std::string_view full_name);

/// A list of firms as a dictionary: of every short form the firm for which it is likeliest; none
/// where two firms come equally near, which is reported and not guessed.
class FirmRegister {
public:
    struct Firm {
        std::string label;  ///< Firm unless the list says otherwise
        std::string name;
        std::vector<std::string> shorts;  ///< given by the list: these are never in doubt
        std::vector<std::string> forms;   ///< made; only this firm's
        std::string place;                ///< file:line
    };

    /// Reads a CSV file with a header. The name stands in a column 企业名称, 全称, name, full_name
    /// or the like, else in the first; a column 简称, short or 别名 gives short names (several
    /// divided by ;), a column label or 类别 the label. Throws Error{Load} with file and line.
    void read(const std::string& path);

    /// Makes the forms of all firms read so far.
    void finish();

    [[nodiscard]] const std::vector<Firm>& firms() const { return firms_; }
    /// "兴业科技: 兴业皮革科技股份有限公司, 苏州兴业材料科技股份有限公司": short names of two firms
    /// that come equally near, those of brand and trade or given by the list.
    [[nodiscard]] const std::vector<std::string>& ambiguous() const { return ambiguous_; }

private:
    std::vector<Firm> firms_;
    std::vector<std::string> ambiguous_;
};

}  // namespace dingtu
