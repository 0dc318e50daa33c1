// Kiosks and a server in one thread and in virtual time, joined by links that lose, repeat, delay and reorder messages
// and break. The sessions and gates are the real ones; journals are maps.
#pragma once

#include "core/sync/gate.h"
#include "core/sync/peer.h"
#include "core/sync/session.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <variant>
#include <vector>

namespace einlass::sync {

using base::Milliseconds;

// What one place holds. Rows of one event.
class RowMap {
 public:
  rules::JournalRow append(rules::JournalId journal, rules::ScanStep scan, rules::KioskId kiosk);
  std::vector<rules::Merged> merge(const std::vector<rules::JournalRow>& rows);
  std::vector<wire::Held> held(rules::JournalId own) const;
  std::vector<rules::JournalRow> rows(rules::JournalId journal, std::uint64_t after, std::size_t limit) const;

  const std::map<rules::EntryId, rules::JournalRow>& all() const { return rows_; }
  int accepted() const { return accepted_; }  // rows that merge() took in

 private:
  std::map<rules::EntryId, rules::JournalRow> rows_;
  int accepted_ = 0;
};

rules::EventId world_event();
std::vector<wire::GuestList> parts_with_one_row(rules::EventId event, const base::Hash& version,
                                                const std::vector<rules::GuestRow>& rows);

struct Faults {
  int lost = 0;  // percent
  int repeated = 0;
  int delayed = 0;  // by up to 2 s; overtaken by later ones
  int broken = 0;   // per thousand and tick: the link breaks
};

// One direction of one connection.
class Lane {
 public:
  void put(std::string text, Milliseconds now, const Faults& faults, std::mt19937& random);
  std::vector<std::string> due(Milliseconds now);

 private:
  std::multimap<Milliseconds, std::string> under_way_;
};

class WorldServer;

class WorldKiosk {
 public:
  WorldKiosk(rules::KioskId id, base::SigningPair keys, unsigned seed);

  void on(const SyncEvent& event, Milliseconds now);
  void scan(rules::ScanStep scan, Milliseconds now);
  void gate(const GateCommands& commands, Milliseconds now);

  rules::KioskId id;
  base::SigningPair keys;
  rules::JournalId journal;
  RowMap rows;
  std::map<base::Hash, std::string> documents;
  std::vector<rules::GuestRow> guest_rows;
  std::optional<rules::EventId> event;
  std::optional<base::Hash> guest_list;
  std::set<rules::TicketId> guests;
  bool can_admit_alone = true;
  bool disk_fails = false;  // documents are not stored, rows not read
  bool switch_fails = false;
  std::vector<std::string> server_hosts;
  std::vector<wire::Message> outbox;
  bool wants_connection = false;
  bool wants_close = false;
  std::optional<wire::ByeReason> turned_away;
  std::optional<base::ErrorKind> left_for;
  std::map<rules::ScanStep, int> shown;
  std::string door;
  // What came of each question about moving: an answer in a word, or why there is none.
  std::map<std::uint64_t, std::vector<std::variant<std::string, base::Error>>> told;
  SyncSession session;
  Gate scans;

 private:
  wire::Hello hello() const;
  SyncEvent switched(const wire::Assignment& assignment);
  void take(const wire::GuestList& part, Milliseconds now);
  void read_guest_list(rules::EventId from, Milliseconds now);
};

class WorldServer {
 public:
  WorldServer();

  // A connection's session carries out its commands here.
  struct Connection {
    std::unique_ptr<PeerSession> peer;
    rules::KioskId kiosk;
    std::vector<wire::Message> outbox;
    bool closed = false;
  };
  wire::Hello hello_to(const wire::Hello& theirs);
  void on(Connection& connection, const PeerEvent& event, Milliseconds now);
  void restart();   // a server that came back: nothing in memory
  void lose_all();  // a new one with the venue's keys and nothing else

  rules::JournalId journal;
  RowMap rows;
  std::map<rules::KioskId, base::VerifyingKey> kiosks;
  std::set<rules::KioskId> revoked;
  std::map<base::Hash, std::string> documents;
  wire::Assignment assignment;
  std::vector<rules::GuestRow> guest_list;
  base::Hash guest_version{};
  bool has_event = true;
  bool tells_assignment = false;  // to all
  int offers_lost = 0;            // of those to come
  std::map<rules::ScanStep, rules::JournalRow> decided;
  bool disk_fails = false;                // rows are not read
  std::vector<rules::JournalRow> untold;  // for the other sessions
  wire::Assignment assignment_of(rules::KioskId kiosk) const;

 private:
  PeerEvent found(const FindKiosk& find) const;
  void take_in(const wire::EventOffer& offer);
  PeerEvent admitted(const wire::AdmitRequest& request);
  PeerEvent moved(const wire::MoveRequest& request);
  std::vector<wire::GuestList> guest_parts() const;
  PeerEvent seen(const wire::EventOffer& offer) const;
  void put_guest(const rules::GuestRow& row);
};

class World {
 public:
  World(unsigned seed, int kiosk_count, Faults faults);

  WorldServer server;
  std::vector<std::unique_ptr<WorldKiosk>> kiosks;

  void run_for(Milliseconds time);
  void worsen(const Faults& faults) { faults_ = faults; }
  void heal() { faults_ = {}; }
  void cut(std::size_t kiosk);
  void stop_server() { server_up_ = false; }
  void start_server() { server_up_ = true; }
  Milliseconds now() const { return now_; }
  bool chance(int per_thousand);
  rules::ScanStep new_scan();
  bool all_in_step() const;
  std::string differences() const;  // empty: every place holds the same rows

 private:
  struct Link {
    std::optional<WorldServer::Connection> connection;  // nothing: not connected
    Lane to_server;
    Lane to_kiosk;
    Milliseconds opens_at{0};
    bool opening = false;
  };
  void tick();
  void tick_link(WorldKiosk& kiosk, Link& link);
  void open(WorldKiosk& kiosk, Link& link);
  void close(WorldKiosk& kiosk, Link& link);
  void flush(WorldKiosk& kiosk, Link& link);
  void deliver(WorldKiosk& kiosk, Link& link);

  std::mt19937 random_;
  Faults faults_;
  Milliseconds now_{0};
  std::vector<Link> links_;
  bool server_up_ = true;
  std::uint32_t next_scan_ = 0;
};

}  // namespace einlass::sync
