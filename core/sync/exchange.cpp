#include "core/sync/exchange.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace einlass::sync {
namespace {

// A message stays well below 1 MiB whatever the private parts hold; JSON may write a character in six.
constexpr std::size_t most_private_bytes = 100U << 10U;

std::size_t private_bytes(const rules::JournalRow& row) {
  if (row.sealed_part) return row.sealed_part->size();
  return row.private_part ? row.private_part->content.size() : 0;
}

// The first one always does: it has to go out somehow.
bool fits(const std::vector<rules::JournalRow>& rows, const rules::JournalRow& another) {
  if (rows.empty()) return true;
  const auto bytes = std::accumulate(rows.begin(), rows.end(), private_bytes(another),
                                     [](std::size_t sum, const auto& row) { return sum + private_bytes(row); });
  return rows.size() < wire::entries_per_message && bytes <= most_private_bytes;
}

bool is_kept(const rules::Merged& merged) {
  return merged.answer != rules::MergeAnswer::Parked ||
         (merged.reason != "unknown_event" && merged.reason != "not_assigned");
}

}  // namespace

ExchangeCommands EntryExchange::begin(const ExchangeStart& start, base::Milliseconds now) {
  now_ = now;
  begun_ = true;
  their_journal_ = start.their_journal;
  sending_ = start.sending;
  erasing_ = start.erasing;
  not_kept_.clear();
  const auto before = std::exchange(streams_, {});
  batches_.clear();
  for (const auto& held : start.mine) {
    if (auto* stream = stream_of(Key{held.event, held.journal})) stream->mine = held.sequence;
  }
  for (const auto& [key, old] : before) {  // what was written since that hello was collected
    auto* stream = stream_of(key);
    if (stream == nullptr || old.mine <= stream->mine) continue;
    stream->mine = old.mine;
    stream->holes = old.holes;
  }
  for (const auto& held : start.theirs) {
    const auto found = streams_.find(Key{held.event, held.journal});
    if (found == streams_.end() || start.forked.contains(found->first)) continue;
    found->second.answered = found->second.sent = held.sequence;
  }
  ExchangeCommands commands;
  pump(commands);
  return commands;
}

EntryExchange::Stream* EntryExchange::stream_of(const Key& key) {
  const auto& [event, journal] = key;
  if (journal == their_journal_ || !(sending_.contains(event) || erasing_.contains(event))) return nullptr;
  return &streams_[key];
}

bool EntryExchange::may_have(const rules::JournalRow& row) const {
  return sending_.contains(row.entry.id.event) || std::holds_alternative<rules::GuestErased>(row.entry.fact);
}

std::map<rules::EventId, std::size_t> EntryExchange::under_way() const {
  std::map<rules::EventId, std::size_t> count;
  for (const auto& [number, batch] : batches_) ++count[batch.key.first];
  for (const auto& [key, stream] : streams_) {
    if (stream.reading) ++count[key.first];
  }
  return count;
}

bool EntryExchange::has_room(const std::map<rules::EventId, std::size_t>& under_way, rules::EventId event) const {
  const auto all = std::accumulate(under_way.begin(), under_way.end(), std::size_t{0},
                                   [](std::size_t sum, const auto& each) { return sum + each.second; });
  const auto found = under_way.find(event);
  return all < window && (found == under_way.end() || found->second < window_of_event);
}

// True: this row came later than those after it.
bool EntryExchange::fill_hole(Stream& stream, std::uint64_t sequence) {
  auto hole = stream.holes.upper_bound(sequence);
  if (hole == stream.holes.begin()) return false;
  --hole;
  const auto [first, last] = *hole;
  if (sequence > last) return false;
  stream.holes.erase(hole);
  if (first < sequence) stream.holes[first] = sequence - 1;
  if (sequence < last) stream.holes[sequence + 1] = last;
  return true;
}

// Sends from this row on once more; what the other side has already is answered `known`.
void EntryExchange::rewind(Stream& stream, std::uint64_t sequence) {
  stream.answered = std::min(stream.answered, sequence - 1);
  stream.sent = std::min(stream.sent, sequence - 1);
  stream.answered_ahead.clear();
  stream.reading = false;
}

ExchangeCommands EntryExchange::written(const std::vector<rules::JournalRow>& rows, base::Milliseconds now) {
  now_ = now;
  ExchangeCommands commands;
  if (!begun_) return commands;
  std::map<Key, std::vector<rules::JournalRow>> following;  // those that may go out as they are
  auto busy = under_way();
  for (const auto& row : rows) {
    if (!may_have(row)) continue;
    const Key key{row.entry.id.event, row.entry.id.journal};
    auto* stream = stream_of(key);
    if (stream == nullptr) continue;
    const auto sequence = row.entry.id.sequence;
    if (sequence <= stream->mine) {
      if (fill_hole(*stream, sequence)) rewind(*stream, sequence);
      continue;
    }
    const bool next = sequence == stream->mine + 1 && stream->sent == stream->mine && !stream->reading;
    if (sequence > stream->mine + 1) stream->holes[stream->mine + 1] = sequence - 1;
    stream->mine = sequence;
    auto& of_stream = following[key];
    if (!next || !fits(of_stream, row) || (of_stream.empty() && !has_room(busy, key.first))) continue;
    if (of_stream.empty()) ++busy[key.first];
    stream->sent = stream->mine;
    of_stream.push_back(row);
  }
  for (auto& [key, stream_rows] : following) {
    if (!stream_rows.empty()) send(key, std::move(stream_rows), commands);
  }
  pump(commands);
  return commands;
}

ExchangeCommands EntryExchange::rows_read(const ReadRows& request, std::vector<rules::JournalRow> rows,
                                          base::Milliseconds now) {
  now_ = now;
  ExchangeCommands commands;
  const Key key{request.event, request.journal};
  const auto found = streams_.find(key);
  if (found == streams_.end() || !found->second.reading || found->second.sent < request.after) return commands;
  auto& stream = found->second;
  stream.reading = false;
  std::erase_if(rows, [&](const auto& row) { return row.entry.id.sequence <= stream.sent; });
  if (rows.empty()) {
    // Nothing to hand on: it came from there meanwhile, or what is left is not here.
    if (stream.sent < stream.mine) stream.holes[stream.sent + 1] = stream.mine;
    stream.sent = std::max(stream.sent, stream.mine);
  } else {
    send_fitting(key, stream, std::move(rows), commands);
  }
  pump(commands);
  return commands;
}

ExchangeCommands EntryExchange::reading_failed(const ReadRows& request, base::Milliseconds now) {
  now_ = now;
  ExchangeCommands commands;
  const auto found = streams_.find(Key{request.event, request.journal});
  if (found == streams_.end() || !found->second.reading) return commands;
  found->second.reading = false;
  found->second.unread = true;
  found->second.read_at = now + answer_time;
  pump(commands);
  return commands;
}

void EntryExchange::send_fitting(const Key& key, Stream& stream, std::vector<rules::JournalRow> rows,
                                 ExchangeCommands& commands) {
  std::vector<rules::JournalRow> fitting;
  for (auto& row : rows) {
    if (!fits(fitting, row)) break;
    fitting.push_back(std::move(row));
  }
  auto before = stream.sent;
  for (const auto& row : fitting) {
    if (row.entry.id.sequence > before + 1) stream.holes[before + 1] = row.entry.id.sequence - 1;
    before = row.entry.id.sequence;
  }
  stream.sent = before;
  stream.mine = std::max(stream.mine, stream.sent);
  send(key, std::move(fitting), commands);
}

void EntryExchange::send(const Key& key, std::vector<rules::JournalRow> rows, ExchangeCommands& commands) {
  Batch batch{.key = key, .rows = {}, .open = {}, .due = now_ + answer_time};
  for (const auto& row : rows) batch.rows.insert(row.entry.id.sequence);
  batch.open = batch.rows;
  const auto number = next_batch_++;
  batches_[number] = std::move(batch);
  commands.emplace_back(wire::Entries{.batch = number, .rows = std::move(rows)});
}

ExchangeCommands EntryExchange::answered(const wire::EntriesAnswer& answer, base::Milliseconds now) {
  now_ = now;
  ExchangeCommands commands;
  const auto found = batches_.find(answer.batch);
  if (found == batches_.end()) return commands;
  auto& batch = found->second;
  for (const auto& merged : answer.answers) {
    if (Key{merged.id.event, merged.id.journal} != batch.key) continue;
    batch.open.erase(merged.id.sequence);
    if (!is_kept(merged)) not_kept_.insert(merged.id);
  }
  if (!batch.open.empty()) return commands;  // answered in part: all of it is sent again
  for (const auto sequence : batch.rows) settle(streams_[batch.key], sequence);
  batches_.erase(found);
  pump(commands);
  return commands;
}

void EntryExchange::settle(Stream& stream, std::uint64_t sequence) {
  auto& ahead = stream.answered_ahead;
  if (sequence > stream.answered) ahead.insert(sequence);
  while (!ahead.empty() && *ahead.begin() <= stream.answered + 1) {
    stream.answered = std::max(stream.answered, *ahead.begin());
    ahead.erase(ahead.begin());
  }
  stream.sent = std::max(stream.sent, stream.answered);
}

void EntryExchange::note_held(const rules::EntryId& id) {
  if (!begun_) return;
  auto* stream = stream_of(Key{id.event, id.journal});
  if (stream == nullptr) return;
  // Only what follows what is already there is left out; a row ahead of others comes once more, as `known`.
  if (stream->sent + 1 == id.sequence && !stream->reading) stream->sent = id.sequence;
  fill_hole(*stream, id.sequence);
  if (id.sequence > stream->mine + 1) stream->holes[stream->mine + 1] = id.sequence - 1;
  stream->mine = std::max(stream->mine, id.sequence);
  settle(*stream, id.sequence);
}

ExchangeCommands EntryExchange::time_passed(base::Milliseconds now) {
  now_ = now;
  ExchangeCommands commands;
  std::set<Key> late;
  for (const auto& [number, batch] : batches_) {
    if (now >= batch.due) late.insert(batch.key);
  }
  for (const auto& key : late) {
    std::erase_if(batches_, [&](const auto& each) { return each.second.key == key; });
    auto& stream = streams_[key];
    stream.sent = stream.answered;
    stream.reading = false;
  }
  pump(commands);
  return commands;
}

void EntryExchange::pump(ExchangeCommands& commands) {
  auto busy = under_way();
  auto next = last_read_ ? streams_.upper_bound(*last_read_) : streams_.begin();
  for (auto left = streams_.size(); left > 0; --left, ++next) {  // each in its turn
    if (next == streams_.end()) next = streams_.begin();
    auto& [key, stream] = *next;
    const auto& [event, journal] = key;
    if (stream.reading || !has_unsent(stream) || now_ < stream.read_at || !has_room(busy, event)) continue;
    stream.reading = true;
    stream.unread = false;
    ++busy[event];
    last_read_ = key;
    commands.emplace_back(ReadRows{event, journal, stream.sent, wire::entries_per_message, !sending_.contains(event)});
  }
}

std::optional<base::Milliseconds> EntryExchange::next_due() const {
  std::optional<base::Milliseconds> due;
  for (const auto& [number, batch] : batches_) due = due ? std::min(*due, batch.due) : batch.due;
  for (const auto& [key, stream] : streams_) {
    if (stream.reading || !has_unsent(stream) || stream.read_at <= now_) continue;
    due = due ? std::min(*due, stream.read_at) : stream.read_at;
  }
  return due;
}

bool EntryExchange::in_step() const {
  return begun_ && batches_.empty() && unanswered() == 0;
}

std::uint64_t EntryExchange::answered_up_to(const JournalOfEvent& journal) const {
  if (begun_ && journal.second == their_journal_) return UINT64_MAX;
  const auto found = streams_.find(journal);
  return found == streams_.end() ? 0 : found->second.answered;
}

std::optional<SurelyHeld> EntryExchange::surely_held() const {
  if (!begun_) return std::nullopt;
  SurelyHeld held{.whole = their_journal_, .up_to = {}};
  for (const auto& [key, stream] : streams_) held.up_to[key] = stream.answered;
  for (const auto& id : not_kept_) {
    auto& up_to = held.up_to[Key{id.event, id.journal}];
    up_to = std::min(up_to, id.sequence - 1);
  }
  return held;
}

std::uint64_t EntryExchange::unanswered() const {
  std::uint64_t sum = 0;
  for (const auto& [key, stream] : streams_) {
    const bool all_sent = stream.sent >= stream.mine && !stream.reading && !stream.unread;
    const bool under_way =
        std::any_of(batches_.begin(), batches_.end(), [&](const auto& each) { return each.second.key == key; });
    if (all_sent && !under_way) continue;
    sum += stream.mine > stream.answered ? stream.mine - stream.answered : 1;
  }
  return sum;
}

}  // namespace einlass::sync
