#include "server/crm/deliver.h"

#include <algorithm>
#include <utility>

namespace einlass::crm {
namespace {

OutboxRows rows_of(const std::vector<DeliveryStep>& steps, Step step) {
  OutboxRows rows;
  for (const auto& each : steps) {
    if (each.step == step) rows.push_back(each.row);
  }
  return rows;
}

void add(std::vector<Delivered>& all, const OutboxRows& rows, Step step, const std::vector<Answer>& answers) {
  for (std::size_t place = 0; place < rows.size(); ++place) {
    all.push_back({.record = rows[place].record, .step = step, .answer = answers[place]});
  }
}

Delivered settle(Target& target, const OutboxRow& row, std::vector<Held> held) {
  Delivered delivered{.record = row.record, .step = Step::Ask, .answer = {.fate = Fate::Done}};
  delivered.judgement = judge(row, std::move(held));
  for (const auto& surplus : delivered.judgement.surplus) {
    delivered.answer = target.remove_held(surplus);
    if (delivered.answer.fate != Fate::Done) return delivered;
  }
  return delivered;
}

const Answer* find(const std::map<std::string, Answer>& untold, const std::string& record) {
  const auto found = untold.find(record);
  return found == untold.end() ? nullptr : &found->second;
}

void ask(Target& target, const OutboxRows& rows, std::vector<Delivered>& all) {
  if (rows.empty()) return;
  auto found = target.held(rows);
  for (const auto& row : rows) {
    const auto* untold = found ? find(found->untold, row.record) : &found.error();
    if (untold != nullptr) {
      all.push_back({.record = row.record, .step = Step::Ask, .answer = *untold});
    } else {
      all.push_back(settle(target, row, std::move(found->by_record[row.record])));
    }
  }
}

// nullptr: it goes on.
const Answer* stop_in(const std::vector<Delivered>& all) {
  const auto stopped = std::ranges::find_if(all, [](const Delivered& each) { return stops(each.answer.fate); });
  return stopped == all.end() ? nullptr : &stopped->answer;
}

}  // namespace

std::vector<Delivered> carry_out(Target& target, const std::vector<DeliveryStep>& steps) {
  std::vector<Delivered> all;
  OutboxRows rows;
  for (const auto& each : steps) rows.push_back(each.row);
  const auto ready = target.prepare(rows);
  if (ready.fate != Fate::Done) {
    for (const auto& each : steps) {
      all.push_back({.record = each.row.record, .step = each.step, .answer = not_sent(ready)});
    }
    return all;
  }
  ask(target, rows_of(steps, Step::Ask), all);
  for (const auto step : {Step::Remove, Step::Create}) {
    const auto those = rows_of(steps, step);
    if (those.empty()) continue;
    if (const auto* stop = stop_in(all); stop != nullptr) {
      add(all, those, step, std::vector(those.size(), not_sent(*stop)));
    } else {
      add(all, those, step, step == Step::Remove ? target.remove(those) : target.create(those));
    }
  }
  return all;
}

OutboxRow after(OutboxRow row, const Delivered& delivered, const Manner& manner, base::Instant now) {
  if (row.state != rules::OutboxState::Sent) return row;  // it is not what was begun any more
  if (delivered.step != Step::Ask) return answered(std::move(row), delivered.answer, now);
  if (delivered.answer.fate != Fate::Done) return not_asked(std::move(row), delivered.answer, now);
  return asked(std::move(row), delivered.judgement, manner, now);
}

}  // namespace einlass::crm
