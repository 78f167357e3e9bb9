#include "query/plan_cache.h"

#include <algorithm>

namespace dingtu {

namespace {

constexpr std::size_t most_plans = 256;
constexpr std::size_t longest_text = 65536;  // a script that is generated will not come again

}  // namespace

std::unique_ptr<BoundStatement> PlanCache::take(std::string_view text, const Basis& basis) {
    const std::scoped_lock lock(lock_);
    auto found = entries_.find(text);
    if (found == entries_.end() || !(found->second.basis == basis)) {
        return nullptr;
    }
    auto plan = std::move(found->second.plan);
    entries_.erase(found);
    return plan;
}

void PlanCache::put(std::string_view text, Basis basis, std::unique_ptr<BoundStatement> plan) {
    if (text.size() > longest_text) {
        return;
    }
    const std::scoped_lock lock(lock_);
    if (entries_.size() >= most_plans) {
        entries_.erase(std::min_element(
            entries_.begin(), entries_.end(),
            [](const auto& a, const auto& b) { return a.second.used < b.second.used; }));
    }
    entries_.insert_or_assign(
        std::string(text),
        Entry{.basis = std::move(basis), .plan = std::move(plan), .used = ++time_});
}

}  // namespace dingtu
