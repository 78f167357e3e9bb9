#include "query/procedures.h"

#include "base/error.h"

#include <algorithm>

namespace dingtu {

namespace {

using plan::Procedure;
using Rows = std::vector<List>;

Rows labels(Context& context, std::span<const Value> /*args*/) {
    Rows rows;
    const Catalog& catalog = context.graph.catalog();
    for (LabelId id : catalog.labels()) {
        if (catalog.count(id) > 0) {
            rows.push_back({Value(catalog.name(id))});
        }
    }
    return rows;
}

Rows relationship_types(Context& context, std::span<const Value> /*args*/) {
    Rows rows;
    const Catalog& catalog = context.graph.catalog();
    for (TypeId id : catalog.types()) {
        if (catalog.count(id) > 0) {
            rows.push_back({Value(catalog.name(id))});
        }
    }
    return rows;
}

Rows property_keys(Context& context, std::span<const Value> /*args*/) {
    Rows rows;
    const Catalog& catalog = context.graph.catalog();
    for (KeyId id : catalog.keys()) {
        if (catalog.count(id) > 0) {
            rows.push_back({Value(catalog.name(id))});
        }
    }
    return rows;
}

Value synonyms_of(const Catalog& catalog, NameKind kind, const std::string& name) {
    List synonyms;
    for (const auto& [stored, synonym] : catalog.synonyms(kind)) {
        if (stored == name) {
            synonyms.emplace_back(synonym);
        }
    }
    return synonyms;
}

Rows schema(Context& context, std::span<const Value> /*args*/) {
    Rows rows;
    const Catalog& catalog = context.graph.catalog();
    auto add = [&](const char* what, NameKind kind, auto ids) {
        for (auto id : ids) {
            if (catalog.count(id) == 0) {
                continue;
            }
            rows.push_back({what, Value(catalog.name(id)),
                            synonyms_of(catalog, kind, catalog.name(id)),
                            static_cast<std::int64_t>(catalog.count(id))});
        }
    };
    add("label", NameKind::Label, catalog.labels());
    add("relationship type", NameKind::Type, catalog.types());
    add("property key", NameKind::Key, catalog.keys());
    return rows;
}

NameKind kind_of(const std::string& kind) {
    if (kind == "label") {
        return NameKind::Label;
    }
    if (kind == "type") {
        return NameKind::Type;
    }
    if (kind == "key") {
        return NameKind::Key;
    }
    throw Error(Phase::Run, "there are names of kind `label`, `type` and `key`, not `" + kind + "`")
        .named("ArgumentError", "InvalidArgumentValue");
}

/// From now on the name answers to the synonym too.
Rows add_synonym(Context& context, std::span<const Value> args) {
    for (const Value& arg : args) {
        if (!arg.is(Kind::String)) {
            throw Error(Phase::Run, "a synonym is added by three texts: kind, name, synonym")
                .named("TypeError", "InvalidArgumentType");
        }
    }
    context.transaction->add_synonym(kind_of(args[0].as_string()), args[1].as_string(),
                                     args[2].as_string());
    return {};
}

std::vector<Procedure> all() {
    std::vector<Procedure> procedures = {
        {.name = "db.addSynonym",
         .inputs = {{"kind", Kind::String}, {"name", Kind::String}, {"synonym", Kind::String}},
         .required = 3,
         .outputs = {},
         .call = add_synonym,
         .help = "another name for a label, type or key, such as ('label', 'Firm', '企业')",
         .writes = true},
        {.name = "db.labels",
         .inputs = {},
         .required = 0,
         .outputs = {"label"},
         .call = labels,
         .help = "labels that some node has",
         .writes = false},
        {.name = "db.propertyKeys",
         .inputs = {},
         .required = 0,
         .outputs = {"propertyKey"},
         .call = property_keys,
         .help = "property keys that are in use",
         .writes = false},
        {.name = "db.relationshipTypes",
         .inputs = {},
         .required = 0,
         .outputs = {"relationshipType"},
         .call = relationship_types,
         .help = "relationship types that are in use",
         .writes = false},
        {.name = "db.schema",
         .inputs = {},
         .required = 0,
         .outputs = {"kind", "name", "synonyms", "count"},
         .call = schema,
         .help = "all of these with their counts",
         .writes = false},
    };
    for (Procedure& measure : measure_procedures()) {
        procedures.push_back(std::move(measure));
    }
    return procedures;
}

const std::vector<Procedure>& table() {
    static const std::vector<Procedure> procedures = all();
    return procedures;
}

}  // namespace

const plan::Procedure* find_procedure(std::string_view name) {
    const auto& procedures = table();
    auto found =
        std::find_if(procedures.begin(), procedures.end(),
                     [name](const Procedure& procedure) { return procedure.name == name; });
    return found == procedures.end() ? nullptr : &*found;
}

std::vector<const plan::Procedure*> all_procedures() {
    std::vector<const Procedure*> all;
    for (const Procedure& procedure : table()) {
        all.push_back(&procedure);
    }
    return all;
}

}  // namespace dingtu
