// An OPTIONAL MATCH or EXISTS that is only counted as part of the join it starts from.

#include "query/join.h"

#include <algorithm>

namespace dingtu {

namespace {

class TakingIn {
public:
    TakingIn(const JoinQuery& outer, const JoinQuery& inner, JoinQuery::Role role)
        : whole_(outer),
          inner_(inner),
          clause_(outer.roles.size()) {
        whole_.roles.push_back(role);
    }

    [[nodiscard]] std::optional<JoinQuery> taken() {
        if (inner_.roles.size() > 1) {
            return std::nullopt;
        }
        for (const JoinQuery::Variable& variable : inner_.variables) {
            if (!place(variable)) {
                return std::nullopt;
            }
        }
        add_pairs(inner_.different_nodes, whole_.different_nodes, place_);
        std::vector<std::size_t> edge_place;
        for (JoinQuery::Edge edge : inner_.edges) {
            edge.from = place_[edge.from];
            edge.to = place_[edge.to];
            edge_place.push_back(whole_.edges.size());
            whole_.edges.push_back(std::move(edge));
        }
        add_pairs(inner_.different_relationships, whole_.different_relationships, edge_place);
        for (JoinQuery::Missing missing : inner_.missing) {
            missing.from = place_[missing.from];
            missing.to = place_[missing.to];
            if (may_be_null(missing.from) || may_be_null(missing.to)) {
                return std::nullopt;  // from a null no relationship leads: the condition would hold
            }
            whole_.missing.push_back(std::move(missing));
        }
        for (JoinQuery::Compared compared : inner_.compared) {
            compared.left = place_[compared.left];
            compared.right = place_[compared.right];
            if (may_be_null(compared.left) || may_be_null(compared.right)) {
                return std::nullopt;  // nothing compares to a null
            }
            whole_.compared.push_back(std::move(compared));
        }
        return std::move(whole_);
    }

private:
    bool place(const JoinQuery::Variable& variable) {
        if (variable.known) {
            const auto outer = std::find_if(
                whole_.variables.begin(), whole_.variables.end(),
                [&](const JoinQuery::Variable& each) { return each.slot == variable.slot; });
            place_.push_back(static_cast<std::size_t>(outer - whole_.variables.begin()));
            return outer != whole_.variables.end() && variable.labels.anything();
        }
        place_.push_back(whole_.variables.size());
        whole_.variables.push_back(variable);
        whole_.variables.back().clause = clause_;
        whole_.variables.back()
            .find.reset();  // it may ask for what only rows of the outer one know
        return true;
    }

    /// Whether the variable belongs to an earlier OPTIONAL MATCH.
    [[nodiscard]] bool may_be_null(std::size_t variable) const {
        const std::size_t clause = whole_.variables[variable].clause;
        return clause != 0 && clause != clause_;
    }

    static void add_pairs(const JoinQuery::Pairs& from, JoinQuery::Pairs& to,
                          const std::vector<std::size_t>& place) {
        for (const auto& [a, b] : from) {
            to.emplace_back(place[a], place[b]);
        }
    }

    JoinQuery whole_;
    const JoinQuery& inner_;
    std::size_t clause_;
    std::vector<std::size_t> place_;  // of the variables of `inner_` in `whole_`
};

}  // namespace

bool JoinQuery::take_in(const JoinQuery& inner, Role role) {
    auto whole = TakingIn(*this, inner, role).taken();
    if (whole) {
        *this = std::move(*whole);
    }
    return whole.has_value();
}

}  // namespace dingtu
