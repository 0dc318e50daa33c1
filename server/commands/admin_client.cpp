#include "server/commands/admin_client.h"

#include "core/net/certificate_authority.h"
#include "server/commands/command_lines.h"
#include "server/commands/written_answer.h"
#include "server/venue/restored_places.h"

#include <thread>
#include <utility>

#include <fmt/format.h>

namespace einlass::commands {

using base::ErrorKind;

class AdminClient::Way {
 public:
  Way() = default;
  Way(const Way&) = delete;
  Way& operator=(const Way&) = delete;
  virtual ~Way() = default;
  virtual base::Result<std::string> run(const Command& command) = 0;
  virtual base::Result<void> fetch(const Command& command, ContentKind kind, const base::PieceTaker& take) = 0;
  virtual bool through_server() const = 0;
};

class AdminClient::Socket final : public Way {
 public:
  Socket(std::filesystem::path path, base::Milliseconds timeout) : path_(std::move(path)), timeout_(timeout) {}

  base::Result<std::string> run(const Command& command) override {
    return net::local_request(path_, command_line(command), timeout_).and_then(&read_outcome_line);
  }
  base::Result<void> fetch(const Command& command, ContentKind kind, const base::PieceTaker& take) override {
    ContentReader reader(kind, take);
    OutcomePieces pieces([&](std::string_view piece) { return reader.take(piece); });
    return net::local_request(path_, command_line(command), timeout_,
                              [&](std::string_view piece) { return pieces.take(piece); })
        .and_then([&] { return pieces.end(); })
        .and_then([&] { return reader.end(); });
  }
  bool through_server() const override { return true; }

 private:
  std::filesystem::path path_;
  base::Milliseconds timeout_;
};

class AdminClient::InProcess final : public Way {
 public:
  InProcess(std::unique_ptr<venue::Desk> desk, Reach reach) : desk_(std::move(desk)), reach_(std::move(reach)) {}

  base::Result<std::string> run(const Command& command) override {
    CommandContext context{.desk = *desk_, .reach = reach_};
    return commands::run(context, command);
  }
  base::Result<void> fetch(const Command& command, ContentKind kind, const base::PieceTaker& take) override {
    CommandContext context{.desk = *desk_, .reach = reach_};
    auto begun = begin(context, command);
    const auto* rest = std::get_if<CommandRest>(&begun);
    const auto* written = rest == nullptr ? nullptr : rest->work.target<WrittenAnswer>();
    if (written == nullptr) {
      ContentReader reader(kind, take);
      return finish(context, std::move(begun))
          .and_then([&](const std::string& answer) { return reader.take(answer); })
          .and_then([&] { return reader.end(); });
    }
    return report::write_to(written->write_content, take);
  }
  bool through_server() const override { return false; }

 private:
  std::unique_ptr<venue::Desk> desk_;
  Reach reach_;
};

namespace {

base::Result<Reach> reach_without_server(const AdminOptions& options) {
  const auto ca = net::CertificateAuthority::open(options.desk.state_directory, *options.desk.clock);
  if (!ca) return tl::make_unexpected(ca.error());
  auto reach = load_reach(options.desk.state_directory);
  if (!reach && reach.error().kind != ErrorKind::NotFound) return reach;
  if (!reach || !options.public_addresses.empty()) {
    const Reach served = reach.value_or(Reach{});
    reach = Reach{.hosts = reachable_hosts(options.public_addresses),
                  .port = served.port,
                  .ca_key = {},
                  .browser_host = served.browser_host};
  }
  if (options.port != 0) reach->port = options.port;
  reach->ca_key = ca->fingerprint();
  return reach;
}

// A mistyped directory must not become a venue of its own.
base::Result<void> expect_venue(const std::filesystem::path& directory) {
  if (venue::holds_traces_of_venue(directory)) return {};
  return base::fail(ErrorKind::NotFound, fmt::format("There is no venue in {}; name its directory with --state, or "
                                                     "make one with einlass event create.",
                                                     directory.string()));
}

}  // namespace

AdminClient::AdminClient(std::unique_ptr<Way> way) : way_(std::move(way)) {}
AdminClient::AdminClient(AdminClient&&) noexcept = default;
AdminClient& AdminClient::operator=(AdminClient&&) noexcept = default;
AdminClient::~AdminClient() = default;

base::Result<AdminClient> AdminClient::open(const AdminOptions& options) {
  const auto path = options.desk.state_directory / admin_socket_name;
  // A server that is starting or stopping holds the lock, but its socket does not answer: that takes moments.
  for (int attempt = 0;; ++attempt) {
    auto socket = std::make_unique<Socket>(path, options.timeout);
    const auto answer = socket->run({.name = "about"});
    if (answer) return AdminClient(std::move(socket));
    if (answer.error().kind != ErrorKind::NotFound) return tl::make_unexpected(answer.error());
    if (auto there = options.may_found ? base::Result<void>() : expect_venue(options.desk.state_directory); !there) {
      return tl::make_unexpected(there.error());
    }
    auto desk = venue::Desk::open(options.desk);
    if (desk) {
      auto reach = reach_without_server(options);
      if (!reach) return tl::make_unexpected(reach.error());
      return AdminClient(std::make_unique<InProcess>(std::move(*desk), std::move(*reach)));
    }
    if (desk.error().kind != ErrorKind::AlreadyExists || attempt == 20) return tl::make_unexpected(desk.error());
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
}

base::Result<std::string> AdminClient::run(const Command& command) {
  return way_->run(command);
}

base::Result<void> AdminClient::fetch(const Command& command, ContentKind kind, const base::PieceTaker& take) {
  return way_->fetch(command, kind, take);
}

bool AdminClient::through_server() const {
  return way_->through_server();
}

}  // namespace einlass::commands
