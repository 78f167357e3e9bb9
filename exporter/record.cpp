#include "exporter/record.h"

#include "base/error.h"

#include <algorithm>
#include <bit>

namespace dingtu {

namespace {

constexpr char node_tag = 'n';
constexpr char relationship_tag = 'r';

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

/// Reads back what Encoder wrote.
class Decoder {
public:
    explicit Decoder(RecordSource& source) : source_(source) {}

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
        now_ = source_.next();
        return !now_.empty();
    }

    RecordSource& source_;
    std::string_view now_;  // what is left of the last piece
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

void append_record(std::string& out, const Node& node) {
    out += node_tag;
    Encoder encoder(out);
    encoder.number(node.id.value);
    encoder.number(node.labels.size());
    for (const std::string& label : node.labels) {
        encoder.text(label);
    }
    encoder.map(node.properties);
}

void append_record(std::string& out, const Relationship& relationship) {
    out += relationship_tag;
    Encoder encoder(out);
    encoder.number(relationship.id.value);
    encoder.text(relationship.type);
    encoder.number(relationship.start.value);
    encoder.number(relationship.end.value);
    encoder.map(relationship.properties);
}

void read_records(RecordSource& source, GraphSink& sink) {
    Decoder in(source);
    while (!in.at_end()) {
        if (in.byte() == node_tag) {
            sink.node(read_node(in));
        } else {
            sink.relationship(read_relationship(in));
        }
    }
}

}  // namespace dingtu
