// server.toml: how one venue server runs. Read once at its start; a plain value afterwards.
#pragma once

#include "core/base/error.h"
#include "core/settings/printer_settings.h"

#include <filesystem>
#include <string>
#include <vector>

namespace einlass::settings {

struct ServerLimits {
  int message_kib = 1024;
  int connections = 512;
  int connections_per_address = 128;
  int messages_per_second = 1000;
  int idle_seconds = 30;
};

// The organisation's own, for people's browsers; both paths or none.
struct CertificateSettings {
  std::filesystem::path chain;
  std::filesystem::path key;
  std::string host;  // empty: the certificate's first
};

struct ServerSettings {
  std::filesystem::path state_directory = "/var/lib/einlass/server";
  std::filesystem::path assets;  // empty: beside the program
  std::string listen_address = "0.0.0.0";
  int port = 8443;
  std::vector<std::string> public_addresses;  // empty: this machine's own
  std::string log_level = "info";
  std::filesystem::path connectors;  // empty: no file
  ServerLimits limits;
  CertificateSettings certificate;
  std::vector<PrinterSettings> printers;  // of einlass badge print; kiosks have their own
};

// Read by einlass-server and einlass where no other file is named, if it exists.
inline constexpr const char* usual_server_config = "/etc/einlass/server.toml";

// `connectors` is the connectors.toml beside the file where it names none and there is one.
// NotFound or Storage: the file cannot be read. InvalidInput: names the line, the key and what it may be.
base::Result<ServerSettings> read_server_settings(const std::filesystem::path& file);
base::Result<ServerSettings> parse_server_settings(const std::string& toml, const std::string& file_name);

// A commented file with every key and its default: assets/config/server.toml.
std::string server_settings_sample();

}  // namespace einlass::settings
