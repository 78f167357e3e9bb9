#pragma once

#include <cstddef>
#include <memory>
#include <type_traits>

namespace dingtu {

/// Maps a temporary file of so many zeros, which has no name and is gone with the mapping. Throws
/// Error{Store} when the disk is full.
[[nodiscard]] void* map_temporary_file(std::size_t bytes);
void unmap_file(void* memory, std::size_t bytes) noexcept;
/// What was read or written there no longer counts as memory of the process; the system keeps as
/// much of it at hand as it likes.
void put_aside(void* memory, std::size_t bytes) noexcept;

/// An array of plain values, at first zeros, for which memory is too small: it lies in a temporary
/// file.
template <class T>
class FileArray {
public:
    FileArray() = default;
    explicit FileArray(std::size_t size)
        : content_(static_cast<T*>(map_temporary_file(size * sizeof(T))), Unmap{size * sizeof(T)}) {
    }
    [[nodiscard]] T* data() { return content_.get(); }
    /// To be called whenever a good deal of it may have come into memory.
    void put_aside() const { dingtu::put_aside(content_.get(), content_.get_deleter().bytes); }

private:
    static_assert(std::is_trivially_copyable_v<T>);
    struct Unmap {
        std::size_t bytes = 0;
        void operator()(T* content) const { unmap_file(content, bytes); }
    };
    std::unique_ptr<T, Unmap> content_;
};

}  // namespace dingtu
