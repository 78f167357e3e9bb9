#include "storage/gathered.h"

#include "storage/page_writer.h"
#include "storage/posting.h"

#include <chrono>
#include <future>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace dingtu {
namespace {

// Links that are few beside those that are there already go in as small keys; a fold takes them up.
constexpr std::uint64_t worth_merging = 8;

/// The links of the pages of a relation, the small keys beside them left aside.
class OldPages {
public:
    OldPages(const KvReader& keys, const LinkRelation& relation, bool paged,
             PageWriter<LinkRelation>& writer)
        : prefix_(relation.prefix()),
          writer_(writer) {
        if (paged) {
            at_ = keys.cursor(Family::Adjacency);
            at_->seek(prefix_);
            read();
        }
    }
    /// The next link below `link`, or nothing.
    [[nodiscard]] std::optional<Link> next_below(const Link* link) {
        if (place_ == links_.size()) {
            return std::nullopt;
        }
        const Link found = links_[place_];
        if (link != nullptr && *link < found) {
            return std::nullopt;
        }
        if (++place_ == links_.size()) {
            at_->next();
            read();
        }
        return found;
    }

private:
    void read() {
        links_.clear();
        place_ = 0;
        if (at_->valid() && at_->key().starts_with(prefix_)) {
            writer_.old_page(at_->key());
            ByteReader key(at_->key().substr(std::string_view(prefix_).size()));
            LinkRelation::decode_page(key, at_->value(), links_);
        }
    }

    ShortKey prefix_;
    PageWriter<LinkRelation>& writer_;
    std::unique_ptr<KvCursor> at_;
    std::vector<Link> links_;
    std::size_t place_ = 0;
};

/// Several threads at work on what was gathered, one family each at a time.
class GatheredWriter {
public:
    GatheredWriter(Gathered& gathered, const BulkBase& base, KvLoad& load, const BulkPace& pace)
        : gathered_(gathered),
          base_(base),
          load_(load),
          pace_(pace),
          sort_bytes_(pace.memory_bytes / std::max(pace.threads, 1U)),
          all_(gathered.entries()) {}

    void run();

private:
    /// Steps of one thread: asks whether to go on, counts entries.
    class Steps {
    public:
        explicit Steps(GatheredWriter& writer) : writer_(writer) {
            limits_.set_interrupt(&writer.stopped_);
        }
        void entries(std::uint64_t count) {
            limits_.check();
            writer_.done_.fetch_add(count, std::memory_order_relaxed);
        }

    private:
        GatheredWriter& writer_;
        Limits limits_;
    };
    using Task = void (GatheredWriter::*)(Steps&);

    void take_tasks(std::vector<Task>& left);
    void watch(std::vector<std::future<void>>& threads);

    void write_adjacency(Steps& steps);
    void write_links(const LinkRelation& relation, const LinkLog& links, LinkLog::Room& room,
                     Steps& steps);
    void write_ends(Steps& steps);
    void write_columns(Steps& steps);
    void write_postings(Steps& steps);
    void write_names(Steps& steps);
    void write_keys(Steps& steps);

    Gathered& gathered_;
    const BulkBase& base_;
    KvLoad& load_;
    const BulkPace& pace_;
    std::size_t sort_bytes_;  // of one thread
    std::uint64_t all_;
    std::atomic<std::uint64_t> done_ = 0;
    std::atomic<bool> stopped_ = false;
    std::mutex taking_;
};

void GatheredWriter::run() {
    // The last is taken first: what holds memory, then the longest, so that no thread is left with
    // it at the end.
    std::vector<Task> tasks = {&GatheredWriter::write_names,     &GatheredWriter::write_ends,
                               &GatheredWriter::write_columns,   &GatheredWriter::write_postings,
                               &GatheredWriter::write_adjacency, &GatheredWriter::write_keys};
    std::vector<std::future<void>> threads;
    for (unsigned i = 0; i < std::max(pace_.threads, 1U); ++i) {
        threads.push_back(std::async(std::launch::async, [&] { take_tasks(tasks); }));
    }
    watch(threads);
}

void GatheredWriter::take_tasks(std::vector<Task>& left) {
    Steps steps(*this);
    for (;;) {
        Task task = nullptr;
        {
            const std::scoped_lock lock(taking_);
            if (left.empty()) {
                return;
            }
            task = left.back();
            left.pop_back();
        }
        (this->*task)(steps);
    }
}

// Waits for all threads, so that none is left when this throws.
void GatheredWriter::watch(std::vector<std::future<void>>& threads) {
    constexpr auto moment = std::chrono::milliseconds(50);
    std::exception_ptr failure;
    for (std::future<void>& thread : threads) {
        try {
            while (!failure && thread.wait_for(moment) != std::future_status::ready) {
                pace_.limits.check_now();
                if (pace_.on_progress) {
                    pace_.on_progress(std::min(done_.load(), all_), all_);
                }
            }
            thread.get();
        } catch (...) {
            stopped_ = true;
            failure = failure ? failure : std::current_exception();
            if (thread.valid()) {
                thread.wait();
            }
        }
    }
    if (failure) {
        std::rethrow_exception(failure);
    }
}

// Small keys and pages are families of their own, so each is written in its order.
void GatheredWriter::write_adjacency(Steps& steps) {
    LinkLog::Room room(sort_bytes_);
    for (const auto& [number, links] : gathered_.links) {
        for (const Side side : {Side::Forward, Side::Backward}) {
            write_links({TypeId{number}, side}, links, room, steps);
        }
    }
}

void GatheredWriter::write_links(const LinkRelation& relation, const LinkLog& links,
                                 LinkLog::Room& room, Steps& steps) {
    const bool swapped = relation.side == Side::Backward;
    if (!into_pages(base_.counts, relation.type, links)) {
        links.sorted(swapped, room, [&](const Link& link) {
            steps.entries(1);
            load_.put(Family::AdjacencyDelta, relation.key(link), link_added);
        });
        return;
    }
    PageWriter<LinkRelation> writer(load_, relation);
    OldPages old(base_.keys, relation, base_.counts.paged(relation.type), writer);
    links.sorted(swapped, room, [&](const Link& link) {
        steps.entries(1);
        while (const auto before = old.next_below(&link)) {
            writer.add(*before);
        }
        writer.add(link);
    });
    while (const auto rest = old.next_below(nullptr)) {
        writer.add(*rest);
    }
    writer.finish();
}

void GatheredWriter::write_ends(Steps& steps) {
    for (const auto& [number, links] : gathered_.links) {
        const EndsRelation relation{TypeId{number}};
        if (!into_pages(base_.counts, relation.type, links)) {
            links.for_each([&](const Link& link) {
                steps.entries(1);
                load_.put(Family::EndsDelta, relation.key({link.serial, 0, 0}),
                          ends_value({NodeId{link.subject}, NodeId{link.other}}));
            });
            continue;
        }
        PageWriter<EndsRelation> writer(load_, relation);
        links.for_each([&](const Link& link) {
            steps.entries(1);
            writer.add({link.serial, link.subject, link.other});
        });
        writer.finish();
    }
}

void GatheredWriter::write_columns(Steps& steps) {
    for (const auto& [column, log] : gathered_.columns) {
        log.for_each_page([&, of = column](std::uint64_t first_id, std::string_view page) {
            steps.entries(page_size);
            load_.put(Family::Column, column_key({of.first, first_id}, of.second), page);
        });
    }
}

void GatheredWriter::write_postings(Steps& steps) {
    KeySorter entries;
    std::string entry;
    for (const auto& [column, log] : gathered_.columns) {
        if (column.first != node_scope) {
            continue;
        }
        log.for_each_part([&](std::uint64_t first_id, std::string_view page) {
            for_each_ordered(first_id, page, [&](std::uint64_t id, std::string_view form) {
                entry = form;
                append_big_endian(entry, id, 5);
                entries.add(entry, {});
            });
            if (entries.bytes() > sort_bytes_) {
                entries.spill();
            }
        });
        PostingWriter postings(load_, column.second);
        entries.drain([&](std::string_view key, std::string_view) {
            steps.entries(1);
            postings.add(key);
        });
        postings.finish();
    }
}

void GatheredWriter::write_names(Steps& steps) {
    gathered_.names.drain([&](std::string_view key, std::string_view value) {
        steps.entries(1);
        load_.put(Family::Name, key, value);
    });
}

void GatheredWriter::write_keys(Steps& steps) {
    std::string full_key;
    for (auto& [space, sorter] : gathered_.keys) {
        sorter.drain(
            [&, prefix = std::string_view(space)](std::string_view key, std::string_view value) {
                steps.entries(1);
                full_key = prefix;
                full_key += key;
                load_.put(Family::Key, full_key, value);
            });
    }
}

}  // namespace

std::uint64_t Gathered::entries() const {
    std::uint64_t count = names.count();
    for (const auto& [type, log] : links) {
        count += 3 * log.count();  // both sides and the ends
    }
    for (const auto& [column, log] : columns) {
        count += log.count() * (column.first == node_scope ? 2 : 1);  // the index by value
    }
    for (const auto& [space, sorter] : keys) {
        count += sorter.count();
    }
    return count;
}

bool into_pages(const Counts& before, TypeId type, const LinkLog& links) {
    return !before.paged(type) || links.count() * worth_merging >= before.types[type.value].count;
}

void write_gathered(Gathered& gathered, const BulkBase& base, KvLoad& load, const BulkPace& pace) {
    GatheredWriter(gathered, base, load, pace).run();
}

}  // namespace dingtu
