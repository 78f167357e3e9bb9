#include "storage/bulk.h"
#include "storage/bytes.h"
#include "storage/column_page.h"
#include "storage/graph_store.h"
#include "storage/memory.h"
#include "storage/pages.h"
#include "storage/value_codec.h"
#include "tests/catch.h"
#include "tests/storage/support.h"

#include <cmath>
#include <limits>
#include <random>

#include <fmt/format.h>

// docs/format.md in examples: these bytes are on users' disks.

using namespace dingtu;
using namespace dingtu::test;

namespace {

std::string hex(std::string_view bytes) {
    std::string text;
    for (const char byte : bytes) {
        text += fmt::format("{:02X}", static_cast<std::uint8_t>(byte));
    }
    return text;
}

std::string typed(const Value& value) {
    return hex(encode_value(value));
}

std::string ordered(const Value& value) {
    std::string out;
    append_ordered(out, value);
    return hex(out);
}

std::string varint(std::uint64_t value) {
    std::string out;
    append_varint(out, value);
    return out;
}

/// All entries of a family as "key=value" in hexadecimal.
std::vector<std::string> entries(const KvReader& reader, Family family) {
    std::vector<std::string> found;
    const auto at = reader.cursor(family);
    for (at->seek({}); at->valid(); at->next()) {
        found.push_back(hex(at->key()) + "=" + hex(at->value()));
    }
    return found;
}

/// The entries of `default`, keys up to their last slash as text, the format record left out.
std::vector<std::string> records(const KvReader& reader) {
    std::vector<std::string> found;
    const auto at = reader.cursor(Family::Default);
    for (at->seek({}); at->valid(); at->next()) {
        const auto slash = at->key().rfind('/');
        if (slash != std::string_view::npos) {
            found.push_back(std::string(at->key().substr(0, slash + 1)) +
                            hex(at->key().substr(slash + 1)) + "=" + hex(at->value()));
        }
    }
    return found;
}

}  // namespace

TEST_CASE("typed values have the bytes of the format", "[storage]") {
    CHECK(typed(false) == "01");
    CHECK(typed(true) == "02");
    CHECK(typed(0) == "0300");
    CHECK(typed(-1) == "0301");
    CHECK(typed(300) == "03D804");
    CHECK(typed(std::numeric_limits<std::int64_t>::min()) == "03FFFFFFFFFFFFFFFFFF01");
    CHECK(typed(1.5) == "043FF8000000000000");
    CHECK(typed("鼎") == "05E9BC8E");
    CHECK(typed(Date{1}) == "0602");
    CHECK(typed(LocalTime{1}) == "0702");
    CHECK(typed(Time{1, -3600}) == "08029F38");
    CHECK(typed(LocalDateTime{1, 2}) == "090204");
    CHECK(typed(DateTime{1, 2, 3600, "Z"}) == "0A0204A0385A");
    CHECK(typed(Duration{1, -1, 2, 3}) == "0B02010406");
    CHECK(typed(List{1, "a", Value()}) ==
          "0C0302030202056101"
          "00");
}

TEST_CASE("ordered values have the bytes of the format", "[storage]") {
    CHECK(ordered(false) == "0100");
    CHECK(ordered(1) == "02BFF0000000000000");
    CHECK(ordered(1.0) == "02BFF0000000000000");
    CHECK(ordered(-1) == "02400FFFFFFFFFFFFF");
    CHECK(ordered(-0.0) == "028000000000000000");
    CHECK(ordered(std::nan("")) == "02FFFFFFFFFFFFFFFF");
    CHECK(ordered((std::int64_t{1} << 53) + 1) ==
          "02C340000000000000"
          "8020000000000001");
    CHECK(ordered(Date{-1}) == "037FFFFFFFFFFFFFFF");
    CHECK(ordered(LocalDateTime{0, 1}) == "0480000000000000008000000000000001");
    CHECK(ordered(LocalTime{1}) == "058000000000000001");
    CHECK(ordered("ab") == "0661620000");
    CHECK(ordered(std::string("a\0b", 3)) == "066100FF620000");
    CHECK(ordered(std::string(65, 'a')) ==
          "06" + hex(std::string(64, 'a')) + "0001" + "8087E9A889F8A14C");
}

TEST_CASE("the order of ordered values is that of the language", "[storage]") {
    const std::vector<List> ascending = {
        {false, true},
        {-std::numeric_limits<double>::infinity(), std::numeric_limits<std::int64_t>::min(),
         -(std::int64_t{1} << 53) - 1, -1e10, -2, -1.5, -1, -1e-300, 0, 1e-300, 0.5, 1, 1.5,
         std::int64_t{1} << 53, (std::int64_t{1} << 53) + 2, std::int64_t{1} << 62, 1e300,
         std::numeric_limits<double>::infinity(), std::nan("")},
        {Date{-1'000'000}, Date{-1}, Date{0}, Date{1}},
        {"", std::string("\0", 1), std::string("\0\0", 2), "\1", "a", std::string("a\0", 2), "ab",
         "b", "申", "鼎"}};
    for (const List& values : ascending) {
        for (std::size_t i = 1; i < values.size(); ++i) {
            INFO(to_text(values[i - 1]) << " before " << to_text(values[i]));
            CHECK((order(values[i - 1], values[i]) < 0));
            CHECK(ordered(values[i - 1]) < ordered(values[i]));
        }
    }
}

TEST_CASE("numbers of every size survive the codecs", "[storage]") {
    for (unsigned bit = 0; bit < 64; ++bit) {
        for (const std::uint64_t delta : {~std::uint64_t{0}, std::uint64_t{0}, std::uint64_t{1}}) {
            const std::uint64_t value = (std::uint64_t{1} << bit) + delta;
            const std::string bytes = varint(value);
            CHECK(ByteReader(bytes).varint() == value);
            CHECK(unzigzag(zigzag(static_cast<std::int64_t>(value))) ==
                  static_cast<std::int64_t>(value));
            const Value integer = static_cast<std::int64_t>(value);
            CHECK(decode_value(encode_value(integer)).as_integer() == integer.as_integer());
        }
    }
    CHECK(varint(127) == "\x7F");
    CHECK(hex(varint(128)) == "8001");
}

TEST_CASE("pages have the bytes of the format", "[storage]") {
    const std::vector<Link> links = {{7, 300, 5}, {7, 301, 4}, {9, 2, 70'000}};
    CHECK(hex(encode_links(links)) ==
          "01"
          "00000002"
          "00000003"
          "00"
          "0002"
          "00"
          "0201"
          "01"
          "2C010102"
          "20"
          "0A01D82202");
    const std::vector<EndsEntry> ends = {{3, 10, 20}, {4, 9, 22}};
    CHECK(hex(encode_ends(ends)) ==
          "0101"
          "00000002"
          "00"
          "1401"
          "00"
          "2804");
    const std::vector<EndsEntry> gap = {{3, 10, 20}, {6, 9, 22}};
    CHECK(hex(encode_ends(gap)) ==
          "0100"
          "00000002"
          "00"
          "02"
          "00"
          "1401"
          "00"
          "2804");

    const auto column = [](const List& values, std::uint64_t step) {
        ColumnBuffer entries;
        for (const Value& value : values) {
            entries.add(8 + step * entries.size(), value);
        }
        return hex(entries.take_page());
    };
    CHECK(column({-1, 300}, 1) ==
          "0201"
          "00000002"
          "FFFFFFFFFFFFFFFF"
          "02"
          "0000"
          "012D");
    CHECK(column({5, 5}, 2) ==
          "0200"
          "00000002"
          "00"
          "01"
          "0000000000000005"
          "00");
    CHECK(column({"a", "鼎"}, 1) ==
          "0301"
          "00000002"
          "00"
          "0103"
          "61"
          "E9BC8E");
    CHECK(column({1.5}, 1) ==
          "0401"
          "00000001"
          "3FF8000000000000");
    CHECK(column({true, "a"}, 1) ==
          "0101"
          "00000002"
          "00"
          "0102"
          "02"
          "0561");
}

TEST_CASE("pages of any content come back", "[storage]") {
    std::mt19937 random(3);
    for (int round = 0; round < 50; ++round) {
        const std::size_t size = 1 + random() % 300;
        std::vector<Link> links(size);
        std::vector<EndsEntry> ends(size);
        std::vector<std::pair<std::uint64_t, Value>> column(size);
        ColumnBuffer buffer;
        std::uint64_t id = random() % 1000;
        for (std::size_t i = 0; i < size; ++i) {
            links[i] = {static_cast<std::uint32_t>(random() % 50 * 80'000'000U),
                        static_cast<std::uint32_t>(random()), static_cast<std::uint32_t>(random())};
            ends[i] = {static_cast<std::uint32_t>(id), static_cast<std::uint32_t>(random()),
                       static_cast<std::uint32_t>(random())};
            const auto wide = static_cast<std::int64_t>(std::uint64_t{random()} << 32 | random());
            column[i] = {
                id, round % 2 == 0 ? Value(wide >> (round % 60)) : Value(std::to_string(wide))};
            buffer.add(id, column[i].second);
            id += 1 + (round % 3 == 0 ? 0 : random() % 1000);
        }
        std::sort(links.begin(), links.end());
        std::vector<Link> links_back;
        decode_links(links[0].subject, encode_links(links), links_back);
        CHECK(links_back == links);
        std::vector<EndsEntry> ends_back;
        decode_ends_page(ends[0].serial, encode_ends(ends), ends_back);
        CHECK(std::equal(ends.begin(), ends.end(), ends_back.begin(), ends_back.end(),
                         [](const EndsEntry& a, const EndsEntry& b) {
                             return a.serial == b.serial && a.start == b.start && a.end == b.end;
                         }));
        const std::string page = buffer.take_page();
        std::vector<std::pair<std::uint64_t, Value>> values;
        decode_column(column[0].first, page, values);
        REQUIRE(values.size() == size);
        for (std::size_t i = 0; i < size; ++i) {
            REQUIRE(values[i].first == column[i].first);
            REQUIRE(equivalent(values[i].second, column[i].second));
            REQUIRE(equivalent(find_in_column(column[0].first, page, column[i].first).value(),
                               column[i].second));
        }
        CHECK_FALSE(find_in_column(column[0].first, page, id));
    }
}

TEST_CASE("a page cut short or with a changed byte is refused or reads as other entries",
          "[storage]") {
    const std::vector<Link> links = {{7, 300, 5}, {7, 301, 4}, {9, 2, 70'000}};
    ColumnBuffer column;
    column.add(8, "ab");
    column.add(11, 1);
    const auto read = [](std::string_view links_page, std::string_view column_page) {
        std::vector<Link> found;
        std::vector<std::pair<std::uint64_t, Value>> values;
        try {
            decode_links(7, links_page, found);
        } catch (const Error& error) {
            CHECK(error.phase() == Phase::Store);
        }
        try {
            decode_column(8, column_page, values);
        } catch (const Error& error) {
            CHECK(error.phase() == Phase::Store);
        }
    };
    const std::string good_links = encode_links(links);
    const std::string good_column = column.take_page();
    for (std::size_t at = 0; at < std::max(good_links.size(), good_column.size()); ++at) {
        read(std::string_view(good_links).substr(0, at),
             std::string_view(good_column).substr(0, at));
        for (int bit = 0; bit < 8; ++bit) {
            std::string bad_links = good_links;
            std::string bad_column = good_column;
            bad_links[at % bad_links.size()] ^= static_cast<char>(1 << bit);
            bad_column[at % bad_column.size()] ^= static_cast<char>(1 << bit);
            read(bad_links, bad_column);
        }
    }
}

TEST_CASE("bytes that no value has are refused", "[storage]") {
    for (const std::string& bytes :
         {std::string(), std::string("\x0D"), std::string("\x03"), std::string("\x03\x80"),
          std::string("\x04\1\2"), std::string("\1\1"), std::string("\x0C\2\1\1"),
          std::string("\x0C\1\xFF\xFF\xFF\xFF\x0F\1"), "\3" + std::string(11, '\xFF')}) {
        INFO(hex(bytes));
        CHECK(error_of(Phase::Store, [&] {
                  static_cast<void>(decode_value(bytes));
              }).starts_with("the store is damaged: "));
    }
    std::string deep = encode_value(List{});
    for (int i = 0; i < 100; ++i) {
        deep = "\x0C\1" + varint(deep.size()) + deep;
    }
    CHECK(error_of(Phase::Store, [&] { static_cast<void>(decode_value(deep)); }) ==
          "the store is damaged: a list nested too deep");
}

TEST_CASE("a small graph has the bytes of the format", "[storage]") {
    const GraphStore store(open_memory(), "memory");
    const auto write = const_cast<GraphStore&>(store).begin();
    write->add_synonym(NameKind::Label, "F", "企");
    const NodeId a = write->create_node(std::vector{write->label("F"), write->label("L")});
    const NodeId b = write->create_node({});
    const NodeId c = write->create_node({});
    const RelationshipId r = write->create_relationship(write->type("T"), a, b);
    write->set(a, write->key("name"), "A b");
    write->set(a, write->key("n"), 7);
    write->set(r, write->key("n"), 8);
    write->erase(c);
    write->set_attachment("doc", "x");
    write->commit();

    const auto keys = store.keys().snapshot();
    std::string format;
    REQUIRE(keys->get(Family::Default, "format", format));
    CHECK(format.size() == 20);
    CHECK(format.substr(0, 12) == std::string("DTKG\0\0\0\1\0\0\0\0", 12));
    CHECK(records(*keys) ==
          std::vector<std::string>{
              "count/property/0000000000000000=000000000000000100",
              "count/property/0000000000000001=000000000000000100",
              "count/property/0000000100000001=000000000000000100",
              "count/set/00000000=0000000000000001", "count/set/00000001=0000000000000001",
              "count/type/00000000=0000000000000001000000000000000100",
              "extent/00000000=0000000000000001", "extent/00000001=0000000100000002",
              "label/0000001001=FFFFFFFF", "name/key/00000000=6E616D65", "name/key/00000001=6E",
              "name/label/00000000=46", "name/label/00000001=4C", "name/type/00000000=54",
              "set/00000000=0000000000000001", "set/00000001=", "synonym/label/E4BC81=46"});
    CHECK(entries(*keys, Family::AdjacencyDelta) == std::vector<std::string>{"00000000"
                                                                             "00"
                                                                             "0000000000"
                                                                             "0000001000"
                                                                             "0000000000=01",
                                                                             "00000000"
                                                                             "01"
                                                                             "0000001000"
                                                                             "0000000000"
                                                                             "0000000000=01"});
    CHECK(entries(*keys, Family::EndsDelta) == std::vector<std::string>{"00000000"
                                                                        "0000000000=0000000000"
                                                                        "0000001000"});
    CHECK(entries(*keys, Family::ColumnDelta) == std::vector<std::string>{"00000000"
                                                                          "00000000"
                                                                          "0000000000=05412062",
                                                                          "00000000"
                                                                          "00000001"
                                                                          "0000000000=030E",
                                                                          "00000001"
                                                                          "00000001"
                                                                          "0000000000=0310"});
    CHECK(entries(*keys, Family::Value) == std::vector<std::string>{"00000000"
                                                                    "06412062"
                                                                    "0000"
                                                                    "0000000000=",
                                                                    "00000001"
                                                                    "02C01C000000000000"
                                                                    "0000000000="});
    CHECK(entries(*keys, Family::Name) == std::vector<std::string>{"6162"
                                                                   "0000"
                                                                   "0000000000=0C010405412062"});
    CHECK(entries(*keys, Family::Attachment) == std::vector<std::string>{"646F63=78"});
}

TEST_CASE("nodes with the same value share a posting until one of them changes", "[storage]") {
    GraphStore store(open_memory(), "memory");
    BulkWriter bulk(store);
    const KeyId key = bulk.key("级别");
    std::vector<NodeId> nodes;
    for (int i = 0; i < 300; ++i) {
        nodes.push_back(bulk.create_node({}));
        bulk.set(nodes.back(), key, i == 1 || i == 299 ? "乙" : "甲");
    }
    Limits limits;
    bulk.finish(limits);
    const auto second =
        "00000000"
        "06E4B999"
        "0000"
        "0000000001=AA02";
    auto postings = entries(*store.keys().snapshot(), Family::Posting);
    REQUIRE(postings.size() == 2);
    CHECK(postings[0] == second);
    CHECK(
        postings[1].starts_with("00000000"
                                "06E794B2"
                                "0000"
                                "0000000000=0201"));

    const auto write = store.begin();
    write->set(nodes[299], key, "甲");
    write->commit();
    CHECK(entries(*store.keys().snapshot(), Family::Value) ==
          std::vector<std::string>{"00000000"
                                   "06E4B999"
                                   "0000"
                                   "000000012B=00",
                                   "00000000"
                                   "06E794B2"
                                   "0000"
                                   "000000012B="});
    CHECK(store.snapshot()->nodes_with(key, "乙") == std::vector{nodes[1]});
    CHECK(store.snapshot()->nodes_with(key, "甲").size() == 299);
    CHECK(faults(store).empty());
    store.compact();
    CHECK(entries(*store.keys().snapshot(), Family::Value).empty());
    CHECK(store.snapshot()->nodes_with(key, "乙") == std::vector{nodes[1]});
    CHECK(faults(store).empty());
}
