#include "base/text.h"
#include "loader/relate.h"
#include "loader/rules/readers.h"

#include <algorithm>
#include <array>
#include <optional>

namespace dingtu {
namespace {

/// Bytes of the mark that opens an item: 1. 2． 一、 （三）.
std::size_t mark_bytes(std::string_view text) {
    constexpr std::size_t longest_mark = 18;
    std::size_t end = 0;
    for (std::size_t at = 0; at < std::min(text.size(), longest_mark);) {
        const char32_t c = next_code_point(text, at);
        const bool numeral =
            (c >= '0' && c <= '9') || c == U'（' || c == '(' ||
            std::u32string_view(U"一二三四五六七八九十").find(c) != std::u32string_view::npos;
        if (c == U'、' || c == U'．' || c == '.' || c == U'）' || c == ')' || c == ' ') {
            end = at;
        } else if (!numeral) {
            break;
        }
    }
    return end;
}

/// Without its mark, （3家） and a colon at the end.
Span title_of(std::string_view text) {
    Span title = {mark_bytes(text), text.size()};
    for (const std::string_view tail : {"：", ":"}) {
        title.end -= text.substr(0, title.end).ends_with(tail) ? tail.size() : 0;
    }
    const std::size_t open = text.substr(0, title.end).rfind("（");
    if (text.substr(0, title.end).ends_with("）") && open != std::string_view::npos &&
        open > title.begin) {
        title.end = open;
    }
    return title;
}

bool ends_as_honour(std::string_view title) {
    constexpr std::array<std::string_view, 16> honours = {
        "奖",       "称号",     "标杆",        "标兵",     "示范企业", "优秀企业",
        "先进企业", "先进单位", "先进集体",    "先进个人", "贡献企业", "领军企业",
        "十强",     "百强",     "小巨人”企业", "冠军企业"};
    return std::any_of(honours.begin(), honours.end(),
                       [&](std::string_view honour) { return title.ends_with(honour); });
}

/// Reads lists of honoured firms that stand under the name of the honour, one in a line or divided
/// by 、.
class HonourReader {
public:
    explicit HonourReader(Scene& scene) : scene_(scene) {}

    void read() {
        for (std::uint32_t s = 0; s < scene_.sentences.size(); ++s) {
            const Block block = scene_.sentences[s].block;
            if (block == Block::TableRow || block == Block::TableHeader ||
                block == Block::Question) {
                award_.reset();
            } else if (const std::size_t begin = firms_begin(s); begin != std::string_view::npos) {
                read_firms(s, begin);
            } else if (block == Block::Heading || block == Block::ListItem || leads_list(s)) {
                award_ = award_in(s);
            }
        }
    }

private:
    /// Where the firms of a line begin that names nothing else: behind its mark, or behind an
    /// honour and a colon (一等奖：A、B); npos if it is no such line.
    [[nodiscard]] std::size_t firms_begin(std::uint32_t s) {
        const std::string_view text = scene_.text(s);
        std::size_t begin = mark_bytes(text);
        const std::size_t colon = text.find("：", begin);
        const std::size_t open = std::min(text.find("（", begin), colon);
        if (colon != std::string_view::npos && ends_as_honour(text.substr(begin, open - begin))) {
            award_ = honour({begin, open}, s);
            begin = colon + std::string_view("：").size();
        }
        return only_firms(s, begin) ? begin : std::string_view::npos;
    }

    /// 现认定A等5家企业为B，名单如下：.
    [[nodiscard]] bool leads_list(std::uint32_t s) const {
        const std::string_view text = scene_.text(s);
        return (text.ends_with("：") || text.find("名单") != std::string_view::npos) &&
               (text.find("认定") != std::string_view::npos ||
                text.find("评") != std::string_view::npos ||
                text.find("授予") != std::string_view::npos ||
                text.find("入选") != std::string_view::npos ||
                text.find("命名") != std::string_view::npos ||
                text.find("确定") != std::string_view::npos);
    }

    [[nodiscard]] bool only_firms(std::uint32_t s, std::size_t begin) const {
        const std::string_view text = scene_.text(s);
        std::size_t at = begin;
        bool any = false;
        for (const Mention& mention : scene_.mentions(s)) {
            if (mention.label != "Firm" || mention.nested || mention.anaphor ||
                mention.begin < at) {
                continue;
            }
            if (mention.begin != at) {
                return false;
            }
            at = behind_brackets(text, mention.end);
            any = true;
            for (const std::string_view mark : {"、", "，", "；", "。", " ", "\u3000"}) {
                at += text.substr(at).starts_with(mark) ? mark.size() : 0;
            }
        }
        const std::string_view rest = text.substr(std::min(at, text.size()));
        return any && (rest.empty() || rest.starts_with("“"));  // …有限公司“…”项目
    }

    [[nodiscard]] static std::size_t behind_brackets(std::string_view text, std::size_t at) {
        const std::size_t close = text.find("）", at);
        return text.substr(at).starts_with("（") && close != std::string_view::npos
                   ? close + std::string_view("）").size()
                   : at;
    }

    [[nodiscard]] std::optional<Mention> award_in(std::uint32_t s) {
        const Span title = title_of(scene_.text(s));
        for (const Mention& mention : scene_.mentions(s)) {
            if (mention.label == "Award" && !mention.nested) {
                return mention;
            }
        }
        constexpr std::size_t longest_honour = 24;
        const std::string_view words = scene_.text(s, title);
        return ends_as_honour(words) && length(words) <= longest_honour && length(words) >= 3
                   ? honour(title, s)
                   : std::nullopt;
    }

    [[nodiscard]] std::optional<Mention> honour(Span title, std::uint32_t s) {
        Mention mention;
        mention.sentence = s;
        mention.begin = title.begin;
        mention.end = title.end;
        mention.entity = entity_of_phrase(scene_, s, title, "Award", "list.honour");
        settle_mentions(scene_);
        return mention.entity == no_entity ? std::nullopt : std::optional(mention);
    }

    void read_firms(std::uint32_t s, std::size_t begin) {
        const std::span<const Mention> all = scene_.mentions(s);
        const std::vector<Mention> mentions(all.begin(), all.end());
        for (const Mention& mention : mentions) {
            if (mention.label != "Firm" || mention.nested || mention.anaphor ||
                mention.begin < begin) {
                continue;
            }
            if (award_) {
                const bool here = award_->sentence == s;
                const Span range = {here ? award_->begin : mention.begin, mention.end};
                state(scene_, {"WON", mention.entity, award_->entity, s, range,
                               here ? nullptr : &*award_, "list.honour"});
            }
            for (const Mention& place : mentions) {
                if (is_a(place.label, "Place") && !place.nested &&
                    scene_.text(s).substr(mention.end).starts_with("（") &&
                    place.begin == mention.end + std::string_view("（").size()) {
                    state(scene_, {"LOCATED_IN",
                                   mention.entity,
                                   place.entity,
                                   s,
                                   {mention.begin, place.end},
                                   nullptr,
                                   "list.place"});
                    read_product(s, mention, place.end);
                }
            }
        }
    }

    /// A（海安高新区，数控锻压设备）: what stands behind the place is made there.
    void read_product(std::uint32_t s, const Mention& firm, std::size_t from) {
        const std::string_view text = scene_.text(s);
        const std::string_view comma = "，";
        const std::size_t close = text.find("）", from);
        if (!text.substr(from).starts_with(comma) || close == std::string_view::npos) {
            return;
        }
        const EntityRef product =
            entity_of_phrase(scene_, s, {from + comma.size(), close}, "Product", "list.product");
        settle_mentions(scene_);
        if (product != no_entity) {
            state(scene_, {"PRODUCES",
                           firm.entity,
                           product,
                           s,
                           {firm.begin, close},
                           nullptr,
                           "list.product"});
        }
    }

    Scene& scene_;
    std::optional<Mention> award_;
};

}  // namespace

void read_honours(Scene& scene) {
    HonourReader(scene).read();
}

}  // namespace dingtu
