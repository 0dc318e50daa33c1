#include "server/app/run_server.h"

#include "core/base/assets.h"
#include "core/base/log.h"
#include "core/net/browser_certificate.h"
#include "core/net/certificate_authority.h"
#include "printing/badge/font_set.h"
#include "server/commands/reach.h"
#include "server/venue/desk.h"
#include "server/web/venue_server.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <optional>
#include <thread>

namespace einlass::server {
namespace {

net::Limits limits_of(const settings::ServerLimits& chosen) {
  net::Limits limits;
  limits.message_bytes = static_cast<std::size_t>(chosen.message_kib) << 10U;
  limits.connections = static_cast<std::size_t>(chosen.connections);
  limits.connections_per_peer = static_cast<std::size_t>(chosen.connections_per_address);
  limits.messages_per_second = chosen.messages_per_second;
  limits.idle = std::chrono::seconds(chosen.idle_seconds);
  return limits;
}

// The packaged fonts as kiosks may fetch them.
std::vector<venue::FontDocument> documents_of(const badge::FontSet& fonts, const std::filesystem::path& folder) {
  std::vector<venue::FontDocument> documents;
  for (const auto& [name, sha256] : fonts.files()) {
    venue::FontDocument document{
        .name = name, .file = folder / name, .size = std::filesystem::file_size(folder / name)};
    const auto bytes = base::from_hex(sha256).value();
    std::copy_n(bytes.begin(), document.hash.size(), document.hash.begin());
    documents.push_back(std::move(document));
  }
  return documents;
}

std::filesystem::path assets_of(const settings::ServerSettings& settings) {
  return settings.assets.empty() ? base::assets_directory() : settings.assets;
}

base::Result<std::unique_ptr<venue::Desk>> open_desk(const settings::ServerSettings& settings,
                                                     const base::Clock& clock) {
  const auto assets = assets_of(settings);
  const auto fonts = badge::FontSet::open(assets / "fonts");
  if (!fonts) return tl::make_unexpected(fonts.error());
  using Connectors = std::vector<settings::ConnectorSettings>;
  auto connectors =
      settings.connectors.empty() ? base::Result<Connectors>() : settings::read_connectors(settings.connectors);
  if (!connectors) return base::failed(connectors);
  const venue::DeskOptions options{.state_directory = settings.state_directory,
                                   .assets = assets,
                                   .clock = &clock,
                                   .font_set = (*fonts)->hash(),
                                   .fonts = documents_of(**fonts, assets / "fonts"),
                                   .built = base::Instant::from_unix_ms(std::int64_t{EINLASS_BUILT_S} * 1000),
                                   .connectors = *std::move(connectors)};
  // A command of einlass that began before the server has the directory to itself for a moment.
  for (int attempt = 0;; ++attempt) {
    auto desk = venue::Desk::open(options);
    if (desk || desk.error().kind != base::ErrorKind::AlreadyExists || attempt == 20) return desk;
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
}

// Who opens an event only when the first guest comes finds its damage too late.
void name_bad_events(venue::Desk& desk) {
  const auto events = desk.events().list();
  if (!events) return base::log_error("{}", events.error().message);
  for (const auto& event : *events) {
    if (!event.problem.empty()) base::log_error("the event \"{}\" cannot be used: {}", event.key, event.problem);
  }
}

// The day the disk dies is too late to think of it.
void remind_of_recovery_kit(venue::Desk& desk) {
  if (desk.backups().kit_was_saved().value_or(true)) return;
  base::log_warning(
      "no recovery kit was saved yet: without it, a server that is lost means pairing every kiosk anew; save one with "
      "einlass recovery-kit");
}

// For whoever started it, person or script: one line, once it listens.
void announce(const settings::ServerSettings& settings, const web::VenueServer& server,
              const net::CertificateAuthority& ca) {
  fmt::print("einlass-server {} listens on {}:{}, CA key SHA-256 {}\n", EINLASS_VERSION, settings.listen_address,
             server.port(), base::hex(ca.fingerprint()));
  std::fflush(stdout);
}

std::vector<std::string> hosts_now(const settings::ServerSettings& settings) {
  return commands::reachable_hosts(settings.public_addresses, settings.listen_address);
}

// The network may change while the server runs, and a certificate ends after a year.
void keep_current(const net::CertificateAuthority& ca, const settings::ServerSettings& settings,
                  web::VenueServer& server) {
  server.look_for_hosts();
  const auto names = commands::certificate_names(hosts_now(settings));
  const auto renewed = ca.server_certificate(names).and_then(
      [&](const auto& certificate) { return server.use_certificate(certificate); });
  if (!renewed) base::log_error("the certificate was not renewed: {}", renewed.error().message);
}

// The organisation's own, if it has one.
std::optional<net::BrowserCertificateWatch> watch_of(const settings::CertificateSettings& chosen,
                                                     const base::Clock& clock) {
  if (chosen.chain.empty()) return std::nullopt;
  return net::BrowserCertificateWatch({.chain = chosen.chain, .key = chosen.key, .host = chosen.host}, clock);
}

// Doors open whatever is wrong with it: kiosks know the server by its CA.
void keep_current(std::optional<net::BrowserCertificateWatch>& watch, web::VenueServer& server) {
  const auto renewed = watch ? watch->look() : std::nullopt;
  if (!renewed) return;
  if (const auto used = server.use_browser_certificate(renewed); !used)
    return base::log_error("{}", used.error().message);
  base::log_info("people open the pages under {}", renewed->host);
}

net::ServerOptions listen_options(const settings::ServerSettings& settings) {
  return {.address = settings.listen_address,
          .port = static_cast<std::uint16_t>(settings.port),
          .certificate = {},
          .limits = limits_of(settings.limits)};
}

}  // namespace

base::Result<void> run_server(const settings::ServerSettings& settings, const StopSignals& stop) {
  const base::SystemClock clock;
  auto listen = listen_options(settings);
  // A server that cannot listen leaves nothing behind: no venue is founded, no key made.
  if (auto free = net::TlsServer::try_address(listen); !free) return free;
  const auto desk = open_desk(settings, clock);
  if (!desk) return tl::make_unexpected(desk.error());
  name_bad_events(**desk);
  remind_of_recovery_kit(**desk);
  const auto ca = net::CertificateAuthority::open(settings.state_directory, clock);
  if (!ca) return tl::make_unexpected(ca.error());
  const auto certificate = ca->server_certificate(commands::certificate_names(hosts_now(settings)));
  if (!certificate) return tl::make_unexpected(certificate.error());
  listen.certificate = *certificate;

  const auto server = web::VenueServer::start({
      .desk = **desk,
      .clock = clock,
      .listen = listen,
      .ca_key = ca->fingerprint(),
      .hosts = [&settings] { return hosts_now(settings); },
      .state_directory = settings.state_directory,
      .software = "einlass-server " EINLASS_VERSION,
      .page_files = assets_of(settings) / "web",
      .ca_certificate = ca->certificate_der(),
      .ca_shown_fingerprint = ca->shown_fingerprint(),
  });
  if (!server) return tl::make_unexpected(server.error());
  announce(settings, **server, *ca);

  auto for_browsers = watch_of(settings.certificate, clock);
  keep_current(for_browsers, **server);
  while (!stop.arrive_within(std::chrono::minutes(1))) {
    keep_current(*ca, settings, **server);
    keep_current(for_browsers, **server);
  }
  base::log_info("stopping");
  return {};
}

}  // namespace einlass::server
