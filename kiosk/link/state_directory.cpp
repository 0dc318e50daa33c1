#include "kiosk/link/state_directory.h"

#include "core/base/bytes.h"
#include "core/base/file.h"

#include <algorithm>
#include <system_error>

#include <fmt/format.h>

namespace einlass::link {
namespace {

using base::ErrorKind;
using base::Result;

constexpr std::string_view event_suffix = ".db";

}  // namespace

Result<wire::KioskIdentity> StateDirectory::identity() const {
  const auto file = root_ / "identity.json";
  const auto text = base::read_file(file);
  if (!text && text.error().kind == ErrorKind::NotFound) {
    return base::fail(
        ErrorKind::NotFound,
        fmt::format(
            "There is no pairing in {}; hold a pairing code up to this kiosk (\"einlass kiosk pair\" on the server "
            "makes one).",
            root_.string()));
  }
  if (!text) return tl::make_unexpected(text.error());
  auto identity = wire::read_kiosk_identity(*text);
  if (!identity) {
    return base::fail(ErrorKind::Storage,
                      fmt::format("The file {} is damaged; pair this kiosk again with a new code.", file.string()));
  }
  return identity;
}

Result<void> StateDirectory::put_identity(const wire::KioskIdentity& identity) const {
  return base::write_file(root_ / "identity.json", wire::kiosk_identity_document(identity), base::FileMode::Private);
}

Result<base::SecretKey> StateDirectory::replica_key() const {
  const auto file = root_ / "replica.key";
  const auto text = base::read_file(file);
  if (!text && text.error().kind == ErrorKind::NotFound) {
    const auto key = base::random_key();
    auto written = base::write_file(file, base::hex(key), base::FileMode::Private);
    if (!written) return tl::make_unexpected(written.error());
    return key;
  }
  if (!text) return tl::make_unexpected(text.error());
  const auto bytes = base::from_hex(*text);
  base::SecretKey key{};
  if (!bytes || bytes->size() != key.size()) {
    return base::fail(
        ErrorKind::Storage,
        fmt::format("The file {} is damaged: what is kept here about guests cannot be read; restore it or "
                    "pair this kiosk with a new state directory.",
                    file.string()));
  }
  std::copy(bytes->begin(), bytes->end(), key.begin());
  return key;
}

// The server's word for a font set is a hash in hexadecimal; whatever it is, it names one folder here.
std::filesystem::path StateDirectory::fonts_folder(const std::string& font_set) const {
  return root_ / "fonts" / base::hex(base::sha256(font_set)).substr(0, 32);
}

std::filesystem::path StateDirectory::event_file(rules::EventId event) const {
  return root_ / "events" / (event.text() + std::string(event_suffix));
}

Result<std::vector<rules::EventId>> StateDirectory::events() const {
  std::vector<rules::EventId> found;
  std::error_code failed;
  std::filesystem::create_directories(root_ / "events", failed);
  for (const auto& entry : std::filesystem::directory_iterator(root_ / "events", failed)) {
    if (entry.path().extension() != event_suffix) continue;
    if (const auto id = rules::EventId::parse(entry.path().stem().string())) found.push_back(*id);
  }
  if (failed) {
    return base::fail(ErrorKind::Storage,
                      fmt::format("The folder {} cannot be read: {}.", (root_ / "events").string(), failed.message()));
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace einlass::link
