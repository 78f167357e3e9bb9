// A pattern matched as a join: see query/join.h. Rows come out in no promised order within those of
// one row that comes in.

#include "base/error.h"
#include "query/ops/flat_map.h"
#include "query/ops/join_crew.h"
#include "query/ops/ops.h"

namespace dingtu {

namespace {

class Join final : public FlatMap {
public:
    Join(Child child, const plan::Join& step, const std::set<Slot>& wanted, join::Program program)
        : FlatMap(child.context, std::move(child.op), std::move(child.carry)),
          step_(step),
          program_(std::move(program)),
          runner_(*step.query, child.context),
          positions_(program_.prefix.size()),
          weights_(program_.prefix.size() + 1) {
        const JoinQuery& query = *step.query;
        if (child.context.threads > 1 && join::Crew::can_count(program_, query)) {
            crew_.emplace(query, child.context);
        }
        for (std::size_t i = 0; i < query.variables.size(); ++i) {
            if (!query.variables[i].known && wanted.contains(query.variables[i].slot)) {
                nodes_.push_back(i);
            }
        }
        for (std::size_t i = 0; i < query.edges.size(); ++i) {
            if (wanted.contains(query.edges[i].slot)) {
                edges_.push_back(i);
            }
        }
    }

    /// The order of the variables; in brackets parts that are only counted.
    [[nodiscard]] std::string detail() const override {
        std::string text = "  order";
        for (const join::Part& part : program_.start) {
            text += " " + text_of(part);
        }
        for (const join::Level& level : program_.prefix) {
            text += " " + name_of(level.variable);
            for (const join::Part& part : level.parts) {
                text += " " + text_of(part);
            }
        }
        return text;
    }

private:
    [[nodiscard]] std::string name_of(std::size_t variable) const {
        const std::string& name = step_.query->variables[variable].name;
        return name.empty() ? "(" + step_.query->variables[variable].labels.text() + ")" : name;
    }
    [[nodiscard]] std::string text_of(const join::Part& part) const {
        std::string text = "[" + name_of(part.level->variable);
        for (const join::Part& inner : part.level->parts) {
            text += " " + text_of(inner);
        }
        return text + "]";
    }

    void begin(const Row& row) override {
        repeats_left_ = 0;
        depth_ = none;
        const JoinQuery& query = *step_.query;
        for (std::size_t i = 0; i < query.variables.size(); ++i) {
            if (!query.variables[i].known) {
                continue;
            }
            const Value& value = row.at(query.variables[i].slot);
            if (!value.is(Kind::Node)) {
                return;
            }
            runner_.values().nodes[i] = static_cast<std::uint32_t>(value.as_node_id().value);
        }
        weights_[0] = crew_ ? crew_->count(runner_, program_.start.front(), row)
                            : runner_.product(program_.start, row);
        weights_[0] = join::multiplied(weights_[0], program_.rows);
        if (weights_[0] == 0) {
            return;
        }
        depth_ = 0;
        if (!program_.prefix.empty()) {
            enter(row);
        }
    }

    bool produce(const Row& row, Batch& out) override {
        if (repeats_left_ == 0 && !find_next(row)) {
            return false;
        }
        --repeats_left_;
        emit(out);
        return true;
    }

    /// Takes up the level at `depth_`.
    void enter(const Row& row) {
        positions_[depth_] = 0;
        runner_.gather(program_.prefix[depth_], row);
    }

    /// Goes on to the next combination of the wanted variables that has any rows.
    bool find_next(const Row& row) {
        if (depth_ == none) {
            return false;
        }
        if (program_.prefix.empty()) {
            depth_ = none;
            settle(weights_[0]);
            return true;
        }
        while (true) {
            join::Level& level = program_.prefix[depth_];
            if (positions_[depth_] == level.candidates.size()) {
                if (runner_.more(level, row)) {
                    positions_[depth_] = 0;
                    continue;
                }
                if (depth_ == 0) {
                    depth_ = none;
                    return false;
                }
                --depth_;
                continue;
            }
            if (take(level, row)) {
                return true;
            }
        }
    }

    /// Takes the level's next candidate; true if that completes a combination.
    bool take(join::Level& level, const Row& row) {
        context().limits.check();
        const join::Level::Candidate& candidate = level.candidates[positions_[depth_]++];
        runner_.choose(level, candidate);
        std::uint64_t weight = join::multiplied(weights_[depth_], candidate.weight);
        if (!level.parts.empty()) {
            weight = join::multiplied(weight, runner_.product(level.parts, row));
        }
        if (weight == 0) {
            return false;
        }
        if (depth_ + 1 == program_.prefix.size()) {
            settle(weight);
            return true;
        }
        weights_[++depth_] = weight;
        enter(row);
        return false;
    }

    void settle(std::uint64_t weight) {
        weight_ = weight;
        repeats_left_ = step_.repeats == plan::Join::Repeats::Rows ? weight : 1;
    }

    void emit(Batch& out) {
        const JoinQuery& query = *step_.query;
        for (std::size_t i : nodes_) {
            out.column(query.variables[i].slot).emplace_back(NodeId{runner_.values().nodes[i]});
        }
        for (std::size_t i : edges_) {
            out.column(query.edges[i].slot)
                .emplace_back(RelationshipId{runner_.values().relationships[i]});
        }
        if (step_.repeats == plan::Join::Repeats::Weight) {
            out.column(step_.weight).emplace_back(static_cast<std::int64_t>(weight_));
        }
    }

    static constexpr std::size_t none = SIZE_MAX;

    const plan::Join& step_;
    join::Program program_;
    join::Runner runner_;
    std::optional<join::Crew> crew_;
    std::vector<std::size_t> nodes_;      // variables that are written
    std::vector<std::size_t> edges_;      // edges whose relationships are written
    std::vector<std::size_t> positions_;  // by depth: the next candidate
    std::vector<std::uint64_t> weights_;  // by depth: rows so far
    std::size_t depth_ = none;
    std::uint64_t weight_ = 0;
    std::uint64_t repeats_left_ = 0;
};

}  // namespace

OperatorPtr make_join(Child child, const plan::Join& step, const std::set<Slot>& wanted,
                      join::Program program) {
    return std::make_unique<Join>(std::move(child), step, wanted, std::move(program));
}

}  // namespace dingtu
