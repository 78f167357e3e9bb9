#pragma once

#include <memory>
#include <utility>

namespace dingtu {

/// A value that copies share until one of them writes to it.
template <class T>
class Shared {
public:
    [[nodiscard]] const T& operator*() const { return *content_; }
    [[nodiscard]] const T* operator->() const { return content_.get(); }
    /// For writing; first makes an own copy if anyone else holds the present one.
    [[nodiscard]] T& write() {
        if (content_.use_count() != 1) {
            content_ = std::make_shared<T>(*content_);
        }
        return *content_;
    }
    /// The present content, which later writes leave alone for as long as it is held.
    [[nodiscard]] std::shared_ptr<const T> hold() const { return content_; }
    [[nodiscard]] bool same(const Shared& other) const { return content_ == other.content_; }

private:
    std::shared_ptr<T> content_ = std::make_shared<T>();
};

}  // namespace dingtu
