// The graph as JSON lines, the form that import reads back into an equal graph. Ids carry a letter,
// since a node and a relationship may have the same number.

#include "base/json.h"
#include "exporter/caption.h"
#include "exporter/writers.h"

#include <algorithm>
#include <utility>

namespace dingtu {

namespace {

class GraphJsonlWriter final : public GraphSink {
public:
    explicit GraphJsonlWriter(std::ostream& out) : out_(out) {}

    void node(const Node& node) override {
        line_ = R"({"kind":"node","id":")" + element_id(node.id) + R"(","labels":[)";
        for (std::size_t i = 0; i < node.labels.size(); ++i) {
            line_ += i == 0 ? "" : ",";
            write_json_string(line_, node.labels[i]);
        }
        line_ += ']';
        end_line(node.properties);
    }

    void relationship(const Relationship& relationship) override {
        line_ = R"({"kind":"rel","id":")" + element_id(relationship.id) + R"(","type":)";
        write_json_string(line_, relationship.type);
        line_ += R"(,"start":")" + element_id(relationship.start) + R"(","end":")" +
                 element_id(relationship.end) + '"';
        end_line(relationship.properties);
    }

    void finish() override { out_.flush(); }

private:
    void end_line(const Map& properties) {
        line_ += R"(,"properties":)";
        if (std::any_of(properties.begin(), properties.end(),
                        [](const auto& entry) { return entry.first.starts_with('$'); })) {
            write_json(line_, properties);  // wrapped, so that no key passes for a tag
        } else {
            append_plain(properties);
        }
        line_ += "}\n";
        out_.write(line_.data(), static_cast<std::streamsize>(line_.size()));
    }

    void append_plain(const Map& properties) {
        bool first = true;
        line_ += '{';
        for (const auto& [key, value] : properties) {
            line_ += std::exchange(first, false) ? "" : ",";
            write_json_string(line_, key);
            line_ += ':';
            write_json(line_, value);
        }
        line_ += '}';
    }

    std::ostream& out_;
    std::string line_;
};

}  // namespace

std::unique_ptr<GraphSink> make_graph_jsonl(std::ostream& out, const GraphOptions&) {
    return std::make_unique<GraphJsonlWriter>(out);
}

}  // namespace dingtu
