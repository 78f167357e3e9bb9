#include "loader/rdf_parse.h"

#include "base/error.h"
#include "base/text.h"

#include <cstdarg>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <memory>
#include <vector>

#include <fmt/format.h>
#include <serd/serd.h>

namespace dingtu {

namespace {

SerdSyntax syntax_of(const std::string& path) {
    const std::string ending = to_lower(std::filesystem::path(path).extension().string());
    if (ending == ".nt") {
        return SERD_NTRIPLES;
    }
    return ending == ".nq" ? SERD_NQUADS : SERD_TURTLE;
}

std::string_view text_of(const SerdNode* node) {
    return node == nullptr || node->buf == nullptr
               ? std::string_view()
               : std::string_view(reinterpret_cast<const char*>(node->buf), node->n_bytes);
}

/// Serd is C: what a callback throws waits here until the parser has returned.
class RdfReader {
public:
    RdfReader(
        std::string path, const std::function<void(std::string_view, std::string_view)>& on_prefix,
        const std::function<void(const RdfTerm&, const std::string&, const RdfTerm&)>& on_triple)
        : path_(std::move(path)),
          on_prefix_(on_prefix),
          on_triple_(on_triple),
          env_(serd_env_new(nullptr), &serd_env_free),
          reader_(serd_reader_new(syntax_of(path_), this, nullptr, &on_base, &on_prefix_declared,
                                  &on_statement, nullptr),
                  &serd_reader_free) {
        serd_reader_set_strict(reader_.get(), true);
        serd_reader_set_error_sink(reader_.get(), &on_error, this);
    }

    void read() {
        const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path_.c_str(), "rb"),
                                                                   &std::fclose);
        if (file == nullptr) {
            throw Error(Phase::Load, fmt::format("cannot read `{}`", path_));
        }
        const SerdStatus status = serd_reader_read_file_handle(
            reader_.get(), file.get(), reinterpret_cast<const std::uint8_t*>(path_.c_str()));
        if (thrown_) {
            std::rethrow_exception(thrown_);
        }
        if (!fault_.empty() || status > SERD_FAILURE) {
            throw Error(Phase::Load, fault_.empty() ? fmt::format("{}: not RDF", path_) : fault_);
        }
    }

private:
    template <class Work>
    static SerdStatus guarded(void* handle, Work work) {
        auto& self = *static_cast<RdfReader*>(handle);
        try {
            work(self);
            return SERD_SUCCESS;
        } catch (...) {
            self.thrown_ = std::current_exception();
            return SERD_ERR_INTERNAL;
        }
    }

    static SerdStatus on_base(void* handle, const SerdNode* iri) {
        return serd_env_set_base_uri(static_cast<RdfReader*>(handle)->env_.get(), iri);
    }

    static SerdStatus on_prefix_declared(void* handle, const SerdNode* name, const SerdNode* iri) {
        return guarded(handle, [&](RdfReader& self) {
            serd_env_set_prefix(self.env_.get(), name, iri);
            const SerdNode whole = serd_env_expand_node(self.env_.get(), iri);
            self.on_prefix_(text_of(name), text_of(whole.buf != nullptr ? &whole : iri));
            SerdNode owned = whole;
            serd_node_free(&owned);
        });
    }

    static SerdStatus on_statement(void* handle, SerdStatementFlags, const SerdNode*,
                                   const SerdNode* subject, const SerdNode* predicate,
                                   const SerdNode* object, const SerdNode* datatype,
                                   const SerdNode*) {
        return guarded(handle, [&](RdfReader& self) {
            RdfTerm value = self.term(object);
            value.datatype =
                datatype == nullptr || datatype->buf == nullptr ? "" : self.term(datatype).text;
            self.on_triple_(self.term(subject), self.term(predicate).text, value);
        });
    }

    /// The first one counts: what follows is its consequence.
    static SerdStatus on_error(void* handle, const SerdError* error) {
        auto& self = *static_cast<RdfReader*>(handle);
        if (self.fault_.empty()) {
            std::vector<char> message(512);
            // Serd hands out a printf format and its arguments.
            va_list arguments;
            va_copy(arguments, *error->args);
            const int size = std::vsnprintf(message.data(), message.size(), error->fmt, arguments);
            va_end(arguments);
            std::string text(message.data(), std::min(static_cast<std::size_t>(std::max(size, 0)),
                                                      message.size() - 1));
            while (text.ends_with('\n')) {
                text.pop_back();
            }
            self.fault_ = fmt::format("{}:{}:{}: {}", self.path_, error->line, error->col, text);
        }
        return SERD_SUCCESS;
    }

    [[nodiscard]] RdfTerm term(const SerdNode* node) const {
        if (node->type == SERD_LITERAL) {
            return {RdfTerm::Kind::Literal, std::string(text_of(node))};
        }
        if (node->type == SERD_BLANK) {
            return {RdfTerm::Kind::Blank, std::string(text_of(node))};
        }
        SerdNode whole = serd_env_expand_node(env_.get(), node);
        if (whole.buf == nullptr) {
            if (node->type == SERD_CURIE) {
                throw Error(Phase::Load, fmt::format("{}: the prefix of `{}` is not declared",
                                                     path_, text_of(node)));
            }
            return {RdfTerm::Kind::Iri, std::string(text_of(node))};
        }
        RdfTerm expanded{RdfTerm::Kind::Iri, std::string(text_of(&whole))};
        serd_node_free(&whole);
        return expanded;
    }

    std::string path_;
    const std::function<void(std::string_view, std::string_view)>& on_prefix_;
    const std::function<void(const RdfTerm&, const std::string&, const RdfTerm&)>& on_triple_;
    std::unique_ptr<SerdEnv, void (*)(SerdEnv*)> env_;
    std::unique_ptr<SerdReader, void (*)(SerdReader*)> reader_;
    std::exception_ptr thrown_;
    std::string fault_;
};

}  // namespace

void parse_rdf(
    const std::string& path,
    const std::function<void(std::string_view, std::string_view)>& on_prefix,
    const std::function<void(const RdfTerm&, const std::string&, const RdfTerm&)>& on_triple) {
    RdfReader(path, on_prefix, on_triple).read();
}

}  // namespace dingtu
