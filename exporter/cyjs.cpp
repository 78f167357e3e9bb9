// Cytoscape's JSON, with positions. `name` is the caption and `interaction` the type, as its
// desktop program expects; a property whose name the format needs for itself gets `_` before it.

#include "base/json.h"
#include "exporter/caption.h"
#include "exporter/escape.h"
#include "exporter/placement.h"
#include "exporter/spool.h"
#include "exporter/writers.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace dingtu {

namespace {

constexpr std::array<std::string_view, 10> own_keys{
    "id",     "name",   "value", "labels",      "shared name",
    "source", "target", "key",   "interaction", "shared interaction"};

class CyjsBody final : public GraphSink {
public:
    CyjsBody(std::ostream& out, const Placement& placement) : out_(out), placement_(placement) {}

    void node(const Node& node) override {
        text_ = nodes_++ == 0 ? "\n" : ",\n";
        text_ += R"({"data":{"id":")" + element_id(node.id) + '"';
        append_text("name", caption(node));
        append_text("shared name", caption(node));
        append_text("value", element_id(node.id));
        text_ += ",\"labels\":";
        write_json(text_, List(node.labels.begin(), node.labels.end()));
        append_properties(node.properties);
        text_ += '}';
        if (auto at = placement_.position(node.id)) {
            text_ += fmt::format(",\"position\":{{\"x\":{:.1f},\"y\":{:.1f}}}", at->x, at->y);
        }
        end_element();
    }

    void relationship(const Relationship& relationship) override {
        begin_edges();
        text_ = edges_++ == 0 ? "\n" : ",\n";
        text_ += R"({"data":{"id":")" + element_id(relationship.id) + '"';
        append_text("source", element_id(relationship.start));
        append_text("target", element_id(relationship.end));
        append_text("key", element_id(relationship.id));
        append_text("interaction", relationship.type);
        append_text("shared interaction", relationship.type);
        append_text("name", relationship.type);
        append_properties(relationship.properties);
        text_ += '}';
        end_element();
    }

    void finish() override {
        begin_edges();
        out_ << "\n]\n";
    }

private:
    void begin_edges() {
        if (!in_edges_) {
            in_edges_ = true;
            out_ << "\n],\n\"edges\":[";
        }
    }

    void append_text(std::string_view key, std::string_view value) {
        text_ += fmt::format(",\"{}\":", key);
        write_json_string(text_, value);
    }

    void append_properties(const Map& properties) {
        for (const auto& [key, value] : properties) {
            bool taken = std::find(own_keys.begin(), own_keys.end(), key) != own_keys.end();
            text_ += ',';
            write_json_string(text_, taken ? "_" + key : key);
            text_ += ':';
            append_plain_json(text_, value);
        }
    }

    void end_element() {
        text_ += '}';
        out_.write(text_.data(), static_cast<std::streamsize>(text_.size()));
    }

    std::ostream& out_;
    const Placement& placement_;
    std::uint64_t nodes_ = 0;
    std::uint64_t edges_ = 0;
    bool in_edges_ = false;
    std::string text_;
};

class CyjsWriter final : public GraphSink {
public:
    CyjsWriter(std::ostream& out, const GraphOptions& options)
        : out_(out),
          title_(options.title.empty() ? "Dingtu" : options.title) {}

    void node(const Node& node) override {
        placement_.node(node.id);
        spool_.node(node);
    }

    void relationship(const Relationship& relationship) override {
        placement_.relationship(relationship.start, relationship.end);
        spool_.relationship(relationship);
    }

    void finish() override {
        placement_.finish();
        std::string title;
        write_json_string(title, title_);
        out_ << fmt::format(
            "{{\"format_version\":\"1.0\",\"generated_by\":\"dingtu\","
            "\"target_cytoscapejs_version\":\"~3.0\",\n"
            "\"data\":{{\"name\":{0},\"shared name\":{0}}},\"directed\":true,\"multigraph\":true,\n"
            "\"elements\":{{\n\"nodes\":[",
            title);
        CyjsBody body(out_, placement_);
        spool_.replay(body);
        body.finish();
        out_ << "}}\n";
        out_.flush();
    }

private:
    std::ostream& out_;
    std::string title_;
    GraphSpool spool_;
    Placement placement_;
};

}  // namespace

std::unique_ptr<GraphSink> make_cyjs(std::ostream& out, const GraphOptions& options) {
    return std::make_unique<CyjsWriter>(out, options);
}

}  // namespace dingtu
