#include "server/venue/venue_traces.h"

#include "core/base/crypto.h"
#include "core/wire/event_pack.h"
#include "db/erasures.h"
#include "server/venue/state_files.h"

#include <utility>

namespace einlass::venue {

using base::Result;

namespace {

Result<void> forget_shared_list(store::VenueStore& venue, rules::EventId event) {
  const auto text = venue.setting(pack_history_setting(event));
  if (!text) return base::failed(text);
  if (!*text) return {};
  auto history = wire::read_pack_history(**text);
  if (!history) return base::failed(history);
  const auto list = std::exchange(history->shared_list, std::nullopt);
  if (!list) return {};
  if (auto gone = venue.remove_document(*list); !gone) return gone;
  return venue.set_setting(pack_history_setting(event), wire::pack_history_document(*history));
}

}  // namespace

Result<void> forget_notice(store::VenueStore& venue, const std::string& setting) {
  const auto document = venue.setting(setting);
  if (!document) return base::failed(document);
  if (!*document) return {};
  if (auto gone = venue.remove_document(base::sha256(**document)); !gone) return gone;
  return venue.remove_setting(setting);
}

Result<void> forget_beside_event(const std::filesystem::path& file, store::VenueStore& venue, rules::EventId event) {
  if (auto gone = store::forget_arrivals(file, event); !gone) return gone;
  if (auto gone = forget_shared_list(venue, event); !gone) return gone;
  return forget_notice(venue, notice_setting_of(event));
}

}  // namespace einlass::venue
