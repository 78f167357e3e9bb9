#pragma once

#include "base/error.h"
#include "base/limits.h"
#include "base/value.h"
#include "storage/store.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <unistd.h>

namespace dingtu::test {

/// A new folder that goes with its end.
class TempDir {
public:
    TempDir() {
        std::string path =
            (std::filesystem::temp_directory_path() / "dingtu-storage-XXXXXX").string();
        if (mkdtemp(path.data()) == nullptr) {
            throw std::runtime_error("no temporary folder");
        }
        path_ = path;
    }
    TempDir(const TempDir&) = delete;
    TempDir& operator=(const TempDir&) = delete;
    ~TempDir() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

enum class Medium { Memory, Disk };

/// A store on either medium; the one on disk can be closed and opened again.
class AnyStore {
public:
    explicit AnyStore(Medium medium) : medium_(medium) { open(); }

    Store& operator*() { return *store_; }
    Store* operator->() { return store_.get(); }
    /// Nothing happens to a store in memory.
    void reopen() {
        if (medium_ == Medium::Disk) {
            store_.reset();
            open();
        }
    }

private:
    void open() {
        store_ = medium_ == Medium::Memory
                     ? Store::in_memory()
                     : Store::open(folder_.path() / "db", Mode::Create, Durability::Process);
    }

    Medium medium_;
    TempDir folder_;
    std::unique_ptr<Store> store_;
};

inline std::vector<NodeId> all_nodes(NodeCursor& cursor) {
    std::vector<NodeId> nodes;
    while (const auto id = cursor.next()) {
        nodes.push_back(*id);
    }
    return nodes;
}

inline std::vector<Triple> all_relationships(const Snapshot& view, TypeId type) {
    std::vector<Triple> triples;
    const auto cursor = view.relationships(type);
    while (const auto triple = cursor->next()) {
        triples.push_back(*triple);
    }
    return triples;
}

inline std::vector<Neighbour> expanded(const Snapshot& view, NodeId id, Direction direction,
                                       TypeId type) {
    std::vector<Neighbour> found;
    view.expand(id, direction, type, found);
    return found;
}

inline std::vector<RelationshipId> found_between(const Snapshot& view, NodeId start, NodeId end,
                                                 TypeId type) {
    std::vector<RelationshipId> found;
    view.between(start, end, type, found);
    return found;
}

inline std::vector<std::string> faults(const Store& store) {
    Limits limits;
    return check(store, limits).faults;
}

/// The message of the Error that `act` ends with, of the phase it should be.
template <class Act>
std::string error_of(Phase phase, Act act) {
    try {
        act();
    } catch (const Error& error) {
        return error.phase() == phase ? error.what()
                                      : "another phase: " + std::string(error.what());
    }
    return "no error";
}

}  // namespace dingtu::test
