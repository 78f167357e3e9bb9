#include "loader/load.h"

#include "base/error.h"
#include "loader/data.h"
#include "loader/extract.h"
#include "loader/front.h"
#include "loader/readers.h"
#include "loader/record.h"
#include "loader/store_findings.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <future>
#include <iostream>
#include <iterator>
#include <map>
#include <memory>

namespace dingtu {
namespace {

/// A document on its way: read and understood, or the fault that kept it from that.
struct Understood {
    std::unique_ptr<Document> document;
    std::vector<Sentence> sentences;
    Findings findings;
    std::unique_ptr<Error> fault;
};

struct Source {
    std::string path;
    std::string id;
};

std::string read_standard_input() {
    return {std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>()};
}

void add_folder(const std::string& folder, std::vector<std::string>& files) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file() && readable(entry.path().string())) {
            files.push_back(entry.path().string());
        }
    }
}

/// The files of all paths, sorted, each once, with their document names: two files of one name get
/// their folder's before it.
std::vector<Source> sources_of(const std::vector<std::string>& paths) {
    std::vector<std::string> files;
    for (const std::string& path : paths) {
        std::error_code fault;
        if (path != "-" && std::filesystem::is_directory(path, fault)) {
            add_folder(path, files);
        } else {
            files.push_back(path);
        }
    }
    std::sort(files.begin(), files.end());
    files.erase(std::unique(files.begin(), files.end()), files.end());
    std::map<std::string, std::size_t> uses;
    const auto stem = [](const std::string& file) {
        return file == "-" ? std::string("stdin") : std::filesystem::path(file).stem().string();
    };
    for (const std::string& file : files) {
        ++uses[stem(file)];
    }
    std::vector<Source> sources;
    for (const std::string& file : files) {
        const std::string folder = std::filesystem::path(file).parent_path().filename().string();
        sources.push_back({file, uses[stem(file)] > 1 && !folder.empty() ? folder + "/" + stem(file)
                                                                         : stem(file)});
    }
    return sources;
}

Understood understand(const Source& source, const RuleBook& rules, const std::string& date) {
    Understood result;
    try {
        Document document = source.path == "-" ? read_document("-", read_standard_input())
                                               : read_document(source.path);
        document.id = source.id;
        document.date = date;
        result.sentences = segment(document);
        result.findings = extract(document, result.sentences, rules);
        result.document = std::make_unique<Document>(std::move(document));
    } catch (const Error& error) {
        if (error.phase() != Phase::Load) {
            throw;
        }
        result.fault = std::make_unique<Error>(error);
    }
    return result;
}

bool is_known(const Snapshot& snapshot, const Document& document, const std::string& rules) {
    const std::optional<Record> record = read_record(snapshot, document.id);
    return record && record->sha256 == document.sha256 && record->rules == rules;
}

void keep(Store& store, const Understood& understood, const std::string& rules,
          LoadReport& report) {
    const Document& document = *understood.document;
    const std::shared_ptr<const Snapshot> before = store.snapshot();
    ++report.documents;
    report.bytes += document.text.size();
    report.warnings.insert(report.warnings.end(), document.warnings.begin(),
                           document.warnings.end());
    if (is_known(*before, document, rules)) {
        ++report.unchanged;
        return;
    }
    const std::unique_ptr<Transaction> transaction = store.begin();
    if (before->catalog().synonyms(NameKind::Label).empty()) {
        add_names(*transaction);
    }
    const bool replaces = read_record(*transaction, document.id).has_value();
    withdraw(*transaction, document.id);
    store_findings(*transaction, document, understood.sentences, understood.findings, rules);
    transaction->commit();
    ++(replaces ? report.replaced : report.added);
    report.entities += understood.findings.entities.size();
    report.relations += understood.findings.relations.size();
    report.mentions += understood.findings.mentions.size();
}

RuleBook rules_for(const LoadOptions& options) {
    RuleBook rules = RuleBook::built_in();
    for (const std::string& path : options.rule_files) {
        std::ifstream file(path, std::ios::binary);
        if (!file) {
            throw Error(Phase::Load, path + ": the rule file cannot be opened");
        }
        rules.read(path, std::string{std::istreambuf_iterator<char>(file),
                                     std::istreambuf_iterator<char>()});
    }
    return rules;
}

}  // namespace

LoadReport load(Store& store, const std::vector<std::string>& paths, const LoadOptions& options,
                Limits& limits) {
    if (!options.date.empty() && latest_date(options.date) != options.date) {
        throw Error(Phase::Load, "`" + options.date + "` is no date")
            .hint("write 2025, 2025-05 or 2025-05-23");
    }
    const std::vector<Source> sources = sources_of(paths);
    const RuleBook rules = rules_for(options);
    LoadReport report;
    // Reading and understanding go side by side, storing in the order of the names.
    const std::size_t width = std::max(1U, options.threads);
    for (std::size_t first = 0; first < sources.size(); first += width) {
        limits.check_now();
        std::vector<std::future<Understood>> running;
        for (std::size_t i = first; i < std::min(first + width, sources.size()); ++i) {
            running.push_back(std::async(width > 1 ? std::launch::async : std::launch::deferred,
                                         understand, std::cref(sources[i]), std::cref(rules),
                                         std::cref(options.date)));
        }
        for (std::future<Understood>& one : running) {
            const Understood understood = one.get();
            if (understood.fault != nullptr && sources.size() == 1) {
                throw *understood.fault;
            }
            if (understood.fault != nullptr) {
                report.failures.push_back(render(*understood.fault));
            } else if (options.dry_run) {
                ++report.documents;
                report.entities += understood.findings.entities.size();
                report.relations += understood.findings.relations.size();
                report.mentions += understood.findings.mentions.size();
            } else {
                keep(store, understood, rules.digest(), report);
            }
        }
        if (options.progress) {
            options.progress(std::min(first + width, sources.size()), sources.size());
        }
    }
    return report;
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
