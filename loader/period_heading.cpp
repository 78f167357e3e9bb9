// What the words of time of a title or heading hold for, and periods put together.

#include "loader/periods.h"
#include "loader/phrases.h"

namespace dingtu {

namespace {

std::string without_brackets(std::string_view text) {
    std::string kept;
    int depth = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = character_length(static_cast<unsigned char>(text[at]));
        const std::string_view character = text.substr(at, length);
        if (character == "（" || character == "(") ++depth;
        if (depth == 0) kept += character;
        if ((character == "）" || character == ")") && depth > 0) --depth;
        at += length;
    }
    return kept;
}

}  // namespace

std::string heading_period(std::string_view heading, const std::string& document_date) {
    const PeriodContext context{document_date, "", ""};
    const std::string plain = without_brackets(heading);
    // …月报（2025年5月）: in brackets behind the title it counts, alone in brackets it does not.
    for (const std::string_view text : {std::string_view(plain), heading}) {
        if (plain.empty()) break;
        for (const Period& period : find_periods(text, context)) {
            const bool open = period.value.empty() || period.value.front() == '/';
            const bool day = period.value.size() == std::string_view("2025-05-23").size();
            if (period.use == PeriodUse::Scope && !open && !day && !period.target) {
                return period.value;
            }
        }
    }
    return {};
}

std::string hull(const std::string& first, const std::string& second) {
    if (first.empty() || first == second) return second;
    if (second.empty()) return first;
    const std::string begin = first.substr(0, first.find('/'));
    const std::size_t slash = second.rfind('/');
    const std::string end = slash == std::string::npos ? second : second.substr(slash + 1);
    return begin + "/" + end;
}

}  // namespace dingtu
