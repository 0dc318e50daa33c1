// Under which addresses kiosks and people's browsers reach this venue's server. A running server leaves them in the
// state directory, so that pairing codes can also be made while it is stopped.
#pragma once

#include "core/base/error.h"
#include "core/net/certificate_authority.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace einlass::commands {

struct Reach {
  std::vector<std::string> hosts;  // IP addresses and names, best first; 1 … 8
  std::uint16_t port = 8443;
  net::CaFingerprint ca_key{};
  std::optional<std::string> browser_host{};  // of the organisation's own certificate (net::BrowserCertificate::host)
};

// Where people open the pages, for links: "https://einlass.example.org:8443". By the name that browsers trust, else the
// best host, of which they warn until they trust the venue's CA. No port where it is 443.
std::string page_address(const Reach& reach);

// `wished` from the settings, else the one address that is listened on, else this machine's addresses and its name in
// the local network (RFC 6762), else loopback.
std::vector<std::string> reachable_hosts(const std::vector<std::string>& wished,
                                         const std::string& listen_address = "0.0.0.0");

// No other machine gets there.
bool reach_this_machine_only(const Reach& reach);

// All names that the server's certificate should bear: those, this machine's addresses, and loopback.
std::vector<std::string> certificate_names(const std::vector<std::string>& hosts);

// DIRECTORY/reach.json: all but the key, as last served. The key comes from the CA.
base::Result<void> save_reach(const std::filesystem::path& directory, const Reach& reach);
base::Result<Reach> load_reach(const std::filesystem::path& directory);  // NotFound: no server has run yet

}  // namespace einlass::commands
