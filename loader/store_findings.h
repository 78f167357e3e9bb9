#pragma once

#include "loader/finding.h"
#include "storage/catalog.h"
#include "storage/transaction.h"

#include <string>
#include <string_view>
#include <vector>

namespace dingtu {

/// Writes what a document says into a transaction, joined with what the store knows already: an
/// entity of a label and name (or alias) is one node. Keeps a record of it and the decoded text.
/// `rules` is the digest of the rules it was read by.
void store_findings(Transaction& transaction, const Document& document,
                    const std::vector<Sentence>& sentences, const Findings& findings,
                    const std::string& rules);

/// What a label, type or property of the built-in ontology is called in Chinese.
struct ChineseName {
    NameKind kind = NameKind::Label;
    std::string_view name;
    std::string_view word;
};
/// All of them; the texts live as long as the program.
[[nodiscard]] std::vector<ChineseName> chinese_names();

/// Tells the store the Chinese names; does nothing where they are known.
void add_names(Transaction& transaction);

}  // namespace dingtu
