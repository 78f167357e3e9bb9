// CSV tables as nodes and relationships.

#include "base/text.h"
#include "loader/csv_table.h"
#include "loader/import_run.h"

#include <fmt/format.h>

namespace dingtu {

namespace {

using Role = CsvColumn::Role;

/// A column that becomes a property.
struct PropertyColumn {
    std::size_t place = 0;
    KeyId key;
};

std::vector<PropertyColumn> property_columns(const CsvTable& table, ImportTarget& target) {
    std::vector<PropertyColumn> properties;
    for (std::size_t i = 0; i < table.columns().size(); ++i) {
        const CsvColumn& column = table.columns()[i];
        if (!column.name.empty() && column.role != Role::Ignored) {
            properties.push_back({i, target.key(column.name)});
        }
    }
    return properties;
}

template <class Id>
void set_properties(ImportTarget& target, Id id, const CsvTable& table,
                    const std::vector<PropertyColumn>& properties) {
    for (const PropertyColumn& property : properties) {
        const Value& value = table.values()[property.place];
        if (!value.is_null()) {
            target.set(id, property.key, value);
        }
    }
}

/// Calls `use` for each row; bad ones are reported or end the import.
template <class Use>
void for_each_row(CsvTable& table, ImportRun& run, Use use) {
    while (true) {
        try {
            if (!table.next()) {
                break;
            }
            use();
        } catch (const Error& error) {
            run.bad_row(error);
        }
        run.row_done(table.reader().bytes_read());
    }
    run.file_done(table.reader().bytes_read());
}

std::string in_space(const std::string& space) {
    return space.empty() ? "" : fmt::format(" in `{}`", space);
}

/// The key in a column of ids.
std::string_view key_in(CsvTable& table, std::size_t column) {
    const std::string_view key = table.text(column);
    if (key.empty()) {
        throw table.reader().error_at(table.field(column), "an id is missing");
    }
    if (invalid_utf8(key)) {
        throw table.reader().error_at(table.field(column), "an id that is not UTF-8");
    }
    return key;
}

/// One end of the relationships of a table.
class EndColumn {
public:
    EndColumn(CsvTable& table, ImportRun& run, Role role)
        : table_(table),
          place_(*find_column(table.columns(), role)),
          name_(table.columns()[place_].space),
          space_(run.keys().space(name_)) {}

    [[nodiscard]] NodeId node() {
        const std::string_view key = key_in(table_, place_);
        if (const auto id = space_.find(key)) {
            return *id;
        }
        throw table_.reader().error_at(
            table_.field(place_), fmt::format("no node has the id `{}`{}", key, in_space(name_)));
    }

private:
    CsvTable& table_;
    std::size_t place_;
    std::string name_;
    ImportSpace& space_;
};

}  // namespace

void import_csv_nodes(const NodeFile& file, ImportRun& run) {
    ImportTarget& target = run.target();
    CsvTable table(file.path, CsvKind::Nodes, run.options().delimiter);
    std::vector<LabelId> labels;
    for (const std::string& label : file.labels) {
        labels.push_back(target.label(label));
    }
    const auto properties = property_columns(table, target);
    const std::size_t id_column = *find_column(table.columns(), Role::Id);
    const std::string& space_name = table.columns()[id_column].space;
    ImportSpace& space = run.keys().space(space_name);
    for_each_row(table, run, [&] {
        const std::string_view key = key_in(table, id_column);
        if (space.find(key)) {
            throw table.reader().error_at(
                table.field(id_column),
                fmt::format("the id `{}` is taken{}", key, in_space(space_name)));
        }
        const NodeId id = target.create_node(labels);
        space.add(key, id);
        set_properties(target, id, table, properties);
        ++run.report().nodes;
    });
}

void import_csv_relationships(const RelationshipFile& file, ImportRun& run) {
    ImportTarget& target = run.target();
    CsvTable table(file.path, CsvKind::Relationships, run.options().delimiter);
    const TypeId type = target.type(file.type);
    const auto properties = property_columns(table, target);
    EndColumn start(table, run, Role::Start);
    EndColumn end(table, run, Role::End);
    for_each_row(table, run, [&] {
        const NodeId from = start.node();
        const NodeId to = end.node();
        set_properties(target, target.create_relationship(type, from, to), table, properties);
        ++run.report().relationships;
    });
}

}  // namespace dingtu
