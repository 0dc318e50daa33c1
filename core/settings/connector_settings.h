// connectors.toml: the systems that guests come from and attendance goes to. Read at a program's start; plain values
// afterwards. Secrets are read when a run begins, so that a new key needs no restart.
#pragma once

#include "core/base/error.h"

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace einlass::settings {

enum class ConnectorKind { Pimcore, Datahub, Eventbrite, Pretix, CampaignMonitor, Sewobe, EasyVerein };
std::string_view word(ConnectorKind kind);  // "pimcore", "campaign_monitor" … as in the file

struct ConnectorSettings {
  std::string name;
  ConnectorKind kind = ConnectorKind::Pimcore;
  std::string url;                 // with the path that its interface lies under, without a slash at the end
  std::string user;                // SEWOBE
  std::string organizer;           // pretix
  std::filesystem::path key_file;  // one of the two
  std::string key_env;             // name of a variable
  std::string proxy;               // empty: none, whatever the environment says
  std::filesystem::path ca_file;   // empty: those that the machine trusts
  int connect_seconds = 10;
  int reply_seconds = 60;  // for all of a request
  int requests_per_minute = 60;
  int reply_mib = 32;
  int page_size = 100;
  int pull_minutes = 5;    // 0: only when somebody asks
  int full_pull_hour = 3;  // of the day by the machine's own time zone
  int overlap_seconds = 120;
  std::string column_prefix;                  // Datahub: "o_" up to Pimcore 10
  std::vector<std::string> reports;           // SEWOBE: numbers of saved reports
  std::map<std::string, std::string> fields;  // name -> what the system calls it; see connector_fields()
  std::map<std::string, std::string> kinds;   // of membership: segment or type as the system words it -> our word
};

// Names that `fields` of a kind may hold, and what stands for them where it does not. Empty: not read.
struct ConnectorField {
  std::string_view name;
  std::string_view usual;
};
const std::vector<ConnectorField>& connector_fields(ConnectorKind kind);
// Precondition: connector_fields() has the name.
std::string field_of(const ConnectorSettings& connector, std::string_view name);

// By what answers are read: another one where somebody changed `fields` or `kinds`, not where a version knows more
// names.
std::string field_map_of(const ConnectorSettings& connector);

// NotFound or Storage: the file cannot be read. InvalidInput: names the line, the key and what it may be.
base::Result<std::vector<ConnectorSettings>> read_connectors(const std::filesystem::path& file);
base::Result<std::vector<ConnectorSettings>> parse_connectors(const std::string& toml, const std::string& file_name);

// NotFound: no connector has the name; says which there are.
base::Result<ConnectorSettings> connector_named(const std::vector<ConnectorSettings>& all, const std::string& name);

// A secret, which no log and no message can print by mistake.
class Secret {
 public:
  explicit Secret(std::string value) : value_(std::move(value)) {}
  const std::string& reveal() const { return value_; }

 private:
  std::string value_;
};

// Refused: every user of the machine may read the file. NotFound: no such file or variable. InvalidInput: it is empty
// or more than one line.
base::Result<Secret> read_secret(const ConnectorSettings& connector);

// A commented file with every key: assets/config/connectors.toml.
std::string connectors_sample();

}  // namespace einlass::settings
