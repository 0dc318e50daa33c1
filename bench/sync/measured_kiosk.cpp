#include "bench/sync/measured_kiosk.h"

#include "bench/micro/bench_folder.h"
#include "db/guest_book.h"
#include "printing/badge/font_set.h"

#include <chrono>
#include <iostream>
#include <mutex>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace einlass::bench {
namespace {

constexpr const char* software = "einlass-syncbench";

wire::KioskIdentity identity_in(const std::filesystem::path& state) {
  return must(link::StateDirectory(state).identity());
}

// The packaged fonts, as every kiosk has them: else it would fetch the server's first.
const std::string& font_set() {
  static const auto fonts = must(
      badge::FontSet::open(std::filesystem::read_symlink("/proc/self/exe").parent_path() / "../share/einlass/fonts"));
  return fonts->hash();
}

std::function<double()> evenly() {
  return [next = 0]() mutable { return static_cast<double>(next++ % 10) / 10; };
}

}  // namespace

MeasuredKiosk::MeasuredKiosk(std::size_t number, const std::filesystem::path& state)
    : number_(number),
      identity_(identity_in(state)),
      connection_(inbox_, identity_,
                  {.opened =
                       [this](const auto& host, const auto& binding) {
                         pump_.opened(host, binding);
                         tell(number_, "connected", 0);
                       },
                   .received = [this](auto message) { receive(std::move(message)); },
                   .closed = [this](const auto& why) { pump_.closed(why); }}),
      pump_(parts(state), connection_, evenly()),
      thread_([this] { run(); }) {}

MeasuredKiosk::~MeasuredKiosk() {
  inbox_.post([this] { ending_ = true; });
  thread_.join();
}

link::LinkPumpParts MeasuredKiosk::parts(const std::filesystem::path& state) const {
  return must(link::open_pump_parts({.state_dir = state,
                                     .software = software,
                                     .font_set = font_set(),
                                     .built = base::Instant::from_unix_ms(0),
                                     .clock = &clock_,
                                     .post =
                                         [number = number_](const link::LinkEvent& event) {
                                           const auto* decided = std::get_if<link::AdmissionDecided>(&event);
                                           if (decided != nullptr) tell(number, "decided", decided->alone ? 1 : 0);
                                         }},
                                    "bench"));
}

void MeasuredKiosk::admit(rules::TicketId ticket) {
  inbox_.post_first([this, ticket] {
    pump_.admit({.scan = {rules::ScanId::random(), 0}, .what = ticket, .how = rules::How::Search});
  });
}

void MeasuredKiosk::run() {
  pump_.start();
  while (!ending_) {
    auto work = inbox_.take(pump_.time_until_due());
    if (work) (*work)();
    pump_.pass_time();
  }
  connection_.close();
}

// Told when the pump has done with it: committed.
void MeasuredKiosk::receive(base::Result<wire::Message> message) {
  std::string_view what;
  std::size_t rows = 0;
  if (message) {
    if (const auto* list = std::get_if<wire::GuestList>(&*message); list != nullptr && list->part == list->parts) {
      what = "list";
    } else if (const auto* entries = std::get_if<wire::Entries>(&*message)) {
      what = "known";
      rows = entries->rows.size();
    } else if (const auto* answer = std::get_if<wire::EntriesAnswer>(&*message)) {
      what = "answered";
      rows = answer->answers.size();
    }
  }
  pump_.received(std::move(message));
  if (!what.empty()) tell(number_, what, rows);
}

void MeasuredKiosk::tell(std::size_t kiosk, std::string_view what, std::size_t rows) {
  static std::mutex one_line;
  const auto at = std::chrono::steady_clock::now().time_since_epoch();
  const auto line = fmt::format(R"({{"kiosk":{},"what":"{}","rows":{},"at_ns":{}}})", kiosk, what, rows,
                                std::chrono::duration_cast<std::chrono::nanoseconds>(at).count());
  const std::lock_guard lock(one_line);
  std::cout << line << std::endl;
}

void admit_alone(const std::filesystem::path& state, std::size_t first, std::size_t count) {
  const auto replica = must(link::Replica::open(link::StateDirectory(state), identity_in(state), "bench"));
  const auto assignment = must(replica->last_assignment());
  must(replica->switch_to(assignment.value()));
  std::vector<rules::TicketId> tickets;
  link::ListDonation list(*replica->event(), replica->guest_list().value());
  while (!list.is_read()) {
    auto rows = must(replica->rows_to_donate(list));
    for (const auto& row : rows) tickets.push_back(row.ticket.id);
    list.add(std::move(rows));
  }
  const base::SystemClock clock;
  for (std::size_t n = first; n < first + count; ++n) {
    const auto now = clock.wall();
    must(replica->admit(
        {.request = {.scan = {rules::ScanId::random(), 0}, .what = tickets.at(n), .how = rules::How::Search},
         .target = wire::TicketTarget{tickets.at(n)}},
        {.venue = now, .sure = true, .device_wall = now, .boot = rules::BootId::random()}));
  }
}

}  // namespace einlass::bench
