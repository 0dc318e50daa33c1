#include "tests/simulation/simulated_link.h"

#include <utility>

namespace einlass::simulation {
namespace {

constexpr Milliseconds usual_delay{3};
constexpr Milliseconds handshake_limit{4'000};

}  // namespace

void SimulatedLink::later(Milliseconds delay, std::function<void()> event) {
  nature_.after(delay, [this, generation = generation_, event = std::move(event)] {
    if (generation == generation_) event();
  });
}

void SimulatedLink::connect() {
  close();
  const bool silent = weather_.parted && weather_.silently;
  later(silent ? handshake_limit : usual_delay + nature_.up_to(Milliseconds(20)), [this] { open(); });
}

void SimulatedLink::open() {
  const net::SessionId session{(static_cast<std::uint64_t>(number_) << 32U) + generation_};
  const auto binding = std::to_string(generation_);
  session_ = session;
  if (weather_.parted || !ends_.server_opened(session, binding)) {
    session_.reset();
    return ends_.kiosk_closed({base::ErrorKind::Unavailable, "There is no way to the server."});
  }
  ends_.kiosk_opened(binding);
}

void SimulatedLink::send(const wire::Message& message, std::function<void()> sent) {
  if (!session_) return;
  if (sent) later(Milliseconds(1), std::move(sent));
  chronicle_.said(message);
  carry(text_of(message),
        [this, session = *session_](const std::string& text) { ends_.server_received(session, text); });
}

std::string SimulatedLink::text_of(const wire::Message& message) {
  auto text = wire::encode(message);
  const auto* entries = std::get_if<wire::Entries>(&message);
  if (!is_newer_ || entries == nullptr) return text;
  for (const auto& row : entries->rows) {
    if (std::holds_alternative<rules::HelpAsked>(row.entry.fact)) chronicle_.unreadable(row.entry.id);
  }
  constexpr std::string_view known = "help_asked";
  constexpr std::string_view newer = "help_sought";
  for (auto at = text.find(known); at != std::string::npos; at = text.find(known, at)) {
    text.replace(at, known.size(), newer);
  }
  return text;
}

void SimulatedLink::send_to_kiosk(const wire::Message& message) {
  chronicle_.said(message);
  carry(wire::encode(message), [this](const std::string& text) { ends_.kiosk_received(text); });
}

void SimulatedLink::carry(std::string text, std::function<void(const std::string&)> arrive) {
  const auto on_its_way = [&](Milliseconds delay) {
    later(delay, [this, text, arrive] {
      if (!weather_.parted) arrive(text);
    });
  };
  if (nature_.percent(weather_.lost)) return;
  if (nature_.percent(weather_.repeated)) on_its_way(usual_delay + nature_.up_to(weather_.longest_delay));
  const bool late = nature_.percent(weather_.delayed);
  on_its_way(late ? usual_delay + nature_.up_to(weather_.longest_delay) : usual_delay);
}

void SimulatedLink::close() {
  ++generation_;  // what is under way does not arrive
  const auto session = std::exchange(session_, std::nullopt);
  if (!session) return;
  const auto unnoticed = weather_.parted ? Milliseconds(10'000) : usual_delay;
  nature_.after(unnoticed, [this, session = *session] { ends_.server_closed(session); });
}

// What was said before still goes out.
void SimulatedLink::close_from_server() {
  later(usual_delay * 2, [this] { lose("The server has closed the connection."); });
}

void SimulatedLink::lose(const char* why) {
  close();
  ends_.kiosk_closed({base::ErrorKind::Unavailable, why});
}

void SimulatedLink::set_weather(const LinkWeather& weather) {
  const bool breaks = weather.parted && !weather.silently && session_;
  weather_ = weather;
  if (breaks) later(nature_.up_to(Milliseconds(50)), [this] { lose("The network is gone."); });
}

void SimulatedLink::machine_stopped() {
  if (session_) later(nature_.up_to(Milliseconds(200)), [this] { lose("The server is gone."); });
}

}  // namespace einlass::simulation
