#include "server/web/venue_server.h"

#include "core/base/log.h"
#include "core/net/local_socket.h"
#include "core/wire/messages.h"
#include "server/commands/admin_client.h"
#include "server/commands/command_lines.h"
#include "server/commands/command_table.h"
#include "server/commands/reach.h"
#include "server/web/answer_on_disk.h"
#include "server/web/delivery_thread.h"
#include "server/web/pull_thread.h"
#include "server/web/stops.h"
#include "server/web/venue_endpoint.h"
#include "server/web/worker_pool.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <variant>

namespace einlass::web {

class VenueServer::Impl {
 public:
  explicit Impl(const VenueServerOptions& options)
      : options_(options),
        thread_(options.clock),
        sessions_({.desk = options.desk, .thread = thread_, .clock = options.clock, .software = options.software}),
        pages_(pages_port(), options.clock,
               {.pages = options.page_files,
                .ca_certificate = options.ca_certificate,
                .ca_fingerprint = options.ca_shown_fingerprint}),
        endpoint_({.thread = thread_, .sessions = sessions_, .pages = pages_}, options.software) {}

  // What has been asked is done and answered; the server's own end lets the answers out.
  ~Impl() {
    deliveries_.stop();
    pulls_.stop();
    stops_.stop_all();
    systems_.stop();
    workers_.stop();  // what they end with is done on the thread
    askers_.stop();
    thread_.stop();
    admin_.reset();
    server_.reset();
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  base::Result<void> start() {
    options_.listen.websocket_target = wire::websocket_target;
    options_.listen.subprotocol = wire::websocket_subprotocol;
    options_.listen.body_limit = [usual = options_.listen.limits.message_bytes](const auto& head) {
      return pages::body_limit(head, usual);
    };
    auto server = net::TlsServer::start(options_.listen, endpoint_);
    if (!server) return tl::make_unexpected(server.error());
    server_ = std::move(*server);
    reach_ = {.hosts = {}, .port = server_->port(), .ca_key = options_.ca_key};
    if (auto noted = note_hosts(); !noted) return noted;
    if (auto opened = open_admin_socket(); !opened) return opened;
    sessions_.connect_outlet(outlet());
    pages_.feed().connect_outlet({.send = [this](auto id, auto text) { server_->send(id, std::move(text)); },
                                  .close = [this](auto id) { server_->close(id, {}); }});
    options_.desk.sources().use_asker([this](auto question) { return ask_source(std::move(question)); });
    thread_.start(turn());
    deliveries_.start();
    pulls_.start();
    return {};
  }

  void look_for_hosts() {
    thread_.post([this] { keep_hosts_current(); });
  }

  base::Result<void> use_browser_certificate(const std::optional<net::BrowserCertificate>& certificate) {
    if (auto used = server_->use_browser_certificate(certificate); !used) return used;
    std::optional<std::string> host;
    if (certificate) host = certificate->host;
    thread_.post([this, host = std::move(host)] {
      reach_.browser_host = host;
      if (auto saved = commands::save_reach(options_.state_directory, reach_); !saved) {
        base::log_error("{}", saved.error().message);
      }
    });
    return {};
  }

  const net::TlsServer& server() const { return *server_; }
  net::TlsServer& server() { return *server_; }

 private:
  base::Result<void> note_hosts() {
    auto hosts = options_.hosts();
    if (hosts == reach_.hosts) return {};
    reach_.hosts = std::move(hosts);
    const bool meant = commands::reach_this_machine_only({.hosts = {options_.listen.address}});
    if (!meant && commands::reach_this_machine_only(reach_)) {
      base::log_warning(
          "This machine has no address that others can reach, so pairing codes work on it alone; connect it to the "
          "kiosks' network.");
    }
    sessions_.use_hosts(reach_.hosts);
    return commands::save_reach(options_.state_directory, reach_);
  }

  void keep_hosts_current() {
    if (auto noted = note_hosts(); !noted) base::log_error("{}", noted.error().message);
  }

  DeskTurn turn() {
    auto& door = options_.desk.door();
    return {.begin = [&door] { return door.begin(); },
            .commit = [&door] { return door.commit(); },
            .after_answers = [this] { tell_of_rows(); },
            .time_passed =
                [this] {
                  sessions_.time_passed();
                  pages_.feed().time_passed();
                  index_ahead();
                  keep_retention();
                },
            .next_due =
                [this] {
                  return earlier(earlier(earlier(sessions_.next_due(), pages_.feed().next_due()), index_due_),
                                 retention_due_);
                }};
  }

  // A little each turn, so that no admission waits for it.
  void index_ahead() {
    constexpr std::size_t guests = 100;
    const bool nothing_left = options_.desk.guests().index_ahead(guests);
    index_due_ = nothing_left ? std::nullopt : std::optional(options_.clock.monotonic());
  }

  // At the start and once an hour; what is to be rewritten is so beside the desk's work.
  void keep_retention() {
    if (retention_due_ && options_.clock.monotonic() < *retention_due_) return;
    retention_due_ = options_.clock.monotonic() + venue::PrivacyDesk::check_every;
    thread_.post_behind([this] {
      run_now({.command = {.name = "retention.keep"}, .done = [](const commands::CommandOutcome& kept) {
                 if (!kept) base::log_error("What was kept long enough could not be erased: {}", kept.error().message);
               }});
    });
  }

  static std::optional<base::Milliseconds> earlier(const std::optional<base::Milliseconds>& one,
                                                   const std::optional<base::Milliseconds>& other) {
    return one && other ? std::min(*one, *other) : one ? one : other;
  }

  // Beside reports, which may take long.
  bool ask_source(venue::CodeQuestion question) {
    return askers_.post([this, question = std::move(question)] {
      thread_.post_behind([this, question, answer = question.ask()] {
        const auto taken = options_.desk.sources().answered(question, answer);
        if (!taken) base::log_error("a guest whom a source told of was not taken over: {}", taken.error().message);
        sessions_.source_answered();
        if (taken.value_or(false)) tell_kiosks();
      });
    });
  }

  void tell_of_rows() {
    auto rows = options_.desk.door().take_written();
    for (const auto& row : rows) pages_.feed().changed(row.entry.id.event);
    sessions_.rows_written(std::move(rows));
  }

  pages::VenuePort pages_port() {
    return {.desk = options_.desk,
            .on_desk = [this](auto job) { thread_.post_behind(std::move(job)); },
            .on_worker = [this](auto job) { return workers_.post(std::move(job)); },
            .begin =
                [this](const auto& command, const auto& caller, auto done) {
                  run_now({.command = command, .caller = caller, .done = done, .done_on_disk = done});
                }};
  }

  // Messages become text on the server's thread: the desk's is the one that everybody waits for.
  KioskOutlet outlet() {
    return {.send =
                [this](auto id, wire::Message message, auto sent) {
                  auto shared = std::make_shared<const wire::Message>(std::move(message));
                  server_->send(
                      id, [shared = std::move(shared)] { return wire::encode(*shared); }, std::move(sent));
                },
            .close = [this](auto id, auto reason) { server_->close(id, std::move(reason)); }};
  }

  base::Result<void> open_admin_socket() {
    auto opened =
        net::LocalServer::start(options_.state_directory / commands::admin_socket_name,
                                [this](const std::string& line, const net::LocalServer::Reply& reply) {
                                  const auto command = commands::read_command_line(line);
                                  if (!command) {
                                    return reply(commands::outcome_line(tl::make_unexpected(command.error())));
                                  }
                                  run_later(*command, reply);
                                });
    if (!opened) return tl::make_unexpected(opened.error());
    admin_ = std::move(*opened);
    return {};
  }

  // A command on its way: who asked, and where the outcome goes.
  struct Asked {
    commands::Command command;
    std::optional<venue::Caller> caller{};
    std::function<void(const commands::CommandOutcome&)> done;
    std::function<void(const net::BodySource&)> done_on_disk;  // of a long one
  };

  void run_later(const commands::Command& command, const net::LocalServer::Reply& reply) {
    Asked asked{.command = command,
                .done = [reply](const auto& outcome) { reply(commands::outcome_line(outcome)); },
                .done_on_disk = [reply](const auto& source) { reply(commands::outcome_line(source)); }};
    thread_.post_behind([this, asked = std::move(asked)] { run_now(asked); });
  }

  // On the desk thread.
  void run_now(const Asked& asked) {
    keep_hosts_current();  // a pairing code that is made a moment after the cable was plugged in
    commands::CommandContext context{.desk = options_.desk, .reach = reach_, .caller = asked.caller};
    auto begun = commands::begin(context, asked.command);
    auto* rest = std::get_if<commands::CommandRest>(&begun);
    const auto* handler = commands::find_command(asked.command.name);
    const bool is_done = rest != nullptr || std::get<commands::CommandOutcome>(begun);
    if (is_done && handler != nullptr && !handler->only_reads) tell_kiosks();
    if (is_done && handler != nullptr && handler->is_noted) deliveries_.wake();
    if (rest != nullptr) return run_elsewhere(*rest, asked);
    asked.done(std::get<commands::CommandOutcome>(begun));
  }

  void tell_kiosks() {
    tell_of_rows();
    pages_.feed().all_changed();
    sessions_.refresh();
  }

  // On the desk thread.
  void close(const commands::CommandRest& rest, const Asked& asked, const commands::CommandOutcome& outcome) {
    if (!rest.close) return asked.done(outcome);
    commands::CommandContext context{.desk = options_.desk, .reach = reach_, .caller = asked.caller};
    const auto closed = rest.close(context, outcome);
    if (closed) tell_kiosks();
    deliveries_.wake();
    asked.done(closed);
  }

  void run_elsewhere(const commands::CommandRest& rest, const Asked& asked) {
    auto later = asked;
    if (rest.at_once) later.done = [](const auto&) {};
    const bool taken =
        rest.stop ? run_at_system(rest, later) : workers_.post([this, rest, later] { work(rest, later); });
    if (taken && rest.at_once) asked.done(*rest.at_once);
    if (taken) return;
    close(rest, asked,
          base::fail(base::ErrorKind::Unavailable,
                     "The server is busy with too many other reports; ask again in a minute."));
  }

  bool run_at_system(const commands::CommandRest& rest, const Asked& asked) {
    const auto number = stops_.add(rest.stop);
    const bool taken = systems_.post([this, rest, asked, number] {
      work(rest, asked);
      stops_.remove(number);
    });
    if (!taken) stops_.remove(number);
    return taken;
  }

  // On a worker.
  void work(const commands::CommandRest& rest, const Asked& asked) {
    const auto* written = rest.work.target<commands::WrittenAnswer>();
    if (written != nullptr) {
      const auto source = on_disk(*written);
      return source ? asked.done_on_disk(*source) : asked.done(base::failed(source));
    }
    auto outcome = rest.work();
    if (!rest.close) return asked.done(outcome);
    thread_.post_behind([this, rest, asked, outcome = std::move(outcome)] {
      close(rest, asked, outcome);
      follow(rest, asked);
    });
  }

  // With whoever waits at the door between the steps.
  void follow(const commands::CommandRest& rest, const Asked& asked) {
    if (!rest.follow) return;
    thread_.post_behind([this, rest, asked] {
      commands::CommandContext context{.desk = options_.desk, .reach = reach_, .caller = asked.caller};
      const auto left = rest.follow(context);
      if (!left) base::log_warning("what follows from {} was not done: {}", asked.command.name, left.error().message);
      if (left.value_or(false)) follow(rest, asked);
    });
  }

  VenueServerOptions options_;
  commands::Reach reach_;                            // of the desk thread
  std::optional<base::Milliseconds> index_due_;      // likewise; nothing: all guests are in their index
  std::optional<base::Milliseconds> retention_due_;  // likewise; nothing: at once
  DeskThread thread_;
  WorkerPool workers_;
  WorkerPool systems_;  // for what waits for other systems, which may take as long as they like
  Stops stops_;         // of that
  WorkerPool askers_;   // of sources, for codes that nobody here knows
  DeliveryThread deliveries_{options_.desk, thread_};
  PullThread pulls_{options_.desk, thread_, [this] { tell_kiosks(); }};
  KioskSessions sessions_;
  pages::PagesEndpoint pages_;
  VenueEndpoint endpoint_;
  std::unique_ptr<net::TlsServer> server_;
  std::unique_ptr<net::LocalServer> admin_;
};

VenueServer::VenueServer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
VenueServer::~VenueServer() = default;

base::Result<std::unique_ptr<VenueServer>> VenueServer::start(const VenueServerOptions& options) {
  auto impl = std::make_unique<Impl>(options);
  if (auto started = impl->start(); !started) return tl::make_unexpected(started.error());
  return std::unique_ptr<VenueServer>(new VenueServer(std::move(impl)));
}

std::uint16_t VenueServer::port() const {
  return impl_->server().port();
}

void VenueServer::look_for_hosts() {
  impl_->look_for_hosts();
}

base::Result<void> VenueServer::use_certificate(const net::ServerCertificate& certificate) {
  return impl_->server().use_certificate(certificate);
}

base::Result<void> VenueServer::use_browser_certificate(const std::optional<net::BrowserCertificate>& certificate) {
  return impl_->use_browser_certificate(certificate);
}

}  // namespace einlass::web
