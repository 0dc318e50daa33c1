#include "db/seats_left.h"

#include "db/ceded_seats.h"
#include "db/lease_table.h"

#include <algorithm>
#include <chrono>
#include <optional>

namespace einlass::store {
namespace {

// Whoever was asked a question keeps her seat while she answers (docs/journal.md, Deciding).
constexpr std::chrono::minutes kHeldWhileAsked{2};

// One cap: of the whole event where `category` is empty.
struct CapCount {
  const rules::Cap& cap;
  std::optional<std::string> category;
};

bool asks_questions(const rules::EventPolicy& policy) {
  return std::any_of(policy.questions.begin(), policy.questions.end(),
                     [](const rules::Question& question) { return question.required && !question.consent; });
}

bool tickets_own_seats(const SeatsQuestion& question) {
  return question.policy.seats == rules::SeatRule::Owned;
}

std::string day_of(const SeatsQuestion& question) {
  return question.day ? question.day->iso() : std::string();
}

enum class Whose { Everybodys, OfNoOwner };

// Persons who are in or came, the disputed ones among them.
int persons_present(Connection& connection, const SeatsQuestion& question, const CapCount& count, Whose whose) {
  auto presence = connection.query(
      "SELECT coalesce(sum(inside + disputed), 0), coalesce(sum(admitted + disputed), 0), "
      "coalesce(sum(drawn_inside + drawn_disputed), 0), coalesce(sum(drawn_admitted + drawn_disputed), 0) FROM counts "
      "WHERE day = ?1 AND (?2 IS NULL OR category = ?2)");
  presence.bind(day_of(question), count.category).step();
  const int inside_or_admitted = count.cap.counts == rules::CapCounts::Inside ? 0 : 1;
  return presence.get<int>((whose == Whose::OfNoOwner ? 2 : 0) + inside_or_admitted);
}

int owned_seats(Connection& connection, const CapCount& count) {
  auto seats = connection.query("SELECT coalesce(sum(seats), 0) FROM owned_seats WHERE ?1 IS NULL OR category = ?1");
  seats.bind(count.category).step();
  return seats.get<int>(0);
}

// Per ticket: a guest who scans at two kiosks needs one seat, and none on top of the one that she sits on by now.
int seats_held_for_answers(Connection& connection, const SeatsQuestion& question, const CapCount& count) {
  if (!asks_questions(question.policy)) return 0;
  auto held = connection.query(
      "SELECT coalesce(sum(max(0, coalesce(guests.places, 1) - coalesce(came.admitted, 0))), 0) FROM ("
      "  SELECT DISTINCT entries.ticket AS ticket FROM entries "
      "  JOIN decisions ON decisions.scan = entries.scan AND decisions.step = entries.step "
      "  WHERE entries.venue_time > ?1 AND entries.kind = 'refused' AND entries.scan <> ?2 AND entries.ticket <> ?3 "
      "  AND json_extract(decisions.admission, '$.refusal') = 'needs_answers' AND NOT EXISTS ("
      "    SELECT 1 FROM decisions AS later WHERE later.scan = entries.scan AND later.step > entries.step)"
      ") AS asked LEFT JOIN guests ON guests.ticket = asked.ticket "
      "LEFT JOIN ticket_states ON ticket_states.ticket = asked.ticket "
      "LEFT JOIN ticket_days AS came ON came.ticket = asked.ticket AND came.day = ?6 "
      "WHERE (?4 IS NULL OR guests.category = ?4) AND NOT (?5 AND coalesce(guests.owns_seat, 0) "
      "AND NOT coalesce(ticket_states.seat_released, 0))");
  held.bind(question.now - kHeldWhileAsked, question.scan, question.ticket, count.category, tickets_own_seats(question),
            day_of(question))
      .step();
  return held.get<int>(0);
}

// Where tickets own their seats, these are taken whether their guests have come or not.
int seats_taken(Connection& connection, const SeatsQuestion& question, const CapCount& count) {
  if (!tickets_own_seats(question)) return persons_present(connection, question, count, Whose::Everybodys);
  return persons_present(connection, question, count, Whose::OfNoOwner) + owned_seats(connection, count);
}

int left_under(Connection& connection, const SeatsQuestion& question, const CapCount& count) {
  int taken = seats_taken(connection, question, count) + seats_held_for_answers(connection, question, count);
  taken += LeaseTable(connection).reserved(question.day, count.category, count.cap.counts);
  taken += CededSeats(connection).reserved(question.day, count.category, count.cap.counts);
  return std::max(0, count.cap.persons - taken);
}

// A list may be longer than a soft cap: its owners count once they came.
int persons_beyond(Connection& connection, const SeatsQuestion& question, const CapCount& count) {
  const bool hard = count.cap.kind == rules::CapKind::Hard;
  const int taken =
      hard ? seats_taken(connection, question, count) : persons_present(connection, question, count, Whose::Everybodys);
  return taken - count.cap.persons;
}

std::vector<rules::AdmissionDay> days_with_guests(Connection& connection) {
  std::vector<rules::AdmissionDay> days;
  auto row = connection.query("SELECT DISTINCT day FROM counts ORDER BY day");
  while (row.step()) days.push_back(base::VenueDay::parse(row.get<std::string>(0)));
  if (days.empty()) days.emplace_back();  // nobody has come yet, and seats are owned all the same
  return days;
}

}  // namespace

std::vector<CapOverrun> cap_overruns(Connection& connection, const rules::EventPolicy& policy) {
  auto caps = policy.category_caps;
  if (policy.cap) caps.emplace("", *policy.cap);
  std::vector<CapOverrun> overruns;
  for (const auto& day : days_with_guests(connection)) {
    const SeatsQuestion question{.policy = policy, .day = day, .category = {}, .scan = {}, .ticket = {}, .now = {}};
    for (const auto& [category, cap] : caps) {
      const auto of_category = category.empty() ? std::nullopt : std::optional(category);
      const int persons = persons_beyond(connection, question, {.cap = cap, .category = of_category});
      if (persons <= 0) continue;
      overruns.push_back({.category = category, .day = day, .cap = cap.persons, .kind = cap.kind, .persons = persons});
    }
  }
  return overruns;
}

rules::CapacityLeft seats_left(Connection& connection, const SeatsQuestion& question) {
  rules::CapacityLeft left;
  left.seat = {.source = rules::SeatSource::Pool, .lease = {}};
  const auto& policy = question.policy;
  if (policy.cap) left.event = left_under(connection, question, {.cap = *policy.cap, .category = std::nullopt});
  const auto cap = policy.category_caps.find(question.category);
  if (cap != policy.category_caps.end()) {
    left.category = left_under(connection, question, {.cap = cap->second, .category = question.category});
  }
  return left;
}

}  // namespace einlass::store
