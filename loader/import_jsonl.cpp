// JSON lines as `export` writes them: {"kind":"node",...} and {"kind":"rel",...}, a line each.

#include "base/json.h"
#include "base/text.h"
#include "loader/import_elements.h"

#include <fstream>

#include <fmt/format.h>

namespace dingtu {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

const Value& member(const Map& object, std::string_view name, Kind kind) {
    const auto found = object.find(name);
    if (found == object.end() || !found->second.is(kind)) {
        throw Error(Phase::Load, fmt::format("`{}` is missing or no {}", name, kind_name(kind)));
    }
    return found->second;
}

/// An id is a text; other programs may write a number.
std::string id_in(const Map& object, std::string_view name) {
    const auto found = object.find(name);
    if (found != object.end() && found->second.is(Kind::Integer)) {
        return to_text(found->second);
    }
    return member(object, name, Kind::String).as_string();
}

Map properties_of(const Map& object) {
    return object.contains("properties") ? member(object, "properties", Kind::Map).as_map() : Map();
}

std::vector<std::string> labels_of(const Map& object) {
    std::vector<std::string> labels;
    if (!object.contains("labels")) {
        return labels;
    }
    for (const Value& label : member(object, "labels", Kind::List).as_list()) {
        if (!label.is(Kind::String)) {
            throw Error(Phase::Load, "a label is no String");
        }
        labels.push_back(label.as_string());
    }
    return labels;
}

void import_line(const std::string& line, ElementMaker& maker) {
    const Value value = parse_json(line);
    if (!value.is(Kind::Map)) {
        throw Error(Phase::Load, "no JSON object");
    }
    const Map& object = value.as_map();
    const std::string& kind = member(object, "kind", Kind::String).as_string();
    if (kind == "node") {
        maker.node(id_in(object, "id"), labels_of(object), properties_of(object));
    } else if (kind == "rel") {
        maker.relationship(member(object, "type", Kind::String).as_string(), id_in(object, "start"),
                           id_in(object, "end"), properties_of(object));
    } else {
        throw Error(Phase::Load, fmt::format("`kind` is `{}`, neither `node` nor `rel`", kind));
    }
}

}  // namespace

void import_jsonl(const std::string& path, ImportRun& run) {
    std::ifstream in(path, std::ios::binary);
    ElementMaker maker(run);
    std::uint64_t bytes = 0;
    std::uint64_t number = 0;
    for (std::string line; std::getline(in, line);) {
        bytes += line.size() + 1;
        if (++number == 1 && line.starts_with(byte_order_mark)) {
            line.erase(0, byte_order_mark.size());
        }
        if (line.empty() || line == "\r") {
            continue;
        }
        try {
            import_line(line, maker);
        } catch (const Error& error) {
            if (error.phase() != Phase::Load && error.phase() != Phase::Run) {
                throw;
            }
            const std::string before =
                replace_invalid_utf8(std::string_view(line).substr(0, error.span().begin));
            run.bad_row(Error(Phase::Load, fmt::format("{}:{}:{}: {}", path, number,
                                                       length(before) + 1, error.what()))
                            .hint(error.hint()));
        }
        run.row_done(bytes);
    }
    if (in.bad() || !in.eof()) {
        throw Error(Phase::Load, fmt::format("cannot read `{}`", path));
    }
    run.file_done(bytes);
}

}  // namespace dingtu
