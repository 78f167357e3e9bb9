#include "storage/large_array.h"

#include <cstdint>
#include <cstdlib>
#include <new>

#include <sys/mman.h>

namespace dingtu {

namespace {

constexpr std::size_t huge_bytes = std::size_t{2} << 20;  // of a page

std::size_t in_whole_pages(std::size_t bytes) {
    return (bytes + huge_bytes - 1) / huge_bytes * huge_bytes;
}

/// Mapped memory that begins at a huge page: one page more is mapped, and what lies before and
/// behind given back.
void* map_pages(std::size_t bytes) {
    const std::size_t mapped = bytes + huge_bytes;
    void* whole = mmap(nullptr, mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (whole == MAP_FAILED) {
        throw std::bad_alloc();
    }
    char* const begin = static_cast<char*>(whole);
    const std::size_t before =
        (huge_bytes - reinterpret_cast<std::uintptr_t>(begin) % huge_bytes) % huge_bytes;
    if (before > 0) {
        munmap(begin, before);
    }
    munmap(begin + before + bytes, huge_bytes - before);
    static_cast<void>(madvise(begin + before, bytes, MADV_HUGEPAGE));  // a wish only
    return begin + before;
}

}  // namespace

void* take_memory(std::size_t bytes) {
    if (bytes >= huge_bytes) {
        return map_pages(in_whole_pages(bytes));
    }
    void* memory = std::malloc(bytes > 0 ? bytes : 1);
    if (memory == nullptr) {
        throw std::bad_alloc();
    }
    return memory;
}

void give_back_memory(void* memory, std::size_t bytes) noexcept {
    if (bytes >= huge_bytes) {
        munmap(memory, in_whole_pages(bytes));
    } else {
        std::free(memory);
    }
}

}  // namespace dingtu
