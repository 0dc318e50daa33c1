// What each rule comes to under each preset: one table, plain data, that every door must keep (policy_door.h). A row is
// a preset, what its organiser changed, how things stand, what is asked, and the answer to each who may ask.
#pragma once

#include "core/rules/fact.h"
#include "core/rules/refusal.h"
#include "core/rules/ticket.h"

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace einlass::policy {

// Who asks: a guest at a self-service kiosk, staff, or a host; the last two at a kiosk that is alone.
enum class Asker { Guest, Staff, Host, GuestAlone, StaffAlone };

// One ticket of category `category`, and the house around it. Minutes are counted from now.
struct Affairs {
  std::string category = "member";
  rules::TicketStatus status = rules::TicketStatus::Confirmed;
  rules::Payment payment = rules::Payment::Settled;
  int places = 1;
  bool listed = true;                    // false: a signed code that no list has
  std::optional<rules::How> registered;  // by staff or a host, and in no list
  std::vector<std::string> doors;        // of the ticket
  std::optional<int> valid_from;
  std::optional<int> valid_until;
  std::vector<std::pair<int, int>> hours;  // of the doors, instead of the event's: open for a day around now
  int came = 0;                            // persons of the ticket, on this admission day …
  int inside = 0;                          // … of whom so many are still in
  bool came_yesterday = false;             // all of them, and stayed
  bool approved = false;                   // by the host
  bool moved_up = false;                   // from the waiting list
  bool settled = false;                    // the payment, elsewhere
  bool seat_released = false;
  std::optional<rules::Refusal> set_aside;  // during this scan
  int others_in = 0;                        // persons without seats of their own who came and are in
  int others_gone = 0;                      // likewise, and have left
  int others_listed = 0;                    // persons with seats of their own who have not come
  std::string others_category = "guest";
};

struct Request {
  rules::How how = rules::How::Scan;
  int persons = 0;  // 0: all that are not in yet
};

// "admitted", "admitted 3" persons, "announced", a refusal's word, or "not_allowed": not in this way.
using Answers = std::map<Asker, std::string>;

struct PolicyCase {
  std::string preset;
  std::string rule;     // what the row is about: unique within its preset
  std::string changes;  // of the policy, as a merge patch
  Affairs affairs{};
  Request request{};
  Answers answers{};
};

const std::vector<std::string>& preset_names();
const std::vector<PolicyCase>& policy_cases();

// The table's rows by rule: presets that answer alike stand together. Used by the files that hold them.
struct RuleRow {
  std::string rule;
  std::string changes;
  Affairs affairs{};
  Request request{};
  Answers usual{};
  std::vector<std::pair<std::vector<std::string>, Answers>> but{};  // these presets answer otherwise
};
std::vector<RuleRow> ticket_rules();  // what speaks for or against a ticket, a person or a moment
std::vector<RuleRow> guest_rules();
std::vector<RuleRow> door_rules();  // ways in, doors, days, askers
std::vector<RuleRow> seat_rules();  // caps, seats, companions

// Answers as most rows have them.
Answers always(const std::string& word);
Answers online_and_alone(const std::string& online, const std::string& alone);
// A person admits: the guest is announced; alone she is the server's, unless told otherwise.
Answers by_person(const std::string& word, const std::string& guest_alone, const std::string& staff_alone);

}  // namespace einlass::policy
