#pragma once

#include "storage/budget.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

namespace dingtu {

/// An image and the memory that it takes.
template <class Image>
struct SizedImage {
    Image image;
    std::size_t bytes = 0;
};

/// An image that is built on demand, by whichever reader needs it first. Until it has been asked
/// for so often that building would have been cheaper, readers go to the keys: the sum is never
/// more than twice the better of the two.
template <class Image>
class Lazy {
public:
    /// `asked` carries on the count of an earlier one.
    explicit Lazy(std::shared_ptr<Budget> budget, std::uint64_t asked = 0)
        : budget_(std::move(budget)),
          asked_(asked) {}
    /// An image that is there already.
    Lazy(std::shared_ptr<Budget> budget, SizedImage<Image> built, std::uint64_t used_at)
        : budget_(std::move(budget)),
          used_at_(used_at),
          bytes_(built.bytes),
          image_(std::move(built.image)),
          ready_(&*image_) {
        budget_->charge(bytes_);
    }
    Lazy(const Lazy&) = delete;
    Lazy& operator=(const Lazy&) = delete;
    ~Lazy() { budget_->give_back(bytes_); }

    /// The image if it is built, to be used now.
    [[nodiscard]] const Image* ready() const {
        const Image* image = ready_.load(std::memory_order_acquire);
        const std::uint64_t now = budget_->now();
        if (image != nullptr && used_at_.load(std::memory_order_relaxed) != now) {
            used_at_.store(now, std::memory_order_relaxed);
        }
        return image;
    }
    /// Whether it is built.
    [[nodiscard]] bool built() const { return ready_.load(std::memory_order_acquire) != nullptr; }
    [[nodiscard]] std::size_t bytes() const { return bytes_; }
    [[nodiscard]] std::uint64_t asked() const { return asked_.load(std::memory_order_relaxed); }
    /// The time of the budget at its last use.
    [[nodiscard]] std::uint64_t used_at() const { return used_at_.load(std::memory_order_relaxed); }

    /// The image, built by `build` if that is due: `cost` says how many reads one building is
    /// worth, `bytes` how much memory it takes about, `reads` how many this caller is going to do.
    /// Null if it is not, or there is no room.
    template <class Build>
    [[nodiscard]] const Image* get(std::uint64_t cost, std::size_t bytes, std::uint64_t reads,
                                   Build build) {
        if (const Image* image = ready()) {
            return image;
        }
        if (asked_.fetch_add(reads, std::memory_order_relaxed) + reads <= cost) {
            return nullptr;
        }
        const std::scoped_lock lock(building_);
        if (!built() && budget_->take(bytes)) {
            bytes_ = bytes;
            SizedImage<Image> made = build();
            budget_->charge(made.bytes);
            budget_->give_back(std::exchange(bytes_, made.bytes));
            image_ = std::move(made.image);
            ready_.store(&*image_, std::memory_order_release);
        }
        return ready();
    }

private:
    std::shared_ptr<Budget> budget_;  // outlives the store in views that are still held
    std::atomic<std::uint64_t> asked_ = 0;
    mutable std::atomic<std::uint64_t> used_at_ = 0;
    std::mutex building_;
    std::size_t bytes_ = 0;
    std::optional<Image> image_;
    std::atomic<const Image*> ready_ = nullptr;
};

}  // namespace dingtu
