#include "server/commands/delivery_json.h"

#include "core/base/text_fold.h"
#include "core/rules/guest_email.h"
#include "core/rules/guest_fields.h"
#include "core/rules/words.h"
#include "db/crm_keys.h"
#include "server/commands/command_json.h"
#include "server/commands/json_words.h"

#include <map>
#include <optional>
#include <set>
#include <utility>

#include <boost/json.hpp>

namespace einlass::commands {

namespace json = boost::json;

namespace {

using report::AttendanceRow;
using rules::OutboxRow;
using rules::OutboxState;

constexpr std::array states{OutboxState::Due,    OutboxState::Sent,    OutboxState::Settled,
                            OutboxState::Parked, OutboxState::Waiting, OutboxState::NotThere};

json::object counts_json(const std::map<OutboxState, int>& counts) {
  json::object all;
  for (const auto state : states) {
    const auto found = counts.find(state);
    all[rules::word(state)] = found == counts.end() ? 0 : found->second;
  }
  return all;
}

// Nothing: her admission was taken back.
std::string_view kind_word(const std::optional<crm::Came>& came) {
  if (!came) return "undone";
  switch (*came) {
    case crm::Came::Attended:
      return "attended";
    case crm::Came::Excused:
      return "excused";
    case crm::Came::Represented:
      return "represented";
    case crm::Came::NoShow:
      return "no_show";
  }
  return "";
}

// Somebody who registered at the door may stand on the list under the same name or address, or have registered before.
class Namesakes {
 public:
  explicit Namesakes(const std::vector<AttendanceRow>& rows) {
    for (const auto& row : rows) {
      if (row.guest.empty()) continue;
      for (const auto& name : names_of(row)) by_name_.emplace(name, &row);
      by_email_.emplace(base::fold_text(row.email), &row);
    }
  }

  json::array of(const AttendanceRow& row) const {
    if (!row.walk_in) return {};
    auto found = alike(row, by_email_, {base::fold_text(row.email)}, "email");
    return found.empty() ? alike(row, by_name_, names_of(row), "name") : found;
  }

 private:
  using Rows = std::multimap<std::string, const AttendanceRow*>;

  static std::set<std::string> names_of(const AttendanceRow& row) {
    std::set<std::string> names;
    for (const auto& spelling : base::fold_spellings(row.name)) names.insert(store::name_key(spelling));
    return names;
  }

  // Each once, on however many days.
  static json::array alike(const AttendanceRow& row, const Rows& rows, const std::set<std::string>& keys,
                           const char* by) {
    std::map<std::string, const AttendanceRow*> guests;
    for (const auto& key : keys) {
      const auto [begin, end] = key.empty() ? std::pair(rows.end(), rows.end()) : rows.equal_range(key);
      for (auto each = begin; each != end; ++each) guests.emplace(each->second->guest, each->second);
    }
    guests.erase(row.guest);
    json::array found;
    for (const auto& [guest, other] : guests) {
      found.push_back(
          json::object{{"ticket", other->ticket}, {"name", other->name}, {"by", by}, {"walk_in", other->walk_in}});
    }
    return found;
  }

  Rows by_name_, by_email_;
};

// What a source never said is no change of it: answers that were given at the door.
json::array changed_on_site(const AttendanceRow& here, const rules::GuestRow& listed) {
  json::array changed;
  const auto compare = [&](const std::string& field, const std::string& now, const std::string& before) {
    if (now != before) changed.push_back(json::object{{"field", field}, {"here", now}, {"listed", before}});
  };
  compare("name", here.name, listed.guest.full_name);
  if (changed.empty()) {
    compare("first_name", here.first_name, listed.guest.first_name);
    compare("last_name", here.last_name, listed.guest.last_name);
  }
  compare("company", here.company, listed.guest.company);
  compare("email", here.email, listed.guest.email);
  compare("language", here.language, listed.guest.language);
  compare("category", here.category, listed.ticket.category);
  compare("list_owner", here.list_owner, listed.guest.list_owner);
  for (const auto& [name, before] : listed.guest.extra) {
    const auto now = here.extra.find(name);
    if (name != rules::email_of && now != here.extra.end()) {
      compare(std::string(rules::extra_prefix) + name, now->second, before);
    }
  }
  return changed;
}

class Diff {
 public:
  Diff(const venue::DeliveryReading& reading, const venue::DeliveryReading::Content& content)
      : reading_(reading), content_(content), namesakes_(content.attendance), all_wishes_(content.wishes) {
    if (crm::target_traits(reading.settings().kind)->one_ticket_a_person) venue::settle_addresses(all_wishes_);
    for (const auto& wish : all_wishes_) wishes_.emplace(wish.record, &wish);
    for (const auto& row : content.rows) {
      rows_.emplace(row.record, &row);
      const bool is_refused_mark = row.ticket.is_nil() && row.state == OutboxState::Parked;
      if (is_refused_mark) refused_marks_.emplace(row.person, &row);
    }
    note_refused_removals();
  }

  json::array rows() const {
    json::array all;
    for (const auto& row : content_.attendance) {
      const auto came = venue::came(row);
      const bool is_there_yet = refused_removals_.contains({row.ticket, row.guest});
      if ((came || is_there_yet) && is_somebody(row)) all.push_back(one(row, came));
    }
    return all;
  }

 private:
  // What is not said of anybody any more, and the target does not take back: of a day on which she did not come after
  // all, or of a walk-in who was let in by mistake.
  void note_refused_removals() {
    std::set<std::string> said;
    for (const auto& row : content_.attendance) said.insert(venue::record_of(row, reading_.settings()));
    for (const auto& row : content_.rows) {
      if (row.ticket.is_nil() || row.state != OutboxState::Parked || said.contains(row.record)) continue;
      refused_removals_.emplace(std::pair(row.ticket.text(), row.guest.is_nil() ? "" : row.guest.text()), &row);
    }
  }

  // Neither who was erased nor whoever came uncalled; but a ticket that its shop knows without a name.
  bool is_somebody(const AttendanceRow& row) const {
    return !row.name.empty() || wishes_.contains(venue::record_of(row, reading_.settings()));
  }

  json::array changed(const AttendanceRow& row) const {
    const auto listed = content_.listed.find(row.guest);
    return listed == content_.listed.end() ? json::array() : changed_on_site(row, listed->second);
  }

  json::object one(const AttendanceRow& row, const std::optional<crm::Came>& came) const {
    const auto person = reading_.persons().person_of(row);
    json::object each{{"ticket", row.ticket},
                      {"guest", row.guest},
                      {"day", row.day ? json::value(row.day->iso()) : json::value()},
                      {"kind", kind_word(came)},
                      {"walk_in", row.walk_in},
                      {"new_person", row.walk_in && !person.is_known},
                      {"name", row.name},
                      {"changed", changed(row)},
                      {"company", row.company},
                      {"category", row.category},
                      {"first_in", time_or_null(row.first_in)},
                      {"same_as", namesakes_.of(row)},
                      {"membership", person.membership},
                      {"no_member", person.is_no_member}};
    add_record(each, row);
    return each;
  }

  void add_record(json::object& each, const AttendanceRow& attendance) const {
    const auto record = venue::record_of(attendance, reading_.settings());
    const auto wish = wishes_.find(record);
    const bool is_wished = wish != wishes_.end();
    each["person"] = is_wished ? wish->second->person : std::string();
    each["proposal"] = "";
    if (is_wished) {
      const auto hold = rules::word(wish->second->wish.hold);
      each["proposal"] = hold.empty() ? "write" : hold;
    }
    const auto* kept = kept_of(record, attendance);
    const auto* row = kept != nullptr ? shown(*kept) : nullptr;
    each["state"] = row != nullptr ? rules::word(row->state) : "";
    each["left_out"] = row != nullptr && kept->left_out && reading_.target().enabled;
    each["words"] = row != nullptr ? row->words : std::string();
  }

  // nullptr: nothing was ever said of her.
  const OutboxRow* kept_of(const std::string& record, const AttendanceRow& attendance) const {
    if (const auto own = rows_.find(record); own != rows_.end()) return own->second;
    const auto removal = refused_removals_.find({attendance.ticket, attendance.guest});
    return removal == refused_removals_.end() ? nullptr : removal->second;
  }

  // What was refused of a person as a whole has no row of its own, and is written again with hers.
  const OutboxRow* shown(const OutboxRow& row) const {
    const auto mark = row.state == OutboxState::Settled ? refused_marks_.find(row.person) : refused_marks_.end();
    return mark == refused_marks_.end() ? &row : mark->second;
  }

  const venue::DeliveryReading& reading_;
  const venue::DeliveryReading::Content& content_;
  Namesakes namesakes_;
  std::vector<venue::OutboxWish> all_wishes_;
  std::map<std::string, const venue::OutboxWish*> wishes_;
  std::map<std::string, const OutboxRow*> rows_;
  std::map<std::string, const OutboxRow*> refused_marks_;                             // by person
  std::map<std::pair<std::string, std::string>, const OutboxRow*> refused_removals_;  // by ticket and guest
};

json::value trouble_json(const std::optional<venue::DeliveryTrouble>& trouble) {
  if (!trouble) return nullptr;
  return json::object{{"words", trouble->words}, {"since", trouble->since.unix_ms()}};
}

}  // namespace

json::object outlet_json(const venue::DeliveryStatus& status) {
  json::array parked;
  for (const auto& row : status.parked) {
    parked.push_back(json::object{{"ticket", row.ticket.is_nil() ? std::string() : row.ticket.text()},
                                  {"person", row.ticket.is_nil() ? row.person : std::string()},
                                  {"words", row.words}});
  }
  return {{"event", status.event},
          {"target", status.target.name},
          {"place", status.target.place},
          {"enabled", status.target.enabled},
          {"stopped", status.target.stopped},
          {"packed_away", away_json(status.packed_away)},
          {"counts", counts_json(status.counts)},
          {"next_try", time_or_null(status.next_try)},
          {"trouble", trouble_json(status.trouble)},
          {"parked", std::move(parked)}};
}

json::object diff_json(const venue::DeliveryReading& reading, const venue::DeliveryReading::Content& content) {
  std::map<OutboxState, int> counts;
  for (const auto& row : content.rows) ++counts[row.state];
  const auto& target = reading.target();
  return {{"target", target.name},
          {"place", target.place},
          {"enabled", target.enabled},
          {"stopped", target.stopped},
          {"packed_away", away_json(reading.packed_away())},
          {"counts", counts_json(counts)},
          {"trouble", trouble_json(reading.trouble())},
          {"rows", Diff(reading, content).rows()}};
}

}  // namespace einlass::commands
