// The table of policies, kept by the rules alone: presets as documents, their changes, and what decide() makes of them.
#include "core/rules/attendance.h"
#include "core/wire/policy_document.h"
#include "tests/support/policy/policy_affairs.h"
#include "tests/support/policy/policy_door.h"

#include <filesystem>
#include <set>

#include <gtest/gtest.h>

namespace einlass::policy {
namespace {

const base::Instant kNow = base::Instant::from_unix_ms(1'795'454'400'000);

// By one journal that knew all of it.
std::vector<rules::JournalEntry> entries_of(rules::TicketId ticket, const Arranged& arranged) {
  std::vector<rules::JournalEntry> entries;
  std::vector<rules::ScanRef> known;
  for (const auto& draft : arranged.entries) {
    if (draft.ticket != ticket) continue;
    rules::JournalEntry entry;
    entry.id = {.journal = rules::JournalId(base::IdBytes{1}), .event = arranged.ticket.event, .sequence = 0};
    entry.id.sequence = entries.size() + 1;
    entry.ticket = draft.ticket;
    entry.guest = draft.guest;
    entry.scan = draft.scan;
    entry.prior = known;
    entry.time.venue = kNow;
    entry.fact = draft.fact;
    const bool is_of_attendance =
        std::holds_alternative<rules::Admitted>(draft.fact) || std::holds_alternative<rules::Departed>(draft.fact);
    if (is_of_attendance) known = {{draft.scan->scan, ticket}};
    entries.push_back(std::move(entry));
  }
  return entries;
}

// As the projections of the store count (db/seats_left.cpp).
class House {
 public:
  House(const Arranged& arranged, const Stage& stage) : arranged_(arranged), stage_(stage) {}

  rules::CapacityLeft left_for(const rules::Ticket& ticket, bool alone) const {
    const auto& policy = stage_.policy;
    rules::CapacityLeft left;
    left.seat.source = alone ? rules::SeatSource::Lease : rules::SeatSource::Pool;
    if (policy.cap) left.event = alone ? 0 : left_under(*policy.cap, "");
    const auto cap = policy.category_caps.find(ticket.category);
    if (cap != policy.category_caps.end()) left.category = alone ? 0 : left_under(cap->second, ticket.category);
    return left;
  }

 private:
  bool owns_seat(rules::TicketId ticket) const {
    const bool released = rules::fold_ticket(entries_of(ticket, arranged_)).seat_released;
    for (const auto& row : arranged_.list) {
      if (row.ticket.id == ticket) return rules::owns_its_seat(row.ticket) && !released;
    }
    return false;
  }

  int left_under(const rules::Cap& cap, const std::string& category) const {
    const bool owned = stage_.policy.seats == rules::SeatRule::Owned;
    int taken = 0;
    for (const auto& row : arranged_.list) {
      const bool counts = category.empty() || row.ticket.category == category;
      if (counts && owned && owns_seat(row.ticket.id)) taken += row.ticket.places;
    }
    std::set<rules::TicketId> tickets;
    for (const auto& draft : arranged_.entries) tickets.insert(*draft.ticket);
    for (const auto ticket : tickets) {
      if (!(owned && owns_seat(ticket))) taken += persons_of(ticket, cap, category);
    }
    return std::max(0, cap.persons - taken);
  }

  int persons_of(rules::TicketId ticket, const rules::Cap& cap, const std::string& category) const {
    const auto state = rules::fold_ticket(entries_of(ticket, arranged_));
    const auto day = rules::admission_day(stage_.policy, stage_.zone, stage_.now);
    const auto found = state.days.find(day);
    if (found == state.days.end() || state.standing.empty()) return 0;
    if (!category.empty() && state.standing.front().category != category) return 0;
    return cap.counts == rules::CapCounts::Inside ? found->second.inside : found->second.admitted;
  }

  const Arranged& arranged_;
  const Stage& stage_;
};

class Rules final : public Door {
 public:
  std::vector<Asker> askers() const override {
    return {Asker::Guest, Asker::Staff, Asker::Host, Asker::GuestAlone, Asker::StaffAlone};
  }

  std::string answer(const PolicyCase& row, Asker asker) override {
    const auto preset = wire::Presets(std::filesystem::path(EINLASS_SOURCE_DIR) / "assets/presets").load(row.preset);
    const auto policy = wire::changed_policy(preset.value().policy, changes_of(row, kNow));
    if (!policy) return policy.error().message;
    const Stage stage{.event = rules::EventId(base::IdBytes{7}),
                      .policy = *policy,
                      .zone = base::VenueZone::open("Europe/Berlin", policy->day_starts_at).value(),
                      .now = kNow};
    const auto arranged = arrange(row, stage);
    if (!rules::may_come_by(row.request.how, decider_of(asker), *policy)) return "not_allowed";
    rules::Candidate candidate{.ticket = arranged.ticket,
                               .state = rules::fold_ticket(entries_of(arranged.ticket.id, arranged))};
    candidate.capacity = House(arranged, stage).left_for(arranged.ticket, is_alone(asker));
    const rules::AdmissionRequest request{.scan = arranged.scan,
                                          .how = row.request.how,
                                          .decider = decider_of(asker),
                                          .persons = row.request.persons,
                                          .door = "north"};
    return word_of(
        rules::decide({candidate}, request,
                      {.event = stage.event,
                       .policy = *policy,
                       .connectivity = is_alone(asker) ? rules::Connectivity::Alone : rules::Connectivity::Online,
                       .now = kNow,
                       .day = rules::admission_day(*policy, stage.zone, kNow)}));
  }
};

class PolicyTable : public testing::TestWithParam<std::string> {};

TEST_P(PolicyTable, IsKeptByTheRules) {
  Rules rules;
  expect_keeps_policies(rules, GetParam());
}

INSTANTIATE_TEST_SUITE_P(OfPreset, PolicyTable, testing::ValuesIn(preset_names()),
                         [](const auto& info) { return info.param; });

TEST(PolicyCases, HasEveryPackagedPresetAndNoRowTwice) {
  EXPECT_EQ(wire::Presets(std::filesystem::path(EINLASS_SOURCE_DIR) / "assets/presets").names(), preset_names());
  std::set<std::pair<std::string, std::string>> rows;
  for (const auto& row : policy_cases()) EXPECT_TRUE(rows.emplace(row.preset, row.rule).second) << row.rule;
  EXPECT_GE(rows.size(), 120U);
}

}  // namespace
}  // namespace einlass::policy
