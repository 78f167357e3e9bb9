#pragma once

#include "exporter/columns.h"

#include <map>
#include <string>
#include <string_view>

namespace dingtu {

/// How the values of one property key are written in GraphML and GEXF.
struct XmlKey {
    std::string id;         ///< of the declaration
    std::string_view type;  ///< boolean long double string
    /// For a string that stands for something else: json, or a kind of date as in the JSON-lines
    /// protocol (date, localtime, ...). Empty for plain values.
    std::string_view form;
};

using XmlKeys = std::map<std::string, XmlKey, std::less<>>;

/// A key for each column with the narrowest type that holds all its values; ids are the prefix and
/// a number.
[[nodiscard]] XmlKeys xml_keys(const Columns& columns, std::string_view prefix);
/// The text of a value under its key, still to be escaped.
[[nodiscard]] std::string xml_value(const Value& value, const XmlKey& key);
/// JSON of which every character can stand in XML.
[[nodiscard]] std::string xml_json(const Value& value);

}  // namespace dingtu
