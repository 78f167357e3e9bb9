#include "exporter/folder.h"

#include "base/error.h"
#include "exporter/escape.h"

#include <fstream>
#include <set>

#include <fmt/format.h>

namespace dingtu {

namespace {

constexpr std::size_t most_held_bytes = std::size_t{32} << 20;

/// File names that are safe and differ even where upper and lower case are one.
class FileNames {
public:
    std::string take(std::string_view folder, const std::vector<std::string>& names) {
        std::string base = safe_file_name(fmt::format("{}", fmt::join(names, "_")));
        std::string name = base;
        for (int n = 2; !taken_.insert(lower(name)).second; ++n) {
            name = fmt::format("{}_{}", base, n);
        }
        return fmt::format("{}/{}.csv", folder, name);
    }

private:
    static std::string lower(std::string text) {
        for (char& c : text) {
            c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        }
        return text;
    }

    std::set<std::string> taken_;
};

}  // namespace

FolderFiles::FolderFiles(std::filesystem::path folder) : folder_(std::move(folder)) {
    std::error_code failed;
    std::filesystem::create_directories(folder_, failed);
    if (failed) {
        throw Error(Phase::Run, fmt::format("cannot make the folder `{}`: {}", folder_.string(),
                                            failed.message()));
    }
    bool empty = std::filesystem::is_empty(folder_, failed);
    if (failed || !empty) {
        throw Error(Phase::Run, fmt::format("the folder `{}` is not empty", folder_.string()))
            .hint("name a new folder");
    }
}

void FolderFiles::append(const std::string& file, std::string_view text) {
    held_[file] += text;
    held_bytes_ += text.size();
    if (held_bytes_ >= most_held_bytes) {
        flush();
    }
}

void FolderFiles::flush() {
    for (auto& [file, text] : held_) {
        std::filesystem::path path = folder_ / file;
        std::error_code ignored;  // a folder that is missing shows when the file is opened
        std::filesystem::create_directories(path.parent_path(), ignored);
        std::ofstream out(path, std::ios::binary | std::ios::app);
        out.write(text.data(), static_cast<std::streamsize>(text.size()));
        out.close();
        if (!out) {
            throw Error(Phase::Run, fmt::format("cannot write `{}`", path.string()));
        }
    }
    held_.clear();
    held_bytes_ = 0;
}

/// Sends the rows of the replayed graph to their files.
class FolderWriter::Rows final : public GraphSink {
public:
    explicit Rows(FolderWriter& writer) : writer_(writer) {}

    void node(const Node& node) override {
        for (const auto& names : writer_.tables_of(node)) {
            const FolderTable& table = writer_.node_tables_.find(names)->second;
            writer_.files_.append(table.file, writer_.row(table, node));
        }
    }

    void relationship(const Relationship& relationship) override {
        const FolderTable& table = writer_.relationship_tables_.find({relationship.type})->second;
        writer_.files_.append(table.file, writer_.row(table, relationship));
    }

    void finish() override {}

private:
    FolderWriter& writer_;
};

FolderWriter::FolderWriter(const std::filesystem::path& folder, const GraphOptions& options)
    : files_(folder),
      title_(options.title.empty() ? "Graph" : options.title) {}

std::vector<std::vector<std::string>> FolderWriter::tables_of(const Node& node) const {
    return {node.labels};
}

void FolderWriter::node(const Node& node) {
    for (const auto& names : tables_of(node)) {
        FolderTable& table = node_tables_[names];
        note_properties(table.columns, node.properties);
        ++table.rows;
    }
    spool_.node(node);
}

void FolderWriter::relationship(const Relationship& relationship) {
    FolderTable& table = relationship_tables_[{relationship.type}];
    note_properties(table.columns, relationship.properties);
    ++table.rows;
    spool_.relationship(relationship);
}

void FolderWriter::finish() {
    name_files();
    explain(files_);
    for (const auto& [names, table] : node_tables_) {
        files_.append(table.file, head(table, true));
    }
    for (const auto& [names, table] : relationship_tables_) {
        files_.append(table.file, head(table, false));
    }
    Rows rows(*this);
    spool_.replay(rows);
    files_.flush();
}

void FolderWriter::name_files() {
    FileNames node_files;
    FileNames relationship_files;
    for (auto& [names, table] : node_tables_) {
        table.names = names;
        table.file = node_files.take("nodes", names);
    }
    for (auto& [names, table] : relationship_tables_) {
        table.names = names;
        table.file = relationship_files.take("relationships", names);
    }
}

}  // namespace dingtu
