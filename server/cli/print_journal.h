// What a run of `einlass badge print` has the server write: nothing goes to a printer before start() says so, and what
// became of it is told until the server has it. One thread.
#pragma once

#include "core/base/file.h"
#include "printing/spool/spooler.h"
#include "server/cli/badge_press.h"

#include <functional>
#include <string>
#include <vector>

#include <boost/json/array.hpp>

namespace einlass::cli {

struct BadgeJob {
  const commands::ListedBadge* badge = nullptr;
  rules::PrintJobId id;
  rules::BadgeSerial serial;
  std::string printer;  // empty: into a file
};

enum class Start { Started, HasOne, NotExpected };

class PrintJournal {
 public:
  // Takes the lock on printing for this event, until the end of this object, and settles what an earlier run left open.
  // AlreadyExists: another process prints.
  static base::Result<PrintJournal> open(Session& session, const std::string& event);

  // From now on, a server that does not answer is asked again and again, for minutes, until this says to give up.
  void insist_until(std::function<bool()> gives_up) { gives_up_ = std::move(gives_up); }

  std::size_t settled() const { return settled_; }

  // An answer for each. So many at once that admissions do not wait long; on an error those that are begun are taken
  // back, as far as the server hears it.
  base::Result<std::vector<Start>> start(const std::vector<BadgeJob>& jobs);

  base::Result<void> note(const spool::BadgeProgress& progress);
  base::Result<void> note_all(const std::vector<BadgeJob>& jobs, store::PrintState state);

 private:
  PrintJournal(Session& session, std::string event, base::DirectoryLock lock)
      : session_(&session), event_(std::move(event)), lock_(std::move(lock)) {}

  base::Result<std::vector<Start>> start_some(const std::vector<BadgeJob>& jobs);
  void take_back(const std::vector<BadgeJob>& begun, const std::vector<BadgeJob>& perhaps);
  base::Result<boost::json::value> ask(const std::string& command, const boost::json::object& arguments);

  Session* session_;
  std::function<bool()> gives_up_ = [] { return true; };
  std::string event_;
  base::DirectoryLock lock_;
  std::size_t settled_ = 0;
};

// An event whose badges are printed by this process: locked, what was open settled, then listed.
struct Printing {
  PrintJournal journal;
  BadgePress press;

  static base::Result<Printing> open(Session& session, const PressOptions& event);
};

struct LackingBadges {
  std::vector<const commands::ListedBadge*> named;
  std::size_t unnamed = 0;  // of whom no badge can be printed yet
};

struct MissingBadge {
  const commands::ListedBadge* badge = nullptr;
  std::string reason;  // in words
};

// A table; empty where there are none.
std::string missing_text(const std::vector<MissingBadge>& missing);
// [{"ticket", "place", "name", "reason"}]
boost::json::array json_of_missing(const std::vector<MissingBadge>& missing);

// Who has no badge, not even one that is in doubt.
LackingBadges without_badge(const std::vector<const commands::ListedBadge*>& badges);

// "10 have no name yet and were left out."; empty where there are none.
std::string unnamed_text(std::size_t unnamed);

}  // namespace einlass::cli
