#include "kiosk/link/kept_notice.h"

#include "core/base/log.h"

#include <algorithm>

namespace einlass::link {

std::optional<wire::KioskNotice> kept_notice(const store::VenueStore& venue, const wire::Assignment& assignment) {
  const auto& documents = assignment.documents;
  const auto reference =
      std::find_if(documents.begin(), documents.end(), [](const auto& each) { return each.kind == wire::notice_kind; });
  if (reference == documents.end()) return std::nullopt;
  const auto document = venue.document(reference->hash);
  const auto notice = wire::read_notice_document(document && *document ? (*document)->content : std::string());
  if (notice) return *notice;
  base::log_error("The organiser's message cannot be read: {}", notice.error().message);
  return std::nullopt;
}

std::optional<std::optional<wire::KioskNotice>> NoticeBoard::change(base::Instant venue_now) {
  if (notice_ && notice_->until <= venue_now) notice_.reset();
  if (notice_ == shown_) return std::nullopt;
  shown_ = notice_;
  return shown_;
}

}  // namespace einlass::link
