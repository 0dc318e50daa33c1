#include "bench/load/load_kiosk.h"

#include "core/wire/proof.h"

#include <chrono>
#include <stdexcept>
#include <utility>

namespace einlass::bench {
namespace {

constexpr std::chrono::seconds patience{60};
constexpr const char* software = "einlass-load";
constexpr std::size_t id_length = 26;

net::ClientOptions options_for(const Venue& venue) {
  net::ClientOptions options;
  options.addresses = venue.addresses;
  options.pin = venue.pin;
  options.target = wire::websocket_target;
  options.subprotocol = wire::websocket_subprotocol;
  return options;
}

template <typename T>
T wait_for(std::future<T> future, const std::string& what) {
  if (future.wait_for(patience) != std::future_status::ready) throw std::runtime_error("no answer: " + what);
  return future.get();
}

std::exception_ptr failure(const std::string& what) {
  return std::make_exception_ptr(std::runtime_error(what));
}

class Pairing final : public net::ClientHandler {
 public:
  Pairing(net::IoThread& io, const wire::PairingCode& code)
      : code_(code), client_(io, options_for(venue_of(code)), *this) {}

  Identity wait() { return wait_for(paired_.get_future(), "pairing"); }

 private:
  void on_connected(const net::ServerAddress&, const std::string&) override {}

  void on_message(std::string text) override {
    auto message = wire::decode(text);
    if (!message) return fail(message.error().message);
    if (std::holds_alternative<wire::Challenge>(*message)) {
      client_.send(wire::encode(wire::PairRequest{code_.secret, identity_.keys.open, "", {}, software}));
    } else if (const auto* accepted = std::get_if<wire::PairAccepted>(&*message)) {
      identity_.kiosk = accepted->kiosk;
      if (!std::exchange(done_, true)) paired_.set_value(identity_);
    } else if (const auto* refused = std::get_if<wire::PairRefused>(&*message)) {
      fail(refused->message);
    }
  }

  void on_closed(const base::Error& why) override { fail(why.message); }

  void fail(const std::string& why) {
    if (!std::exchange(done_, true)) paired_.set_exception(failure(why));
  }

  wire::PairingCode code_;
  Identity identity_{{}, base::make_signing_pair()};
  bool done_ = false;
  std::promise<Identity> paired_;
  net::TlsClient client_;
};

}  // namespace

Venue venue_of(const wire::PairingCode& code) {
  Venue venue;
  for (const auto& host : code.hosts) venue.addresses.push_back({host, code.port});
  venue.pin = code.ca_key;
  return venue;
}

Identity pair(net::IoThread& io, const wire::PairingCode& code) {
  return Pairing(io, code).wait();
}

AdmitText::AdmitText(rules::EventId event) {
  wire::AdmitRequest request;
  request.event = event;
  request.scan.scan = rules::ScanId::random();
  const auto ticket = rules::TicketId::random();
  request.target = wire::TicketTarget{ticket};
  text_ = wire::encode(request);
  scan_at_ = text_.find(request.scan.scan.text());
  ticket_at_ = text_.find(ticket.text());
}

std::string AdmitText::with(rules::ScanId scan, rules::TicketId ticket) const {
  auto text = text_;
  text.replace(scan_at_, id_length, scan.text());
  text.replace(ticket_at_, id_length, ticket.text());
  return text;
}

LoadKiosk::LoadKiosk(net::IoThread& io, const Venue& venue, Identity identity, Replication replication)
    : identity_(std::move(identity)), replication_(replication), client_(io, options_for(venue), *this) {}

rules::EventId LoadKiosk::wait_until_assigned() {
  return wait_for(assigned_.get_future(), "assignment");
}

std::vector<rules::TicketId> LoadKiosk::fetch_tickets() {
  send(wire::GuestListRequest{event_, std::nullopt});
  return wait_for(fetched_.get_future(), "guest list");
}

void LoadKiosk::admit(rules::TicketId ticket, Done done) {
  const auto scan = rules::ScanId::random();
  waiting_.emplace(scan, std::move(done));
  client_.send(request_.with(scan, ticket));
}

void LoadKiosk::on_connected(const net::ServerAddress&, const std::string& channel_binding) {
  channel_binding_ = channel_binding;
}

void LoadKiosk::on_message(std::string text) {
  if (take_reply(text)) return;
  auto message = wire::decode(text);
  if (!message) return on_closed(message.error());
  std::visit([this](const auto& content) { take(content); }, *message);
}

// Whoever waits is told; a run that goes on without this connection would be worth nothing.
void LoadKiosk::on_closed(const base::Error& why) {
  fault_ = why.message;
  if (!std::exchange(is_assigned_, true)) assigned_.set_exception(failure(why.message));
  for (auto& [scan, done] : std::exchange(waiting_, {})) done(Outcome::Failed);
}

void LoadKiosk::take(const wire::Challenge& challenge) {
  const auto text = wire::proof_text(challenge.nonce, channel_binding_, identity_.kiosk);
  send(wire::Prove{identity_.kiosk, base::sign(identity_.keys.secret, text), {}, software});
}

void LoadKiosk::take(const wire::Assignment& assignment) {
  if (!assignment.event || std::exchange(is_assigned_, true)) return;
  event_ = *assignment.event;
  request_ = AdmitText(event_);
  // The answer tells how much there is; only what is new is wanted then.
  if (replication_ == Replication::Follow) say_hello(0);
  assigned_.set_value(event_);
}

void LoadKiosk::take(const wire::Welcome& welcome) {
  server_journal_ = welcome.journal;
}

void LoadKiosk::take(const wire::Hello& hello) {
  if (std::exchange(knows_where_to_begin_, true)) return;
  for (const auto& held : hello.held) {
    if (held.event == event_ && held.journal == server_journal_) return say_hello(held.sequence);
  }
  say_hello(0);
}

void LoadKiosk::take(const wire::Entries& entries) {
  wire::EntriesAnswer answer{entries.batch, {}};
  for (const auto& row : entries.rows) answer.answers.push_back({row.entry.id, rules::MergeAnswer::Accepted, ""});
  send(answer);
}

void LoadKiosk::say_hello(std::uint64_t held) {
  send(wire::Hello{.number = ++hellos_said_, .journal = own_journal_, .held = {{event_, server_journal_, held}}});
}

// Reads the two things that are counted, as encode() writes them; false: it is another message.
bool LoadKiosk::take_reply(std::string_view text) {
  constexpr std::string_view scan_before = R"("scan":{"id":")";
  constexpr std::string_view outcome_before = R"("outcome":")";
  if (text.rfind(R"("type":"admit_reply")") == std::string_view::npos) return false;
  const auto scan_at = text.find(scan_before);
  const auto outcome_at = text.find(outcome_before);
  if (scan_at == std::string_view::npos || outcome_at == std::string_view::npos) return false;
  const auto scan = rules::ScanId::parse(text.substr(scan_at + scan_before.size(), id_length));
  if (!scan) return false;
  const bool granted = text.substr(outcome_at + outcome_before.size()).starts_with("granted");
  settle(*scan, granted ? Outcome::Granted : Outcome::Refused);
  return true;
}

void LoadKiosk::take(const wire::GuestList& part) {
  for (const auto& row : part.rows) tickets_.push_back(row.ticket.id);
  if (part.part == part.parts) fetched_.set_value(std::move(tickets_));
}

void LoadKiosk::take(const wire::ErrorReport& report) {
  if (report.scan) settle(report.scan->scan, Outcome::Failed);
}

void LoadKiosk::take(const wire::Bye& bye) {
  on_closed({base::ErrorKind::Refused, bye.message});
}

void LoadKiosk::settle(rules::ScanId scan, Outcome outcome) {
  auto found = waiting_.extract(scan);
  if (!found.empty()) found.mapped()(outcome);
}

void LoadKiosk::send(const wire::Message& message) {
  client_.send(wire::encode(message));
}

}  // namespace einlass::bench
