// Events that go from one server to another and back, as packed files: from the office to the laptop at the venue, and
// what was recorded there to the office (docs/packed-events.md). Part of the Desk, on its thread; packing and opening a
// file need the desk no more.
#pragma once

#include "db/event_snapshot.h"
#include "db/outbox.h"
#include "server/venue/door_desk.h"
#include "server/venue/event_desk.h"
#include "server/venue/packed_event.h"
#include "server/venue/packed_people.h"
#include "server/venue/people_desk.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace einlass::venue {

struct PackOrder {
  std::string event;     // key or id
  std::string label;     // for whom or where, to be read later; may be empty
  std::uint32_t by = 0;  // number of the person; 0: the command line
};

// A packing that was begun. Any thread, once.
class PackJob {
 public:
  base::Result<PackFigures> write(const std::filesystem::path& output, const std::string& passphrase) const {
    return write_pack(*sources_, output, passphrase);
  }
  rules::EventId event() const { return sources_->pack.event; }
  const std::string& key() const { return sources_->pack.key; }
  int seats_held() const { return seats_held_; }  // by kiosks and pages of this server: reserved on the other, too

 private:
  friend class PackDesk;
  std::shared_ptr<const PackSources> sources_;
  int seats_held_ = 0;
};

struct UnpackOrder {
  std::string key;             // where the event is new here; empty: the key that it had
  std::optional<Caller> by{};  // whose number may be another one afterwards; nothing: the command line
};

struct Unpacked {
  EventSummary event;
  bool is_new = false;           // it was not here before
  std::uint64_t entries = 0;     // that were new here
  std::uint64_t put_aside = 0;   // of these, what could not be taken in
  std::uint64_t guests = 0;      // tickets that were new or changed here
  std::uint64_t differing = 0;   // that were changed on both servers: those here stayed
  int beyond_cap = 0;            // persons who own a seat or came, and are too many for a hard cap
  bool settings_differ = false;  // times, policy, texts or badges: those here stayed
  bool closed_there = false;     // each server closes and reopens for itself
  bool closed_here = false;
  PeopleTaken people;
};

class PackDesk {
 public:
  PackDesk(VenueState& state, DoorDesk& door, EventDesk& events, PeopleDesk& people)
      : state_(state), door_(door), events_(events), people_(people) {}

  // Who objects to profiling, for CrmDesk.
  void use_objections(std::function<base::Result<store::Objections>(rules::EventId event)> objections) {
    objections_ = std::move(objections);
  }

  // The event as it is now. Refused: it is a rehearsal. InvalidInput: the label is no line of text. Storage: what was
  // kept when it was closed is gone.
  base::Result<PackJob> begin(const PackOrder& order);
  // Once the file is whole.
  base::Result<void> note_packed(const PackJob& job, const PackOrder& order);

  // A folder for a file to be opened in, which nobody else uses.
  std::filesystem::path folder_for_one() const;
  // All or nothing. Twice is the same as once, and an older file after a newer one does no harm. AlreadyExists: another
  // event has the key. InvalidInput: the key is none. NotFound: it is not the event that is here under its id, which
  // has other keys or is a rehearsal.
  base::Result<Unpacked> take(const OpenedPack& opened, const UnpackOrder& order);

  // It was packed here, and nothing of another server was unpacked since.
  static std::optional<wire::PackNote> lent(const VenueState& state, const wire::PackHistory& history);
  // Entries may be made on the server that it was packed for. Nothing: it is here as far as anybody knows, or it is
  // here from another server, which has a word to say in this.
  static std::optional<wire::PackNote> away(const VenueState& state, const wire::PackHistory& history);
  bool is_away(const wire::PackHistory& history) const { return away(state_, history).has_value(); }
  bool is_this_server(const base::VerifyingKey& server) const { return server == state_.pairing_pair().open; }
  base::Result<wire::PackHistory> history(const std::string& event);  // key or id

  // What a server that was ended left of one of these.
  base::Result<void> forget_unfinished();

 private:
  struct Merging;

  base::Result<std::vector<std::string>> documents_for(wire::EventPack& pack);
  base::Result<Unpacked> take_new(const OpenedPack& opened, const UnpackOrder& order);
  base::Result<void> put_new(const OpenedPack& opened, const std::string& key);
  base::Result<void> put_file(const OpenedPack& opened);
  base::Result<store::EventRecord> put_documents(const OpenedPack& opened, const std::string& key);
  base::Result<Unpacked> merge_in(const OpenedPack& opened, const UnpackOrder& order, OpenEvent& event);
  base::Result<void> merge_rows(Merging& merging);
  base::Result<void> merge_parked(Merging& merging);
  base::Result<void> merge_guests(Merging& merging);
  base::Result<void> merge_paper_lists(Merging& merging);
  base::Result<void> merge_deliveries(Merging& merging);
  base::Result<void> count_beyond_caps(Merging& merging);
  base::Result<void> take_policies(const Merging& merging);
  base::Result<void> compare_settings(Merging& merging);
  base::Result<void> go_on_after(const OpenedPack& opened, OpenEvent* event);
  base::Result<void> note_unpacked(const OpenedPack& opened, const UnpackOrder& order, const Unpacked& unpacked,
                                   const SharedList& shared);

  VenueState& state_;
  DoorDesk& door_;
  EventDesk& events_;
  PeopleDesk& people_;
  std::function<base::Result<store::Objections>(rules::EventId event)> objections_;
};

}  // namespace einlass::venue
