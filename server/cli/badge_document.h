// Badges of many guests as one PDF: a proof, or badges for real, which are in the journal before the file is there. One
// thread.
#pragma once

#include "printing/badge/sheet.h"
#include "server/cli/badge_press.h"
#include "server/cli/print_journal.h"

#include <filesystem>
#include <functional>
#include <vector>

namespace einlass::cli {

// Called before the first badge is drawn, and after each.
using DrawingProgress = std::function<void(std::size_t done, std::size_t wanted)>;

// A line on standard error, which ends with the last copy; nothing where the command answers in JSON.
DrawingProgress drawing_progress(bool json);

struct WrittenProof {
  std::size_t badges = 0;
  std::vector<MissingBadge> undrawable;  // left out
};

// Nobody's badge: without a code that a kiosk takes for one, and nothing of it in the journal. By name; badges of
// different sizes apart.
base::Result<WrittenProof> write_proof(BadgePress& press, const std::vector<const commands::ListedBadge*>& badges,
                                       const badge::SheetLayout& layout, const std::filesystem::path& file,
                                       const DrawingProgress& progress);

struct WrittenBadges {
  std::vector<BadgeJob> printed;
  std::size_t passed_over = 0;           // have one by now, or are not expected any more
  std::vector<MissingBadge> undrawable;  // left out, and owed still
};

// Each with a serial of its own: started, then written to disk under its name, then printed. On any error there is no
// file and all are owed again, unless the server was out of reach for minutes. AlreadyExists: the file, which may hold
// others' badges.
base::Result<WrittenBadges> write_badges(BadgePress& press, PrintJournal& journal,
                                         const std::vector<const commands::ListedBadge*>& badges,
                                         const badge::SheetLayout& layout, const std::filesystem::path& file,
                                         const DrawingProgress& progress);

}  // namespace einlass::cli
