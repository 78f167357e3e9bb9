// A folder for NebulaGraph 3 and its importer 4: schema.ngql makes the space with its tags and edge
// types, import.yaml maps the CSV files to them. A node with several labels stands in one file for
// each: a vertex has one row per tag. Checked against the documented format, not against a server.

#include "exporter/caption.h"
#include "exporter/escape.h"
#include "exporter/folder.h"

#include <algorithm>

#include <fmt/format.h>

namespace dingtu {

namespace {

/// A vertex needs a tag; this one stands for no label.
constexpr std::string_view no_label = "Node";
/// Written for a property that is not there, since an empty field is an empty text.
constexpr std::string_view null_mark = "__NULL__";

struct TypeName {
    std::string_view schema;
    std::string_view importer;
};

/// The engine has no lists, no durations and no times with a zone: they are text.
TypeName type_name(const ColumnShape& shape) {
    if (shape.mixed_numbers()) {
        return {"double", "DOUBLE"};
    }
    switch (shape.only_kind().value_or(Kind::String)) {
        case Kind::Boolean: return {"bool", "BOOL"};
        case Kind::Integer: return {"int64", "INT"};
        case Kind::Float: return {"double", "DOUBLE"};
        case Kind::Date: return {"date", "DATE"};
        case Kind::LocalTime:
        case Kind::Time:
        case Kind::LocalDateTime:
        case Kind::DateTime:
        case Kind::Duration:
        case Kind::String:
        case Kind::Map:
        case Kind::Node:
        case Kind::Relationship:
        case Kind::List:
        case Kind::Path:
        case Kind::Null: break;
    }
    return {"string", "STRING"};
}

/// A name as the schema can hold it: nGQL has no escape for a back-quote between two of them.
std::string schema_name(std::string_view name) {
    std::string out = visible(name);
    std::replace(out.begin(), out.end(), '`', '\'');
    return out;
}

std::string ngql_name(std::string_view name) {
    return '`' + schema_name(name) + '`';
}

/// A text in double quotes of YAML.
std::string yaml_text(std::string_view text) {
    std::string out = "\"";
    for (char c : visible(text)) {
        out += c == '"' || c == '\\' ? std::string("\\") + c : std::string(1, c);
    }
    return out + "\"";
}

void append_cell(std::string& line, const Value& value, const ColumnShape&) {
    append_csv(line, plain_text(value));
}

class NebulaFolder final : public FolderWriter {
public:
    using FolderWriter::FolderWriter;

protected:
    [[nodiscard]] std::vector<std::vector<std::string>> tables_of(const Node& node) const override {
        std::vector<std::vector<std::string>> out;
        for (const std::string& label : node.labels) {
            out.push_back({label});
        }
        return out.empty() ? std::vector<std::vector<std::string>>{{std::string(no_label)}} : out;
    }

    std::string head(const FolderTable& table, bool nodes) override {
        std::string line = nodes ? "id" : "start,end,rank";
        for (const auto& [key, shape] : table.columns) {
            line += ',';
            append_csv(line, key);
        }
        return line + '\n';
    }

    std::string row(const FolderTable& table, const Node& node) override {
        std::string line = element_id(node.id);
        append_properties(line, table, node.properties);
        return line + '\n';
    }

    std::string row(const FolderTable& table, const Relationship& relationship) override {
        std::string line = fmt::format("{},{},{}", element_id(relationship.start),
                                       element_id(relationship.end), relationship.id.value);
        append_properties(line, table, relationship.properties);
        return line + '\n';
    }

    void explain(FolderFiles& files) override {
        files.append("schema.ngql", schema());
        files.append("import.yaml", importer());
        files.append(
            "README.md",
            fmt::format("# {}\n\nA graph for NebulaGraph 3. In this folder, with a server "
                        "on this machine:\n\n```sh\n"
                        "nebula-console -addr 127.0.0.1 -port 9669 -u root -p nebula "
                        "-f schema.ngql\n"
                        "nebula-importer --config import.yaml\n```\n\n"
                        "The schema needs some seconds to reach all parts of a cluster "
                        "(two heartbeats, 20 s) before\nthe import. Vertex ids are n1, n2, "
                        "…; the rank of an edge is its number, so that parallel edges\n"
                        "stay apart; lists are JSON text. The format follows NebulaGraph's "
                        "documentation; no server was\nat hand to try it.\n",
                        visible(title())));
    }

private:
    static void append_properties(std::string& line, const FolderTable& table,
                                  const Map& properties) {
        for (const auto& [key, shape] : table.columns) {
            line += ',';
            auto at = properties.find(key);
            if (at == properties.end()) {
                line += null_mark;
            } else {
                append_cell(line, at->second, shape);
            }
        }
    }

    [[nodiscard]] std::string schema() const {
        std::string text =
            "CREATE SPACE IF NOT EXISTS dingtu(partition_num=10, replica_factor=1, "
            "vid_type=FIXED_STRING(24));\n:sleep 20\nUSE dingtu;\n";
        for (const auto& [names, table] : node_tables()) {
            append_definition(text, "TAG", table);
        }
        for (const auto& [names, table] : relationship_tables()) {
            append_definition(text, "EDGE", table);
        }
        for (const auto& [names, table] : node_tables()) {
            append_index(text, table);
        }
        return text;
    }

    static void append_definition(std::string& text, std::string_view what,
                                  const FolderTable& table) {
        text += fmt::format("CREATE {} IF NOT EXISTS {}(", what, ngql_name(table.names[0]));
        bool first = true;
        for (const auto& [key, shape] : table.columns) {
            text += fmt::format("{}{} {} NULL", first ? "" : ", ", ngql_name(key),
                                type_name(shape).schema);
            first = false;
        }
        text += ");\n";
    }

    /// A lookup by name, the way in to most questions.
    static void append_index(std::string& text, const FolderTable& table) {
        auto name = table.columns.find("name");
        if (name != table.columns.end() && type_name(name->second).schema == "string") {
            text += fmt::format("CREATE TAG INDEX IF NOT EXISTS {} ON {}(`name`(64));\n",
                                ngql_name(fmt::format("{}_name", table.names[0])),
                                ngql_name(table.names[0]));
        }
    }

    [[nodiscard]] std::string importer() const {
        std::string text =
            "client:\n  version: v3\n  address: \"127.0.0.1:9669\"\n  user: root\n"
            "  password: nebula\nmanager:\n  spaceName: dingtu\nsources:\n";
        for (const auto& [names, table] : node_tables()) {
            append_source(text, table);
            text += fmt::format(
                "    tags:\n      - name: {}\n        id:\n          type: "
                "\"STRING\"\n          index: 0\n",
                yaml_text(schema_name(table.names[0])));
            append_mapping(text, table, 1);
        }
        for (const auto& [names, table] : relationship_tables()) {
            append_source(text, table);
            text += fmt::format("    edges:\n      - name: {}\n",
                                yaml_text(schema_name(table.names[0])));
            for (auto [end, index] : {std::pair{"src", 0}, {"dst", 1}}) {
                text += fmt::format(
                    "        {}:\n          id:\n            type: \"STRING\"\n            "
                    "index: {}\n",
                    end, index);
            }
            text += "        rank:\n          index: 2\n";
            append_mapping(text, table, 3);
        }
        return text;
    }

    static void append_source(std::string& text, const FolderTable& table) {
        text +=
            fmt::format("  - path: {}\n    csv:\n      delimiter: \",\"\n      withHeader: true\n",
                        yaml_text("./" + table.file));
    }

    static void append_mapping(std::string& text, const FolderTable& table, std::size_t index) {
        if (!table.columns.empty()) {
            text += "        props:\n";
        }
        for (const auto& [key, shape] : table.columns) {
            text += fmt::format(
                "          - name: {}\n            type: \"{}\"\n            index: {}\n"
                "            nullable: true\n            nullValue: \"{}\"\n",
                yaml_text(schema_name(key)), type_name(shape).importer, index++, null_mark);
        }
    }
};

}  // namespace

std::unique_ptr<GraphSink> make_nebula_folder(const std::filesystem::path& folder,
                                              const GraphOptions& options) {
    return std::make_unique<NebulaFolder>(folder, options);
}

}  // namespace dingtu
