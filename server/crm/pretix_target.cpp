#include "server/crm/pretix_target.h"

#include "core/base/crypto.h"
#include "server/crm/answer.h"

#include <algorithm>
#include <utility>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace einlass::crm {

namespace {

// A list of texts, or such a list for each field.
std::string error_words(const json::value& errors) {
  if (errors.is_string()) return text_of(&errors);
  std::string words;
  const auto add = [&](const json::value& each) {
    const auto more = error_words(each);
    if (!more.empty()) words += (words.empty() ? "" : "; ") + more;
  };
  if (errors.is_array()) std::ranges::for_each(errors.get_array(), add);
  for (const auto& field : object_of(errors)) add(field.value());
  return words;
}

// `reason` where a scan is refused, `detail` where the request is, else errors.
std::string scan_words(const HttpReply& reply) {
  const auto told = value_in(reply.body);
  const auto& body = object_of(told);
  auto words = text_at(body, "reason");
  const auto explanation = text_at(body, "reason_explanation");
  if (!explanation.empty()) words += (words.empty() ? "" : ": ") + explanation;
  if (text_at(body, "status") == "incomplete") words = "questions of the ticket are open";
  if (words.empty()) words = text_at(body, "detail");
  return words.empty() && reply.status >= 400 ? error_words(told) : words;
}

// By the body: a refused ticket is 400 at one version and 200 at another.
Answer answer_to_scan(const HttpOutcome& outcome) {
  if (!outcome) return answer_of(outcome, &scan_words);
  const auto status = text_at(object_in(outcome->body), "status");
  if (status == "ok") return {.fate = Fate::Done};
  if (!status.empty()) return {.fate = Fate::Refused, .words = scan_words(*outcome)};
  auto answer = answer_of(outcome, &scan_words);
  if (answer.fate == Fate::Done) answer.fate = Fate::Unknown;                         // an answer of something else
  if (outcome->status == 404 || outcome->status == 400) answer.fate = Fate::Stopped;  // no such organiser or list
  return answer;
}

// The same for each try of a record, another one once it was taken back.
std::string nonce_of(const OutboxRow& row) {
  constexpr std::size_t length = 32;
  return base::hex(base::blake2b(fmt::format("{}#{}", row.record, row.generation))).substr(0, length);
}

// "2026-05-02T20:02:11+02:00" and "…T18:02:11.000Z" are one time.
std::string as_utc(const std::string& text) {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
  if (std::sscanf(text.c_str(), "%4d-%2d-%2dT%2d:%2d:%2d", &year, &month, &day, &hour, &minute, &second) != 6)
    return {};
  auto at =
      std::chrono::sys_seconds(std::chrono::sys_days(std::chrono::year(year) / month / day) + std::chrono::hours(hour) +
                               std::chrono::minutes(minute) + std::chrono::seconds(second));
  constexpr std::size_t seconds_end = 19;
  const auto sign = text.find_first_of("+-", seconds_end);
  int hours = 0, minutes = 0;
  if (sign != std::string::npos && std::sscanf(text.c_str() + sign + 1, "%2d:%2d", &hours, &minutes) == 2) {
    const auto offset = std::chrono::hours(hours) + std::chrono::minutes(minutes);
    at = text[sign] == '+' ? at - offset : at + offset;
  }
  return std::to_string(at.time_since_epoch().count());
}

}  // namespace

PretixTarget::PretixTarget(HttpClient http, EventPlace event) : http_(std::move(http)) {
  const auto organizer = percent_encoded(http_.connector().organizer);
  const auto slash = event.place.find('/');
  rpc_ = fmt::format("/api/v1/organizers/{}/checkinrpc/", organizer);
  list_ = fmt::format("/api/v1/organizers/{}/events/{}/checkinlists/{}/", organizer,
                      percent_encoded(event.place.substr(0, slash)),
                      slash == std::string::npos ? "0" : percent_encoded(event.place.substr(slash + 1)));
}

Answer PretixTarget::prepare(const OutboxRows& rows) {
  const bool is_known = positions_ && std::ranges::none_of(rows, &OutboxRow::unsure);
  if (is_known) return {.fate = Fate::Done};
  auto answer = read_positions();
  if (answer.fate == Fate::Refused) answer.fate = Fate::Stopped;  // there is no such list
  return answer;
}

Answer PretixTarget::read_positions() {
  Positions positions;
  auto answer = swept([&](std::int64_t number, std::int64_t& pages) { return read_page(number, pages, positions); });
  if (answer.fate == Fate::Done) positions_ = std::move(positions);
  return answer;
}

Answer PretixTarget::read_page(std::int64_t number, std::int64_t& pages, Positions& positions) {
  const auto outcome = http_.send({.path = fmt::format("{}positions/?ignore_status=true&page={}", list_, number)});
  auto answer = answer_of(outcome, &scan_words);
  if (answer.fate != Fate::Done) return answer;
  const auto body = object_in(outcome->body);
  const auto* results = at_path(body, "results");
  if (results == nullptr || !results->is_array() || !body.contains("next")) return unreadable("a list");
  for (const auto& each : results->get_array()) {
    const auto& read = object_of(each);
    Position position{.secret = text_at(read, "secret"), .entries = {}};
    for (const auto& entry : list_at(read, "checkins")) {
      const auto& check_in = object_of(entry);
      if (text_at(check_in, "type") == "entry") position.entries.insert(as_utc(text_at(check_in, "datetime")));
    }
    positions[number_at(read, "id").value_or(0)] = std::move(position);
  }
  pages = text_at(body, "next").empty() ? number : number + 1;
  return answer;
}

std::vector<Answer> PretixTarget::create(const OutboxRows& rows) {
  return one_by_one(rows, [&](const OutboxRow& row) { return redeem(row); });
}

std::vector<Answer> PretixTarget::remove(const OutboxRows& rows) {
  return one_by_one(rows, [&](const OutboxRow& row) { return annul(row); });
}

Answer PretixTarget::redeem(const OutboxRow& row) {
  const auto content = object_in(row.sending);
  const auto position = positions_->find(number_at(content, "position").value_or(0));
  if (position == positions_->end()) {
    return {.fate = Fate::Refused, .words = "the check-in list has no such ticket"};
  }
  const auto nonce = nonce_of(row);
  const json::object body{{"secret", position->second.secret},
                          {"source_type", "barcode"},
                          {"lists", json::array{number_at(content, "list").value_or(0)}},
                          {"type", "entry"},
                          {"datetime", text_at(content, "datetime")},
                          {"force", true},
                          {"ignore_unpaid", true},
                          {"nonce", nonce},
                          {"questions_supported", false}};
  auto answer =
      answer_to_scan(http_.send({.method = Method::Post, .path = rpc_ + "redeem/", .body = json::serialize(body)}));
  answer.remote_id = nonce;
  return answer;
}

bool PretixTarget::is_there(const OutboxRow& row) const {
  const auto content = object_in(row.recorded);
  const auto position = positions_->find(number_at(content, "position").value_or(0));
  return position != positions_->end() && position->second.entries.contains(as_utc(text_at(content, "datetime")));
}

Answer PretixTarget::annul(const OutboxRow& row) {
  const auto content = object_in(row.recorded);
  const auto when = text_at(content, "datetime");
  if (row.unsure && !is_there(row)) return {.fate = Fate::Done};  // the request before this one did it
  // Its time is the check-in's: pretix takes none that is more than a quarter of an hour later.
  const json::object body{{"lists", json::array{number_at(content, "list").value_or(0)}},
                          {"nonce", row.remote_id},
                          {"datetime", when},
                          {"error_explanation", "taken back by Einlass"}};
  auto answer = answer_of(http_.send({.method = Method::Post, .path = rpc_ + "annul/", .body = json::serialize(body)}),
                          &scan_words);
  if (answer.fate == Fate::Refused && row.unsure) {  // or was it just about to?
    const auto read = read_positions();
    if (read.fate != Fate::Done) return {.fate = Fate::Unknown, .words = read.words, .retry_after = read.retry_after};
    if (!is_there(row)) return {.fate = Fate::Done};
  }
  if (answer.fate == Fate::Refused) {
    answer.words = "pretix did not take the check-in back (" + answer.words + "); take it back there by hand";
  }
  return answer;
}

}  // namespace einlass::crm
