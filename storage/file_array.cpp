#include "storage/file_array.h"

#include "storage/temp_log.h"

#include <cerrno>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace dingtu {

void* map_temporary_file(std::size_t bytes) {
    const int descriptor = open_temporary_file();
    // The blocks are taken now: a full disk is an error here and would be a signal later.
    const int failure = posix_fallocate(descriptor, 0, static_cast<off_t>(bytes));
    void* memory = failure != 0
                       ? MAP_FAILED
                       : mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    const int reason = failure != 0 ? failure : errno;
    close(descriptor);
    if (memory == MAP_FAILED) {
        throw_temporary_failure("written", reason);
    }
    return memory;
}

void unmap_file(void* memory, std::size_t bytes) noexcept {
    munmap(memory, bytes);
}

void put_aside(void* memory, std::size_t bytes) noexcept {
    static_cast<void>(madvise(memory, bytes, MADV_DONTNEED));
}

}  // namespace dingtu
