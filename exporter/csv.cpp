// Rows as RFC 4180. Null is an empty field, the empty string is `""`; lines end with `\n`, which
// every reader takes and which keeps diffs and `wc -l` as people expect them.

#include "exporter/escape.h"
#include "exporter/writers.h"

namespace dingtu {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// Whether a spreadsheet program would run the text: it begins like a formula and is no number.
bool looks_like_formula(std::string_view text) {
    if (text.empty() || std::string_view("=+-@\t\r").find(text.front()) == std::string_view::npos) {
        return false;
    }
    bool signed_number = (text.front() == '+' || text.front() == '-') && text.size() > 1 &&
                         text.find_first_not_of("0123456789.,%", 1) == std::string_view::npos;
    return !signed_number;
}

class CsvWriter final : public RowSink {
public:
    CsvWriter(std::ostream& out, const RowOptions& options) : out_(out), bom_(options.bom) {}

    void columns(const std::vector<std::string>& names) override {
        if (names.empty()) {
            return;
        }
        line_ = bom_ ? byte_order_mark : "";
        for (std::size_t i = 0; i < names.size(); ++i) {
            line_ += i == 0 ? "" : ",";
            append_csv(line_, names[i]);
        }
        end_line();
    }

    void row(std::span<const Value> values) override {
        line_.clear();
        for (std::size_t i = 0; i < values.size(); ++i) {
            line_ += i == 0 ? "" : ",";
            append_cell(values[i]);
        }
        if (line_.empty()) {
            line_ = "\"\"";  // one null alone: readers skip an empty line
        }
        end_line();
    }

    void finish(const Summary&) override { out_.flush(); }

private:
    void append_cell(const Value& value) {
        if (value.is_null()) {
            return;
        }
        std::string text = plain_text(value);
        if (bom_ && !value.is_number() && looks_like_formula(text)) {
            text.insert(0, 1, '\'');
        }
        append_csv(line_, text);
    }

    void end_line() {
        line_ += '\n';
        out_.write(line_.data(), static_cast<std::streamsize>(line_.size()));
    }

    std::ostream& out_;
    bool bom_;
    std::string line_;
};

}  // namespace

std::unique_ptr<RowSink> make_csv(std::ostream& out, const RowOptions& options) {
    return std::make_unique<CsvWriter>(out, options);
}

}  // namespace dingtu
