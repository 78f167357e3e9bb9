#pragma once

#include "shell/options.h"
#include "storage/store.h"

#include <filesystem>
#include <memory>

namespace dingtu {

/// The store a command works on, opened when it is first asked for and no wider than needed:
/// reading never creates a database nor keeps others from writing.
class Database {
public:
    explicit Database(const Options& options) : options_(options) {}

    /// The store as it is. Throws Error{Store} where there is none.
    [[nodiscard]] Store& reading();
    /// The store for writing; made if it is not there. A store that is open for reading is opened
    /// anew, so references to it end here. With --readonly it stays as it is, and what writes to
    /// it is refused.
    [[nodiscard]] Store& writing();

    /// For the shell, which does not know what comes: open for writing where possible. Where there
    /// is no database, an empty one in memory stands in until the first write. Where another
    /// process writes, it is open for reading and `notice` says so.
    [[nodiscard]] Store& interactive(std::string& notice);

    /// Goes over to another database; the old one is closed when the new one is open.
    void change(const std::filesystem::path& folder, std::string& notice);

    [[nodiscard]] const std::filesystem::path& folder() const { return options_.db; }
    /// How messages and prompts call it.
    [[nodiscard]] std::string title() const;

private:
    [[nodiscard]] StoreOptions store_options() const;

    Options options_;
    std::unique_ptr<Store> store_;
    bool stand_in_ = false;  // store_ is in memory because nothing was written yet
};

}  // namespace dingtu
