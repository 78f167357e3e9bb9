#include "base/text.h"
#include "loader/resolve.h"

#include <algorithm>

namespace dingtu {
namespace {

/// 一、江苏锐芯机床有限公司 heads one of several firms and is no title.
bool opens_item(std::string_view heading) {
    constexpr std::size_t longest_number = 9;
    const std::size_t mark =
        std::min({heading.find("、"), heading.find("．"), heading.find("."), heading.find("）")});
    const bool numeral =
        std::string_view("一二三四五六七八九十（1234567890")
            .find(heading.substr(0, heading.empty() || (heading[0] & 0x80) == 0 ? 1 : 3)) !=
        std::string_view::npos;
    return numeral && mark <= longest_number;
}

}  // namespace

EntityRef titled_firm(const Scene& scene) {
    EntityRef firm = no_entity;
    for (const Mention& mention : scene.findings.mentions) {
        const bool heading = scene.sentences[mention.sentence].block == Block::Heading;
        if (mention.label != "Firm" || !heading || mention.nested || mention.sentence > 3 ||
            opens_item(scene.text(mention.sentence))) {
            continue;
        }
        if (firm != no_entity && firm != mention.entity) {
            return no_entity;
        }
        firm = mention.entity;
    }
    return firm;
}

bool is_report(const Scene& scene) {
    for (std::uint32_t s = 0; s < scene.sentences.size() && s < 4; ++s) {
        for (const std::string_view word : {"报告", "简报", "公报", "运行情况", "情况通报",
                                            "工作总结", "工作要点", "综述", "月报", "季报"}) {
            if (scene.sentences[s].block == Block::Heading &&
                scene.text(s).find(word) != std::string_view::npos) {
                return true;
            }
        }
    }
    return false;
}

}  // namespace dingtu
