#pragma once

#include <cstddef>
#include <memory>
#include <type_traits>

namespace dingtu {

/// Memory for an array of so many bytes, in huge pages if it is large. Throws std::bad_alloc.
[[nodiscard]] void* take_memory(std::size_t bytes);
/// Gives it back to the system, `bytes` being as before.
void give_back_memory(void* memory, std::size_t bytes) noexcept;

/// An array of plain values whose size is fixed. From 2 MiB on it lies in huge pages where the
/// system has them: reading at random is several times faster then, for an address is found
/// without walking tables that are not in the cache, twice in a virtual machine.
template <class T>
class LargeArray {
public:
    LargeArray() = default;
    /// Every value is `content`.
    LargeArray(std::size_t size, const T& content) : LargeArray(size) {
        std::uninitialized_fill_n(content_.get(), size, content);
    }
    /// What the values are is not said.
    explicit LargeArray(std::size_t size)
        : content_(static_cast<T*>(take_memory(size * sizeof(T))), Free{size * sizeof(T)}),
          size_(size) {}

    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] bool empty() const { return size_ == 0; }
    [[nodiscard]] T* data() { return content_.get(); }
    [[nodiscard]] T& operator[](std::size_t place) { return content_.get()[place]; }
    [[nodiscard]] const T& operator[](std::size_t place) const { return content_.get()[place]; }
    [[nodiscard]] const T* begin() const { return content_.get(); }
    [[nodiscard]] const T* end() const { return content_.get() + size_; }

private:
    static_assert(std::is_trivially_destructible_v<T>);
    struct Free {
        std::size_t bytes = 0;
        void operator()(T* content) const { give_back_memory(content, bytes); }
    };
    std::unique_ptr<T, Free> content_;
    std::size_t size_ = 0;
};

}  // namespace dingtu
