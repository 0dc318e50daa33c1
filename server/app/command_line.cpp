#include "server/app/command_line.h"

#include "core/settings/arguments.h"

#include <algorithm>
#include <charconv>
#include <filesystem>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace einlass::server {
namespace {

using settings::usual_server_config;

// "10.1.2.3:8443", "[::1]:8443"; port 0 is any free one. False: it is neither.
bool read_listen(const std::string& text, CommandLine& line) {
  const auto colon = std::min(text.rfind(':'), text.size());
  auto address = text.substr(0, colon);
  if (address.starts_with('[') && address.ends_with(']')) address = address.substr(1, address.size() - 2);
  const std::string digits = colon < text.size() ? text.substr(colon + 1) : "";
  int port = -1;
  const char* end = digits.data() + digits.size();
  const auto [stop, failed] = std::from_chars(digits.data(), end, port);
  if (address.empty() || failed != std::errc() || stop != end || port < 0 || port > 65535) return false;
  line.listen_address = std::move(address);
  line.port = port;
  return true;
}

base::Result<settings::ServerSettings> from_file(const std::string& config) {
  if (!config.empty()) return settings::read_server_settings(config);
  if (std::filesystem::exists(usual_server_config)) return settings::read_server_settings(usual_server_config);
  return settings::ServerSettings();
}

}  // namespace

CommandLine read_command_line(int argc, char** argv) {
  CommandLine line;
  CLI::App app("The venue server of Einlass: keeps the journal, serves kiosks over TLS.", "einlass-server");
  app.add_option("--config", line.config, fmt::format("settings file (else {}, if it exists)", usual_server_config));
  app.add_option("--state", line.state_directory, "state directory");
  const auto take_listen = [&line](const std::string& text) {
    if (!read_listen(text, line)) throw CLI::ValidationError("--listen", text + " is not like 0.0.0.0:8443");
  };
  app.add_option_function<std::string>("--listen", take_listen, "address and port to listen on, such as 0.0.0.0:8443");
  app.add_option("--log-level", line.log_level, "debug, info, warning or error")
      ->check(CLI::IsMember({"debug", "info", "warning", "error"}));
  app.set_version_flag("--version", "einlass-server " EINLASS_VERSION);
  line.exit_code = settings::read_arguments(app, argc, argv);
  return line;
}

base::Result<settings::ServerSettings> settings_of(const CommandLine& line) {
  auto settings = from_file(line.config);
  if (!settings) return settings;
  if (!line.state_directory.empty()) settings->state_directory = line.state_directory;
  if (!line.log_level.empty()) settings->log_level = line.log_level;
  if (line.port >= 0) {
    settings->listen_address = line.listen_address;
    settings->port = line.port;
  }
  return settings;
}

}  // namespace einlass::server
