#include "db/ceded_seats.h"

namespace einlass::store {

void CededSeats::put(const CededSeat& seat, const std::vector<rules::KioskId>& kiosks) {
  for (const auto& kiosk : kiosks) {
    connection_
        .query(
            "INSERT INTO ceded_seats VALUES (?, ?, ?, ?) ON CONFLICT (ticket, kiosk) DO UPDATE SET "
            "category = excluded.category, places = max(places, excluded.places)")
        .bind(seat.ticket, kiosk, seat.category, seat.places)
        .run();
  }
}

void CededSeats::acknowledge(rules::KioskId kiosk) {
  connection_.query("DELETE FROM ceded_seats WHERE kiosk = ?").bind(kiosk).run();
}

std::vector<rules::KioskId> CededSeats::waited_for() const {
  std::vector<rules::KioskId> kiosks;
  auto row = connection_.query("SELECT DISTINCT kiosk FROM ceded_seats");
  while (row.step()) kiosks.push_back(row.get<rules::KioskId>(0));
  return kiosks;
}

int CededSeats::reserved(const rules::AdmissionDay& day, const std::optional<std::string>& category,
                         rules::CapCounts counts) const {
  auto row = connection_.query(
      "SELECT coalesce(sum(max(0, ceded.places - coalesce(CASE WHEN ?3 THEN inside ELSE admitted END, 0) "
      "- coalesce(disputed, 0))), 0) FROM (SELECT ticket, category, max(places) AS places FROM ceded_seats "
      "WHERE ?2 IS NULL OR category = ?2 GROUP BY ticket) AS ceded "
      "LEFT JOIN ticket_days ON ticket_days.ticket = ceded.ticket AND ticket_days.day = ?1");
  row.bind(day ? day->iso() : std::string(), category, counts == rules::CapCounts::Inside).step();
  return row.get<int>(0);
}

}  // namespace einlass::store
