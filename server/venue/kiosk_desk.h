// The registry of kiosks: pairing with one-time codes, assignment, revocation. Part of the Desk, on its thread.
#pragma once

#include "core/sync/exchange.h"
#include "core/wire/messages.h"
#include "server/venue/venue_state.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

namespace einlass::venue {

struct PairingWish {
  std::string kiosk_name;
  std::string door;
  std::string event;  // key or id; empty: assigned later
  base::Milliseconds lasts = std::chrono::minutes(30);
  bool takes_event = false;  // the kiosk served a server that is lost, and brings its events along
};

// The one-time secret of a pairing code; addresses and CA key are added by who prints it (core/wire/pairing_code.h).
struct PairingGrant {
  wire::PairingSecret secret{};  // only its hash is kept
  base::Instant expires;
};

// What a kiosk's hello is answered with (sync::PeerHelloTold).
struct HelloAnswer {
  wire::Hello hello;
  std::set<sync::JournalOfEvent> forked{};
  // The kiosk has more of this server's own journal than the server, which was put back to an earlier state: it writes
  // under a new one from now on, and every connection that goes by the old one is to be ended.
  bool another_journal = false;
};

class KioskDesk {
 public:
  explicit KioskDesk(VenueState& state) : state_(state) {}

  // AlreadyExists: a kiosk of that name is paired and not revoked.
  base::Result<PairingGrant> offer(const PairingWish& wish);
  // A code makes one kiosk, and tells the same one (by its key) so again while it lasts; an unknown, used or expired
  // one is PairRefused. Refused attempts are counted: beyond `pair_attempts` from one address, or `all_pair_attempts`,
  // within a minute every further one is TooMany.
  base::Result<std::variant<wire::PairAccepted, wire::PairRefused>> pair(const wire::PairRequest& request,
                                                                         const std::string& address = {});
  static constexpr std::size_t pair_attempts = 20;
  static constexpr std::size_t all_pair_attempts = 500;  // of 80 random bits nobody guesses more with them

  base::Result<std::vector<store::KioskRecord>> list();                  // last_seen is up to date here
  base::Result<store::KioskRecord> find(const std::string& name_or_id);  // NotFound
  base::Result<std::optional<store::KioskRecord>> find(rules::KioskId id);

  // NotFound also: the event is over, and the kiosk would forget it at once, with everybody who may sign in there.
  // AlreadyExists: the new name, where one is given, is another kiosk's.
  base::Result<store::KioskRecord> assign(const std::string& kiosk, const std::string& event,
                                          const std::optional<std::string>& door,
                                          const std::optional<std::string>& name = std::nullopt);
  // kiosk_moves.cpp: what somebody who is signed in at the kiosk may do about its assignment. Refused: she is not of
  // its event's roster, or a helper.
  base::Result<rules::Destinations> destinations(rules::KioskId kiosk, std::uint32_t by);
  // As assign() does it; the door only where one is named. Refused also: she may not sign in at that event. NotFound,
  // InvalidInput: as assign().
  base::Result<store::KioskRecord> move(rules::KioskId kiosk, const rules::KioskMove& move);
  static constexpr std::size_t most_destinations = 100;
  // LeaseDesk::settle() writes it into the events.
  base::Result<store::KioskRecord> revoke(const std::string& kiosk);
  // Revokes the kiosks that were revoked by an entry of an open event: by a server of this venue that is lost, or after
  // the backup from which this one was restored. True: there was one.
  base::Result<bool> revoke_lost();

  // A kiosk that this server does not know, if the venue's certificate of it is genuine: to be found by its key, and
  // registered once it has proven that it has it.
  bool is_genuine(rules::KioskId id, const wire::PairingCertificate& certificate) const;
  base::Result<void> register_again(rules::KioskId id, const wire::PairingCertificate& certificate);

  // What the kiosk must know of its event, documents and guest list's version.
  base::Result<wire::Assignment> assignment(rules::KioskId id);
  // Notes the kiosk's journal and that it was seen; answers with what the server holds of the events it named. An event
  // that cannot be read is left out, and logged once: it keeps no kiosk from the others.
  base::Result<HelloAnswer> hello(rules::KioskId id, const wire::Hello& theirs);
  // Something came from this kiosk: kept in memory, so that it costs nothing.
  void seen(rules::KioskId id) { state_.kiosks_seen()[id] = state_.now(); }
  // kiosk_reports.cpp. It has proven itself, as this software; or its last connection is over.
  void came(rules::KioskId id, std::string software);
  void left(rules::KioskId id) { state_.kiosks_told()[id].connected = false; }
  // What it says of itself: kept in memory. Its texts are cleaned, and printers beyond `most_printers` left out.
  void note_report(rules::KioskId id, wire::KioskReport report);
  static constexpr std::size_t most_printers = 32;
  // Of those that have connected since this process started.
  const std::map<rules::KioskId, KioskTold>& told() { return state_.kiosks_told(); }
  // What the kiosk put aside, and therefore tells nobody else: also in the log, as long as it becomes more.
  void note_parked(rules::KioskId id, std::vector<wire::ParkedCount> parked);
  // Nothing: there is no such document.
  base::Result<std::optional<wire::DocumentPart>> document_part(const wire::DocumentRequest& request);

 private:
  bool too_many_attempts(const std::string& address);
  base::Result<void> replace_journal_if_behind(const std::set<rules::EventId>& named, const wire::Hello& theirs);
  base::Result<void> see_lists(const wire::Hello& theirs, const std::string& kiosk);
  HelloAnswer answer_hello(const std::set<rules::EventId>& named, const wire::Hello& theirs);
  base::Result<void> add_event(rules::EventId id, const wire::Hello& theirs, HelloAnswer& answer);
  wire::PairAccepted accepted(const store::KioskRecord& kiosk) const;
  base::Result<store::KioskRecord> kiosk_moved_by(rules::KioskId kiosk, std::uint32_t by);
  base::Result<bool> may_sign_in(std::uint32_t by, rules::EventId event);
  bool is_to_come(const store::EventRecord& event, const rules::EventFrame& frame) const;
  base::Result<std::vector<rules::EventId>> events_to_come();
  base::Result<std::optional<store::KioskRecord>> paired_before(const wire::PairRequest& request);
  base::Result<store::KioskRecord> kiosk_of(const store::PairingOffer& offer, const wire::PairRequest& request);

  VenueState& state_;
  std::set<rules::EventId> left_out_;  // of hellos
  struct Redeemed {
    rules::KioskId kiosk;
    base::Instant until;
  };
  std::map<base::Hash, Redeemed> redeemed_;  // by the code's hash; since this program's start
  struct RefusedAttempt {
    base::Instant at;
    std::string address;
  };
  std::vector<RefusedAttempt> refused_attempts_;  // of the last minute; as many as are let in, at most
};

}  // namespace einlass::venue
