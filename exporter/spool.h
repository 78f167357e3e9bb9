#pragma once

#include "base/graph.h"

#include <cstdio>
#include <memory>
#include <string>

namespace dingtu {

/// A graph set aside for writers that must have seen all of it before they write the first byte.
/// The first 16 MiB stay in memory, the rest goes to a temporary file in the system's folder for
/// such files ($TMPDIR), which is gone when the spool or the process ends.
class GraphSpool final : public GraphSink {
public:
    /// Throw Error{Run} when the temporary file cannot be made or written.
    void node(const Node& node) override;
    void relationship(const Relationship& relationship) override;
    void finish() override {}

    /// Hands everything over in the order in which it came; may be called again. Does not call
    /// finish().
    void replay(GraphSink& sink);

private:
    struct Close {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    void spill_if_large();
    void spill();

    std::string memory_;
    std::unique_ptr<std::FILE, Close> file_;
};

}  // namespace dingtu
