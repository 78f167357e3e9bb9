#include "query/operator.h"

namespace dingtu {

void Operator::open() {
    if (!context_.profile) {
        return do_open();
    }
    auto begin = std::chrono::steady_clock::now();
    do_open();
    time_ += std::chrono::steady_clock::now() - begin;
}

bool Operator::next(Batch& out) {
    out.clear();
    context_.limits.check();
    if (!context_.profile) {
        return do_next(out);
    }
    auto begin = std::chrono::steady_clock::now();
    bool more = do_next(out);
    time_ += std::chrono::steady_clock::now() - begin;
    rows_ += out.size;
    return more;
}

}  // namespace dingtu
