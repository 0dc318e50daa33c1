// What a kiosk does with a scan, and what the door's answer means for who stands there.
#include "server/rehearsal/run.h"

#include <algorithm>

namespace einlass::rehearsal {

namespace {

// The welcome stays for so long before another code may replace it (docs/kiosk.md).
constexpr std::int64_t least_welcome_ms = 3000;

}  // namespace

void Run::scan(std::size_t i, std::size_t place) {
  const auto& times = scenario_.times;
  after(places_[place].is_cut ? times.alone_ms : times.decide_ms, i, place, &Run::ask);
}

void Run::ask(std::size_t i, std::size_t place) {
  const auto& person = people_[i];
  const auto said = setup_.door.ask({.place = place,
                                     .target = person.target,
                                     .scan = person.scan,
                                     .how = person.how,
                                     .by_staff = places_[place].is_desk});
  if (!said) return broke(said.error());
  prints_badges_ = said->prints;
  std::visit([&](const auto& outcome) { told(i, place, outcome); }, said->admission);
}

void Run::told(std::size_t i, std::size_t place, const rules::AdmissionGranted& granted) {
  auto& person = people_[i];
  if (!person.visit.welcomed) person.visit.welcomed = timeline_.now();
  if (prints_badges_) {
    for (const int number : granted.owed_badges) print(i, place, granted.ticket, number);
  }
  const auto reads = person.chance.ms(scenario_.times.read_welcome);
  after(std::max(reads, least_welcome_ms), i, place, &Run::welcome_read);
}

void Run::welcome_read(std::size_t i, std::size_t place) {
  end(i, Ending::Admitted);
  leave(place);
  fetch(i);
}

// Staff admit with one tap, at the desk.
void Run::told(std::size_t i, std::size_t place, const rules::AdmissionAnnounced&) {
  if (places_[place].is_desk) return turn_away(i, place);
  after(people_[i].chance.ms(scenario_.times.read_refusal), i, place, &Run::send_away);
}

void Run::told(std::size_t i, std::size_t place, const rules::AdmissionRefused& refused) {
  auto& person = people_[i];
  if (refused.refusal == rules::Refusal::NeedsAnswers) return answer(i, place, refused);
  if (refused.refusal == rules::Refusal::Ambiguous && !refused.choices.empty()) return choose(i, place, refused);
  if (!person.visit.refused) person.visit.refused = refused.refusal;
  if (places_[place].is_desk) return solve(i, place, refused);
  after(person.chance.ms(scenario_.times.read_refusal), i, place, &Run::send_away);
}

void Run::send_away(std::size_t i, std::size_t place) {
  people_[i].errand = Errand::Refused;
  leave(place);
  join(i, true);
}

// What is answered is made up, and names nobody.
void Run::answer(std::size_t i, std::size_t place, const rules::AdmissionRefused& refused) {
  auto& person = people_[i];
  std::int64_t takes = 0;
  for (std::size_t n = 0; n < std::max<std::size_t>(refused.questions.size(), 1); ++n) {
    takes += person.chance.ms(scenario_.times.answer);
  }
  if (!refused.questions.empty()) {
    const auto noted = setup_.door.note({.place = place,
                                         .ticket = refused.ticket,
                                         .scan = person.scan,
                                         .fact = rules::AnswersGiven{.questions = refused.questions, .consents = {}}});
    if (!noted) return broke(noted.error());
  }
  if (++person.attempts > 5) return turn_away(i, place);
  after(takes, i, place, &Run::next_step);
}

void Run::choose(std::size_t i, std::size_t place, const rules::AdmissionRefused& refused) {
  auto& person = people_[i];
  const auto* guest = person.arrival->guest;
  const bool is_hers = guest != nullptr && std::find(refused.choices.begin(), refused.choices.end(),
                                                     guest->ticket.id) != refused.choices.end();
  person.target = wire::TicketTarget{is_hers ? guest->ticket.id : refused.choices.front()};
  after(person.chance.ms(scenario_.times.choose), i, place, &Run::next_step);
}

}  // namespace einlass::rehearsal
