#include "server/venue/crm_desk.h"

#include "core/base/log.h"
#include "server/guests/pulled_table.h"

#include <algorithm>
#include <ctime>
#include <utility>

#include <fmt/format.h>

namespace einlass::venue {
namespace {

using base::ErrorKind;
using base::Result;

constexpr std::size_t longest_remote = 200;

Result<void> check_remote(const std::string& remote) {
  const bool fits = !remote.empty() && remote.size() <= longest_remote &&
                    std::all_of(remote.begin(), remote.end(), [](char c) { return c > ' ' && c != 0x7F; });
  if (fits) return {};
  return base::fail(ErrorKind::InvalidInput,
                    "What the system calls the event must be one word, such as its number or short name there.");
}

// By this machine's time zone: a connector belongs to no event.
int local_hour(base::Instant at) {
  const auto seconds = static_cast<std::time_t>(at.unix_ms() / 1000);
  std::tm local{};
  ::localtime_r(&seconds, &local);
  return local.tm_hour;
}

bool is_news(const store::PullFigures& figures) {
  return figures.came + figures.changed + figures.went > 0;
}

// By schedule nobody is there to read the report.
void warn_of_refused(const PullJob& job, const guests::ImportPreview& preview) {
  if (preview.refused.empty() || job.dry_run) return;
  base::log_warning(
      "{} tickets of {} cannot be read, so that they do not change the list; einlass crm pull --full "
      "--dry-run says why",
      preview.refused.size(), job.connector.name);
}

store::PullFigures figures_of(const GuestImportReport& import) {
  store::PullFigures figures{.came = import.plan.count(guests::ChangeKind::Added),
                             .refused = static_cast<int>(import.preview.refused.size())};
  for (const auto& change : import.plan.changes) {
    if (guests::takes_off(change)) {
      ++figures.went;
    } else if (change.kind == guests::ChangeKind::Changed) {
      ++figures.changed;
    }
  }
  return figures;
}

store::ReadTickets read_tickets(const guests::ImportPreview& preview) {
  store::ReadTickets read;
  for (const auto& row : preview.rows) read.taken.insert(row.row.external_id);
  // Behind those that cannot be read stand those that are hidden.
  for (std::size_t i = 0; i < preview.refused.size(); ++i) read.refused.insert(preview.refused_guests[i].external_id);
  return read;
}

}  // namespace

Result<store::CrmStore*> CrmDesk::store() {
  if (!store_) {
    auto opened = store::CrmStore::open(state_.options().state_directory / crm_file);
    if (!opened) return base::failed(opened);
    store_ = *std::move(opened);
  }
  return &*store_;
}

bool CrmDesk::knows_nothing() const {
  return !std::filesystem::exists(state_.options().state_directory / crm_file);
}

Result<std::vector<std::string>> CrmDesk::never_pulled() {
  std::vector<std::string> connectors;
  for (const auto& connector : state_.options().connectors) {
    if (!crm::gives_persons(connector.kind)) continue;
    const auto pull = knows_nothing() ? Result<store::PullRecord>() : store().and_then([&](store::CrmStore* crm) {
      return crm->pull({.connector = connector.name, .remote = {}});
    });
    if (!pull) return base::failed(pull);
    if (!pull->finished) connectors.push_back(connector.name);
  }
  return connectors;
}

Result<settings::ConnectorSettings> CrmDesk::connector(const std::string& name) const {
  return settings::connector_named(state_.options().connectors, name);
}

Result<void> CrmDesk::link(const std::string& key, const std::string& name, const std::string& remote,
                           const std::string& list) {
  const auto known = connector(name);
  if (!known) return base::failed(known);
  if (!crm::gives_tickets(known->kind)) {
    return base::fail(ErrorKind::InvalidInput, fmt::format("{} is {} and has no events that guests could come from.",
                                                           name, settings::word(known->kind)));
  }
  if (auto fits = check_remote(remote); !fits) return fits;
  if (auto fits = check_list(list); !fits) return fits;
  const auto event = state_.event(key);
  if (!event) return base::failed(event);
  // What it brings would be guests of an event that the link is not of any more.
  if (auto idle = require_idle(name); !idle) return idle;
  looks_.clear();
  const auto crm = store();
  if (!crm) return base::failed(crm);
  const auto links = (*crm)->links();
  if (!links) return base::failed(links);
  for (const auto& link : *links) {
    if (link.connector != name || link.remote != remote || link.event == (*event)->record.id) continue;
    return base::fail(ErrorKind::AlreadyExists,
                      fmt::format("Another event gets its guests from {} there; unlink that one first.", remote));
  }
  return (*crm)->put_link({.event = (*event)->record.id, .connector = name, .remote = remote, .list = list});
}

Result<void> CrmDesk::unlink(const std::string& key, const std::string& name) {
  const auto event = state_.event(key);
  if (!event) return base::failed(event);
  // Its pages would come after what is known of the link was forgotten.
  if (auto idle = require_idle(name); !idle) return idle;
  looks_.clear();
  return store().and_then([&](store::CrmStore* crm) { return crm->remove_link((*event)->record.id, name); });
}

Result<void> CrmDesk::require_idle(const std::string& name) const {
  if (!under_way_.contains(name)) return {};
  return base::fail(ErrorKind::AlreadyExists,
                    fmt::format("{} is being pulled; wait for its end, which einlass crm status tells.", name));
}

Result<PullJob> CrmDesk::job_of(const DuePull& wanted) {
  auto known = connector(wanted.connector);
  if (!known) return base::failed(known);
  PullJob job{.connector = *std::move(known),
              .event = wanted.event,
              .key = {.connector = wanted.connector, .remote = {}},
              .full = wanted.full,
              .pace = paces_.of(wanted.connector),
              .file = state_.options().state_directory / crm_file};
  if (crm::gives_persons(job.connector.kind) && wanted.event.empty()) return job;
  const auto event = state_.event(wanted.event);
  if (!event) return base::failed(event);
  const auto crm = store();
  if (!crm) return base::failed(crm);
  const auto links = (*crm)->links((*event)->record.id);
  if (!links) return base::failed(links);
  for (const auto& link : *links) {
    if (link.connector != wanted.connector) continue;
    job.key.remote = link.remote;
    job.list = link.list;
  }
  if (!job.key.remote.empty()) return job;
  return base::fail(ErrorKind::NotFound,
                    fmt::format("The event is not linked to {}; link it first.", wanted.connector));
}

// An event that may not be imported into is not pulled for.
Result<PullJob> CrmDesk::with_import(PullJob job) {
  auto begun = guests_.begin_import({.event = job.event,
                                     .content = {},
                                     .source = job.connector.name,
                                     .list = job.list,
                                     .is_pulled = true,
                                     .dry_run = job.dry_run});
  const auto event = state_.event(job.event);
  if (!begun || !event) return begun ? base::failed(event) : base::failed(begun);
  job.import = *std::move(begun);
  job.event_file = (*event)->store.options();
  return job;
}

Result<PullJob> CrmDesk::begin_pull(const DuePull& wanted, bool dry_run) {
  auto job = job_of(wanted);
  if (!job) return job;
  job->dry_run = dry_run;
  if (auto idle = require_idle(wanted.connector); !idle) return base::failed(idle);
  if (wanted.is_by_schedule) {
    if (auto known = require_known_map(*job); !known) return noted_trouble(job->key, known.error());
  }
  if (!job->event.empty()) {
    const auto key = job->key;
    job = with_import(*std::move(job));
    if (!job) return noted_trouble(key, job.error());
  }
  if (auto told = tell_purged_events(); !told) return base::failed(told);
  looks_.erase(job->key);
  under_way_[wanted.connector] = {.key = job->key};
  return job;
}

tl::unexpected<base::Error> CrmDesk::noted_trouble(const store::PullKey& key, const base::Error& error) {
  const auto noted =
      store().and_then([&](store::CrmStore* crm) { return crm->note_trouble(key, error.message, state_.now()); });
  return tl::make_unexpected(noted ? error : noted.error());
}

Result<PullReport> CrmDesk::finish_pull(const PullJob& job, Result<PullRead> read) {
  const auto under_way = std::exchange(under_way_[job.connector.name], {});
  under_way_.erase(job.connector.name);
  if (!read) return noted_trouble(job.key, read.error());
  if (!job.event.empty()) return finish_tickets(job, *std::move(read), under_way);
  if (read->look) return finish_look(job, *std::move(read->look), under_way);
  const auto figures = read->pull.figures.value_or(store::PullFigures());
  if (is_news(figures)) ++mirror_news_;
  if (auto noted = note_unmatched(); !noted) return base::failed(noted);
  return PullReport{.connector = job.connector.name, .event = {}, .full = job.full, .figures = figures, .import = {}};
}

// A purge ends pulls; who was erased must not come back with what was read before.
Result<void> CrmDesk::require_wanted(const PullJob& job) {
  const auto event = state_.event(job.event);
  if (!event) return base::failed(event);
  const auto crm = store();
  if (!crm) return base::failed(crm);
  const auto links = (*crm)->links((*event)->record.id);
  if (!links) return base::failed(links);
  const auto pull = (*crm)->pull(job.key);
  if (!pull) return base::failed(pull);
  const bool is_linked = std::any_of(links->begin(), links->end(), [&](const store::CrmLink& link) {
    return link.connector == job.key.connector && link.remote == job.key.remote;
  });
  if (is_linked && pull->running) return {};
  return base::fail(
      ErrorKind::Refused,
      fmt::format("While {} was pulled, the event was unlinked or guests were erased, so nothing of it was "
                  "taken over; pull again.",
                  job.connector.name));
}

Result<PullReport> CrmDesk::finish_tickets(const PullJob& job, PullRead read, const UnderWay& under_way) {
  if (auto wanted = require_wanted(job); !wanted) return noted_trouble(job.key, wanted.error());
  // A list without anybody stays one: it is not believed.
  if (read.preview && !read.preview->rows.empty()) guests::put_found(*read.preview, under_way.found);
  auto report = import_tickets(job, std::move(read));
  if (!report) return noted_trouble(job.key, report.error());
  if (report->import) {
    warn_of_refused(job, report->import->preview);
    report->figures = figures_of(*report->import);
    if (auto noted = (*store())->note_figures(job.key, report->figures); !noted) return base::failed(noted);
    if (auto noted = note_refused(job, report->import->preview); !noted) return base::failed(noted);
  }
  const auto ended = job.dry_run ? (*store())->drop_pull(job.key) : (*store())->finish_pull(job.key, state_.now());
  if (!ended) return base::failed(ended);
  if (job.dry_run) return report;
  // Whose a ticket is may be otherwise though its guest is not: the full pull looks for her all the same.
  const auto event = state_.event(job.event);
  if (event && report->full) matched_.erase((*event)->record.id);
  if (auto noted = note_unmatched(); !noted) return base::failed(noted);
  return report;
}

Result<void> CrmDesk::note_refused(const PullJob& job, const guests::ImportPreview& preview) {
  return job.dry_run ? Result<void>() : (*store())->note_refused(job.key, read_tickets(preview));
}

Result<PullReport> CrmDesk::import_tickets(const PullJob& job, PullRead read) {
  PullReport report{.connector = job.connector.name,
                    .event = job.event,
                    .full = read.pull.full,
                    .tickets = read.tickets,
                    .import = {}};
  if (!read.preview) return report;
  if (!job.dry_run && !read.pull.looked && !read.pull.finished && read.meets_other_lists) {
    return base::fail(
        ErrorKind::Refused,
        fmt::format(
            "Guests from another list have the same codes, orders or addresses, and would be guests of {0} from "
            "now on, or be there twice; nothing was changed. Look at what {0} would bring with --dry-run, then "
            "pull.",
            job.connector.name));
  }
  auto wanted = job.import->import;
  wanted.withdraw_missing = read.pull.full;
  auto import = guests_.finish_import(wanted, *std::move(read.preview));
  if (!import) return base::failed(import);
  report.import = *std::move(import);
  return report;
}

bool CrmDesk::is_due(const settings::ConnectorSettings& connector, const store::PullRecord& pull, bool full) const {
  const auto last = full ? pull.full_finished : std::max(pull.finished, pull.tried);
  if (!last) return true;
  const auto age = state_.now() - *last;
  if (!full) return age >= std::chrono::minutes(connector.pull_minutes);
  // In its hour; a server that was off then does it as soon as the day after is half over.
  const bool in_its_hour = local_hour(state_.now()) == connector.full_pull_hour;
  return age >= std::chrono::hours(36) || (in_its_hour && age >= std::chrono::hours(20));
}

// Since it was tried last.
bool CrmDesk::has_rested(const settings::ConnectorSettings& connector, const store::PullRecord& pull) const {
  constexpr std::chrono::minutes longest{15};
  return !pull.tried || state_.now() - *pull.tried >= std::min(std::chrono::minutes(connector.pull_minutes), longest);
}

Result<std::vector<PullStatus>> CrmDesk::status() {
  const auto crm = store();
  if (!crm) return base::failed(crm);
  const auto links = (*crm)->links();
  if (!links) return base::failed(links);
  auto pulls = (*crm)->pulls();
  if (!pulls) return base::failed(pulls);
  std::vector<PullStatus> all;
  for (const auto& connector : state_.options().connectors) {
    if (!crm::gives_persons(connector.kind)) continue;
    const auto pull = (*crm)->pull({.connector = connector.name, .remote = {}});
    if (!pull) return base::failed(pull);
    all.push_back({.event = {}, .pull = *pull, .under_way = under_way_.contains(connector.name)});
  }
  for (const auto& link : *links) {
    const auto pull = (*crm)->pull({.connector = link.connector, .remote = link.remote});
    if (!pull) return base::failed(pull);
    const auto record = state_.venue().event(link.event.text());
    if (!record) continue;  // its event is gone
    all.push_back(
        {.event = record->key, .pull = *pull, .under_way = under_way_.contains(link.connector), .list = link.list});
  }
  return all;
}

Result<std::vector<DuePull>> CrmDesk::due_pulls() {
  const auto all = status();
  if (!all) return base::failed(all);
  std::vector<DuePull> due;
  for (const auto& [event, pull, under_way, list] : *all) {
    const auto known = connector(pull.key.connector);
    if (!known || under_way || known->pull_minutes == 0) continue;
    const auto record = event.empty() ? Result<store::EventRecord>(store::EventRecord()) : state_.venue().event(event);
    if (!record || record->closed) continue;
    // The full one has an hour of its own, however seldom changes are asked for.
    const bool full = is_due(*known, pull, true);
    if ((full && has_rested(*known, pull)) || is_due(*known, pull, false)) {
      due.push_back({.connector = known->name, .event = event, .full = full, .is_by_schedule = true});
    }
  }
  return due;
}

}  // namespace einlass::venue
