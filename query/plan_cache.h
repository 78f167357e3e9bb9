#pragma once

#include "query/bind.h"

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace dingtu {

/// Plans of statements that read one store, kept from one run to the next: parsing, binding and
/// planning are done once for a text. Nothing that a run found is kept. A plan holds for the
/// catalog's version and the names of the parameters with which it was made; their values do not
/// matter. For several threads: a plan is out of the cache while it runs.
class PlanCache {
public:
    /// What a plan depends on beside the text.
    struct Basis {
        std::uint64_t catalog_version = 0;
        bool optimize = true;
        std::vector<std::string> parameters;  ///< names, ascending
        friend bool operator==(const Basis&, const Basis&) = default;
    };

    /// The plan, now the caller's; null if there is none, or one of another basis.
    [[nodiscard]] std::unique_ptr<BoundStatement> take(std::string_view text, const Basis& basis);
    /// Keeps a plan. The one that was longest unused goes where there are too many.
    void put(std::string_view text, Basis basis, std::unique_ptr<BoundStatement> plan);

private:
    struct Entry {
        Basis basis;
        std::unique_ptr<BoundStatement> plan;
        std::uint64_t used = 0;  // when
    };

    std::mutex lock_;
    std::map<std::string, Entry, std::less<>> entries_;
    std::uint64_t time_ = 0;
};

}  // namespace dingtu
