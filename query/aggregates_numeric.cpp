#include "query/aggregates_numeric.h"

#include "base/duration.h"
#include "query/arguments.h"
#include "query/grouped.h"

#include <cmath>
#include <limits>
#include <optional>

namespace dingtu {

namespace {

__extension__ using Wide = __int128;
using Args = std::span<const Value>;

/// Neumaier's sum: the error of each addition is kept apart, so that the result depends little on
/// the order of the rows. ("Rundungsfehleranalyse einiger Verfahren zur Summation endlicher
/// Summen", 1974.)
class FloatSum {
public:
    void add(double value) {
        double sum = sum_ + value;
        error_ += std::fabs(sum_) >= std::fabs(value) ? (sum_ - sum) + value : (value - sum) + sum_;
        sum_ = sum;
    }
    /// Infinities and NaN make the error meaningless.
    [[nodiscard]] double value() const { return std::isfinite(sum_) ? sum_ + error_ : sum_; }

private:
    double sum_ = 0;
    double error_ = 0;
};

/// Integers, floats and durations summed each by itself. Integers are summed in 128 bits: only the
/// whole must fit 64, not what it passes on the way.
class Totals {
public:
    /// False for null.
    bool add(const Value& value, std::uint64_t multiplicity) {
        switch (value.kind()) {
            case Kind::Null: return false;
            case Kind::Integer: add_integer(value.as_integer(), multiplicity); break;
            case Kind::Float:
                floats_.add(value.as_float() * static_cast<double>(multiplicity));
                any_float_ = true;
                any_number_ = true;
                break;
            case Kind::Duration: add_duration(value.as_duration(), multiplicity); break;
            case Kind::Map:
            case Kind::Node:
            case Kind::Relationship:
            case Kind::List:
            case Kind::Path:
            case Kind::DateTime:
            case Kind::LocalDateTime:
            case Kind::Date:
            case Kind::Time:
            case Kind::LocalTime:
            case Kind::String:
            case Kind::Boolean: refuse_kind(value, "a number or Duration");
        }
        if (any_number_ && durations_) {
            refuse_kind(value, value.is_number() ? "a Duration, as in earlier rows,"
                                                 : "a number, as in earlier rows,");
        }
        count_ += multiplicity;
        return true;
    }

    [[nodiscard]] std::uint64_t count() const { return count_; }
    [[nodiscard]] const std::optional<Duration>& durations() const { return durations_; }
    [[nodiscard]] bool any_float() const { return any_float_; }
    [[nodiscard]] Wide integers() const { return integers_; }
    [[nodiscard]] double number() const { return floats_.value() + static_cast<double>(integers_); }

private:
    void add_integer(std::int64_t value, std::uint64_t multiplicity) {
        Wide product = Wide{value} * static_cast<Wide>(multiplicity);
        if (__builtin_add_overflow(integers_, product, &integers_)) {
            refuse_overflow("a sum");
        }
        any_number_ = true;
    }

    void add_duration(const Duration& value, std::uint64_t multiplicity) {
        Duration product = times(value, static_cast<std::int64_t>(multiplicity));
        durations_ = durations_ ? plus(*durations_, product) : product;
    }

    Wide integers_ = 0;
    FloatSum floats_;
    std::optional<Duration> durations_;
    bool any_number_ = false;
    bool any_float_ = false;
    std::uint64_t count_ = 0;
};

class Sum {
public:
    void add(Args args, std::uint64_t multiplicity) { totals_.add(args[0], multiplicity); }

    [[nodiscard]] Value result() const {
        if (totals_.durations()) {
            return *totals_.durations();
        }
        if (totals_.any_float()) {
            return totals_.number();
        }
        Wide sum = totals_.integers();
        if (sum > std::numeric_limits<std::int64_t>::max() ||
            sum < std::numeric_limits<std::int64_t>::min()) {
            refuse_overflow("a sum");
        }
        return static_cast<std::int64_t>(sum);
    }

private:
    Totals totals_;
};

class Average {
public:
    void add(Args args, std::uint64_t multiplicity) { totals_.add(args[0], multiplicity); }

    [[nodiscard]] Value result() const {
        if (totals_.count() == 0) {
            return {};
        }
        auto count = static_cast<double>(totals_.count());
        if (totals_.durations()) {
            return divided(*totals_.durations(), count);
        }
        return totals_.number() / count;
    }

private:
    Totals totals_;
};

/// Welford's method, with weights: one pass, and no difference of large squares.
template <bool sample>
class Deviation {
public:
    void add(Args args, std::uint64_t multiplicity) {
        if (args[0].is_null()) {
            return;
        }
        double value = expect_number(args[0]);
        auto weight = static_cast<double>(multiplicity);
        count_ += weight;
        double from_mean = value - mean_;
        mean_ += from_mean * weight / count_;
        squares_ += weight * from_mean * (value - mean_);
    }

    [[nodiscard]] Value result() const {
        double divisor = sample ? count_ - 1 : count_;
        return divisor <= 0 ? 0.0 : std::sqrt(squares_ / divisor);
    }

private:
    double count_ = 0;
    double mean_ = 0;
    double squares_ = 0;
};

}  // namespace

std::unique_ptr<Aggregator> make_sum() {
    return make_grouped<Sum>();
}
std::unique_ptr<Aggregator> make_average() {
    return make_grouped<Average>();
}
std::unique_ptr<Aggregator> make_sample_deviation() {
    return make_grouped<Deviation<true>>();
}
std::unique_ptr<Aggregator> make_population_deviation() {
    return make_grouped<Deviation<false>>();
}

}  // namespace dingtu
