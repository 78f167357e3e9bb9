// Rows as blocks of `name = value` lines, for long texts: nothing is cut, line breaks inside a
// value stay and are indented under it.

#include "base/text.h"
#include "exporter/escape.h"
#include "exporter/writers.h"

#include <algorithm>

#include <fmt/format.h>

namespace dingtu {

namespace {

class LineWriter final : public RowSink {
public:
    LineWriter(std::ostream& out, const RowOptions& options) : out_(out), footer_(options.footer) {}

    void columns(const std::vector<std::string>& names) override {
        for (const std::string& name : names) {
            names_.push_back(visible(name));
            width_ = std::max(width_, display_width(names_.back()));
        }
    }

    void row(std::span<const Value> values) override {
        std::string block = rows_++ == 0 ? "" : "\n";
        for (std::size_t i = 0; i < values.size(); ++i) {
            block.append(width_ - display_width(names_[i]), ' ');
            block += names_[i] + " = ";
            append_indented(block, visible_lines(to_text(values[i])));
            block += '\n';
        }
        out_ << block;
    }

    void finish(const Summary&) override {
        if (footer_ && !names_.empty()) {
            out_ << fmt::format("{}({} {})\n", rows_ == 0 ? "" : "\n", rows_,
                                rows_ == 1 ? "row" : "rows");
        }
        out_.flush();
    }

private:
    void append_indented(std::string& block, std::string_view text) const {
        for (char c : text) {
            block += c;
            if (c == '\n') {
                block.append(width_ + 3, ' ');
            }
        }
    }

    std::ostream& out_;
    bool footer_;
    std::uint64_t rows_ = 0;
    std::size_t width_ = 0;
    std::vector<std::string> names_;
};

}  // namespace

std::unique_ptr<RowSink> make_line(std::ostream& out, const RowOptions& options) {
    return std::make_unique<LineWriter>(out, options);
}

}  // namespace dingtu
