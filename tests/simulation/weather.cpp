#include "tests/simulation/weather.h"

#include "tests/simulation/world.h"

namespace einlass::simulation {
namespace {

constexpr Milliseconds minute{60'000};
constexpr Milliseconds hour{3'600'000};

}  // namespace

Weather::Weather(World& world) : world_(world), nature_(world.nature()), strength_(nature_.below(40)) {
  for (auto& kiosk : world_.kiosks()) kiosk->machine().clock.drift(nature_.below(201) - 100);
  look_after();
}

void Weather::rage(Milliseconds time) {
  const auto strikes = time.count() * strength_ / minute.count();
  for (std::int64_t i = 0; i < strikes; ++i) {
    nature_.after(nature_.up_to(time), [this] { strike(); });
  }
  for (int i = nature_.below(4); i > 0; --i) {
    nature_.after(nature_.up_to(time), [this] {
      rules::EntryDraft draft;
      draft.fact = rules::HelpAsked{};
      world_.kiosks()[world_.any_kiosk()]->write(draft);
    });
  }
  // Once more some time later: who waits for the seat of somebody who was withdrawn gets it then.
  for (int i = 0; i < 2; ++i) nature_.after(nature_.up_to(time), [this] { world_.import_second_list(); });
  if (nature_.percent(8)) nature_.after(nature_.up_to(time), [this] { world_.lose_a_kiosk(); });
  if (nature_.percent(15)) put_a_disk_back(time);
}

// Somebody starts a machine from an image that was taken a while ago. One machine: what two forgot, nobody knows.
void Weather::put_a_disk_back(Milliseconds within) {
  const bool anything_before = world_.was_put_back();
  auto& machine = nature_.percent(40) ? world_.server_machine() : world_.kiosks()[world_.any_kiosk()]->machine();
  if (anything_before) return;
  const auto taken = nature_.up_to(within / 2);
  nature_.after(taken, [&machine] { machine.take_image(); });
  nature_.after(taken + nature_.up_to(within / 2), [&machine] { machine.put_image_back(); });
}

void Weather::strike() {
  const auto kiosk = world_.any_kiosk();
  const int what = nature_.below(100);
  if (what < 45) return hit_link(kiosk);
  if (what < 80) return hit_kiosk(kiosk);
  hit_server();
}

void Weather::hit_link(std::size_t kiosk) {
  LinkWeather weather{.parted = nature_.percent(40), .silently = nature_.percent(50)};
  if (nature_.percent(60)) weather.lost = nature_.below(20);
  if (nature_.percent(60)) weather.repeated = nature_.below(30);
  if (nature_.percent(60)) weather.delayed = nature_.below(40);
  world_.link(kiosk).set_weather(weather);
  nature_.after(nature_.up_to(Milliseconds(20'000)), [this, kiosk] { world_.link(kiosk).set_weather({}); });
}

void Weather::hit_kiosk(std::size_t kiosk) {
  auto& machine = world_.kiosks()[kiosk]->machine();
  const bool only_the_clock = nature_.percent(20);
  if (only_the_clock) {
    machine.clock.set_wrong_by(hour * (nature_.below(97) - 48));
  } else {
    stop_somewhere(machine);
  }
}

void Weather::hit_server() {
  if (nature_.percent(20)) return world_.server_machine().clock.set_wrong_by(hour * (nature_.below(97) - 48));
  stop_somewhere(world_.server_machine());
}

void Weather::stop_somewhere(Machine& machine) {
  switch (nature_.below(3)) {
    case 0:
      return machine.stop();
    case 1:
      return machine.stop_at_sync(1 + nature_.below(8));
    default:
      return machine.stop_at_word(1 + nature_.below(12));
  }
}

// Twice a second somebody looks whether a machine is down, and has it back some time later.
void Weather::look_after() {
  for (auto& kiosk : world_.kiosks()) {
    if (kiosk->machine().has_stopped()) kiosk->stop();
    if (kiosk->is_up() || !(is_clear_ || nature_.percent(10))) continue;
    recover(kiosk->machine());
    kiosk->start();
    world_.guest_lists().check(*kiosk);
  }
  auto& server = world_.server();
  if (world_.server_machine().has_stopped()) server.stop();
  if (!server.is_up() && (is_clear_ || nature_.percent(15))) {
    recover(world_.server_machine());
    world_.server_machine().clock.set_wrong_by(Milliseconds(nature_.below(2'000) - 1'000));
    server.start();
  }
  nature_.after(Milliseconds(500), [this] { look_after(); });
}

void Weather::recover(Machine& machine) {
  ++world_.tally().stops;
  if (nature_.percent(50)) return machine.restart_program();
  machine.lose_power(nature_.number());
  if (nature_.percent(50)) machine.clock.set_wrong_by(hour * (nature_.below(97) - 48));
}

void Weather::clear() {
  is_clear_ = true;
  for (std::size_t i = 0; i < world_.kiosks().size(); ++i) {
    world_.link(i).set_weather({});
    world_.kiosks()[i]->machine().do_not_stop();
  }
  world_.server_machine().do_not_stop();
}

}  // namespace einlass::simulation
