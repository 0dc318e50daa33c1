#include "server/venue/source_desk.h"

#include "core/base/log.h"
#include "core/rules/ticket_code.h"
#include "server/crm/waiting.h"
#include "server/guests/pulled_table.h"

#include <algorithm>

namespace einlass::venue {
namespace {

using base::Milliseconds;
using base::Result;

const wire::CodeTarget* whole_code(const wire::AdmitRequest& request) {
  const auto* target = std::get_if<wire::CodeTarget>(&request.target);
  return target == nullptr || target->code.empty() ? nullptr : target;
}

}  // namespace

CodeQuestion::Answer CodeQuestion::ask() const {
  const auto secret = settings::read_secret(source.connector);
  if (!secret) return {.ticket = base::failed(secret)};
  crm::HurriedWaiting waiting(SourceDesk::longest_wait);
  auto connector = source.connector;
  // Requests of one question follow each other; how often there is one, the desk says.
  connector.requests_per_minute = 6'000;
  const auto asked = crm::make_source(connector, *secret, {waiting, source.pace});
  Answer answer{.ticket = asked->ticket_with(source.scope, code)};
  if (const auto until = waiting.take_pause()) answer.pause = *until - waiting.now();
  return answer;
}

Milliseconds SourceDesk::now() const {
  return state_.options().clock->monotonic();
}

SourceDesk::Pace& SourceDesk::pace_of(const settings::ConnectorSettings& connector) {
  const AllowanceRule rule{.at_once = at_once,
                           .one_more_each = Milliseconds(60'000 * share_of_requests / connector.requests_per_minute)};
  return paces_.try_emplace(connector.name, Pace{.questions = Allowance(rule)}).first->second;
}

bool SourceDesk::is_on_its_way(const wire::AdmitRequest& request) const {
  const auto* target = whole_code(request);
  if (target == nullptr) return false;
  const auto asked = asked_.find({request.event, target->hash});
  return asked != asked_.end() && now() < asked->second.until;
}

bool SourceDesk::is_asked(const std::string& asker, const wire::AdmitRequest& request) {
  const auto* target = whole_code(request);
  if (target == nullptr || !asker_) return false;
  const Code code{request.event, target->hash};
  const auto asked = asked_.find(code);
  if (asked != asked_.end()) return now() < asked->second.until;
  if (is_known_as_unknown(code)) return false;
  auto sources = crm_.sources_of(request.event);
  std::erase_if(sources, [&](const auto& each) { return !crm::may_find(each.connector, target->code); });
  if (sources.empty() || !door_.is_unknown(request) || !may_miss(asker)) return false;
  const int open = ask_sources(
      {.event = request.event, .hash = target->hash, .code = target->code, .source = {}, .asker = asker}, sources);
  if (open == 0) return false;
  misses_.at(asker).take(now());
  asked_[code] = {.until = now() + longest_wait, .open = open};
  return true;
}

bool SourceDesk::is_known_as_unknown(const Code& code) const {
  const auto unknown = unknown_until_.find(code);
  return unknown != unknown_until_.end() && now() < unknown->second;
}

bool SourceDesk::may_miss(const std::string& asker) {
  const auto at = now();
  std::erase_if(misses_, [&](const auto& each) { return each.second.is_whole(at); });
  if (!misses_.contains(asker) && misses_.size() >= most_askers) return false;
  return misses_.try_emplace(asker, misses_of_one).first->second.has(at);
}

int SourceDesk::ask_sources(const CodeQuestion& question, const std::vector<TicketSource>& sources) {
  int open = 0;
  for (const auto& source : sources) {
    auto& pace = pace_of(source.connector);
    if (now() < pace.paused_until || !pace.questions.has(now())) continue;
    auto to_source = question;
    to_source.source = source;
    if (!asker_(std::move(to_source))) continue;
    pace.questions.take(now());
    ++open;
  }
  return open;
}

base::Result<bool> SourceDesk::answered(const CodeQuestion& question, const CodeQuestion::Answer& answer) {
  const Code code{question.event, question.hash};
  const auto asked = asked_.find(code);
  const bool is_found = answer.ticket && *answer.ticket;
  const bool is_last = asked != asked_.end() && --asked->second.open == 0;
  if (asked != asked_.end() && !answer.ticket) asked->second.has_failed = true;
  const bool came_to_nothing = is_last && !is_found && !asked->second.has_failed;
  if (asked != asked_.end() && (is_last || is_found)) asked_.erase(asked);
  if (answer.ticket) {
    pace_of(question.source.connector).failures = 0;
  } else {
    pause(question, answer);
  }
  if (came_to_nothing) note_unknown(code);
  const auto misses = misses_.find(question.asker);
  const bool is_over = is_found || (is_last && !came_to_nothing);
  if (is_over && misses != misses_.end()) misses->second.give_back(now());
  return is_found ? crm_.take_over(question.event, question.source, **answer.ticket) : base::Result<bool>(false);
}

void SourceDesk::pause(const CodeQuestion& question, const CodeQuestion::Answer& answer) {
  auto& pace = pace_of(question.source.connector);
  const auto growing = shortest_pause * (1 << std::min(pace.failures++, 5));
  const auto pause = std::min(std::max(growing, answer.pause), longest_pause);
  pace.paused_until = now() + pause;
  base::log_warning("codes that nobody knows are not asked for at {} for {} s: {}", question.source.connector.name,
                    pause.count() / 1'000, answer.ticket.error().message);
}

void SourceDesk::note_unknown(const Code& code) {
  if (!unknown_until_.insert_or_assign(code, now() + unknown_lasts).second) return;
  unknown_.push_back(code);
  if (unknown_.size() <= most_unknown) return;
  unknown_until_.erase(unknown_.front());
  unknown_.pop_front();
}

std::vector<TicketSource> CrmDesk::sources_of(rules::EventId id) {
  std::vector<TicketSource> sources;
  const auto event = state_.event(id);
  if (!event || (*event)->record.closed || knows_nothing()) return sources;
  const auto links = store().and_then([&](store::CrmStore* crm) { return crm->links(id); });
  if (!links) return sources;
  for (const auto& link : *links) {
    auto known = connector(link.connector);
    const auto pull = (*store())->pull({.connector = link.connector, .remote = link.remote});
    if (!known || !pull || !pull->finished) continue;
    sources.push_back({.connector = *std::move(known),
                       .scope = {.full = false, .watermark = pull->watermark, .remote = link.remote},
                       .list = link.list,
                       .pace = paces_.of(link.connector)});
  }
  return sources;
}

Result<bool> CrmDesk::take_over(rules::EventId id, const TicketSource& source, const rules::PulledTicket& ticket) {
  const auto sources = sources_of(id);
  const bool is_linked = std::any_of(sources.begin(), sources.end(), [&](const auto& each) {
    return each.connector.name == source.connector.name && each.scope.remote == source.scope.remote;
  });
  if (!is_linked) return false;  // any more
  const store::PullKey key{.connector = source.connector.name, .remote = source.scope.remote};
  if (auto kept = (*store())->keep_found(key, ticket); !kept) return base::failed(kept);
  const auto begun = guests_.begin_import(
      {.event = id.text(), .content = {}, .source = source.connector.name, .list = source.list, .is_pulled = true});
  if (!begun) return base::failed(begun);
  auto preview = guests::preview_tickets({ticket}, begun->settings);
  if (preview.rows.empty()) return false;
  const auto& book = (*state_.event(id))->store.guests();
  const auto erased = book.erased();
  if (!erased) return base::failed(erased);
  if (erased->contains(preview.rows.front().row.guest.id)) return false;
  const auto of_order = book.by_order(preview.rows.front().row.order_ref);
  if (!of_order) return base::failed(of_order);
  guests::note_buyers_addresses(preview, *of_order);
  const auto pull = under_way_.find(key.connector);
  if (pull != under_way_.end() && pull->second.key == key) pull->second.found.push_back(preview.rows.front());
  const auto row = preview.rows.front().row;
  const auto known = book.by_ticket(row.ticket.id);
  if (!known) return base::failed(known);
  // Of a list that came as a file, or from before the source gave codes, it has none.
  const bool may_be_there = std::any_of(of_order->begin(), of_order->end(), [&](const auto& each) {
    return each.source != row.source || each.external_id == row.external_id || each.code_hashes.empty();
  });
  // Somebody new needs no look at the whole list, which may be long.
  if (!*known && !may_be_there) return guests_.put(id, row).map([] { return true; });
  return guests_.finish_import(begun->import, std::move(preview)).map([](const auto& report) {
    return report.written;
  });
}

}  // namespace einlass::venue
