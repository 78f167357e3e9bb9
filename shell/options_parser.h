#pragma once

#include "shell/options.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace dingtu {

/// The options that one command takes: their names, their help, their reading. Reads once.
class OptionParser {
public:
    explicit OptionParser(const Command& command);
    ~OptionParser();
    OptionParser(const OptionParser&) = delete;
    OptionParser& operator=(const OptionParser&) = delete;

    /// Every option's name with its hyphens, and whether it takes a value.
    [[nodiscard]] std::map<std::string, bool> names() const;
    [[nodiscard]] std::string help() const;
    /// Throws Error{Usage} for values that cannot be; unknown options are to be refused before.
    [[nodiscard]] Options parse(std::vector<std::string> args);

private:
    struct Parts;
    const Command& command_;
    std::unique_ptr<Parts> parts_;
};

}  // namespace dingtu
