#include "server/crm/campaign_monitor_target.h"

#include "core/base/text_fold.h"
#include "server/crm/answer.h"

#include <algorithm>
#include <set>
#include <utility>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace einlass::crm {

namespace {

constexpr std::int64_t some_failed = 210;                    // of an import, which took the other rows
constexpr std::int64_t suppressed = 204, unconfirmed = 208;  // between them all who are on the list, and not active
// Whoever leaves the list meanwhile would be added anew: an import asks nobody.
constexpr base::Milliseconds known_for = std::chrono::minutes(1);

std::string list_words(const HttpReply& reply) {
  const auto body = object_in(reply.body);
  const auto code = number_at(body, "Code").value_or(0);
  return code == 0 ? std::string() : fmt::format("{} ({})", text_at(body, "Message"), code);
}

// In brackets in what is sent and in a list of fields, without them elsewhere.
bool is_field(const json::object& field, std::string_view name) {
  const auto key = text_at(field, "Key");
  return key == name || key == fmt::format("[{}]", name);
}

json::object field(std::string_view name, const std::string& value) {
  json::object field{{"Key", fmt::format("[{}]", name)}, {"Value", value}};
  if (value.empty()) field["Clear"] = true;
  return field;
}

// Of an import that was taken in part: the row's own trouble, by e-mail.
std::map<std::string, Answer> failures_in(const HttpReply& reply) {
  std::map<std::string, Answer> failures;
  const auto body = object_in(reply.body);
  for (const auto& each : list_at(body, "ResultData.FailureDetails")) {
    const auto& failure = object_of(each);
    const auto code = number_at(failure, "Code").value_or(0);
    const bool is_not_active = code >= suppressed && code <= unconfirmed;
    failures[base::lower_ascii(text_at(failure, "EmailAddress"))] = {
        .fate = is_not_active ? Fate::NotThere : Fate::Refused,
        .words = is_not_active ? std::string() : fmt::format("{} ({})", text_at(failure, "Message"), code)};
  }
  return failures;
}

// Nothing: nobody was added. `reply` took all rows, or some: what it took is there.
std::optional<Answer> alarm_in(const HttpReply& reply) {
  const auto body = object_in(reply.body);
  const auto added =
      number_at(body, "TotalNewSubscribers").value_or(number_at(body, "ResultData.TotalNewSubscribers").value_or(0));
  if (added == 0) return std::nullopt;
  return Answer{.fate = Fate::Alarm,
                .words = fmt::format("{} who had just left the list stand on it again; remove them there, who are its "
                                     "newest subscribers, then go on.",
                                     added)};
}

}  // namespace

CampaignMonitorTarget::CampaignMonitorTarget(HttpClient http, EventPlace event)
    : http_(std::move(http)),
      event_(std::move(event)),
      event_field_(settings::field_of(http_.connector(), "event")),
      attendance_field_(settings::field_of(http_.connector(), "attendance")) {}

std::string CampaignMonitorTarget::list() const {
  return percent_encoded(event_.place);
}

Answer CampaignMonitorTarget::prepare(const OutboxRows& /*rows*/) {
  const auto now = http_.waiting().now();
  if (active_ && now - read_ < known_for) return {.fate = Fate::Done};
  read_ = now;
  auto answer = active_ ? Answer{.fate = Fate::Done} : make_fields();
  if (answer.fate == Fate::Done) {
    active_.emplace();
    answer = swept([&](std::int64_t number, std::int64_t& pages) { return read_active(number, pages); });
  }
  if (answer.fate != Fate::Done) active_.reset();
  if (answer.fate == Fate::Refused) answer.fate = Fate::Stopped;  // no such list, or no room for fields
  return answer;
}

Answer CampaignMonitorTarget::make_fields() {
  const auto path = fmt::format("/lists/{}/customfields.json", list());
  const auto known = http_.send({.path = path});
  auto answer = answer_of(known, &list_words);
  if (answer.fate != Fate::Done) return answer;
  const auto fields = value_in(known->body);
  if (!fields.is_array()) return unreadable("a list of fields");
  for (const auto& name : {event_field_, attendance_field_}) {
    const bool is_there =
        std::ranges::any_of(fields.get_array(), [&](const auto& each) { return is_field(object_of(each), name); });
    if (is_there) continue;
    const json::object wanted{{"FieldName", name}, {"DataType", "Text"}, {"VisibleInPreferenceCenter", false}};
    answer =
        answer_of(http_.send({.method = Method::Post, .path = path, .body = json::serialize(wanted)}), &list_words);
    if (answer.fate != Fate::Done) return answer;
  }
  return answer;
}

Answer CampaignMonitorTarget::read_active(std::int64_t number, std::int64_t& pages) {
  const auto outcome =
      http_.send({.path = fmt::format(
                      "/lists/{}/active.json?date=1900-01-01&pagesize=1000&orderfield=email&orderdirection=asc&page={}",
                      list(), number)});
  auto answer = answer_of(outcome, &list_words);
  if (answer.fate != Fate::Done) return answer;
  const auto page = object_in(outcome->body);
  const auto* results = at_path(page, "Results");
  const auto last = number_at(page, "NumberOfPages");
  if (results == nullptr || !results->is_array() || !last) return unreadable("a list");
  for (const auto& each : results->get_array()) {
    const auto& subscriber = object_of(each);
    auto& event = (*active_)[base::lower_ascii(text_at(subscriber, "EmailAddress"))];
    event.clear();
    for (const auto& one : list_at(subscriber, "CustomFields")) {
      if (is_field(object_of(one), event_field_)) event = text_at(object_of(one), "Value");
    }
  }
  pages = *last;
  return answer;
}

std::vector<Answer> CampaignMonitorTarget::create(const OutboxRows& rows) {
  std::vector<Answer> answers(rows.size(), {.fate = Fate::NotThere});
  std::vector<Change> changes;
  std::vector<std::size_t> places;
  for (std::size_t place = 0; place < rows.size(); ++place) {
    const auto content = object_in(rows[place].sending);
    const auto email = text_at(content, "email");
    if (!active_->contains(base::lower_ascii(email))) continue;
    if (is_of_later_event(email)) {
      answers[place].words = "a later event's outcome stands there";
      continue;
    }
    changes.push_back({email, text_at(content, "event"), text_at(content, "attendance")});
    places.push_back(place);
  }
  const auto imported = import(changes);
  for (std::size_t each = 0; each < places.size(); ++each) {
    answers[places[each]] = imported[each];
    if (imported[each].fate == Fate::Done) (*active_)[base::lower_ascii(changes[each].email)] = changes[each].event;
  }
  return answers;
}

bool CampaignMonitorTarget::is_of_later_event(const std::string& email) const {
  return event_.later.contains(active_->at(base::lower_ascii(email)));
}

// Of who is no active subscriber any more nothing can be changed, and another event's fields stay.
std::vector<Answer> CampaignMonitorTarget::remove(const OutboxRows& rows) {
  std::vector<Answer> answers(rows.size(), {.fate = Fate::Done});
  std::vector<Change> changes;
  std::vector<std::size_t> places;
  for (std::size_t place = 0; place < rows.size(); ++place) {
    const auto content = object_in(rows[place].recorded);
    const auto known = active_->find(base::lower_ascii(text_at(content, "email")));
    if (known == active_->end() || known->second != text_at(content, "event")) continue;
    changes.push_back({.email = text_at(content, "email")});
    places.push_back(place);
  }
  const auto imported = import(changes);
  for (std::size_t each = 0; each < places.size(); ++each) {
    auto& answer = answers[places[each]] = imported[each];
    if (answer.fate == Fate::NotThere) answer = {.fate = Fate::Done};
    if (answer.fate == Fate::Done) (*active_)[base::lower_ascii(changes[each].email)].clear();
  }
  return answers;
}

std::vector<Answer> CampaignMonitorTarget::import(const std::vector<Change>& changes) {
  std::vector<Change> once;
  std::map<std::string, std::size_t> places;
  for (const auto& change : changes) {
    if (places.try_emplace(base::lower_ascii(change.email), once.size()).second) once.push_back(change);
  }
  const auto answers = import_once(once);
  std::vector<Answer> all;
  for (const auto& change : changes) all.push_back(answers[places.at(base::lower_ascii(change.email))]);
  return all;
}

std::vector<Answer> CampaignMonitorTarget::import_once(const std::vector<Change>& changes) {
  if (changes.empty()) return {};
  json::array subscribers;
  for (const auto& change : changes) {
    subscribers.push_back(json::object{
        {"EmailAddress", change.email},
        {"CustomFields", json::array{field(event_field_, change.event), field(attendance_field_, change.attendance)}},
        {"ConsentToTrack", "Unchanged"}});
  }
  const json::object body{{"Subscribers", subscribers},
                          {"Resubscribe", false},
                          {"QueueSubscriptionBasedAutoResponders", false},
                          {"RestartSubscriptionBasedAutoresponders", false}};
  const auto outcome = http_.send({.method = Method::Post,
                                   .path = fmt::format("/subscribers/{}/import.json", list()),
                                   .body = json::serialize(body)});
  auto answer = answer_of(outcome, &list_words);
  if (answer.fate == Fate::Done && !object_in(outcome->body).contains("TotalUniqueEmailsSubmitted")) {
    answer = unreadable("an import");
  }
  if (const auto alarm = outcome ? alarm_in(*outcome) : std::nullopt) return std::vector(changes.size(), *alarm);
  std::vector<Answer> answers(changes.size(), answer);
  if (answer.fate != Fate::Refused) return answers;
  if (number_at(object_in(outcome->body), "Code").value_or(0) == some_failed) {
    const auto failures = failures_in(*outcome);
    for (std::size_t each = 0; each < changes.size(); ++each) {
      const auto failed = failures.find(base::lower_ascii(changes[each].email));
      answers[each] = failed == failures.end() ? Answer{.fate = Fate::Done} : failed->second;
    }
    return answers;
  }
  if (changes.size() == 1) return answers;
  // Refused as a whole: the row that is to blame is found by halves.
  const auto half = changes.begin() + static_cast<std::ptrdiff_t>(changes.size() / 2);
  answers = import_once({changes.begin(), half});
  const auto stop = std::ranges::find_if(answers, [](const Answer& each) { return stops(each.fate); });
  const std::vector others(half, changes.end());
  const auto rest = stop == answers.end() ? import_once(others) : std::vector(others.size(), not_sent(*stop));
  answers.insert(answers.end(), rest.begin(), rest.end());
  return answers;
}

}  // namespace einlass::crm
