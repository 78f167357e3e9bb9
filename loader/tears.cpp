#include "base/text.h"
#include "loader/layout.h"
#include "loader/words.h"

#include <algorithm>
#include <numeric>

namespace dingtu {
namespace {

/// More torn stretches than this in one document are taken to stand in order: all orders of n
/// stretches are compared.
constexpr std::size_t most_out_of_order = 7;

bool is_running_text(Block block) {
    return block == Block::Prose || block == Block::ListItem || block == Block::Answer;
}

std::string_view last_line(const Document& document, const Paragraph& paragraph) {
    const Span span = paragraph.lines.back();
    return std::string_view(document.text).substr(span.begin, span.end - span.begin);
}

std::string_view first_line(const Document& document, const Paragraph& paragraph) {
    const Span span = paragraph.lines.front();
    return std::string_view(document.text).substr(span.begin, span.end - span.begin);
}

/// Index of the paragraph that goes on where `at` breaks off, or 0: the next running text, with
/// nothing but captions, credits and short headings between.
std::size_t continuation(const Document& document, const std::vector<Paragraph>& paragraphs,
                         std::size_t at) {
    const std::string_view end = last_line(document, paragraphs[at]);
    if (!is_running_text(paragraphs[at].block) || ends_sentence(end) || length(end) < 12) {
        return 0;
    }
    for (std::size_t next = at + 1; next < paragraphs.size() && next <= at + 4; ++next) {
        const Paragraph& paragraph = paragraphs[next];
        if (paragraph.block == Block::Prose) {
            return next;
        }
        const bool between = paragraph.block == Block::Heading ||
                             paragraph.block == Block::Caption || paragraph.block == Block::Credit;
        if (!between || paragraph.heading_mark) {
            return 0;
        }
    }
    return 0;
}

/// The last `most` characters at the end of `text`, or the first at its start.
std::string_view tail_of(std::string_view text, std::size_t most) {
    std::size_t at = text.size();
    while (at > 0 && most > 0) {
        --at;
        most -= std::size_t{(static_cast<unsigned char>(text[at]) & 0xC0) != 0x80};
    }
    return text.substr(at);
}

std::string_view head_of(std::string_view text, std::size_t most) {
    std::size_t at = 0;
    for (; most > 0 && at < text.size(); --most) {
        static_cast<void>(next_code_point(text, at));
    }
    return text.substr(0, at);
}

bool word_across(std::string_view end, std::string_view start) {
    for (std::size_t left = 1; left <= 3; ++left) {
        for (std::size_t right = 1; right + left <= 4 && right <= 3; ++right) {
            if (is_word(std::string(tail_of(end, left)) + std::string(head_of(start, right)))) {
                return true;
            }
        }
    }
    return false;
}

/// How well `start` goes on where `end` broke off. A word cut in two is the surest sign; a firm's
/// name before 公司, a verb and an object that the document joins elsewhere, a verb before a noun
/// are weaker ones.
int fit(const Document& document, std::string_view end, std::string_view start) {
    const std::string_view clause = start.substr(0, std::min(start.find("。"), start.find("，")));
    const std::vector<Word> before = cut_words(tail_of(end, 12));
    const std::vector<Word> behind = cut_words(head_of(clause, 12));
    if (before.empty() || behind.empty()) {
        return 0;
    }
    const std::string_view end_tail = tail_of(end, 12);
    const Word last = before.back();
    const std::string verb(end_tail.substr(last.begin, last.end - last.begin));
    const std::string_view object = head_of(clause, 12).substr(behind.back().begin);
    const bool across = word_across(end, start);
    int score = across ? 6 : 0;
    // A lone character at the end is the end of a name more often than not.
    const bool name_ends = last.end - last.begin == 3;
    score += name_ends && start.starts_with("公司") ? 4 : 0;
    score += last.tag == Tag::Verb && behind.front().tag == Tag::Noun ? 1 : 0;
    score +=
        length(object) >= 2 && document.text.find(verb + std::string(object)) != std::string::npos
            ? 3
            : 0;
    const bool lone = behind.size() > 1 && behind[1].tag == Tag::Mark && behind[0].end <= 3;
    score -= lone && !across ? 4 : 0;
    return score;
}

/// The order of the stretches 1..n behind stretch 0 in which their torn edges fit best.
std::vector<std::size_t> best_order(const std::vector<std::vector<int>>& fits) {
    std::vector<std::size_t> order(fits.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::vector<std::size_t> best = order;
    int best_score = INT32_MIN;
    do {
        int score = 0;
        for (std::size_t i = 0; i + 1 < order.size(); ++i) {
            // The page's own order is kept unless another is clearly better.
            score += fits[order[i]][order[i + 1]] * 2 + (order[i] + 1 == order[i + 1] ? 1 : 0);
        }
        if (score > best_score) {
            best_score = score;
            best = order;
        }
    } while (order.size() > 2 && std::next_permutation(order.begin() + 1, order.end() - 1));
    return best;
}

/// The paragraphs cut into stretches: a new one begins where a torn sentence goes on.
std::vector<std::vector<Paragraph>> stretches_of(const std::vector<Paragraph>& paragraphs,
                                                 const std::vector<std::size_t>& starts) {
    std::vector<std::vector<Paragraph>> stretches(1);
    for (std::size_t i = 0; i < paragraphs.size(); ++i) {
        if (std::find(starts.begin(), starts.end(), i) != starts.end()) {
            stretches.emplace_back();
        }
        stretches.back().push_back(paragraphs[i]);
    }
    return stretches;
}

/// The torn paragraph of a stretch: the last one of running text.
Paragraph* torn_end(std::vector<Paragraph>& stretch) {
    const auto last =
        std::find_if(stretch.rbegin(), stretch.rend(),
                     [](const Paragraph& paragraph) { return is_running_text(paragraph.block); });
    return last == stretch.rend() ? nullptr : &*last;
}

}  // namespace

void mend_tears(const Document& document, std::vector<Paragraph>& paragraphs) {
    std::vector<std::size_t> starts;
    for (std::size_t i = 0; i < paragraphs.size(); ++i) {
        if (const std::size_t next = continuation(document, paragraphs, i); next > 0) {
            starts.push_back(next);
            for (std::size_t between = i + 1; between < next; ++between) {
                Block& block = paragraphs[between].block;
                block = block == Block::Heading ? Block::Caption : block;
            }
        }
    }
    if (starts.empty()) {
        return;
    }
    std::vector<std::vector<Paragraph>> stretches = stretches_of(paragraphs, starts);
    std::vector<std::size_t> order(stretches.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    if (stretches.size() <= most_out_of_order + 1) {
        std::vector<std::vector<int>> fits(stretches.size(), std::vector<int>(stretches.size(), 0));
        for (std::size_t i = 0; i < stretches.size(); ++i) {
            for (std::size_t j = 1; j < stretches.size(); ++j) {
                const Paragraph* end = torn_end(stretches[i]);
                if (end != nullptr && i != j && i + 1 < stretches.size()) {
                    fits[i][j] = fit(document, last_line(document, *end),
                                     first_line(document, stretches[j].front()));
                }
            }
        }
        order = best_order(fits);
    }
    std::vector<Paragraph> mended = stretches[0];
    for (std::size_t i = 1; i < order.size(); ++i) {
        std::vector<Paragraph>& next = stretches[order[i]];
        Paragraph* end = torn_end(mended);
        end->lines.insert(end->lines.end(), next.front().lines.begin(), next.front().lines.end());
        // Captions of the gap go behind the paragraph that is whole again.
        mended.insert(mended.end(), next.begin() + 1, next.end());
    }
    paragraphs = std::move(mended);
}

}  // namespace dingtu
