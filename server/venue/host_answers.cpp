// What a guest says to the event's questions, where somebody at a page asks them.
#include "core/wire/private_fields.h"
#include "db/attendance_journal.h"
#include "db/ticket_rows.h"
#include "server/venue/host_desk.h"
#include "server/venue/plain_text.h"

#include <algorithm>

namespace einlass::venue {
namespace {

using base::ErrorKind;

constexpr std::size_t longest_answer = 200;  // as at a kiosk

const rules::Question* question_called(const rules::EventPolicy& policy, const std::string& id) {
  const auto found = std::find_if(policy.questions.begin(), policy.questions.end(),
                                  [&](const rules::Question& question) { return question.id == id; });
  return found == policy.questions.end() ? nullptr : &*found;
}

tl::unexpected<base::Error> no_such_question() {
  return base::fail(ErrorKind::InvalidInput,
                    "The event does not ask that, or not in this way; look at its questions again.");
}

base::Result<void> check_answers(const rules::EventPolicy& policy, const HostAnswers& given) {
  for (const auto& [id, text] : given.answers) {
    const auto* question = question_called(policy, id);
    if (question == nullptr || question->consent) return no_such_question();
    if (text.empty() || !is_plain_line(text, longest_answer)) {
      return base::fail(ErrorKind::InvalidInput, "An answer is one line of up to 200 letters; type it again.");
    }
  }
  if (given.answers.empty() && given.consents.empty()) {
    return base::fail(ErrorKind::InvalidInput, "An answer is missing; ask the guest.");
  }
  return {};
}

// A yes is to the text as it is now.
base::Result<rules::AnswersGiven> fact_of(const rules::EventPolicy& policy, const HostAnswers& given) {
  if (auto fits = check_answers(policy, given); !fits) return base::failed(fits);
  rules::AnswersGiven fact;
  for (const auto& [id, text] : given.answers) fact.questions.push_back(id);
  for (const auto& [id, yes] : given.consents) {
    const auto* question = question_called(policy, id);
    if (question == nullptr || !question->consent || !question->text.contains(given.language)) {
      return no_such_question();
    }
    fact.consents.push_back(
        {.question = id, .text_version = question->text_version, .language = given.language, .yes = yes});
  }
  return fact;
}

bool answers_in(const rules::JournalRow& row, const rules::ScanStep& step) {
  return row.entry.scan == step && std::holds_alternative<rules::AnswersGiven>(row.entry.fact);
}

}  // namespace

base::Result<rules::ScanStep> HostDesk::answer_questions(const HostAsks& asks, const HostAnswers& given) {
  const auto at = at_as(asks, rules::Role::Staff);
  if (!at) return base::failed(at);
  const auto line = seen(*at, given.ticket);
  if (!line) return base::failed(line);
  auto fact = fact_of(at->event.policy, given);
  if (!fact) return base::failed(fact);
  const rules::ScanStep next{given.scan.scan, given.scan.step + 1};
  const auto rows = at->event.store.journal().entries_of_scan(next.scan);
  if (!rows) return base::failed(rows);
  const bool is_of_another = std::any_of(rows->begin(), rows->end(), [&](const auto& row) {
    return row.entry.ticket && *row.entry.ticket != given.ticket;
  });
  if (is_of_another) return base::fail(ErrorKind::InvalidInput, "That scan was of another ticket; begin a new one.");
  if (std::any_of(rows->begin(), rows->end(), [&](const auto& row) { return answers_in(row, next); })) return next;
  const auto by = at->acting();
  rules::EntryDraft draft;
  draft.place = by.place;
  draft.operator_number = by.operator_number;
  draft.ticket = line->ticket;
  if (!line->guest.is_nil()) draft.guest = line->guest;
  draft.scan = next;
  draft.fact = *std::move(fact);
  if (!given.answers.empty()) draft.private_content = wire::private_fields(given.answers);
  const auto written = in_batch([&] { return door_.append(by.event, draft); });
  if (!written) return base::failed(written);
  return next;
}

}  // namespace einlass::venue
