#pragma once

#include "loader/pattern.h"
#include "loader/scene.h"

#include <memory>
#include <string>
#include <utility>

namespace dingtu {

/// The finders of names, one kind of rule each. All append candidates to `found`, which holds those
/// of the same sentence that were found before; which of two that overlap is kept is decided by
/// arbitrate(). `name` is the canonical name as far as the words themselves tell it.

/// A candidate as the finders offer it.
[[nodiscard]] inline Mention candidate(std::string label, std::uint32_t sentence, Span range,
                                       std::string name, std::string rule, double weight) {
    Mention mention;
    mention.label = std::move(label);
    mention.sentence = sentence;
    mention.begin = range.begin;
    mention.end = range.end;
    mention.name = std::move(name);
    mention.rule = std::move(rule);
    mention.weight = weight;
    return mention;
}

/// Provinces, cities, counties and regions of the whole document by the gazetteer; a short or
/// shared form is read by the places that the document names in full.
void find_places(const Scene& scene, std::vector<Mention>& found);
/// Townships and subdistricts: 下塘镇, 长庆街道.
void find_towns(const Scene& scene, std::uint32_t sentence, std::vector<Mention>& found);
/// Names that end in a telling suffix: firms, agencies, zones, platforms, projects, events, ...
void find_suffixed(const Scene& scene, std::uint32_t sentence, std::vector<Mention>& found);
/// Bodies of states by their list (data/organs.txt): 国家发改委, 教育部国际合作司, 印度政府.
void find_organs(const Scene& scene, std::uint32_t sentence, std::vector<Mention>& found);
/// 《…》 and “…” with what stands before and behind them.
void find_quoted(const Scene& scene, std::uint32_t sentence, std::vector<Mention>& found);
/// People by surname beside a title, a verb of saying or in a byline.
void find_people(const Scene& scene, std::uint32_t sentence, std::vector<Mention>& found);
/// Industries by name, by 产业 行业 领域 behind them, and in enumerations of such.
void find_industries(const Scene& scene, std::uint32_t sentence, std::vector<Mention>& found);
/// Names of the user's own dictionaries: these win over all others.
void find_listed(const Scene& scene, const RuleBook& rules, std::uint32_t sentence,
                 std::vector<Mention>& found);

/// Firms by a short form: of the full names that the document has, known brands, brand and trade
/// (申昊科技), members of lists of firms.
class Brands {
public:
    /// `found` are the firms of the whole document by the finders above.
    Brands(const Scene& scene, const std::vector<Mention>& found);
    ~Brands();
    void find(const Scene& scene, std::uint32_t sentence, std::vector<Mention>& found) const;

private:
    struct Book;
    std::unique_ptr<Book> book_;
};

/// Keeps, where candidates overlap, the one of more weight, then the longer one. A place, firm or
/// industry that lies whole inside a longer name of another kind is kept as nested.
void arbitrate(std::vector<Mention>& found);

}  // namespace dingtu
