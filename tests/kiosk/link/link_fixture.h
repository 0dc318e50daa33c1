// A venue and the kiosk that is paired with it.
#pragma once

#include "tests/kiosk/link/link_world.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include <gtest/gtest.h>

namespace einlass::link {

inline std::optional<rules::Refusal> refusal(const AdmissionDecided& decided) {
  const auto* refused = std::get_if<rules::AdmissionRefused>(&decided.admission);
  if (refused == nullptr) return std::nullopt;
  return refused->refusal;
}

inline bool all_handed_over(const Totals& totals) {
  return totals.to_hand_over == 0;
}

class LinkTest : public testing::Test {
 protected:
  void SetUp() override { venue.start(); }

  void pair(Kiosk& each, const std::string& name, std::optional<std::uint16_t> port = std::nullopt) {
    venue.stop();
    auto code = venue.code(name);
    venue.start();
    if (port) code.port = *port;
    each.pair(code);
  }

  Venue venue;
  Kiosk kiosk;
};

}  // namespace einlass::link
