#include "base/text.h"
#include "loader/enumeration.h"
#include "loader/firm_name.h"
#include "loader/resolve.h"
#include "loader/rules/known_firms.h"
#include "loader/rules/rules.h"

#include <algorithm>
#include <map>
#include <set>

namespace dingtu {
namespace {

/// Short names of firms and the name they lead to.
class BrandBook {
public:
    void add(const std::string& form, const std::string& name) {
        const auto [found, fresh] = names_.emplace(form, name);
        if (!fresh && found->second != name) {
            found->second.clear();  // two firms share the form: it leads to neither
        }
        if (fresh) {
            forms_.add(form);
        }
    }
    [[nodiscard]] const PhraseSet& forms() const { return forms_; }
    [[nodiscard]] std::string name_of(const std::string& form) const {
        const auto found = names_.find(form);
        return found == names_.end() ? std::string() : found->second;
    }

private:
    PhraseSet forms_;
    std::map<std::string, std::string> names_;
};

Mention firm(std::uint32_t sentence, Span range, std::string_view name, const char* rule,
             double weight) {
    return candidate("Firm", sentence, range, clean_name(name), rule, weight);
}

void find_forms(const Scene& scene, std::uint32_t sentence, const BrandBook& book, const char* rule,
                double weight, std::vector<Mention>& found) {
    const std::string_view text = scene.text(sentence);
    PhraseSet::Match match;
    for (std::size_t at = book.forms().find(text, 0, match); at != std::string_view::npos;
         at = book.forms().find(text, at + match.length, match)) {
        const std::string form(text.substr(at, match.length));
        const std::string name = book.name_of(form);
        if (!name.empty()) {
            found.push_back(firm(sentence, {at, at + match.length}, name, rule, weight));
        }
    }
}

/// Short forms of the full names that the document itself has.
BrandBook short_names_of(const Scene& scene, const std::vector<Mention>& found) {
    BrandBook book;
    std::set<std::string> seen;
    for (const Mention& mention : found) {
        if (mention.label != "Firm") {
            continue;
        }
        if (const std::string given = given_alias(scene.text(mention.sentence), mention.end);
            !given.empty()) {
            book.add(given, mention.name);
        }
        if (!seen.insert(mention.name).second) {
            continue;
        }
        const FirmName parts = parse_firm(mention.name);
        if (parts.suffix.empty() || parts.suffix == "集团") {
            continue;
        }
        for (const std::string& form : short_forms(parts)) {
            if (form != mention.name) {
                book.add(form, mention.name);
            }
        }
    }
    return book;
}

/// 老板电器: a brand of two or three characters and a trade, where the brand is no listed word, or
/// the whole occurs again or stands where a firm stands.
void find_brand_and_trade(const Scene& scene, std::uint32_t sentence, std::vector<Mention>& found) {
    const std::string_view text = scene.text(sentence);
    const std::vector<Word>& words = scene.words[sentence];
    for (std::size_t i = 1; i < words.size(); ++i) {
        const std::string_view trade = text.substr(words[i].begin, words[i].end - words[i].begin);
        if (!is_weak_trade(trade)) {
            continue;
        }
        // The brand: one or more words of one character, at least one of them no noun of its own.
        std::size_t first = i;
        bool unknown = false;
        while (first > 0 && words[i].begin - words[first - 1].begin <= 9 &&
               words[first - 1].end - words[first - 1].begin == 3 &&
               words[first - 1].tag != Tag::Mark && words[first - 1].tag != Tag::Measure &&
               !phrase_words("single").contains(text.substr(words[first - 1].begin, 3))) {
            --first;
            unknown = unknown || words[first].tag == Tag::Unknown;
        }
        const std::size_t brand =
            length(text.substr(words[first].begin, words[i].begin - words[first].begin));
        if (brand < 2 || brand > 3 || (!unknown && brand < 2)) {
            continue;
        }
        found.push_back(firm(sentence, {words[first].begin, words[i].end},
                             text.substr(words[first].begin, words[i].end - words[first].begin),
                             "firm.brand", 22));
    }
}

/// 上海永昌地铁: a place, two or three characters that are no word, a trade; 海岳动力车间: a noun
/// and a trade where a firm's workshop or head is spoken of.
void find_seated(const Scene& scene, std::uint32_t sentence, std::vector<Mention>& found) {
    const std::string_view text = scene.text(sentence);
    const auto try_at = [&](std::size_t begin, std::size_t name_begin, bool seated) {
        for (const std::size_t bytes : {std::size_t{6}, std::size_t{9}}) {
            const std::size_t trade_begin = begin + bytes;
            for (std::size_t length_of = 12; length_of >= 6; length_of -= 3) {
                const std::size_t end = trade_begin + length_of;
                if (end > text.size() || !is_weak_trade(text.substr(trade_begin, length_of))) {
                    continue;
                }
                const std::string_view brand = text.substr(begin, bytes);
                const bool context = text.substr(end).starts_with("车间") ||
                                     text.substr(end).starts_with("生产线") ||
                                     text.substr(end).starts_with("负责人") ||
                                     text.substr(end).starts_with("相关负责人") ||
                                     text.substr(end).starts_with("董事长") ||
                                     text.substr(end).starts_with("总经理") ||
                                     text.substr(end).starts_with("工厂");
                const bool good =
                    seated ? !is_word(brand) && !is_word(brand.substr(0, 6)) &&
                                 (bytes == 6 || !is_word(brand.substr(3)))
                           : context && is_word(brand) && !phrase_words("general").contains(brand);
                if (good) {
                    found.push_back(firm(sentence, {name_begin, end},
                                         text.substr(name_begin, end - name_begin), "firm.seated",
                                         27));
                    return;
                }
            }
        }
    };
    for (std::size_t i = 0, count = found.size(); i < count; ++i) {
        const Mention& place = found[i];
        if (place.sentence == sentence && is_a(place.label, "Place") && place.label != "Zone") {
            try_at(place.end, place.begin, true);
        }
    }
    for (const Word& word : scene.words[sentence]) {
        if (word.tag == Tag::Noun && word.end - word.begin == 6) {
            try_at(word.begin, word.begin, false);
        }
    }
}

[[nodiscard]] bool covered(const std::vector<Mention>& found, std::uint32_t sentence, Span range,
                           std::string_view label) {
    return std::any_of(found.begin(), found.end(), [&](const Mention& mention) {
        return mention.sentence == sentence && mention.label == label &&
               mention.begin < range.end && range.begin < mention.end;
    });
}

/// Items before `end`; where a brand is an ordinary word (盼盼) and no noun phrase, what stands
/// between the separators.
std::vector<Span> members_before(const Scene& scene, std::uint32_t sentence, std::size_t end) {
    const std::string_view text = scene.text(sentence);
    std::vector<Span> items;
    std::size_t begin = 0;
    for (const Span clause : clauses(text)) {
        begin = clause.begin < end ? clause.begin : begin;
    }
    for (std::size_t at = end; at > begin;) {
        std::size_t item = at;
        while (item > begin && separator_before(text, item) == 0) {
            item = character_before(text, item);
        }
        const bool first = item <= begin || separator_before(text, item) == 0;
        if (first || at - item > 30) {
            const std::size_t low = phrase_begin(scene, sentence, at, begin);
            items.push_back(low < at ? tidy_phrase(scene, sentence, {low, at}) : Span{item, at});
            break;
        }
        items.push_back({item, at});
        at = item - separator_before(text, item);
    }
    std::reverse(items.begin(), items.end());
    return items;
}

/// Members of a list of firms: 以A、B为代表, A、B等企业, and lists in which one member is a firm.
void find_members(const Scene& scene, std::uint32_t sentence, std::vector<Mention>& found) {
    const std::string_view text = scene.text(sentence);
    const auto read = [&](const std::vector<Span>& items, bool sure) {
        const bool any = std::any_of(items.begin(), items.end(), [&](Span item) {
            return covered(found, sentence, item, "Firm");
        });
        if (items.size() < 2 || (!any && !sure)) {
            return;
        }
        for (const Span item : items) {
            const std::string_view name = text.substr(item.begin, item.end - item.begin);
            const bool plain = length(name) >= 2 && length(name) <= 8 && names_something(name) &&
                               (!is_word(name) || any);
            if (plain && !covered(found, sentence, item, "Firm") &&
                !covered(found, sentence, item, "Industry") &&
                !covered(found, sentence, item, "City") &&
                !covered(found, sentence, item, "Province") &&
                !covered(found, sentence, item, "District")) {
                found.push_back(firm(sentence, item, name, "firm.list", 21));
            }
        }
    };
    for (const std::string_view mark : {"为代表", "是其中代表", "等企业", "等公司", "等龙头企业",
                                        "等一批", "等知名企业", "等为代表"}) {
        for (std::size_t at = text.find(mark); at != std::string_view::npos;
             at = text.find(mark, at + 3)) {
            read(members_before(scene, sentence, at),
                 mark != "等一批" &&
                     (mark != "为代表" || text.find("企业") != std::string_view::npos));
        }
    }
}

}  // namespace

struct Brands::Book {
    BrandBook shorts;
    KnownFirms known;
};

Brands::Brands(const Scene& scene, const std::vector<Mention>& found)
    : book_(std::make_unique<Book>(Book{short_names_of(scene, found), KnownFirms(scene)})) {}
Brands::~Brands() = default;

void Brands::find(const Scene& scene, std::uint32_t sentence, std::vector<Mention>& found) const {
    find_forms(scene, sentence, book_->shorts, "firm.short", 28, found);
    book_->known.find(sentence, found);
    find_seated(scene, sentence, found);
    find_brand_and_trade(scene, sentence, found);
    find_members(scene, sentence, found);
}

}  // namespace dingtu
