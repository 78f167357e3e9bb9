#include "loader/csv_header.h"

#include "base/text.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

namespace dingtu {

namespace {

using Role = CsvColumn::Role;

struct Mark {
    std::string_view word;
    Role role;
};
constexpr auto marks = std::to_array<Mark>({
    {"id", Role::Id},
    {"start_id", Role::Start},
    {"end_id", Role::End},
    {"label", Role::Labels},
    {"ignore", Role::Ignored},
});

/// What stands behind the last colon of a header: a mark with its space, or a type.
struct Suffix {
    std::optional<Role> role;
    std::string space;
    std::optional<CsvType> type;
};

std::optional<Suffix> parse_suffix(std::string_view text) {
    if (const auto type = csv_type(text)) {
        return Suffix{.role = std::nullopt, .space = {}, .type = type};
    }
    std::string space;
    if (const std::size_t open = text.find('('); open != std::string_view::npos) {
        if (!text.ends_with(')')) {
            return std::nullopt;
        }
        space = text.substr(open + 1, text.size() - open - 2);
        text = text.substr(0, open);
    }
    const std::string word = to_lower(text);
    for (const Mark& mark : marks) {
        if (mark.word == word) {
            return Suffix{.role = mark.role, .space = space, .type = std::nullopt};
        }
    }
    return std::nullopt;
}

/// The colon before the suffix: the last one that does not lie inside the brackets of a space.
std::size_t find_colon(std::string_view header) {
    const std::size_t open = header.ends_with(')') ? header.rfind('(') : std::string_view::npos;
    return header.substr(0, open).rfind(':');
}

Error unknown_suffix(const CsvReader& reader, const CsvField& field, std::string_view header,
                     std::string_view suffix) {
    Error error = reader.error_at(field, fmt::format("`{}` is no type of a column", suffix));
    const auto near = nearest_csv_type(suffix);
    return error.hint(
        near ? fmt::format("did you mean `{}`?", *near)
             : fmt::format("if the property is called `{}`, write `{}:STRING`", header, header));
}

CsvColumn parse_column(const CsvReader& reader, const CsvField& field) {
    std::string room;
    const std::string_view header = field.value(room);
    if (invalid_utf8(header)) {
        throw reader.error_at(field, "a header that is not UTF-8")
            .hint("convert the file first: iconv -f GB18030 -t UTF-8 OLD.csv >NEW.csv");
    }
    CsvColumn column;
    const std::size_t colon = find_colon(header);
    column.name = header.substr(0, colon);
    if (colon != std::string_view::npos) {
        const std::string_view text = header.substr(colon + 1);
        const auto suffix = parse_suffix(text);
        if (!suffix) {
            throw unknown_suffix(reader, field, header, text);
        }
        column.role = suffix->role.value_or(Role::Property);
        column.space = suffix->space;
        column.type = suffix->type;
    }
    if (column.role == Role::Property && column.name.empty()) {
        throw reader.error_at(field, "a column without a name")
            .hint("`:IGNORE` as its header leaves it out");
    }
    return column;
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
    return to_lower(a) == to_lower(b);
}

/// Gives the role to the column that is called so, if no column is marked with it.
void find_by_name(std::vector<CsvColumn>& columns, Role role, std::string_view name) {
    if (find_column(columns, role)) {
        return;
    }
    const auto called = [&](const CsvColumn& column) {
        return column.role == Role::Property && equal_ignoring_case(column.name, name);
    };
    const auto found = std::ranges::find_if(columns, called);
    if (found != columns.end()) {
        found->role = role;
        if (role != Role::Id) {
            found->name.clear();
        }
    }
}

void need(const CsvReader& reader, const std::vector<CsvColumn>& columns, Role role,
          std::string_view what, std::string_view hint) {
    if (!find_column(columns, role)) {
        throw reader.error_at_end(fmt::format("the header has no column of {}", what))
            .hint(std::string(hint));
    }
}

void check_marks(const CsvReader& reader, const std::vector<CsvField>& fields,
                 const std::vector<CsvColumn>& columns, CsvKind kind) {
    std::set<Role> roles;
    std::set<std::string_view> names;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const CsvColumn& column = columns[i];
        const bool of_nodes = column.role == Role::Id || column.role == Role::Labels;
        const bool of_relationships = column.role == Role::Start || column.role == Role::End;
        if (kind == CsvKind::Nodes ? of_relationships : of_nodes) {
            throw reader.error_at(fields[i], kind == CsvKind::Nodes
                                                 ? "a column of relationships in a file of nodes"
                                                 : "a column of nodes in a file of relationships");
        }
        const bool once = of_nodes || of_relationships;
        if (once && !roles.insert(column.role).second) {
            throw reader.error_at(fields[i], "a second column of the same ids");
        }
        if (column.role != Role::Ignored && !column.name.empty() &&
            !names.insert(column.name).second) {
            throw reader.error_at(fields[i],
                                  fmt::format("a second column called `{}`", column.name));
        }
    }
}

}  // namespace

char detect_delimiter(std::string_view header_line) {
    constexpr std::string_view candidates = ",|;\t";
    std::array<std::size_t, candidates.size()> counts{};
    bool quoted = false;
    for (const char c : header_line) {
        quoted ^= c == '"';
        const std::size_t which = candidates.find(c);
        if (!quoted && which != std::string_view::npos) {
            ++counts[which];
        }
    }
    return candidates[static_cast<std::size_t>(std::ranges::max_element(counts) - counts.begin())];
}

std::optional<std::size_t> find_column(const std::vector<CsvColumn>& columns, Role role) {
    const auto found = std::ranges::find(columns, role, &CsvColumn::role);
    return found == columns.end()
               ? std::nullopt
               : std::optional(static_cast<std::size_t>(found - columns.begin()));
}

std::vector<CsvColumn> read_csv_header(CsvReader& reader, CsvKind kind, bool id_needed) {
    std::vector<CsvField> fields;
    if (!reader.next(fields)) {
        throw Error(Phase::Load, fmt::format("`{}` is empty: it needs a header", reader.path()));
    }
    std::vector<CsvColumn> columns;
    for (const CsvField& field : fields) {
        columns.push_back(parse_column(reader, field));
    }
    check_marks(reader, fields, columns, kind);
    if (kind == CsvKind::Nodes) {
        find_by_name(columns, Role::Id, "id");
        if (id_needed) {
            need(reader, columns, Role::Id, "ids", "`id:ID(Firm)`, `:ID` or `id` is one");
        }
        return columns;
    }
    find_by_name(columns, Role::Start, "start");
    find_by_name(columns, Role::End, "end");
    need(reader, columns, Role::Start, "start ids", "`:START_ID(Firm)` or `start` is one");
    need(reader, columns, Role::End, "end ids", "`:END_ID(Firm)` or `end` is one");
    return columns;
}

}  // namespace dingtu
