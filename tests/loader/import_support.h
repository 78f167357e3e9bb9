#pragma once

#include "base/error.h"
#include "base/json.h"
#include "loader/import.h"
#include "storage/graph_io.h"

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include <unistd.h>

/// Files to import, the import, and the graph that it gives as text.
namespace dingtu::import_test {

/// A new folder that goes with its end.
class Folder {
public:
    Folder() {
        std::string path = (std::filesystem::temp_directory_path() / "dingtu-import-XXXXXX");
        if (mkdtemp(path.data()) == nullptr) {
            throw std::runtime_error("no temporary folder");
        }
        path_ = path;
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    [[nodiscard]] std::string path(const std::string& name) const { return path_ / name; }
    /// Writes a file and gives its path.
    std::string file(const std::string& name, std::string_view text) const {
        std::ofstream(path(name), std::ios::binary) << text;
        return path(name);
    }

private:
    std::filesystem::path path_;
};

/// `options` into `store`.
inline ImportReport run(Store& store, const ImportOptions& options) {
    Limits limits;
    return import_graph(store, options, limits);
}

/// The error's message without the folder, and its hint.
inline std::string refusal(Store& store, const ImportOptions& options) {
    try {
        (void)run(store, options);
    } catch (const Error& error) {
        std::string text = error.what();
        const std::string folder = std::filesystem::temp_directory_path().string();
        for (std::size_t at = text.find(folder); at != std::string::npos; at = text.find(folder)) {
            const std::size_t name = text.find('/', at + folder.size() + 1);
            text.erase(at, name + 1 - at);
        }
        return error.hint().empty() ? text : text + " | " + error.hint();
    }
    return "accepted";
}

/// One line for each node and relationship in the order of their content, without ids.
class GraphText final : public GraphSink {
public:
    void node(const Node& node) override {
        numbers_.emplace(node.id, numbers_.size());
        text_ += std::to_string(numbers_[node.id]);
        for (const std::string& label : node.labels) {
            text_ += " :" + label;
        }
        text_ += " " + to_json(node.properties) + "\n";
    }
    void relationship(const Relationship& relationship) override {
        text_ += std::to_string(numbers_[relationship.start]) + "-[" + relationship.type + "]->" +
                 std::to_string(numbers_[relationship.end]) + " " +
                 to_json(relationship.properties) + "\n";
    }
    void finish() override {}
    [[nodiscard]] const std::string& text() const { return text_; }

private:
    std::map<NodeId, std::size_t> numbers_;
    std::string text_;
};

inline std::string text_of(const Store& store) {
    GraphText text;
    Limits limits;
    walk(*store.snapshot(), {}, text, limits);
    return text.text();
}

/// The graph that the options give in an empty store.
inline std::string imported(const ImportOptions& options) {
    const auto store = Store::in_memory();
    (void)run(*store, options);
    return text_of(*store);
}

}  // namespace dingtu::import_test
