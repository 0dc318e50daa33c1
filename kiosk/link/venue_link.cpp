#include "kiosk/link/venue_link.h"

#include "core/base/file.h"

#include <random>
#include <utility>

namespace einlass::link {
namespace {

std::function<double()> random_fraction() {
  return [engine = std::mt19937_64(std::random_device()())]() mutable {
    return std::uniform_real_distribution<double>(0.0, 1.0)(engine);
  };
}

// random(4): changes at every boot of the machine, not at a start of the program.
std::string machine_boot() {
  const auto text = base::read_file("/proc/sys/kernel/random/boot_id", 64);
  if (!text) return {};
  return text->substr(0, text->find('\n'));
}

}  // namespace

base::Result<std::unique_ptr<Link>> start_link(LinkOptions options) {
  auto parts = open_pump_parts(std::move(options), machine_boot());
  if (!parts) return tl::make_unexpected(parts.error());
  return std::make_unique<VenueLink>(*std::move(parts));
}

VenueLink::VenueLink(LinkPumpParts parts)
    : connection_(inbox_, parts.identity,
                  {.opened = [this](const auto& host, const auto& binding) { pump_.opened(host, binding); },
                   .received = [this](auto message) { pump_.received(std::move(message)); },
                   .closed = [this](const auto& why) { pump_.closed(why); }}),
      pump_(std::move(parts), connection_, random_fraction()) {
  pump_.use_another_thread([this](auto work, auto done) {
    aside_.post([this, work = std::move(work), done = std::move(done)] {
      work();
      inbox_.post(done);
    });
  });
  aside_thread_ = std::thread([this] { run_aside(); });
  thread_ = std::thread([this] { run(); });
}

VenueLink::~VenueLink() {
  inbox_.post([this] { ending_ = true; });
  thread_.join();
  aside_.post_first([this] { aside_ending_ = true; });
  aside_thread_.join();
}

void VenueLink::admit(ScanRequest request) {
  inbox_.post_first([this, request = std::move(request)] { pump_.admit(request); });
}

void VenueLink::write(WriteRequest request) {
  inbox_.post_first([this, request = std::move(request)] { pump_.write(request); });
}

void VenueLink::confirm_time(base::Instant venue) {
  inbox_.post_first([this, venue] { pump_.confirm_time(venue); });
}

void VenueLink::ask(std::uint64_t token, rules::DoorQuestion question) {
  inbox_.post([this, token, question = std::move(question)] { pump_.ask(token, question); });
}

void VenueLink::act(std::uint64_t token, ActRequest request) {
  inbox_.post_first([this, token, request = std::move(request)] { pump_.act(token, request); });
}

void VenueLink::move(std::uint64_t token, rules::KioskMove move) {
  inbox_.post_first([this, token, move = std::move(move)] { pump_.move(token, move); });
}

void VenueLink::tell_printing(wire::PrintingReport printing) {
  inbox_.post([this, printing = std::move(printing)]() mutable { pump_.tell_printing(std::move(printing)); });
}

void VenueLink::run_aside() {
  while (!aside_ending_) {
    if (auto work = aside_.take(std::nullopt)) (*work)();
  }
}

void VenueLink::run() {
  pump_.start();
  while (!ending_) {
    auto work = inbox_.take(pump_.time_until_due());
    if (work) (*work)();
    pump_.pass_time();
  }
  connection_.close();
}

}  // namespace einlass::link
