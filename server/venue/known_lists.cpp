// Which guest lists this server has given to kiosks. Where a kiosk has another one, an import is missing here: the
// server was restored from a backup that is older, or got the event back from another kiosk. That is said until a list
// is imported. Settings of venue.db, so that a backup has them as they were.
#include "core/base/log.h"
#include "server/venue/venue_state.h"

namespace einlass::venue {
namespace {

constexpr std::size_t letters_kept = 16;  // of a version's 64
constexpr std::size_t versions_kept = 500;

std::string word_of(const base::Hash& version) {
  return base::hex(version).substr(0, letters_kept) + " ";
}

}  // namespace

base::Result<void> VenueState::note_list(rules::EventId event, const base::Hash& version) {
  const auto given = venue_.setting(given_lists_setting(event));
  if (!given) return tl::make_unexpected(given.error());
  auto words = given->value_or("");
  const auto word = word_of(version);
  if (words.find(word) != std::string::npos) return {};
  words += word;
  const auto most = versions_kept * word.size();
  if (words.size() > most) words.erase(0, words.size() - most);
  return venue_.set_setting(given_lists_setting(event), words);
}

base::Result<void> VenueState::see_list(rules::EventId event, const base::Hash& version, const std::string& kiosk) {
  const auto given = venue_.setting(given_lists_setting(event));
  if (!given) return tl::make_unexpected(given.error());
  if (given->value_or("").find(word_of(version)) != std::string::npos) return {};
  const auto lacks = lacks_list(event);
  if (!lacks) return tl::make_unexpected(lacks.error());
  if (*lacks) return {};
  base::log_warning(
      "kiosk {} has a guest list that this server does not have: import the newest list of its event once more", kiosk);
  return venue_.set_setting(lacks_list_setting(event), "yes");
}

base::Result<bool> VenueState::lacks_list(rules::EventId event) const {
  return venue_.setting(lacks_list_setting(event)).map([](const auto& noted) { return noted.has_value(); });
}

base::Result<void> VenueState::note_import(rules::EventId event) {
  return venue_.remove_setting(lacks_list_setting(event));
}

}  // namespace einlass::venue
