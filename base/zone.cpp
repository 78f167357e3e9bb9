#include "base/zone.h"

#include "base/calendar.h"
#include "base/error.h"
#include "base/text.h"
#include "base/zone_file.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <mutex>
#include <sstream>
#include <system_error>
#include <vector>

#include <fmt/format.h>

namespace dingtu {

namespace {

constexpr std::int32_t max_offset = 18 * 3600;  // as ISO 8601 profiles and java.time have it

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

// One for the process, since reading a zone costs a file and a statement may ask for one per row.
const Zone& find_zone(const std::string& name) {
    static Database database;
    return database.zone(name);
}

std::int64_t seconds_of(LocalDateTime local) {
    return local.days * seconds_per_day + local.nanos / nanos_per_second;
}

DateTime with_offset(LocalDateTime local, std::int32_t offset, const TimeZone& zone) {
    return {.days = local.days, .nanos = local.nanos, .offset_seconds = offset, .zone = zone.name};
}

/// Two digits at `at`, which moves behind them; -1 if there are none.
int two_digits(std::string_view text, std::size_t& at) {
    auto digit = [&](std::size_t i) { return i < text.size() && text[i] >= '0' && text[i] <= '9'; };
    if (!digit(at) || !digit(at + 1)) {
        return -1;
    }
    at += 2;
    return (text[at - 2] - '0') * 10 + (text[at - 1] - '0');
}

/// The offset in seconds if the text is one.
std::optional<std::int32_t> read_offset(std::string_view text) {
    if (text == "Z" || text == "z") {
        return 0;
    }
    if (text.empty() || (text.front() != '+' && text.front() != '-')) {
        return std::nullopt;
    }
    std::size_t at = 1;
    std::array<int, 3> parts{two_digits(text, at), 0, 0};
    for (std::size_t i = 1; i < parts.size() && at < text.size(); ++i) {
        at += text[at] == ':' ? 1U : 0U;
        parts.at(i) = two_digits(text, at);
        if (parts.at(i) < 0) {
            return std::nullopt;
        }
    }
    std::int32_t seconds = parts[0] * 3600 + parts[1] * 60 + parts[2];
    if (parts[0] < 0 || parts[1] > 59 || parts[2] > 59 || at != text.size() ||
        seconds > max_offset) {
        return std::nullopt;
    }
    return text.front() == '-' ? -seconds : seconds;
}

}  // namespace

std::int32_t parse_offset(std::string_view text) {
    if (auto offset = read_offset(text)) {
        return *offset;
    }
    throw Error(Phase::Run, fmt::format("`{}` is no offset from UTC", text))
        .hint("write `Z` or `+08:00`, at most 18 hours")
        .named("ArgumentError", "InvalidTimeZone");
}

TimeZone parse_time_zone(std::string_view text) {
    if (auto offset = read_offset(text)) {
        return {.offset_seconds = *offset, .name = ""};
    }
    if (!text.empty() && (text.front() == '+' || text.front() == '-')) {
        return {.offset_seconds = parse_offset(text), .name = ""};
    }
    TimeZone zone{.offset_seconds = 0, .name = std::string(text)};
    (void)find_zone(zone.name);
    return zone;
}

std::string offset_text(std::int32_t offset_seconds) {
    if (offset_seconds == 0) {
        return "Z";
    }
    std::int32_t seconds = std::abs(offset_seconds);
    std::string text = fmt::format("{}{:02}:{:02}", offset_seconds < 0 ? '-' : '+', seconds / 3600,
                                   seconds / 60 % 60);
    if (seconds % 60 != 0) {
        text += fmt::format(":{:02}", seconds % 60);
    }
    return text;
}

TimeZone zone_of(const DateTime& time) {
    return {.offset_seconds = time.zone.empty() ? time.offset_seconds : 0, .name = time.zone};
}

Instant instant_of(const DateTime& time) {
    LocalDateTime local{.days = time.days, .nanos = time.nanos};
    return {.seconds = seconds_of(local) - time.offset_seconds,
            .nanos = time.nanos % nanos_per_second};
}

DateTime at_zone(Instant moment, const TimeZone& zone) {
    std::int32_t offset =
        zone.name.empty() ? zone.offset_seconds : find_zone(zone.name).offset_at(moment.seconds);
    LocalDateTime local =
        plus_seconds({.days = 0, .nanos = 0}, moment.seconds + offset, moment.nanos);
    return with_offset(local, offset, zone);
}

DateTime in_zone(LocalDateTime local, const TimeZone& zone, std::optional<std::int32_t> preferred) {
    if (zone.name.empty()) {
        return with_offset(local, zone.offset_seconds, zone);
    }
    const Zone& rules = find_zone(zone.name);
    std::int64_t seconds = seconds_of(local);
    std::int32_t before = rules.offset_at(seconds - seconds_per_day);
    std::int32_t after = rules.offset_at(seconds + seconds_per_day);
    for (std::int32_t offset : {preferred.value_or(before), before, after}) {
        if (rules.offset_at(seconds - offset) == offset) {
            return with_offset(local, offset, zone);
        }
    }
    return at_zone({.seconds = seconds - before, .nanos = local.nanos % nanos_per_second}, zone);
}

}  // namespace dingtu
