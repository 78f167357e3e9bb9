#include "base/text.h"
#include "loader/data.h"
#include "loader/rules/rules.h"

#include <algorithm>
#include <array>
#include <map>

namespace dingtu {
namespace {

/// What the noun behind (or before) a quoted name tells of it.
struct Head {
    std::string label;
    std::string kind;
};

/// data/heads.txt: "Label kind noun noun ...".
struct Heads {
    PhraseSet nouns;
    std::vector<Head> meanings;

    explicit Heads(std::string_view file) {
        for (const DataLine& line : data_lines(data_file(file))) {
            const std::vector<std::string_view> parts = words_of(line.text);
            for (std::size_t i = 2; i < parts.size(); ++i) {
                nouns.add(parts[i], static_cast<std::uint32_t>(meanings.size()));
            }
            meanings.push_back(
                {std::string(parts[0]), parts[1] == "-" ? "" : std::string(parts[1])});
        }
    }
};

const Heads& quoted_heads() {
    static const Heads heads("heads.txt");
    return heads;
}

const Heads& title_tails() {
    static const Heads heads("title_tails.txt");
    return heads;
}

const Head* head_ending(const Heads& heads, std::string_view phrase) {
    const PhraseSet::Match match = heads.nouns.before(phrase, phrase.size());
    return match ? &heads.meanings[match.value] : nullptr;
}

constexpr std::string_view open_quote = "“";
constexpr std::string_view close_quote = "”";

class QuotedFinder {
public:
    QuotedFinder(const Scene& scene, std::vector<Mention>& found) : scene_(scene), found_(found) {}

    void find(std::uint32_t sentence) {
        sentence_ = sentence;
        text_ = scene_.text(sentence);
        find_titles();
        find_heading_title();
        find_quotes();
    }

private:
    [[nodiscard]] std::string_view part(std::size_t begin, std::size_t end) const {
        return text_.substr(begin, end - begin);
    }

    /// 《…》: a policy by its tail (方案, 办法, ...), nothing else.
    void find_titles() {
        constexpr std::string_view open = "《";
        constexpr std::string_view close = "》";
        for (std::size_t at = text_.find(open); at != std::string_view::npos;
             at = text_.find(open, at + open.size())) {
            const std::size_t end = text_.find(close, at);
            if (end == std::string_view::npos) {
                return;
            }
            std::string_view title = part(at + open.size(), end);
            const std::size_t draft = title.rfind("（");
            const std::string_view core = draft != std::string_view::npos && title.ends_with("）")
                                              ? title.substr(0, draft)
                                              : title;
            if (const Head* head = head_ending(title_tails(), core)) {
                add(*head, {at, end + close.size()}, title, "title", 60);
            } else if (counts_articles(core)) {
                add({"Policy", "scheme"}, {at, end + close.size()}, title, "title", 60);
            } else if (is_work({at, end + close.size()})) {
                add({"Product", ""}, {at, end + close.size()}, title, "title.work", 60);
            }
        }
    }

    /// 扶持十条, 稳增长28条.
    [[nodiscard]] static bool counts_articles(std::string_view title) {
        constexpr std::string_view article = "条";
        if (!title.ends_with(article) || title.size() < 12) {
            return false;
        }
        const std::size_t digit = title.size() - article.size();
        const std::size_t before = character_before(title, digit);
        const std::string_view last = title.substr(before, digit - before);
        return (last.size() == 1 && last[0] >= '0' && last[0] <= '9') ||
               std::string_view("一二三四五六七八九十").find(last) != std::string_view::npos;
    }

    /// 演艺《…》, 《…》动画片: a work for sale and no book or paper.
    [[nodiscard]] bool is_work(Span title) const {
        constexpr std::array<std::string_view, 20> works = {
            "演艺", "演出",   "电影", "影片", "电视剧", "网剧", "短剧",   "剧目", "歌剧", "舞剧",
            "话剧", "动画片", "动画", "动漫", "游戏",   "手游", "纪录片", "大戏", "节目", "制作的"};
        const std::string_view before = text_.substr(0, title.begin);
        const std::string_view behind = text_.substr(title.end);
        return std::any_of(works.begin(), works.end(), [&](std::string_view work) {
            return before.ends_with(work) || (work != "制作的" && behind.starts_with(work));
        });
    }

    /// 龙岗区关于促进低空经济高质量发展的若干措施: a policy that is the document's own heading.
    /// News of one (我市出台…若干措施) has a verb that tells what happened to it.
    void find_heading_title() {
        constexpr std::uint32_t last_heading = 3;
        constexpr std::size_t fewest_characters = 9;
        constexpr std::array<std::string_view, 22> happened = {
            "出台", "印发", "发布", "推出", "解读", "问答", "解答", "落实", "启动", "公布", "公示",
            "公告", "通过", "召开", "来了", "一图", "读懂", "获批", "实施", "如何", "？",   "!"};
        const bool heading =
            sentence_ <= last_heading && scene_.sentences[sentence_].block == Block::Heading;
        if (!heading || text_.find("《") != std::string_view::npos ||
            length(text_) < fewest_characters) {
            return;
        }
        const Span whole = tidy_phrase(scene_, sentence_, {0, without_note(text_.size())});
        const std::string_view title = part(whole.begin, whole.end);
        const Head* head = head_ending(title_tails(), title);
        const bool told = std::any_of(happened.begin(), happened.end(), [&](std::string_view verb) {
            return title.find(verb) != std::string_view::npos;
        });
        const bool about = title.find("关于") != std::string_view::npos;
        if (head == nullptr || told || title.ends_with("通知") || title.ends_with("目录") ||
            title.ends_with("清单") || !(about || opens_with_place(whole.begin))) {
            return;
        }
        add(*head, whole, title, "title.heading", 60);
    }

    /// Before （试行）, （征求意见稿） and the like.
    [[nodiscard]] std::size_t without_note(std::size_t end) const {
        const std::size_t open = part(0, end).rfind("（");
        return part(0, end).ends_with("）") && open != std::string_view::npos && open > 0 ? open
                                                                                          : end;
    }

    [[nodiscard]] bool opens_with_place(std::size_t begin) const {
        return std::any_of(found_.begin(), found_.end(), [&](const Mention& place) {
            return place.sentence == sentence_ && place.begin == begin &&
                   (is_a(place.label, "Place") || place.label == "Agency");
        });
    }

    void find_quotes() {
        for (std::size_t at = text_.find(open_quote); at != std::string_view::npos;
             at = text_.find(open_quote, at + open_quote.size())) {
            const std::size_t close = text_.find(close_quote, at);
            if (close == std::string_view::npos) {
                return;
            }
            const std::string_view core = part(at + open_quote.size(), close);
            const bool speech = core.find("，") != std::string_view::npos ||
                                core.find("。") != std::string_view::npos ||
                                core.find("！") != std::string_view::npos ||
                                core.find("？") != std::string_view::npos || length(core) > 24;
            if (!speech && length(core) >= 2) {
                read_quote({at, close + close_quote.size()}, core);
            }
        }
    }

    /// By the phrase behind the quote; else by the noun right before it; else by its own last word.
    void read_quote(Span quote, std::string_view core) {
        const Head* own = head_ending(quoted_heads(), core);
        if (own != nullptr && own->label == "Support") {
            add(*own, quote, core, "quoted.core", 56);
            return;
        }
        const std::size_t end = tail_end(quote.end);
        const std::string_view tail = part(quote.end, end);
        if (const Head* head = tail.empty() ? nullptr : head_ending(quoted_heads(), tail)) {
            const bool any_firms = tail.ends_with("企业") && head->label == "Award" &&
                                   !quoted_heads().nouns.contains(tail);
            if (any_firms) {
                return;  // “政策清单”催热企业
            }
            const std::size_t begin = head->label == "Award" || head->label == "Event"
                                          ? award_begin(quote.begin)
                                          : quote.begin;
            add(*head, {begin, end}, part(begin, end), "quoted.tail", 55);
            return;
        }
        const std::size_t before = phrase_begin(scene_, sentence_, quote.begin);
        const Span lead = tidy_phrase(scene_, sentence_, {before, quote.begin});
        const std::string_view noun = part(lead.begin, lead.end);
        if (const Head* head = noun.empty() ? nullptr : head_ending(quoted_heads(), noun)) {
            if (head->label == "Product" || head->label == "Platform") {
                add(*head, {lead.begin, quote.end}, part(lead.begin, quote.end), "quoted.lead", 54);
                return;
            }
        }
        if (made_here(quote) && length(core) <= 10 &&
            (!is_word(core) || tail_of_product(quote.end))) {
            const std::size_t whole =
                tail_of_product(quote.end) ? product_end(quote.end) : quote.end;
            add({"Product", ""}, {quote.begin, whole}, part(quote.begin, whole), "quoted.product",
                30);
            return;
        }
        if (const Head* head = head_ending(quoted_heads(), core)) {
            const bool bare = is_word(core) || phrase_words("general").contains(core);
            if (!bare && length(core) >= 3) {
                add(*head, quote, core, "quoted.core", 53);
            }
        }
    }

    /// “慧眼”|红外热像仪: the noun phrase behind the quotes.
    [[nodiscard]] std::size_t product_end(std::size_t begin) const {
        constexpr std::size_t longest_tail = 30;
        const std::size_t end = phrase_end(scene_, sentence_, begin);
        return end - begin <= longest_tail ? end : begin;
    }
    [[nodiscard]] bool tail_of_product(std::size_t begin) const {
        const std::size_t end = product_end(begin);
        return end > begin && names_something(part(begin, end));
    }

    /// A bare quoted name is a product where a verb of making stands right before it, or where the
    /// next sentence tells who made it: 您说的是“食神”。它由…研发.
    [[nodiscard]] bool made_here(Span quote) const {
        for (const std::string_view verb :
             {"生产的", "制造的", "自主研发的", "打造的", "生产", "研发", "开发", "推出", "自研",
              "研制", "发布", "研发的", "推出的", "研发了", "推出了", "开发的", "研制的"}) {
            if (text_.substr(0, quote.begin).ends_with(verb)) {
                return true;
            }
        }
        const bool told =
            sentence_ + 1 < scene_.sentences.size() && text_.substr(0, quote.begin).ends_with("是");
        const std::string_view next = told ? scene_.text(sentence_ + 1) : std::string_view();
        return next.starts_with("它由") || next.starts_with("该产品由") ||
               next.starts_with("它是由");
    }

    /// The end of the longest noun phrase behind the quote that ends in a telling noun.
    [[nodiscard]] std::size_t tail_end(std::size_t begin) const {
        std::size_t best = begin;
        for (const Word& word : scene_.words[sentence_]) {
            if (word.begin < begin) {
                continue;
            }
            const std::string_view form = part(word.begin, word.end);
            const bool inner = word.tag != Tag::Verb || phrase_words("inner").contains(form);
            if (word.end - begin > 36 || word.tag == Tag::Mark || word.tag == Tag::Auxiliary ||
                word.tag == Tag::Preposition || word.tag == Tag::Conjunction ||
                word.tag == Tag::Adverb || !inner) {
                break;
            }
            if (quoted_heads().nouns.before(part(begin, word.end), word.end - begin)) {
                best = word.end;
            }
        }
        return best;
    }

    /// Awards and meetings take the level or place before the quote into the name.
    [[nodiscard]] std::size_t award_begin(std::size_t quote) const {
        std::size_t low = phrase_begin(scene_, sentence_, quote);
        for (const Mention& body : found_) {
            // 授予某某有限公司“…”称号: who got it is no part of its name.
            const bool before = body.sentence == sentence_ && body.end > low && body.end <= quote;
            low = before && body.label == "Firm" ? body.end : low;
        }
        const Span lead = tidy_phrase(scene_, sentence_, {low, quote});
        for (const Word& word : scene_.words[sentence_]) {
            if (word.begin >= lead.begin && word.end <= quote &&
                phrase_words("level").contains(part(word.begin, word.end))) {
                return word.begin;
            }
        }
        for (const Mention& place : found_) {
            if (place.sentence == sentence_ && is_a(place.label, "Place") &&
                place.begin >= lead.begin && place.end <= quote) {
                return place.begin;
            }
        }
        return quote;
    }

    void add(const Head& head, Span range, std::string_view name, std::string_view rule,
             double weight) {
        Mention mention =
            candidate(head.label, sentence_, range, clean_name(name), std::string(rule), weight);
        mention.kind = head.kind;
        const bool headline =
            head.label == "Support" && scene_.sentences[sentence_].block == Block::Heading;
        if (length(mention.name) >= 2 && !headline) {
            found_.push_back(std::move(mention));
        }
    }

    const Scene& scene_;
    std::vector<Mention>& found_;
    std::uint32_t sentence_ = 0;
    std::string_view text_;
};

}  // namespace

void find_quoted(const Scene& scene, std::uint32_t sentence, std::vector<Mention>& found) {
    QuotedFinder(scene, found).find(sentence);
}

}  // namespace dingtu
