#include "server/cli/badge_run.h"

#include "core/rules/ticket_code.h"
#include "printing/spool/closing_fact.h"
#include "printing/spool/reasons.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace einlass::cli {

using base::Result;
using store::PrintState;

namespace {

constexpr int most_attempts = 3;                          // of one badge
constexpr int most_failures = 3;                          // of one printer in a row, until nobody hopes any more
constexpr std::chrono::minutes patience_with_printer{5};  // that takes no badge
constexpr std::chrono::seconds rest_after_failure{5};
constexpr std::chrono::milliseconds look_around{200};

// Somebody stands beside the printers and puts labels in: patience is longer than at a door.
spool::SpoolerTiming patient() {
  spool::SpoolerTiming timing;
  timing.stuck_patience = timing.busy_patience = std::chrono::minutes(10);
  return timing;
}

bool is_loaded_with(spool::MediaSize loaded, const badge::BadgeTemplate& drawing) {
  return spool::MediaRange::exactly(loaded).holds(spool::MediaSize::from_mm(drawing.width_mm(), drawing.height_mm()));
}

}  // namespace

BadgeRun::BadgeRun(RunParts parts, std::vector<std::unique_ptr<spool::Printer>> printers) : parts_(std::move(parts)) {
  for (auto& printer : printers) {
    auto& lane = lanes_.emplace_back();
    lane.printer = printer->config().name;
    lane.media = printer->config().media;
    std::vector<std::unique_ptr<spool::Printer>> only;
    only.push_back(std::move(printer));
    const auto post = [this](spool::BadgeProgress progress) {
      {
        const std::lock_guard lock(mutex_);
        progress_.push_back(std::move(progress));
      }
      posted_.notify_one();
    };
    lane.spooler = std::make_unique<spool::Spooler>(spool::Spooler::Setup{
        .printers = std::move(only), .post = post, .post_conditions = {}, .stock_file = {}, .timing = patient()});
  }
}

Result<RunResult> BadgeRun::run(const LackingBadges& badges) {
  if (auto queued = enqueue(badges.named); !queued) return tl::make_unexpected(queued.error());
  result_.wanted = badges.named.size();
  result_.unnamed = badges.unnamed;
  parts_.journal.insist_until([this] { return parts_.interrupts > 1; });
  while (parts_.interrupts < 2 && !result_.error) {
    const bool ends = parts_.interrupts > 0 || is_hopeless();
    if (ends && !is_busy()) break;
    result_.paused = parts_.interrupts > 0;
    if (auto done = step(result_.paused); !done) result_.error = done.error();
    parts_.report(result_);
  }
  result_.paused = parts_.interrupts > 0;
  for (const auto& lane : lanes_) {
    if (lane.task && lane.started) result_.in_doubt.push_back(lane.job);
  }
  return std::move(result_);
}

Result<void> BadgeRun::step(bool pauses) {
  if (pauses) {
    drop_what_waits();
  } else {
    hand_out();
  }
  for (const auto& progress : next_progress()) {
    if (auto taken = take(progress); !taken) return taken;
  }
  return {};
}

Result<void> BadgeRun::enqueue(const std::vector<const commands::ListedBadge*>& badges) {
  for (const auto* badge : badges) {
    const auto drawing = parts_.press.drawing_of(*badge);
    if (!drawing) return tl::make_unexpected(drawing.error());
    const bool fits = std::any_of(lanes_.begin(), lanes_.end(),
                                  [&](const Lane& lane) { return is_loaded_with(lane.media, **drawing); });
    if (!fits) {
      return base::fail(base::ErrorKind::InvalidInput,
                        fmt::format("None of these printers is loaded with {:g} x {:g} mm; name one with --printer, or "
                                    "correct its media in server.toml.",
                                    (*drawing)->width_mm(), (*drawing)->height_mm()));
    }
    tasks_.push_back({.badge = badge, .drawing = *drawing});
  }
  return {};
}

void BadgeRun::hand_out() {
  const auto now = std::chrono::steady_clock::now();
  for (auto& lane : lanes_) {
    if (lane.task || lane.rests_until > now) continue;
    const auto next =
        std::find_if(tasks_.begin(), tasks_.end(), [&](const Task& task) { return may_take(lane, task); });
    if (next == tasks_.end()) continue;
    const Task task = *next;
    tasks_.erase(next);
    begin(lane, task);
  }
}

void BadgeRun::begin(Lane& lane, Task task) {
  lane.job = {.badge = task.badge,
              .id = rules::PrintJobId::random(),
              .serial = rules::BadgeSerial::random(),
              .printer = lane.printer};
  auto content = parts_.press.content_of(*task.badge, rules::badge_code(lane.job.serial));
  auto drawn = parts_.press.renderer().render_pdf(*task.drawing, content);
  if (!drawn) {  // no other badge suffers from what is wrong with this one
    result_.failed.push_back({task.badge, drawn.error().message});
    return;
  }
  lane.task = task;
  lane.started = false;
  lane.waits = false;
  lane.asked_to_drop = false;
  lane.spooler->print(
      {.id = lane.job.id,
       .ticket = task.badge->ticket,
       .serial = lane.job.serial,
       .place_number = task.badge->place_number,
       .pdf = std::move(drawn->pdf),
       .in_dots =
           [&renderer = parts_.press.renderer(), drawing = task.drawing, content](int dpi) {
             return renderer.render_dots(*drawing, content, dpi).map([](badge::RenderedDots&& rendered) {
               return std::move(rendered.dots);
             });
           },
       .media = spool::MediaSize::from_mm(task.drawing->width_mm(), task.drawing->height_mm()),
       .avoid = {}});
}

Result<void> BadgeRun::take(const spool::BadgeProgress& progress) {
  const auto lane = std::find_if(lanes_.begin(), lanes_.end(),
                                 [&](const Lane& each) { return each.task && each.job.id == progress.id; });
  if (lane == lanes_.end()) return hear_late(progress);
  const bool waits_for_printer = progress.state == PrintState::Queued && progress.printer.empty();
  if (waits_for_printer) return {};
  if (progress.state == PrintState::Queued) return start(*lane);
  if (!lane->started) {  // it cannot print now; nothing was written
    if (!lane->asked_to_drop) rest(*lane, progress.reason);
    if (!lane->away_since) lane->away_since = std::chrono::steady_clock::now();
    put_back(*lane);
    return {};
  }
  const auto noted = parts_.journal.note(progress);
  if (!noted) return noted;
  if (spool::closing_fact(progress)) {
    end(*lane, progress);
    return {};
  }
  if (!progress.reason.empty()) result_.trouble[lane->printer] = spool::in_words(progress.reason);
  lane->waits = !progress.reason.empty();
  return {};
}

Result<void> BadgeRun::start(Lane& lane) {
  if (lane.started) {  // its printer was busy or away in between, and has nothing of it yet
    lane.spooler->started_is_durable(lane.job.id);
    return {};
  }
  const auto answers = parts_.journal.start({lane.job});
  if (!answers) return tl::make_unexpected(answers.error());
  const auto answer = answers->front();
  if (answer == Start::Started) {
    lane.started = true;
    lane.away_since.reset();
    lane.spooler->started_is_durable(lane.job.id);
    return {};
  }
  if (answer == Start::HasOne) ++result_.had_one;
  if (answer == Start::NotExpected) result_.not_expected.push_back(lane.task->badge);
  lane.spooler->cancel(lane.job.id);
  lane.task.reset();
  return {};
}

void BadgeRun::end(Lane& lane, const spool::BadgeProgress& progress) {
  const Task task = *lane.task;
  const bool meant = lane.asked_to_drop && progress.state == PrintState::Failed;
  lane.task.reset();
  if (progress.state == PrintState::Printed) {
    ++result_.printed;
    lane.failures = 0;
    result_.trouble.erase(lane.printer);
    return;
  }
  if (!meant) {
    ++lane.failures;
    rest(lane, progress.reason);
  }
  if (progress.state == PrintState::Unknown) {
    doubts_.push_back({task, lane.job});
    result_.in_doubt.push_back(lane.job);
  } else if (meant) {
    tasks_.push_front(task);
  } else {
    try_again(task, progress.reason);
  }
}

void BadgeRun::try_again(Task task, const std::string& reason) {
  if (++task.attempts < most_attempts) {
    tasks_.push_front(task);
  } else {
    result_.failed.push_back({task.badge, spool::in_words(reason)});
  }
}

// Of a badge in doubt: its printer is heard again and knows.
Result<void> BadgeRun::hear_late(const spool::BadgeProgress& progress) {
  const auto is_meant = [&](const BadgeJob& job) { return job.id == progress.id; };
  const auto doubt =
      std::find_if(doubts_.begin(), doubts_.end(), [&](const Doubt& each) { return is_meant(each.job); });
  const bool came_out = progress.state == PrintState::Printed;
  if (doubt == doubts_.end() || (!came_out && progress.state != PrintState::Failed)) return {};
  if (auto noted = parts_.journal.note(progress); !noted) return noted;
  const Task task = doubt->task;
  doubts_.erase(doubt);
  std::erase_if(result_.in_doubt, is_meant);
  if (came_out) {
    ++result_.printed;
  } else {
    try_again(task, progress.reason);
  }
  return {};
}

void BadgeRun::rest(Lane& lane, const std::string& reason) {
  lane.rests_until = std::chrono::steady_clock::now() + rest_after_failure;
  result_.trouble[lane.printer] = spool::in_words(reason);
}

void BadgeRun::put_back(Lane& lane) {
  tasks_.push_front(*lane.task);
  lane.task.reset();
}

// Who pauses does not wait for printers or labels: a printer is asked to drop the badge, and what it says counts.
void BadgeRun::drop_what_waits() {
  for (auto& lane : lanes_) {
    const bool waits = lane.waits || !lane.started;
    if (!lane.task || !waits || lane.asked_to_drop) continue;
    lane.asked_to_drop = true;
    lane.spooler->cancel(lane.job.id);
  }
}

// What was posted meanwhile; nothing now and then, to look at what time brings.
std::deque<spool::BadgeProgress> BadgeRun::next_progress() {
  std::unique_lock lock(mutex_);
  posted_.wait_for(lock, look_around, [this] { return !progress_.empty(); });
  return std::exchange(progress_, {});
}

bool BadgeRun::is_busy() const {
  return std::any_of(lanes_.begin(), lanes_.end(), [](const Lane& lane) { return lane.task.has_value(); });
}

bool BadgeRun::may_take(const Lane& lane, const Task& task) {
  const bool away = lane.away_since && std::chrono::steady_clock::now() - *lane.away_since > patience_with_printer;
  return !away && lane.failures < most_failures && is_loaded_with(lane.media, *task.drawing);
}

bool BadgeRun::is_hopeless() const {
  return std::none_of(tasks_.begin(), tasks_.end(), [&](const Task& task) {
    return std::any_of(lanes_.begin(), lanes_.end(), [&](const Lane& lane) { return may_take(lane, task); });
  });
}

}  // namespace einlass::cli
