// Badges apart from admission, from the link's answer to the entry and the words.
#include "tests/kiosk/stage/printing_stage.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::stage {
namespace {

class BadgePolicyStage : public PrintingStage {
 protected:
  BadgePolicyStage() { make_stage({}); }

  void serve(const rules::BadgeRule& badge, const std::string& door) {
    open();
    link::Assigned assigned;
    assigned.policy.badge = badge;
    assigned.door = door;
    assigned.templates["card"] =
        base::read_file(std::filesystem::path(EINLASS_BINARY_DIR) / "share/einlass" / "badges/card-86x54.svg").value();
    say(assigned);
  }
  link::AdmissionDecided decided(const std::string& last_name, rules::Admission admission) {
    auto answer = granted(link_.asked.back().scan);
    const auto ticket = answer.tickets.front().ticket.id;
    answer.tickets.front().guest->last_name = last_name;
    if (auto* refused = std::get_if<rules::AdmissionRefused>(&admission)) refused->ticket = ticket;
    if (auto* in = std::get_if<rules::AdmissionGranted>(&admission)) in->ticket = ticket;
    answer.admission = std::move(admission);
    return answer;
  }
  std::string badge_line() const { return display_.shown.badges.empty() ? "" : display_.shown.badges.front().text; }
};

TEST_F(BadgePolicyStage, WhatADeskPrintsForWhoIsNotInIsAheadOfHerAdmission) {
  serve({.template_name = "card", .desks = {"Badge desk"}}, "Badge desk");
  scan("TICKET-1");
  say(decided("Müller",
              rules::AdmissionRefused{.refusal = rules::Refusal::BadgeDesk, .owed_badges = {1}, .badges_ahead = {2}}));
  std::map<int, rules::PrintReason> reasons;
  std::size_t answered = 0;
  ASSERT_TRUE(ui_.pump_until([&] {
    for (; answered < link_.written.size(); ++answered) {
      const auto& written = link_.written[answered];
      const auto* started = written.draft ? std::get_if<rules::BadgeStarted>(&written.draft->fact) : nullptr;
      if (started != nullptr) reasons[started->place_number] = started->reason;
      stage_->post_link()(link::Written{.token = written.token, .row = std::optional<rules::JournalRow>()});
    }
    return reasons.size() == 2;
  })) << "one after the other";
  EXPECT_EQ(reasons,
            (std::map<int, rules::PrintReason>{{1, rules::PrintReason::Owed}, {2, rules::PrintReason::Ahead}}));
}

TEST_F(BadgePolicyStage, ABadgePrintedBeforehandIsFetchedByFamilyName) {
  serve({.template_name = "card", .pick_up = {{"A", "K", {{"de", "Tisch A–K"}}}, {"L", "Z", {{"de", "Tisch L–Z"}}}}},
        "Haupteingang");
  rules::AdmissionGranted in;
  in.badges_wait = rules::BadgeHint::Ready;
  scan("TICKET-1");
  say(decided("Müller", in));
  EXPECT_THAT(badge_line(), testing::HasSubstr("Tisch L–Z"));
  EXPECT_TRUE(link_.written.empty()) << "no second one is printed";
}

TEST_F(BadgePolicyStage, WhereNoDeskHasLettersTheBadgeDesksDoorIsNamed) {
  serve({.template_name = "card", .print_at = rules::PrintAt::Desk, .desks = {"Foyer", "Galerie"}}, "Haupteingang");
  rules::AdmissionGranted in;
  in.badges_wait = rules::BadgeHint::AtDesk;
  scan("TICKET-1");
  say(decided("Müller", in));
  EXPECT_THAT(badge_line(), testing::HasSubstr("Foyer, Galerie"));
}

}  // namespace
}  // namespace einlass::stage
