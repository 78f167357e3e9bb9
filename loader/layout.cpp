#include "loader/layout.h"

#include "base/text.h"
#include "loader/key_line.h"
#include "loader/names.h"

#include <algorithm>
#include <array>
#include <map>

namespace dingtu {
namespace {

struct Line {
    Span span;          ///< without white space at the ends
    bool apart = true;  ///< a blank line (or the edge of the file) stands before it
};

constexpr std::array<std::string_view, 5> blanks = {" ", "\t", "\r", "\u3000", "\u00A0"};

/// The range without white space at its ends, wide spaces too.
Span trimmed(std::string_view text, Span range) {
    for (bool again = true; again;) {
        again = false;
        const std::string_view part = text.substr(range.begin, range.end - range.begin);
        for (const std::string_view blank : blanks) {
            if (part.starts_with(blank)) {
                range.begin += blank.size();
                again = true;
                break;
            }
            if (part.ends_with(blank)) {
                range.end -= blank.size();
                again = true;
                break;
            }
        }
    }
    return range;
}

std::vector<Line> lines_of(std::string_view text) {
    std::vector<Line> lines;
    bool apart = true;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find_first_of("\n\f", at), text.size());
        const Span span = trimmed(text, {at, end});
        if (span.begin < span.end) {
            lines.push_back({span, apart});
        }
        apart = span.begin >= span.end;
        at = end + 1;
    }
    return lines;
}

std::string_view words(std::string_view text, Span span) {
    return text.substr(span.begin, span.end - span.begin);
}

std::size_t count_of(std::string_view text, std::string_view part) {
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string_view::npos;
         at = text.find(part, at + part.size())) {
        ++count;
    }
    return count;
}

bool starts_with_any(std::string_view text, std::initializer_list<std::string_view> starts) {
    return std::any_of(starts.begin(), starts.end(),
                       [&](std::string_view start) { return text.starts_with(start); });
}

bool ends_with_any(std::string_view text, std::initializer_list<std::string_view> ends) {
    return std::any_of(ends.begin(), ends.end(),
                       [&](std::string_view end) { return text.ends_with(end); });
}

bool contains_any(std::string_view text, std::initializer_list<std::string_view> parts) {
    return std::any_of(parts.begin(), parts.end(), [&](std::string_view part) {
        return text.find(part) != std::string_view::npos;
    });
}

/// Page numbers, rules and editors' notes.
bool is_furniture(std::string_view line) {
    if (line.starts_with("【") && line.ends_with("】") && count_of(line, "【") == 1 &&
        length(line) > 6) {
        return true;
    }
    if (line.starts_with("```") || line.starts_with("<!--")) {
        return true;
    }
    const std::vector<char32_t> points = code_points(line);
    const bool bare = std::all_of(points.begin(), points.end(), [](char32_t c) {
        return (c >= '0' && c <= '9') || c == '-' || c == '=' || c == '*' || c == ' ' || c == '_' ||
               c == 0x2014 || c == 0x2015 || c == 0x2500 || c == 0xB7 || c == '/' || c == 0x2022 ||
               c == 0x7C || c == ':';
    });
    const bool page = line.starts_with("第") && line.ends_with("页") && points.size() <= 8;
    return bare || page;
}

}  // namespace

std::size_t gap_at(std::string_view line, std::size_t at) {
    constexpr std::string_view wide = "\u3000";
    std::size_t end = at;
    std::size_t spaces = 0;
    for (;; ++spaces) {
        const std::string_view rest = line.substr(end);
        const std::size_t bytes = rest.starts_with(" ")    ? 1
                                  : rest.starts_with(wide) ? wide.size()
                                                           : 0;
        if (bytes == 0) {
            break;
        }
        end += bytes;
    }
    return spaces >= 2 ? end - at : 0;
}

namespace {

/// Gaps of two or more wide spaces between words: columns of a table set by spaces. A line of
/// 证券代码：… 证券简称：… is none.
std::size_t wide_gaps(std::string_view line) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < line.size();) {
        const std::size_t gap = gap_at(line, at);
        count += gap > 0 ? 1 : 0;
        at += std::max<std::size_t>(gap, 1);
    }
    return line.find("：") == std::string_view::npos ? count : 0;
}

std::size_t cell_marks(std::string_view line) {
    return std::max(
        {count_of(line, "|"), count_of(line, "｜"), count_of(line, "\t"), wide_gaps(line)});
}

/// Bytes of a mark that opens a list item: （一） 一、 1. （1） ① - •, or 0.
std::size_t list_mark(std::string_view line) {
    const std::vector<char32_t> points =
        code_points(line.substr(0, std::min<std::size_t>(line.size(), 48)));
    const auto numeral = [](char32_t c) {
        return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19) ||
               std::u32string_view(U"一二三四五六七八九十百零").find(c) !=
                   std::u32string_view::npos;
    };
    const auto bytes = [&](std::size_t n) { return to_utf8(std::span(points).first(n)).size(); };
    std::size_t i = 0;
    const bool open = !points.empty() && (points[0] == U'（' || points[0] == '(');
    const bool article = !points.empty() && points[0] == U'第';
    i += open || article ? 1 : 0;
    const std::size_t digits = i;
    while (i < points.size() && numeral(points[i])) {
        ++i;
    }
    if (i > digits && i - digits <= 3 && i < points.size()) {
        const char32_t c = points[i];
        if (open && (c == U'）' || c == ')')) {
            return bytes(i + 1);
        }
        if (article && c == U'条') {
            return bytes(i + 1);
        }
        const bool decimal = i + 1 < points.size() && points[i + 1] >= '0' && points[i + 1] <= '9';
        if (!open && !article && (c == U'、' || c == U'．' || (c == '.' && !decimal))) {
            return bytes(i + 1);
        }
    }
    if (!points.empty() && points[0] >= 0x2460 && points[0] <= 0x2473) {
        return bytes(1);
    }
    return starts_with_any(line, {"- ", "* ", "+ ", "> "})    ? 2
           : starts_with_any(line, {"•", "●", "■", "◆", "▶"}) ? 3
                                                              : 0;
}

bool is_question(std::string_view line) {
    return starts_with_any(line, {"问：", "问:", "Q:", "Q：", "【问】", "提问：", "网友：",
                                  "市民问：", "企业问：", "来信：", "留言："});
}

bool is_answer(std::string_view line) {
    return starts_with_any(line,
                           {"答：", "答:", "A:", "A：", "【答】", "回复：", "答复：", "解答："});
}

/// Where the answer begins in a line that holds question and answer, else 0.
std::size_t answer_behind_question(std::string_view line) {
    if (!is_question(line)) {
        return 0;
    }
    const std::size_t answer = std::min(line.find("答："), line.find("答:"));
    return answer == std::string_view::npos ? 0 : answer;
}

/// 记者｜杨一诺　图片｜魏嘉树: roles and names, divided by bars.
bool is_role_line(std::string_view line) {
    constexpr std::array<std::string_view, 24> roles = {
        "来源", "记者", "编辑", "图片", "审核",     "作者", "文字",   "文",
        "图",   "摄影", "供稿", "责编", "责任编辑", "校对", "监制",   "统筹",
        "策划", "初审", "复审", "终审", "视频",     "设计", "通讯员", "撰文"};
    return length(line) <= 60 &&
           std::any_of(roles.begin(), roles.end(), [&](std::string_view role) {
               const std::string_view rest = line.substr(std::min(role.size(), line.size()));
               return line.starts_with(role) &&
                      starts_with_any(rest, {"｜", "|", "丨", " | ", " ｜ ", "︱"});
           });
}

bool is_credit(std::string_view line) {
    if (length(line) > 60) {
        return false;
    }
    return ends_with_any(line, {" 摄", "\u3000摄", "/摄", "供图", "/图", "提供）", "提供)", "摄）",
                                "摄影"}) ||
           starts_with_any(
               line, {"来源：", "来源:", "（来源", "责任编辑", "责编", "编辑：", "编辑:", "编辑 ",
                      "供稿", "图片来源", "（图片", "编制单位", "发布单位", "发布机构", "信息来源",
                      "主办单位：", "供图：", "摄影：", "图："});
}

bool is_byline(std::string_view line) {
    if (length(line) > 50 || contains_any(line, {"。", "，", "！"})) {
        return false;
    }
    if (contains_any(
            line, {"记者", "通讯员", "撰稿", "撰文", "特约", "作者：", "文/", "文｜", "■", "□"})) {
        return true;
    }
    return is_list_of_persons(line);
}

/// Chinese signatures and dates that end a notice, and dates under a title.
bool is_dateline(std::string_view line) {
    return length(line) <= 40 && line.find("年") != std::string_view::npos &&
           ends_with_any(line, {"日", "日）", "月）", "编印）", "印发", "月"}) &&
           line.find("，") == std::string_view::npos;
}

bool looks_like_prose(std::string_view line) {
    const bool english = line.ends_with(".") && count_of(line, " ") >= 2;
    return english || contains_any(line, {"。", "！", "？"}) || line.ends_with("……") ||
           (length(line) >= 30 && contains_any(line, {"，", "；"})) || length(line) >= 60;
}

Block block_of(std::string_view line) {
    if (is_role_line(line)) {
        return contains_any(line, {"记者", "作者", "文", "通讯员"}) ? Block::Byline : Block::Credit;
    }
    if (cell_marks(line) >= 2) {
        return Block::TableRow;
    }
    if (is_question(line)) {
        return Block::Question;
    }
    if (is_answer(line)) {
        return Block::Answer;
    }
    if (is_credit(line)) {
        return Block::Credit;
    }
    if (is_byline(line)) {
        return Block::Byline;
    }
    if (list_mark(line) > 0) {
        return looks_like_prose(line) || length(line) > 24 ? Block::ListItem : Block::Heading;
    }
    if (looks_like_prose(line)) {
        return Block::Prose;
    }
    return is_dateline(line) ? Block::Byline : Block::Heading;
}

/// The width at which a hard-wrapped text breaks its lines, in columns, or 0: lines that end in
/// mid-sentence, with a line right behind them, are nearly all of one width.
std::size_t wrap_width(std::string_view text, const std::vector<Line>& lines) {
    std::map<std::size_t, std::size_t> widths;
    std::size_t open = 0;
    for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
        const std::string_view line = words(text, lines[i].span);
        if (!lines[i + 1].apart && !ends_sentence(line) && cell_marks(line) < 2) {
            ++widths[display_width(line) / 2];
            ++open;
        }
    }
    std::size_t best = 0;
    std::size_t best_count = 0;
    for (const auto& [width, unused] : widths) {
        std::size_t count = 0;
        for (std::size_t near = width - std::min<std::size_t>(width, 2); near <= width; ++near) {
            count += widths.contains(near) ? widths.at(near) : 0;
        }
        if (count >= best_count && width >= 12) {
            best = width;
            best_count = count;
        }
    }
    return best_count >= 3 && best_count * 2 >= open ? best * 2 : 0;
}

/// Whether `next` goes on with the sentence that `line` leaves open at the wrap width.
bool wraps(std::string_view text, const Line& line, const Line& next, std::size_t width) {
    const std::string_view above = words(text, line.span);
    const std::string_view below = words(text, next.span);
    if (next.apart || width == 0 || cell_marks(below) >= 2 || list_mark(below) > 0 ||
        is_question(below) || is_answer(below) || (is_key_line(above) && is_key_line(below))) {
        return false;
    }
    const std::size_t columns = display_width(above);
    return columns + 6 >= width && columns <= width + 4 && !above.ends_with("：");
}

/// Leaves the marks of Markdown out of a line; tells whether it was a heading's.
bool skip_marks(std::string_view text, Span& span) {
    std::string_view line = words(text, span);
    const std::size_t marks = std::min(line.find_first_not_of('#'), line.size());
    const bool heading = marks > 0 && marks <= 6 && marks < line.size() && line[marks] == ' ';
    if (heading) {
        span = trimmed(text, {span.begin + marks, span.end});
    }
    line = words(text, span);
    if (starts_with_any(line, {"- ", "* ", "+ ", "> "})) {
        span = trimmed(text, {span.begin + 1, span.end});
    }
    line = words(text, span);
    if (line.size() > 4 && line.starts_with("**") && line.ends_with("**")) {
        span = {span.begin + 2, span.end - 2};
    }
    return heading;
}

/// Three lines of keys and values or more, one below the other, state facts as items of a list do.
void mark_records(std::string_view text, std::vector<Paragraph>& paragraphs) {
    constexpr std::size_t fewest = 3;
    for (std::size_t begin = 0; begin < paragraphs.size();) {
        std::size_t end = begin;
        while (end < paragraphs.size() && is_key_line(words(text, paragraphs[end].lines.front()))) {
            ++end;
        }
        for (std::size_t i = begin; end - begin >= fewest && i < end; ++i) {
            Block& block = paragraphs[i].block;
            block = block == Block::Heading || block == Block::Prose ? Block::ListItem : block;
        }
        begin = end + 1;
    }
}

}  // namespace

bool ends_sentence(std::string_view text) {
    return ends_with_any(text, {"。", "！", "？", "!", "?", ".", "。”", "！”", "？”", "……", "）",
                                "。’", "」", "；", "：", ":", "…”", ")", "”"});
}

std::vector<Paragraph> layout(const Document& document) {
    const std::string_view text = document.text;
    const std::vector<Line> lines = lines_of(text);
    const std::size_t width = wrap_width(text, lines);
    std::vector<Paragraph> paragraphs;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        Span span = lines[i].span;
        if (const std::size_t answer = answer_behind_question(words(text, span)); answer > 0) {
            paragraphs.push_back(
                {{trimmed(text, {span.begin, span.begin + answer})}, Block::Question});
            span.begin += answer;
        }
        if (is_furniture(words(text, span))) {
            continue;
        }
        const bool heading = skip_marks(text, span);
        Paragraph paragraph;
        paragraph.lines.push_back(span);
        while (i + 1 < lines.size() && wraps(text, lines[i], lines[i + 1], width)) {
            paragraph.lines.push_back(lines[++i].span);
        }
        paragraph.block = heading ? Block::Heading : block_of(words(text, span));
        if (paragraph.lines.size() > 1 && paragraph.block == Block::Heading && !heading) {
            paragraph.block = list_mark(words(text, span)) > 0 ? Block::ListItem : Block::Prose;
        }
        paragraph.heading_mark = heading;
        paragraphs.push_back(std::move(paragraph));
    }
    mark_records(text, paragraphs);
    return paragraphs;
}

}  // namespace dingtu
