#include "storage/graph_store.h"
#include "storage/memory.h"
#include "tests/catch.h"
#include "tests/storage/support.h"

// Every operation of the medium fails once; the store stays whole and as it was.

using namespace dingtu;
using namespace dingtu::test;

namespace {

/// Counts operations down and fails at zero, and at all after it.
class Fuse {
public:
    void burn_after(int operations) { left_ = operations; }
    void mend() { left_ = -1; }
    void step() {
        if (left_ > 0) {
            --left_;
        } else if (left_ == 0) {
            throw Error(Phase::Store, "the medium failed");
        }
    }

private:
    int left_ = -1;  // negative: whole
};

class FailingCursor final : public KvCursor {
public:
    FailingCursor(std::unique_ptr<KvCursor> at, Fuse& fuse) : at_(std::move(at)), fuse_(fuse) {}
    void seek(std::string_view key) override {
        fuse_.step();
        at_->seek(key);
    }
    void seek_back(std::string_view key) override {
        fuse_.step();
        at_->seek_back(key);
    }
    void next() override {
        fuse_.step();
        at_->next();
    }
    void previous() override {
        fuse_.step();
        at_->previous();
    }
    [[nodiscard]] bool valid() const override { return at_->valid(); }
    [[nodiscard]] std::string_view key() const override { return at_->key(); }
    [[nodiscard]] std::string_view value() const override { return at_->value(); }

private:
    std::unique_ptr<KvCursor> at_;
    Fuse& fuse_;
};

class FailingReader final : public KvReader {
public:
    FailingReader(std::shared_ptr<const KvReader> keys, Fuse& fuse)
        : keys_(std::move(keys)),
          fuse_(fuse) {}
    [[nodiscard]] bool get(Family family, std::string_view key, std::string& value) const override {
        fuse_.step();
        return keys_->get(family, key, value);
    }
    [[nodiscard]] std::unique_ptr<KvCursor> cursor(Family family) const override {
        fuse_.step();
        return std::make_unique<FailingCursor>(keys_->cursor(family), fuse_);
    }

private:
    std::shared_ptr<const KvReader> keys_;
    Fuse& fuse_;
};

class FailingLoad final : public KvLoad {
public:
    FailingLoad(std::unique_ptr<KvLoad> load, Fuse& fuse) : load_(std::move(load)), fuse_(fuse) {}
    void put(Family family, std::string_view key, std::string_view value) override {
        fuse_.step();
        load_->put(family, key, value);
    }
    void erase(Family family, std::string_view key) override {
        fuse_.step();
        load_->erase(family, key);
    }
    std::shared_ptr<const KvReader> commit() override {
        fuse_.step();
        return std::make_shared<FailingReader>(load_->commit(), fuse_);
    }

private:
    std::unique_ptr<KvLoad> load_;
    Fuse& fuse_;
};

/// A store in memory whose medium survives it, as a disk does.
class FailingKeyValue final : public KeyValue {
public:
    FailingKeyValue(KeyValue& keys, Fuse& fuse) : keys_(keys), fuse_(fuse) {}
    [[nodiscard]] std::shared_ptr<const KvReader> snapshot() const override {
        fuse_.step();
        return std::make_shared<FailingReader>(keys_.snapshot(), fuse_);
    }
    std::shared_ptr<const KvReader> write(KvBatch batch) override {
        fuse_.step();
        return std::make_shared<FailingReader>(keys_.write(std::move(batch)), fuse_);
    }
    [[nodiscard]] std::unique_ptr<KvLoad> load() override {
        return std::make_unique<FailingLoad>(keys_.load(), fuse_);
    }
    [[nodiscard]] bool read_only() const override { return false; }
    [[nodiscard]] bool on_disk() const override { return false; }
    void compact() override {}
    void backup(const std::filesystem::path&) const override {}
    [[nodiscard]] std::vector<FamilySize> sizes() const override { return {}; }
    [[nodiscard]] std::vector<std::string> damages(Limits&) const override { return {}; }

private:
    KeyValue& keys_;
    Fuse& fuse_;
};

void write_first(Store& store) {
    const auto write = store.begin();
    const KeyId name = write->key("name");
    const TypeId type = write->type("T");
    NodeId previous = write->create_node(std::vector{write->label("A")});
    for (int i = 0; i < 20; ++i) {
        const NodeId node = write->create_node(std::vector{write->label("A")});
        write->set(node, name, "n" + std::to_string(i));
        write->set(write->create_relationship(type, previous, node), name, i);
        previous = node;
    }
    write->commit();
}

void write_second(Store& store) {
    const auto write = store.begin();
    const KeyId name = write->key("name");
    const TypeId type = write->type("T");
    const NodeId a = write->called("n3")[0];
    for (const Neighbour& neighbour : expanded(*write, a, Direction::Both, type)) {
        write->erase(neighbour.relationship);
    }
    write->erase(a);
    const NodeId b = write->create_node(std::vector{write->label("B")});
    write->set(b, name, "new");
    write->set(write->called("n5")[0], write->key("aliases"), List{"five", "5"});
    write->add_label(write->called("n6")[0], write->label("B"));
    write->create_relationship(type, b, write->called("five")[0]);
    write->set_attachment("doc", "text");
    write->commit();
}

/// What tells the states before and after write_second apart.
std::string summary(const Snapshot& view) {
    return std::to_string(view.catalog().node_count()) + " " +
           std::to_string(view.catalog().relationship_count()) + " " +
           std::to_string(view.called("n3").size()) + std::to_string(view.called("new").size()) +
           std::to_string(view.called("five").size()) +
           std::to_string(view.attachments("").size()) + " " +
           std::to_string(view.catalog().labels().size());
}

}  // namespace

TEST_CASE("whichever operation of the medium fails, the store is whole", "[storage]") {
    Fuse fuse;
    bool done = false;
    int failures = 0;
    for (int operations = 0; !done; ++operations) {
        const auto disk = open_memory();
        GraphStore store(std::make_unique<FailingKeyValue>(*disk, fuse), "fake");
        write_first(store);
        const std::string before = summary(*store.snapshot());
        fuse.burn_after(operations);
        try {
            write_second(store);
            done = true;
        } catch (const Error& error) {
            CHECK(error.phase() == Phase::Store);
            ++failures;
        }
        fuse.mend();
        INFO("after " << operations << " operations");
        const GraphStore reopened(std::make_unique<FailingKeyValue>(*disk, fuse), "fake");
        REQUIRE(faults(reopened).empty());
        if (!done) {
            CHECK(summary(*reopened.snapshot()) == before);
            CHECK(summary(*store.snapshot()) == before);
            write_second(store);  // can be repeated
        }
        CHECK(summary(*store.snapshot()) == "21 19 0111 2");
        CHECK(faults(store).empty());
    }
    CHECK(failures > 30);
}

TEST_CASE("check finds every entry that is gone, new or not what it was", "[storage]") {
    const auto disk = open_memory();
    Fuse whole;
    {
        GraphStore store(std::make_unique<FailingKeyValue>(*disk, whole), "fake");
        write_first(store);
        write_second(store);
    }
    const auto find_fault = [&](const KvBatch& harm, const KvBatch& mending) {
        disk->write(harm);
        std::string found;
        try {
            const GraphStore store(std::make_unique<FailingKeyValue>(*disk, whole), "fake");
            const auto all = faults(store);
            found = all.empty() ? "" : all[0];
        } catch (const Error& error) {
            CHECK(error.phase() == Phase::Store);
            found = error.what();
        }
        disk->write(mending);
        return found;
    };
    for (std::size_t i = 0; i < family_count; ++i) {
        const Family family = family_at(i);
        const auto state = disk->snapshot();
        const auto at = state->cursor(family);
        for (at->seek({}); at->valid(); at->next()) {
            const std::string key(at->key());
            const std::string value(at->value());
            if (family == Family::Attachment || key.starts_with("format")) {
                continue;  // bytes without a second witness, and the version
            }
            INFO(family_names[i] << " " << key);
            KvBatch removal;
            removal.erase(family, key);
            KvBatch back;
            back.put(family, key, value);
            CHECK_FALSE(find_fault(removal, back).empty());
        }
    }
    const GraphStore mended(std::make_unique<FailingKeyValue>(*disk, whole), "fake");
    CHECK(faults(mended).empty());
}
