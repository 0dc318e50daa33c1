// What of an attendance leaves the house; it differs per kind of target (docs/privacy.md, Who receives what).
// what OutboxRow carries: canonical JSON, equal where nothing changed. Pure; used by the desk.
#pragma once

#include "core/base/instant.h"
#include "core/rules/outbox_row.h"
#include "core/settings/connector_settings.h"

#include <optional>
#include <set>
#include <string>

namespace einlass::crm {

enum class Came { Attended, Excused, Represented, NoShow };

struct Attendance {
  std::string record;  // key, as OutboxRow::record
  std::string person;  // as the target calls her
  Came came = Came::NoShow;
  base::Instant at;  // of the first admission, where she came
  std::string category;
};

// What the event is called here and there.
struct EventPlace {
  std::string key;
  std::string name;
  std::string place;              // pretix: "EVENT/LIST"; Campaign Monitor: the list; else empty
  base::Instant starts{};         // nothing was written of it before
  std::set<std::string> later{};  // keys of the venue's events that begin after it
};

enum class PersonIs { Person, Ticket /* as the target itself gave it out */, Email };

struct TargetTraits {
  PersonIs person = PersonIs::Person;
  bool is_per_day = true;            // else one record per guest, whatever the days
  bool needs_place = false;          // EventPlace::place
  bool only_attended = true;         // else also whoever did not come
  bool one_ticket_a_person = false;  // the target knows one record of a person, whatever her tickets
  bool marks_persons = false;        // beside her attendances, a person is marked as one who was there
};
// Nothing: a source only. Eventbrite's interface has no way to write a check-in.
std::optional<TargetTraits> target_traits(settings::ConnectorKind kind);

// Empty: the target should hold nothing of it, or nobody can say whose it is.
std::string attendance_content(settings::ConnectorKind kind, const EventPlace& event, const Attendance& attendance);
// Whom that names, as the target calls her.
std::string person_in(const std::string& content);
// Likewise of a person who was there at least once; TargetTraits::marks_persons only.
std::string mark_content(const std::string& person);

}  // namespace einlass::crm
