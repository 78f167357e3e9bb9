#include "storage/rocks_files.h"

#include "base/error.h"

#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <rocksdb/file_system.h>
#include <unistd.h>

namespace dingtu {
namespace {

using rocksdb::FileOptions;
using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;
using Hasty = std::shared_ptr<std::atomic<bool>>;  // shared with files that are open for long

class File final : public rocksdb::FSWritableFileOwnerWrapper {
public:
    File(std::unique_ptr<rocksdb::FSWritableFile> target, Hasty hasty)
        : FSWritableFileOwnerWrapper(std::move(target)),
          hasty_(std::move(hasty)) {}
    IOStatus Sync(const IOOptions& options, IODebugContext* context) override {
        return *hasty_ ? IOStatus::OK() : FSWritableFileOwnerWrapper::Sync(options, context);
    }
    IOStatus Fsync(const IOOptions& options, IODebugContext* context) override {
        return *hasty_ ? IOStatus::OK() : FSWritableFileOwnerWrapper::Fsync(options, context);
    }

private:
    Hasty hasty_;
};

class Directory final : public rocksdb::FSDirectoryWrapper {
public:
    Directory(std::unique_ptr<rocksdb::FSDirectory> target, Hasty hasty)
        : FSDirectoryWrapper(std::move(target)),
          hasty_(std::move(hasty)) {}
    IOStatus Fsync(const IOOptions& options, IODebugContext* context) override {
        return *hasty_ ? IOStatus::OK() : FSDirectoryWrapper::Fsync(options, context);
    }
    IOStatus FsyncWithDirOptions(const IOOptions& options, IODebugContext* context,
                                 const rocksdb::DirFsyncOptions& what) override {
        return *hasty_ ? IOStatus::OK()
                       : FSDirectoryWrapper::FsyncWithDirOptions(options, context, what);
    }

private:
    Hasty hasty_;
};

class Files final : public rocksdb::FileSystemWrapper {
public:
    explicit Files(Hasty hasty)
        : FileSystemWrapper(rocksdb::FileSystem::Default()),
          hasty_(std::move(hasty)) {}
    [[nodiscard]] const char* Name() const override { return "dingtu"; }
    IOStatus NewWritableFile(const std::string& name, const FileOptions& options,
                             std::unique_ptr<rocksdb::FSWritableFile>* file,
                             IODebugContext* context) override {
        IOStatus status = FileSystemWrapper::NewWritableFile(name, options, file, context);
        if (status.ok()) {
            *file = std::make_unique<File>(std::move(*file), hasty_);
        }
        return status;
    }
    IOStatus NewDirectory(const std::string& name, const IOOptions& options,
                          std::unique_ptr<rocksdb::FSDirectory>* directory,
                          IODebugContext* context) override {
        IOStatus status = FileSystemWrapper::NewDirectory(name, options, directory, context);
        if (status.ok()) {
            *directory = std::make_unique<Directory>(std::move(*directory), hasty_);
        }
        return status;
    }

private:
    Hasty hasty_;
};

void sync(const std::filesystem::path& path) {
    const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const bool done = descriptor >= 0 && fsync(descriptor) == 0;
    const int failure = errno;
    if (descriptor >= 0) {
        close(descriptor);
    }
    if (!done) {
        throw Error(Phase::Store,
                    fmt::format("`{}` cannot be written: {}", path.string(), strerror(failure)));
    }
}

}  // namespace

NewFiles::NewFiles()
    : hasty_(std::make_shared<std::atomic<bool>>(true)),
      env_(rocksdb::NewCompositeEnv(std::make_shared<Files>(hasty_))) {}

void NewFiles::finish(const std::filesystem::path& folder) {
    *hasty_ = false;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.is_regular_file()) {
            sync(entry.path());
        }
    }
    sync(folder);
}

}  // namespace dingtu
