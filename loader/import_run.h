#pragma once

#include "base/error.h"
#include "loader/import.h"
#include "loader/import_keys.h"
#include "loader/import_target.h"

#include <cstdint>

namespace dingtu {

/// One import on its way: what all formats share.
class ImportRun {
public:
    ImportRun(ImportTarget& target, const ImportOptions& options, Limits& limits);

    [[nodiscard]] ImportTarget& target() { return target_; }
    [[nodiscard]] const ImportOptions& options() const { return options_; }
    [[nodiscard]] ImportKeys& keys() { return keys_; }
    [[nodiscard]] ImportReport& report() { return report_; }

    /// Throws the error, or reports and counts it if bad rows are to be left out. What is not the
    /// input's fault is always thrown.
    void bad_row(const Error& error);

    /// To be called once for each row: asks the limits, tells the progress. `file_bytes` is how
    /// much of the present input has been read.
    void row_done(std::uint64_t file_bytes) {
        limits_.check();
        if ((++rows_ & 0xFFF) == 0) {
            tell(file_bytes);
        }
    }
    /// An input of that size is finished.
    void file_done(std::uint64_t file_bytes) { finished_bytes_ += file_bytes; }
    /// All inputs are: what follows tells its progress through this.
    [[nodiscard]] ImportTarget::OnProgress storing() const;

private:
    void tell(std::uint64_t file_bytes);

    ImportTarget& target_;
    const ImportOptions& options_;
    Limits& limits_;
    ImportKeys keys_;
    ImportReport report_;
    std::uint64_t rows_ = 0;
    std::uint64_t finished_bytes_ = 0;
    std::uint64_t total_bytes_ = 0;
};

// One function a format. Nodes of all files come before relationships of all files.
void import_csv_nodes(const NodeFile& file, ImportRun& run);
void import_csv_relationships(const RelationshipFile& file, ImportRun& run);
void import_jsonl(const std::string& path, ImportRun& run);
void import_graphml(const std::string& path, ImportRun& run);
void import_rdf(const std::string& path, ImportRun& run);

}  // namespace dingtu
