// The team's screens.
#include "tests/kiosk/screens/gallery_parts.h"

#include <utility>

namespace einlass::screens {

using flow::BadgeStage;

namespace {

// Somebody of the team at work: of her pages those that look unlike each other.
flow::State staff_at(flow::Staff staff) {
  staff.member = {.number = 3, .name = "Wilhelmine Hohenlohe", .role = rules::Role::Host};
  flow::State state = in_service(std::move(staff));
  state.given.now = base::Instant::from_unix_ms(1'795'507'200'000);
  return state;
}

void add_sheets(std::vector<Shown>& all) {
  flow::State pin = in_service(flow::Staff{});
  pin.form = flow::Form{.fields = {{.id = "pin", .kind = flow::FieldKind::Pin, .text = "4729"}}};
  all.push_back({"staff_pin", std::move(pin)});
  flow::Staff search{.page = flow::SearchPage{}};
  search.search = {.sought = "gro",
                   .found = {{.ticket = rules::TicketId::random(),
                              .name = "Jürgen Groß",
                              .company = "Nordlicht GmbH",
                              .inside = 1,
                              .admitted = 1},
                             {.ticket = rules::TicketId::random(),
                              .name = long_name,
                              .company = "Stiftung",
                              .masked_email = "w…@example.org"}}};
  flow::State searching = staff_at(search);
  searching.form = flow::Form{.fields = {{.id = "search", .text = "gro", .required = false}}};
  all.push_back({"staff_search", std::move(searching)});
  rules::GuestSheet sheet;
  sheet.guest = rules::Guest{.full_name = long_name, .company = "Nordlicht GmbH"};
  sheet.ticket.places = 3;
  sheet.notes = {{.kind = rules::NoteKind::Access, .text = "Rollstuhl, Platz am Gang"}};
  flow::Staff guest{.page = flow::GuestPage{},
                    .guest = flow::OpenGuest{.ticket = rules::TicketId::random(), .sheet = sheet}};
  all.push_back({"staff_guest", staff_at(guest)});
  flow::Staff badge = guest;
  badge.news = flow::StaffNews::HostPrintsAgain;
  all.push_back({"staff_badge_by_host", staff_at(badge)});
  badge.news = flow::StaffNews::None;
  badge.guest->outcome = flow::Outcome{.admission = rules::AdmissionRefused{.refusal = rules::Refusal::BadgeDesk}};
  all.push_back({"staff_badge_desk", staff_at(badge)});
  guest.guest->outcome = flow::Outcome{.admission = rules::AdmissionRefused{.refusal = rules::Refusal::Unpaid}};
  all.push_back({"staff_refused", staff_at(guest)});
  guest.page = flow::QuestionPage{flow::StaffQuestion::WhyLetIn};
  all.push_back({"staff_question", staff_at(guest)});
  guest.guest->outcome.reset();
  guest.guest->sheet->instead = rules::ComesInstead{.transfer = {}, .of = "Aylin Öztürk"};
  guest.page = flow::GuestPage{};
  all.push_back({"staff_handed_on", staff_at(guest)});
  guest.page = flow::QuestionPage{flow::StaffQuestion::ReallyTakeBack};
  all.push_back({"staff_take_back", staff_at(guest)});
  all.push_back({"staff_status", staff_at({.page = flow::ListPage{flow::StaffPlace::Status}})});
}

void add_companions(std::vector<Shown>& all) {
  rules::GuestSheet sheet;
  sheet.guest = rules::Guest{.full_name = long_name};
  flow::Staff guest{.guest = flow::OpenGuest{.ticket = rules::TicketId::random(), .sheet = sheet}};
  guest.page = flow::QuestionPage{flow::StaffQuestion::WhichCompanion};
  all.push_back({"staff_companion", staff_at(guest)});
  guest.page = flow::FormPage{flow::FormPurpose::Companion};
  guest.draft.category = "interpreter";
  guest.trouble = base::ErrorKind::Refused;
  guest.draft.with = guest.guest->ticket;
  flow::State companion = staff_at(guest);
  companion.form = flow::Form{.fields = {{.id = "first_name", .kind = flow::FieldKind::Name, .required = false},
                                         {.id = "last_name", .kind = flow::FieldKind::Name, .required = false}}};
  all.push_back({"staff_companion_name", std::move(companion)});
}

// Two printers, one of them in trouble and short of labels, and a badge in doubt.
flow::State at_printers(flow::State state) {
  state.devices.printer = flow::PrinterState::Impaired;
  state.status = {.printers = {{.name = "links",
                                .place = "links vom Bildschirm",
                                .trouble = flow::PrinterTrouble::Jam,
                                .labels = 12},
                               {.name = "Zebra", .place = "am Empfang, neben der Garderobe", .labels = 31}},
                  .doubtful = {{.ticket = rules::TicketId::random(), .printer = "links"}},
                  .expected = 650,
                  .admitted = 312,
                  .inside = 309,
                  .badges_owed = 2,
                  .badges_printed = 310,
                  .own_badges = 104};
  return state;
}

void add_printers(std::vector<Shown>& all) {
  flow::State waits = with_badges(flow::Welcome{"Jürgen Groß"}, {BadgeStage::Printing}, "links vom Bildschirm");
  waits.visit.badges.front().trouble = flow::PrinterTrouble::Jam;
  all.push_back({"welcome_badge_waits", std::move(waits)});
  flow::State others = with_badges(flow::Welcome{}, {BadgeStage::Printing}, "am Empfang, neben der Garderobe");
  others.visit.badges.front().number = 9;
  for (const int number : {7, 8}) {
    others.left_printing.push_back(
        {.stage = BadgeStage::Printing, .collect_at = "am Empfang, neben der Garderobe", .number = number});
  }
  others.left_printing.back().trouble = flow::PrinterTrouble::Media;
  all.push_back({"welcome_badges_by_number", others});
  others.visit.badges.front() = {.stage = BadgeStage::Printing, .name = long_name};
  std::get<flow::Welcome>(others.screen).name = "Jürgen Groß";
  others.left_printing[0].name = long_name;
  others.left_printing[0].number = 0;
  others.left_printing[1].name = "Aylin Öztürk";
  others.left_printing[1].number = 2;
  all.push_back({"welcome_badges_by_name", std::move(others)});
  all.push_back({"attract_printers", at_printers(in_service(flow::Attract{}))});
  all.push_back({"staff_printers", at_printers(staff_at({.page = flow::ListPage{flow::StaffPlace::Status}}))});
  flow::Staff loading{.page = flow::QuestionPage{flow::StaffQuestion::LabelsLoaded}};
  loading.draft.printer = "Zebra";
  all.push_back({"staff_labels", at_printers(staff_at(loading))});
  rules::GuestSheet sheet;
  sheet.guest = rules::Guest{.full_name = long_name, .company = "Nordlicht GmbH"};
  const auto serial = rules::BadgeSerial::random();
  sheet.state.badges = {{.serial = serial, .status = rules::BadgeStatus::Unknown, .valid = true}};
  sheet.state.days[{}] = {.inside = 1, .admitted = 1};
  flow::State in_doubt = staff_at(
      {.page = flow::GuestPage{}, .guest = flow::OpenGuest{.ticket = rules::TicketId::random(), .sheet = sheet}});
  in_doubt.status = {.printers = {{.name = "links", .place = "links vom Bildschirm"}},
                     .doubtful = {{.printer = "links", .serial = serial}}};
  all.push_back({"staff_badge_in_doubt", std::move(in_doubt)});
}

void add_moves(std::vector<Shown>& all) {
  const auto event = [](std::uint8_t number, const std::string& name, int from_day, int to_day) {
    const auto at = [](int day) { return base::Instant::from_unix_ms(1'795'507'200'000 + day * 86'400'000LL); };
    return rules::Destination{.event = rules::EventId(base::IdBytes{number}),
                              .name = name,
                              .starts = at(from_day),
                              .ends = at(to_day),
                              .time_zone = "Europe/Berlin",
                              .today = from_day <= 0 && to_day >= 0};
  };
  flow::Staff staff{.page = flow::ListPage{flow::StaffPlace::Destinations}};
  staff.reading = 1;
  all.push_back({"staff_move_asking", staff_at(staff)});
  staff.reading = 0;
  flow::State alone = staff_at(staff);
  alone.devices.connected = false;
  all.push_back({"staff_move_alone", std::move(alone)});
  staff.destinations = rules::Destinations{.events = {}, .doors = {"Haupteingang", "Garten", "Nebeneingang Südflügel"}};
  all.push_back({"staff_move_nowhere", staff_at(staff)});
  const auto conference = event(1, "Digitalkonferenz der norddeutschen Wirtschaft und Verwaltung 2026", 1, 3);
  staff.destinations->events = {event(0, "Future Summit 2026", 0, 0), event(2, "Abendempfang", 0, 0), conference,
                                event(3, "Mittagstisch", -1, -1)};
  staff.destinations->events[3].rehearsal = true;
  all.push_back({"staff_move_events", staff_at(staff)});
  staff.draft.move = flow::PlannedMove{.to = conference, .door = "Nebeneingang Südflügel"};
  staff.page = flow::QuestionPage{flow::StaffQuestion::WhichDoor};
  all.push_back({"staff_move_door", staff_at(staff)});
  staff.page = flow::QuestionPage{flow::StaffQuestion::ReallyMove};
  all.push_back({"staff_move_confirm", staff_at(staff)});
  staff.trouble = base::ErrorKind::Unavailable;
  all.push_back({"staff_move_failed", staff_at(staff)});
  all.push_back({"staff_moving", staff_at({.page = flow::MovingPage{}, .draft = staff.draft})});
  all.push_back(
      {"staff_moved", staff_at({.page = flow::ListPage{flow::StaffPlace::Status}, .news = flow::StaffNews::Moved})});
  flow::State search = staff_at({.page = flow::SearchPage{}});
  search.form = flow::Form{.fields = {{.id = "search", .text = "", .required = false}}};
  all.push_back({.name = "staff_not_today", .what = std::move(search), .not_today = true});
}

}  // namespace

void add_staff(std::vector<Shown>& all) {
  add_sheets(all);
  add_companions(all);
  add_printers(all);
  add_moves(all);
}

}  // namespace einlass::screens
