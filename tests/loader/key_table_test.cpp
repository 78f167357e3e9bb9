#include "loader/key_table.h"

#include "tests/catch.h"

#include <string>

using namespace dingtu;

TEST_CASE("a key table finds what was put in and nothing else, through all its growing",
          "[loader]") {
    KeyTable table;
    const KeyHasher hash;
    for (std::uint64_t i = 0; i < 20'000; ++i) {
        const KeyHash key = hash(i % 3, "企业" + std::to_string(i));
        table.prefetch(key);
        REQUIRE_FALSE(table.insert(key, NodeId{i}));
        REQUIRE(table.insert(key, NodeId{i + 1}) == NodeId{i});  // taken
    }
    for (std::uint64_t i = 0; i < 20'000; ++i) {
        const std::string key = "企业" + std::to_string(i);
        REQUIRE(table.find(hash(i % 3, key)) == NodeId{i});
        REQUIRE_FALSE(table.find(hash(i % 3 + 1, key)));
        REQUIRE_FALSE(table.find(hash(i % 3, key + " ")));
    }
    CHECK(table.size() == 20'000);
    CHECK(table.bytes() < 20'000 * 16 * 3);
}

TEST_CASE("keys that differ little, of every length, hash apart", "[loader]") {
    const KeyHasher hash;
    const std::string text(70, '0');
    for (std::size_t size = 0; size < text.size(); ++size) {
        const std::string key = text.substr(0, size);
        CHECK(hash(0, key) == hash(0, std::string(key)));
        CHECK_FALSE(hash(0, key) == hash(1, key));
        CHECK_FALSE(hash(0, key) == hash(0, key + '0'));
        for (std::size_t at = 0; at < size; ++at) {
            std::string other = key;
            other[at] = '1';
            REQUIRE_FALSE(hash(0, key) == hash(0, other));
        }
    }
    CHECK(hash(0, {}) == hash(0, ""));
}

TEST_CASE("beyond its memory a key table goes on in files", "[loader]") {
    constexpr std::size_t memory = 64 << 10;
    KeyTable table(memory);
    const KeyHasher hash;
    for (std::uint64_t i = 0; i < 50'000; ++i) {
        REQUIRE_FALSE(table.insert(hash(0, std::to_string(i)), NodeId{i}));
    }
    CHECK(table.bytes() > 10 * memory);
    for (std::uint64_t i = 0; i < 50'000; ++i) {
        REQUIRE(table.find(hash(0, std::to_string(i))) == NodeId{i});
    }
    CHECK_FALSE(table.find(hash(0, "50000")));
    CHECK(table.insert(hash(0, "7"), NodeId{50'000}) == NodeId{7});
}
