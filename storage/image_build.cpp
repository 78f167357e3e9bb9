#include "storage/image_build.h"

namespace dingtu {
namespace {

using Entry = AdjacencyLeaf::Entry;

struct Change {
    std::uint64_t subject = 0;
    Entry entry;
    bool removal = false;
};

Change decode_change(const KvBatch::Change& written) {
    ByteReader key(std::string_view(written.key).substr(5));  // behind type and side
    const bool removal = written.removal || written.value == link_removed;
    const Link link = LinkRelation::decode_delta(key, removal ? link_removed : link_added);
    return {link.subject, {link.other, link.serial}, removal};
}

/// Takes entries in ascending order of subject and entry and packs them into leaves.
class AdjacencyBuilder {
public:
    explicit AdjacencyBuilder(SizedImage<AdjacencyImage>& built) : built_(built) {}

    void add(std::uint64_t subject, const Entry& entry) {
        if (leaf_of(subject) != number_) {
            flush();
            number_ = leaf_of(subject);
        }
        entries_.push_back(entry);
        ++counts_[place_in_leaf(subject)];
    }
    void flush() {
        if (!entries_.empty()) {
            built_.image.leaves.put(number_, AdjacencyLeaf::make(counts_, entries_));
            built_.bytes += sizeof(AdjacencyLeaf) + entries_.size() * sizeof(Entry);
            entries_.clear();
            counts_.fill(0);
        }
    }

private:
    SizedImage<AdjacencyImage>& built_;
    std::uint64_t number_ = 0;  // of the leaf that is being filled
    std::array<std::uint32_t, leaf_size> counts_{};
    std::vector<Entry> entries_;
};

// One leaf of the image with its changes, ascending, merged in.
void change_leaf(AdjacencyImage& image, std::span<const Change> changes) {
    const std::uint64_t number = leaf_of(changes.front().subject);
    const AdjacencyLeaf* before = image.leaves.find(changes.front().subject);
    std::array<std::uint32_t, leaf_size> counts{};
    std::vector<Entry> after;
    std::size_t next = 0;
    for (std::size_t place = 0; place < leaf_size; ++place) {
        const std::size_t begin = after.size();
        std::span<const Entry> old;
        if (before != nullptr) {
            old = before->of(place);
        }
        for (; next < changes.size() && place_in_leaf(changes[next].subject) == place; ++next) {
            const Change& change = changes[next];
            while (!old.empty() && old.front() < change.entry) {
                after.push_back(old.front());
                old = old.subspan(1);
            }
            if (!old.empty() && old.front() == change.entry) {
                old = old.subspan(1);
            }
            if (!change.removal) {
                after.push_back(change.entry);
            }
        }
        after.insert(after.end(), old.begin(), old.end());
        counts[place] = static_cast<std::uint32_t>(after.size() - begin);
    }
    image.leaves.put(number, after.empty() ? nullptr : AdjacencyLeaf::make(counts, after));
}

/// Writes leaves of an image one after the other, each copied once.
template <class Leaf>
class LeafWriter {
public:
    explicit LeafWriter(Directory<Leaf>& image) : image_(image) {}
    Leaf& at(std::uint64_t id) {
        if (leaf_ == nullptr || leaf_of(id) != number_) {
            flush();
            const Leaf* before = image_.find(id);
            leaf_ = before == nullptr ? std::make_shared<Leaf>() : std::make_shared<Leaf>(*before);
            number_ = leaf_of(id);
        }
        return *leaf_;
    }
    void flush() {
        if (leaf_ != nullptr) {
            image_.put(number_, std::move(leaf_));
            leaf_ = nullptr;
            ++written_;
        }
    }
    /// How many leaves.
    [[nodiscard]] std::size_t written() const { return written_; }

private:
    Directory<Leaf>& image_;
    std::shared_ptr<Leaf> leaf_;
    std::uint64_t number_ = 0;
    std::size_t written_ = 0;
};

// What a value takes besides its place: a box with its counter, the string in it, and the string's
// own bytes, each with what the allocator adds.
std::size_t bytes_beside(const Value& value) {
    constexpr std::size_t box = 64;
    if (value.is(Kind::String)) {
        const std::size_t size = value.as_string().size();
        return box + (size > 15 ? size + 24 : 0);
    }
    if (value.is(Kind::List)) {
        std::size_t bytes = box + value.as_list().size() * sizeof(Value);
        for (const Value& item : value.as_list()) {
            bytes += bytes_beside(item);
        }
        return bytes;
    }
    return value.is_number() || value.is(Kind::Boolean) || value.is(Kind::Date) ? 0 : box;
}

}  // namespace

AdjacencyLeaf::AdjacencyLeaf(const std::array<std::uint32_t, leaf_size>& counts,
                             std::span<const Entry> content) {
    for (std::size_t place = 0; place < leaf_size; ++place) {
        offsets_[place + 1] = offsets_[place] + counts[place];
    }
    std::uninitialized_copy(content.begin(), content.end(), reinterpret_cast<Entry*>(this + 1));
}

std::shared_ptr<const AdjacencyLeaf> AdjacencyLeaf::make(
    const std::array<std::uint32_t, leaf_size>& counts, std::span<const Entry> entries) {
    static_assert(alignof(AdjacencyLeaf) >= alignof(Entry));
    void* memory = ::operator new(sizeof(AdjacencyLeaf) + entries.size_bytes());
    return {new (memory) AdjacencyLeaf(counts, entries),
            [](const AdjacencyLeaf* leaf) { ::operator delete(const_cast<AdjacencyLeaf*>(leaf)); }};
}

SizedImage<AdjacencyImage> build_adjacency(const KvReader& keys, const LinkRelation& relation,
                                           bool paged) {
    SizedImage<AdjacencyImage> built;
    AdjacencyBuilder builder(built);
    Scan<LinkRelation> at(keys, relation, paged);
    for (at.seek({}); at.valid(); at.next()) {
        builder.add(at.at().subject, {at.at().other, at.at().serial});
    }
    builder.flush();
    return built;
}

void change_adjacency(AdjacencyImage& image, std::span<const KvBatch::Change> batch) {
    std::vector<Change> changes;
    for (const KvBatch::Change& change : batch) {
        changes.push_back(decode_change(change));
    }
    for (std::span<const Change> left = changes; !left.empty();) {
        const std::uint64_t leaf = leaf_of(left.front().subject);
        const auto end = std::find_if(left.begin(), left.end(), [&](const Change& change) {
            return leaf_of(change.subject) != leaf;
        });
        const auto size = static_cast<std::size_t>(end - left.begin());
        change_leaf(image, left.first(size));
        left = left.subspan(size);
    }
}

SizedImage<EndsImage> build_ends(const KvReader& keys, const EndsRelation& relation, bool paged) {
    SizedImage<EndsImage> built;
    LeafWriter<EndsLeaf> writer(built.image);
    Scan<EndsRelation> at(keys, relation, paged);
    for (at.seek({}); at.valid(); at.next()) {
        const EndsEntry& entry = at.at();
        writer.at(entry.serial).ends[place_in_leaf(entry.serial)] = {entry.start, entry.end};
    }
    writer.flush();
    built.bytes = writer.written() * sizeof(EndsLeaf);
    return built;
}

void change_ends(EndsImage& image, std::span<const KvBatch::Change> batch) {
    LeafWriter<EndsLeaf> writer(image);
    for (const KvBatch::Change& change : batch) {
        ByteReader key(std::string_view(change.key).substr(4));  // behind the type
        const EndsEntry entry = EndsRelation::decode_delta(key, change.value);
        const bool removal = change.removal || change.value.empty();
        writer.at(entry.serial).ends[place_in_leaf(entry.serial)] =
            removal ? EndsLeaf::Ends() : EndsLeaf::Ends{entry.start, entry.end};
    }
    writer.flush();
}

SizedImage<ColumnImage> build_column(const KvReader& keys, const ColumnRelation& relation,
                                     bool paged) {
    SizedImage<ColumnImage> built;
    LeafWriter<ColumnLeaf> writer(built.image);
    Scan<ColumnRelation> at(keys, relation, paged);
    for (at.seek({}); at.valid(); at.next()) {
        writer.at(at.at().first).values[place_in_leaf(at.at().first)] = at.at().second;
        built.bytes += bytes_beside(at.at().second);
    }
    writer.flush();
    built.bytes += writer.written() * sizeof(ColumnLeaf);
    return built;
}

void change_column(ColumnImage& image, std::span<const KvBatch::Change> batch) {
    LeafWriter<ColumnLeaf> writer(image);
    for (const KvBatch::Change& change : batch) {
        ByteReader key(std::string_view(change.key).substr(8));  // behind scope and property
        auto [id, value] = ColumnRelation::decode_delta(key, change.value);
        writer.at(id).values[place_in_leaf(id)] = std::move(value);
    }
    writer.flush();
}

}  // namespace dingtu
