#include "core/wire/kiosk_notice.h"

#include "core/wire/canonical_json.h"
#include "core/wire/json_fields.h"

namespace einlass::wire {

template <typename F>
void fields_of(F& f, KioskNotice& notice) {
  f("de", notice.german);
  f("en", notice.english);
  f("until", notice.until);
}

std::string notice_document(const KioskNotice& notice) {
  return json_text(notice);
}

base::Result<KioskNotice> read_notice_document(std::string_view document) {
  const auto value = parse_json(document);
  if (!value) return tl::make_unexpected(value.error());
  KioskNotice notice;
  const auto read = read_fields(*value, notice);
  if (!read) return tl::make_unexpected(read.error());
  return notice;
}

}  // namespace einlass::wire
