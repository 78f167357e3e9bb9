#pragma once

#include "exporter/columns.h"
#include "exporter/formats.h"
#include "exporter/spool.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace dingtu {

/// One file of a bulk folder: nodes of the same labels, or relationships of one type.
struct FolderTable {
    std::vector<std::string> names;  ///< the labels, or the type alone
    std::string file;                ///< below the folder, with `/`: "nodes/Firm.csv"
    Columns columns;
    std::uint64_t rows = 0;
};

/// Tables in the order of their names.
using FolderTables = std::map<std::vector<std::string>, FolderTable>;

/// Files of a folder that may be more than a process can hold open: text is gathered in memory and
/// appended file by file.
class FolderFiles {
public:
    /// Makes the folder. Throws Error{Run} if it is there with something in it.
    explicit FolderFiles(std::filesystem::path folder);

    void append(const std::string& file, std::string_view text);
    /// Writes what is still held. Throws Error{Run} when a file cannot be written, as append()
    /// does.
    void flush();

private:
    std::filesystem::path folder_;
    std::map<std::string, std::string> held_;
    std::size_t held_bytes_ = 0;
};

/// What the three bulk folders have in common: the graph is set aside, sorted into tables, and
/// written table by table once every table's columns are known.
class FolderWriter : public GraphSink {
public:
    FolderWriter(const std::filesystem::path& folder, const GraphOptions& options);

    void node(const Node& node) final;
    void relationship(const Relationship& relationship) final;
    void finish() final;

protected:
    /// The tables that a node goes to: one for all its labels, or one for each.
    [[nodiscard]] virtual std::vector<std::vector<std::string>> tables_of(const Node& node) const;
    virtual std::string head(const FolderTable& table, bool nodes) = 0;
    virtual std::string row(const FolderTable& table, const Node& node) = 0;
    virtual std::string row(const FolderTable& table, const Relationship& relationship) = 0;
    /// README.md and whatever else explains the folder; called when the tables are complete, before
    /// the rows are written.
    virtual void explain(FolderFiles& files) = 0;

    [[nodiscard]] const FolderTables& node_tables() const { return node_tables_; }
    [[nodiscard]] const FolderTables& relationship_tables() const { return relationship_tables_; }
    [[nodiscard]] const std::string& title() const { return title_; }

private:
    class Rows;
    void name_files();

    FolderFiles files_;
    std::string title_;
    GraphSpool spool_;
    FolderTables node_tables_;
    FolderTables relationship_tables_;
};

/// Appends the cells of a table's columns, each after a comma: `cell` writes the value, a missing
/// property is an empty field.
template <class Cell>
void append_columns(std::string& line, const FolderTable& table, const Map& properties, Cell cell) {
    for (const auto& [key, shape] : table.columns) {
        line += ',';
        auto at = properties.find(key);
        if (at != properties.end()) {
            cell(line, at->second, shape);
        }
    }
}

[[nodiscard]] std::unique_ptr<GraphSink> make_csv_folder(const std::filesystem::path& folder,
                                                         const GraphOptions& options);
[[nodiscard]] std::unique_ptr<GraphSink> make_neo4j_folder(const std::filesystem::path& folder,
                                                           const GraphOptions& options);
[[nodiscard]] std::unique_ptr<GraphSink> make_nebula_folder(const std::filesystem::path& folder,
                                                            const GraphOptions& options);

}  // namespace dingtu
