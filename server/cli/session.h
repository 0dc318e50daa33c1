// What every command of `einlass` has at hand: where the state lies, how results are shown, the way to the venue.
// Made once per run; one thread.
#pragma once

#include "core/base/clock.h"
#include "core/base/file.h"
#include "core/settings/server_settings.h"
#include "server/commands/admin_client.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

namespace einlass::cli {

// Options before the command.
struct GlobalOptions {
  std::filesystem::path config;  // server.toml
  std::filesystem::path state;   // over the configuration's
  bool json = false;             // results as JSON, for scripts
};

class Session {
 public:
  explicit Session(const GlobalOptions& options) : options_(options) {}

  // Runs a command at the server, or in process. The first call opens the way.
  base::Result<boost::json::value> run(const std::string& command, const boost::json::object& arguments);
  // The file that the result has as "content", as it comes.
  base::Result<void> fetch(const std::string& command, const boost::json::object& arguments, commands::ContentKind kind,
                           const base::PieceTaker& take);

  base::Result<std::filesystem::path> state_directory() const;
  bool json() const { return options_.json; }
  std::filesystem::path assets() const;
  base::Result<std::filesystem::path> venue_assets() const;               // the configuration's, else the same
  base::Result<std::vector<settings::PrinterSettings>> printers() const;  // the configuration's
  // Addresses and port for pairing codes made without a server.
  void set_reach(std::vector<std::string> addresses, int port);

 private:
  std::filesystem::path config_file() const;                     // empty: none
  base::Result<settings::ServerSettings> configuration() const;  // the defaults where there is no file
  base::Result<commands::AdminOptions> admin_options() const;
  base::Result<commands::AdminClient*> open_way(const std::string& command);

  const GlobalOptions& options_;
  base::SystemClock clock_;
  std::vector<std::string> addresses_;
  int port_ = 0;
  std::optional<commands::AdminClient> client_;
};

// One sentence on standard error.
void complain(const std::string& sentence);

// 0, or 1 with its sentence.
int finish(const base::Result<void>& result);

// Prints to standard output where no file, or "-", is named; else writes the file whole.
base::Result<void> deliver(const std::string& content, const std::filesystem::path& output);
// A command's answer for programs, on a line of its own.
base::Result<void> deliver_json(const boost::json::value& result);

}  // namespace einlass::cli
