#include "server/cli/session.h"

#include "core/base/assets.h"
#include "core/base/file.h"
#include "core/settings/connector_settings.h"
#include "core/settings/server_settings.h"
#include "server/cli/text_table.h"
#include "server/commands/command_table.h"

#include <cstdlib>
#include <iostream>
#include <system_error>

#include <boost/json.hpp>
#include <fmt/format.h>
#include <unistd.h>

namespace einlass::cli {

namespace json = boost::json;
using base::ErrorKind;

std::filesystem::path Session::config_file() const {
  if (!options_.config.empty()) return options_.config;
  std::error_code unreadable;
  const std::filesystem::path usual = settings::usual_server_config;
  return std::filesystem::exists(usual, unreadable) ? usual : std::filesystem::path();
}

base::Result<settings::ServerSettings> Session::configuration() const {
  const auto config = config_file();
  if (config.empty()) return settings::ServerSettings{};
  return settings::read_server_settings(config);
}

base::Result<std::vector<settings::PrinterSettings>> Session::printers() const {
  return configuration().map([](const settings::ServerSettings& settings) { return settings.printers; });
}

base::Result<commands::AdminOptions> Session::admin_options() const {
  const auto settings = configuration();
  if (!settings) return tl::make_unexpected(settings.error());
  commands::AdminOptions admin;
  admin.desk.state_directory = options_.state.empty() ? settings->state_directory : options_.state;
  admin.desk.assets = settings->assets.empty() ? assets() : settings->assets;
  admin.desk.clock = &clock_;
  if (!settings->connectors.empty()) {
    auto connectors = settings::read_connectors(settings->connectors);
    if (!connectors) return base::failed(connectors);
    admin.desk.connectors = *std::move(connectors);
  }
  admin.public_addresses = addresses_.empty() ? settings->public_addresses : addresses_;
  const int port = port_ != 0 ? port_ : config_file().empty() ? 0 : settings->port;
  admin.port = static_cast<std::uint16_t>(port);
  return admin;
}

base::Result<commands::AdminClient*> Session::open_way(const std::string& command) {
  if (client_) return &*client_;
  auto options = admin_options();
  if (!options) return tl::make_unexpected(options.error());
  const auto* known = commands::find_command(command);
  options->may_found = known != nullptr && known->founds;
  auto client = commands::AdminClient::open(*options);
  if (!client) return tl::make_unexpected(client.error());
  client_ = std::move(*client);
  return &*client_;
}

base::Result<void> Session::fetch(const std::string& command, const json::object& arguments, commands::ContentKind kind,
                                  const base::PieceTaker& take) {
  return open_way(command).and_then([&](commands::AdminClient* client) {
    return client->fetch({.name = command, .arguments = json::serialize(arguments)}, kind, take);
  });
}

base::Result<json::value> Session::run(const std::string& command, const json::object& arguments) {
  const auto result = open_way(command).and_then([&](commands::AdminClient* client) {
    return client->run({.name = command, .arguments = json::serialize(arguments)});
  });
  if (!result) return tl::make_unexpected(result.error());
  boost::system::error_code failed;
  auto value = json::parse(*result, failed);
  if (failed) return base::fail(ErrorKind::Incompatible, "The server answers in another way; update both programs.");
  return value;
}

base::Result<std::filesystem::path> Session::venue_assets() const {
  return admin_options().map([](const commands::AdminOptions& options) { return options.desk.assets; });
}

base::Result<std::filesystem::path> Session::state_directory() const {
  return admin_options().map([](const commands::AdminOptions& options) { return options.desk.state_directory; });
}

std::filesystem::path Session::assets() const {
  return base::assets_directory();
}

void Session::set_reach(std::vector<std::string> addresses, int port) {
  addresses_ = std::move(addresses);
  port_ = port;
}

void complain(const std::string& sentence) {
  std::cerr << "einlass: " << sentence << '\n';
}

int finish(const base::Result<void>& result) {
  if (result) return EXIT_SUCCESS;
  complain(result.error().message);
  return EXIT_FAILURE;
}

base::Result<void> deliver(const std::string& content, const std::filesystem::path& output) {
  if (!output.empty() && output != "-") return base::write_file(output, content, base::FileMode::Private);
  const bool terminal = isatty(STDOUT_FILENO) == 1;  // files and other programs get every byte
  std::cout << (terminal ? harmless(content) : content) << std::flush;
  if (std::cout) return {};
  return base::fail(ErrorKind::Storage, "The output could not be written; is the disk full?");
}

base::Result<void> deliver_json(const boost::json::value& result) {
  return deliver(boost::json::serialize(result) + "\n", {});
}

}  // namespace einlass::cli
