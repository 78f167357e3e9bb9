#pragma once

#include "loader/finding.h"
#include "storage/transaction.h"

#include <string>

namespace dingtu {

/// Writes what a document says into a transaction, joined with what the store knows already: an
/// entity of a label and name (or alias) is one node. Keeps a record of it and the decoded text.
/// `rules` is the digest of the rules it was read by.
void store_findings(Transaction& transaction, const Document& document,
                    const std::vector<Sentence>& sentences, const Findings& findings,
                    const std::string& rules);

/// The Chinese names of labels, types and properties; does nothing where they are known.
void add_names(Transaction& transaction);

}  // namespace dingtu
