#include "tests/simulation/world.h"

#include "tests/simulation/invariants.h"
#include "tests/simulation/private_parts.h"
#include "tests/simulation/seeded_randomness.h"
#include "tests/simulation/value_of.h"
#include "tests/simulation/weather.h"

#include <algorithm>

#include <fmt/format.h>

namespace einlass::simulation {
namespace {

constexpr Milliseconds time_to_set_up{3'000};
constexpr Milliseconds evening{50'000};
constexpr Milliseconds night = std::chrono::hours(14);
constexpr Milliseconds longest_healing{60'000};

}  // namespace

World::World(std::uint64_t seed, const std::filesystem::path& folder, const std::filesystem::path& assets)
    : nature_(seed),
      folder_(folder),
      assets_(assets),
      guests_(nature_, chronicle_, kiosks_, [this](auto scan) { staff_->override_refusal(scan); }) {
  seed_randomness(seed);
  occasion_ = make_occasion(nature_);
  found_venue();
  const int kiosk_count = nature_.percent(60) ? 2 : 3;
  for (int number = 1; number <= kiosk_count; ++number) add_kiosk(number);
  staff_ = std::make_unique<Staff>(*this);
}

World::~World() {
  close();
}

Machine& World::add_machine(const std::string& name) {
  machines_.push_back(std::make_unique<Machine>(name, folder_ / name, nature_.now(), beginning()));
  return *machines_.back();
}

void World::found_venue() {
  const auto link_of = [this](net::SessionId session) {
    return std::find_if(links_.begin(), links_.end(), [&](const auto& link) { return link->carries(session); });
  };
  ServerOutlet outlet{.send =
                          [this, link_of](auto session, const auto& message) {
                            const auto* list = std::get_if<wire::GuestList>(&message);
                            if (list != nullptr) guest_lists_.given(server_->desk(), list->version);
                            const auto link = link_of(session);
                            if (link != links_.end()) (*link)->send_to_kiosk(message);
                          },
                      .close =
                          [this, link_of](auto session) {
                            const auto link = link_of(session);
                            if (link != links_.end()) (*link)->close_from_server();
                          },
                      .stopped =
                          [this] {
                            for (auto& link : links_) link->machine_stopped();
                          }};
  venue::DeskOptions options{.assets = assets_, .guests_per_message = occasion_.guests_per_message};
  server_ = std::make_unique<SimulatedServer>(add_machine("server"), nature_, std::move(options), std::move(outlet));
  server_->start();
  auto& desk = server_->desk();
  event_ = value_of(desk.events().create(occasion_.event)).id;
  guest_lists_.watch(event_);
  value_of(desk.guests().import({.event = occasion_.event.key, .content = first_list(occasion_)}));
  const auto& open = *value_of(desk.event(event_));
  policy_ = open.policy;
  server_journal_ = desk.journal();
  note_day();
}

wire::KioskIdentity World::pair(const std::string& name) {
  auto& kiosks = server_->desk().kiosks();
  const auto keys = base::make_signing_pair();
  const auto grant = value_of(kiosks.offer({.kiosk_name = name, .door = "north", .event = occasion_.event.key}));
  const auto answer = value_of(kiosks.pair({.secret = grant.secret, .key = keys.open}));
  return {.kiosk = std::get<wire::PairAccepted>(answer).kiosk,
          .name = name,
          .door = "north",
          .key = keys.secret,
          .hosts = {"server"}};
}

LinkEnds World::ends_of(std::size_t kiosk) {
  return {.kiosk_opened = [=, this](const auto& binding) { kiosks_[kiosk]->opened(binding); },
          .kiosk_received = [=, this](const auto& text) { kiosks_[kiosk]->received(text); },
          .kiosk_closed =
              [=, this](const auto& why) {
                kiosks_[kiosk]->closed(why);
                guest_lists_.check_if_new(*kiosks_[kiosk]);
              },
          .server_opened = [this](auto session, const auto& binding) { return server_->opened(session, binding); },
          .server_received = [this](auto session, const auto& text) { server_->received(session, text); },
          .server_closed = [this](auto session) { server_->closed(session); }};
}

void World::add_kiosk(int number) {
  const auto name = fmt::format("Nord {}", number);
  const auto identity = pair(name);
  links_.push_back(std::make_unique<SimulatedLink>(nature_, chronicle_, ends_of(kiosks_.size()), number));
  kiosks_.push_back(std::make_unique<SimulatedKiosk>(KioskParts{.machine = add_machine(fmt::format("kiosk-{}", number)),
                                                                .nature = nature_,
                                                                .chronicle = chronicle_,
                                                                .line = *links_.back(),
                                                                .identity = identity}));
  if (nature_.percent(20)) links_.back()->speak_newer();
  kiosks_.back()->start();
}

void World::run_for(Milliseconds time) {
  const auto end = nature_.now() + time;
  while (true) {
    auto next = end;
    const auto consider = [&](std::optional<Milliseconds> due) {
      // A clock that drifts may wake its owner a little too early: then it sleeps once more.
      if (due) next = std::min(next, nature_.now() + std::max(*due, Milliseconds(1)));
    };
    if (const auto event = nature_.next_event()) next = std::min(next, *event);
    for (const auto& kiosk : kiosks_) consider(kiosk->time_until_due());
    consider(server_->time_until_due());
    pass(next);
    if (nature_.now() >= end) return;
  }
}

void World::pass(Milliseconds until) {
  nature_.go_on(until);
  for (const auto& kiosk : kiosks_) kiosk->pass_time();
  server_->pass_time();
}

std::set<std::string> World::run() {
  run_for(time_to_set_up);
  Weather weather(*this);
  spend_evening(weather);
  if (nature_.percent(25)) {
    spend_an_hour();
    spend_evening(weather);
  }
  const bool lasts_two_days = nature_.percent(admits_by_day() ? 30 : 10);
  if (lasts_two_days) {
    spend_night();
    spend_evening(weather);
  }
  weather.clear();
  heal();
  auto problems = chronicle_.problems();
  if (!was_put_back()) {
    problems.merge(std::set(chronicle_.contradictions()));
    problems.merge(misplaced_private_parts(*this));
  }
  close();
  problems.merge(broken_invariants(*this));
  return problems;
}

bool World::was_put_back() const {
  return std::any_of(machines_.begin(), machines_.end(), [](const auto& each) { return each->was_put_back(); });
}

void World::spend_evening(Weather& weather) {
  guests_.invite(occasion_.tickets, evening);
  staff_->work(evening);
  weather.rage(evening);
  run_for(evening);
}

bool World::admits_by_day() const {
  return policy_.admission_counts_for == rules::AdmissionSpan::VenueDay;
}

// Somebody pulls all the plugs and comes back in the morning.
void World::spend_night() {
  for (auto& kiosk : kiosks_) kiosk->stop();
  server_->stop();
  nature_.leap(night);
  note_day();
}

// Everything sleeps, and wakes up as it was: leases are over, and what was parted may be so still.
void World::spend_an_hour() {
  nature_.leap(std::chrono::minutes(50) + nature_.up_to(std::chrono::minutes(30)));
}

void World::lose_a_kiosk() {
  auto& kiosk = *kiosks_[any_kiosk()];
  if (!server_->is_up() || kiosk.is_lost()) return;
  server_->command([&](venue::Desk& desk) {
    const auto record = desk.kiosks().revoke(kiosk.name());
    if (!record) return;
    kiosk.lose();
    lost_journals_.insert(record->journal);
  });
}

// The server's clock is right by a second or so, and no world touches five in the morning.
void World::note_day() {
  const auto zone = value_of(base::VenueZone::open("Europe/Berlin", policy_.day_starts_at));
  const auto day = rules::admission_day(policy_, zone, beginning() + nature_.now());
  if (day || days_.empty()) days_.push_back(day);
}

void World::import_second_list() {
  server_->command([&](venue::Desk& desk) {
    const auto imported = desk.guests().import({.event = occasion_.event.key,
                                                .content = second_list(occasion_),
                                                .withdraw_missing = !occasion_.withdrawn.empty()});
    if (imported) guests_.invite(occasion_.late_tickets, Milliseconds(20'000));
  });
}

void World::heal() {
  const auto deadline = nature_.now() + longest_healing;
  run_for(Milliseconds(8'000));
  guests_.go_home();
  while (!all_in_step() && nature_.now() < deadline) run_for(Milliseconds(1'000));
  if (!all_in_step()) chronicle_.complain("not everybody is in step after a minute of good weather");
  run_for(Milliseconds(2'000));  // what the server has just heard is told to the others
  for (auto& kiosk : kiosks_) {
    guest_lists_.check(*kiosk);
    if (!has_servers_list(*kiosk)) chronicle_.complain(kiosk->name() + " does not have the server's guest list");
  }
}

bool World::has_servers_list(SimulatedKiosk& kiosk) {
  if (kiosk.is_lost() || !kiosk.is_up() || !server_->is_up()) return true;  // others say so
  const auto version = value_of(value_of(server_->desk().event(event_))->current_list_version());
  return kiosk.replica().guest_list(event_) == version;
}

bool World::all_in_step() {
  const bool all_parts_exist = !was_put_back();  // else some were only on the disk of before
  const auto in_step = [&](auto& kiosk) {
    return kiosk->is_lost() || (kiosk->in_step() && !(all_parts_exist && kiosk->lacks_private_parts()));
  };
  return server_->is_up() && std::all_of(kiosks_.begin(), kiosks_.end(), in_step);
}

// The programs end; their files stay.
void World::close() {
  for (auto& kiosk : kiosks_) kiosk->stop();
  if (server_) server_->stop();
}

}  // namespace einlass::simulation
