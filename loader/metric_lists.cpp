// Numbers in a list: what each of them is said of.

#include "loader/metric_names.h"
#include "loader/metric_words.h"

#include <utility>

namespace dingtu {

namespace {

/// A、B、C增加值: the head of the last item, or `head` of the clause, is said of all.
std::vector<MetricName> shared_head(std::vector<std::string> items, const std::string& head) {
    const PhraseSet& heads = metric_words().head;
    std::string shared = head;
    if (shared.empty()) {
        const std::string& last = items.back();
        const std::size_t length = heads.before(last, last.size()).length;
        if (length < last.size()) shared = last.substr(last.size() - length);
    }
    std::vector<MetricName> named;
    for (std::string& item : items) {
        if (heads.before(item, item.size()).length == 0) item += shared;
        named.push_back({item, no_entity, std::nullopt});
    }
    return named;
}

/// 数字产业紧随其后, 净利润双双增长: an industry or a measure with what is said of it ends where
/// its name does.
std::size_t industry_end(std::string_view text, Span words) {
    const std::string_view item = text.substr(words.begin, words.end - words.begin);
    if (metric_words().head.before(item, item.size())) return words.end;
    for (const std::string_view tail : {"产业", "行业", "领域", "企业"}) {
        const std::size_t at = item.rfind(tail);
        if (at != std::string_view::npos) return words.begin + at + tail.size();
    }
    PhraseSet::Match head;
    const std::size_t at = metric_words().head.find(item, 0, head);
    constexpr std::size_t two_characters = 6;
    if (at != std::string_view::npos && head.length >= two_characters) {
        return words.begin + at + head.length;
    }
    return words.end;
}

}  // namespace

std::vector<MetricName> MetricNamer::list(const LeftWords& left, Span left_range,
                                          const std::vector<std::size_t>& numbers) const {
    const std::size_t count = numbers.size();
    const std::vector<Span> actors = list_items(sentence_, {left_range.begin, left.core.end});
    if (actors.size() == count) {
        if (auto named = actor_names(actors); !named.empty()) return named;
    }
    std::vector<Span> items = items_of(left.core, count);
    if (items.size() == count) return shared_head(item_texts(items), "");
    const std::string core = phrase_text(sentence_, left.core);
    const bool conditional = place_.bare && metric_words().condition_lead.at(
                                                text_, sentence_.clauses[*place_.bare].span.begin);
    if (place_.bare && *place_.bare + 1 == place_.clause && !conditional) {
        items = items_of(sentence_.clauses[*place_.bare].span, count);
        if (items.size() == count) return shared_head(item_texts(items), core);
    }
    const bool ownerless =
        core.empty() || metric_words().generic.contains(core) || core.starts_with("占");
    if (drafts_.size() >= count && ownerless && left.scope.empty() && !conditional) {
        std::vector<MetricName> named;
        for (std::size_t k = drafts_.size() - count; k < drafts_.size(); ++k) {
            named.push_back({drafts_[k].indicator + core, drafts_[k].subject.entity,
                             drafts_[k].subject.mention});
        }
        return named;
    }
    const Span right =
        read_right(sentence_, sentence_.quantities[numbers.back()].span.end, clause().end);
    const std::string one = left.direction != 0
                                ? change(left, right)
                                : level(left, sentence_.quantities[numbers.back()], right);
    return std::vector<MetricName>(count, MetricName{one, no_entity, std::nullopt});
}

/// The items of a list of `count`; 和 inside an item (冶炼和压延加工业) divides nothing.
std::vector<Span> MetricNamer::items_of(Span range, std::size_t count) const {
    std::vector<Span> items = list_items(sentence_, range);
    return items.size() == count ? items : list_items(sentence_, range, true);
}

/// 余杭区、萧山区规上工业增加值分别增长…: one place each.
std::vector<MetricName> MetricNamer::actor_names(const std::vector<Span>& items) const {
    std::vector<MetricName> named;
    std::string rest;
    for (const Span item : items) {
        const Mention* actor = nullptr;
        for (const Mention& mention : sentence_.mentions) {
            const bool fits = is_a(mention.label, "Place") || is_a(mention.label, "Organization");
            if (fits && !mention.nested && mention.begin >= item.begin && mention.end <= item.end &&
                mention.entity != no_entity) {
                actor = &mention;
            }
        }
        const bool leads = actor != nullptr && (named.empty() || actor->begin == item.begin);
        if (!leads) return {};
        const Span behind{actor->end, item.end};
        rest = phrase_text(sentence_, read_left(sentence_, behind, false).core);
        named.push_back({rest, actor->entity, *actor});
    }
    for (MetricName& one : named) {
        if (one.indicator.empty()) one.indicator = rest.empty() ? inherited() : rest;
    }
    return named;
}

/// An item is its mention if it begins with one, else its words.
std::vector<std::string> MetricNamer::item_texts(const std::vector<Span>& items) const {
    std::vector<std::string> texts;
    for (const Span item : items) {
        const LeftWords left = read_left(sentence_, item, false);
        Span words = left.core.end > left.core.begin ? left.core : item;
        for (const Mention& mention : sentence_.mentions) {
            const bool here = mention.begin == words.begin && mention.end < words.end;
            const bool verb = here && !metric_words().head.at(text_, mention.end) &&
                              metric_words().head.before(text_, words.end).length == 0;
            if (here && verb) words.end = mention.end;
        }
        words.end = industry_end(text_, words);
        texts.push_back(phrase_text(sentence_, words));
    }
    return texts;
}

}  // namespace dingtu
