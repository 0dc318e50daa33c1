#include "tests/server/commands/host_fixture.h"

#include "core/rules/words.h"
#include "db/attendance_journal.h"

namespace einlass::commands {
namespace {

base::Instant local(const std::string& time) {
  return base::VenueZone::open("Europe/Berlin").value().parse_local("2026-11-23T" + time).value();
}

std::string outcome(const rules::Admission& admission) {
  if (const auto* refused = std::get_if<rules::AdmissionRefused>(&admission)) {
    return std::string(rules::word(refused->refusal));
  }
  return std::holds_alternative<rules::AdmissionGranted>(admission) ? "admitted" : "announced";
}

}  // namespace

const json::object& Answer::line() const {
  const auto* line = object().if_contains("line");
  return line == nullptr ? object() : line->as_object();
}

HostFixture::HostFixture()
    : folder_(std::filesystem::temp_directory_path() / ("einlass-host-" + rules::ScanId::random().text())),
      clock_(local("12:00")),
      anna_(caller(rules::Role::Host, {"anna"})),
      berta_(caller(rules::Role::Host, {"berta"})),
      organiser_(caller(rules::Role::Organiser)),
      staff_(caller(rules::Role::Staff)),
      helper_(caller(rules::Role::Helper)) {
  anna_.number = 1;
  berta_.number = 2;
  reopen();
}

HostFixture::~HostFixture() {
  desk_.reset();
  std::filesystem::remove_all(folder_);
}

void HostFixture::reopen() {
  desk_.reset();
  desk_ = venue::Desk::open({.state_directory = folder_,
                             .assets = std::filesystem::path(EINLASS_BINARY_DIR) / "share" / "einlass",
                             .clock = &clock_,
                             .connectors = connectors_})
              .value();
}

void HostFixture::create(const std::string& preset) {
  event_ = desk_->events()
               .create({.preset = preset,
                        .key = "evening",
                        .name = "The Evening",
                        .organiser = "The Association",
                        .starts = "2026-11-23T18:00",
                        .ends = "2026-11-23T23:00"})
               .value()
               .id;
}

void HostFixture::pair(const std::string& kiosk) {
  const auto grant = desk_->kiosks().offer({.kiosk_name = kiosk, .door = "north", .event = "evening"}).value();
  const auto answer = desk_->kiosks().pair({.secret = grant.secret, .key = base::make_signing_pair().open}).value();
  kiosk_ = desk_->kiosks().find(std::get<wire::PairAccepted>(answer).name).value();
}

void HostFixture::go_to(const std::string& time) {
  clock_.advance(base::Milliseconds(local(time) - clock_.wall()));
}

venue::Caller HostFixture::caller(rules::Role role, std::set<std::string> lists) const {
  return {.number = 7, .name = "somebody", .role = role, .events = {}, .lists = std::move(lists)};
}

Answer HostFixture::ask(const std::string& command, json::object arguments, const std::optional<venue::Caller>& who) {
  if (!arguments.contains("event")) arguments["event"] = "evening";
  CommandContext context{.desk = *desk_, .reach = reach_, .caller = who};
  const auto outcome = run(context, {.name = command, .arguments = json::serialize(arguments)});
  if (!outcome) return {.value = {}, .error = outcome.error().kind, .text = outcome.error().message};
  return {.value = json::parse(*outcome), .error = std::nullopt, .text = *outcome};
}

Answer HostFixture::add(const std::string& name, const std::string& list, json::object more) {
  more["ticket"] = id(name);
  more["last_name"] = name;
  more["list_owner"] = list;
  return ask("guest.add", std::move(more), std::nullopt);
}

Answer HostFixture::admit(const std::string& name, const std::optional<venue::Caller>& who, const std::string& scan) {
  return ask("guest.admit", {{"ticket", id(name)}, {"scan", scan_id(scan.empty() ? name : scan)}}, who);
}

std::string HostFixture::scan_at_kiosk(const std::string& ticket, const std::string& scan, std::uint32_t step) {
  wire::AdmitRequest request;
  request.event = event_;
  request.scan = {*rules::ScanId::parse(scan_id(scan.empty() ? ticket : scan)), step};
  request.target = wire::TicketTarget{*rules::TicketId::parse(id(ticket))};
  EXPECT_TRUE(desk_->door().begin());
  const auto reply = desk_->door().admit(kiosk_.id, request).value();
  EXPECT_TRUE(desk_->door().commit());
  return outcome(reply.admission);
}

void HostFixture::call_for_help() {
  rules::EntryDraft draft;
  draft.place = venue::place_of(kiosk_);
  draft.scan = rules::ScanStep{*rules::ScanId::parse(scan_id("help")), 0};
  draft.fact = rules::HelpAsked{};
  EXPECT_TRUE(desk_->door().begin());
  EXPECT_TRUE(desk_->door().append(event_, draft));
  EXPECT_TRUE(desk_->door().commit());
}

std::size_t HostFixture::entries() {
  std::size_t count = 0;
  EXPECT_TRUE(event().store.journal().each_row([&](const auto&) { ++count; }));
  return count;
}

int HostFixture::admitted() {
  return event().store.journal().totals().value().admitted;
}

}  // namespace einlass::commands
