#include "server/venue/packed_outbox.h"

#include "core/rules/erasures.h"
#include "db/erasures.h"
#include "server/crm/reconciler.h"
#include "server/venue/outlets.h"

#include <set>
#include <string>

namespace einlass::venue {

using base::Result;
using rules::OutboxRow;
using rules::OutboxState;

namespace {

// A record is made and removed in turn, so that both servers count alike.
int steps_done(const OutboxRow& row) {
  return 2 * row.generation + (row.recorded.empty() ? 0 : 1);
}

bool is_further(const OutboxRow& one, const OutboxRow& other) {
  if (steps_done(one) != steps_done(other)) return steps_done(one) > steps_done(other);
  return one.state == OutboxState::Sent && other.state != OutboxState::Sent;
}

// Two servers made the same record, each without the other.
bool are_two(const OutboxRow& one, const OutboxRow& other) {
  const bool is_made = !one.recorded.empty() && !other.recorded.empty();
  return is_made && steps_done(one) == steps_done(other) &&
         (one.recorded != other.recorded || one.remote_id != other.remote_id);
}

// As after a request that had no answer: whoever goes on finds out what is there.
OutboxRow asked_again(OutboxRow row) {
  row.sending = row.recorded;
  row.state = OutboxState::Sent;
  row.unsure = true;
  return row;
}

class OutboxMerge {
 public:
  OutboxMerge(OpenEvent& event, const store::Outbox& there, bool is_its_word)
      : event_(event), outbox_(event.store.outbox()), there_(there), is_its_word_(is_its_word) {}

  Result<void> put_all() {
    const auto targets = there_.targets();
    if (!targets) return base::failed(targets);
    for (const auto& target : *targets) {
      if (auto put = put_target(target); !put) return put;
    }
    return targets->empty() ? Result<void>() : outbox_.mark_all();
  }

 private:
  Result<void> put_target(const store::OutboxTarget& there) {
    const auto here = outbox_.target(there.name);
    if (!here) return base::failed(here);
    auto target = here->value_or(there);
    // What lies at one place says nothing of another.
    if (!is_its_word_ && target.place != there.place) return {};
    target.place = there.place;
    if (is_its_word_) target.enabled = there.enabled;
    if (auto put = outbox_.put_target(target); !put) return put;
    const auto rows = there_.rows(there.name);
    if (!rows) return base::failed(rows);
    std::set<std::string> persons;
    for (const auto& row : *rows) {
      if (row.guest.is_nil()) continue;
      const auto erased = store::erasure_of(event_.store, row.guest);
      if (!erased) return base::failed(erased);
      if (*erased) continue;
      persons.insert(row.person);
      if (auto put = put_row(there.name, row); !put) return put;
    }
    for (const auto& row : *rows) {
      if (!row.guest.is_nil() || !persons.contains(row.person)) continue;
      if (auto put = put_row(there.name, row); !put) return put;
    }
    return {};
  }

  Result<void> put_row(const std::string& target, const OutboxRow& there) {
    const auto here = outbox_.row(target, there.record);
    if (!here) return base::failed(here);
    return outbox_.put(target, *here ? merged_row(**here, there, is_its_word_) : there);
  }

  OpenEvent& event_;
  store::Outbox& outbox_;
  const store::Outbox& there_;
  bool is_its_word_;
};

}  // namespace

Result<void> note_outlets_of(VenueState& state, rules::EventId id) {
  const auto event = state.event(id);
  if (!event) return base::failed(event);
  const auto targets = (*event)->store.outbox().targets();
  if (!targets) return base::failed(targets);
  return targets->empty() ? Result<void>() : note_outlet(state, id);
}

OutboxRow merged_row(const OutboxRow& here, const OutboxRow& there, bool is_its_word) {
  auto row = is_further(there, here) ? there : here;
  if (are_two(here, there)) row = asked_again(std::move(row));
  const auto& word = is_its_word ? there : here;
  row.person = word.person;
  row.left_out = word.left_out;
  return crm::wished(std::move(row), {.desired = word.desired, .hold = word.hold});
}

Result<void> note_objections(VenueState& state, OpenEvent& event, const store::Objections& objections) {
  auto writing = event.store.begin();
  if (!writing) return base::failed(writing);
  if (auto put = event.store.outbox().put_objections(own_name(state), objections); !put) return put;
  return writing->commit();
}

Result<void> merge_objections(VenueState& state, OpenEvent& event, const store::Outbox& there,
                              const std::string& packer) {
  auto said = there.objections();
  const auto targets = event.store.outbox().targets();
  if (!said || !targets) return said ? base::failed(targets) : base::failed(said);
  said->try_emplace(packer);  // of nobody any more
  auto writing = event.store.begin();
  if (!writing) return base::failed(writing);
  for (const auto& [server, objections] : *said) {
    if (server == own_name(state)) continue;
    if (auto put = event.store.outbox().put_objections(server, objections); !put) return put;
  }
  const auto marked = targets->empty() ? Result<void>() : event.store.outbox().mark_all();
  return marked ? writing->commit() : marked;
}

Result<void> merge_outbox(OpenEvent& event, const store::Outbox& there, bool is_its_word) {
  const auto everybody = store::erasure_of(event.store, rules::everybody);
  if (!everybody) return base::failed(everybody);
  if (*everybody) return {};
  auto writing = event.store.begin();
  if (!writing) return base::failed(writing);
  if (auto put = OutboxMerge(event, there, is_its_word).put_all(); !put) return put;
  return writing->commit();
}

}  // namespace einlass::venue
