#include "base/error.h"
#include "loader/decode.h"
#include "loader/readers.h"

#ifdef DINGTU_HAVE_GUMBO
#include <algorithm>
#include <array>
#include <memory>

#include <gumbo.h>
#endif

namespace dingtu {

#ifdef DINGTU_HAVE_GUMBO
namespace {

constexpr std::array skipped = {GUMBO_TAG_SCRIPT, GUMBO_TAG_STYLE, GUMBO_TAG_NAV,
                                GUMBO_TAG_TEMPLATE, GUMBO_TAG_NOSCRIPT};
constexpr std::array blocks = {
    GUMBO_TAG_P,          GUMBO_TAG_DIV,    GUMBO_TAG_LI,      GUMBO_TAG_H1,
    GUMBO_TAG_H2,         GUMBO_TAG_H3,     GUMBO_TAG_H4,      GUMBO_TAG_H5,
    GUMBO_TAG_H6,         GUMBO_TAG_TR,     GUMBO_TAG_BR,      GUMBO_TAG_TABLE,
    GUMBO_TAG_UL,         GUMBO_TAG_OL,     GUMBO_TAG_SECTION, GUMBO_TAG_ARTICLE,
    GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_HEADER, GUMBO_TAG_FOOTER,  GUMBO_TAG_TITLE,
    GUMBO_TAG_DT,         GUMBO_TAG_DD,     GUMBO_TAG_PRE,     GUMBO_TAG_CAPTION,
    GUMBO_TAG_FIGCAPTION};

template <class Tags>
bool has(const Tags& tags, GumboTag tag) {
    return std::find(tags.begin(), tags.end(), tag) != tags.end();
}

/// Collects the text of a page; each character keeps its place in the file where the source spells
/// it the same way (entities take the place of their first byte).
class PageText {
public:
    PageText(const Decoded& source, FileReading& out) : source_(source), out_(out) {}

    void walk(const GumboNode& node) {
        if (node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE) {
            add_text(node.v.text);
            return;
        }
        if (node.type != GUMBO_NODE_ELEMENT || has(skipped, node.v.element.tag)) {
            return;
        }
        const GumboTag tag = node.v.element.tag;
        const bool cell = tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH;
        if (has(blocks, tag)) {
            line_break();
        } else if (cell && !out_.text.empty() && out_.text.back() != '\n') {
            mark(" | ");
        }
        const GumboVector& children = node.v.element.children;
        for (unsigned i = 0; i < children.length; ++i) {
            walk(*static_cast<const GumboNode*>(children.data[i]));
        }
        if (has(blocks, tag)) {
            line_break();
        }
    }

private:
    void add_text(const GumboText& text) {
        const std::string_view value = text.text;
        const std::string_view original(text.original_text.data, text.original_text.length);
        const auto at = static_cast<std::size_t>(text.original_text.data - source_.text.data());
        const bool same = value == original;
        out_.offsets.add_run(out_.text.size(), source_.offsets.to_disk(at), 1, same ? 1 : 0);
        for (std::size_t i = 0; i < value.size(); ++i) {
            out_.text += value[i] == '\n' || value[i] == '\t' ? ' ' : value[i];
        }
    }
    void line_break() {
        if (!out_.text.empty() && out_.text.back() != '\n') {
            mark("\n");
        }
    }
    void mark(std::string_view text) { out_.text += text; }

    const Decoded& source_;
    FileReading& out_;
};

}  // namespace

FileReading read_html(const std::string& name, std::string_view bytes) {
    const Decoded source = decode(name, bytes);
    const auto destroy = [](GumboOutput* output) {
        gumbo_destroy_output(&kGumboDefaultOptions, output);
    };
    GumboOptions options = kGumboDefaultOptions;
    options.max_errors = 0;
    const std::unique_ptr<GumboOutput, decltype(destroy)> page(
        gumbo_parse_with_options(&options, source.text.data(), source.text.size()), destroy);
    FileReading reading;
    PageText(source, reading).walk(*page->root);
    return reading;
}

#else

FileReading read_html(const std::string& name, std::string_view /*bytes*/) {
    throw Error(Phase::Load, name + ": this build of Dingtu cannot read HTML")
        .hint("install libgumbo-dev and build again");
}

#endif

}  // namespace dingtu
