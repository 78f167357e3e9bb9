#include "shell/entity_names.h"

#include "base/error.h"
#include "base/text.h"
#include "loader/pinyin.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace dingtu {

namespace {

constexpr std::size_t looked_at = 2000;  // names with one beginning, when one is searched
constexpr std::size_t looked_at_in_all = 20'000;

/// Takes off the last character.
void shorten(std::string& text) {
    do {
        text.pop_back();
    } while (!text.empty() && invalid_utf8(text));
}

/// Stored names and aliases that are typed as `typed`.
std::vector<std::string> texts_typed(const Snapshot& snapshot, std::string_view typed,
                                     std::size_t limit) {
    std::vector<std::string> texts = snapshot.names_starting(typed, limit);
    for (const std::string& character : first_characters(typed)) {
        for (std::string& text : snapshot.names_starting(character, looked_at)) {
            if (texts.size() >= limit) {
                return texts;
            }
            if (typed_as(typed, text)) {
                texts.push_back(std::move(text));
            }
        }
    }
    return texts;
}

bool has_label(const Snapshot& snapshot, NodeId node, std::optional<LabelId> label) {
    if (!label) {
        return false;
    }
    auto labels = snapshot.labels(node);
    return std::find(labels.begin(), labels.end(), *label) != labels.end();
}

}  // namespace

std::vector<NodeId> entities_called(const Snapshot& snapshot, const std::string& name) {
    std::vector<NodeId> found = snapshot.called(name);
    if (found.empty()) {
        std::string near = nearest_name(snapshot, name);
        throw Error(Phase::Run, fmt::format("nothing is called `{}`", name))
            .named("EntityNotFound", "NoSuchName")
            .hint(near.empty() ? "" : fmt::format("did you mean `{}`?", near));
    }
    return found;
}

namespace {

/// A stored name or alias, or an empty text.
std::string nearest_text(const Snapshot& snapshot, const std::string& name) {
    // Names that share the beginning are looked at first; a slip in the first character is found
    // among all names, where these are few enough to be looked at.
    std::string prefix = name;
    while (!prefix.empty()) {
        auto names = snapshot.names_starting(prefix, looked_at);
        if (auto near = nearest(name, names)) {
            return *near;
        }
        if (!names.empty() && prefix.size() < name.size() && length(prefix) * 2 >= length(name)) {
            return names.front();
        }
        shorten(prefix);
    }
    auto names = snapshot.names_starting("", looked_at_in_all);
    for (const std::string& longer : names) {
        if (length(name) >= 2 && longer.find(name) != std::string::npos) {
            return longer;  // people say 禾芯 for 杭州禾芯生物科技有限公司
        }
    }
    if (auto near = nearest(name, names)) {
        return *near;
    }
    // Other characters of the same sound are what an input method puts in first.
    std::string sound = pinyin_of(name);
    auto alike = names_typed(snapshot, sound, "", 1);
    return length(sound) >= 4 && !alike.empty() ? alike.front() : std::string();
}

}  // namespace

std::string nearest_name(const Snapshot& snapshot, const std::string& name) {
    std::string near = nearest_text(snapshot, name);
    auto key = snapshot.catalog().key("name");
    for (NodeId node : snapshot.called(near)) {
        Value own = key ? snapshot.property(node, *key) : Value();
        if (own.is(Kind::String)) {
            return own.as_string();
        }
    }
    return near;
}

std::vector<std::string> names_typed(const Snapshot& snapshot, std::string_view typed,
                                     std::string_view label, std::size_t limit) {
    const Catalog& catalog = snapshot.catalog();
    auto name_key = catalog.key("name");
    std::optional<LabelId> wanted = catalog.label(label);
    std::set<std::string> names;
    for (const std::string& text : texts_typed(snapshot, typed, limit * 4)) {
        for (NodeId node : snapshot.called(text)) {
            if (names.size() >= limit) {
                break;
            }
            Value name = name_key ? snapshot.property(node, *name_key) : Value();
            if (name.is(Kind::String) && (label.empty() || has_label(snapshot, node, wanted))) {
                names.insert(name.as_string());
            }
        }
    }
    return {names.begin(), names.end()};
}

}  // namespace dingtu
