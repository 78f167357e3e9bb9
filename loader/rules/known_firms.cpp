#include "loader/rules/known_firms.h"

#include "base/text.h"
#include "loader/data.h"
#include "loader/firm_name.h"
#include "loader/rules/rules.h"

#include <algorithm>
#include <array>

namespace dingtu {
namespace {

struct Form {
    std::uint32_t firm = 0;
    bool plain = false;  ///< an ordinary word too
};

struct FirmTable {
    PhraseSet set;  ///< valued by the index into forms
    std::vector<Form> forms;

    FirmTable() {
        std::uint32_t firm = 0;
        for (const DataLine& line : data_lines(data_file("firms.txt"))) {
            for (std::string_view form : words_of(line.text)) {
                const bool plain = form.starts_with("~");
                form.remove_prefix(plain ? 1 : 0);
                set.add(form, static_cast<std::uint32_t>(forms.size()));
                forms.push_back({firm, plain || is_word(form)});
            }
            ++firm;
        }
    }
};

const FirmTable& table() {
    static const FirmTable firms;
    return firms;
}

bool is_letter(std::string_view text, std::size_t at) {
    const unsigned char c = at < text.size() ? static_cast<unsigned char>(text[at]) : ' ';
    return c < 0x80 && (std::isalnum(c) != 0);
}

/// Whether a name of letters ends at `at`, or a listed word goes over it.
bool tears(const Scene& scene, std::uint32_t sentence, std::size_t at) {
    const std::string_view text = scene.text(sentence);
    if (at == 0 || at >= text.size()) {
        return false;
    }
    if (is_letter(text, at - 1) && is_letter(text, at)) {
        return true;
    }
    const Word& word = scene.words[sentence][scene.word_at(sentence, at)];
    return word.begin != at && word.tag != Tag::Letters;
}

/// 中国石油|大学 is no firm.
bool names_other(std::string_view behind) {
    constexpr std::array<std::string_view, 7> others = {"大学", "学院",   "学会",  "协会",
                                                        "医院", "基金会", "体育馆"};
    return std::any_of(others.begin(), others.end(),
                       [&](std::string_view other) { return behind.starts_with(other); });
}

/// 申通|地铁: a short name and a trade make another firm.
bool goes_on(std::string_view text, std::size_t begin, std::size_t end) {
    constexpr std::size_t short_name = 6;
    for (const std::size_t bytes : {std::size_t{6}, std::size_t{9}, std::size_t{12}}) {
        if (end - begin <= short_name && end + bytes <= text.size() &&
            is_weak_trade(text.substr(end, bytes))) {
            return true;
        }
    }
    return false;
}

constexpr std::array<std::string_view, 2> tails = {"公司", "集团"};

}  // namespace

KnownFirms::KnownFirms(const Scene& scene) : scene_(scene) {
    for (std::uint32_t s = 0; s < scene.sentences.size(); ++s) {
        for (const Place& place : places(s)) {
            const Form& form = table().forms[place.form];
            if (!form.plain || stands_as_firm(s, place)) {
                note_longest(form.firm, scene.text(s, place.range));
            }
        }
    }
}

void KnownFirms::note_longest(std::uint32_t firm, std::string_view words) {
    std::string& longest = longest_[firm];
    if (length(words) > length(longest)) {
        longest = clean_name(words);
    }
}

std::vector<KnownFirms::Place> KnownFirms::places(std::uint32_t sentence) const {
    std::vector<Place> all;
    const std::string_view text = scene_.text(sentence);
    const PhraseSet& set = table().set;
    PhraseSet::Match match;
    for (std::size_t at = set.find(text, 0, match); at != std::string_view::npos;
         at = set.find(text, at + match.length, match)) {
        std::size_t end = at + match.length;
        if (tears(scene_, sentence, at) || tears(scene_, sentence, end) ||
            names_other(text.substr(end)) || goes_on(text, at, end)) {
            continue;
        }
        for (const std::string_view tail : tails) {
            end += text.substr(end).starts_with(tail) ? tail.size() : 0;
        }
        all.push_back({{at, end}, match.value});
    }
    return all;
}

/// A name that is a word too (苹果, 平安) counts with 公司 behind it, beside an office of a firm,
/// and in a list with other firms.
bool KnownFirms::stands_as_firm(std::uint32_t sentence, const Place& place) const {
    const std::string_view text = scene_.text(sentence);
    const std::string_view before = text.substr(0, place.range.begin);
    const std::string_view behind = text.substr(place.range.end);
    const bool tail = std::any_of(tails.begin(), tails.end(), [&](std::string_view word) {
        return scene_.text(sentence, place.range).ends_with(word);
    });
    constexpr std::array<std::string_view, 14> offices = {
        "首席", "总裁", "董事长", "总经理", "CEO",  "副总裁", "创始人",
        "股价", "财报", "高管",   "旗下",   "宣布", "发布会", "公布"};
    const auto begins_office = [&](std::string_view office) { return behind.starts_with(office); };
    if (tail || std::any_of(offices.begin(), offices.end(), begins_office)) {
        return true;
    }
    const auto firm_at = [&](std::size_t at) {
        const PhraseSet::Match match = table().set.at(text, at);
        return match && !table().forms[match.value].plain;
    };
    const std::size_t comma = std::string_view("、").size();
    const bool listed_before =
        before.ends_with("、") &&
        known_firm_begin(text, before.size() - comma) < before.size() - comma;
    const bool listed_behind = behind.starts_with("、") && firm_at(place.range.end + comma);
    return listed_before || listed_behind;
}

void KnownFirms::find(std::uint32_t sentence, std::vector<Mention>& found) const {
    for (const Place& place : places(sentence)) {
        const auto known = longest_.find(table().forms[place.form].firm);
        if (known == longest_.end()) {
            continue;
        }
        found.push_back(candidate("Firm", sentence, place.range, known->second, "firm.known", 26));
    }
}

std::size_t known_firm_begin(std::string_view text, std::size_t end) {
    const PhraseSet::Match match = table().set.before(text, end);
    return end - (match && !table().forms[match.value].plain ? match.length : 0);
}

}  // namespace dingtu
