#include "server/venue/message_desk.h"

#include "core/base/crypto.h"
#include "server/venue/plain_text.h"
#include "server/venue/venue_traces.h"

#include <string>
#include <vector>

#include <fmt/format.h>

namespace einlass::venue {
namespace {

using base::ErrorKind;

base::Result<void> check(const MessageWish& wish) {
  for (const auto& text : {wish.german, wish.english}) {
    if (is_plain_name(text, wire::longest_notice)) continue;
    return base::fail(ErrorKind::InvalidInput,
                      fmt::format("A message to kiosks has a German and an English text, each of at most {} letters on "
                                  "one line; shorten it.",
                                  wire::longest_notice));
  }
  if (wish.lasts >= std::chrono::minutes(1) && wish.lasts <= MessageDesk::longest) return {};
  return base::fail(ErrorKind::InvalidInput, "A message is shown from 1 minute to 3 days; choose between.");
}

}  // namespace

base::Result<std::string> MessageDesk::setting_of(const std::string& event) {
  if (event.empty()) return std::string(notice_setting);
  const auto known = state_.event(event);
  if (!known) return base::failed(known);
  return notice_setting_of((*known)->record.id);
}

base::Result<wire::KioskNotice> MessageDesk::put(const MessageWish& wish) {
  if (auto fits = check(wish); !fits) return base::failed(fits);
  const auto setting = setting_of(wish.event);
  if (!setting) return base::failed(setting);
  if (auto forgotten = forget_notice(state_.venue(), *setting); !forgotten) return base::failed(forgotten);
  const wire::KioskNotice notice{.german = wish.german, .english = wish.english, .until = state_.now() + wish.lasts};
  const auto document = wire::notice_document(notice);
  const auto put = state_.venue().put_document(wire::notice_kind, wire::notice_kind, document);
  if (!put) return base::failed(put);
  return state_.venue().set_setting(*setting, document).map([&] { return notice; });
}

base::Result<void> MessageDesk::withdraw(const std::string& event) {
  const auto setting = setting_of(event);
  if (!setting) return base::failed(setting);
  const auto before = kept(*setting);
  if (!before) return base::failed(before);
  if (*before) return forget_notice(state_.venue(), *setting);
  return base::fail(ErrorKind::NotFound, "No message is shown there that could be withdrawn.");
}

base::Result<void> MessageDesk::forget_over() {
  const auto events = state_.venue().events();
  if (!events) return base::failed(events);
  std::vector<std::string> settings{notice_setting};
  for (const auto& event : *events) settings.push_back(notice_setting_of(event.id));
  for (const auto& setting : settings) {
    const auto still_shown = kept(setting);
    if (still_shown && *still_shown) continue;  // one that nobody can read is shown nowhere
    if (auto gone = forget_notice(state_.venue(), setting); !gone) return gone;
  }
  return {};
}

base::Result<std::optional<wire::KioskNotice>> MessageDesk::shown(const std::string& event) {
  return setting_of(event).and_then([&](const std::string& setting) { return kept(setting); });
}

base::Result<std::optional<wire::DocumentRef>> MessageDesk::document_for(rules::EventId event) {
  auto notice = kept(notice_setting_of(event));
  if (notice && !*notice) notice = kept(notice_setting);
  if (!notice) return base::failed(notice);
  if (!*notice) return std::optional<wire::DocumentRef>();
  const auto document = wire::notice_document(**notice);
  return wire::DocumentRef{
      .hash = base::sha256(document), .kind = wire::notice_kind, .name = wire::notice_kind, .size = document.size()};
}

base::Result<std::optional<wire::KioskNotice>> MessageDesk::kept(const std::string& setting) {
  const auto document = state_.venue().setting(setting);
  if (!document) return base::failed(document);
  if (!*document) return std::optional<wire::KioskNotice>();
  return wire::read_notice_document(**document).map([&](const wire::KioskNotice& notice) {
    return notice.until > state_.now() ? std::optional(notice) : std::nullopt;
  });
}

}  // namespace einlass::venue
