#include "tests/kiosk/link/link_world.h"

#include "core/base/file.h"
#include "core/net/local_socket.h"
#include "core/rules/words.h"
#include "core/wire/entry_json.h"
#include "db/guest_book.h"
#include "server/commands/admin_client.h"
#include "server/commands/command_lines.h"
#include "server/venue/restore.h"

#include <cstdlib>
#include <stdexcept>
#include <type_traits>
#include <utility>

#include <boost/json.hpp>

namespace einlass::link {
namespace {

template <typename T>
T value_of(base::Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message);
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "einlass-link-XXXXXX").string();
  path_ = ::mkdtemp(name.data());
}

TemporaryFolder::~TemporaryFolder() {
  std::filesystem::remove_all(path_);
}

void Venue::open() {
  desk_ =
      value_of(venue::Desk::open({.state_directory = folder_.path() / "state", .assets = assets_, .clock = &clock_}));
}

void Venue::lose_all_but_the_kit() {
  constexpr const char* passphrase = "four words are enough";
  stop();
  const auto kit = value_of(wire::sealed_kit(value_of(desk_->backups().kit_secrets()), passphrase, clock_.wall()));
  desk_.reset();
  std::filesystem::remove_all(folder_.path() / "state");
  value_of(venue::restore_kit({.content = kit, .passphrase = passphrase},
                              {.directory = folder_.path() / "state", .now = clock_.wall()}));
  open();
}

void Venue::take_image(const std::filesystem::path& image) {
  copy_state(folder_.path() / "state", image);
}

void Venue::put_image_back(const std::filesystem::path& image) {
  copy_state(image, folder_.path() / "state");
}

void Venue::copy_state(const std::filesystem::path& from, const std::filesystem::path& to) {
  stop();
  desk_.reset();
  std::filesystem::remove_all(to);
  std::filesystem::copy(from, to, std::filesystem::copy_options::recursive);
  open();
}

void Venue::lose_everything() {
  stop();
  desk_.reset();
  std::filesystem::remove_all(folder_.path() / "state");
  open();
}

// Assets of its own, in which lectures have that policy.
void Venue::change_policy(const std::string& fields) {
  const auto packaged = std::exchange(assets_, folder_.path() / "assets");
  std::filesystem::create_directory(assets_);
  for (const auto& entry : std::filesystem::directory_iterator(packaged)) {
    const auto name = entry.path().filename();
    if (name != "presets") std::filesystem::create_symlink(entry.path(), assets_ / name);
  }
  std::filesystem::copy(packaged / "presets", assets_ / "presets");
  auto policy = value_of(base::read_file(packaged / "presets" / "lecture.json"));
  policy.insert(policy.find('{') + 1, fields + ",");
  value_of(base::write_file(assets_ / "presets" / "lecture.json", policy));
}

Venue::Venue(rules::KeyAtRest key_at_rest)
    : Venue("\"key_at_rest\": \"" + std::string(rules::word(key_at_rest)) + "\"") {}

Venue::Venue(const std::string& policy_fields) {
  if (!policy_fields.empty()) change_policy(policy_fields);
  open();
  create_event("evening");
  event_ = value_of(desk_->events().find("evening")).id;
  import_guests();
}

void Venue::import_guests() {
  value_of(desk_->guests().import({.event = "evening",
                                   .content = "Code,First name,Last name\n"
                                              "TICKET-0001,Jana,Weiß\n"
                                              "TICKET-0002,Omar,Haddad\n"
                                              "TICKET-0003,Lia,Sommer\n"}));
}

void Venue::import_long_rows(int count) {
  std::string letters;
  while (letters.size() < 950) letters += "ü";
  std::string list = "Code,First name,Last name,Company,Job title,Table\n";
  for (int number = 1; number <= count; ++number) {
    list += "LONG-" + std::to_string(number);
    for (int column = 0; column < 5; ++column) list += "," + letters;
    list += "\n";
  }
  value_of(desk_->guests().import({.event = "evening", .content = list}));
}

Venue::~Venue() {
  stop();
}

void Venue::create_event(const std::string& key) {
  const auto zone = value_of(base::VenueZone::open("Europe/Berlin"));
  const auto local = [&](base::Milliseconds from_now) {
    return zone.local_iso(clock_.wall() + from_now).substr(0, 16);
  };
  value_of(desk_->events().create({.preset = "lecture",
                                   .key = key,
                                   .name = "An evening",
                                   .organiser = "Club",
                                   .privacy_url = "https://club.example/privacy",
                                   .starts = local(-std::chrono::hours(1)),
                                   .ends = local(std::chrono::hours(6))}));
}

void Venue::start() {
  const auto authority = value_of(net::CertificateAuthority::open(folder_.path() / "state", clock_));
  ca_key_ = authority.fingerprint();
  net::ServerOptions listen;
  listen.address = address_;
  listen.port = port();
  listen.certificate = value_of(authority.server_certificate({"127.0.0.1"}));
  server_ = value_of(web::VenueServer::start({.desk = *desk_,
                                              .clock = clock_,
                                              .listen = listen,
                                              .ca_key = ca_key_,
                                              .hosts = [this] { return hosts_; },
                                              .state_directory = folder_.path() / "state"}));
}

void Venue::move_to(const std::string& address, const std::vector<std::string>& hosts) {
  address_ = address;
  hosts_ = hosts;
}

void Venue::stop() {
  server_.reset();
}

wire::PairingCode Venue::code(const std::string& kiosk) {
  const auto grant = value_of(desk_->kiosks().offer({.kiosk_name = kiosk, .door = "main", .event = "evening"}));
  return {.hosts = {"127.0.0.1"}, .port = port(), .ca_key = ca_key_, .secret = grant.secret};
}

wire::PairingCode Venue::code_for_who_brings_the_event(const std::string& kiosk) {
  const auto offer = command("kiosk.pair", R"({"name":")" + kiosk + R"(","takes_event":true})");
  return value_of(wire::read_pairing_text(std::string(boost::json::parse(offer).at("code").as_string())));
}

std::string Venue::command(const std::string& name, const std::string& arguments) {
  const auto socket = folder_.path() / "state" / commands::admin_socket_name;
  const auto line = commands::command_line({.name = name, .arguments = arguments});
  return value_of(commands::read_outcome_line(value_of(net::local_request(socket, line, std::chrono::seconds(20)))));
}

void Venue::append(const rules::EntryDraft& draft) {
  value_of(desk_->door().begin());
  value_of(desk_->door().append(event_, draft));
  value_of(desk_->door().commit());
}

rules::GuestId Venue::guest(const std::string& code) {
  auto* event = value_of(desk_->event(event_));
  return value_of(event->store.guests().by_code(rules::code_hash(event->keys.code_key, code))).front().guest.id;
}

void Venue::damage_event_file() {
  stop();
  desk_.reset();
  const auto file = folder_.path() / "state" / venue::events_folder / (event_.text() + venue::event_suffix);
  value_of(base::write_file(file, std::string(8192, 'x')));
  open();
}

void Venue::note_as_dropped(rules::EventId event) {
  stop();
  desk_.reset();
  auto venue = value_of(store::VenueStore::open(folder_.path() / "state" / venue::venue_file));
  value_of(venue.set_setting(venue::dropped_setting(event), "yes"));
  open();
}

int Venue::count(const std::string& fact_kind) {
  return static_cast<int>(rows(fact_kind).size());
}

std::vector<store::JournalRow> Venue::rows(const std::string& fact_kind) {
  std::vector<store::JournalRow> found;
  auto* event = value_of(desk_->event(event_));
  const auto walked = event->store.journal().each_row([&](const store::JournalRow& row) {
    if (wire::fact_kind(row.entry.fact) == fact_kind) found.push_back(row);
  });
  if (!walked) throw std::runtime_error(walked.error().message);
  return found;
}

void Kiosk::pair(const wire::PairingCode& code) {
  value_of(link::pair(code, {.state_dir = folder(), .name = "", .software = "einlass-kiosk test"}));
}

void Kiosk::hand_over(const wire::PairingCode& code) {
  value_of(link::pair(code, {.state_dir = folder(), .name = "", .software = "einlass-kiosk test", .hand_over = true}));
}

void Kiosk::start() {
  {
    const std::lock_guard lock(mutex_);
    events_.clear();
  }
  link_ = value_of(start_link({.state_dir = folder(),
                               .software = "einlass-kiosk test",
                               .font_set = "test",
                               .built = base::Instant::from_unix_ms(1'700'000'000'000),
                               .clock = &clock_,
                               .post =
                                   [this](LinkEvent event) {
                                     const std::lock_guard lock(mutex_);
                                     events_.push_back(std::move(event));
                                     posted_.notify_all();
                                   },
                               .gate_times = gate_times_}));
}

LinkEvent Kiosk::await_event(const std::function<bool(const LinkEvent&)>& fits) {
  std::unique_lock lock(mutex_);
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(15);
  while (true) {
    while (!events_.empty()) {
      auto event = std::move(events_.front());
      events_.pop_front();
      if (fits(event)) return event;
    }
    if (posted_.wait_until(lock, deadline) == std::cv_status::timeout && events_.empty()) {
      throw std::runtime_error("the link did not report what was awaited");
    }
  }
}

void Kiosk::start_and_join() {
  start();
  await<Assigned>();
  await<Totals>([](const Totals& totals) { return totals.totals.expected_tickets == 3 && totals.time_is_sure; });
}

ScanRequest Kiosk::scan(const std::string& text) {
  return {.scan = {rules::ScanId::random(), 0}, .what = text};
}

AdmissionDecided Kiosk::admit(const std::string& text) {
  return admit(scan(text));
}

AdmissionDecided Kiosk::admit(const ScanRequest& request) {
  link_->admit(request);
  return await<AdmissionDecided>([&](const auto& decided) { return decided.scan == request.scan; });
}

}  // namespace einlass::link
