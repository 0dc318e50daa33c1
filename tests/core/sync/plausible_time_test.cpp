#include "core/sync/plausible_time.h"

#include <gtest/gtest.h>

namespace einlass::sync {
namespace {

using std::chrono::hours;

const base::Instant starts = base::Instant::from_unix_ms(1'795'000'000'000);

rules::EventFrame evening() {
  rules::EventFrame event;
  event.starts = starts;
  event.ends = starts + hours(5);
  return event;
}

TEST(PlausibleTime, IsWithinADayOfTheEvent) {
  const rules::EventPolicy policy;
  EXPECT_TRUE(is_plausible(starts - hours(24), evening(), policy));
  EXPECT_FALSE(is_plausible(starts - hours(25), evening(), policy));
  EXPECT_TRUE(is_plausible(starts + hours(29), evening(), policy));
  EXPECT_FALSE(is_plausible(starts + hours(30), evening(), policy));
}

TEST(PlausibleTime, ReachesAsFarAsTheDoors) {
  rules::EventPolicy policy;
  policy.doors_hours = {{.opens = starts - hours(10), .closes = starts + hours(9)}};
  EXPECT_TRUE(is_plausible(starts - hours(34), evening(), policy));
  EXPECT_TRUE(is_plausible(starts + hours(33), evening(), policy));
  EXPECT_FALSE(is_plausible(starts + hours(34), evening(), policy));
}

// Alone, with a plain ticket, at a time that cannot be right.
rules::Admission decided(rules::EventPolicy policy, rules::Ticket ticket = {}) {
  std::vector<rules::Candidate> candidates{{.ticket = std::move(ticket)}};
  leave_time_to_server(policy, candidates);
  return rules::decide(candidates, {},
                       {.event = {}, .policy = policy, .connectivity = rules::Connectivity::Alone, .now = {}});
}

bool is_left_to_server(const rules::Admission& admission) {
  const auto* refused = std::get_if<rules::AdmissionRefused>(&admission);
  return refused != nullptr && refused->refusal == rules::Refusal::NeedsServer;
}

TEST(PlausibleTime, AKioskThatDoesNotKnowItDecidesOnlyWhereItMakesNoDifference) {
  rules::EventPolicy policy;
  policy.alone = rules::AloneRule::Admit;
  policy.admission_counts_for = rules::AdmissionSpan::Event;
  EXPECT_TRUE(std::holds_alternative<rules::AdmissionGranted>(decided(policy)));
  rules::Ticket morning;
  morning.valid_until = starts;
  EXPECT_TRUE(is_left_to_server(decided(policy, morning)));
  auto with_doors = policy;
  with_doors.doors_hours = {{.opens = starts, .closes = starts + hours(9)}};
  EXPECT_TRUE(is_left_to_server(decided(with_doors))) << "it is not too early: nobody knows";
  policy.admission_counts_for = rules::AdmissionSpan::VenueDay;
  EXPECT_TRUE(is_left_to_server(decided(policy))) << "nobody knows the day";
}

}  // namespace
}  // namespace einlass::sync
