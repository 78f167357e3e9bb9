#include "loader/load.h"

#include "base/error.h"
#include "loader/extract.h"
#include "loader/front.h"
#include "loader/in_order.h"
#include "loader/record.h"
#include "loader/sha256.h"
#include "loader/sources.h"
#include "loader/store_findings.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <utility>

namespace dingtu {
namespace {

/// A document on its way: read and understood, or the fault that kept it from that; without both
/// if it is stored as it is already.
struct Understood {
    std::uint64_t bytes = 0;  ///< of the file
    std::unique_ptr<Document> document;
    std::vector<Sentence> sentences;
    Findings findings;
    std::unique_ptr<Error> fault;
};

/// The user's rules and dictionaries on top of the built-in rules; short names that mean several
/// firms become warnings.
RuleBook rules_for(const LoadOptions& options, std::vector<std::string>& warnings) {
    RuleBook rules = RuleBook::built_in();
    for (const std::string& path : options.rule_files) {
        std::ifstream file(path, std::ios::binary);
        if (!file) {
            throw Error(Phase::Load, path + ": the rule file cannot be opened");
        }
        rules.read(path, std::string{std::istreambuf_iterator<char>(file),
                                     std::istreambuf_iterator<char>()});
    }
    constexpr std::size_t most_shown = 5;
    for (const std::string& path : options.dictionaries) {
        const std::vector<std::string> doubtful = rules.read_register(path);
        for (std::size_t i = 0; i < std::min(doubtful.size(), most_shown); ++i) {
            warnings.push_back(path +
                               ": a short name of several firms leads to none: " + doubtful[i]);
        }
        if (doubtful.size() > most_shown) {
            warnings.push_back(path + ": so do " + std::to_string(doubtful.size() - most_shown) +
                               " more");
        }
    }
    return rules;
}

std::string read_standard_input() {
    return {std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>()};
}

/// One call of load(): reading and understanding go side by side, storing in the order of the
/// names, some documents in one transaction.
class Loading {
public:
    Loading(Store& store, const std::vector<std::string>& paths, const LoadOptions& options,
            Limits& limits)
        : store_(store),
          options_(options),
          limits_(limits),
          sources_(sources_of(paths)),
          rules_(rules_for(options, report_.warnings)),
          read_by_(rules_.digest() + (options.date.empty() ? "" : "@" + options.date)),
          before_(store.snapshot()),
          understood_(sources_.size()) {}

    LoadReport run() {
        OrderedWork work;
        for (const SourceFile& source : sources_) {
            work.weights.push_back(source.bytes + 1);
        }
        work.most_waiting = most_waiting * std::max(1U, options_.threads);
        work.most_at_once = most_at_once;
        work.make = [this](std::size_t i) { understood_[i] = understand(sources_[i]); };
        work.take = [this](std::size_t first, std::size_t last) { keep(first, last); };
        run_in_order(work, options_.threads);
        return std::move(report_);
    }

private:
    // Bytes of files. What is found in a byte of dense text takes up to some hundred bytes of
    // memory, in a transaction too.
    static constexpr std::uint64_t most_waiting = 4U << 20;
    static constexpr std::uint64_t most_at_once = 256U << 10;

    [[nodiscard]] Understood understand(const SourceFile& source) const {
        Understood result;
        try {
            const std::string bytes =
                source.path == "-" ? read_standard_input() : file_bytes(source.path);
            result.bytes = bytes.size();
            if (!options_.dry_run && was_read_from(*before_, source.id, sha256(bytes), read_by_)) {
                return result;
            }
            Document document = read_document(source.path, bytes);
            document.id = source.id;
            document.date = options_.date;
            result.sentences = segment(document);
            result.findings = extract(document, result.sentences, rules_);
            result.document = std::make_unique<Document>(std::move(document));
        } catch (const Error& error) {
            if (error.phase() != Phase::Load) {
                throw;
            }
            result.fault = std::make_unique<Error>(error);
        }
        return result;
    }

    void keep(std::size_t first, std::size_t last) {
        limits_.check_now();
        std::unique_ptr<Transaction> transaction;
        for (std::size_t i = first; i < last; ++i) {
            const Understood understood = std::exchange(understood_[i], Understood());
            if (understood.fault != nullptr && sources_.size() == 1) {
                throw *understood.fault;
            }
            if (understood.fault != nullptr) {
                report_.failures.push_back(render(*understood.fault));
                continue;
            }
            count(understood);
            if (understood.document != nullptr && !options_.dry_run) {
                transaction = transaction == nullptr ? begin() : std::move(transaction);
                write(*transaction, understood);
            }
        }
        if (transaction != nullptr) {
            transaction->commit();
        }
        if (options_.progress) {
            options_.progress(last, sources_.size());
        }
    }

    void count(const Understood& understood) {
        ++report_.documents;
        report_.bytes += understood.bytes;
        if (understood.document == nullptr) {
            ++report_.unchanged;
            return;
        }
        const std::vector<std::string>& warnings = understood.document->warnings;
        report_.warnings.insert(report_.warnings.end(), warnings.begin(), warnings.end());
        report_.entities += understood.findings.entities.size();
        report_.relations += understood.findings.relations.size();
        report_.mentions += understood.findings.mentions.size();
    }

    [[nodiscard]] std::unique_ptr<Transaction> begin() {
        std::unique_ptr<Transaction> transaction = store_.begin();
        if (transaction->catalog().synonyms(NameKind::Label).empty()) {
            add_names(*transaction);
        }
        return transaction;
    }

    void write(Transaction& transaction, const Understood& understood) {
        const bool replaces = withdraw(transaction, understood.document->id).known;
        store_findings(transaction, *understood.document, understood.sentences, understood.findings,
                       read_by_);
        ++(replaces ? report_.replaced : report_.added);
    }

    Store& store_;
    const LoadOptions& options_;
    Limits& limits_;
    std::vector<SourceFile> sources_;
    LoadReport report_;
    RuleBook rules_;
    std::string read_by_;
    std::shared_ptr<const Snapshot> before_;
    std::vector<Understood> understood_;  ///< by source, until it is kept
};

}  // namespace

LoadReport load(Store& store, const std::vector<std::string>& paths, const LoadOptions& options,
                Limits& limits) {
    if (!options.date.empty() && latest_date(options.date) != options.date) {
        throw Error(Phase::Load, "`" + options.date + "` is no date")
            .hint("write 2025, 2025-05 or 2025-05-23");
    }
    return Loading(store, paths, options, limits).run();
}

UnloadReport unload(Store& store, const std::vector<std::string>& names, Limits& limits) {
    UnloadReport report;
    for (const std::string& name : names) {
        limits.check_now();
        const std::unique_ptr<Transaction> transaction = store.begin();
        std::string id = name;
        if (!read_record(*transaction, id)) {
            id = std::filesystem::path(name).stem().string();
        }
        if (!read_record(*transaction, id)) {
            throw Error(Phase::Load, "no document `" + name + "` is loaded")
                .hint("MATCH (d:Document) RETURN d.name lists them");
        }
        const Withdrawn gone = withdraw(*transaction, id);
        transaction->commit();
        ++report.documents;
        report.nodes_deleted += gone.nodes;
        report.relationships_deleted += gone.relationships;
    }
    return report;
}

std::optional<std::string> document_text(const Snapshot& snapshot, const std::string& document) {
    return snapshot.attachment("text/" + document);
}

}  // namespace dingtu
