#include "base/text.h"
#include "loader/relate.h"
#include "loader/rules/columns.h"
#include "loader/rules/readers.h"

#include <algorithm>
#include <map>
#include <optional>

namespace dingtu {
namespace {

/// Meaning of each column of a table by its head; empty where it has none.
std::vector<std::string> meanings_of(const Sentence& header) {
    std::vector<std::string> meanings;
    for (const Span cell : header.cells) {
        meanings.push_back(column_meaning(
            std::string_view(header.text).substr(cell.begin, cell.end - cell.begin)));
    }
    return meanings;
}

class TableReader {
public:
    TableReader(Scene& scene, std::uint32_t row)
        : scene_(scene),
          row_(row),
          sentence_(scene.sentences[row]) {
        const Sentence& header = scene.sentences[static_cast<std::size_t>(sentence_.header)];
        meanings_ = meanings_of(header);
    }

    /// Gives the firm of the row and the support it tells of, for the notes below.
    std::pair<EntityRef, EntityRef> read() {
        const EntityRef firm = entity_in("firm", "Firm");
        read_project();
        if (firm == no_entity) {
            return {no_entity, no_entity};
        }
        const Span firm_cell = *cell_of("firm");
        link_all("IN_INDUSTRY", firm, "industry", "Industry", firm_cell);
        link_all("LOCATED_IN", firm, "place", "Place", firm_cell);
        link_all("WON", firm, "award", "Award", firm_cell);
        link_all("PRODUCES", firm, "product", "Product", firm_cell);
        return {firm, read_support(firm, firm_cell)};
    }

private:
    [[nodiscard]] std::optional<Span> cell_of(std::string_view meaning) const {
        for (std::size_t i = 0; i < meanings_.size() && i < sentence_.cells.size(); ++i) {
            if (meanings_[i] == meaning) {
                return sentence_.cells[i];
            }
        }
        return std::nullopt;
    }

    [[nodiscard]] std::string_view words(Span span) const {
        return std::string_view(sentence_.text).substr(span.begin, span.end - span.begin);
    }

    /// The entity that a cell names: its mention, or for a firm or another name the whole cell.
    [[nodiscard]] EntityRef entity_in(std::string_view meaning, const std::string& label) {
        const std::optional<Span> cell = cell_of(meaning);
        return cell ? entity_at(*cell, label) : no_entity;
    }

    [[nodiscard]] EntityRef entity_at(Span cell, const std::string& label) {
        for (const Mention& mention : scene_.mentions(row_)) {
            if (mention.begin >= cell.begin && mention.end <= cell.end &&
                is_a(mention.label, label) && !mention.nested) {
                return mention.entity;
            }
        }
        const bool named = label == "Place" || label == "Organization" || length(words(cell)) < 2 ||
                           is_blank(cell);
        return named ? no_entity : entity_of_phrase(scene_, row_, cell, label, "table");
    }

    [[nodiscard]] bool is_blank(Span cell) const {
        const std::string_view text = words(cell);
        return text.empty() || text == "—" || text == "-" || text == "/" || text == "无" ||
               text == "——" || text == "暂无";
    }

    void link_all(const char* type, EntityRef firm, std::string_view meaning,
                  const std::string& label, Span firm_cell) {
        const std::optional<Span> cell = cell_of(meaning);
        if (!cell || is_blank(*cell)) {
            return;
        }
        const EntityRef entity = entity_at(*cell, label);
        if (entity != no_entity) {
            say(type, firm, entity, hull(firm_cell, *cell), "");
        }
    }

    [[nodiscard]] static Span hull(Span a, Span b) {
        return {std::min(a.begin, b.begin), std::max(a.end, b.end)};
    }

    void say(const char* type, EntityRef head, EntityRef tail, Span range,
             const std::string& status) {
        state(scene_, {type, head, tail, row_, range, nullptr, "table"}).status = status;
    }

    /// The status that the result cell gives: nothing at all for what was turned down.
    [[nodiscard]] std::optional<std::string> status() const {
        const std::optional<Span> cell = cell_of("result");
        if (!cell) {
            return "";
        }
        if (column_words("denied").within(words(*cell))) {
            return std::nullopt;
        }
        return column_words("planned").within(words(*cell)) ? "planned" : "";
    }

    EntityRef read_support(EntityRef firm, Span firm_cell) {
        std::optional<Span> cell = cell_of("support");
        const std::optional<std::string> outcome = status();
        if (!cell || is_blank(*cell) || !outcome) {
            return no_entity;
        }
        // The measure is named before its numbers: 组织专场招聘，到岗37人.
        const std::size_t comma = words(*cell).find("，");
        const Span name = {cell->begin,
                           comma == std::string_view::npos ? cell->end : cell->begin + comma};
        const EntityRef support = entity_of_phrase(scene_, row_, name, "Support", "table");
        if (support == no_entity) {
            return no_entity;
        }
        const Span result = cell_of("result").value_or(*cell);
        say("RECEIVED", firm, support, hull(hull(firm_cell, *cell), result), *outcome);
        const std::optional<Span> provider = cell_of("provider");
        const EntityRef giver = provider ? giver_at(*provider) : no_entity;
        if (giver != no_entity) {
            say("PROVIDED_BY", support, giver, hull(*provider, *cell), "");
        }
        return support;
    }

    [[nodiscard]] EntityRef giver_at(Span cell) {
        const EntityRef place = entity_at(cell, "Place");
        const EntityRef organization = entity_at(cell, "Organization");
        return organization != no_entity ? organization : place;
    }

    void read_project() {
        const std::optional<Span> cell = cell_of("project");
        if (!cell || is_blank(*cell)) {
            return;
        }
        const EntityRef project = entity_at(*cell, "Project");
        for (const auto& [meaning, type, role] :
             {std::tuple("owner", "PARTICIPATES_IN", "owner"),
              std::tuple("firm", "PARTICIPATES_IN", "owner"),
              std::tuple("partner", "PARTICIPATES_IN", "partner"), std::tuple("builder", "WON", ""),
              std::tuple("place", "LOCATED_IN", "")}) {
            const std::optional<Span> other = cell_of(meaning);
            if (!other || project == no_entity || is_blank(*other)) {
                continue;
            }
            const bool place = std::string_view(type) == "LOCATED_IN";
            const EntityRef entity = entity_at(*other, place ? "Place" : "Organization");
            if (entity != no_entity) {
                Relation& relation =
                    state(scene_, {type, place ? project : entity, place ? entity : project, row_,
                                   hull(*cell, *other), nullptr, "table"});
                relation.role = role;
            }
        }
    }

    Scene& scene_;
    std::uint32_t row_;
    const Sentence& sentence_;
    std::vector<std::string> meanings_;
};

/// A row with the firm and the support that it tells of.
struct RowFacts {
    std::uint32_t row = 0;
    EntityRef firm = no_entity;
    EntityRef support = no_entity;
};

bool has(std::string_view text, std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
        return text.find(word) != std::string_view::npos;
    });
}

const Mention* mention_of(const Scene& scene, std::uint32_t sentence, std::string_view label,
                          EntityRef entity) {
    for (const Mention& mention : scene.mentions(sentence)) {
        if (is_a(mention.label, label) && !mention.nested &&
            (entity == no_entity || mention.entity == entity)) {
            return &mention;
        }
    }
    return nullptr;
}

/// 本表所列企业均在钱塘区登记注册; 服务依据为《…方案》: notes that speak of all rows.
void read_note(Scene& scene, std::uint32_t note, const std::vector<RowFacts>& rows) {
    const std::string_view text = scene.text(note);
    const bool all_firms =
        has(text, {"所列企业", "上述企业", "以上企业", "表中企业", "表内企业"}) &&
        has(text, {"均", "都", "全部"});
    const Mention* place = mention_of(scene, note, "Place", no_entity);
    const Mention* policy =
        has(text, {"依据"}) ? mention_of(scene, note, "Policy", no_entity) : nullptr;
    const Mention place_copy = place != nullptr ? *place : Mention{};
    const Mention policy_copy = policy != nullptr ? *policy : Mention{};
    for (const RowFacts& facts : rows) {
        if (all_firms && place != nullptr && facts.firm != no_entity) {
            const Mention* firm = mention_of(scene, facts.row, "Firm", facts.firm);
            if (firm != nullptr) {
                const Mention firm_copy = *firm;
                state(scene, {"LOCATED_IN",
                              facts.firm,
                              place_copy.entity,
                              note,
                              {0, text.size()},
                              &firm_copy,
                              "table.note"});
            }
        }
        if (policy != nullptr && facts.support != no_entity) {
            state(scene, {"UNDER_POLICY",
                          facts.support,
                          policy_copy.entity,
                          note,
                          {0, policy_copy.end},
                          nullptr,
                          "table.note"})
                .derived = "inherit";
        }
    }
}

/// The award that the lead of a table gives to all its firms (拟认定…等8家企业为A, A名单), by its
/// mention.
const Mention* award_of_list(const Scene& scene, std::uint32_t header) {
    constexpr std::uint32_t farthest_lead = 8;
    for (std::uint32_t s = header; s-- > 0 && header - s <= farthest_lead;) {
        const std::string_view text = scene.text(s);
        const bool lists =
            has(text, {"名单", "认定", "授予", "评为", "入选", "获评", "评选", "命名"});
        if (scene.sentences[s].block == Block::TableRow) {
            return nullptr;
        }
        for (const Mention& mention : scene.mentions(s)) {
            if (lists && mention.label == "Award" && !mention.nested) {
                return &mention;
            }
        }
    }
    return nullptr;
}

/// Every firm of the table won it; a list that is only proposed (拟认定, 公示) plans so.
void read_list_award(Scene& scene, const RowFacts& facts) {
    const auto header = static_cast<std::uint32_t>(scene.sentences[facts.row].header);
    const std::vector<std::string> meanings = meanings_of(scene.sentences[header]);
    const bool tells_more = std::any_of(meanings.begin(), meanings.end(), [](const std::string& m) {
        return m == "award" || m == "result" || m == "support" || m == "project";
    });
    const Mention* award =
        tells_more || facts.firm == no_entity ? nullptr : award_of_list(scene, header);
    const Mention* firm =
        award == nullptr ? nullptr : mention_of(scene, facts.row, "Firm", facts.firm);
    if (firm == nullptr) {
        return;
    }
    const Mention award_copy = *award;
    const Span firm_words = firm->span();
    const bool planned = has(scene.text(award_copy.sentence), {"拟", "公示", "候选", "推荐"});
    state(scene,
          {"WON", facts.firm, award_copy.entity, facts.row, firm_words, &award_copy, "table.list"})
        .status = planned ? "planned" : "";
}

}  // namespace

void read_tables(Scene& scene) {
    std::vector<RowFacts> rows;
    for (std::uint32_t s = 0; s < scene.sentences.size(); ++s) {
        const Sentence& sentence = scene.sentences[s];
        if (sentence.block == Block::TableRow && sentence.header >= 0) {
            const auto [firm, support] = TableReader(scene, s).read();
            settle_mentions(scene);
            rows.push_back({s, firm, support});
            read_list_award(scene, rows.back());
        } else if (!rows.empty() &&
                   (sentence.block == Block::ListItem || sentence.block == Block::Prose)) {
            read_note(scene, s, rows);
        } else if (sentence.block == Block::TableHeader) {
            rows.clear();
        }
    }
}

}  // namespace dingtu
