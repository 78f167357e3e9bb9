#include "storage/bulk.h"
#include "tests/catch.h"
#include "tests/storage/support.h"

using namespace dingtu;
using namespace dingtu::test;

TEST_CASE("an import key leads to its node, in its space alone", "[storage]") {
    AnyStore store(GENERATE(Medium::Memory, Medium::Disk));
    auto writing = store->begin();
    const NodeId node = writing->create_node({});
    writing->set_key("Firm", "F1", node);
    CHECK(writing->find_key("Firm", "F1") == node);
    CHECK_FALSE(store->snapshot()->find_key("Firm", "F1"));
    writing->commit();
    store.reopen();

    const auto snapshot = store->snapshot();
    CHECK(snapshot->find_key("Firm", "F1") == node);
    CHECK_FALSE(snapshot->find_key("", "F1"));
    CHECK_FALSE(snapshot->find_key("Fir", "mF1"));
    CHECK_FALSE(snapshot->find_key("Firm", "F"));
}

TEST_CASE("an import key of a node that is gone leads nowhere and can be given again",
          "[storage]") {
    AnyStore store(GENERATE(Medium::Memory, Medium::Disk));
    auto writing = store->begin();
    const NodeId gone = writing->create_node({});
    writing->set_key("", "企业1", gone);
    writing->commit();
    writing = store->begin();
    writing->erase(gone);
    CHECK_FALSE(writing->find_key("", "企业1"));
    const NodeId next = writing->create_node({});
    writing->set_key("", "企业1", next);
    writing->commit();
    store.reopen();

    CHECK(store->snapshot()->find_key("", "企业1") == next);
    Limits limits;
    CHECK(check(*store, limits).faults.empty());
}

TEST_CASE("import keys written in bulk are found again", "[storage]") {
    AnyStore store(GENERATE(Medium::Memory, Medium::Disk));
    Limits limits;
    NodeId last;
    {
        BulkWriter writer(*store);
        for (int i = 0; i < 5000; ++i) {
            last = writer.create_node({});
            writer.set_key(i % 2 == 0 ? "even" : "odd", std::to_string(i * 7919 % 5003), last);
        }
        writer.finish(limits);
    }
    store.reopen();
    CHECK(store->snapshot()->find_key("odd", std::to_string(4999 * 7919 % 5003)) == last);
    CHECK_FALSE(store->snapshot()->find_key("even", std::to_string(4999 * 7919 % 5003)));
    CHECK(check(*store, limits).faults.empty());
}
