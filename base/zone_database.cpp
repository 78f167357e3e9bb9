#include "base/zone_database.h"

#include "base/error.h"
#include "base/text.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <sstream>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace dingtu {

namespace {

std::optional<std::string> read_file(const std::string& path) {
    std::error_code ignored;
    std::ifstream file(path, std::ios::binary);
    if (!file || !std::filesystem::is_regular_file(path, ignored)) {
        return std::nullopt;
    }
    return std::string(std::istreambuf_iterator<char>(file), {});
}

/// A line of zone.tab or zone1970.tab: countries, coordinates, zone, and perhaps a remark.
struct TableLine {
    std::string countries;
    std::string zone;
};

std::vector<TableLine> read_table(const std::string& path) {
    std::vector<TableLine> lines;
    std::istringstream text(read_file(path).value_or(""));
    for (std::string line; std::getline(text, line);) {
        std::istringstream fields(line);
        TableLine entry;
        std::string coordinates;
        if (!line.empty() && line.front() != '#' &&
            fields >> entry.countries >> coordinates >> entry.zone) {
            lines.push_back(std::move(entry));
        }
    }
    return lines;
}

/// The system's copy of the IANA database. Zones are read once and kept.
class Database {
public:
    const Zone& zone(const std::string& name) {
        std::lock_guard lock(mutex_);
        auto known = zones_.find(name);
        if (known == zones_.end()) {
            known = zones_.emplace(name, std::make_unique<Zone>(read(name))).first;
        }
        return *known->second;
    }

private:
    Zone read(const std::string& name) {
        if (name == "UTC") {  // needs no database
            return Zone{.begins = {}, .offsets = {0}, .rule = {}};
        }
        auto bytes = well_formed(name) ? read_file(folder_ + "/" + modern(name)) : std::nullopt;
        if (!bytes || !bytes->starts_with("TZif")) {
            refuse(name);
        }
        return read_zone(*bytes);
    }

    /// Letters, digits and signs, parts divided by single slashes: nothing that leaves the folder.
    static bool well_formed(std::string_view name) {
        auto fits = [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                   c == '_' || c == '-' || c == '+' || c == '/';
        };
        return !name.empty() && name.front() != '/' && name.back() != '/' &&
               name.find("//") == std::string_view::npos &&
               std::all_of(name.begin(), name.end(), fits);
    }

    /// Distributions differ in whether a zone that has agreed with a neighbour's since 1970
    /// (Stockholm with Berlin) keeps a past of its own. We follow the database's main data, where
    /// it does not, so that a text means the same moment everywhere: such zones are named in
    /// zone.tab but not in zone1970.tab, where the neighbour stands for their country.
    std::string modern(const std::string& name) {
        load_tables();
        auto by_zone = [&name](const TableLine& line) { return line.zone == name; };
        auto own = std::find_if(by_country_.begin(), by_country_.end(), by_zone);
        if (own == by_country_.end() ||
            std::any_of(since_1970_.begin(), since_1970_.end(), by_zone)) {
            return name;
        }
        auto serves = [&own](const TableLine& line) {
            return line.countries.find(own->countries) != std::string::npos;
        };
        if (std::count_if(since_1970_.begin(), since_1970_.end(), serves) != 1) {
            return name;
        }
        return std::find_if(since_1970_.begin(), since_1970_.end(), serves)->zone;
    }

    void load_tables() {
        if (by_country_.empty()) {
            by_country_ = read_table(folder_ + "/zone.tab");
            since_1970_ = read_table(folder_ + "/zone1970.tab");
        }
    }

    [[noreturn]] void refuse(const std::string& name) {
        load_tables();
        Error error(Phase::Run, fmt::format("`{}` is no time zone", name));
        error.named("ArgumentError", "InvalidTimeZone");
        std::vector<std::string> names;
        for (const TableLine& line : by_country_) {
            names.push_back(line.zone);
        }
        if (names.empty()) {
            error.hint(fmt::format("there are no time zones in {}: install `tzdata`", folder_));
        } else if (auto near = nearest(name, names)) {
            error.hint(fmt::format("did you mean `{}`?", *near));
        }
        throw error;
    }

    static std::string database_folder() {
        const char* folder = std::getenv("TZDIR");
        return folder != nullptr && *folder != '\0' ? folder : "/usr/share/zoneinfo";
    }

    std::string folder_ = database_folder();
    std::mutex mutex_;
    std::map<std::string, std::unique_ptr<Zone>, std::less<>> zones_;
    std::vector<TableLine> by_country_;
    std::vector<TableLine> since_1970_;
};

}  // namespace

const Zone& find_zone(const std::string& name) {
    // One for the process: reading a zone costs a file, and a statement may ask for one per row.
    static Database database;
    return database.zone(name);
}

}  // namespace dingtu
