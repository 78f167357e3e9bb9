// Holds all rows back and hands them out in order; rows with equal keys keep theirs. With a limit
// it keeps no more than a few times the rows that are wanted. Rows that are too many for memory go
// to a temporary file in sorted runs, which are merged in the end.

#include "query/ops/held_rows.h"
#include "query/ops/ops.h"
#include "query/ops/paging.h"
#include "query/ops/row_log.h"

#include <algorithm>
#include <memory>
#include <numeric>

namespace dingtu {

namespace {

class Sort final : public Operator {
public:
    Sort(Child child, const plan::Sort& step)
        : Operator(child.context),
          child_(std::move(child.op)),
          carry_(child.carry),
          step_(step),
          frame_{.context = child.context, .locals = {}},
          held_(child.context.limits, child.carry) {}
    ~Sort() override { context().limits.release(charged_); }
    Sort(const Sort&) = delete;
    Sort& operator=(const Sort&) = delete;

private:
    using Keys = std::vector<Value>;

    /// A sorted run in the temporary file, and its first row that has not been handed out: its
    /// keys, then its columns.
    struct Run {
        RowLog::Reader rows;
        std::vector<Value> first;
    };

    static constexpr std::size_t slack = 4096;  // rows kept above the wanted ones before a sift
    static constexpr std::size_t most_runs = 64;

    void do_open() override {
        clear();
        runs_.clear();
        ends_.clear();
        log_.reset();
        position_ = 0;
        worst_.clear();
        wanted_ = wanted_rows();
        child_->open();
        for (Batch in; child_->next(in);) {
            take(in);
        }
        if (ends_.empty()) {
            return sift();
        }
        spill();
        begin_merging();
    }

    [[nodiscard]] std::size_t wanted_rows() {
        if (!step_.limit) {
            return SIZE_MAX;
        }
        std::uint64_t limit = row_count(*step_.limit, context(), "LIMIT");
        std::uint64_t skip = step_.skip ? row_count(*step_.skip, context(), "SKIP") : 0;
        return limit > SIZE_MAX - skip ? SIZE_MAX : limit + skip;
    }

    // ---- taking rows in ----

    void take(const Batch& in) {
        for (std::size_t row = all_.size(); row < in.size; ++row) {
            all_.push_back(static_cast<std::uint32_t>(row));
        }
        const Rows rows{.batch = in, .indices = std::span(all_).first(in.size), .frame = frame_};
        std::vector<Keys> columns(step_.keys.size());
        for (std::size_t i = 0; i < columns.size(); ++i) {
            columns[i].reserve(in.size);
            step_.keys[i].expression->eval_all(rows, columns[i]);
        }
        for (std::size_t row = 0; row < in.size; ++row) {
            if (worst_.empty() || comes_before_worst(columns, row)) {
                take(in, row, columns);
            }
        }
        if (held_.size() > wanted_ && held_.size() - wanted_ > wanted_ + slack) {
            sift();
        }
    }

    void take(const Batch& in, std::size_t row, std::vector<Keys>& columns) {
        std::size_t bytes = columns.size() * sizeof(Value);
        for (Keys& column : columns) {
            bytes += held_bytes(column[row]);
            keys_.push_back(std::move(column[row]));
        }
        held_.take(in, row);
        charged_ += bytes;
        context().limits.charge(bytes);
        if (nearly_full(context().limits) && held_.size() > slack) {
            spill();
        }
    }

    /// Whether a row comes before the last of the wanted ones so far.
    [[nodiscard]] bool comes_before_worst(const std::vector<Keys>& columns, std::size_t row) const {
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const auto c = order(columns[i][row], worst_[i]);
            if (c != 0) {
                return step_.keys[i].descending ? c > 0 : c < 0;
            }
        }
        return false;
    }

    // ---- order ----

    /// Below, equal or above zero as the order of the rows with these keys.
    [[nodiscard]] std::weak_ordering compare(const Value* a, const Value* b) const {
        for (std::size_t i = 0; i < step_.keys.size(); ++i) {
            const auto c = order(a[i], b[i]);
            if (c != 0) {
                return step_.keys[i].descending ? 0 <=> c : c;
            }
        }
        return std::weak_ordering::equivalent;
    }

    [[nodiscard]] std::vector<std::size_t> sorted_rows() {
        std::vector<std::size_t> rows(held_.size());
        std::iota(rows.begin(), rows.end(), 0);
        const std::size_t wanted = std::min(wanted_, rows.size());
        const std::size_t width = step_.keys.size();
        auto before = [this, width](std::size_t a, std::size_t b) {
            context().limits.check();
            const auto c = compare(&keys_[a * width], &keys_[b * width]);
            return c == 0 ? a < b : c < 0;
        };
        if (wanted < rows.size()) {
            std::partial_sort(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(wanted),
                              rows.end(), before);
            rows.resize(wanted);
        } else {
            std::sort(rows.begin(), rows.end(), before);
        }
        return rows;
    }

    /// Sorts what is held and drops what is beyond the wanted rows.
    void sift() {
        const std::vector<std::size_t> rows = sorted_rows();
        const std::size_t width = step_.keys.size();
        const std::size_t before = std::max<std::size_t>(held_.size(), 1);
        Keys keys;
        keys.reserve(rows.size() * width);
        for (std::size_t row : rows) {
            std::move(keys_.begin() + static_cast<std::ptrdiff_t>(row * width),
                      keys_.begin() + static_cast<std::ptrdiff_t>((row + 1) * width),
                      std::back_inserter(keys));
        }
        keys_ = std::move(keys);
        held_.keep(rows);
        const std::size_t left = charged_ / before * rows.size();
        context().limits.release(std::exchange(charged_, left) - left);
        if (rows.size() == wanted_ && wanted_ > 0) {
            worst_.assign(keys_.end() - static_cast<std::ptrdiff_t>(width), keys_.end());
        }
    }

    void clear() {
        held_.clear();
        keys_.clear();
        context().limits.release(std::exchange(charged_, 0));
    }

    // ---- more than fits ----

    /// Writes what is held as one sorted run.
    void spill() {
        const std::size_t width = step_.keys.size();
        std::vector<Value> row(width + carry_.size());
        for (std::size_t index : sorted_rows()) {
            context().limits.check();
            std::copy_n(keys_.begin() + static_cast<std::ptrdiff_t>(index * width), width,
                        row.begin());
            for (std::size_t i = 0; i < carry_.size(); ++i) {
                row[width + i] = held_.rows().at(carry_[i], index);
            }
            log().append(row);
        }
        ends_.push_back(log().end());
        clear();
        if (ends_.size() == most_runs) {
            merge_runs();
        }
    }

    RowLog& log() {
        if (log_ == nullptr) {
            log_ = std::make_unique<RowLog>();
        }
        return *log_;
    }

    void begin_merging() {
        runs_.clear();
        std::uint64_t begin = 0;
        for (std::uint64_t end : ends_) {
            runs_.push_back(
                std::make_unique<Run>(Run{.rows = RowLog::Reader(*log_, begin, end), .first = {}}));
            begin = end;
        }
        // A run that is at its end goes; those before it were read earlier and go first on a tie.
        std::erase_if(runs_, [](const auto& run) { return !run->rows.next(run->first); });
    }

    /// Moves the next row of all runs into `row`; false when there is none.
    bool next_merged(std::vector<Value>& row) {
        if (runs_.empty()) {
            return false;
        }
        auto least =
            std::min_element(runs_.begin(), runs_.end(), [this](const auto& a, const auto& b) {
                return compare(a->first.data(), b->first.data()) < 0;
            });
        Run& run = **least;
        row.swap(run.first);
        if (!run.rows.next(run.first)) {
            runs_.erase(least);
        }
        return true;
    }

    /// Makes one run of all, in a file of its own: as many as there are would each take a buffer.
    void merge_runs() {
        begin_merging();
        auto merged = std::make_unique<RowLog>();
        std::size_t rows = 0;
        for (std::vector<Value> row; rows < wanted_ && next_merged(row); ++rows) {
            context().limits.check();
            merged->append(row);
        }
        runs_.clear();
        log_ = std::move(merged);
        ends_.assign(1, log_->end());
    }

    bool do_next(Batch& out) override {
        if (ends_.empty()) {
            return held_.hand_out(position_, out);
        }
        const std::size_t width = step_.keys.size();
        std::vector<Value> row;
        while (out.size < batch_rows && position_ < wanted_ && next_merged(row)) {
            for (std::size_t i = 0; i < carry_.size(); ++i) {
                out.column(carry_[i]).push_back(std::move(row[width + i]));
            }
            ++out.size;
            ++position_;
        }
        return !out.empty();
    }

    OperatorPtr child_;
    Slots carry_;
    const plan::Sort& step_;
    Frame frame_;
    HeldRows held_;
    Keys keys_;  // of the held rows, one row after the other
    std::vector<std::uint32_t> all_;
    Keys worst_;  // of the last of the wanted rows; empty while there are fewer
    std::unique_ptr<RowLog> log_;
    std::vector<std::uint64_t> ends_;         // of the runs in the log
    std::vector<std::unique_ptr<Run>> runs_;  // while merging
    std::size_t wanted_ = SIZE_MAX;
    std::size_t position_ = 0;
    std::size_t charged_ = 0;  // for the keys
};

}  // namespace

OperatorPtr make_sort(Child child, const plan::Sort& step) {
    return std::make_unique<Sort>(std::move(child), step);
}

}  // namespace dingtu
