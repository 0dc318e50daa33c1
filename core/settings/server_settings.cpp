#include "core/settings/server_settings.h"

#include "core/base/file.h"
#include "core/settings/key_table.h"
#include "core/settings/printer_tables.h"

namespace einlass::settings {
namespace {

constexpr std::size_t largest_server_toml = 1U << 20U;

Keys keys_of(ServerSettings& s) {
  return {
      {"state_directory", "Where the server keeps everything: events, keys, certificates. One server per directory.",
       Path{&s.state_directory}},
      {"assets", "Presets, badge templates and fonts; empty: those installed with the program.", Path{&s.assets}},
      {"listen_address", "IP address on which it listens; 0.0.0.0: all of this machine.", Text{&s.listen_address}},
      {"port", "TCP port for kiosks and pages, always TLS; 0: any free one.", Number{&s.port, 0, 65535}},
      {"public_addresses",
       "Addresses or host names under which kiosks reach it, best first, for pairing codes; empty: this machine's own.",
       TextList{&s.public_addresses}},
      {"log_level", "How much it says on standard error.",
       choice_of(s.log_level, {"debug", "info", "warning", "error"})},
      {"connectors", "Systems that guests come from and attendance goes to; empty: connectors.toml beside this file.",
       Path{&s.connectors}},
      {"limits.message_kib", "Longest message in KiB.", Number{&s.limits.message_kib, 512, 65536}},
      {"limits.connections", "Connections at the same time.", Number{&s.limits.connections, 1, 100'000}},
      {"limits.connections_per_address", "Connections at the same time from one IP address.",
       Number{&s.limits.connections_per_address, 1, 100'000}},
      {"limits.messages_per_second", "Messages per second of one kiosk; a faster one is read more slowly.",
       Number{&s.limits.messages_per_second, 1, 1'000'000}},
      {"limits.idle_seconds", "Seconds of silence after which a connection is closed.",
       Number{&s.limits.idle_seconds, 5, 3600}},
      {"certificate.chain",
       "The organisation's own certificate for people's browsers, with those of its issuers, in PEM; looked at every "
       "minute; empty: none.",
       Path{&s.certificate.chain}},
      {"certificate.key", "Its key, in PEM, without a passphrase; no other user of the machine may read it.",
       Path{&s.certificate.key}},
      {"certificate.host", "The host name under which people open the pages; empty: the certificate's first.",
       Text{&s.certificate.host}},
  };
}

}  // namespace

base::Result<ServerSettings> parse_server_settings(const std::string& toml, const std::string& file_name) {
  ServerSettings settings;
  const auto read = read_keys(toml, file_name, keys_of(settings), {printer_tables(settings.printers)});
  if (!read) return tl::make_unexpected(read.error());
  if (settings.certificate.chain.empty() != settings.certificate.key.empty()) {
    return base::fail(base::ErrorKind::InvalidInput,
                      file_name + ": certificate.chain and certificate.key go together; name both or neither.");
  }
  return settings;
}

base::Result<ServerSettings> read_server_settings(const std::filesystem::path& file) {
  auto settings = base::read_file(file, largest_server_toml).and_then([&](const std::string& toml) {
    return parse_server_settings(toml, file.string());
  });
  const auto beside = file.parent_path() / "connectors.toml";
  std::error_code unknown;
  if (settings && settings->connectors.empty() && std::filesystem::exists(beside, unknown)) {
    settings->connectors = beside;
  }
  return settings;
}

std::string server_settings_sample() {
  ServerSettings defaults;
  return "# Settings of einlass-server. Every line that is commented out shows the default.\n\n" +
         sample_of(keys_of(defaults)) +
         "\n# Printers for einlass badge print, one block each; those of the doors stand in each kiosk's "
         "kiosk.toml.\n" +
         printer_sample();
}

}  // namespace einlass::settings
