#include "tests/simulation/guests.h"

#include <utility>

namespace einlass::simulation {
namespace {

bool may_still_come_in(rules::Refusal refusal) {
  return refusal != rules::Refusal::AlreadyIn && refusal != rules::Refusal::UnknownCode;
}

}  // namespace

void Guests::invite(const std::vector<InvitedTicket>& tickets, Milliseconds within) {
  for (const auto& ticket : tickets) {
    const auto when = nature_.up_to(within);
    const bool in_parts = ticket.places > 1 && nature_.percent(50);
    come(when, {.code = ticket.code, .persons = in_parts ? 1 : 0, .kiosk = any_kiosk()});
    if (in_parts || nature_.percent(30)) {
      // The others come later, or are right behind at another kiosk.
      const bool close_by = nature_.percent(50);
      const auto later = close_by ? when + nature_.up_to(Milliseconds(1'500)) : nature_.up_to(within);
      come(later, {.code = ticket.code, .persons = nature_.below(2), .kiosk = any_kiosk()});
    }
    const bool forwarded = nature_.percent(30);
    if (forwarded) come(when + nature_.up_to(Milliseconds(3'000)), {.code = ticket.code, .kiosk = any_kiosk()});
  }
  come(nature_.up_to(within), {.code = "NOBODY-KNOWS-IT", .kiosk = any_kiosk()});
}

void Guests::come(Milliseconds when, Visit visit) {
  nature_.after(when, [this, visit = std::move(visit)] { arrive(visit); });
}

void Guests::arrive(Visit visit) {
  if (are_home_ || visit.patience-- <= 0) return;
  if (!kiosks_[visit.kiosk]->serves_guests()) {
    visit.kiosk = any_kiosk();
    return come(Milliseconds(1'000) + nature_.up_to(Milliseconds(2'000)), visit);
  }
  link::ScanRequest request{.scan = {rules::ScanId::random(), 1}, .what = visit.code};
  request.persons = visit.persons;
  ask(visit, request);
}

void Guests::ask(const Visit& visit, const link::ScanRequest& request) {
  if (are_home_) return;
  auto& kiosk = *kiosks_[visit.kiosk];
  if (!kiosk.serves_guests()) return wait(visit, request);
  chronicle_.asked(request.scan);
  kiosk.admit(request);
  const bool once_more = nature_.percent(15);
  if (once_more) {
    nature_.after(nature_.up_to(Milliseconds(4'000)), [this, visit, request] {
      if (!are_home_ && kiosks_[visit.kiosk]->serves_guests()) kiosks_[visit.kiosk]->admit(request);
    });
  }
  wait(visit, request);
}

// Whoever sees nothing asks for the same once more, or elsewhere; whom this kiosk alone may not admit
// tries again, and whom the rules refuse asks the host.
void Guests::wait(const Visit& visit, const link::ScanRequest& request) {
  nature_.after(Milliseconds(6'000), [this, visit = visit, request = request]() mutable {
    const auto shown = chronicle_.shown().find(request.scan);
    if (shown == chronicle_.shown().end()) {
      if (visit.patience-- <= 0) return;
      if (nature_.percent(50)) return ask(visit, request);
      visit.kiosk = any_kiosk();
      return arrive(visit);
    }
    const auto* refused = std::get_if<rules::AdmissionRefused>(&shown->second.admission);
    if (refused == nullptr || !may_still_come_in(refused->refusal) || visit.patience-- <= 0) return;
    const bool by_rule = refused->refusal != rules::Refusal::NeedsServer;
    if (by_rule && request.scan.step > 1) return;  // the host has her limits, too
    if (by_rule) call_host_(request.scan.scan);
    if (by_rule || nature_.percent(50)) ++request.scan.step;
    if (request.scan.step > 1) return ask(visit, request);
    arrive(visit);
  });
}

}  // namespace einlass::simulation
