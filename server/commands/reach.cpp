#include "server/commands/reach.h"

#include "core/base/file.h"
#include "core/net/own_addresses.h"
#include "core/net/server_address.h"

#include <algorithm>

#include <boost/json.hpp>

namespace einlass::commands {
namespace {

namespace json = boost::json;

constexpr std::size_t most_hosts = 8;     // of a pairing code (core/wire/pairing_code.h)
constexpr std::size_t longest_host = 63;  // likewise
constexpr std::size_t largest_file = 64U << 10U;

std::filesystem::path file_in(const std::filesystem::path& directory) {
  return directory / "reach.json";
}

// The name outlives a change of the network's addresses, so it must not be the one that finds no room.
std::vector<std::string> hosts_of(net::OwnAddresses own) {
  auto hosts = std::move(own.outward);
  auto name = std::move(own.host_name);
  if (hosts.empty() || name.empty() || name == "localhost") return hosts;
  if (name.find('.') == std::string::npos) name += ".local";
  if (name.size() > longest_host) return hosts;
  hosts.resize(std::min(hosts.size(), most_hosts - 1));
  hosts.push_back(std::move(name));
  return hosts;
}

bool is_loopback(const std::string& host) {
  return host.starts_with("127.") || host == "::1" || host == "localhost";
}

}  // namespace

std::vector<std::string> reachable_hosts(const std::vector<std::string>& wished, const std::string& listen_address) {
  const bool everywhere = listen_address.empty() || listen_address == "0.0.0.0" || listen_address == "::";
  auto hosts = wished;
  if (hosts.empty() && !everywhere) hosts = {listen_address};
  if (hosts.empty()) hosts = hosts_of(net::own_addresses());
  if (hosts.empty()) hosts = {"127.0.0.1"};
  if (hosts.size() > most_hosts) hosts.resize(most_hosts);
  return hosts;
}

std::string page_address(const Reach& reach) {
  const net::ServerAddress address{.host = reach.browser_host.value_or(reach.hosts.front()), .port = reach.port};
  auto text = address.text();
  if (address.port == 443) text.resize(text.rfind(':'));  // as browsers write it
  return "https://" + text;
}

bool reach_this_machine_only(const Reach& reach) {
  return std::all_of(reach.hosts.begin(), reach.hosts.end(), is_loopback);
}

std::vector<std::string> certificate_names(const std::vector<std::string>& hosts) {
  const auto own = net::own_addresses();
  auto names = hosts;
  names.insert(names.end(), own.outward.begin(), own.outward.end());
  if (!own.host_name.empty()) names.push_back(own.host_name);
  names.insert(names.end(), {"localhost", "127.0.0.1", "::1"});
  return names;
}

base::Result<void> save_reach(const std::filesystem::path& directory, const Reach& reach) {
  json::object saved{{"hosts", json::value_from(reach.hosts)}, {"port", reach.port}};
  if (reach.browser_host) saved["browser_host"] = *reach.browser_host;
  return base::write_file(file_in(directory), json::serialize(saved) + "\n");
}

base::Result<Reach> load_reach(const std::filesystem::path& directory) {
  const auto text = base::read_file(file_in(directory), largest_file);
  if (!text) return tl::make_unexpected(text.error());
  try {
    const auto saved = json::parse(*text);
    Reach reach{.hosts = json::value_to<std::vector<std::string>>(saved.at("hosts")),
                .port = json::value_to<std::uint16_t>(saved.at("port"))};
    if (const auto* host = saved.as_object().if_contains("browser_host")) {
      reach.browser_host = json::value_to<std::string>(*host);
    }
    return reach;
  } catch (const std::exception&) {
    return base::fail(base::ErrorKind::Storage,
                      file_in(directory).string() + " is damaged; start the server once to have it written anew.");
  }
}

}  // namespace einlass::commands
