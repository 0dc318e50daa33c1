#include "server/venue/fleet.h"

#include <gtest/gtest.h>

namespace einlass::venue {
namespace {

using std::chrono_literals::operator""s;

rules::KioskId kiosk_id(int number) {
  return rules::KioskId(base::keyed_id({}, std::to_string(number)));
}

const base::Instant noon = base::Instant::from_unix_ms(1'795'000'000'000);

KioskTold told(std::vector<wire::PrinterReport> printers, base::Milliseconds ago = {}) {
  return {.connected = true,
          .report = wire::KioskReport{.printing = {.printers = std::move(printers)}},
          .reported = noon - ago};
}

class LabelsLeftTest : public testing::Test {
 protected:
  void add(KioskTold kiosk_told, bool revoked = false, std::optional<rules::EventId> other = std::nullopt) {
    const auto id = kiosk_id(static_cast<int>(kiosks.size()));
    kiosks.push_back({.id = id, .event = other.value_or(event), .revoked = revoked});
    said[id] = std::move(kiosk_told);
  }
  LabelsLeft left() const { return labels_left(kiosks, said, event); }

  rules::EventId event = rules::EventId::random();
  std::vector<store::KioskRecord> kiosks;
  std::map<rules::KioskId, KioskTold> said;
};

TEST_F(LabelsLeftTest, AreUnknownWhereNoPrinterTells) {
  EXPECT_FALSE(left().left);
  add(told({{.name = "A"}}));
  EXPECT_FALSE(left().left);
  EXPECT_EQ(left().uncounted, 1);
}

TEST_F(LabelsLeftTest, AreThoseOfAllPrintersOfTheEventsKiosks) {
  add(told({{.name = "A", .labels = 100}, {.name = "B"}}));
  add(told({{.name = "C", .labels = 50}}));
  add(told({{.name = "D", .labels = 7}}), true);
  add(told({{.name = "E", .labels = 9}}), false, rules::EventId::random());
  EXPECT_EQ(left().left, 150);
  EXPECT_EQ(left().uncounted, 1);
}

TEST_F(LabelsLeftTest, CountAPrinterOnceThatKiosksShareByWhatWasSaidLast) {
  add(told({{.name = "A", .labels = 100}}, 10s));
  add(told({{.name = "A", .labels = 90}}));
  add(told({{.name = "A", .labels = 95}}, 5s));
  add(told({{.name = "A"}}));
  EXPECT_EQ(left().left, 90);
  EXPECT_EQ(left().uncounted, 0);
}

TEST(StaleReports, AreOfKiosksThatLeftOrFellSilent) {
  auto kiosk = told({});
  EXPECT_FALSE(is_stale(kiosk, noon + 45s));
  EXPECT_TRUE(is_stale(kiosk, noon + 46s));
  kiosk.connected = false;
  EXPECT_TRUE(is_stale(kiosk, noon));
  EXPECT_FALSE(is_stale({}, noon));
}

}  // namespace
}  // namespace einlass::venue
