#include "server/crm/answer.h"
#include "server/crm/sweep.h"
#include "server/crm/target.h"

#include <boost/json.hpp>
#include <fmt/format.h>

namespace einlass::crm {

HeldOutcome Target::held(const OutboxRows& /*rows*/) {
  return HeldThere();
}

Answer Target::remove_held(const std::string& /*remote_id*/) {
  return {.fate = Fate::Done};
}

Answer answer_of(const HttpOutcome& outcome, const WordsOf& words_of) {
  if (!outcome) {
    return {.fate = outcome.error().sent == Sent::No ? Fate::Busy : Fate::Unknown,
            .words = outcome.error().why.message,
            .retry_after = outcome.error().pause};
  }
  const auto wait = outcome->retry_after.value_or(base::Milliseconds(0));
  auto words = words_of(*outcome);
  if (words.empty()) words = fmt::format("HTTP {}", outcome->status);
  switch (trouble_of(outcome->status, outcome->retry_after.has_value())) {
    case Trouble::None:
      if (!outcome->body.empty() && value_in(outcome->body).is_null()) return unreadable("an answer");
      return {.fate = Fate::Done};
    case Trouble::Row:
      return {.fate = Fate::Refused, .words = words};
    case Trouble::Moment:  // of an error of its own nobody knows at which point it came
      return {.fate = outcome->status >= 500 ? Fate::Unknown : Fate::Busy, .words = words, .retry_after = wait};
    case Trouble::Target:
      return {.fate = Fate::Stopped, .words = words};
  }
  return {};
}

Answer unreadable(const char* what) {
  return {.fate = Fate::Unknown, .words = fmt::format("{} that cannot be read", what)};
}

Answer not_sent(const Answer& why) {
  auto answer = why;
  answer.fate = stops(why.fate) ? Fate::Stopped : Fate::Busy;
  return answer;
}

Answer of_one_row(const Answer& why) {
  return stops(why.fate) || why.fate == Fate::Busy ? not_sent(why) : why;
}

std::vector<Answer> one_by_one(const OutboxRows& rows, const std::function<Answer(const OutboxRow&)>& request) {
  std::vector<Answer> answers;
  int silent = 0;
  bool goes_on = true;
  for (const auto& row : rows) {
    if (!goes_on) {
      answers.push_back(not_sent(answers.back()));
      continue;
    }
    answers.push_back(request(row));
    const auto fate = answers.back().fate;
    silent = fate == Fate::Unknown ? silent + 1 : 0;
    goes_on = !stops(fate) && fate != Fate::Busy && silent < most_silent;
  }
  return answers;
}

Answer swept(const ReadPage& read) {
  boost::json::object position;
  while (true) {
    const Sweep sweep(position);
    auto pages = sweep.page();
    auto answer = read(sweep.page(), pages);
    if (answer.fate == Fate::Refused && sweep.page() > 1) {  // the last page went with those who left
      answer = {.fate = Fate::Done};
      pages = sweep.page() - 1;
    }
    if (answer.fate != Fate::Done || !sweep.next(position, pages)) return answer;
  }
}

}  // namespace einlass::crm
