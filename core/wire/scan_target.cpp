#include "core/wire/scan_target.h"

#include <string>

namespace einlass::wire {
namespace {

using Aim = std::variant<ScanTarget, rules::NotATicket>;

struct AimOf {
  const std::string& cleaned;
  const EventKeys& keys;

  Aim operator()(const rules::SignedCode&) const { return SignedTarget{cleaned}; }
  Aim operator()(const rules::OpaqueCode& code) const {
    return CodeTarget{.hash = rules::code_hash(keys.code_key, code.code)};
  }
  Aim operator()(const rules::BadgeCode& code) const { return BadgeTarget{code.serial}; }
  Aim operator()(const rules::NotATicket& kind) const { return kind; }
};

}  // namespace

Aim scan_target(std::string_view scanned, const EventKeys& keys) {
  const auto cleaned = rules::clean_scanned_text(scanned);
  return std::visit(AimOf{cleaned, keys}, rules::read_scanned_text(cleaned));
}

}  // namespace einlass::wire
