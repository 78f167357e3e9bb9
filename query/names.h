#pragma once

#include "storage/snapshot.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace dingtu {

/// A property key as a plan holds it: the name as written and the stored name that it stands for
/// (they differ for synonyms, 名称 for name). The number is looked up when first needed and kept;
/// a key that nothing has yet may appear while a statement writes.
class Name {
public:
    Name() = default;
    Name(std::string written, std::string stored)
        : written_(std::move(written)),
          stored_(std::move(stored)) {}

    [[nodiscard]] const std::string& written() const { return written_; }
    [[nodiscard]] const std::string& stored() const { return stored_; }
    [[nodiscard]] std::optional<KeyId> key(const Catalog& catalog) const;

private:
    std::string written_;
    std::string stored_;
    mutable std::optional<KeyId> id_;
};

/// A condition on labels or on a type: `A|B&!C` over stored names. Empty (no condition) by default.
class NameTest {
public:
    enum class Op : std::uint8_t { Anything, Name, Some, Not, And, Or };

    NameTest() = default;
    [[nodiscard]] static NameTest name(std::string stored);
    /// `%`: at least one label; every type.
    [[nodiscard]] static NameTest some();
    [[nodiscard]] static NameTest combine(Op op, std::vector<NameTest> operands);

    [[nodiscard]] bool anything() const { return op_ == Op::Anything; }
    /// Whether the node fulfils it.
    [[nodiscard]] bool holds(const Snapshot& graph, NodeId node) const;
    [[nodiscard]] bool holds(const Snapshot& graph, TypeId type) const;
    /// Whether a node with just these labels fulfils it.
    [[nodiscard]] bool holds(const Catalog& catalog, std::span<const LabelId> labels) const;
    /// The types of the catalog that fulfil it, ascending.
    [[nodiscard]] std::vector<TypeId> types(const Catalog& catalog) const;
    /// Names of labels that a node must have whatever else holds: those a scan may start from.
    [[nodiscard]] std::vector<std::string> required() const;
    /// If it is a plain choice of names (`A` or `A|B`), these; nothing otherwise.
    [[nodiscard]] std::optional<std::vector<std::string>> choice() const;
    /// All names in it.
    void collect(std::vector<std::string>& names) const;
    /// As the language writes it, without the leading colon.
    [[nodiscard]] std::string text() const;

private:
    Op op_ = Op::Anything;
    std::string name_;
    std::vector<NameTest> operands_;
    mutable std::optional<LabelId> label_;
    mutable std::optional<TypeId> type_;
};

}  // namespace dingtu
