// A folder of CSV files for our own import, which gives the same graph again. Every column carries
// its type; a column whose values do not fit one type, or would be ambiguous as a list with
// semicolons, is of type JSON.

#include "base/json.h"
#include "exporter/caption.h"
#include "exporter/escape.h"
#include "exporter/folder.h"

#include <fmt/format.h>

namespace dingtu {

namespace {

/// The type's name in a header; empty for kinds that have none.
std::string_view type_name(Kind kind) {
    switch (kind) {
        case Kind::Boolean: return "BOOL";
        case Kind::Integer: return "INT64";
        case Kind::Float: return "DOUBLE";
        case Kind::String: return "STRING";
        case Kind::Date: return "DATE";
        case Kind::LocalTime: return "LOCALTIME";
        case Kind::Time: return "TIME";
        case Kind::LocalDateTime: return "LOCALDATETIME";
        case Kind::DateTime: return "DATETIME";
        case Kind::Duration: return "DURATION";
        case Kind::Map:
        case Kind::Node:
        case Kind::Relationship:
        case Kind::List:
        case Kind::Path:
        case Kind::Null: break;
    }
    return "";
}

std::string column_type(const ColumnShape& shape) {
    if (auto item = shape.list_of(); item && !shape.ambiguous_list()) {
        return fmt::format("{}[]", type_name(*item));
    }
    auto kind = shape.only_kind();
    bool named = kind && !type_name(*kind).empty();
    return named ? std::string(type_name(*kind)) : "JSON";
}

std::string list_text(const List& list) {
    std::string out;
    for (std::size_t i = 0; i < list.size(); ++i) {
        out += i == 0 ? "" : ";";
        for (char c : to_text(list[i])) {
            out += c == ';' ? "\\;" : std::string(1, c);
        }
    }
    return out;
}

/// An empty list is `""`, like an empty text.
void append_cell(std::string& line, const Value& value, const ColumnShape& shape) {
    std::string type = column_type(shape);
    if (type == "JSON") {
        return append_csv(line, to_json(value));
    }
    append_csv(line, type.ends_with("[]") ? list_text(value.as_list()) : to_text(value));
}

class CsvFolder final : public FolderWriter {
public:
    using FolderWriter::FolderWriter;

protected:
    std::string head(const FolderTable& table, bool nodes) override {
        std::string line = nodes ? ":ID" : ":START_ID,:END_ID";
        for (const auto& [key, shape] : table.columns) {
            line += ',';
            append_head(line, fmt::format("{}:{}", key, column_type(shape)));
        }
        return line + '\n';
    }

    std::string row(const FolderTable& table, const Node& node) override {
        std::string line = element_id(node.id);
        append_columns(line, table, node.properties, append_cell);
        return line + '\n';
    }

    std::string row(const FolderTable& table, const Relationship& relationship) override {
        std::string line = element_id(relationship.start) + ',' + element_id(relationship.end);
        append_columns(line, table, relationship.properties, append_cell);
        return line + '\n';
    }

    void explain(FolderFiles& files) override {
        std::string command = "dingtu --db new.db import";
        append_arguments(command, "--nodes", node_tables());
        append_arguments(command, "--rels", relationship_tables());
        std::string text = fmt::format(
            "# {}\n\nA graph as CSV files: nodes by their labels, relationships by their type. In "
            "this folder, this\nreads it into a new database:\n\n```sh\n{}\n```\n",
            visible(title()), command);
        if (ambiguous(node_tables(), ":=") || ambiguous(relationship_tables(), "=")) {
            text +=
                "\nA label or type here holds a `:` or `=`, which the command takes for its "
                "own. Rename it there,\nor export to .jsonl instead.\n";
        }
        files.append("README.md", text);
    }

private:
    /// In quotes if it could mislead a reader that tells the delimiter from the header.
    static void append_head(std::string& line, std::string_view name) {
        if (name.find_first_of(";|\t") != std::string_view::npos) {
            return append_csv_quoted(line, name);
        }
        append_csv(line, name);
    }

    static bool ambiguous(const FolderTables& tables, std::string_view marks) {
        for (const auto& [names, table] : tables) {
            for (const std::string& name : names) {
                if (name.find_first_of(marks) != std::string::npos) {
                    return true;
                }
            }
        }
        return false;
    }

    /// A colon alone stands for no label.
    static void append_arguments(std::string& command, std::string_view option,
                                 const FolderTables& tables) {
        for (const auto& [names, table] : tables) {
            std::string name = fmt::format("{}", fmt::join(names, ":"));
            command += fmt::format(
                " \\\n    {} {}", option,
                shell_word(fmt::format("{}={}", name.empty() ? ":" : name, table.file)));
        }
    }
};

}  // namespace

std::unique_ptr<GraphSink> make_csv_folder(const std::filesystem::path& folder,
                                           const GraphOptions& options) {
    return std::make_unique<CsvFolder>(folder, options);
}

}  // namespace dingtu
