#include "core/settings/connector_settings.h"

#include "core/base/file.h"
#include "core/base/never_held.h"
#include "core/settings/key_table.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace einlass::settings {
namespace {

using base::ErrorKind;
using base::Result;
using Connectors = std::vector<ConnectorSettings>;

constexpr std::size_t largest_connectors_toml = 1U << 20U;
constexpr std::size_t longest_secret = 16U << 10U;
constexpr Elsewhere own_file{"kept in a file of its own, named by \"key_file\", or in a variable named by \"key_env\""};

Keys access_keys(ConnectorSettings& c) {
  return {
      {"name", "What it is called in commands and pages: letters, digits and dashes.", Text{&c.name}},
      {"kind", "What it is.",
       choice_of(c.kind, {"pimcore", "datahub", "eventbrite", "pretix", "campaign_monitor", "sewobe", "easyverein"})},
      {"url", "Its address, with the path that its interface lies under.", Text{&c.url}},
      {"key_file", "A file that holds nothing but its key, token or password; others may not read it.",
       Path{&c.key_file}},
      {"key_env", "Instead of a file: the environment variable that holds it.", Text{&c.key_env}},
      {"key", "", own_file},
      {"token", "", own_file},
      {"secret", "", own_file},
      {"password", "", own_file},
      {"apikey", "", own_file},
      {"user", "With kind = \"sewobe\": the name that goes with the password.", Text{&c.user}},
      {"organizer", "With kind = \"pretix\": the organizer's short name.", Text{&c.organizer}},
      {"reports", "With kind = \"sewobe\": the numbers of the saved reports that name the members.",
       TextList{&c.reports}},
  };
}

Keys way_keys(ConnectorSettings& c) {
  return {
      {"proxy", "Such as http://proxy.example.org:3128; empty: none.", Text{&c.proxy}},
      {"ca_file", "Certificates of those who may vouch for it, in PEM; empty: those that the machine trusts.",
       Path{&c.ca_file}},
      {"connect_seconds", "Seconds that a connection may take to come about.", Number{&c.connect_seconds, 1, 120}},
      {"reply_seconds", "Seconds that a request may take in all.", Number{&c.reply_seconds, 1, 600}},
      {"requests_per_minute", "Not more requests than so many.", Number{&c.requests_per_minute, 1, 6000}},
      {"reply_mib", "The longest answer in MiB.", Number{&c.reply_mib, 1, 256}},
  };
}

Keys pull_keys(ConnectorSettings& c) {
  return {
      {"page_size", "Rows of one page, where the system lets one choose.", Number{&c.page_size, 10, 1000}},
      {"pull_minutes", "Minutes between two pulls of what has changed; 0: only when somebody asks.",
       Number{&c.pull_minutes, 0, 1440}},
      {"full_pull_hour", "The hour of the day, by this machine's time zone, in which everything is read anew.",
       Number{&c.full_pull_hour, 0, 23}},
      {"overlap_seconds", "Seconds that a pull looks back behind the last one.", Number{&c.overlap_seconds, 0, 86'400}},
      {"column_prefix", "With kind = \"datahub\": \"o_\" up to Pimcore 10.", choice_of(c.column_prefix, {"", "o_"})},
      {"fields", "Where the system has what is needed, if not where it is looked for (see below).",
       TextTable{&c.fields}},
      {"kinds", "Kinds of membership: what the system calls the segment or type, and what it is called here.",
       TextTable{&c.kinds}},
  };
}

Keys keys_of(ConnectorSettings& connector) {
  auto keys = access_keys(connector);
  for (auto& key : way_keys(connector)) keys.push_back(std::move(key));
  for (auto& key : pull_keys(connector)) keys.push_back(std::move(key));
  return keys;
}

using Complaint = std::optional<std::string>;

Complaint about_name(const Connectors& connectors) {
  const auto& name = connectors.back().name;
  const bool plain = std::all_of(name.begin(), name.end(), [](char c) {
    return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || ('0' <= c && c <= '9') || c == '-';
  });
  if (name.empty() || !plain || name.size() > 40) {
    return "this connector needs a \"name\" of at most 40 letters, digits and dashes.";
  }
  const auto same = [&](const ConnectorSettings& c) { return c.name == name; };
  if (std::count_if(connectors.begin(), connectors.end(), same) == 1) return {};
  return fmt::format("two connectors are called \"{}\"; give each its own name.", name);
}

// What passes through the open network unencrypted would show the secret to everybody on the way.
bool stays_here(const std::string& url) {
  static constexpr std::array<std::string_view, 3> here = {"http://localhost", "http://127.0.0.1", "http://[::1]"};
  return std::any_of(here.begin(), here.end(), [&](std::string_view host) {
    return url.starts_with(host) && (url.size() == host.size() || url[host.size()] == ':' || url[host.size()] == '/');
  });
}

Complaint about_url(const ConnectorSettings& c) {
  if (!c.url.starts_with("https://") && !stays_here(c.url)) {
    return "\"url\" must begin with https:// (http:// only for this machine itself, such as http://localhost:8000).";
  }
  if (c.url.find_first_of("@?# ") != std::string::npos) {
    return "\"url\" must be an address without user, question mark, number sign and blanks.";
  }
  if (c.proxy.find('@') != std::string::npos) return "\"proxy\" must be an address without user and password.";
  return {};
}

Complaint about_key(const ConnectorSettings& c) {
  if (c.key_file.empty() != c.key_env.empty()) return {};
  return "name the secret in \"key_file\" or in \"key_env\", in one of them.";
}

Complaint about_kind(const ConnectorSettings& c) {
  const bool of_sewobe = c.kind == ConnectorKind::Sewobe;
  if (of_sewobe && (c.user.empty() || c.reports.empty())) return "this connector needs \"user\" and \"reports\".";
  if (!of_sewobe && !(c.user.empty() && c.reports.empty())) {
    return "\"user\" and \"reports\" do not belong to a connector of this kind; take them out.";
  }
  if ((c.kind == ConnectorKind::Pretix) == !c.organizer.empty()) return {};
  return c.organizer.empty() ? "this connector needs an \"organizer\"."
                             : "\"organizer\" does not belong to a connector of this kind; take it out.";
}

Complaint about_fields(const ConnectorSettings& c) {
  std::vector<std::string_view> names;
  for (const auto& field : connector_fields(c.kind)) names.push_back(field.name);
  for (const auto& [name, place] : c.fields) {
    if (std::find(names.begin(), names.end(), name) == names.end()) {
      return fmt::format("\"fields\" of this kind may name {}, and not \"{}\".", fmt::join(names, ", "), name);
    }
    // Whoever writes "ANREDE" into a field map would bring in what nobody may hold.
    if (base::is_never_held(place)) {
      return fmt::format(
          "\"fields\" must not read \"{}\": salutation, gender, age, birth date, passwords and tokens stay "
          "where they are.",
          place);
    }
  }
  return {};
}

// A list's fields are named by their keys there, which have no other letters.
Complaint about_list_fields(const ConnectorSettings& c) {
  if (c.kind != ConnectorKind::CampaignMonitor) return {};
  const auto event = field_of(c, "event"), attendance = field_of(c, "attendance");
  const auto is_key = [](const std::string& name) {
    return !name.empty() && std::all_of(name.begin(), name.end(), [](char letter) {
      return ('a' <= letter && letter <= 'z') || ('A' <= letter && letter <= 'Z') || ('0' <= letter && letter <= '9');
    });
  };
  if (is_key(event) && is_key(attendance) && event != attendance) return {};
  return "\"event\" and \"attendance\" in \"fields\" must be two names of letters and digits.";
}

Complaint complaint_of(Connectors& connectors) {
  auto& last = connectors.back();
  while (last.url.ends_with('/')) last.url.pop_back();
  if (auto wrong = about_name(connectors)) return wrong;
  for (const auto& check : {about_url, about_key, about_kind, about_fields, about_list_fields}) {
    if (auto wrong = check(last)) return wrong;
  }
  return {};
}

std::string fields_sample() {
  std::string sample = "\n# What \"fields\" may name, and what stands for it otherwise (\"\": it is not read):\n";
  for (const auto kind :
       {ConnectorKind::Pimcore, ConnectorKind::Datahub, ConnectorKind::Eventbrite, ConnectorKind::Pretix,
        ConnectorKind::CampaignMonitor, ConnectorKind::Sewobe, ConnectorKind::EasyVerein}) {
    sample += fmt::format("#\n# {}:\n", word(kind));
    for (const auto& [name, usual] : connector_fields(kind)) sample += fmt::format("#   {}: \"{}\"\n", name, usual);
  }
  return sample;
}

Result<std::string> read_key_file(const std::filesystem::path& file) {
  using std::filesystem::perms;
  auto text = base::read_file(file, longest_secret);
  std::error_code unknown;
  const auto mode = std::filesystem::status(file, unknown).permissions();
  if (!text || (mode & (perms::others_read | perms::others_write)) == perms::none) return text;
  return base::fail(ErrorKind::Refused, fmt::format("Every user of this machine may read or change the key in {}; "
                                                    "take the right from them with chmod o-rw.",
                                                    file.string()));
}

Result<std::string> read_key_env(const std::string& name) {
  if (const char* value = std::getenv(name.c_str())) return std::string(value);
  return base::fail(ErrorKind::NotFound, fmt::format("The environment variable {} is not set.", name));
}

}  // namespace

Result<Connectors> parse_connectors(const std::string& toml, const std::string& file_name) {
  Connectors connectors;
  const Repeated tables{.name = "connector",
                        .add = [&] { return keys_of(connectors.emplace_back()); },
                        .complaint = [&] { return complaint_of(connectors); }};
  const auto read = read_keys(toml, file_name, {}, {tables});
  if (!read) return tl::make_unexpected(read.error());
  return connectors;
}

Result<Connectors> read_connectors(const std::filesystem::path& file) {
  return base::read_file(file, largest_connectors_toml).and_then([&](const std::string& toml) {
    return parse_connectors(toml, file.string());
  });
}

Result<ConnectorSettings> connector_named(const Connectors& all, const std::string& name) {
  std::vector<std::string> names;
  for (const auto& connector : all) {
    if (connector.name == name) return connector;
    names.push_back(connector.name);
  }
  return base::fail(ErrorKind::NotFound, names.empty() ? "No connector is set up; connectors.toml names them."
                                                       : fmt::format("There is no connector \"{}\"; there are: {}.",
                                                                     name, fmt::join(names, ", ")));
}

Result<Secret> read_secret(const ConnectorSettings& connector) {
  auto text = connector.key_file.empty() ? read_key_env(connector.key_env) : read_key_file(connector.key_file);
  if (!text) return tl::make_unexpected(text.error());
  const auto end = text->find_last_not_of(" \t\r\n");
  text->resize(end == std::string::npos ? 0 : end + 1);
  if (!text->empty() && text->find_first_of("\r\n") == std::string::npos) return Secret(*std::move(text));
  return base::fail(ErrorKind::InvalidInput,
                    fmt::format("The secret of the connector \"{}\" must be one line of text.", connector.name));
}

std::string connectors_sample() {
  ConnectorSettings example{.name = "crm",
                            .url = "https://crm.example.org/__customermanagementframework/webservice",
                            .key_file = "/etc/einlass/crm.key"};
  return "# Systems that guests come from and attendance goes to, one block each; docs/connectors.md says how each is\n"
         "# set up. The values are examples.\n#\n# [[connector]]\n" +
         sample_of(keys_of(example)) + fields_sample();
}

}  // namespace einlass::settings
