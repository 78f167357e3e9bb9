// Rows as JSON objects: `json` is one array, `jsonl` an object a line. Values have the form of the
// JSON-lines protocol. A statement without columns writes nothing.

#include "base/json.h"

#include "exporter/writers.h"

namespace dingtu {

namespace {

class JsonWriter final : public RowSink {
public:
    JsonWriter(std::ostream& out, bool array) : out_(out), array_(array) {}

    void columns(const std::vector<std::string>& names) override {
        for (const std::string& name : names) {
            keys_.emplace_back();
            write_json_string(keys_.back(), name);
            keys_.back() += ':';
        }
    }

    void row(std::span<const Value> values) override {
        line_ = !array_ ? "" : rows_ == 0 ? "[\n" : ",\n";
        line_ += '{';
        for (std::size_t i = 0; i < values.size(); ++i) {
            line_ += i == 0 ? "" : ",";
            line_ += keys_[i];
            write_json(line_, values[i]);
        }
        line_ += array_ ? "}" : "}\n";
        ++rows_;
        out_.write(line_.data(), static_cast<std::streamsize>(line_.size()));
    }

    void finish(const Summary&) override {
        if (array_ && !keys_.empty()) {
            out_ << (rows_ == 0 ? "[]\n" : "\n]\n");
        }
        out_.flush();
    }

private:
    std::ostream& out_;
    bool array_;
    std::uint64_t rows_ = 0;
    std::vector<std::string> keys_;
    std::string line_;
};

}  // namespace

std::unique_ptr<RowSink> make_json(std::ostream& out, const RowOptions&) {
    return std::make_unique<JsonWriter>(out, true);
}

std::unique_ptr<RowSink> make_jsonl(std::ostream& out, const RowOptions&) {
    return std::make_unique<JsonWriter>(out, false);
}

}  // namespace dingtu
