// GraphML: what `export` writes, and what networkx, igraph, yEd and Neo4j's APOC do.

#include "base/json.h"
#include "loader/csv_type.h"
#include "loader/graphml_parse.h"
#include "loader/import_elements.h"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

namespace dingtu {

namespace {

constexpr std::string_view default_type = "RELATED_TO";

/// A declared key: what its data are.
struct DataKey {
    std::string name;
    std::string type;  // attr.type
    std::string form;  // json or a kind of date, in our own files
    bool drawing = false;
    std::optional<std::string> fallback;
};

CsvType type_named(const std::string& name) {
    return csv_type(name).value_or(CsvType{});
}

Value number_of(const std::string& text, bool own) {
    const bool whole = own && text.find_first_of(".eEnNiI") == std::string::npos;
    return parse_csv_value({whole ? CsvType::Item::Integer : CsvType::Item::Float}, text);
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
        const std::uint64_t bytes =
            parse_graphml(path_, {.on_key = [&](const GraphmlKey& key) { declare(key); },
                                  .on_graph = [&] { tell_own(); },
                                  .on_element =
                                      [&](GraphmlElement&& element, std::uint64_t bytes_read) {
                                          take(std::move(element), bytes_read);
                                      }});
        for (const GraphmlElement& edge : early_) {
            guarded(edge, [&] { make_edge(edge); });
        }
        run_.file_done(bytes);
    }

private:
    using Keys = std::map<std::string, DataKey>;

    static std::string attribute(const GraphmlKey& key, std::string_view name) {
        const auto found = key.attributes.find(name);
        return found == key.attributes.end() ? "" : found->second;
    }

    void declare(const GraphmlKey& key) {
        const std::string id = attribute(key, "id");
        DataKey known{.name = attribute(key, "attr.name"),
                      .type = attribute(key, "attr.type"),
                      .form = key.description,
                      .drawing = key.attributes.contains("yfiles.type"),
                      .fallback = key.fallback};
        known.name = known.name.empty() ? id : known.name;
        const std::string of = attribute(key, "for");
        if (of != "edge") {
            node_keys_.emplace(id, known);
        }
        if (of != "node") {
            edge_keys_.emplace(id, known);
        }
    }

    /// Whether we have written the file, which its keys say.
    void tell_own() {
        const auto labels = node_keys_.find("labels");
        own_ = labels != node_keys_.end() && labels->second.form == "json" &&
               edge_keys_.contains("type");
    }

    void take(GraphmlElement&& element, std::uint64_t bytes_read) {
        run_.row_done(bytes_read);
        if (element.is_node) {
            guarded(element, [&] { make_node(element); });
        } else if (maker_.knows(element.attribute("source")) &&
                   maker_.knows(element.attribute("target"))) {
            guarded(element, [&] { make_edge(element); });
        } else {
            early_.push_back(std::move(element));
        }
    }

    template <class Make>
    void guarded(const GraphmlElement& element, Make make) {
        try {
            make();
        } catch (const Error& error) {
            if (error.phase() != Phase::Load && error.phase() != Phase::Run) {
                throw;
            }
            run_.bad_row(Error(Phase::Load, fmt::format("{}:{}:{}: {}", path_, element.line,
                                                        element.column, error.what())));
        }
    }

    /// Data by their keys' names. What we write beside the properties stays under the key's id.
    Map data_of(const GraphmlElement& element, const Keys& keys) const {
        Map data;
        for (const auto& [id, key] : keys) {
            if (key.fallback && !key.drawing) {
                data[key.name] = value_of(*key.fallback, key);
            }
        }
        for (const GraphmlDatum& item : element.data) {
            const auto key = keys.find(item.key);
            if (key == keys.end()) {
                throw Error(Phase::Load, fmt::format("the key `{}` is not declared", item.key));
            }
            if (own_ && (item.key == "labels" || item.key == "caption" || item.key == "type")) {
                continue;
            }
            if (!key->second.drawing) {
                data[key->second.name] = value_of(item.text, key->second);
            } else if (!item.label.empty()) {
                data.try_emplace(element.is_node ? "name" : "type", item.label);
            }
        }
        return data;
    }

    [[nodiscard]] Value value_of(const std::string& text, const DataKey& key) const {
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

    [[nodiscard]] static std::string own_data(const GraphmlElement& element, std::string_view key) {
        const auto found = std::ranges::find(element.data, key, &GraphmlDatum::key);
        return found == element.data.end() ? "" : found->text;
    }

    void make_node(const GraphmlElement& node) {
        const std::string id = node.attribute("id");
        Map data = data_of(node, node_keys_);
        std::string labels = own_ ? own_data(node, "labels") : node.attribute("labels");
        if (!own_) {
            const std::string told = take(data, "labels");
            labels = labels.empty() ? told : labels;
            if (!data.contains("name") && !is_counter(id)) {
                data.emplace("name", id);
            }
        }
        maker_.node(id, labels_in(labels), data);
    }

    void make_edge(const GraphmlElement& edge) {
        Map data = data_of(edge, edge_keys_);
        std::string type = own_ ? own_data(edge, "type") : edge.attribute("label");
        if (!own_) {
            const std::string told = take(data, data.contains("type") ? "type" : "label");
            type = type.empty() ? told : type;
        }
        maker_.relationship(type.empty() && !own_ ? std::string(default_type) : type,
                            edge.attribute("source"), edge.attribute("target"), data);
    }

    std::string path_;
    ImportRun& run_;
    ElementMaker maker_;
    std::vector<GraphmlElement> early_;  // edges that came before one of their ends
    Keys node_keys_;
    Keys edge_keys_;
    bool own_ = false;
};

}  // namespace

void import_graphml(const std::string& path, ImportRun& run) {
    GraphmlImport(path, run).read();
}

}  // namespace dingtu
