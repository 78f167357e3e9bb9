#include "storage/bulk.h"
#include "storage/store.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <sys/resource.h>

// What storage costs, one line per measure: bench_storage FOLDER [NODES] [EDGES]. The folder is
// made anew. docs/performance.md has figures. Degrees follow a power law, as those of cities and
// firms do.

using namespace dingtu;

namespace {

using Clock = std::chrono::steady_clock;

double seconds(const std::function<void()>& act) {
    const auto start = Clock::now();
    act();
    return std::chrono::duration<double>(Clock::now() - start).count();
}

void tell(const std::string& what, double value, const char* unit) {
    fmt::print("{:<58} {:>12.3f} {}\n", what, value, unit);
}

struct Edge {
    std::uint32_t start;
    std::uint32_t end;
};

std::vector<Edge> power_law_edges(std::uint32_t nodes, std::size_t count) {
    std::mt19937_64 random(42);
    std::uniform_real_distribution<double> real(0.0, 1.0);
    std::vector<Edge> edges;
    edges.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        const double skewed = std::pow(real(random), 3.0);
        edges.push_back({static_cast<std::uint32_t>(real(random) * nodes),
                         static_cast<std::uint32_t>(skewed * nodes)});
    }
    return edges;
}

// A plain array of adjacency to compare with.
struct Csr {
    Csr(std::uint32_t nodes, std::vector<Edge> edges) : offsets(nodes + 1) {
        std::sort(edges.begin(), edges.end(), [](const Edge& a, const Edge& b) {
            return std::pair(a.start, a.end) < std::pair(b.start, b.end);
        });
        for (const Edge& edge : edges) {
            ++offsets[edge.start + 1];
            others.push_back(edge.end);
        }
        for (std::size_t i = 0; i < nodes; ++i) {
            offsets[i + 1] += offsets[i];
        }
    }
    std::vector<std::uint32_t> offsets;
    std::vector<std::uint32_t> others;
};

void measure_small(Store& store, const char* medium, int rounds) {
    const double time = seconds([&] {
        for (int i = 0; i < rounds; ++i) {
            auto write = store.begin();
            write->clear();
            write->commit();
            write = store.begin();
            const LabelId label = write->label("N");
            const TypeId type = write->type("T");
            const KeyId key = write->key("name");
            NodeId before = write->create_node(std::vector{label});
            for (int n = 0; n < 10; ++n) {
                const NodeId node = write->create_node(std::vector{label});
                write->set(node, key, n);
                write->create_relationship(type, before, node);
                before = node;
            }
            write->commit();
            const auto view = store.snapshot();
            std::vector<Neighbour> found;
            view->expand(before, Direction::Both, type, found);
        }
    });
    tell(fmt::format("{}: clear, create 10 nodes and relationships, expand", medium),
         time / rounds * 1e6, "us");
}

void measure_commits(Store& store, const char* name, int commits) {
    auto write = store.begin();
    const TypeId type = write->type("COMMIT");
    const NodeId a = write->create_node({});
    const NodeId b = write->create_node({});
    write->commit();
    std::vector<double> times;
    for (int i = 0; i < commits; ++i) {
        times.push_back(seconds([&] {
            write = store.begin();
            write->create_relationship(type, a, b);
            write->commit();
        }));
    }
    std::sort(times.begin(), times.end());
    tell(fmt::format("{}: commit of one relationship, median", name), times[times.size() / 2] * 1e6,
         "us");
    tell(fmt::format("{}: commit of one relationship, p99", name),
         times[times.size() * 99 / 100] * 1e6, "us");
}

std::vector<NodeId> write_graph(Store& store, std::uint32_t nodes, const std::vector<Edge>& edges) {
    std::vector<NodeId> ids;
    const double time = seconds([&] {
        constexpr std::size_t per_commit = 100'000;
        auto write = store.begin();
        const LabelId label = write->label("Firm");
        const KeyId key = write->key("size");
        for (std::uint32_t i = 0; i < nodes; ++i) {
            ids.push_back(write->create_node(std::vector{label}));
            write->set(ids.back(), key, static_cast<std::int64_t>(i));
        }
        write->commit();
        for (std::size_t from = 0; from < edges.size(); from += per_commit) {
            write = store.begin();
            const TypeId type = write->type("LINK");
            for (std::size_t i = from; i < std::min(edges.size(), from + per_commit); ++i) {
                write->create_relationship(type, ids[edges[i].start], ids[edges[i].end]);
            }
            write->commit();
        }
    });
    tell("write by transactions of 100,000", static_cast<double>(nodes + edges.size()) / time / 1e3,
         "thousand/s");
    return ids;
}

std::vector<NodeId> write_in_bulk(Store& store, std::uint32_t nodes,
                                  const std::vector<Edge>& edges) {
    std::vector<NodeId> ids;
    double taking = 0;
    const double time = seconds([&] {
        BulkWriter bulk(store);
        taking = seconds([&] {
            const LabelId label = bulk.label("Firm");
            const KeyId size = bulk.key("size");
            const KeyId name = bulk.key("name");
            for (std::uint32_t i = 0; i < nodes; ++i) {
                ids.push_back(bulk.create_node(std::vector{label}));
                bulk.set(ids.back(), size, static_cast<std::int64_t>(i));
                bulk.set(ids.back(), name, fmt::format("杭州第{}科技有限公司", i));
            }
            const TypeId type = bulk.type("LINK");
            for (const Edge& edge : edges) {
                bulk.create_relationship(type, ids[edge.start], ids[edge.end]);
            }
        });
        Limits limits;
        bulk.finish(limits);
    });
    tell("bulk: taking nodes with two properties and relationships", taking, "s");
    tell("bulk: all", time, "s");
    tell("bulk: relationships", static_cast<double>(edges.size()) / time / 1e6, "million/s");
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    tell("peak memory of the process so far", static_cast<double>(usage.ru_maxrss) / 1024, "MiB");
    return ids;
}

void tell_sizes(const Store& store, std::size_t edges) {
    std::uint64_t total = 0;
    for (const FamilySize& size : store.sizes()) {
        total += size.bytes;
        tell("  bytes of " + size.name, static_cast<double>(size.bytes) / 1e6, "MB");
    }
    tell("bytes per relationship, all families",
         static_cast<double>(total) / static_cast<double>(edges), "B");
}

void measure_reading(const Store& store, const std::vector<NodeId>& ids, const Csr& csr) {
    const auto view = store.snapshot();
    const TypeId type = *view->catalog().type("LINK");
    const KeyId key = *view->catalog().key("size");
    std::vector<std::uint32_t> order(ids.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) {
        order[i] = i;
    }
    std::shuffle(order.begin(), order.end(), std::mt19937(7));
    std::vector<Neighbour> out;
    std::uint64_t sum = 0;
    const auto per_node = [&](const char* what, const std::function<void(std::uint32_t)>& act) {
        const double time = seconds([&] {
            for (const std::uint32_t i : order) {
                act(i);
            }
        });
        tell(what, time / static_cast<double>(order.size()) * 1e9, "ns");
    };
    tell("first expand, image not built",
         seconds([&] { view->expand(ids[0], Direction::Out, type, out); }) * 1e6, "us");
    const double build = seconds([&] {
        for (int round = 0; round < 2; ++round) {
            for (std::uint32_t i = 0; i < ids.size(); ++i) {
                out.clear();
                view->expand(ids[i], Direction::Out, type, out);
            }
        }
    });
    tell("two rounds of expanding every node, building included", build, "s");
    per_node("expand, random order", [&](std::uint32_t i) {
        out.clear();
        view->expand(ids[i], Direction::Out, type, out);
        sum += out.size();
    });
    per_node("  the same from a plain CSR", [&](std::uint32_t i) {
        out.clear();
        for (std::uint32_t at = csr.offsets[i]; at < csr.offsets[i + 1]; ++at) {
            out.push_back({NodeId{csr.others[at]}, {}});
        }
        sum += out.size();
    });
    std::vector<RelationshipId> between;
    per_node("membership, random order", [&](std::uint32_t i) {
        between.clear();
        view->between(ids[i], ids[(i * 7ULL) % ids.size()], type, between);
        sum += between.size();
    });
    per_node("  the same from a plain CSR", [&](std::uint32_t i) {
        const auto from = csr.others.begin() + csr.offsets[i];
        const auto to = csr.others.begin() + csr.offsets[i + 1];
        const auto other = static_cast<std::uint32_t>((i * 7ULL) % ids.size());
        sum += std::binary_search(from, to, other) ? 1U : 0U;
    });
    for (const std::uint32_t i : order) {
        sum += view->property(ids[i], key).is_null() ? 1U : 0U;
    }
    per_node("property, random order", [&](std::uint32_t i) {
        sum += static_cast<std::uint64_t>(view->property(ids[i], key).as_integer());
    });
    per_node("lookup by value, random order", [&](std::uint32_t i) {
        sum += view->nodes_with(key, static_cast<std::int64_t>(i)).size();
    });
    const double scan = seconds([&] {
        const auto cursor = view->relationships(type);
        while (const auto triple = cursor->next()) {
            sum += triple->end.value;
        }
    });
    tell("scan of a type", static_cast<double>(view->catalog().count(type)) / scan / 1e6,
         "million/s");
    fmt::print("(sum {})\n", sum);
}

}  // namespace

int main(int count, char** arguments) {
    if (count < 2) {
        fmt::print(stderr, "usage: bench_storage FOLDER [NODES] [EDGES] [transactions]\n");
        return 2;
    }
    const std::filesystem::path folder = arguments[1];
    const auto nodes = static_cast<std::uint32_t>(count > 2 ? std::stoul(arguments[2]) : 100'000);
    const std::size_t edge_count = count > 3 ? std::stoul(arguments[3]) : 1'000'000;
    const bool by_transactions = count > 4;
    std::filesystem::remove_all(folder);

    measure_small(*Store::in_memory(), "memory", 1000);
    measure_commits(*Store::in_memory(), "memory", 10'000);
    {
        const auto store = Store::open(folder, Mode::Create);
        measure_small(*store, "disk", 50);
        measure_commits(*store, "disk, synced", 500);
    }
    measure_commits(*Store::open(folder, Mode::ReadWrite, Durability::Process), "disk, process",
                    5'000);
    const auto edges = power_law_edges(nodes, edge_count);
    std::vector<NodeId> ids;
    if (by_transactions) {
        const auto store = Store::open(folder, Mode::ReadWrite, Durability::Process);
        ids = write_graph(*store, nodes, edges);
        tell("compact", seconds([&] { store->compact(); }), "s");
        tell_sizes(*store, edges.size());
    } else {
        const auto store = Store::open(folder, Mode::ReadWrite, Durability::Process);
        ids = write_in_bulk(*store, nodes, edges);
        tell_sizes(*store, edges.size());
    }
    std::unique_ptr<Store> store;
    tell("open", seconds([&] { store = Store::open(folder, Mode::ReadOnly); }) * 1e3, "ms");
    measure_reading(*store, ids, Csr(nodes, edges));
    return 0;
}
