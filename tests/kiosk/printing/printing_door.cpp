#include "tests/kiosk/printing/printing_door.h"

#include "core/base/file.h"
#include "core/wire/entry_json.h"
#include "printing/badge/font_set.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace einlass::stage {

using store::PrintState;

namespace {

// A hand is waited for a fifth as long as at a door, or less, so that a cell takes seconds. What a busy machine may be
// late with, such as an answer or a badge that is dropped, has half as long at least.
constexpr spool::SpoolerTiming hasty{.watch = std::chrono::milliseconds(200),
                                     .glance = std::chrono::milliseconds(20),
                                     .busy_rest = std::chrono::milliseconds(100),
                                     .fault_patience = std::chrono::milliseconds(400),
                                     .silence_noticed = std::chrono::milliseconds(1000),
                                     .lost_patience = std::chrono::milliseconds(2500),
                                     .cancel_patience = std::chrono::milliseconds(5000),
                                     .suspicion = std::chrono::milliseconds(30'000),
                                     .useless_patience = std::chrono::milliseconds(1500),
                                     .unreachable_patience = std::chrono::milliseconds(1500),
                                     .stuck_patience = std::chrono::milliseconds(2500),
                                     .behind_stuck_patience = std::chrono::milliseconds(1500)};

constexpr int guests = 8;

std::filesystem::path assets() {
  return std::filesystem::path(EINLASS_BINARY_DIR) / "share/einlass";
}

bool is_closed(PrintState state) {
  return state == PrintState::Printed || state == PrintState::Failed || state == PrintState::Unknown;
}

}  // namespace

void WatchedDisplay::show(const flow::ScreenModel& model) {
  shown_ = model;
  for (const auto& badge : model.badges) said_[guest_].insert(badge.text);
}

// Passes everything on and remembers what was written about badges.
class PrintingDoor::WitnessedLink final : public link::Link {
 public:
  WitnessedLink(std::unique_ptr<Link> link, PrintingDoor& door) : link_(std::move(link)), door_(door) {}

  void admit(link::ScanRequest request) override { link_->admit(std::move(request)); }
  void write(link::WriteRequest request) override {
    if (request.print) note(*request.print);
    link_->write(std::move(request));
  }
  void confirm_time(base::Instant venue) override { link_->confirm_time(venue); }
  void ask(std::uint64_t token, rules::DoorQuestion question) override { link_->ask(token, std::move(question)); }
  void act(std::uint64_t token, link::ActRequest request) override { link_->act(token, std::move(request)); }
  void move(std::uint64_t token, rules::KioskMove move) override { link_->move(token, std::move(move)); }
  void tell_printing(wire::PrintingReport printing) override { link_->tell_printing(std::move(printing)); }

 private:
  void note(const store::PrintRecord& record) {
    auto& badges = door_.badges_;
    auto found =
        std::find_if(badges.begin(), badges.end(), [&](const auto& each) { return each.first == record.serial; });
    if (found == badges.end()) found = badges.insert(badges.end(), {record.serial, Tracked{.ticket = record.ticket}});
    found->second.jobs.insert(record.id);
    found->second.state = record.state;
    found->second.printer = record.printer;
  }

  std::unique_ptr<Link> link_;
  PrintingDoor& door_;
};

PrintingDoor::PrintingDoor(Path path, int printers) {
  std::string list = "Code,First name,Last name\n";
  for (int number = 1; number <= guests; ++number) list += fmt::format("{},Guest,Number{}\n", code(number), number);
  if (auto imported = venue_.desk().guests().import({.event = "evening", .content = list}); !imported) {
    throw std::runtime_error(imported.error().message);
  }
  const auto card = base::read_file(assets() / "badges/card-86x54.svg").value();
  const auto drawn =
      venue_.desk().events().change({.event = "evening", .template_name = "card-86x54", .template_document = card});
  if (!drawn) throw std::runtime_error(drawn.error().message);
  venue_.start();  // on a port that it then keeps
  venue_.stop();
  const auto pairing = venue_.code("kiosk");
  venue_.start();
  const auto told = boost::json::parse(venue_.command("staff.add", R"({"name":"Ada","role":"staff"})"));
  staff_ = static_cast<std::uint32_t>(told.at("number").as_int64());
  if (auto paired = link::pair(pairing, {.state_dir = state_.path(), .name = "", .software = "test"}); !paired) {
    throw std::runtime_error(paired.error().message);
  }
  open_stage(path, printers);
}

PrintingDoor::~PrintingDoor() {
  stage_.reset();
}

std::string PrintingDoor::code(int number) {
  return fmt::format("GUEST-{:04}", number);
}

std::vector<std::unique_ptr<spool::Printer>> PrintingDoor::open_printers(Path path, int printers) {
  std::vector<std::unique_ptr<spool::Printer>> opened;
  if (path == Path::Queue) cupsd_.emplace(folder_.path());
  for (int number = 0; number < printers; ++number) {
    devices_.push_back(std::make_unique<test::SimulatedPrinter>(folder_.path(), "printer-" + queue(number)));
    if (cupsd_) cupsd_->add_queue(queue(number), devices_.back()->uri());
    auto config = cupsd_ ? cupsd_->config(queue(number)) : devices_.back()->config();
    config.name = queue(number);
    config.location = place(number);
    config.priority = number + 1;
    opened.push_back(spool::open_printer(config).value());
  }
  return opened;
}

void PrintingDoor::open_stage(Path path, int printers) {
  const auto fonts = badge::FontSet::open(assets() / "fonts").value();
  stage_ = std::make_unique<Stage>(StageParts{.display = display_,
                                              .speaker = speaker_,
                                              .ui = ui_,
                                              .texts = texts_,
                                              .clock = clock_,
                                              .fonts = fonts,
                                              .sounds = &sounds_},
                                   StageOptions{.languages = {"en"}, .default_language = "en", .same_code = {}});
  const auto tell = stage_->post_link();
  auto real = link::start_link({.state_dir = state_.path(),
                                .software = "test",
                                .font_set = fonts->hash(),
                                .built = base::Instant::from_unix_ms(1'700'000'000'000),
                                .clock = &clock_,
                                .post =
                                    [this, tell](link::LinkEvent event) {
                                      tell(event);
                                      // Whoever waits for this door to know it may count on the stage's knowing, too.
                                      ui_.post([this, event = std::move(event)] { on_link(event); });
                                    },
                                .gate_times = link::patient_gate});
  if (!real) throw std::runtime_error(real.error().message);
  auto witnessed = std::make_unique<WitnessedLink>(*std::move(real), *this);
  link_ = witnessed.get();
  stage_->open(
      {.link = std::move(witnessed),
       .spooler = std::make_unique<spool::Spooler>(spool::Spooler::Setup{.printers = open_printers(path, printers),
                                                                         .post = stage_->post_progress(),
                                                                         .post_conditions = stage_->post_conditions(),
                                                                         .stock_file = {},
                                                                         .timing = hasty}),
       .has_printer = true,
       .scanners = {}});
  if (!pump_until([this] { return whole_; })) throw std::runtime_error("the guest list did not come");
}

void PrintingDoor::on_link(const link::LinkEvent& event) {
  if (std::holds_alternative<link::ActDone>(event)) ++acts_done_;
  if (const auto* decided = std::get_if<link::AdmissionDecided>(&event)) decided_ = *decided;
  const auto* totals = std::get_if<link::Totals>(&event);
  if (totals == nullptr) return;
  whole_ = whole_ || totals->totals.expected_tickets >= guests;
  handed_over_ = totals->to_hand_over == 0;
}

bool PrintingDoor::comes_in(int number) {
  ui_.fire_timers();  // whoever stands there has gone
  display_.next_guest(number);
  decided_.reset();
  stage_->post_code()({.text = code(number)});
  if (!pump_until([this] { return decided_ && !display_.shown().headline.empty(); })) return false;
  ui_.pump();
  if (!decided_->tickets.empty()) tickets_[number] = decided_->tickets.front().ticket.id;
  const auto* refused = std::get_if<rules::AdmissionRefused>(&decided_->admission);
  return refused == nullptr || refused->refusal == rules::Refusal::AlreadyIn;
}

flow::PrinterTrouble PrintingDoor::trouble(int number) const {
  const auto& printers = stage_->state().status.printers;
  return printers.empty() ? flow::PrinterTrouble::None : printers.at(static_cast<std::size_t>(number)).trouble;
}

std::vector<Tracked> PrintingDoor::badges() const {
  std::vector<Tracked> all;
  for (const auto& [serial, badge] : badges_) all.push_back(badge);
  return all;
}

std::vector<Tracked> PrintingDoor::badges_of(int number) const {
  std::vector<Tracked> hers;
  for (const auto& [serial, badge] : badges_) {
    if (badge.ticket == tickets_.at(number)) hers.push_back(badge);
  }
  return hers;
}

bool PrintingDoor::all_settled() const {
  return std::all_of(badges_.begin(), badges_.end(), [](const auto& each) { return is_closed(each.second.state); });
}

int PrintingDoor::times_on_paper(const Tracked& badge) const {
  int times = 0;
  for (const auto& device : devices_) {
    for (const std::string& line : device->printed()) {
      times += static_cast<int>(std::count_if(badge.jobs.begin(), badge.jobs.end(), [&](const auto& job) {
        return line.find("badge-" + job.text()) != std::string::npos;
      }));
    }
  }
  return times;
}

void PrintingDoor::judge_doubts() {
  const std::size_t done = acts_done_;
  std::size_t asked = 0;
  for (auto& [serial, badge] : badges_) {
    if (badge.state != PrintState::Unknown || badge.lay_there) continue;
    badge.lay_there = times_on_paper(badge) > 0;
    ++asked;
    link_->act(
        serial.bytes()[0],
        {.event = venue_.event(), .by = staff_, .act = rules::JudgeBadge{badge.ticket, serial, *badge.lay_there}});
  }
  if (!pump_until([&] { return acts_done_ == done + asked; })) throw std::runtime_error("a verdict was not written");
}

bool PrintingDoor::each_has_a_badge(int count) const {
  for (int number = 1; number <= count; ++number) {
    const auto hers = badges_of(number);
    if (hers.empty()) return false;
    if (hers.back().state != PrintState::Printed && !hers.back().lay_there.value_or(false)) return false;
  }
  return true;
}

std::map<int, int> PrintingDoor::valid_badges_on_paper(int count) {
  if (!pump_until([this] { return handed_over_; })) throw std::runtime_error("not everything was handed over");
  stage_.reset();
  venue_.stop();
  std::map<rules::TicketId, std::vector<rules::JournalEntry>> entries;
  for (const char* kind : {"admitted", "badge_started", "badge_printed", "badge_failed", "badge_unknown"}) {
    for (const auto& row : venue_.rows(kind)) {
      if (row.entry.ticket) entries[*row.entry.ticket].push_back(row.entry);
    }
  }
  std::map<int, int> valid;
  for (int number = 1; number <= count; ++number) {
    const auto state = rules::fold_ticket(entries[tickets_.at(number)]);
    valid[number] = 0;
    for (const auto& badge : state.badges) {
      const auto track =
          std::find_if(badges_.begin(), badges_.end(), [&](const auto& each) { return each.first == badge.serial; });
      if (badge.valid && track != badges_.end()) valid[number] += times_on_paper(track->second);
    }
  }
  return valid;
}

}  // namespace einlass::stage
