#include "loader/graphml_parse.h"

#include "base/error.h"

#include <array>
#include <cstring>
#include <exception>
#include <fstream>
#include <memory>
#include <string_view>
#include <type_traits>
#include <utility>

#include <expat.h>
#include <fmt/format.h>

namespace dingtu {

namespace {

constexpr int piece_bytes = 1 << 16;

std::string trimmed(const std::string& text) {
    const auto begin = text.find_first_not_of(" \t\r\n");
    const auto end = text.find_last_not_of(" \t\r\n");
    return begin == std::string::npos ? "" : text.substr(begin, end - begin + 1);
}

/// Expat is C: what a callback throws waits here until the parser has returned.
class GraphmlReader {
public:
    GraphmlReader(const std::string& path, const GraphmlEvents& events)
        : path_(path),
          events_(events),
          parser_(XML_ParserCreate(nullptr), &XML_ParserFree) {
        XML_SetUserData(parser_.get(), this);
        XML_SetElementHandler(
            parser_.get(),
            [](void* self, const XML_Char* name, const XML_Char** attributes) {
                guarded(self, [&](GraphmlReader& reader) { reader.begin(name, attributes); });
            },
            [](void* self, const XML_Char* name) {
                guarded(self, [&](GraphmlReader& reader) { reader.end(name); });
            });
        XML_SetCharacterDataHandler(parser_.get(), [](void* self, const XML_Char* text, int size) {
            guarded(self, [&](GraphmlReader& reader) {
                reader.characters({text, static_cast<std::size_t>(size)});
            });
        });
    }

    std::uint64_t read() {
        std::ifstream in(path_, std::ios::binary);
        std::uint64_t bytes = 0;
        for (bool done = false; !done;) {
            char* buffer = static_cast<char*>(XML_GetBuffer(parser_.get(), piece_bytes));
            in.read(buffer, piece_bytes);
            const auto got = static_cast<int>(in.gcount());
            if (in.bad() || (!in && !in.eof())) {
                throw Error(Phase::Load, fmt::format("cannot read `{}`", path_));
            }
            bytes += static_cast<std::uint64_t>(got);
            done = in.eof();
            const XML_Status status = XML_ParseBuffer(parser_.get(), got, done ? 1 : 0);
            if (thrown_) {
                std::rethrow_exception(thrown_);
            }
            if (status != XML_STATUS_OK) {
                throw error(
                    fmt::format("not XML: {}", XML_ErrorString(XML_GetErrorCode(parser_.get()))));
            }
        }
        return bytes;
    }

private:
    template <class Work>
    static void guarded(void* user_data, Work work) {
        auto& self = *static_cast<GraphmlReader*>(user_data);
        if (self.thrown_) {
            return;
        }
        try {
            work(self);
        } catch (...) {
            self.thrown_ = std::current_exception();
            XML_StopParser(self.parser_.get(), XML_FALSE);
        }
    }

    [[nodiscard]] std::uint64_t line() const { return XML_GetCurrentLineNumber(parser_.get()); }
    [[nodiscard]] std::uint64_t column() const {
        return XML_GetCurrentColumnNumber(parser_.get()) + 1;
    }
    [[nodiscard]] Error error(const std::string& message) const {
        return {Phase::Load, fmt::format("{}:{}:{}: {}", path_, line(), column(), message)};
    }

    void begin(std::string_view name, const XML_Char** attributes) {
        if (++depth_ == 1 && name != "graphml") {
            throw error("no GraphML: the root element is not `graphml`");
        }
        XmlAttributes found;
        for (; *attributes != nullptr; attributes += 2) {
            found.emplace(attributes[0], attributes[1]);
        }
        if (name == "graph") {
            events_.on_graph();
        } else if (name == "key") {
            key_ = GraphmlKey{std::move(found), {}, {}};
        } else if (name == "node" || name == "edge") {
            open_.push_back({name == "node", std::move(found), {}, line(), column()});
        } else if (name == "data" && !open_.empty()) {
            open_.back().data.push_back({std::move(found["key"]), {}, {}});
            collect(open_.back().data.back().text);
        } else if (key_ && (name == "desc" || name == "default")) {
            collect(name == "desc" ? key_->description : key_->fallback.emplace());
        } else if (is_label(name) && !open_.empty() && !open_.back().data.empty() &&
                   open_.back().data.back().label.empty()) {
            data_depth_ = std::exchange(text_depth_, 0);
            collect(open_.back().data.back().label);
        }
    }

    void end(std::string_view name) {
        if (text_ != nullptr && text_depth_ == depth_) {
            end_text();
        }
        --depth_;
        if (name == "key" && key_) {
            events_.on_key(*key_);
            key_.reset();
        } else if ((name == "node" || name == "edge") && !open_.empty()) {
            GraphmlElement element = std::move(open_.back());
            open_.pop_back();
            events_.on_element(std::move(element),
                               static_cast<std::uint64_t>(XML_GetCurrentByteIndex(parser_.get())));
        }
    }

    void characters(std::string_view text) {
        if (text_ != nullptr && text_depth_ == depth_) {
            *text_ += text;
        }
    }

    static bool is_label(std::string_view name) {
        return name.ends_with("NodeLabel") || name.ends_with("EdgeLabel");
    }

    /// Takes the text directly inside the element that begins here.
    void collect(std::string& into) {
        text_ = &into;
        text_depth_ = depth_;
    }

    void end_text() {
        if (data_depth_ == 0) {
            text_ = nullptr;
            return;
        }
        // A label ends inside its `data`, which goes on.
        *text_ = trimmed(*text_);
        text_ = &open_.back().data.back().text;
        text_depth_ = std::exchange(data_depth_, 0);
    }

    const std::string& path_;
    const GraphmlEvents& events_;
    std::unique_ptr<std::remove_pointer_t<XML_Parser>, decltype(&XML_ParserFree)> parser_;
    std::exception_ptr thrown_;

    std::size_t depth_ = 0;
    std::optional<GraphmlKey> key_;     // open now
    std::vector<GraphmlElement> open_;  // nodes may hold graphs
    std::string* text_ = nullptr;       // where the text at text_depth_ goes
    std::size_t text_depth_ = 0;
    std::size_t data_depth_ = 0;  // of the `data` around a label, else 0
};

}  // namespace

std::string GraphmlElement::attribute(std::string_view name) const {
    const auto found = attributes.find(name);
    return found == attributes.end() ? "" : found->second;
}

std::uint64_t parse_graphml(const std::string& path, const GraphmlEvents& events) {
    return GraphmlReader(path, events).read();
}

}  // namespace dingtu
