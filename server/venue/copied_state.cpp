#include "server/venue/copied_state.h"

#include "core/base/log.h"
#include "server/venue/state_files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

namespace einlass::venue {
namespace {

// File systems that keep no time of birth say 0, always.
base::Result<std::string> identity_of(const std::filesystem::path& file) {
  struct statx found {};
  if (::statx(AT_FDCWD, file.c_str(), 0, STATX_INO | STATX_BTIME, &found) != 0) {
    return base::fail(base::ErrorKind::Storage, fmt::format("{} cannot be read; correct its rights.", file.string()));
  }
  return fmt::format("{} {}.{:09}", found.stx_ino, found.stx_btime.tv_sec, found.stx_btime.tv_nsec);
}

}  // namespace

base::Result<void> end_sessions_of_copy(store::VenueStore& venue, const std::filesystem::path& file) {
  const auto identity = identity_of(file);
  if (!identity) return tl::make_unexpected(identity.error());
  const auto known = venue.setting(file_identity_setting);
  if (!known) return tl::make_unexpected(known.error());
  if (*known == *identity) return {};
  if (*known) {
    base::log_info("this venue was copied or restored: people sign in at the pages again");
    if (auto ended = venue.people().end_sessions_and_invitations(); !ended) return ended;
  }
  return venue.set_setting(file_identity_setting, *identity);
}

}  // namespace einlass::venue
