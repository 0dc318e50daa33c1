#include "tests/server/venue/delivery/delivery_fixture.h"

#include "core/wire/entry_json.h"
#include "db/guest_book.h"
#include "tests/support/standins/connector.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

namespace einlass::venue {
namespace {

// Into the same files: to a venue, others would be a copy.
void put_back(const std::filesystem::path& from, const std::filesystem::path& to) {
  namespace fs = std::filesystem;
  std::vector<fs::path> gone;
  for (const auto& each : fs::recursive_directory_iterator(to)) {
    if (!fs::exists(from / fs::relative(each.path(), to))) gone.push_back(each.path());
  }
  for (const auto& each : gone) fs::remove_all(each);
  fs::copy(from, to, fs::copy_options::recursive | fs::copy_options::overwrite_existing);
}

bool is_long_search() {
  return std::getenv("EINLASS_SOAK_SECONDS") != nullptr;
}

// Both clocks go on together.
class JumpingWait final : public crm::Waiting {
 public:
  JumpingWait(base::ManualClock& clock, test::StandIn& stand_in) : clock_(clock), stand_in_(stand_in) {}

  base::Instant now() const override { return clock_.wall(); }
  bool wait_until(base::Instant until) override {
    const auto pause = until - clock_.wall();
    if (pause <= base::Milliseconds(0)) return true;
    clock_.advance(pause);
    waited_ += pause;
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(waited_);
    if (seconds.count() > 0) stand_in_.advance(seconds.count());
    waited_ -= seconds;
    return true;
  }

 private:
  base::ManualClock& clock_;
  test::StandIn& stand_in_;
  base::Milliseconds waited_{0};
};

}  // namespace

DeliveryFixture::DeliveryFixture(const DeliverySystem& system) : system_(system), stand_in_(system.stand_in) {
  stand_in_.set_now(clock_.wall().unix_ms() / 1000);
  open_desk();
  keep_persons({});  // a system of persons has told of nobody who objects
}

void DeliveryFixture::keep_persons(const std::vector<rules::CrmPerson>& persons) {
  auto crm = value_of(store::CrmStore::open(folder_ / crm_file));
  const store::PullKey key{.connector = "target", .remote = ""};
  value_of(crm.begin_pull(key, true, clock_.wall()));
  value_of(crm.keep_page(key, {.persons = persons, .next = "W", .last = true}));
  value_of(crm.finish_pull(key, clock_.wall()));
}

DeskOptions DeliveryFixture::delivering() const {
  auto with = options();
  auto connector = test::connector_to("target", system_.kind, stand_in_.url() + system_.path);
  connector.fields = system_.fields;
  connector.requests_per_minute = system_.requests_per_minute;
  connector.reply_seconds = system_.reply_seconds;
  with.connectors = {connector};
  return with;
}

void DeliveryFixture::open_desk() {
  desk_.reset();
  desk_ = value_of(Desk::open(delivering()));
}

void DeliveryFixture::open_desk_without_connectors() {
  desk_.reset();
  desk_ = value_of(Desk::open(options()));
}

std::string DeliveryFixture::email(int guest) {
  return fmt::format("guest{}@example.org", guest);
}

void DeliveryFixture::hold_evening(int guests, int absent) {
  create(new_event());
  std::string csv = "Name,Email,Code,External ID\n";
  for (int guest = 0; guest < guests; ++guest) {
    csv += fmt::format("Guest Number{0},{1},C{0},{2}\n", guest, email(guest), external_id(guest));
  }
  value_of(desk().guests().import({.event = "summit-2026",
                                   .content = csv,
                                   .source = system_.gives_tickets ? "target" : "csv",
                                   .is_pulled = system_.gives_tickets}));
  value_of(desk().crm().match("summit-2026"));
  kiosk_ = pair("Nord 1");
  admitted_ = clock_.wall();
  value_of(desk().door().begin());
  for (int guest = 0; guest < guests - absent; ++guest) {
    EXPECT_EQ(outcome(value_of(desk().door().admit(kiosk_.id, scan(fmt::format("C{}", guest))))), "admitted");
  }
  value_of(desk().door().commit());
  const auto evening = std::chrono::hours(6);
  clock_.advance(evening);
  stand_in_.advance(std::chrono::seconds(evening).count());
}

void DeliveryFixture::hold_corrected_evening(int guests) {
  hold_evening(guests, 1);
  write(std::set{guest_row(0).ticket.id});
  deliver();
  admit_late(0, -std::chrono::minutes(10));
  write();
}

rules::GuestRow DeliveryFixture::guest_row(int guest) {
  auto& event = *value_of(desk().event(event_));
  return value_of(event.store.guests().by_code(rules::code_hash(event.keys.code_key, fmt::format("C{}", guest))))
      .front();
}

void DeliveryFixture::bring_of(int guest, rules::JournalRow row, base::Milliseconds after_the_others) {
  const auto listed = guest_row(guest);
  row.entry.ticket = listed.ticket.id;
  row.entry.guest = listed.guest.id;
  row.entry.scan = rules::ScanStep{rules::ScanId::random(), 0};
  bring(std::move(row), after_the_others);
}

void DeliveryFixture::bring(rules::JournalRow row, base::Milliseconds after_the_others) {
  row.entry.id = {late_ ? late_->entry.id.journal : rules::JournalId::random(), event_,
                  late_ ? late_->entry.id.sequence + 1 : 1};
  if (late_) row.entry.previous = wire::entry_hash(late_->entry);
  row.entry.place = {.name = "Süd 9"};
  row.entry.time.venue = admitted_ + after_the_others;
  row.entry.alone = true;
  late_ = row;
  value_of(desk().door().begin());
  value_of(desk().door().merge({row}));
  value_of(desk().door().commit());
}

void DeliveryFixture::admit_late(int guest, base::Milliseconds after_the_others) {
  rules::JournalRow row;
  row.entry.fact =
      rules::Admitted{.persons = 1, .places = 1, .category = "guest", .day = base::VenueDay::parse("2026-11-23")};
  bring_of(guest, row, after_the_others);
}

void DeliveryFixture::undo_late(int guest) {
  const auto state = value_of(value_of(desk().event(event_))->store.journal().state_of(guest_row(guest).ticket.id));
  rules::JournalRow row;
  row.entry.fact = rules::AdmissionUndone{state.standing.front().scan};
  bring_of(guest, row, std::chrono::minutes(10));
}

void DeliveryFixture::hand_on_late(int guest) {
  const auto colleague = rules::GuestId::random();
  rules::JournalRow row;
  row.entry.fact = rules::TicketTransferred{guest_row(guest).guest.id, colleague, {}};
  row.private_part = rules::make_private_part(R"({"full_name":"A Colleague"})");
  row.entry.private_hash = rules::private_part_hash(*row.private_part);
  bring_of(guest, row, std::chrono::minutes(5));
}

void DeliveryFixture::let_the_other_stand(int guest) {
  const auto state = value_of(value_of(desk().event(event_))->store.journal().state_of(guest_row(guest).ticket.id));
  const auto conflict = state.conflicts.at(0);
  const rules::ConflictJudged verdict{
      .scans = {conflict.stands, conflict.disputed}, .verdict = rules::Verdict::Stands, .stands = conflict.disputed};
  value_of(desk().door().begin());
  value_of(desk().staff().judge({.event = event_, .place = {.name = "organiser's page"}}, verdict));
  value_of(desk().door().commit());
}

void DeliveryFixture::admit_walk_in(const std::string& name, const std::string& email) {
  rules::JournalRow row;
  row.entry.ticket = rules::TicketId::random();
  row.entry.guest = rules::GuestId::random();
  row.entry.scan = rules::ScanStep{rules::ScanId::random(), 0};
  row.private_part = rules::make_private_part(fmt::format(R"({{"email":"{}","full_name":"{}"}})", email, name));
  row.entry.private_hash = rules::private_part_hash(*row.private_part);
  row.entry.fact = rules::GuestRegistered{.category = "guest", .places = 1};
  bring(row, std::chrono::minutes(5));
  row.private_part.reset();
  row.entry.private_hash.reset();
  row.entry.scan->step = 1;
  row.entry.fact =
      rules::Admitted{.persons = 1, .places = 1, .category = "guest", .day = base::VenueDay::parse("2026-11-23")};
  bring(row, std::chrono::minutes(5));
}

void DeliveryFixture::write(const std::optional<std::set<rules::TicketId>>& chosen) {
  const auto reading = value_of(desk().deliveries().begin_write({"summit-2026", "target", system_.place}));
  value_of(desk().deliveries().finish_write(reading, value_of(reading.read()), chosen));
}

void DeliveryFixture::undo() {
  value_of(desk().deliveries().undo({"summit-2026", "target"}));
}

void DeliveryFixture::deliver() {
  JumpingWait waiting(clock_, stand_in_);
  auto& deliveries = desk().deliveries();
  std::unique_ptr<crm::Target> target;
  while (true) {
    const auto task = value_of(deliveries.begin_delivery(event_, "target"));
    if (task) {
      if (!target) target = value_of(crm::open_target(task->setup, waiting));
      value_of(deliveries.finish_delivery(*task, crm::carry_out(*target, task->steps)));
      continue;
    }
    target.reset();
    const auto next = value_of(deliveries.next_delivery(value_of(deliveries.outlets())));
    if (!next) return;
    waiting.wait_until(*next);
  }
}

// The child reports nothing: what it did is on disk and in the stand-in.
bool DeliveryFixture::deliver_in_process(const std::optional<boost::json::object>& kill) {
  desk_.reset();
  std::array<int, 2> gate{};
  if (::pipe(gate.data()) != 0) throw std::runtime_error("no pipe");
  const auto child = ::fork();
  if (child == 0) {
    char go = 0;
    if (::read(gate[0], &go, 1) != 1) ::_exit(3);
    try {
      disk_.begin();
      open_desk();
      deliver();
      desk_.reset();
      ::_exit(0);
    } catch (const std::exception& error) {
      std::fputs(error.what(), stderr);
      ::_exit(4);
    }
  }
  if (kill) {
    auto fault = *kill;
    fault["kind"] = "kill";
    fault["pid"] = child;
    stand_in_.fault(fault);
  }
  if (::write(gate[1], "x", 1) != 1) throw std::runtime_error("no child");
  int status = 0;
  ::waitpid(child, &status, 0);
  ::close(gate[0]);
  ::close(gate[1]);
  const bool ended = WIFEXITED(status);
  if (ended) {
    EXPECT_EQ(WEXITSTATUS(status), 0);
  }
  clock_.set_wall(base::Instant::from_unix_ms(stand_in_.now() * 1000 + 1000));
  open_desk();
  return ended;
}

int DeliveryFixture::few_guests() {
  return is_long_search() ? 24 : 7;
}

DeliveryFixture::Moment DeliveryFixture::this_moment() {
  desk_.reset();
  Moment moment{.folder = folder_.string() + "-before", .system = stand_in_.state(), .now = stand_in_.now()};
  std::filesystem::remove_all(moment.folder);
  std::filesystem::copy(folder_, moment.folder, std::filesystem::copy_options::recursive);
  return moment;
}

void DeliveryFixture::go_back_to(const Moment& moment) {
  desk_.reset();
  put_back(moment.folder, folder_);
  stand_in_.reset();
  stand_in_.load(moment.system);
  stand_in_.set_now(moment.now);
  stand_in_.fault({{"kind", "drop"}, {"each_once", true}});
  clock_.set_wall(base::Instant::from_unix_ms(moment.now * 1000 + 1000));
  disk_.live_on();
}

int DeliveryFixture::steps_from(const Moment& moment, StepOfRun step) {
  go_back_to(moment);
  EXPECT_TRUE(deliver_in_process());
  switch (step) {
    case StepOfRun::Request:
    case StepOfRun::Received:
      return static_cast<int>(stand_in_.log().size());
    case StepOfRun::Commit:
      return disk_.seen(DyingDisk::Step::Commit);
    case StepOfRun::Write:
      return disk_.seen(DyingDisk::Step::Write);
  }
  return 0;
}

bool DeliveryFixture::lives_past(StepOfRun step, int nth) {
  const bool is_of_disk = step == StepOfRun::Commit || step == StepOfRun::Write;
  if (is_of_disk) disk_.die_at(step == StepOfRun::Commit ? DyingDisk::Step::Commit : DyingDisk::Step::Write, nth);
  boost::json::object at_request{{"path", ""}, {"nth", nth}};
  if (step == StepOfRun::Received) at_request["when"] = "before";
  const bool lived = is_of_disk ? deliver_in_process() : deliver_in_process(at_request);
  disk_.live_on();
  if (!lived) ++kills_;
  return lived;
}

void DeliveryFixture::die_at(const Moment& moment, StepOfRun step, int nth) {
  go_back_to(moment);
  EXPECT_FALSE(lives_past(step, nth));
  EXPECT_TRUE(deliver_in_process());
}

void DeliveryFixture::die_ever_later(int further) {
  constexpr std::array kinds{StepOfRun::Request, StepOfRun::Commit, StepOfRun::Received, StepOfRun::Write};
  if (is_long_search()) further = 1;
  stand_in_.fault({{"kind", "drop"}, {"each_once", true}});
  const int before = kills_;
  std::size_t life = 0;
  while (!lives_past(kinds[life % kinds.size()], 1 + static_cast<int>(life) * further) && !HasFailure()) ++life;
  EXPECT_GT(kills_ - before, 2) << "it hardly died";
  stand_in_.clear_faults();
}

void DeliveryFixture::die_at_every_step(const std::function<void()>& holds) {
  const auto start = this_moment();
  std::vector<StepOfRun> kinds{StepOfRun::Request, StepOfRun::Commit};
  if (is_long_search()) kinds = {StepOfRun::Request, StepOfRun::Received, StepOfRun::Write};
  for (const auto kind : kinds) {
    const int steps = steps_from(start, kind);
    holds();
    EXPECT_GT(steps, 0);
    for (int nth = 1; nth <= steps && !HasFailure(); ++nth) {
      SCOPED_TRACE(fmt::format("killed at step {} of {}, kind {}", nth, steps, static_cast<int>(kind)));
      die_at(start, kind, nth);
      holds();
    }
  }
  stand_in_.clear_faults();
  std::filesystem::remove_all(start.folder);
}

std::map<rules::OutboxState, int> DeliveryFixture::counts() {
  const auto all = value_of(desk().deliveries().status("summit-2026"));
  return all.empty() ? std::map<rules::OutboxState, int>() : all.front().counts;
}

}  // namespace einlass::venue
