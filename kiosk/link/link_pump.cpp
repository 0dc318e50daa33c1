#include "kiosk/link/link_pump.h"

#include "core/base/log.h"
#include "kiosk/link/kept_roster.h"

#include <algorithm>
#include <utility>

namespace einlass::link {
namespace {

using base::Milliseconds;

constexpr Milliseconds totals_every{500};

}  // namespace

base::Result<LinkPumpParts> open_pump_parts(LinkOptions options, std::string machine_boot) {
  const StateDirectory directory(options.state_dir);
  const auto identity = directory.identity();
  if (!identity) return tl::make_unexpected(identity.error());
  auto replica = Replica::open(directory, *identity, options.font_set, options.fonts);
  if (!replica) return tl::make_unexpected(replica.error());
  const auto sure = (*replica)->latest_sure();
  if (!sure) return tl::make_unexpected(sure.error());
  const auto latest_sure = sure->value_or(options.built);
  const auto at_least = std::max(options.built, latest_sure);
  const auto never_before = (*replica)->newest_time(at_least);
  if (!never_before) return tl::make_unexpected(never_before.error());
  (*replica)->use_clock(options.clock, machine_boot);
  const auto remembered = (*replica)->remembered_time();
  if (!remembered) return tl::make_unexpected(remembered.error());
  sync::VenueTime time({.boot = rules::BootId::random(),
                        .machine_boot = std::move(machine_boot),
                        .remembered = *remembered,
                        .never_before = *never_before,
                        .now = {options.clock->wall(), options.clock->monotonic()}});
  return LinkPumpParts{.options = std::move(options),
                       .identity = *identity,
                       .replica = *std::move(replica),
                       .time = std::move(time),
                       .latest_sure = latest_sure};
}

LinkPump::LinkPump(LinkPumpParts parts, ServerLine& line, std::function<double()> random)
    : options_(std::move(parts.options)),
      identity_(std::move(parts.identity)),
      replica_(std::move(parts.replica)),
      time_(std::move(parts.time)),
      session_({.kiosk = identity_.kiosk,
                .key = identity_.key,
                .software = options_.software,
                .random = std::move(random),
                .to_hand_over = replica_->to_hand_over()}),
      gate_(options_.gate_times),
      latest_sure_(parts.latest_sure),
      latest_sure_on_disk_(parts.latest_sure),
      report_(options_.font_set),
      door_({.replica = *replica_,
             .kiosk = identity_.kiosk,
             .now = [this] { return now(); },
             .time = [this] { return entry_time(); },
             .post = [this](LinkEvent event) { post(std::move(event)); },
             .ask_server =
                 [this](auto token, const auto& question) {
                   feed(sync::MoveAsked{wire::DestinationsRequest{token, question.by}});
                 },
             .complain = [this](const char* what, const base::Error& why) { complain(what, why); }}),
      line_(line) {}

void LinkPump::start() {
  door_.start();
  start_from_disk();
  feed(sync::TimePassed{});
}

void LinkPump::opened(const std::string& host, const std::string& channel_binding) {
  reached_at_ = host;
  feed(sync::ConnectionOpened{channel_binding});
}

void LinkPump::received(base::Result<wire::Message> message) {
  if (message) return feed(sync::MessageReceived{*std::move(message)});
  complain("The server sent what this kiosk cannot read", message.error());
  const bool other_version = message.error().kind == base::ErrorKind::Incompatible;
  const wire::Bye bye{.reason = other_version ? wire::ByeReason::Version : wire::ByeReason::BadMessage,
                      .message = message.error().message};
  line_.send(bye, nullptr);
  // As if the server had said so: it comes back as seldom, and shows why.
  if (other_version) return feed(sync::MessageReceived{bye});
  line_.close();
  feed(sync::ConnectionClosed{message.error()});
}

// The event of the last run: a kiosk that starts without its server admits from what it has.
void LinkPump::start_from_disk() {
  const auto revoked = replica_->revoked();
  revoked_ = revoked.value_or(false);
  start_from_assignment();
  if (revoked_) forget_all();
  check_keys();
  // Last: whatever it holds, it is out of service.
  if (revoked_) post(TurnedAway{wire::ByeReason::Revoked, revoked_words});
}

void LinkPump::start_from_assignment() {
  const auto assignment = replica_->last_assignment();
  if (!assignment) return complain("The last assignment cannot be read", assignment.error());
  if (*assignment) {
    sync::SwitchTo again{**assignment};
    return act(again);
  }
  post(Unassigned{});
}

void LinkPump::pass_time() {
  if (disk_may_be_damaged_ && now() >= may_mend_at_) mend_replica();
  if (std::exchange(wants_assignment_, false)) connect_anew("the server's clock was set");
  const auto session_due = session_.next_due();
  if (session_due && *session_due <= now()) feed(sync::TimePassed{});
  const auto gate_due = gate_.next_due();
  if (gate_due && *gate_due <= now()) run_gate(gate_.time_passed(now()));
  if (now() >= keys_checked_ + keys_every) check_keys();
  if (totals_changed_ && now() >= totals_told_ + totals_every) tell_totals();
  door_.pass_time();
  tell_of_itself();
  show_notice();
  if (donation_ && !donation_->is_read()) read_on();
}

std::optional<Milliseconds> LinkPump::time_until_due() const {
  std::optional<Milliseconds> due = session_.next_due();
  const auto consider = [&](std::optional<Milliseconds> other) {
    if (other && (!due || *other < *due)) due = other;
  };
  consider(gate_.next_due());
  if (totals_changed_) consider(totals_told_ + totals_every);
  consider(keys_checked_ + keys_every);
  consider(door_.next_due());
  if (session_.joined()) consider(report_.next_due(now()));
  if (disk_may_be_damaged_) consider(may_mend_at_);
  if (donation_ && !donation_->is_read()) consider(now());
  return std::max(Milliseconds(0), *due - now());
}

// ---- what the stage asks for ----------------------------------------------------------------------------------------

void LinkPump::admit(const ScanRequest& request) {
  const auto earlier =
      std::find_if(decided_.begin(), decided_.end(), [&](const auto& each) { return each.scan == request.scan; });
  if (earlier != decided_.end()) return post(*earlier);
  if (revoked_) return give_up(request.scan, {base::ErrorKind::Refused, revoked_words});
  if (!replica_->event()) {
    return give_up(request.scan, {base::ErrorKind::NotFound, "No event is assigned to this kiosk."});
  }
  ScanToDecide scan{.request = request, .target = {}};
  if (const auto* ticket = std::get_if<TicketId>(&request.what)) {
    scan.target = wire::TicketTarget{*ticket};
  } else {
    const auto target = replica_->target_of(std::get<std::string>(request.what));
    if (const auto* kind = std::get_if<rules::NotATicket>(&target)) return post(NotATicketCode{request.scan, *kind});
    scan.target = std::get<wire::ScanTarget>(target);
  }
  scans_.insert_or_assign(request.scan, std::move(scan));
  run_gate(gate_.asked(request.scan, now()));
}

void LinkPump::write(const WriteRequest& request) {
  auto alone = request;
  if (alone.draft) alone.draft->alone = !session_.joined();
  auto row = replica_->write(alone, entry_time());
  post(Written{request.token, row});
  if (!row) return complain("A fact could not be written", row.error());
  if (*row) feed(sync::RowsWritten{{**row}});
}

// ---- the session's commands -----------------------------------------------------------------------------------------

void LinkPump::feed(const sync::SyncEvent& event) {
  if (std::holds_alternative<sync::MessageReceived>(event)) {
    gate_.heard();
    heard_ = entry_time().venue;
  }
  for (auto& command : session_.on(event, now())) {
    std::visit([this](auto& each) { act(each); }, command);
  }
  if (std::holds_alternative<sync::TimePassed>(event)) return;
  totals_changed_ = true;
  door_.note_change();
}

void LinkPump::act(sync::Connect&) {
  donation_.reset();
  line_.connect();
}

void LinkPump::act(sync::CloseConnection&) {
  line_.close();
}

void LinkPump::act(sync::Send& command) {
  std::function<void()> sent;
  if (std::holds_alternative<wire::GuestList>(command.message)) sent = [this] { guests_went_out(); };
  line_.send(command.message, std::move(sent));
}

void LinkPump::act(sync::TellHello&) {
  set_revoked(false);  // it was welcomed
  auto hello = replica_->hello();
  if (!hello) return complain("What this kiosk holds cannot be told", hello.error());
  auto open = replica_->parts_not_handed_over();
  if (!open) return complain("What this kiosk has not handed over cannot be told", open.error());
  tell_parked();
  feed(sync::HelloTold{*std::move(hello), *std::move(open), replica_->kept_events()});
}

void LinkPump::act(sync::ReadRows& command) {
  auto rows = replica_->rows(command);
  if (!rows) complain("Entries cannot be read", rows.error());
  feed(sync::RowsRead{command, rows ? std::optional(*std::move(rows)) : std::nullopt});
}

void LinkPump::act(sync::MergeRows& command) {
  auto answers = replica_->merge(command.rows, command.unreadable);
  if (!answers) return complain("Entries of others cannot be stored", answers.error());
  count_if_parked(*answers);
  feed(sync::RowsMerged{command.batch, *std::move(answers)});
}

void LinkPump::act(sync::StoreDocument& command) {
  const auto stored = replica_->put_document(command.document, command.content);
  if (!stored) complain("A document cannot be stored", stored.error());
  feed(sync::DocumentStored{.hash = command.document.hash, .succeeded = stored.has_value()});
}

void LinkPump::act(sync::StoreGuests& command) {
  const auto version = replica_->put_guests(command.part);
  if (!version) complain("The guest list cannot be stored", version.error());
  const bool more_are_to_come = version && !*version;
  if (more_are_to_come) return;
  if (version) door_.note_list_taken(command.part.event);
  feed(sync::GuestsStored{command.part.event, replica_->guest_list(command.part.event), version.has_value()});
}

void LinkPump::act(sync::SwitchTo& command) {
  if (replica_->event() && replica_->event() != command.assignment.event) decide_waiting();
  const auto switched = replica_->switch_to(command.assignment);
  feed(replica_->documents_held());
  if (!switched) {
    complain("The assigned event cannot be opened", switched.error());
    return feed(sync::SwitchFailed{});
  }
  announce_event(command.assignment);
  feed(sync::EventOpened{replica_->event(), replica_->guest_list(), command.assignment});
  check_keys();
}

void LinkPump::act(sync::DropEvents& command) {
  for (const auto& event : command.events) {
    const auto may_go = replica_->is_rehearsal(event);
    if (!may_go) complain("Whether an event is a rehearsal cannot be read", may_go.error());
    if (may_go && *may_go) drop(event);
  }
}

void LinkPump::act(sync::CompareHeld& command) {
  auto compared = replica_->compare(command.theirs);
  if (!compared) complain("What the server holds cannot be compared", compared.error());
  feed(compared ? *std::move(compared) : sync::HeldCompared());
}

void LinkPump::act(sync::TakeTime& command) {
  time_.take(command.sent, command.received, command.venue, device_time());
  remember_time();
  check_keys();
}

// The host that answers comes first, then what the server says; what it said before may hold again one day.
void LinkPump::act(sync::KeepHosts& command) {
  auto hosts = wire::merged_hosts(wire::merged_hosts({reached_at_}, command.hosts), identity_.hosts);
  if (hosts == identity_.hosts) return;
  identity_.hosts = std::move(hosts);
  line_.use_hosts(identity_.hosts);
  const auto kept = StateDirectory(options_.state_dir).put_identity(identity_);
  if (!kept) complain("The server's addresses cannot be stored", kept.error());
}

void LinkPump::act(sync::Joined&) {
  gate_.connected();
  post(Connected{});
}

void LinkPump::act(sync::Left& command) {
  report_.connection_lost();
  base::log_warning("The venue server is out of reach: {}", command.why.message);
  if (!revoked_) post(Alone{command.why});  // "goes on alone" is not true of a kiosk that was locked out
  run_gate(gate_.disconnected());
}

void LinkPump::act(sync::TurnedAway& command) {
  base::log_error("The venue server turned this kiosk away: {}", command.message);
  if (command.reason == wire::ByeReason::Revoked) set_revoked(true);
  run_gate(gate_.disconnected());
  if (revoked_) forget_all();
  post(TurnedAway{command.reason, command.message});
}

void LinkPump::set_revoked(bool revoked) {
  if (std::exchange(revoked_, revoked) == revoked) return;
  const auto kept = replica_->set_revoked(revoked);
  if (!kept) complain("The revocation cannot be noted", kept.error());
}

// Whoever is waiting was scanned for the event that ends here.
void LinkPump::decide_waiting() {
  run_gate(gate_.disconnected());
  if (session_.joined()) run_gate(gate_.connected());
}

void LinkPump::announce_event(wire::Assignment assignment) {
  // What changes with every import, connection and network is nothing to the screens.
  assignment.number = 0;
  assignment.guest_list.reset();
  assignment.hosts.clear();
  notices_.hang(kept_notice(replica_->settings(), assignment));
  std::erase_if(assignment.documents, [](const auto& document) {
    return document.kind == wire::roster_kind || document.kind == wire::notice_kind;
  });
  const auto text = wire::encode(assignment);
  if (text == announced_) return;
  announced_ = text;
  if (!assignment.event) return post(Unassigned{});
  auto assigned = replica_->assigned();
  if (!assigned) return complain("The assigned event cannot be read", assigned.error());
  if (!std::exchange(open_prints_told_, true)) {  // later ones are of this run
    auto open = replica_->open_prints();
    if (open) assigned->open_prints = *std::move(open);
    if (!open) complain("The print log cannot be read", open.error());
  }
  report_.note_fonts(assigned->fonts.empty() ? options_.font_set : assigned->font_set);
  post(*std::move(assigned));
}

// The anchor moves a little at every exchange; on disk it is wanted only well enough for a start of the program.
void LinkPump::remember_time() {
  const auto time = time_.to_remember();
  if (!time) return;
  constexpr std::int64_t drift_ms = 500;
  constexpr Milliseconds old(60'000);
  const bool fresh = time_on_disk_ && time_on_disk_->machine_boot == time->machine_boot &&
                     std::abs(time_on_disk_->offset_ms - time->offset_ms) < drift_ms &&
                     time->anchor_monotonic - time_on_disk_->anchor_monotonic < old;
  if (fresh) return;
  const auto kept = replica_->remember_time(*time);
  if (!kept) return complain("The venue time cannot be stored", kept.error());
  time_on_disk_ = time;
}

void LinkPump::complain(const char* what, const base::Error& why) {
  const auto text = std::string(what) + ": " + why.message;
  if (text == last_complaint_) return;
  last_complaint_ = text;
  if (why.kind == base::ErrorKind::Storage) disk_may_be_damaged_ = true;
  base::log_error("{}", text);
}

// The server hears of it by the hello of a new connection, and sends what is missing here.
void LinkPump::mend_replica() {
  disk_may_be_damaged_ = false;
  may_mend_at_ = now() + std::chrono::minutes(1);
  const auto damaged = replica_->damaged_events();
  if (!damaged) return complain("What is kept here cannot be checked", damaged.error());
  if (damaged->empty()) return;
  const auto open = replica_->event();
  if (open && std::find(damaged->begin(), damaged->end(), *open) != damaged->end()) give_up_waiting();
  const auto replaced = replica_->replace_damaged(*damaged);
  if (!replaced) return complain("A damaged file cannot be replaced", replaced.error());
  if (!revoked_) start_from_assignment();
  connect_anew("a damaged file was replaced");
}

void LinkPump::connect_anew(const char* why) {
  line_.close();
  feed(sync::ConnectionClosed{{base::ErrorKind::Unavailable, why}});
}

}  // namespace einlass::link
