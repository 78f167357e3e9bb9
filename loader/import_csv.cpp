// CSV tables as nodes and relationships.

#include "base/text.h"
#include "loader/csv_table.h"
#include "loader/import_elements.h"

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

void collect_properties(const CsvTable& table, const std::vector<PropertyColumn>& columns,
                        ImportProperties& properties) {
    properties.clear();
    for (const PropertyColumn& column : columns) {
        if (!table.values()[column.place].is_null()) {
            if (!storable(table.values()[column.place])) {
                throw table.reader().error_at(table.field(column.place), "no value of a property");
            }
            properties.emplace_back(column.key, table.values()[column.place]);
        }
    }
}

/// The labels of the nodes of a file: those of the command line and, where there is a column
/// `:LABEL`, those that it tells, apart by semicolons.
class RowLabels {
public:
    RowLabels(const std::vector<std::string>& names, const CsvTable& table, ImportTarget& target)
        : target_(target),
          column_(find_column(table.columns(), Role::Labels)) {
        for (const std::string& name : names) {
            labels_.push_back(target.label(name));
        }
    }
    [[nodiscard]] std::vector<LabelId> of(CsvTable& table) const {
        std::vector<LabelId> labels = labels_;
        if (column_) {
            const Value told = parse_csv_value({CsvType::Item::String, true}, table.text(*column_));
            for (const Value& name : told.as_list()) {
                labels.push_back(target_.label(name.as_string()));
            }
        }
        return labels;
    }

private:
    ImportTarget& target_;
    std::optional<std::size_t> column_;
    std::vector<LabelId> labels_;
};

/// An entity that cannot be told from others is the row's fault.
NodeId make_node(NodeMaker& maker, const CsvTable& table, std::span<const LabelId> labels,
                 const ImportProperties& properties) {
    try {
        return maker.make(labels, properties);
    } catch (const Error& error) {
        if (error.phase() == Phase::Load) {
            throw table.reader().error_at(table.field(0), error.what());
        }
        throw;
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
    const bool match = run.options().match_names;
    CsvTable table(file.path, CsvKind::Nodes, run.options().delimiter, !match);
    NodeMaker maker(run);
    const RowLabels labels(file.labels, table, run.target());
    const auto columns = property_columns(table, run.target());
    const auto id_column = find_column(table.columns(), Role::Id);
    ImportSpace* space = id_column ? &run.keys().space(table.columns()[*id_column].space) : nullptr;
    ImportProperties properties;
    for_each_row(table, run, [&] {
        const std::string_view key = id_column ? key_in(table, *id_column) : std::string_view();
        const auto taken = space != nullptr ? space->find(key) : std::nullopt;
        if (taken && !match) {
            throw table.reader().error_at(
                table.field(*id_column),
                fmt::format("the id `{}` is taken{}", key, in_space(space->name())));
        }
        collect_properties(table, columns, properties);
        if (taken) {
            maker.join(*taken, labels.of(table), properties);
            return;
        }
        const NodeId id = make_node(maker, table, labels.of(table), properties);
        if (space != nullptr) {
            space->add(key_in(table, *id_column), id);
        }
    });
}

void import_csv_relationships(const RelationshipFile& file, ImportRun& run) {
    ImportTarget& target = run.target();
    CsvTable table(file.path, CsvKind::Relationships, run.options().delimiter);
    const TypeId type = target.type(file.type);
    const auto columns = property_columns(table, target);
    ImportProperties properties;
    EndColumn start(table, run, Role::Start);
    EndColumn end(table, run, Role::End);
    for_each_row(table, run, [&] {
        const NodeId from = start.node();
        const NodeId to = end.node();
        collect_properties(table, columns, properties);
        const RelationshipId id = target.create_relationship(type, from, to);
        for (const auto& [key, value] : properties) {
            target.set(id, key, value);
        }
        ++run.report().relationships;
    });
}

}  // namespace dingtu
