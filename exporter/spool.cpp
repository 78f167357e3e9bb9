#include "exporter/spool.h"

#include "base/error.h"

#include <bit>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include <fmt/format.h>
#include <unistd.h>

namespace dingtu {

namespace {

constexpr std::size_t memory_bytes = std::size_t{16} << 20;
constexpr std::size_t read_bytes = std::size_t{1} << 20;
constexpr char node_tag = 'n';
constexpr char relationship_tag = 'r';

[[noreturn]] void fail(const char* what) {
    throw Error(Phase::Run,
                fmt::format("cannot {} a temporary file in {}: {}", what,
                            std::filesystem::temp_directory_path().string(), std::strerror(errno)))
        .hint("set TMPDIR to a folder with more room");
}

/// Appends records to a string: numbers as base-128 digits, low ones first.
class Encoder {
public:
    explicit Encoder(std::string& out) : out_(out) {}

    void number(std::uint64_t value) {
        for (; value >= 0x80; value >>= 7) {
            out_ += static_cast<char>(value | 0x80);
        }
        out_ += static_cast<char>(value);
    }

    void signed_number(std::int64_t value) {
        auto bits = static_cast<std::uint64_t>(value);
        number((bits << 1) ^ (value < 0 ? ~std::uint64_t{0} : 0));
    }

    void text(std::string_view value) {
        number(value.size());
        out_ += value;
    }

    void map(const Map& map) {
        number(map.size());
        for (const auto& [key, value] : map) {
            text(key);
            this->value(value);
        }
    }

    void value(const Value& value) {
        out_ += static_cast<char>(value.kind());
        switch (value.kind()) {
            case Kind::Null: return;
            case Kind::Boolean: return number(value.as_boolean() ? 1 : 0);
            case Kind::Integer: return signed_number(value.as_integer());
            case Kind::Float: return number(std::bit_cast<std::uint64_t>(value.as_float()));
            case Kind::String: return text(value.as_string());
            case Kind::List: return list(value.as_list());
            case Kind::Map: return map(value.as_map());
            case Kind::Date: return signed_number(value.as_date().days);
            case Kind::LocalTime: return signed_number(value.as_local_time().nanos);
            case Kind::Time: return time(value.as_time());
            case Kind::LocalDateTime: return local_date_time(value.as_local_date_time());
            case Kind::DateTime: return date_time(value.as_date_time());
            case Kind::Duration: return duration(value.as_duration());
            case Kind::Node:
            case Kind::Relationship:
            case Kind::Path: invariant(false, "a property is no part of the graph");
        }
    }

private:
    void list(const List& list) {
        number(list.size());
        for (const Value& item : list) {
            value(item);
        }
    }
    void time(const Time& time) {
        signed_number(time.nanos);
        signed_number(time.offset_seconds);
    }
    void local_date_time(const LocalDateTime& time) {
        signed_number(time.days);
        signed_number(time.nanos);
    }
    void date_time(const DateTime& time) {
        signed_number(time.days);
        signed_number(time.nanos);
        signed_number(time.offset_seconds);
        text(time.zone);
    }
    void duration(const Duration& duration) {
        signed_number(duration.months);
        signed_number(duration.days);
        signed_number(duration.seconds);
        signed_number(duration.nanos);
    }

    std::string& out_;
};

/// Reads back what Encoder wrote: first the file, then what is still in memory.
class Decoder {
public:
    Decoder(std::FILE* file, std::string_view memory) : file_(file), rest_(memory) {
        if (file_ == nullptr) {
            std::swap(rest_, now_);
        } else {
            std::rewind(file_);
        }
    }

    bool at_end() { return now_.empty() && !refill(); }

    char byte() {
        invariant(!at_end(), "a spooled record is complete");
        char c = now_.front();
        now_.remove_prefix(1);
        return c;
    }

    std::uint64_t number() {
        std::uint64_t value = 0;
        for (unsigned shift = 0;; shift += 7) {
            auto digit = static_cast<unsigned char>(byte());
            value |= static_cast<std::uint64_t>(digit & 0x7FU) << shift;
            if (digit < 0x80) {
                return value;
            }
        }
    }

    std::int64_t signed_number() {
        std::uint64_t bits = number();
        return static_cast<std::int64_t>((bits >> 1) ^ (~(bits & 1) + 1));
    }

    std::string text() {
        std::string out;
        for (std::uint64_t size = number(); out.size() < size;) {
            invariant(!at_end(), "a spooled record is complete");
            std::size_t part = std::min<std::uint64_t>(size - out.size(), now_.size());
            out += now_.substr(0, part);
            now_.remove_prefix(part);
        }
        return out;
    }

    Map map() {
        Map out;
        for (std::uint64_t n = number(); n > 0; --n) {
            std::string key = text();
            out.emplace_hint(out.end(), std::move(key), value());
        }
        return out;
    }

    Value value() {
        switch (static_cast<Kind>(byte())) {
            case Kind::Boolean: return number() != 0;
            case Kind::Integer: return signed_number();
            case Kind::Float: return std::bit_cast<double>(number());
            case Kind::String: return text();
            case Kind::List: return list();
            case Kind::Map: return map();
            case Kind::Date: return Date{signed_number()};
            case Kind::LocalTime: return LocalTime{signed_number()};
            case Kind::Time: return Time{signed_number(), offset()};
            case Kind::LocalDateTime: return LocalDateTime{signed_number(), signed_number()};
            case Kind::DateTime:
                return DateTime{signed_number(), signed_number(), offset(), text()};
            case Kind::Duration:
                return Duration{signed_number(), signed_number(), signed_number(), signed_number()};
            case Kind::Null:
            case Kind::Node:
            case Kind::Relationship:
            case Kind::Path: break;
        }
        return {};
    }

private:
    List list() {
        List out;
        for (std::uint64_t n = number(); n > 0; --n) {
            out.push_back(value());
        }
        return out;
    }

    std::int32_t offset() { return static_cast<std::int32_t>(signed_number()); }

    bool refill() {
        if (file_ != nullptr) {
            buffer_.resize(read_bytes);
            std::size_t got = std::fread(buffer_.data(), 1, buffer_.size(), file_);
            if (got == 0 && std::ferror(file_) != 0) {
                fail("read");
            }
            now_ = std::string_view(buffer_).substr(0, got);
            if (got > 0) {
                return true;
            }
            file_ = nullptr;
        }
        now_ = std::exchange(rest_, {});
        return !now_.empty();
    }

    std::FILE* file_;
    std::string buffer_;
    std::string_view now_;   // of the buffer, later of the memory
    std::string_view rest_;  // the memory, while the file is being read
};

Node read_node(Decoder& in) {
    Node node{NodeId{in.number()}, {}, {}};
    for (std::uint64_t n = in.number(); n > 0; --n) {
        node.labels.push_back(in.text());
    }
    node.properties = in.map();
    return node;
}

Relationship read_relationship(Decoder& in) {
    Relationship out;
    out.id = RelationshipId{in.number()};
    out.type = in.text();
    out.start = NodeId{in.number()};
    out.end = NodeId{in.number()};
    out.properties = in.map();
    return out;
}

}  // namespace

void GraphSpool::node(const Node& node) {
    memory_ += node_tag;
    Encoder encoder(memory_);
    encoder.number(node.id.value);
    encoder.number(node.labels.size());
    for (const std::string& label : node.labels) {
        encoder.text(label);
    }
    encoder.map(node.properties);
    spill_if_large();
}

void GraphSpool::relationship(const Relationship& relationship) {
    memory_ += relationship_tag;
    Encoder encoder(memory_);
    encoder.number(relationship.id.value);
    encoder.text(relationship.type);
    encoder.number(relationship.start.value);
    encoder.number(relationship.end.value);
    encoder.map(relationship.properties);
    spill_if_large();
}

void GraphSpool::replay(GraphSink& sink) {
    if (file_ != nullptr && std::fflush(file_.get()) != 0) {
        fail("write");
    }
    Decoder in(file_.get(), memory_);
    while (!in.at_end()) {
        if (in.byte() == node_tag) {
            sink.node(read_node(in));
        } else {
            sink.relationship(read_relationship(in));
        }
    }
}

void GraphSpool::spill_if_large() {
    if (memory_.size() >= memory_bytes) {
        spill();
    }
}

void GraphSpool::spill() {
    if (file_ == nullptr) {
        std::string path = (std::filesystem::temp_directory_path() / "dingtu-XXXXXX").string();
        int handle = ::mkstemp(path.data());
        if (handle < 0) {
            fail("make");
        }
        ::unlink(path.c_str());
        file_.reset(::fdopen(handle, "w+b"));
        invariant(file_ != nullptr, "an open file can be buffered");
    }
    if (std::fseek(file_.get(), 0, SEEK_END) != 0 ||
        std::fwrite(memory_.data(), 1, memory_.size(), file_.get()) != memory_.size()) {
        fail("write");
    }
    memory_.clear();
}

}  // namespace dingtu
