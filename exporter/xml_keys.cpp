#include "exporter/xml_keys.h"

#include "base/json.h"

#include <cmath>

#include <fmt/format.h>

namespace dingtu {

namespace {

std::string_view temporal_form(Kind kind) {
    switch (kind) {
        case Kind::Date: return "date";
        case Kind::LocalTime: return "localtime";
        case Kind::Time: return "time";
        case Kind::LocalDateTime: return "localdatetime";
        case Kind::DateTime: return "datetime";
        case Kind::Duration: return "duration";
        case Kind::Map:
        case Kind::Node:
        case Kind::Relationship:
        case Kind::List:
        case Kind::Path:
        case Kind::String:
        case Kind::Boolean:
        case Kind::Integer:
        case Kind::Float:
        case Kind::Null: break;
    }
    return "";
}

/// Integers in a column of doubles keep their form without a point, by which they are told apart.
XmlKey key_for(std::string id, const ColumnShape& shape) {
    std::optional<Kind> kind = shape.only_kind();
    if (shape.mixed_numbers() || kind == Kind::Float) {
        return {std::move(id), "double", ""};
    }
    if (kind == Kind::Integer) {
        return {std::move(id), "long", ""};
    }
    if (kind == Kind::Boolean) {
        return {std::move(id), "boolean", ""};
    }
    if (kind == Kind::String && !shape.beyond_xml()) {
        return {std::move(id), "string", ""};
    }
    if (kind && !temporal_form(*kind).empty()) {
        return {std::move(id), "string", temporal_form(*kind)};
    }
    return {std::move(id), "string", "json"};
}

std::string double_text(double value) {
    if (std::isinf(value)) {
        return value > 0 ? "INF" : "-INF";  // as XML Schema spells them
    }
    return float_text(value);
}

}  // namespace

XmlKeys xml_keys(const Columns& columns, std::string_view prefix) {
    XmlKeys keys;
    for (const auto& [name, shape] : columns) {
        keys.emplace(name, key_for(fmt::format("{}{}", prefix, keys.size()), shape));
    }
    return keys;
}

std::string xml_value(const Value& value, const XmlKey& key) {
    if (key.form == "json") {
        return xml_json(value);
    }
    return value.is(Kind::Float) ? double_text(value.as_float()) : to_text(value);
}

std::string xml_json(const Value& value) {
    // JSON escapes control characters; only U+FFFE and U+FFFF are left.
    std::string json = to_json(value);
    for (auto [bytes, escape] :
         {std::pair{"\xEF\xBF\xBE", "\\ufffe"}, {"\xEF\xBF\xBF", "\\uffff"}}) {
        for (std::size_t at = json.find(bytes); at != std::string::npos; at = json.find(bytes)) {
            json.replace(at, 3, escape);
        }
    }
    return json;
}

}  // namespace dingtu
