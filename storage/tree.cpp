#include "storage/tree.h"

#include "base/error.h"

#include <algorithm>
#include <utility>

namespace dingtu {
namespace {

// A changed node is copied once per commit, so nodes stay small.
constexpr std::size_t capacity = 32;

std::size_t child_of(const Tree::Node& node, std::string_view key) {
    const auto above =
        std::upper_bound(node.lows.begin() + 1, node.lows.end(), key,
                         [](std::string_view a, const std::string& b) { return a < b; });
    return static_cast<std::size_t>(above - node.lows.begin()) - 1;
}

std::size_t entry_at(const Tree::Node& leaf, std::string_view key) {
    const auto at = std::lower_bound(
        leaf.entries.begin(), leaf.entries.end(), key,
        [](const Tree::Entry& entry, std::string_view wanted) { return entry.key < wanted; });
    return static_cast<std::size_t>(at - leaf.entries.begin());
}

template <class T>
std::vector<T> split_off(std::vector<T>& from, std::size_t at) {
    const auto middle = from.begin() + static_cast<std::ptrdiff_t>(at);
    std::vector<T> upper(std::make_move_iterator(middle), std::make_move_iterator(from.end()));
    from.erase(middle, from.end());
    return upper;
}

// Ascending inserts leave full nodes behind; others are cut in the middle.
std::size_t cut_of(std::size_t size, std::size_t inserted_at) {
    return inserted_at + 1 == size ? size - 1 : size / 2;
}

}  // namespace

Tree::Node& Tree::own(std::shared_ptr<Node>& node) const {
    if (node->edit != edit_) {
        node = std::make_shared<Node>(*node);
        node->edit = edit_;
    }
    return *node;
}

Tree::Frozen Tree::freeze() {
    ++edit_;
    return root_;
}

const Tree::Mapped* Tree::find(const Node* root, std::string_view key) {
    if (root == nullptr) {
        return nullptr;
    }
    while (!root->leaf()) {
        root = root->children[child_of(*root, key)].get();
    }
    const std::size_t at = entry_at(*root, key);
    const bool found = at < root->entries.size() && root->entries[at].key == key;
    return found ? &root->entries[at].value : nullptr;
}

void Tree::put(std::string_view key, Mapped value) {
    if (root_ == nullptr) {
        root_ = std::make_shared<Node>();
        root_->edit = edit_;
    }
    auto sibling = put_below(own(root_), key, std::move(value));
    if (sibling == nullptr) {
        return;
    }
    auto top = std::make_shared<Node>();
    top->edit = edit_;
    const std::string& low = sibling->leaf() ? sibling->entries[0].key : sibling->lows[0];
    top->lows = {std::string(), low};
    top->children = {std::move(root_), std::move(sibling)};
    root_ = std::move(top);
}

// Gives the upper half of `node` when it had to be split.
std::shared_ptr<Tree::Node> Tree::put_below(Node& node, std::string_view key, Mapped value) {
    std::shared_ptr<Node> sibling;
    if (node.leaf()) {
        const std::size_t at = entry_at(node, key);
        if (at < node.entries.size() && node.entries[at].key == key) {
            node.entries[at].value = std::move(value);
            return nullptr;
        }
        node.entries.insert(node.entries.begin() + static_cast<std::ptrdiff_t>(at),
                            Entry{std::string(key), std::move(value)});
        if (node.entries.size() <= capacity) {
            return nullptr;
        }
        sibling = std::make_shared<Node>();
        sibling->entries = split_off(node.entries, cut_of(node.entries.size(), at));
    } else {
        const std::size_t at = child_of(node, key);
        auto grown = put_below(own(node.children[at]), key, std::move(value));
        if (grown == nullptr) {
            return nullptr;
        }
        const auto behind = static_cast<std::ptrdiff_t>(at + 1);
        node.lows.insert(node.lows.begin() + behind,
                         grown->leaf() ? grown->entries[0].key : grown->lows[0]);
        node.children.insert(node.children.begin() + behind, std::move(grown));
        if (node.children.size() <= capacity) {
            return nullptr;
        }
        sibling = std::make_shared<Node>();
        const std::size_t cut = cut_of(node.children.size(), at + 1);
        sibling->children = split_off(node.children, cut);
        sibling->lows = split_off(node.lows, cut);
    }
    sibling->edit = edit_;
    return sibling;
}

void Tree::erase(std::string_view key) {
    if (find(key) == nullptr) {
        return;
    }
    if (erase_below(root_, key)) {
        root_.reset();
    }
}

// True when `node` is empty now. Half-empty nodes are left: what is deleted in masses here goes
// with the whole store.
bool Tree::erase_below(std::shared_ptr<Node>& node, std::string_view key) {
    Node& mine = own(node);
    if (mine.leaf()) {
        mine.entries.erase(mine.entries.begin() + static_cast<std::ptrdiff_t>(entry_at(mine, key)));
        return mine.entries.empty();
    }
    const std::size_t at = child_of(mine, key);
    if (!erase_below(mine.children[at], key)) {
        return false;
    }
    mine.children.erase(mine.children.begin() + static_cast<std::ptrdiff_t>(at));
    mine.lows.erase(mine.lows.begin() + static_cast<std::ptrdiff_t>(at));
    return mine.children.empty();
}

void TreeCursor::descend(const Tree::Node* node, std::string_view key) {
    while (!node->leaf()) {
        const std::size_t at = child_of(*node, key);
        levels_.at(depth_++) = {node, at};
        node = node->children[at].get();
    }
    levels_.at(depth_++) = {node, entry_at(*node, key)};
}

void TreeCursor::seek(std::string_view key) {
    depth_ = 0;
    if (root_ == nullptr) {
        return;
    }
    descend(root_.get(), key);
    if (levels_[depth_ - 1].index == levels_[depth_ - 1].node->entries.size()) {
        leave_forward();
    }
}

void TreeCursor::seek_back(std::string_view key) {
    depth_ = 0;
    if (root_ == nullptr) {
        return;
    }
    descend(root_.get(), key);
    const Level& leaf = levels_[depth_ - 1];
    if (leaf.index == leaf.node->entries.size() || leaf.node->entries[leaf.index].key != key) {
        previous();
    }
}

void TreeCursor::next() {
    Level& leaf = levels_[depth_ - 1];
    if (++leaf.index == leaf.node->entries.size()) {
        leave_forward();
    }
}

void TreeCursor::previous() {
    Level& leaf = levels_[depth_ - 1];
    if (leaf.index > 0) {
        --leaf.index;
        return;
    }
    leave_backward();
}

// To the first entry behind the present leaf.
void TreeCursor::leave_forward() {
    --depth_;
    while (depth_ > 0 &&
           levels_[depth_ - 1].index + 1 == levels_[depth_ - 1].node->children.size()) {
        --depth_;
    }
    if (depth_ == 0) {
        return;
    }
    ++levels_[depth_ - 1].index;
    const Tree::Node* node = levels_[depth_ - 1].node->children[levels_[depth_ - 1].index].get();
    for (; !node->leaf(); node = node->children[0].get()) {
        levels_.at(depth_++) = {node, 0};
    }
    levels_.at(depth_++) = {node, 0};
}

// To the last entry before the present leaf.
void TreeCursor::leave_backward() {
    --depth_;
    while (depth_ > 0 && levels_[depth_ - 1].index == 0) {
        --depth_;
    }
    if (depth_ == 0) {
        return;
    }
    --levels_[depth_ - 1].index;
    const Tree::Node* node = levels_[depth_ - 1].node->children[levels_[depth_ - 1].index].get();
    for (; !node->leaf(); node = node->children.back().get()) {
        levels_.at(depth_++) = {node, node->children.size() - 1};
    }
    levels_.at(depth_++) = {node, node->entries.size() - 1};
}

}  // namespace dingtu
