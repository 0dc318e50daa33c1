#include "tests/server/venue/desk_fixture.h"

#include "core/rules/words.h"
#include "core/wire/pairing_code.h"

namespace einlass::venue {

namespace {

base::Instant evening() {
  return base::VenueZone::open("Europe/Berlin").value().parse_local("2026-11-23T18:00").value();
}

struct OutcomeWord {
  std::string operator()(const rules::AdmissionGranted&) const { return "admitted"; }
  std::string operator()(const rules::AdmissionRefused& refused) const {
    return std::string(rules::word(refused.refusal));
  }
  std::string operator()(const rules::AdmissionAnnounced&) const { return "announced"; }
};

}  // namespace

DeskFixture::DeskFixture()
    : folder_(std::filesystem::temp_directory_path() / ("einlass-desk-" + rules::ScanId::random().text())),
      clock_(evening()) {
  reopen();
}

DeskFixture::~DeskFixture() {
  desk_.reset();
  std::filesystem::remove_all(folder_);
}

DeskOptions DeskFixture::options() const {
  return {.state_directory = folder_,
          .assets = std::filesystem::path(EINLASS_SOURCE_DIR) / "assets",
          .clock = &clock_,
          .password_cost = {.passes = 1, .memory_kib = 8},
          .passphrase_cost = {.passes = 1, .memory_kib = 8}};
}

void DeskFixture::reopen() {
  desk_.reset();
  desk_ = value_of(Desk::open(options()));
}

NewEvent DeskFixture::new_event(const std::string& preset) const {
  return {.preset = preset,
          .key = "summit-2026",
          .name = "Future Summit",
          .organiser = "The Association",
          .starts = "2026-11-23T18:00",
          .ends = "2026-11-23T23:00"};
}

rules::EventId DeskFixture::create(const NewEvent& event) {
  event_ = value_of(desk_->events().create(event)).id;
  return event_;
}

GuestImportReport DeskFixture::import(const std::string& csv, const std::string& event) {
  return value_of(desk_->guests().import({.event = event, .content = csv}));
}

store::KioskRecord DeskFixture::pair(const std::string& name, const std::string& event) {
  const auto grant = value_of(desk_->kiosks().offer({.kiosk_name = name, .door = "north", .event = event}));
  const auto answer = value_of(desk_->kiosks().pair({.secret = grant.secret, .key = base::make_signing_pair().open}));
  return value_of(desk_->kiosks().find(std::get<wire::PairAccepted>(answer).name));
}

wire::AdmitRequest DeskFixture::scan(const std::string& code, const std::string& scan_name) const {
  const auto& keys = value_of(desk_->event(event_))->keys;
  const auto name = scan_name.empty() ? code : scan_name;
  return {.event = event_,
          .scan = {rules::ScanId(base::keyed_id({}, name)), 1},
          .target = wire::CodeTarget{rules::code_hash(keys.code_key, code)}};
}

wire::AdmitReply DeskFixture::admit(const store::KioskRecord& kiosk, const wire::AdmitRequest& request) {
  value_of(desk_->door().begin());
  auto reply = desk_->door().admit(kiosk.id, request);
  value_of(desk_->door().commit());
  return value_of(std::move(reply));
}

std::string DeskFixture::outcome(const wire::AdmitReply& reply) {
  return std::visit(OutcomeWord(), reply.admission);
}

}  // namespace einlass::venue
