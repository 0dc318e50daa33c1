#include "tests/core/sync/sync_world.h"

#include "core/wire/parts.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace einlass::sync {
namespace {

template <typename... Each>
struct Overloaded : Each... {
  using Each::operator()...;
};
template <typename... Each>
Overloaded(Each...) -> Overloaded<Each...>;

constexpr Milliseconds tick_length{10};

base::Instant venue_time(Milliseconds now) {
  return base::Instant::from_unix_ms(1'795'000'000'000) + now;
}

}  // namespace

namespace {

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

// ---- a kiosk --------------------------------------------------------------------------------------------------------

namespace {

std::optional<wire::DocumentPart> part_in(const std::map<base::Hash, std::string>& documents,
                                          const wire::DocumentRequest& request) {
  const auto found = documents.find(request.hash);
  if (found == documents.end()) return std::nullopt;
  return wire::part_of(request, found->second);
}

}  // namespace

WorldKiosk::WorldKiosk(rules::KioskId kiosk, base::SigningPair pair, unsigned seed)
    : id(kiosk),
      keys(pair),
      journal(rules::JournalId(kiosk.bytes())),
      session(
          {.kiosk = kiosk, .key = pair.secret, .software = "kiosk", .random = [random = std::mt19937(seed)]() mutable {
             return static_cast<double>(random() % 1000) / 1000.0;
           }}) {}

wire::Hello WorldKiosk::hello() const {
  wire::Hello hello{.journal = journal, .held = {}, .documents = {}, .font_set = "fonts", .guest_lists = {}};
  if (event) hello.held = rows.held(journal);
  for (const auto& [hash, content] : documents) hello.documents.push_back(hash);
  if (event && guest_list) hello.guest_lists.push_back({*event, *guest_list});
  return hello;
}

SyncEvent WorldKiosk::switched(const wire::Assignment& assignment) {
  if (switch_fails) return SwitchFailed{};
  for (const auto& document : assignment.documents) {
    if (!documents.contains(document.hash) && document.kind != "font") throw std::logic_error("incomplete");
  }
  event = assignment.event;
  return EventOpened{event, guest_list, assignment};
}

void WorldKiosk::take(const wire::GuestList& part, Milliseconds now) {
  for (const auto& row : part.rows) {
    if (guests.insert(row.ticket.id).second) guest_rows.push_back(row);
  }
  if (part.part < part.parts) return;
  guest_list = part.version;
  on(GuestsStored{part.event, guest_list}, now);
}

void WorldKiosk::read_guest_list(rules::EventId from, Milliseconds now) {
  for (const auto& part : parts_with_one_row(from, *guest_list, guest_rows)) on(GuestListRead{part}, now);
}

void WorldKiosk::on(const SyncEvent& event_, Milliseconds now) {
  if (std::holds_alternative<MessageReceived>(event_)) scans.heard();
  for (auto& command : session.on(event_, now)) {
    std::visit(Overloaded{
                   [&](Connect&) { wants_connection = true; },
                   [&](CloseConnection&) { wants_close = true; },
                   [&](Send& send) { outbox.push_back(std::move(send.message)); },
                   [&](TellHello&) {
                     on(HelloTold{hello(), {}}, now);
                   },
                   [&](ReadRows& read) {
                     if (disk_fails) return on(RowsRead{read, {}}, now);
                     on(RowsRead{read, rows.rows(read.journal, read.after, read.limit)}, now);
                   },
                   [&](MergeRows& merge) {
                     on(RowsMerged{merge.batch, rows.merge(merge.rows)}, now);
                   },
                   [&](StoreDocument& document) {
                     if (!disk_fails) documents[document.document.hash] = document.content;
                     on(DocumentStored{document.document.hash, !disk_fails}, now);
                   },
                   [&](StoreGuests& part) { take(part.part, now); },
                   [&](SwitchTo& to) { on(switched(to.assignment), now); },
                   [&](TakeTime&) {},
                   [&](TakeReply& taken) {
                     rows.merge({taken.reply.row});
                     gate(scans.replied(taken.reply.scan), now);
                   },
                   [&](TakeFailure& failure) { gate(scans.server_failed(failure.scan), now); },
                   [&](KeepHosts& keep) { server_hosts = keep.hosts; },
                   [&](Joined&) { gate(scans.connected(), now); },
                   [&](Left& left) {
                     left_for = left.why.kind;
                     gate(scans.disconnected(), now);
                   },
                   [&](TurnedAway& away) {
                     turned_away = away.reason;
                     gate(scans.disconnected(), now);
                   },
                   [&](NoteHandedOver&) {},
                   [&](ReportParked&) {},
                   [&](DropEvents&) {},
                   [&](CompareHeld&) { on(HeldCompared{}, now); },
                   [&](ReadDocument& read) {
                     on(DocumentRead{read.request, part_in(documents, read.request)}, now);
                   },
                   [&](ReadGuestList& read) { read_guest_list(read.event, now); },
                   [&](TellLeases&) { on(LeasesTold{{.event = event}}, now); },  // no cap: leases_test.cpp has the rest
                   [&](NoteLease&) {},
                   [&](ForgetLease&) {},
                   [&](ReturnLeases&) {},
               },
               command);
  }
}

void WorldKiosk::scan(rules::ScanStep scan, Milliseconds now) {
  gate(scans.asked(scan, now), now);
}

void WorldKiosk::gate(const GateCommands& commands, Milliseconds now) {
  for (const auto& command : commands) {
    std::visit(Overloaded{
                   [&](const AskServer& ask) {
                     wire::AdmitRequest request;
                     request.event = world_event();
                     request.scan = ask.scan;
                     request.target = wire::CodeTarget{};
                     outbox.emplace_back(request);
                   },
                   [&](const TryAlone& attempt) { gate(scans.tried_alone(attempt.scan, can_admit_alone, now), now); },
                   [&](const ShowChecking&) {},
                   [&](const DecideAlone& alone) {
                     ++shown[alone.scan];
                     on(RowsWritten{{rows.append(journal, alone.scan, id)}}, now);
                   },
                   [&](const ShowReply& reply) { ++shown[reply.scan]; },
                   [&](const MergeReply&) {},
               },
               command);
  }
}

// ---- the server -----------------------------------------------------------------------------------------------------

WorldServer::WorldServer() : journal(rules::JournalId(base::IdBytes{99})) {
  assignment.event = world_event();
  assignment.kiosk_name = "kiosk";
  assignment.font_set = "fonts";
  const std::string small = "a policy";
  const std::string large(wire::document_part_bytes * 2 + 17, 'x');
  for (const auto& content : {small, large}) {
    documents[base::sha256(content)] = content;
    assignment.documents.push_back({base::sha256(content), "template", "t", content.size()});
  }
  assignment.documents.push_back({base::sha256("a font"), "font", "f", 6});
  for (std::uint8_t i = 1; i <= 5; ++i) {
    auto& row = guest_list.emplace_back();
    row.ticket.id = rules::TicketId(base::IdBytes{i});
  }
  guest_version = base::sha256("guests");
  assignment.guest_list = guest_version;
}

wire::Assignment WorldServer::assignment_of(rules::KioskId kiosk) const {
  auto told = assignment;
  told.certificate = wire::PairingCertificate{.key = kiosks.at(kiosk), .name = "kiosk", .event = told.event};
  return told;
}

PeerEvent WorldServer::seen(const wire::EventOffer& offer) const {
  if (has_event) return PeerOfferSeen{offer, std::nullopt};
  std::vector<wire::DocumentRef> missing;
  for (const auto& document : offer.documents) {
    if (!documents.contains(document.hash)) missing.push_back(document);
  }
  return PeerOfferSeen{offer, missing};
}

void WorldServer::put_guest(const rules::GuestRow& row) {
  const bool known = std::any_of(guest_list.begin(), guest_list.end(),
                                 [&](const auto& each) { return each.ticket.id == row.ticket.id; });
  if (!known) guest_list.push_back(row);
}

void WorldServer::lose_all() {
  *this = WorldServer();
  journal = rules::JournalId(base::IdBytes{98});
  kiosks.clear();
  documents.clear();
  assignment = {};
  guest_list.clear();
  has_event = false;
}

std::vector<wire::GuestList> WorldServer::guest_parts() const {
  return parts_with_one_row(world_event(), guest_version, guest_list);
}

PeerEvent WorldServer::admitted(const wire::AdmitRequest& request) {
  if (!has_event) return PeerAdmitFailed{request.scan, {base::ErrorKind::NotFound, "no such event"}};
  const auto known = decided.find(request.scan);
  const bool repeated = known != decided.end();
  const auto row = repeated ? known->second : rows.append(journal, request.scan, {});
  if (!repeated) {
    decided[request.scan] = row;
    untold.push_back(row);
  }
  wire::AdmitReply reply{.event = request.event,
                         .scan = request.scan,
                         .admission = rules::AdmissionGranted{},
                         .row = row,
                         .repeated = repeated,
                         .tickets = {},
                         .template_name = {}};
  return PeerAdmitted{reply};
}

PeerEvent WorldServer::found(const FindKiosk& find) const {
  const auto known = kiosks.find(find.kiosk);
  if (known == kiosks.end() && find.certificate) {
    return KioskFound{.known = true, .key = find.certificate->key, .by_certificate = true};
  }
  return KioskFound{.known = known != kiosks.end(),
                    .revoked = revoked.contains(find.kiosk),
                    .key = known != kiosks.end() ? known->second : base::VerifyingKey{}};
}

void WorldServer::take_in(const wire::EventOffer& offer) {
  assignment = {.event = offer.event,
                .kiosk_name = "kiosk",
                .documents = offer.documents,
                .font_set = "fonts",
                .guest_list = offer.guest_list};
  guest_version = offer.guest_list;
  has_event = tells_assignment = true;
}

void WorldServer::on(Connection& connection, const PeerEvent& event, Milliseconds now) {
  const auto answer = [&](const PeerEvent& with) { on(connection, with, now); };
  for (auto& command : connection.peer->on(event, venue_time(now), now)) {
    std::visit(Overloaded{
                   [&](PeerSend& send) { connection.outbox.push_back(std::move(send.message)); },
                   [&](PeerClose&) { connection.closed = true; },
                   [&](PairKiosk&) {
                     answer(PairingDone{wire::PairRefused{wire::PairRefusal::Code, "no"}});
                   },
                   [&](FindKiosk& find) { answer(found(find)); },
                   [&](AdmitPeer& admit) {
                     connection.kiosk = admit.kiosk;
                     if (has_event) answer(PeerAssigned{assignment_of(admit.kiosk)});
                   },
                   [&](TellPeerHello& told) {
                     wire::Hello hello{
                         .journal = journal, .held = {}, .documents = {}, .font_set = {}, .guest_lists = {}};
                     if (has_event && !told.hello.held.empty()) {
                       hello.held = rows.held(journal);
                       hello.guest_lists.push_back({world_event(), guest_version});
                     }
                     answer(PeerHelloTold{hello});
                   },
                   [&](ReadDocumentPart& read) {
                     answer(PeerDocumentRead{read.request, part_in(documents, read.request)});
                   },
                   [&](AdmitScan& scan) { answer(admitted(scan.request)); },
                   [&](ReadRows& read) {
                     if (disk_fails) return answer(PeerRowsRead{read, {}});
                     answer(PeerRowsRead{read, rows.rows(read.journal, read.after, read.limit)});
                   },
                   [&](MergePeerRows& merge) {
                     untold.insert(untold.end(), merge.rows.begin(), merge.rows.end());
                     answer(PeerRowsMerged{merge.batch, rows.merge(merge.rows)});
                   },
                   [&](ReadGuests&) { answer(PeerGuests{guest_parts()}); },
                   [&](RegisterKiosk& again) { kiosks[again.kiosk] = again.certificate.key; },
                   [&](SeeOffer& see) {
                     if (offers_lost-- <= 0) answer(seen(see.offer));
                   },
                   [&](StorePeerDocument& document) {
                     documents[document.document.hash] = document.content;
                     answer(PeerDocumentStored{document.document.hash});
                   },
                   [&](StorePeerGuests& part) {
                     for (const auto& row : part.part.rows) put_guest(row);
                     if (part.part.part == part.part.parts) answer(PeerGuestsStored{part.part.version});
                   },
                   [&](TakeEvent& take) {
                     take_in(take.offer);
                     answer(PeerEventTaken{take.offer.event});
                   },
                   [&](NoteInStep&) {},
                   [&](NoteParked&) {},
                   [&](GrantLease& grant) { answer(PeerLeaseDenied{grant.request}); },
               },
               command);
  }
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
