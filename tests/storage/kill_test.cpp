#include "storage/bulk.h"
#include "tests/catch.h"
#include "tests/storage/support.h"

#include <array>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <random>

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

// A child process commits in a loop and tells each commit that returned; it is killed at any
// moment. tests/storage/kill.sh runs many more rounds; docs/reliability.md has its figures.

using namespace dingtu;
using namespace dingtu::test;

namespace {

constexpr const char* folder_variable = "DINGTU_KILL_FOLDER";
constexpr const char* rounds_variable = "DINGTU_KILL_ROUNDS";

/// Commit number n: node n with its number and a name, joined to the one before; every third commit
/// erases a node again, every 29th comes after one written in bulk, every 400th tidies up. Small
/// keys are folded into pages all the time.
void commit_number(Store& store, std::int64_t n) {
    const auto write = store.begin();
    const KeyId number = write->key("n");
    const TypeId type = write->type("AFTER");
    const NodeId node = write->create_node(std::vector{write->label("N" + std::to_string(n % 3))});
    write->set(node, number, n);
    write->set(node, write->key("name"), "第" + std::to_string(n) + "个");
    for (const NodeId before : write->nodes_with(number, n - 1)) {
        write->set(write->create_relationship(type, node, before), number, n);
    }
    if (n % 3 == 0) {
        for (const NodeId old : write->nodes_with(number, n - 20)) {
            for (const Neighbour& neighbour : expanded(*write, old, Direction::Both, type)) {
                write->erase(neighbour.relationship);
            }
            write->erase(old);
        }
    }
    write->set_attachment("last", std::to_string(n));
    write->commit();
}

/// A commit past the transactions: a node with its number, joined to itself often.
void bulk_number(Store& store, std::int64_t n) {
    BulkWriter bulk(store);
    const NodeId node = bulk.create_node(std::vector{bulk.label("Bulk")});
    bulk.set(node, bulk.key("bulk"), n);
    for (int i = 0; i < 100; ++i) {
        bulk.set(bulk.create_relationship(bulk.type("AFTER"), node, node), bulk.key("w"), i);
    }
    Limits limits;
    bulk.finish(limits);
}

std::int64_t last_commit(const Snapshot& view) {
    return std::stoll(view.attachment("last").value_or("-1"));
}

struct Child {
    pid_t process = 0;
    int told = -1;  // the reading end of its output
};

Child start_writer() {
    std::array<int, 2> ends{};
    REQUIRE(pipe(ends.data()) == 0);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_addclose(&actions, ends[0]);
    std::string program = "/proc/self/exe";
    std::string test = "the writer that is killed";
    std::array<char*, 3> arguments = {program.data(), test.data(), nullptr};
    Child child;
    REQUIRE(posix_spawn(&child.process, program.c_str(), &actions, nullptr, arguments.data(),
                        environ) == 0);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    child.told = ends[0];
    return child;
}

/// Reads what the child tells up to `commits` of them, kills it, and gives the last it told of.
std::int64_t kill_after(const Child& child, int commits) {
    std::int64_t last = -1;
    std::int64_t number = 0;
    while (commits > 0 && read(child.told, &number, sizeof number) == sizeof number) {
        last = number;
        --commits;
    }
    kill(child.process, SIGKILL);
    while (read(child.told, &number, sizeof number) == sizeof number) {
        last = number;  // told before the signal came
    }
    close(child.told);
    int status = 0;
    waitpid(child.process, &status, 0);
    REQUIRE(WIFSIGNALED(status));
    return last;
}

void check_commits(const Store& store, std::int64_t acknowledged) {
    const auto view = store.snapshot();
    const std::int64_t last = last_commit(*view);
    REQUIRE(last >= acknowledged);
    REQUIRE(last <= acknowledged + 1);
    CHECK(faults(store) == std::vector<std::string>{});
    const auto bulk = view->catalog().key("bulk");
    for (std::int64_t n = last - last % 29; bulk && n >= 0 && n > last - 90; n -= 29) {
        const auto nodes = view->nodes_with(*bulk, n);
        CHECK(!nodes.empty());  // one more for each kill between it and the commit behind it
        for (const NodeId node : nodes) {
            CHECK(view->degree(node, Direction::Out, *view->catalog().type("AFTER")) == 100);
        }
    }
    const auto key = view->catalog().key("n");
    for (std::int64_t n = std::max<std::int64_t>(0, last - 10); key && n <= last; ++n) {
        CHECK(view->nodes_with(*key, n).size() == 1);
        CHECK(view->called("第" + std::to_string(n) + "个").size() == 1);
    }
}

}  // namespace

TEST_CASE("the writer that is killed", "[.]") {
    const char* folder = std::getenv(folder_variable);
    REQUIRE(folder != nullptr);
    const auto store =
        Store::open(folder, Mode::Create, {.durability = Durability::Process, .fold_after = 32});
    for (std::int64_t n = last_commit(*store->snapshot()) + 1;; ++n) {
        if (n % 29 == 0) {
            bulk_number(*store, n);
        }
        commit_number(*store, n);
        if (write(STDOUT_FILENO, &n, sizeof n) != sizeof n) {
            return;
        }
        if (n % 400 == 399) {
            store->compact();
        }
    }
}

TEST_CASE("a killed process loses nothing acknowledged and tears nothing", "[storage]") {
    const char* asked = std::getenv(rounds_variable);
    const int rounds = asked == nullptr ? 4 : std::atoi(asked);
    const TempDir temp;
    const std::string folder = (temp.path() / "db").string();
    setenv(folder_variable, folder.c_str(), 1);
    std::mt19937 random(23);
    std::int64_t acknowledged = -1;
    for (int round = 0; round < rounds; ++round) {
        const int commits = std::uniform_int_distribution<int>(1, 120)(random);
        acknowledged = std::max(acknowledged, kill_after(start_writer(), commits));
        const auto store = Store::open(folder, Mode::ReadOnly);
        check_commits(*store, acknowledged);
        acknowledged = last_commit(*store->snapshot());
    }
    CHECK(acknowledged > rounds);
    if (asked != nullptr) {
        std::cout << rounds << " kills, " << acknowledged + 1 << " commits, none lost or torn\n";
    }
}
