// Tables in text: a row is headed by a firm, a place or a project, or by the name of an indicator.
// The header of a column gives what a bare number is, its unit (总投资（亿元）) and its period.

#include "loader/metric_draft.h"
#include "loader/metric_facts.h"
#include "loader/metric_words.h"
#include "loader/numbers.h"

#include <algorithm>
#include <array>

namespace dingtu {

namespace {

std::string_view trimmed(std::string_view cell) {
    while (!cell.empty() && (cell.front() == ' ' || cell.front() == '\t'))
        cell.remove_prefix(1);
    while (!cell.empty() && (cell.back() == ' ' || cell.back() == '\t'))
        cell.remove_suffix(1);
    while (cell.starts_with("　"))
        cell.remove_prefix(3);
    return cell;
}

/// A column's header taken apart: 总投资（亿元） is 总投资 in CNY times 1e8.
struct Column {
    std::string name;
    std::optional<ScaledUnit> unit;
};

Column read_header(std::string_view cell) {
    Column column;
    cell = trimmed(cell);
    std::size_t open = cell.find("（");
    if (open == std::string_view::npos) open = cell.find('(');
    column.name = std::string(cell.substr(0, open));
    if (open != std::string_view::npos) {
        std::string_view unit = cell.substr(open + (cell[open] == '(' ? 1 : 3));
        for (const std::string_view shut : {"）", ")"}) {
            if (unit.ends_with(shut)) unit.remove_suffix(shut.size());
        }
        if (unit.starts_with("单位：")) unit.remove_prefix(std::string_view("单位：").size());
        column.unit = find_unit(unit);
    } else if (cell.ends_with("%") || cell.ends_with("％")) {
        column.unit = ScaledUnit{"%", 1};
        column.name.resize(column.name.size() - (cell.ends_with("%") ? 1 : 3));
    }
    return column;
}

bool is_serial(std::string_view header) {
    static constexpr std::array<std::string_view, 8> serials{"序号", "编号", "排名", "年份",
                                                             "电话", "日期", "时间", "代码"};
    return std::any_of(serials.begin(), serials.end(), [&](std::string_view word) {
        return header.find(word) != std::string_view::npos;
    });
}

bool tells_growth(std::string_view name) {
    static constexpr std::array<std::string_view, 6> growth{"增长", "增速",   "增幅",
                                                            "同比", "比上年", "±"};
    return std::any_of(growth.begin(), growth.end(), [&](std::string_view word) {
        return name.find(word) != std::string_view::npos;
    });
}

/// A header that only says that the number is the level: 绝对数, 指标值, 2024年.
bool tells_level(std::string_view name) {
    static constexpr std::array<std::string_view, 10> levels{
        "绝对数", "指标值", "数值", "总量", "完成", "实绩", "绝对量", "累计", "本期", "数量"};
    return name.empty() || std::any_of(levels.begin(), levels.end(), [&](std::string_view word) {
               return name.find(word) != std::string_view::npos;
           });
}

/// 同比增长, 增速: of the column before.
bool names_only_growth(std::string_view name) {
    static constexpr std::array<std::string_view, 10> growth{
        "同比增长", "增长",     "同比",  "比上年增长", "增速",
        "增幅",     "同比增速", "同比±", "增长率",     "较上年增长"};
    return std::find(growth.begin(), growth.end(), name) != growth.end();
}

class RowReader {
public:
    RowReader(const MetricSentence& row, const Sentence& header, const SubjectFinder& subjects,
              const std::string& heading_period, const std::string& document_date)
        : row_(row),
          header_(header),
          subjects_(subjects),
          heading_period_(heading_period),
          document_date_(document_date) {}

    std::vector<MetricDraft> run() {
        read_row();
        for (std::size_t i = 0; i < cells(); ++i) {
            read_cell(i);
        }
        return std::move(drafts_);
    }

private:
    [[nodiscard]] std::size_t cells() const {
        return std::min(row_.sentence->cells.size(), header_.cells.size());
    }
    [[nodiscard]] std::string_view cell(std::size_t i) const {
        return trimmed(row_.cut(row_.sentence->cells[i]));
    }
    [[nodiscard]] std::string_view header(std::size_t i) const {
        const Span span = header_.cells[i];
        return trimmed(std::string_view(header_.text).substr(span.begin, span.end - span.begin));
    }

    /// The cell of words that names the row, and a unit that stands in a column of its own.
    void read_row() {
        for (std::size_t i = 0; i < cells(); ++i) {
            if (header(i).find("单位") != std::string_view::npos && header(i).size() <= 12) {
                row_unit_ = find_unit(cell(i));
                continue;
            }
            if (name_.empty() && !is_serial(header(i)) && !whole_quantity(cell(i))) {
                name_ = read_header(cell(i)).name;
                named_unit_ = read_header(cell(i)).unit;
                name_span_ = row_.sentence->cells[i];
            }
        }
        for (const std::string_view lead : {"其中：", "其中:", "其中", "#"}) {
            if (name_.starts_with(lead)) name_.erase(0, lead.size());
        }
        for (const Mention& mention : row_.mentions) {
            const bool inside = mention.begin >= name_span_.begin && mention.end <= name_span_.end;
            headed_by_entity_ =
                headed_by_entity_ || (inside && !mention.nested && mention.label != "Industry" &&
                                      mention.label != "Product");
        }
    }

    void read_cell(std::size_t i) {
        const std::optional<Quantity> number = whole_quantity(cell(i));
        if (!number || is_serial(header(i))) return;
        const Column column = read_header(header(i));
        MetricDraft draft;
        draft.unit = number->unit;
        draft.value = number->value;
        if (draft.unit.empty()) {
            const auto& unit = column.unit ? column.unit : named_unit_ ? named_unit_ : row_unit_;
            if (!unit) return;
            draft.unit = unit->unit;
            draft.value *= unit->scale;
        }
        draft.number = row_.sentence->cells[i];
        set_name(draft, column);
        set_period(draft, header(i));
        draft.subject = subjects_.find(row_, {clause_at(draft.number.begin), draft.number,
                                              draft.number, draft.indicator, draft.unit});
        draft.evidence = {std::min(name_span_.begin, draft.number.begin), draft.number.end};
        if (draft.indicator.empty() || draft.subject.entity == no_entity) return;
        drafts_.push_back(std::move(draft));
    }

    void set_name(MetricDraft& draft, const Column& column) {
        const bool growth = tells_growth(column.name);
        draft.measure = growth ? "yoy" : draft.unit == "%" ? "share" : "level";
        if (headed_by_entity_) {
            draft.indicator = names_only_growth(column.name) ? last_name_ : column.name;
            if (!growth) last_name_ = column.name;
            return;
        }
        draft.indicator = name_;
        if (!growth && !tells_level(column.name) && !holds_period(column.name)) {
            draft.indicator += column.name;
        }
    }

    [[nodiscard]] bool holds_period(std::string_view name) const {
        return !heading_period(name, document_date_).empty();
    }

    void set_period(MetricDraft& draft, std::string_view header) const {
        draft.period = dingtu::heading_period(header, document_date_);
        if (draft.period.empty()) draft.period = heading_period_;
    }

    [[nodiscard]] std::size_t clause_at(std::size_t at) const {
        for (std::size_t i = 0; i < row_.clauses.size(); ++i) {
            if (at < row_.clauses[i].span.end) return i;
        }
        return row_.clauses.empty() ? 0 : row_.clauses.size() - 1;
    }

    const MetricSentence& row_;
    const Sentence& header_;
    const SubjectFinder& subjects_;
    const std::string& heading_period_;
    const std::string& document_date_;
    std::vector<MetricDraft> drafts_;
    std::string name_;
    Span name_span_;
    std::string last_name_;
    bool headed_by_entity_ = false;
    std::optional<ScaledUnit> named_unit_;
    std::optional<ScaledUnit> row_unit_;
};

}  // namespace

std::vector<MetricDraft> read_cells(const MetricSentence& sentence,
                                    const std::vector<Sentence>& sentences,
                                    const SubjectFinder& subjects,
                                    const std::string& heading_period,
                                    const std::string& document_date) {
    const std::int32_t header = sentence.sentence->header;
    if (header < 0 || sentence.clauses.empty()) return {};
    return RowReader(sentence, sentences[static_cast<std::size_t>(header)], subjects,
                     heading_period, document_date)
        .run();
}

}  // namespace dingtu
