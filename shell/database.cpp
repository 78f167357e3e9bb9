#include "shell/database.h"

#include "base/error.h"

#include <utility>

#include <fmt/format.h>

namespace dingtu {

StoreOptions Database::store_options() const {
    return {options_.durability, options_.graph_memory_mib << 20U};
}

Store& Database::reading() {
    if (!store_) {
        store_ = options_.in_memory ? Store::in_memory()
                                    : Store::open(options_.db, Mode::ReadOnly, store_options());
    }
    return *store_;
}

Store& Database::writing() {
    if (options_.readonly) {
        return reading();
    }
    if (store_ && !stand_in_ && !store_->read_only()) {
        return *store_;
    }
    if (options_.in_memory) {
        return reading();
    }
    std::unique_ptr<Store> wider = Store::open(options_.db, Mode::Create, store_options());
    store_ = std::move(wider);
    stand_in_ = false;
    return *store_;
}

Store& Database::interactive(std::string& notice) {
    if (options_.in_memory || options_.readonly) {
        return reading();
    }
    if (!std::filesystem::exists(options_.db)) {
        notice = fmt::format("`{}` is not there yet: the first load or write makes it",
                             options_.db.string());
        store_ = Store::in_memory();
        stand_in_ = true;
        return *store_;
    }
    try {
        store_ = Store::open(options_.db, Mode::ReadWrite, store_options());
    } catch (const Error& error) {
        try {
            store_ = Store::open(options_.db, Mode::ReadOnly, store_options());
        } catch (const Error&) {
            throw error;
        }
        notice = fmt::format("open for reading only: {}", error.what());
    }
    stand_in_ = false;
    return *store_;
}

void Database::change(const std::filesystem::path& folder, std::string& notice) {
    Database other(options_);
    other.options_.db = folder;
    other.options_.in_memory = false;
    if (store_ && folder == options_.db) {
        store_.reset();  // one process holds a store once
    }
    (void)other.interactive(notice);
    *this = std::move(other);
}

std::string Database::title() const {
    return options_.in_memory ? "in memory" : options_.db.string();
}

}  // namespace dingtu
