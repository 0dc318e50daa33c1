#include "server/crm/cmf_target.h"

#include "core/wire/canonical_json.h"
#include "server/crm/answer.h"

#include <algorithm>
#include <set>
#include <utility>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace einlass::crm {

namespace {

constexpr std::string_view record_prefix = "einlass:";

// `errors` is a list of texts, `msg` one text: the webservice has both. Pages of HTML say nothing that helps.
std::string webservice_words(const HttpReply& reply) {
  if (!reply.is_json()) return {};
  const auto body = object_in(reply.body);
  auto words = text_at(body, "msg");
  for (const auto& each : list_at(body, "errors")) {
    if (!each.is_string()) continue;
    words += (words.empty() ? "" : "; ") + std::string(each.get_string());
  }
  return words;
}

// A page of HTML instead of the webservice's own 404: nothing of it lies under this address.
Answer answer_to(const HttpOutcome& outcome) {
  if (outcome && outcome->status == 404 && !outcome->is_json()) {
    return {.fate = Fate::Stopped, .words = "HTTP 404: its webservice is not at this address"};
  }
  return answer_of(outcome, &webservice_words);
}

bool is_mark(const std::string& content) {
  return object_in(content).contains("mark");
}

const std::string& content_of(const OutboxRow& row) {
  return row.sending.empty() ? row.recorded : row.sending;
}

// As attendance_content() has it, so that the two can be compared.
Held held_of(const json::object& activity) {
  const auto* attributes = at_path(activity, "attributes");
  return {.remote_id = std::to_string(number_at(activity, "id").value_or(0)),
          .content = wire::canonical_json(
              json::object{{"a_id", text_at(activity, "a_id")},
                           {"activityDate", number_at(activity, "activityDate").value_or(0)},
                           {"attributes", attributes != nullptr ? *attributes : json::value(json::object())},
                           {"customerId", number_at(activity, "customerId").value_or(0)},
                           {"type", text_at(activity, "type")}})};
}

void take(const json::array& activities, std::map<std::string, std::vector<Held>>& found) {
  for (const auto& each : activities) {
    const auto key = text_at(object_of(each), "a_id");
    if (!key.starts_with(record_prefix)) continue;
    auto& held = found[key.substr(record_prefix.size())];
    auto next = held_of(object_of(each));
    const bool is_known =
        std::ranges::any_of(held, [&](const Held& known) { return known.remote_id == next.remote_id; });
    if (!is_known) held.push_back(std::move(next));
  }
}

}  // namespace

// Of a list.
struct CmfTarget::Page {
  json::array rows;
  std::int64_t pages = 0;
  bool says_pages = false;
  std::int64_t server_time = 0;  // Unix seconds
};

Answer CmfTarget::read_page(const std::string& target, Page& page) {
  const auto outcome = http_.send({.path = target});
  auto answer = answer_to(outcome);
  if (answer.fate != Fate::Done) return answer;
  const auto body = object_in(outcome->body);
  const auto* rows = at_path(body, "data");
  if (rows == nullptr || !rows->is_array()) return unreadable("a list");
  page.rows = rows->get_array();
  const auto pages = number_at(body, "totalPages");
  page.says_pages = pages.has_value();
  page.pages = pages.value_or(0);
  page.server_time = number_at(body, "timestamp").value_or(0);
  return answer;
}

Answer CmfTarget::find_or_make(const std::string& resource, const json::object& wanted, std::int64_t& id) {
  for (std::int64_t number = 1;; ++number) {
    Page page;
    auto answer = read_page(fmt::format("{}?page={}&pageSize=500", resource, number), page);
    if (answer.fate != Fate::Done) return answer;
    for (const auto& each : page.rows) {
      const auto& known = object_of(each);
      if (text_at(known, "reference") != text_at(wanted, "reference")) continue;
      if (text_at(known, "group") != text_at(wanted, "group")) continue;
      id = number_at(known, "id").value_or(0);
      return answer;
    }
    if (number >= page.pages || page.rows.empty()) break;
  }
  const auto made = http_.send({.method = Method::Post, .path = resource, .body = json::serialize(wanted)});
  auto answer = answer_to(made);
  if (answer.fate != Fate::Done) return answer;
  id = number_at(object_in(made->body), "id").value_or(0);
  if (id == 0) return {.fate = Fate::Unknown, .words = "a segment without a number"};
  return answer;
}

Answer CmfTarget::find_segment() {
  std::int64_t group = 0, segment = 0;
  auto answer = find_or_make(
      "/segment-groups",
      {{"name", "Events"}, {"reference", "einlass-events"}, {"calculated", false}, {"subFolder", nullptr}}, group);
  if (answer.fate != Fate::Done) return answer;
  answer = find_or_make("/segments",
                        {{"name", event_.name},
                         {"reference", event_.key},
                         {"group", group},
                         {"calculated", false},
                         {"subFolder", nullptr}},
                        segment);
  if (answer.fate == Fate::Done) segment_ = segment;
  return answer;
}

Answer CmfTarget::prepare(const OutboxRows& rows) {
  const bool is_needed = std::ranges::any_of(rows, [](const OutboxRow& row) { return is_mark(content_of(row)); });
  if (!is_needed || segment_) return {.fate = Fate::Done};
  auto answer = find_segment();
  // Nobody's row is to blame for a group or segment that cannot be made.
  if (answer.fate == Fate::Refused) answer.fate = Fate::Stopped;
  return answer;
}

Answer CmfTarget::mark(const std::string& content, bool is_there) {
  const json::array segment{*segment_}, none;
  const json::object body{{"customerId", number_at(object_in(content), "customerId").value_or(0)},
                          {"addSegments", is_there ? segment : none},
                          {"removeSegments", is_there ? none : segment}};
  return answer_to(
      http_.send({.method = Method::Post, .path = "/segments-of-customers", .body = json::serialize(body)}));
}

// Of a customer who was deleted meanwhile the mark went with her.
Answer CmfTarget::unmark(const std::string& content) {
  auto answer = mark(content, false);
  if (answer.fate != Fate::Refused) return answer;
  const auto customer = number_at(object_in(content), "customerId").value_or(0);
  const auto asked = http_.send({.path = fmt::format("/customers/{}", customer)});
  const bool is_gone = asked && asked->status == 404 && asked->is_json();
  return is_gone ? Answer{.fate = Fate::Done} : answer;
}

// This server may have written before and lost what it knew of that: from a backup, or at another place.
Answer CmfTarget::list_once() {
  if (there_) return {.fate = Fate::Done};
  constexpr base::Milliseconds overlap = std::chrono::hours(24);  // clocks and zones that are wrong
  Found found;
  auto answer = read_activities(event_.starts - overlap, found, is_all_seen_);
  if (answer.fate == Fate::Done) there_ = std::move(found);
  return answer;
}

// Where there is more than a page, activities of one second may hide each other: what the list did not show is looked
// for at its person.
Answer CmfTarget::look_for(const OutboxRow& row) {
  const auto listed = list_once();
  if (listed.fate != Fate::Done) return not_sent(listed);
  if (is_all_seen_ || there_->contains(row.record)) return listed;
  return of_one_row(read_activities_of(row, *there_));
}

Answer CmfTarget::post_activity(const OutboxRow& row) {
  const auto outcome = http_.send({.method = Method::Post, .path = "/activities", .body = row.sending});
  auto answer = answer_to(outcome);
  if (answer.fate != Fate::Done) return answer;
  const auto id = number_at(object_in(outcome->body), "data.id").value_or(0);
  if (id == 0) return {.fate = Fate::Unknown, .words = "an activity without a number"};
  answer.remote_id = std::to_string(id);
  return answer;
}

Answer CmfTarget::create_activity(const OutboxRow& row) {
  auto looked = look_for(row);
  if (looked.fate != Fate::Done) return looked;
  const auto found = there_->find(row.record);
  if (found == there_->end()) return post_activity(row);
  auto sought = row;
  sought.desired = row.sending;
  const auto judgement = judge(sought, found->second);
  for (const auto& surplus : judgement.surplus) {
    auto answer = remove_held(surplus);
    if (answer.fate == Fate::Refused) answer.fate = Fate::Unknown;  // it is there, whatever becomes of the row
    if (answer.fate != Fate::Done) return of_one_row(answer);
  }
  if (judgement.keep.empty()) return post_activity(row);
  return {.fate = Fate::Done, .remote_id = judgement.keep.front().remote_id};
}

std::vector<Answer> CmfTarget::create(const OutboxRows& rows) {
  return one_by_one(rows, [&](const OutboxRow& row) {
    return is_mark(row.sending) ? mark(row.sending, true) : create_activity(row);
  });
}

std::vector<Answer> CmfTarget::remove(const OutboxRows& rows) {
  return one_by_one(rows, [&](const OutboxRow& row) {
    return is_mark(row.recorded) ? unmark(row.recorded) : remove_held(row.remote_id);
  });
}

Answer CmfTarget::remove_held(const std::string& remote_id) {
  const auto outcome = http_.send({.method = Method::Delete, .path = "/activities/" + percent_encoded(remote_id)});
  const bool was_gone = outcome && outcome->status == 404 && outcome->is_json();
  auto answer = was_gone ? Answer{.fate = Fate::Done} : answer_to(outcome);
  if (answer.fate != Fate::Done || !there_) return answer;
  for (auto& [record, held] : *there_) {
    std::erase_if(held, [&](const Held& each) { return each.remote_id == remote_id; });
  }
  return answer;
}

Answer CmfTarget::read_activities(base::Instant since, Found& found, bool& is_one_page) {
  const auto path = fmt::format("/activities?pageSize=500&modifiedSinceTimestamp={}&page=", since.unix_ms() / 1000);
  for (std::int64_t number = 1;; ++number) {
    Page page;
    auto answer = read_page(path + std::to_string(number), page);
    if (answer.fate != Fate::Done) return answer;
    if (!page.says_pages) return unreadable("a list");
    take(page.rows, found);
    is_one_page = number == 1 && page.pages <= 1;
    if (number >= page.pages || page.rows.empty()) return answer;
  }
}

Answer CmfTarget::read_activities_of(const OutboxRow& row, Found& found) {
  const auto customer = number_at(object_in(row.sending), "customerId").value_or(0);
  const auto outcome = http_.send({.path = fmt::format("/customers/{}?includeActivities=true", customer)});
  if (outcome && outcome->status == 404 && outcome->is_json()) return {.fate = Fate::Done};  // and her activities
  auto answer = answer_to(outcome);
  if (answer.fate != Fate::Done) return answer;
  const auto body = object_in(outcome->body);
  // Without any the list is left out, as all that is empty.
  if (number_at(body, "data.id") != customer) return unreadable("a customer");
  // There they do not say whose they are.
  auto activities = list_at(body, "data.activities");
  for (auto& activity : activities) {
    if (activity.is_object()) activity.get_object()["customerId"] = customer;
  }
  take(activities, found);
  return answer;
}

HeldOutcome CmfTarget::held(const OutboxRows& rows) {
  Page page;
  auto answer = read_page("/activities?page=1&pageSize=1", page);  // what time is it there?
  if (answer.fate != Fate::Done) return tl::make_unexpected(answer);
  const auto now = http_.waiting().now();
  auto since = now;
  for (const auto& row : rows) since = std::min(since, row.first_try);
  constexpr base::Milliseconds overlap = std::chrono::minutes(2), as_good_as_right = std::chrono::minutes(1);
  const auto is_ahead_by = base::Instant::from_unix_ms(page.server_time * 1000) - now;
  since = since - overlap;
  if (std::chrono::abs(is_ahead_by) > as_good_as_right) since = since + is_ahead_by;
  HeldThere there;
  bool is_one_page = true;
  answer = read_activities(since, there.by_record, is_one_page);
  if (answer.fate != Fate::Done) return tl::make_unexpected(answer);
  if (is_one_page) return there;
  return seen_at_persons(rows, std::move(there));
}

// Pages move while they are read: what was not seen is looked for at its person.
HeldOutcome CmfTarget::seen_at_persons(const OutboxRows& rows, HeldThere there) {
  int silent = 0;
  for (const auto& row : rows) {
    if (there.by_record.contains(row.record)) continue;
    auto answer = read_activities_of(row, there.by_record);
    silent = answer.fate == Fate::Unknown ? silent + 1 : 0;
    const bool is_hers = answer.fate == Fate::Refused || (answer.fate == Fate::Unknown && silent < most_silent);
    if (answer.fate != Fate::Done && !is_hers) return tl::make_unexpected(answer);
    if (is_hers) there.untold.emplace(row.record, std::move(answer));
  }
  return there;
}

}  // namespace einlass::crm
