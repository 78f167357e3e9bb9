#include "base/error.h"

#include "base/text.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace dingtu {

Error& Error::at(Span span) {
    span_ = span;
    return *this;
}

Error& Error::hint(std::string text) {
    hint_ = std::move(text);
    return *this;
}

Error& Error::named(std::string code, std::string detail) {
    code_ = std::move(code);
    detail_ = std::move(detail);
    return *this;
}

std::string Error::code() const {
    if (!code_.empty()) {
        return code_;
    }
    switch (phase_) {
        case Phase::Syntax:
        case Phase::Bind: return "SyntaxError";
        case Phase::Run:
        case Phase::Load: return "ArgumentError";
        case Phase::Usage: return "ProtocolError";
        case Phase::Store: return "StorageError";
        case Phase::Bug: return "InternalError";
        case Phase::Interrupted: return "ResourceError";
    }
    return "InternalError";
}

int exit_code(Phase phase) {
    switch (phase) {
        case Phase::Syntax:
        case Phase::Bind:
        case Phase::Run:
        case Phase::Load: return 1;
        case Phase::Usage: return 2;
        case Phase::Store: return 3;
        case Phase::Bug: return 4;
        case Phase::Interrupted: return 130;
    }
    return 4;
}

void invariant(bool condition, const char* why) {
    if (!condition) {
        throw Error(Phase::Bug, why).hint("this is a bug in Dingtu: please report it");
    }
}

Place place_of(std::string_view input, std::size_t offset) {
    offset = std::min(offset, input.size());
    std::string_view before = input.substr(0, offset);
    auto line_break = before.rfind('\n');
    std::size_t line_begin = line_break == std::string_view::npos ? 0 : line_break + 1;
    return {.line = 1 + static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')),
            .column = 1 + length(before.substr(line_begin))};
}

namespace {

constexpr std::size_t shown_width = 100;   // columns of a quoted line before it is cut
constexpr std::size_t context_width = 40;  // columns kept on either side of the place

/// The line of `input` around `offset`, and the offset within it. Tabs become single spaces.
std::pair<std::string, std::size_t> line_at(std::string_view input, std::size_t offset) {
    offset = std::min(offset, input.size());
    std::size_t begin = input.rfind('\n', offset == 0 ? 0 : offset - 1);
    begin = begin == std::string_view::npos || begin >= offset ? 0 : begin + 1;
    if (offset > 0 && input[offset - 1] == '\n') {
        begin = offset;
    }
    std::size_t end = input.find('\n', offset);
    std::string line(input.substr(begin, end == std::string_view::npos ? end : end - begin));
    for (char& c : line) {
        if (static_cast<unsigned char>(c) < 0x20) {
            c = ' ';
        }
    }
    return {line, offset - begin};
}

/// Cuts a long line around the place, in whole characters, with `…` where something is left out.
void cut_around(std::string& line, std::size_t& at) {
    if (display_width(line) <= shown_width) {
        return;
    }
    std::string_view text = line;
    std::size_t begin = at;
    while (begin > 0 && display_width(text.substr(begin, at - begin)) < context_width) {
        do {
            --begin;
        } while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80);
    }
    std::string_view rest = fit_width(text.substr(at), shown_width - context_width);
    std::string cut = begin > 0 ? "…" : "";
    std::size_t new_at = cut.size() + (at - begin);
    cut += text.substr(begin, at - begin + rest.size());
    if (at + rest.size() < text.size()) {
        cut += "…";
    }
    line = std::move(cut);
    at = new_at;
}

}  // namespace

std::string render(const Error& error, std::string_view input) {
    std::string out = fmt::format("error: {}\n", error.what());
    bool placed = error.span() != Span{} || (error.phase() == Phase::Syntax && !input.empty());
    if (!placed || input.empty() || invalid_utf8(input)) {
        if (!error.hint().empty()) {
            out += fmt::format("  {}\n", error.hint());
        }
        return out;
    }
    auto [line, at] = line_at(input, error.span().begin);
    cut_around(line, at);
    std::string padding(display_width(std::string_view(line).substr(0, at)), ' ');
    out += fmt::format("  {}\n  {}^{}{}\n", line, padding, error.hint().empty() ? "" : " ",
                       error.hint());
    return out;
}

}  // namespace dingtu
