#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dingtu {

/// An ordered map of byte strings that can be frozen in constant time: a B+ tree whose nodes are
/// copied when they are changed after a freeze (the edit numbers are Clojure's transients). A value
/// may be absent; what that means is the owner's affair (an overlay: removed).
class Tree {
public:
    using Mapped = std::optional<std::string>;
    struct Entry {
        std::string key;
        Mapped value;
    };
    struct Node {
        std::uint64_t edit = 0;
        std::vector<Entry> entries;                   // of a leaf, ascending
        std::vector<std::string> lows;                // of an inner node: no key of children[i] is
        std::vector<std::shared_ptr<Node>> children;  // below lows[i], except for i = 0
        [[nodiscard]] bool leaf() const { return children.empty(); }
    };
    /// A state that no longer changes; null when empty.
    using Frozen = std::shared_ptr<const Node>;

    void put(std::string_view key, Mapped value);
    void erase(std::string_view key);
    void clear() { root_.reset(); }
    [[nodiscard]] bool empty() const { return root_ == nullptr; }

    /// The present state. Later changes copy what they touch.
    [[nodiscard]] Frozen freeze();
    /// The entry of `key` as it is now, or null. Lives until the next change.
    [[nodiscard]] const Mapped* find(std::string_view key) const { return find(root_.get(), key); }
    [[nodiscard]] static const Mapped* find(const Node* root, std::string_view key);

private:
    Node& own(std::shared_ptr<Node>& node) const;
    [[nodiscard]] std::shared_ptr<Node> put_below(Node& node, std::string_view key, Mapped value);
    bool erase_below(std::shared_ptr<Node>& node, std::string_view key);

    std::shared_ptr<Node> root_;  // shared with frozen states, hence no unique_ptr
    std::uint64_t edit_ = 1;
};

/// A position in a frozen tree.
class TreeCursor {
public:
    explicit TreeCursor(Tree::Frozen root) : root_(std::move(root)) {}

    void seek(std::string_view key);
    void seek_back(std::string_view key);
    void next();
    void previous();
    [[nodiscard]] bool valid() const { return depth_ > 0; }
    [[nodiscard]] const Tree::Entry& entry() const {
        const Level& level = levels_[depth_ - 1];
        return level.node->entries[level.index];
    }

private:
    struct Level {
        const Tree::Node* node = nullptr;
        std::size_t index = 0;
    };
    void descend(const Tree::Node* node, std::string_view key);
    void leave_forward();
    void leave_backward();

    Tree::Frozen root_;
    std::array<Level, 16> levels_;  // 16 levels of at least two: more than fit into memory
    std::size_t depth_ = 0;         // 0 when there is no entry
};

}  // namespace dingtu
