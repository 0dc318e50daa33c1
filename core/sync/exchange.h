// Which journal entries the other side of a connection lacks, and when they go out: the same at both ends
// (docs/journal.md, Sync). No I/O: rows are read by the owner on request. One object per connection; one thread.
//
// Nothing here outlives the connection: what the other side holds comes from its hello, so a server that was replaced
// or restored gets all that it lacks. A row that is repeated is answered `known` and does no harm.
#pragma once

#include "core/base/instant.h"
#include "core/wire/messages.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <variant>
#include <vector>

namespace einlass::sync {

// Read the rows of one journal above `after` from the store, in order, and hand them to rows_read().
struct ReadRows {
  rules::EventId event;
  rules::JournalId journal;
  std::uint64_t after = 0;
  std::size_t limit = 0;
  bool erasures_only = false;
  friend bool operator==(const ReadRows&, const ReadRows&) = default;
};

using ExchangeCommand = std::variant<ReadRows, wire::Entries>;
using ExchangeCommands = std::vector<ExchangeCommand>;

using JournalOfEvent = std::pair<rules::EventId, rules::JournalId>;

struct ExchangeStart {
  std::vector<wire::Held> mine;
  std::vector<wire::Held> theirs;
  rules::JournalId their_journal;      // its rows are never sent back
  std::set<rules::EventId> sending;    // events whose rows the other side may have
  std::set<rules::EventId> erasing{};  // of which it is to have the erasures only
  // Of which both sides have different entries under the same numbers: sent from the first one on, whatever is held.
  std::set<JournalOfEvent> forked{};
};

// What the other side surely holds: its own journal whole, of others all up to a number.
struct SurelyHeld {
  rules::JournalId whole;
  std::map<JournalOfEvent, std::uint64_t> up_to;
  friend bool operator==(const SurelyHeld&, const SurelyHeld&) = default;
};

class EntryExchange {
 public:
  // After both hellos, and again after each later pair of them.
  ExchangeCommands begin(const ExchangeStart& start, base::Milliseconds now);

  // Rows that were committed here, of whichever journal.
  ExchangeCommands written(const std::vector<rules::JournalRow>& rows, base::Milliseconds now);
  ExchangeCommands rows_read(const ReadRows& request, std::vector<rules::JournalRow> rows, base::Milliseconds now);
  // They are read again after `answer_time`.
  ExchangeCommands reading_failed(const ReadRows& request, base::Milliseconds now);
  ExchangeCommands answered(const wire::EntriesAnswer& answer, base::Milliseconds now);
  // The other side has this row: it sent it, or got it in a reply.
  void note_held(const rules::EntryId& id);
  ExchangeCommands time_passed(base::Milliseconds now);

  std::optional<base::Milliseconds> next_due() const;
  bool has_begun() const { return begun_; }
  // Everything that was there has been answered.
  bool in_step() const;
  // Rows not yet answered, or that the other side did not keep; what a screen shows as "to hand over".
  std::uint64_t outstanding() const { return unanswered() + not_kept_.size(); }
  // Up to which number the other side has answered for this journal; its own it has whole.
  std::uint64_t answered_up_to(const JournalOfEvent& journal) const;
  // By what it said and answered on this connection; nothing until it begins.
  std::optional<SurelyHeld> surely_held() const;

  static constexpr base::Milliseconds answer_time{5'000};  // then the rows are sent again
  static constexpr std::size_t window = 4;                 // batches under way
  static constexpr std::size_t window_of_event = 2;        // one that is never answered keeps no other out

 private:
  using Key = JournalOfEvent;
  struct Stream {
    std::uint64_t mine = 0;      // highest that is here
    std::uint64_t answered = 0;  // up to which the other side has all
    std::uint64_t sent = 0;
    std::set<std::uint64_t> answered_ahead;  // beyond a gap
    // first -> last: not here when what follows was sent, be it parked or still to come
    std::map<std::uint64_t, std::uint64_t> holes;
    bool reading = false;
    bool unread = true;             // nobody has looked yet whether rows lie beyond a gap
    base::Milliseconds read_at{0};  // not before
  };
  struct Batch {
    Key key;
    std::set<std::uint64_t> rows;
    std::set<std::uint64_t> open;  // not answered
    base::Milliseconds due{0};
  };

  Stream* stream_of(const Key& key);
  static bool fill_hole(Stream& stream, std::uint64_t sequence);
  static void rewind(Stream& stream, std::uint64_t sequence);
  static void settle(Stream& stream, std::uint64_t sequence);
  static bool has_unsent(const Stream& stream) { return stream.sent < stream.mine || stream.unread; }
  void send(const Key& key, std::vector<rules::JournalRow> rows, ExchangeCommands& commands);
  void send_fitting(const Key& key, Stream& stream, std::vector<rules::JournalRow> rows, ExchangeCommands& commands);
  void pump(ExchangeCommands& commands);
  bool may_have(const rules::JournalRow& row) const;
  bool has_room(const std::map<rules::EventId, std::size_t>& under_way, rules::EventId event) const;
  std::map<rules::EventId, std::size_t> under_way() const;
  std::uint64_t unanswered() const;

  bool begun_ = false;
  rules::JournalId their_journal_;
  std::set<rules::EventId> sending_;
  std::set<rules::EventId> erasing_;
  std::map<Key, Stream> streams_;
  std::optional<Key> last_read_;       // whose turn it was
  std::set<rules::EntryId> not_kept_;  // answered so: the other side has no place for them now
  std::map<std::uint64_t, Batch> batches_;
  std::uint64_t next_batch_ = 1;
  base::Milliseconds now_{0};
};

}  // namespace einlass::sync
