// A folder for `neo4j-admin database import`, whose header format Memgraph's and APOC's CSV import
// read too. Checked against the documented format, not against a running server.

#include "exporter/caption.h"
#include "exporter/escape.h"
#include "exporter/folder.h"

#include <fmt/format.h>

namespace dingtu {

namespace {

std::string_view type_name(Kind kind) {
    switch (kind) {
        case Kind::Boolean: return "boolean";
        case Kind::Integer: return "long";
        case Kind::Float: return "double";
        case Kind::Date: return "date";
        case Kind::LocalTime: return "localtime";
        case Kind::Time: return "time";
        case Kind::LocalDateTime: return "localdatetime";
        case Kind::DateTime: return "datetime";
        case Kind::Duration: return "duration";
        case Kind::String:
        case Kind::Map:
        case Kind::Node:
        case Kind::Relationship:
        case Kind::List:
        case Kind::Path:
        case Kind::Null: break;
    }
    return "string";
}

/// Lists of one kind are arrays, mixed numbers doubles, everything else mixed is text.
std::string column_type(const ColumnShape& shape) {
    if (auto item = shape.list_of()) {
        return fmt::format("{}[]", type_name(*item));
    }
    if (shape.mixed_numbers()) {
        return "double";
    }
    auto kind = shape.only_kind();
    return std::string(kind ? type_name(*kind) : "string");
}

/// The tool takes the last colon for the begin of the type, and has no escape for one in a name.
std::string header_name(std::string_view key) {
    std::string out;
    for (char c : visible(key)) {
        out += c == ':' ? '_' : c;
    }
    return out;
}

class Neo4jFolder final : public FolderWriter {
public:
    using FolderWriter::FolderWriter;

protected:
    std::string head(const FolderTable& table, bool nodes) override {
        std::string line = nodes ? ":ID,:LABEL" : ":START_ID,:END_ID,:TYPE";
        for (const auto& [key, shape] : table.columns) {
            line += ',';
            append_csv(line, fmt::format("{}:{}", header_name(key), column_type(shape)));
        }
        return line + '\n';
    }

    std::string row(const FolderTable& table, const Node& node) override {
        std::string line = element_id(node.id) + ',';
        if (!node.labels.empty()) {
            append_csv(line, fmt::format("{}", fmt::join(node.labels, array_mark)));
        }
        append_columns(line, table, node.properties, append_cell);
        return line + '\n';
    }

    std::string row(const FolderTable& table, const Relationship& relationship) override {
        std::string line =
            element_id(relationship.start) + ',' + element_id(relationship.end) + ',';
        append_csv(line, relationship.type);
        append_columns(line, table, relationship.properties, append_cell);
        return line + '\n';
    }

    void explain(FolderFiles& files) override {
        std::string command = "neo4j-admin database import full neo4j";
        append_arguments(command, "--nodes", node_tables());
        append_arguments(command, "--relationships", relationship_tables());
        files.append(
            "README.md",
            fmt::format("# {}\n\nA graph for Neo4j 5. Stop the database, then, in this folder:\n\n"
                        "```sh\n{} \\\n    --array-delimiter=U+001F --multiline-fields=true "
                        "--overwrite-destination\n```\n\n"
                        "Items of arrays, and labels, stand apart by the control character U+001F, "
                        "which no text\nholds by accident. An empty array is no property; columns "
                        "whose values are of several kinds\nare text. The format follows Neo4j's "
                        "documentation; no server was at hand to try it.\n",
                        visible(title()), command));
    }

private:
    static constexpr std::string_view array_mark = "\x1F";

    static void append_cell(std::string& line, const Value& value, const ColumnShape& shape) {
        if (!shape.list_of()) {
            return append_csv(line, plain_text(value));
        }
        std::string text;
        for (const Value& item : value.as_list()) {
            text += text.empty() ? "" : array_mark;
            text += to_text(item);
        }
        if (!text.empty()) {
            append_csv(line, text);
        }
    }

    static void append_arguments(std::string& command, std::string_view option,
                                 const FolderTables& tables) {
        for (const auto& [names, table] : tables) {
            command += fmt::format(" \\\n    {}={}", option, shell_word(table.file));
        }
    }
};

}  // namespace

std::unique_ptr<GraphSink> make_neo4j_folder(const std::filesystem::path& folder,
                                             const GraphOptions& options) {
    return std::make_unique<Neo4jFolder>(folder, options);
}

}  // namespace dingtu
