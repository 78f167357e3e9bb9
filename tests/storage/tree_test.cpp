#include "storage/tree.h"

#include "storage/memory.h"
#include "storage/overlay.h"
#include "storage/rocks.h"
#include "tests/catch.h"
#include "tests/storage/support.h"

#include <map>
#include <random>

using namespace dingtu;
using namespace dingtu::test;

namespace {

using Model = std::map<std::string, std::string>;

std::string random_key(std::mt19937& random) {
    return "k" + std::to_string(std::uniform_int_distribution<int>(0, 2000)(random));
}

Model content(KvCursor& at) {
    Model found;
    for (at.seek({}); at.valid(); at.next()) {
        found.emplace(at.key(), at.value());
    }
    return found;
}

Model content_backwards(KvCursor& at) {
    Model found;
    for (at.seek_back("\xFF"); at.valid(); at.previous()) {
        found.emplace(at.key(), at.value());
    }
    return found;
}

/// A cursor driven at random must stand where one over a std::map would.
void check_walk(KvCursor& at, const Model& model, std::mt19937& random) {
    auto place = model.end();
    for (int step = 0; step < 300; ++step) {
        const unsigned act = std::uniform_int_distribution<unsigned>(0, 5)(random);
        const std::string key = random_key(random);
        if (act == 0 || place == model.end()) {
            at.seek(key);
            place = model.lower_bound(key);
        } else if (act == 1) {
            at.seek_back(key);
            place = model.upper_bound(key);
            place = place == model.begin() ? model.end() : std::prev(place);
        } else if (act < 4) {
            at.next();
            ++place;
        } else {
            at.previous();
            place = place == model.begin() ? model.end() : std::prev(place);
        }
        REQUIRE(at.valid() == (place != model.end()));
        if (place != model.end()) {
            REQUIRE(at.key() == place->first);
            REQUIRE(at.value() == place->second);
        }
    }
}

void change_at_random(std::mt19937& random, int times, Model& model, KvBatch& batch) {
    for (int i = 0; i < times; ++i) {
        const std::string key = random_key(random);
        if (std::uniform_int_distribution<int>(0, 2)(random) == 0) {
            model.erase(key);
            batch.erase(Family::Value, key);
        } else {
            model[key] = std::to_string(i);
            batch.put(Family::Value, key, model[key]);
        }
    }
}

}  // namespace

TEST_CASE("both key-value stores behave as an ordered map whose snapshots stay", "[storage]") {
    const TempDir folder;
    const bool memory = GENERATE(true, false);
    const auto store = memory ? open_memory()
                              : open_rocks(folder.path() / "db", Mode::Create, Durability::Process);
    std::mt19937 random(7);
    Model model;
    std::vector<std::pair<std::shared_ptr<const KvReader>, Model>> versions;
    for (int round = 0; round < 20; ++round) {
        KvBatch batch;
        if (round == 13) {
            batch.clear_first = true;
            model.clear();
        }
        change_at_random(random, 200, model, batch);
        store->write(std::move(batch));
        versions.emplace_back(store->snapshot(), model);
    }
    for (const auto& [version, expected] : versions) {
        const auto at = version->cursor(Family::Value);
        CHECK(content(*at) == expected);
        CHECK(content_backwards(*at) == expected);
        check_walk(*at, expected, random);
        std::string value;
        CHECK(version->get(Family::Value, expected.begin()->first, value));
        CHECK(value == expected.begin()->second);
        CHECK_FALSE(version->get(Family::Value, "absent", value));
        CHECK(content(*version->cursor(Family::Name)).empty());
    }
}

TEST_CASE("an overlay reads as its writes over its base", "[storage]") {
    std::mt19937 random(11);
    const auto store = open_memory();
    Model model;
    KvBatch below;
    change_at_random(random, 500, model, below);
    store->write(std::move(below));
    Overlay overlay(store->snapshot());
    for (int round = 0; round < 20; ++round) {
        const auto earlier = overlay.cursor(Family::Value);
        const Model before = model;
        KvBatch changes;
        change_at_random(random, 60, model, changes);
        for (const KvBatch::Change& change : changes.changes) {
            if (change.removal) {
                overlay.erase(change.family, change.key);
            } else {
                overlay.put(change.family, change.key, change.value);
            }
        }
        CHECK(content(*earlier) == before);
        const auto at = overlay.cursor(Family::Value);
        CHECK(content(*at) == model);
        CHECK(content_backwards(*at) == model);
        check_walk(*at, model, random);
    }
    overlay.clear();
    CHECK(content(*overlay.cursor(Family::Value)).empty());
    overlay.put(Family::Value, "a", "1");
    overlay.put(Family::Value, "b", "2");
    overlay.erase(Family::Value, "a");
    CHECK(content(*overlay.cursor(Family::Value)) == Model{{"b", "2"}});
    CHECK(content_backwards(*overlay.cursor(Family::Value)) == Model{{"b", "2"}});
    store->write(overlay.take());
    CHECK(content(*store->snapshot()->cursor(Family::Value)) == Model{{"b", "2"}});
}
