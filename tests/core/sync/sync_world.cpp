#include "tests/core/sync/sync_world.h"

#include <algorithm>
#include <utility>

namespace einlass::sync {
namespace {

constexpr Milliseconds tick_length{10};

// Which of the other's rows it lacks, by journal's first byte and sequence.
std::string lacking(const RowMap& one, const RowMap& other) {
  std::string text;
  for (const auto& [id, row] : other.all()) {
    if (text.size() > 100) return text + " …";
    if (!one.all().contains(id))
      text += "; lacks " + std::to_string(id.journal.bytes()[0]) + ":" + std::to_string(id.sequence);
  }
  return text;
}

}  // namespace

std::vector<wire::GuestList> parts_with_one_row(rules::EventId event, const base::Hash& version,
                                                const std::vector<rules::GuestRow>& rows) {
  std::vector<wire::GuestList> parts;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    parts.push_back({.event = event,
                     .version = version,
                     .base = {},
                     .part = static_cast<std::uint32_t>(i + 1),
                     .parts = static_cast<std::uint32_t>(rows.size()),
                     .rows = {rows[i]}});
  }
  return parts;
}

rules::EventId world_event() {
  return rules::EventId(base::IdBytes{7});
}

// ---- rows -----------------------------------------------------------------------------------------------------------

rules::JournalRow RowMap::append(rules::JournalId journal, rules::ScanStep scan, rules::KioskId kiosk) {
  rules::JournalRow row;
  row.entry.id = {journal, world_event(), 1};
  for (const auto& [id, each] : rows_) {
    if (id.journal == journal) row.entry.id.sequence = id.sequence + 1;
  }
  row.entry.scan = scan;
  row.entry.place.kiosk = kiosk;
  row.entry.fact = rules::Admitted{};
  rows_[row.entry.id] = row;
  return row;
}

std::vector<rules::Merged> RowMap::merge(const std::vector<rules::JournalRow>& rows) {
  std::vector<rules::Merged> answers;
  for (const auto& row : rows) {
    const bool fresh = rows_.emplace(row.entry.id, row).second;
    accepted_ += fresh ? 1 : 0;
    answers.push_back({row.entry.id, fresh ? rules::MergeAnswer::Accepted : rules::MergeAnswer::Known, ""});
  }
  return answers;
}

std::vector<wire::Held> RowMap::held(rules::JournalId own) const {
  std::map<rules::JournalId, std::uint64_t> gapless{{own, 0}};
  for (const auto& [id, row] : rows_) {
    auto& last = gapless[id.journal];
    if (id.sequence == last + 1) last = id.sequence;
  }
  std::vector<wire::Held> held;
  for (const auto& [journal, sequence] : gapless) held.push_back({world_event(), journal, sequence});
  return held;
}

std::vector<rules::JournalRow> RowMap::rows(rules::JournalId journal, std::uint64_t after, std::size_t limit) const {
  std::vector<rules::JournalRow> found;
  for (const auto& [id, row] : rows_) {
    if (id.journal == journal && id.sequence > after && found.size() < limit) found.push_back(row);
  }
  return found;
}

// ---- links ----------------------------------------------------------------------------------------------------------

void Lane::put(std::string text, Milliseconds now, const Faults& faults, std::mt19937& random) {
  const auto percent = [&] { return static_cast<int>(random() % 100); };
  if (percent() < faults.lost) return;
  const auto usual = now + Milliseconds(5);
  if (percent() < faults.repeated) under_way_.emplace(usual + Milliseconds(random() % 500), text);
  const auto late = percent() < faults.delayed ? Milliseconds(random() % 2'000) : Milliseconds(0);
  under_way_.emplace(usual + late, std::move(text));
}

std::vector<std::string> Lane::due(Milliseconds now) {
  std::vector<std::string> arrived;
  const auto end = under_way_.upper_bound(now);
  for (auto at = under_way_.begin(); at != end; ++at) arrived.push_back(at->second);
  under_way_.erase(under_way_.begin(), end);
  return arrived;
}

// ---- the world ------------------------------------------------------------------------------------------------------

World::World(unsigned seed, int kiosk_count, Faults faults) : random_(seed), faults_(faults) {
  for (int i = 1; i <= kiosk_count; ++i) {
    base::SecretKey key_seed{};
    key_seed[0] = static_cast<std::uint8_t>(i);
    const rules::KioskId id(base::IdBytes{static_cast<std::uint8_t>(i)});
    const auto keys = base::signing_pair_from(key_seed);
    server.kiosks[id] = keys.open;
    kiosks.push_back(std::make_unique<WorldKiosk>(id, keys, seed * 31 + static_cast<unsigned>(i)));
    links_.emplace_back();
  }
}

bool World::chance(int per_thousand) {
  return static_cast<int>(random_() % 1000) < per_thousand;
}

rules::ScanStep World::new_scan() {
  ++next_scan_;
  return {
      rules::ScanId(base::IdBytes{static_cast<std::uint8_t>(next_scan_ >> 8U), static_cast<std::uint8_t>(next_scan_)}),
      0};
}

void World::run_for(Milliseconds time) {
  for (const auto end = now_ + time; now_ < end; now_ += tick_length) tick();
}

void World::tick() {
  for (std::size_t i = 0; i < kiosks.size(); ++i) tick_link(*kiosks[i], links_[i]);
  const bool assigns = std::exchange(server.tells_assignment, false);
  for (auto& link : links_) {
    if (!link.connection || !assigns || link.connection->kiosk.is_nil()) continue;
    server.on(*link.connection, PeerAssigned{server.assignment_of(link.connection->kiosk)}, now_);
  }
  const auto rows = std::exchange(server.untold, {});
  for (auto& link : links_) {
    if (link.connection && !rows.empty()) server.on(*link.connection, PeerRowsWritten{rows}, now_);
  }
  for (std::size_t i = 0; i < kiosks.size(); ++i) flush(*kiosks[i], links_[i]);
}

void World::tick_link(WorldKiosk& kiosk, Link& link) {
  if (link.connection && (!server_up_ || link.connection->closed || chance(faults_.broken))) close(kiosk, link);
  if (link.connection) deliver(kiosk, link);
  if (link.connection) server.on(*link.connection, PeerTimePassed{}, now_);
  const auto due = kiosk.session.next_due();
  if (due && *due <= now_) kiosk.on(TimePassed{}, now_);
  const auto gate_due = kiosk.scans.next_due();
  if (gate_due && *gate_due <= now_) kiosk.gate(kiosk.scans.time_passed(now_), now_);
  if (std::exchange(kiosk.wants_close, false)) {
    link.connection.reset();
    link.opening = false;
  }
  if (std::exchange(kiosk.wants_connection, false)) {
    link.opening = true;
    link.opens_at = now_ + Milliseconds(5);
  }
  if (link.opening && now_ >= link.opens_at) open(kiosk, link);
  flush(kiosk, link);
}

void World::open(WorldKiosk& kiosk, Link& link) {
  link.opening = false;
  link.to_server = {};
  link.to_kiosk = {};
  kiosk.outbox.clear();
  if (!server_up_) return kiosk.on(ConnectionClosed{{base::ErrorKind::Unavailable, "off"}}, now_);
  link.connection.emplace();
  base::Hash nonce{};
  nonce[0] = static_cast<std::uint8_t>(random_());
  link.connection->peer = std::make_unique<PeerSession>(
      PeerOptions{.nonce = nonce, .channel_binding = "binding", .journal = server.journal, .software = "server"});
  for (auto& command : link.connection->peer->start()) {
    link.connection->outbox.push_back(std::get<PeerSend>(command).message);
  }
  kiosk.on(ConnectionOpened{"binding"}, now_);
}

void World::close(WorldKiosk& kiosk, Link& link) {
  for (const auto& message : link.connection->outbox) {  // a farewell still goes out
    if (std::holds_alternative<wire::Bye>(message)) kiosk.on(MessageReceived{message}, now_);
  }
  link.connection.reset();
  kiosk.on(ConnectionClosed{{base::ErrorKind::Unavailable, "cut"}}, now_);
}

void World::cut(std::size_t kiosk) {
  if (links_[kiosk].connection) close(*kiosks[kiosk], links_[kiosk]);
}

void World::flush(WorldKiosk& kiosk, Link& link) {
  const auto out = std::exchange(kiosk.outbox, {});
  if (!link.connection) return;
  for (const auto& message : out) link.to_server.put(wire::encode(message), now_, faults_, random_);
  if (link.connection->closed) return;
  for (const auto& message : std::exchange(link.connection->outbox, {})) {
    link.to_kiosk.put(wire::encode(message), now_, faults_, random_);
  }
}

void World::deliver(WorldKiosk& kiosk, Link& link) {
  for (const auto& text : link.to_server.due(now_)) {
    server.on(*link.connection, PeerMessage{wire::decode(text).value()}, now_);
  }
  for (const auto& text : link.to_kiosk.due(now_)) kiosk.on(MessageReceived{wire::decode(text).value()}, now_);
}

bool World::all_in_step() const {
  return std::all_of(kiosks.begin(), kiosks.end(),
                     [](const auto& kiosk) { return kiosk->session.joined() && kiosk->session.to_hand_over() == 0; });
}

std::string World::differences() const {
  for (const auto& kiosk : kiosks) {
    if (kiosk->rows.all() == server.rows.all()) continue;
    return "kiosk " + kiosk->id.text() + " holds " + std::to_string(kiosk->rows.all().size()) + " rows, the server " +
           std::to_string(server.rows.all().size()) + lacking(kiosk->rows, server.rows) +
           lacking(server.rows, kiosk->rows);
  }
  return "";
}

}  // namespace einlass::sync
