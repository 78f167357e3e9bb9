// CSV tables as nodes and relationships.

#include "base/text.h"
#include "loader/csv_stream.h"
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

/// A JSON column can hold what no property can.
void check_storable(const CsvBatch& batch, std::size_t row, const PropertyColumn& column) {
    const CsvCell& cell = batch.cell(row, column.place);
    if (!cell.absent() && !cell.is_text && !storable(cell.value)) {
        throw batch.error_at(row, column.place, "no value of a property");
    }
}

template <class Id>
void set_properties(ImportTarget& target, Id id, const std::vector<PropertyColumn>& columns,
                    const CsvBatch& batch, std::size_t row) {
    for (const PropertyColumn& column : columns) {
        const CsvCell& cell = batch.cell(row, column.place);
        if (cell.is_text) {
            target.set_text(id, column.key, cell.text);
        } else if (!cell.value.is_null()) {
            target.set(id, column.key, cell.value);
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
    /// Lives until the next call.
    [[nodiscard]] const std::vector<LabelId>& of(const CsvBatch& batch, std::size_t row) {
        if (!column_) {
            return labels_;
        }
        all_ = labels_;
        const Value told =
            parse_csv_value({CsvType::Item::String, true}, batch.text(row, *column_, room_));
        for (const Value& name : told.as_list()) {
            all_.push_back(target_.label(name.as_string()));
        }
        return all_;
    }

private:
    ImportTarget& target_;
    std::optional<std::size_t> column_;
    std::vector<LabelId> labels_;  // of all
    std::vector<LabelId> all_;     // of one node
    std::string room_;
};

/// Calls `prepare(batch)` ahead for each batch, then `use(batch, row)` for each of its rows; bad
/// ones are reported or end the import.
template <class Prepare, class Use>
void for_each_row(CsvTable& table, ImportRun& run, Prepare prepare, Use use) {
    // A transaction is read by one thread.
    CsvStream stream(table, prepare, run.options().threads > 1 && !run.options().match_names);
    std::uint64_t bytes_read = 0;
    while (const CsvBatch* batch = stream.next()) {
        bytes_read = batch->bytes_read();
        for (std::size_t row = 0; row < batch->size(); ++row) {
            try {
                if (const Error* fault = batch->fault(row)) {
                    throw Error(*fault);
                }
                use(*batch, row);
            } catch (const Error& error) {
                run.bad_row(error);
            }
            run.row_done(bytes_read);
        }
    }
    run.file_done(bytes_read);
}

std::string in_space(const std::string& space) {
    return space.empty() ? "" : fmt::format(" in `{}`", space);
}

/// A column of ids of nodes.
class KeyColumn {
public:
    /// `which` of the keys of a batch are its.
    KeyColumn(const CsvTable& table, ImportRun& run, std::size_t place, std::size_t which)
        : place_(place),
          which_(which),
          name_(table.columns()[place].space),
          space_(run.keys(), name_) {}

    [[nodiscard]] const std::string& space() const { return name_; }

    /// To be called ahead, by one thread.
    void hash_all(CsvBatch& batch) {
        auto& hashes = batch.keys(which_).hashes;
        hashes.resize(batch.size());
        for (std::size_t row = 0; row < batch.size(); ++row) {
            hashes[row] = space_.hash(batch.text(row, place_, room_ahead_));
        }
    }
    /// The same, once all nodes are known.
    void find_all(CsvBatch& batch) {
        hash_all(batch);
        auto& nodes = batch.keys(which_).nodes;
        nodes.resize(batch.size());
        for (std::size_t row = 0; row < batch.size(); ++row) {
            prefetch_ahead(batch, row);
            nodes[row] =
                space_.find(batch.keys(which_).hashes[row], batch.text(row, place_, room_ahead_))
                    .value_or(CsvBatch::no_node);
        }
    }
    /// The node that has the id of the row.
    [[nodiscard]] std::optional<NodeId> find(const CsvBatch& batch, std::size_t row) {
        prefetch_ahead(batch, row);
        return space_.find(batch.keys(which_).hashes[row], key(batch, row));
    }
    void add(const CsvBatch& batch, std::size_t row, NodeId id) {
        space_.add(batch.keys(which_).hashes[row], key(batch, row), id);
    }
    /// What find_all found. Throws Error{Load} if it was nothing.
    [[nodiscard]] NodeId found(const CsvBatch& batch, std::size_t row) {
        const NodeId id = batch.keys(which_).nodes[row];
        if (id == CsvBatch::no_node) {
            check_text(batch, row);
            throw error_at(
                batch, row,
                fmt::format("no node has the id `{}`{}", key(batch, row), in_space(name_)));
        }
        return id;
    }
    /// Lives until the next call.
    [[nodiscard]] std::string_view key(const CsvBatch& batch, std::size_t row) {
        const std::string_view key = batch.text(row, place_, room_);
        if (key.empty()) {
            throw batch.error_at(row, place_, "an id is missing");
        }
        return key;
    }
    void check_text(const CsvBatch& batch, std::size_t row) {
        if (invalid_utf8(key(batch, row))) {
            throw error_at(batch, row, "an id that is not UTF-8");
        }
    }
    [[nodiscard]] Error error_at(const CsvBatch& batch, std::size_t row,
                                 const std::string& message) const {
        return batch.error_at(row, place_, message);
    }

private:
    void prefetch_ahead(const CsvBatch& batch, std::size_t row) const {
        constexpr std::size_t ahead = 24;  // rows, some hundred nanoseconds
        if (row + ahead < batch.size()) {
            space_.prefetch(batch.keys(which_).hashes[row + ahead]);
        }
    }

    std::size_t place_;
    std::size_t which_;
    std::string name_;
    ImportSpace space_;
    std::string room_;
    std::string room_ahead_;  // of the thread that works ahead
};

/// The rows of a file of nodes.
class NodeRows {
public:
    NodeRows(const NodeFile& file, const CsvTable& table, ImportRun& run)
        : run_(run),
          maker_(run),
          labels_(file.labels, table, run.target()),
          columns_(property_columns(table, run.target())) {
        if (const auto place = find_column(table.columns(), Role::Id)) {
            ids_.emplace(table, run, *place, 0);
        }
    }

    void prepare(CsvBatch& batch) {
        if (ids_) {
            ids_->hash_all(batch);
        }
    }
    void take(const CsvBatch& batch, std::size_t row) {
        const auto taken = ids_ ? ids_->find(batch, row) : std::nullopt;
        if (taken && !run_.options().match_names) {
            throw ids_->error_at(batch, row,
                                 fmt::format("the id `{}` is taken{}", ids_->key(batch, row),
                                             in_space(ids_->space())));
        }
        for (const PropertyColumn& column : columns_) {
            check_storable(batch, row, column);
        }
        if (ids_) {
            ids_->check_text(batch, row);
        }
        const NodeId id = run_.options().match_names ? match(batch, row, taken) : make(batch, row);
        if (ids_ && !taken) {
            ids_->add(batch, row, id);
        }
    }

private:
    NodeId make(const CsvBatch& batch, std::size_t row) {
        const NodeId id = run_.target().create_node(labels_.of(batch, row));
        set_properties(run_.target(), id, columns_, batch, row);
        ++run_.report().nodes;
        return id;
    }
    /// An entity that cannot be told from others is the row's fault.
    NodeId match(const CsvBatch& batch, std::size_t row, std::optional<NodeId> known) {
        ImportProperties properties;
        for (const PropertyColumn& column : columns_) {
            if (Value value = batch.cell(row, column.place).as_value(); !value.is_null()) {
                properties.emplace_back(column.key, std::move(value));
            }
        }
        const auto& labels = labels_.of(batch, row);
        if (known) {
            maker_.join(*known, labels, properties);
            return *known;
        }
        try {
            return maker_.make(labels, properties);
        } catch (const Error& error) {
            if (error.phase() == Phase::Load) {
                throw batch.error_at(row, 0, error.what());
            }
            throw;
        }
    }

    ImportRun& run_;
    NodeMaker maker_;
    RowLabels labels_;
    std::vector<PropertyColumn> columns_;
    std::optional<KeyColumn> ids_;
};

}  // namespace

void import_csv_nodes(const NodeFile& file, ImportRun& run) {
    CsvTable table(file.path, CsvKind::Nodes, run.options().delimiter, !run.options().match_names);
    NodeRows rows(file, table, run);
    for_each_row(
        table, run, [&](CsvBatch& batch) { rows.prepare(batch); },
        [&](const CsvBatch& batch, std::size_t row) { rows.take(batch, row); });
}

void import_csv_relationships(const RelationshipFile& file, ImportRun& run) {
    ImportTarget& target = run.target();
    CsvTable table(file.path, CsvKind::Relationships, run.options().delimiter);
    const TypeId type = target.type(file.type);
    const auto columns = property_columns(table, target);
    KeyColumn start(table, run, *find_column(table.columns(), Role::Start), 0);
    KeyColumn end(table, run, *find_column(table.columns(), Role::End), 1);
    const auto prepare = [&](CsvBatch& batch) {
        start.find_all(batch);
        end.find_all(batch);
    };
    for_each_row(table, run, prepare, [&](const CsvBatch& batch, std::size_t row) {
        const NodeId from = start.found(batch, row);
        const NodeId to = end.found(batch, row);
        for (const PropertyColumn& column : columns) {
            check_storable(batch, row, column);
        }
        const RelationshipId id = target.create_relationship(type, from, to);
        set_properties(target, id, columns, batch, row);
        ++run.report().relationships;
    });
}

}  // namespace dingtu
