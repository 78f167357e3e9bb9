#include "storage/bytes.h"
#include "storage/graph_store.h"
#include "storage/memory.h"
#include "storage/value_codec.h"
#include "tests/catch.h"
#include "tests/storage/support.h"

#include <cmath>
#include <limits>

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
