#include "server/cli/print_journal.h"

#include "core/rules/words.h"
#include "printing/spool/closing_fact.h"
#include "server/cli/text_table.h"

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace einlass::cli {

namespace json = boost::json;
using base::ErrorKind;
using base::Result;

namespace {

constexpr std::size_t most_at_once = 500;  // started in one commit, for which admissions wait
constexpr std::chrono::milliseconds between_attempts{500};
constexpr std::chrono::minutes patience{5};

json::object json_of(const BadgeJob& job) {
  return {{"id", job.id.text()},
          {"ticket", job.badge->ticket.text()},
          {"guest", job.badge->guest.is_nil() ? std::string() : job.badge->guest.text()},
          {"serial", job.serial.text()},
          {"place_number", job.badge->place_number},
          {"printer", job.printer}};
}

json::object json_of(const spool::BadgeProgress& progress) {
  return {{"id", progress.id.text()},         {"ticket", progress.ticket.text()},
          {"serial", progress.serial.text()}, {"place_number", progress.place_number},
          {"printer", progress.printer},      {"remote_job", progress.remote_job},
          {"state", word(progress.state)},    {"reason", progress.reason}};
}

spool::BadgeProgress progress_of(const BadgeJob& job, store::PrintState state) {
  return {.id = job.id,
          .ticket = job.badge->ticket,
          .serial = job.serial,
          .place_number = job.badge->place_number,
          .state = state,
          .reason = {},
          .printer = job.printer,
          .location = {}};
}

std::vector<std::vector<BadgeJob>> in_parts(const std::vector<BadgeJob>& jobs) {
  std::vector<std::vector<BadgeJob>> parts;
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    if (i % most_at_once == 0) parts.emplace_back();
    parts.back().push_back(jobs[i]);
  }
  return parts;
}

std::string fault_of(const spool::BadgeProgress& progress) {
  const auto fact = spool::closing_fact(progress);
  const auto* failed = fact ? std::get_if<rules::BadgeFailed>(&*fact) : nullptr;
  return std::string(rules::word(failed == nullptr ? rules::BadgeFault::Other : failed->fault));
}

Start answer_of(std::string_view word) {
  if (word == "started") return Start::Started;
  return word == "has_one" ? Start::HasOne : Start::NotExpected;
}

// The lock goes by it, however the event was named.
Result<std::string> key_of(Session& session, const std::string& event) {
  const auto events = session.run("event.list", {});
  if (!events) return tl::make_unexpected(events.error());
  for (const auto& each : events->as_array()) {
    if (text_of(each, "key") == event || text_of(each, "id") == event) return text_of(each, "key");
  }
  return base::fail(ErrorKind::NotFound,
                    fmt::format("There is no event \"{}\"; einlass event list shows those there are.", event));
}

// The server is being restarted, or busy.
bool may_pass(const base::Error& error) {
  return error.kind == ErrorKind::Unavailable || error.kind == ErrorKind::Timeout || error.kind == ErrorKind::NotFound;
}

}  // namespace

Result<PrintJournal> PrintJournal::open(Session& session, const std::string& given) {
  const auto key = key_of(session, given);
  if (!key) return tl::make_unexpected(key.error());
  const auto& event = *key;
  const auto state = session.state_directory();
  if (!state) return tl::make_unexpected(state.error());
  auto lock = base::DirectoryLock::take(*state / "printing" / event);
  if (!lock && lock.error().kind == ErrorKind::AlreadyExists) {
    return base::fail(ErrorKind::AlreadyExists,
                      "Another einlass prints badges of this event; wait until it has ended, or end it with Ctrl-C.");
  }
  if (!lock) return tl::make_unexpected(lock.error());
  PrintJournal journal(session, event, *std::move(lock));
  const auto settled = session.run("badge.settle", {{"event", event}});
  if (!settled) return tl::make_unexpected(settled.error());
  journal.settled_ = json::value_to<std::size_t>(settled->at("settled"));
  return journal;
}

Result<std::vector<Start>> PrintJournal::start(const std::vector<BadgeJob>& jobs) {
  std::vector<Start> answers;
  std::vector<BadgeJob> begun;
  for (const auto& some : in_parts(jobs)) {
    const auto answered = start_some(some);
    if (!answered) {
      take_back(begun, some);
      return answered;
    }
    for (std::size_t i = 0; i < some.size(); ++i) {
      if ((*answered)[i] == Start::Started) begun.push_back(some[i]);
    }
    answers.insert(answers.end(), answered->begin(), answered->end());
  }
  return answers;
}

Result<std::vector<Start>> PrintJournal::start_some(const std::vector<BadgeJob>& jobs) {
  json::array prints;
  for (const auto& job : jobs) prints.push_back(json_of(job));
  const auto answer = ask("badge.start", {{"event", event_}, {"prints", std::move(prints)}});
  if (!answer) return tl::make_unexpected(answer.error());
  std::vector<Start> answers;
  for (const auto& word : answer->as_array()) answers.push_back(answer_of(word.as_string()));
  if (answers.size() == jobs.size()) return answers;
  return base::fail(ErrorKind::Incompatible, "The server answers in another way; update both programs.");
}

// Nothing of them was printed. Of the last ones only the answer may be lost. Tried once: enough time was spent.
void PrintJournal::take_back(const std::vector<BadgeJob>& begun, const std::vector<BadgeJob>& perhaps) {
  const auto gives_up = std::exchange(gives_up_, [] { return true; });
  bool heard = note_all(begun, store::PrintState::Failed).has_value();
  for (std::size_t i = 0; heard && i < perhaps.size(); ++i) {
    const auto noted = note_all({perhaps[i]}, store::PrintState::Failed);
    heard = noted || noted.error().kind == ErrorKind::NotFound;  // not begun
  }
  gives_up_ = gives_up;
}

Result<void> PrintJournal::note(const spool::BadgeProgress& progress) {
  return ask("badge.note",
             {{"event", event_}, {"prints", json::array{json_of(progress)}}, {"fault", fault_of(progress)}})
      .map([](const json::value&) {});
}

// What is asked twice is done once: a start is known by its job, an end by its badge.
Result<json::value> PrintJournal::ask(const std::string& command, const json::object& arguments) {
  const auto until = std::chrono::steady_clock::now() + patience;
  while (true) {
    auto answer = session_->run(command, arguments);
    if (answer || !may_pass(answer.error()) || gives_up_() || std::chrono::steady_clock::now() > until) return answer;
    std::this_thread::sleep_for(between_attempts);
  }
}

Result<void> PrintJournal::note_all(const std::vector<BadgeJob>& jobs, store::PrintState state) {
  for (const auto& some : in_parts(jobs)) {
    json::array prints;
    for (const auto& job : some) prints.push_back(json_of(progress_of(job, state)));
    const auto noted = ask("badge.note", {{"event", event_}, {"prints", std::move(prints)}});
    if (!noted) return tl::make_unexpected(noted.error());
  }
  return {};
}

Result<Printing> Printing::open(Session& session, const PressOptions& event) {
  auto journal = PrintJournal::open(session, event.event);
  if (!journal) return tl::make_unexpected(journal.error());
  auto press = open_press(session, event);
  if (!press) return tl::make_unexpected(press.error());
  return Printing{*std::move(journal), *std::move(press)};
}

LackingBadges without_badge(const std::vector<const commands::ListedBadge*>& badges) {
  LackingBadges lacking;
  for (const auto* badge : badges) {
    if (!badge->has_none()) continue;
    if (badge->field("name").empty()) {
      ++lacking.unnamed;
    } else {
      lacking.named.push_back(badge);
    }
  }
  return lacking;
}

std::string missing_text(const std::vector<MissingBadge>& missing) {
  TextTable table({"NOT PRINTED", "WHY"});
  for (const auto& [badge, reason] : missing) table.add({badge->field("name"), reason});
  return table.text({});
}

boost::json::array json_of_missing(const std::vector<MissingBadge>& missing) {
  boost::json::array all;
  for (const auto& [badge, reason] : missing) {
    all.push_back(boost::json::object{{"ticket", badge->ticket.text()},
                                      {"place", badge->place_number},
                                      {"name", badge->field("name")},
                                      {"reason", reason}});
  }
  return all;
}

std::string unnamed_text(std::size_t unnamed) {
  if (unnamed == 0) return {};
  if (unnamed == 1) return "1 has no name yet and was left out.\n";
  return fmt::format("{} have no name yet and were left out.\n", unnamed);
}

}  // namespace einlass::cli
