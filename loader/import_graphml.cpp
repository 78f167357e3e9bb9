// GraphML: what `export` writes, and what networkx, igraph, yEd and Neo4j's APOC do.

#include "base/json.h"
#include "base/text.h"
#include "loader/csv_type.h"
#include "loader/import_elements.h"

#include <cstring>
#include <fstream>
#include <iterator>
#include <map>

#include <fmt/format.h>
#include <pugixml.hpp>

namespace dingtu {

namespace {

constexpr std::string_view default_type = "RELATED_TO";

/// A declared key: what its data are.
struct GraphmlKey {
    std::string name;
    std::string type;  // attr.type
    std::string form;  // json or a kind of date, in our own files
    bool drawing = false;
    std::optional<std::string> fallback;
};

std::string content_of(const pugi::xml_node& element) {
    std::string text;
    for (const pugi::xml_node& child : element.children()) {
        text += child.value();
    }
    return text;
}

CsvType type_named(const std::string& name) {
    return csv_type(name).value_or(CsvType{});
}

Value number_of(const std::string& text, bool own) {
    const bool whole = own && text.find_first_of(".eEnNiI") == std::string::npos;
    return parse_csv_value({whole ? CsvType::Item::Integer : CsvType::Item::Float}, text);
}

/// The text that a yEd drawing shows at a node or an edge.
std::string label_in(const pugi::xml_node& drawing) {
    const pugi::xml_node label = drawing.find_node([](const pugi::xml_node& node) {
        const std::string_view name = node.name();
        return name.ends_with("NodeLabel") || name.ends_with("EdgeLabel");
    });
    std::string text = content_of(label);
    const auto begin = text.find_first_not_of(" \t\r\n");
    const auto end = text.find_last_not_of(" \t\r\n");
    return begin == std::string::npos ? "" : text.substr(begin, end - begin + 1);
}

/// `["Firm","Organization"]`, as we write it, or `:Firm:Organization`.
std::vector<std::string> labels_in(const std::string& text) {
    std::vector<std::string> labels;
    if (text.starts_with('[')) {
        const Value list = parse_json(text);
        for (const Value& label : list.as_list()) {
            labels.push_back(label.is(Kind::String) ? label.as_string() : to_text(label));
        }
        return labels;
    }
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(':', at), text.size());
        if (end > at) {
            labels.push_back(text.substr(at, end - at));
        }
        at = end + 1;
    }
    return labels;
}

bool is_counter(std::string_view id) {
    return id.size() > 1 && id.front() == 'n' &&
           id.find_first_not_of("0123456789:n", 1) == std::string_view::npos;
}

class GraphmlImport {
public:
    GraphmlImport(const std::string& path, ImportRun& run) : path_(path), run_(run), maker_(run) {}

    void read() {
        std::ifstream in(path_, std::ios::binary);
        text_.assign(std::istreambuf_iterator<char>(in), {});
        const auto result = document_.load_buffer(
            text_.data(), text_.size(), pugi::parse_default | pugi::parse_ws_pcdata_single);
        const pugi::xml_node root = document_.child("graphml");
        if (!result) {
            throw error_at(result.offset, fmt::format("not XML: {}", result.description()));
        }
        if (!root) {
            throw error_at(0, "no GraphML: the root element is not `graphml`");
        }
        read_keys(root);
        each(root, "node", [&](const pugi::xml_node& node) { read_node(node); });
        each(root, "edge", [&](const pugi::xml_node& edge) { read_edge(edge); });
        run_.file_done(text_.size());
    }

private:
    using Keys = std::map<std::string, GraphmlKey>;

    [[nodiscard]] Error error_at(std::ptrdiff_t offset, const std::string& message) const {
        const Place place =
            place_of(text_, static_cast<std::size_t>(std::max<std::ptrdiff_t>(offset, 0)));
        return {Phase::Load, fmt::format("{}:{}:{}: {}", path_, place.line, place.column, message)};
    }

    void read_keys(const pugi::xml_node& root) {
        for (const pugi::xml_node& element : root.children("key")) {
            GraphmlKey key{.name = element.attribute("attr.name").value(),
                           .type = element.attribute("attr.type").value(),
                           .form = element.child_value("desc"),
                           .drawing = !element.attribute("yfiles.type").empty(),
                           .fallback = std::nullopt};
            if (const pugi::xml_node fallback = element.child("default")) {
                key.fallback = content_of(fallback);
            }
            const std::string id = element.attribute("id").value();
            key.name = key.name.empty() ? id : key.name;
            const std::string_view of = element.attribute("for").value();
            if (of != "edge") {
                node_keys_.emplace(id, key);
            }
            if (of != "node") {
                edge_keys_.emplace(id, key);
            }
        }
        const auto labels = node_keys_.find("labels");
        own_ = labels != node_keys_.end() && labels->second.form == "json" &&
               edge_keys_.contains("type");
    }

    /// All elements of that name at any depth of nested graphs, in the order of the file.
    template <class Use>
    void each(const pugi::xml_node& parent, const char* name, Use use) {
        for (const pugi::xml_node& element : parent.children()) {
            if (std::strcmp(element.name(), name) == 0) {
                try {
                    use(element);
                } catch (const Error& error) {
                    if (error.phase() != Phase::Load && error.phase() != Phase::Run) {
                        throw;
                    }
                    run_.bad_row(error_at(element.offset_debug(), error.what()));
                }
                run_.row_done(static_cast<std::uint64_t>(
                    std::max<std::ptrdiff_t>(element.offset_debug(), 0)));
            }
            if (std::strcmp(element.name(), "graph") == 0 ||
                std::strcmp(element.name(), "node") == 0) {
                each(element, name, use);
            }
        }
    }

    /// Data by their keys' names. What we write beside the properties stays under the key's id.
    Map data_of(const pugi::xml_node& element, const Keys& keys) const {
        Map data;
        for (const auto& [id, key] : keys) {
            if (key.fallback && !key.drawing) {
                data[key.name] = value_of(*key.fallback, key);
            }
        }
        for (const pugi::xml_node& item : element.children("data")) {
            const std::string id = item.attribute("key").value();
            const auto key = keys.find(id);
            if (key == keys.end()) {
                throw Error(Phase::Load, fmt::format("the key `{}` is not declared", id));
            }
            if (own_ && (id == "labels" || id == "caption" || id == "type")) {
                continue;
            }
            if (!key->second.drawing) {
                data[key->second.name] = value_of(content_of(item), key->second);
            } else if (const std::string label = label_in(item); !label.empty()) {
                data.try_emplace(&keys == &node_keys_ ? "name" : "type", label);
            }
        }
        return data;
    }

    [[nodiscard]] Value value_of(const std::string& text, const GraphmlKey& key) const {
        if (key.form == "json") {
            return parse_json(text);
        }
        if (key.type == "double" || key.type == "float") {
            return number_of(text, own_);
        }
        const bool date = own_ && !key.form.empty();
        return parse_csv_value(type_named(date ? key.form : key.type), text);
    }

    /// Takes a text out of the data.
    static std::string take(Map& data, std::string_view name) {
        const auto found = data.find(name);
        if (found == data.end() || !found->second.is(Kind::String)) {
            return "";
        }
        std::string text = found->second.as_string();
        data.erase(found);
        return text;
    }

    [[nodiscard]] static std::string own_data(const pugi::xml_node& element, const char* key) {
        return content_of(element.find_child_by_attribute("data", "key", key));
    }

    void read_node(const pugi::xml_node& node) {
        const std::string id = node.attribute("id").value();
        Map data = data_of(node, node_keys_);
        std::string labels = own_ ? own_data(node, "labels") : node.attribute("labels").value();
        if (!own_) {
            const std::string told = take(data, "labels");
            labels = labels.empty() ? told : labels;
            if (!data.contains("name") && !is_counter(id)) {
                data.emplace("name", id);
            }
        }
        maker_.node(id, labels_in(labels), data);
    }

    void read_edge(const pugi::xml_node& edge) {
        Map data = data_of(edge, edge_keys_);
        std::string type = own_ ? own_data(edge, "type") : edge.attribute("label").value();
        if (!own_) {
            const std::string told = take(data, data.contains("type") ? "type" : "label");
            type = type.empty() ? told : type;
        }
        maker_.relationship(type.empty() && !own_ ? std::string(default_type) : type,
                            edge.attribute("source").value(), edge.attribute("target").value(),
                            data);
    }

    std::string path_;
    ImportRun& run_;
    ElementMaker maker_;
    std::string text_;
    pugi::xml_document document_;
    Keys node_keys_;
    Keys edge_keys_;
    bool own_ = false;
};

}  // namespace

void import_graphml(const std::string& path, ImportRun& run) {
    GraphmlImport(path, run).read();
}

}  // namespace dingtu
