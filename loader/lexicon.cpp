#include "loader/lexicon.h"

#include "base/error.h"

#include <algorithm>
#include <numeric>

namespace dingtu {
namespace {

constexpr std::int32_t none = -1;

unsigned char byte_at(std::string_view text, std::size_t at) {
    return static_cast<unsigned char>(text[at]);
}

}  // namespace

std::uint32_t LiteralScanner::add(std::string_view literal) {
    literals_.emplace_back(literal);
    return static_cast<std::uint32_t>(literals_.size() - 1);
}

void LiteralScanner::grow(std::size_t size) {
    if (check_.size() < size) {
        size = std::max(size, check_.size() * 2);
        base_.resize(size, 0);
        check_.resize(size, none);
        fail_.resize(size, 0);
        found_.resize(size, none);
        output_.resize(size, 0);
    }
}

std::int32_t LiteralScanner::step(std::int32_t state, unsigned char byte) const {
    const std::int32_t next = base_[static_cast<std::size_t>(state)] + byte;
    return check_[static_cast<std::size_t>(next)] == state ? next : none;
}

/// The lowest base that leaves all `bytes` free, searched from where free cells begin.
std::int32_t LiteralScanner::free_base(const std::vector<unsigned char>& bytes) {
    grow(first_free_ + 512);
    while (check_[first_free_] != none) {
        grow(++first_free_ + 512);
    }
    std::size_t tries = 0;
    for (std::size_t cell = std::max<std::size_t>(first_free_, bytes.front() + std::size_t{1});;
         ++cell) {
        grow(cell + 512);
        const std::size_t base = cell - bytes.front();
        const bool fits = check_[cell] == none &&
                          std::all_of(bytes.begin(), bytes.end(), [&](unsigned char byte) {
                              return check_[base + byte] == none;
                          });
        if (fits) {
            // Crowded regions are given up, or the search would be quadratic.
            first_free_ = tries > 64 ? cell : first_free_;
            return static_cast<std::int32_t>(base);
        }
        tries += std::size_t{check_[cell] == none};
    }
}

void LiteralScanner::build() {
    std::vector<std::uint32_t> order(literals_.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return literals_[a] == literals_[b] ? a < b : literals_[a] < literals_[b];
    });
    first_free_ = 1;
    grow(1024);
    check_[0] = 0;  // the root's own cell is taken
    std::vector<Branch> queue = {{0, 0, order.size(), 0}};
    for (std::size_t head = 0; head < queue.size(); ++head) {
        const Branch branch = queue[head];
        std::vector<unsigned char> bytes;
        std::vector<std::size_t> starts;
        for (std::size_t i = branch.first; i < branch.last; ++i) {
            const std::string& literal = literals_[order[i]];
            if (literal.size() <= branch.depth) {
                auto& found = found_[static_cast<std::size_t>(branch.state)];
                found =
                    found == none && !literal.empty() ? static_cast<std::int32_t>(order[i]) : found;
            } else if (bytes.empty() || bytes.back() != byte_at(literal, branch.depth)) {
                bytes.push_back(byte_at(literal, branch.depth));
                starts.push_back(i);
            }
        }
        if (bytes.empty()) {
            continue;
        }
        starts.push_back(branch.last);
        const std::int32_t base = free_base(bytes);
        base_[static_cast<std::size_t>(branch.state)] = base;
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            const std::int32_t child = base + bytes[i];
            check_[static_cast<std::size_t>(child)] = branch.state;
            queue.push_back({child, starts[i], starts[i + 1], branch.depth + 1});
        }
    }
    grow(check_.size() + 256);
    link_failures(queue);
}

void LiteralScanner::link_failures(const std::vector<Branch>& breadth_first) {
    // In breadth-first order the fail state of a parent has its children placed already.
    for (const Branch& branch : breadth_first) {
        for (unsigned byte = 0; byte < 256; ++byte) {
            const std::int32_t child = step(branch.state, static_cast<unsigned char>(byte));
            if (child == none || child == branch.state) {
                continue;
            }
            std::int32_t fail = 0;
            if (branch.state != 0) {
                fail = next_state(fail_[static_cast<std::size_t>(branch.state)],
                                  static_cast<unsigned char>(byte));
            }
            const auto at = static_cast<std::size_t>(child);
            const auto fail_at = static_cast<std::size_t>(fail);
            fail_[at] = fail;
            output_[at] = found_[fail_at] != none ? fail : output_[fail_at];
        }
    }
}

std::int32_t LiteralScanner::next_state(std::int32_t state, unsigned char byte) const {
    for (;;) {
        const std::int32_t next = step(state, byte);
        if (next != none && next != 0) {
            return next;
        }
        if (state == 0) {
            return 0;
        }
        state = fail_[static_cast<std::size_t>(state)];
    }
}

void LiteralScanner::scan(std::string_view text, std::vector<Hit>& out) const {
    if (check_.empty()) {
        return;
    }
    std::int32_t state = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        state = next_state(state, byte_at(text, i));
        for (std::int32_t at = state; at != 0; at = output_[static_cast<std::size_t>(at)]) {
            const std::int32_t literal = found_[static_cast<std::size_t>(at)];
            if (literal != none) {
                const auto id = static_cast<std::uint32_t>(literal);
                out.push_back({id, i + 1 - literals_[id].size(), i + 1});
            }
        }
    }
}

}  // namespace dingtu
