// Somebody of the team at a kiosk of the summit, door "Main"; the venue has a dinner today, a lecture tomorrow and the
// opening of yesterday.
#pragma once

#include "tests/kiosk/flow/staff_walk.h"

namespace einlass::flow {

inline constexpr base::Milliseconds day = std::chrono::hours(24);

class StaffMoves : public StaffTest {
 protected:
  StaffMoves() {
    walk.config.event = summit.event;
    walk.config.door = "Main";
    walk.config.time_zone = "Europe/Berlin";
    walk.config.starts = walk.now;
    walk.config.ends = walk.now + std::chrono::hours(8);
  }

  rules::Destination event(std::uint8_t number, const std::string& name, base::Milliseconds from_now) const {
    return {.event = id_of<rules::EventId>(number),
            .name = name,
            .starts = walk.now + from_now,
            .ends = walk.now + from_now + std::chrono::hours(4),
            .time_zone = "Europe/Berlin",
            .today = from_now < day && from_now > -day};
  }
  rules::Destinations everything() const { return {.events = {yesterday, summit, dinner, tomorrow}, .doors = doors}; }

  void ask_where(rules::Role role = rules::Role::Staff) {
    sign_in(role);
    press(PlaceOpened{StaffPlace::Status});
    press_button("move");
  }
  void see_where() {
    ask_where();
    answer(everything());
  }
  std::vector<std::string> rows() const {
    std::vector<std::string> rows;
    for (const Row& row : walk.model().rows) rows.push_back(row.open.label + ", " + row.mark);
    return rows;
  }
  std::string body() const { return walk.model().body; }

  // To the question whether she really means it: the dinner, at the door where the kiosk stands.
  void choose_dinner() {
    see_where();
    press_button("event_2");
    choose_answer(0);
    ASSERT_EQ(headline(), "Check in for Dinner from now on?");
  }
  void confirm() { choose_answer(0); }
  std::vector<MoveKiosk> moves() const { return walk.asked_for<MoveKiosk>(); }
  void server_says(base::Result<void> done) { walk.give(DoneAtDoor{moves().back().token, std::move(done)}); }
  // As the stage does once the link has opened it.
  void kiosk_opens(const rules::Destination& opened, const std::string& door) {
    walk.config.event = opened.event;
    walk.config.event_name = opened.name;
    walk.config.door = door;
    walk.config.starts = opened.starts;
    walk.config.ends = opened.ends;
    walk.give(ServiceChanged{});
  }

  const rules::Destination summit = event(1, "Future Summit", base::Milliseconds(0));
  const rules::Destination dinner = event(2, "Dinner", std::chrono::hours(6));
  const rules::Destination tomorrow = event(3, "Lecture", day);
  const rules::Destination yesterday = event(4, "Opening", -day);
  std::vector<std::string> doors{"Garden", "Main"};
};

}  // namespace einlass::flow
