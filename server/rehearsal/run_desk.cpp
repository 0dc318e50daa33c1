// What staff do at a desk for who comes there.
#include "server/rehearsal/run.h"

#include <utility>

namespace einlass::rehearsal {

namespace {

constexpr int most_attempts = 3;  // to set something aside, before staff give up

Spread time_for(const Times& times, bool is_walk_in, bool was_refused) {
  if (is_walk_in) return times.desk_walk_in;
  return was_refused ? times.desk_solve : times.desk_search;
}

}  // namespace

void Run::serve(std::size_t i, std::size_t place) {
  auto& person = people_[i];
  if (person.errand == Errand::Badge) {
    return after(person.chance.ms(scenario_.times.desk_badge), i, place, &Run::print_lacking);
  }
  const bool is_walk_in = person.arrival->guest == nullptr;
  const bool was_refused = person.errand == Errand::Refused && person.visit.refused != rules::Refusal::UnknownCode;
  person.attempts = 0;
  person.scan = {id<rules::ScanId>(), 1};
  if (!is_walk_in) {
    person.target = wire::TicketTarget{person.arrival->guest->ticket.id};
    person.how = rules::How::List;
  }
  after(person.chance.ms(time_for(scenario_.times, is_walk_in, was_refused)), i, place, &Run::attend);
}

void Run::attend(std::size_t i, std::size_t place) {
  const bool needs_ticket =
      people_[i].arrival->guest == nullptr || people_[i].arrival->problem == ProblemKind::SharedTicket;
  if (needs_ticket && !register_walk_in(i, place)) return turn_away(i, place);
  ask(i, place);
}

bool Run::register_walk_in(std::size_t i, std::size_t place) {
  auto& person = people_[i];
  const auto ticket = id<rules::TicketId>();
  rules::RegisterGuest act{.ticket = ticket, .guest = {.id = id<rules::GuestId>()}, .category = "guest"};
  act.guest.first_name = "Walk";
  act.guest.last_name = act.guest.full_name = "In";
  const auto done = setup_.door.act(place, act);
  if (!done) broke(done.error());
  if (!done || !*done) return false;
  person.target = wire::TicketTarget{ticket};
  person.how = rules::How::WalkIn;
  return true;
}

// The team may set aside what the policy lets it; the rest is for the host to explain.
void Run::solve(std::size_t i, std::size_t place, const rules::AdmissionRefused& refused) {
  auto& person = people_[i];
  if (++person.attempts > most_attempts) return turn_away(i, place);
  const auto act =
      refused.refusal == rules::Refusal::Unpaid && refused.ticket
          ? rules::StaffAct(rules::Settle{
                .ticket = *refused.ticket, .settlement = rules::Settlement::InvoiceFollows, .reference = {}})
          : rules::StaffAct(rules::SetRefusalAside{.scan = person.scan.scan, .typed_reason = {}});
  const auto done = setup_.door.act(place, act);
  if (!done) return broke(done.error());
  if (!*done) return turn_away(i, place);
  next_step(i, place);
}

void Run::turn_away(std::size_t i, std::size_t place) {
  end(i, Ending::TurnedAway);
  leave(place);
}

void Run::print_lacking(std::size_t i, std::size_t place) {
  people_[i].errand = Errand::Admission;
  for (auto& print : std::exchange(people_[i].lacking, {})) submit(place, std::move(print));
  leave(place);
}

}  // namespace einlass::rehearsal
