#include "server/cli/badge_document.h"

#include "core/base/file.h"
#include "core/rules/ticket_code.h"
#include "server/cli/progress_line.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <system_error>
#include <utility>

#include <fmt/format.h>

namespace einlass::cli {

using base::Result;

namespace {

struct CodedBadge {
  const commands::ListedBadge* badge = nullptr;
  std::string code;
};

struct Drawable {
  std::vector<const commands::ListedBadge*> badges;
  std::vector<MissingBadge> undrawable;
};

// No other badge suffers from what is wrong with one.
Result<Drawable> drawable_of(BadgePress& press, const std::vector<const commands::ListedBadge*>& badges) {
  Drawable drawable;
  for (const auto* badge : badges) {
    const auto drawing = press.drawing_of(*badge);
    if (!drawing) return tl::make_unexpected(drawing.error());
    const auto checked = press.renderer().check(**drawing, press.content_of(*badge, proof_code));
    if (checked) {
      drawable.badges.push_back(badge);
    } else {
      drawable.undrawable.push_back({badge, checked.error().message});
    }
  }
  return drawable;
}

Result<std::string> document_of(BadgePress& press, const std::vector<CodedBadge>& badges,
                                const badge::SheetLayout& layout, const DrawingProgress& progress) {
  std::vector<std::pair<const badge::BadgeTemplate*, const CodedBadge*>> drawn;
  for (const auto& each : badges) {
    const auto drawing = press.drawing_of(*each.badge);
    if (!drawing) return tl::make_unexpected(drawing.error());
    drawn.emplace_back(*drawing, &each);
  }
  std::stable_sort(drawn.begin(), drawn.end(), [](const auto& a, const auto& b) {
    return std::pair(a.first->width_mm(), a.first->height_mm()) < std::pair(b.first->width_mm(), b.first->height_mm());
  });
  badge::Sheets sheets(press.renderer(), layout);
  std::size_t done = 0;
  progress(done, drawn.size());
  for (const auto& [drawing, each] : drawn) {
    const auto added = sheets.add(*drawing, press.content_of(*each->badge, each->code));
    if (!added) return tl::make_unexpected(added.error());
    progress(++done, drawn.size());
  }
  return sheets.finish();
}

Result<void> check_name(const std::filesystem::path& file) {
  if (file.extension() == ".pdf") return {};
  return base::fail(base::ErrorKind::InvalidInput, "Badges are written as PDF: let the output's name end in .pdf.");
}

std::vector<BadgeJob> jobs_for(const std::vector<const commands::ListedBadge*>& badges) {
  std::vector<BadgeJob> jobs;
  for (const auto* badge : badges) {
    jobs.push_back(
        {.badge = badge, .id = rules::PrintJobId::random(), .serial = rules::BadgeSerial::random(), .printer = {}});
  }
  return jobs;
}

std::vector<CodedBadge> coded(const std::vector<BadgeJob>& jobs) {
  std::vector<CodedBadge> badges;
  for (const auto& job : jobs) badges.push_back({job.badge, rules::badge_code(job.serial)});
  return badges;
}

Result<void> check_absence(const std::filesystem::path& file) {
  std::error_code unreadable;
  if (!std::filesystem::exists(file, unreadable)) return {};
  return base::fail(base::ErrorKind::AlreadyExists,
                    fmt::format("{} is there already and may hold others' badges; name another file.", file.string()));
}

std::vector<BadgeJob> started_of(const std::vector<BadgeJob>& jobs, const std::vector<Start>& answers) {
  std::vector<BadgeJob> started;
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    if (answers[i] == Start::Started) started.push_back(jobs[i]);
  }
  return started;
}

}  // namespace

DrawingProgress drawing_progress(bool json) {
  return [line = std::shared_ptr<ProgressLine>(progress_on_errors(json, "drawn"))](auto done, auto wanted) {
    if (line) line->show(done, wanted);
  };
}

Result<WrittenProof> write_proof(BadgePress& press, const std::vector<const commands::ListedBadge*>& badges,
                                 const badge::SheetLayout& layout, const std::filesystem::path& file,
                                 const DrawingProgress& progress) {
  if (auto named = check_name(file); !named) return tl::make_unexpected(named.error());
  const auto drawable = drawable_of(press, badges);
  if (!drawable) return tl::make_unexpected(drawable.error());
  std::vector<CodedBadge> proofs;
  for (const auto* badge : drawable->badges) proofs.push_back({badge, proof_code});
  WrittenProof written{.badges = proofs.size(), .undrawable = drawable->undrawable};
  if (proofs.empty()) return written;
  const auto pdf = document_of(press, proofs, layout, progress);
  if (!pdf) return tl::make_unexpected(pdf.error());
  // Private: it holds guests' names.
  return base::write_file(file, *pdf, base::FileMode::Private).map([&] { return written; });
}

// Drawn before anything is started: what fails there leaves nobody in doubt, and from the start to the file there is
// only a moment. Drawn again without those who got a badge in between.
Result<WrittenBadges> write_badges(BadgePress& press, PrintJournal& journal,
                                   const std::vector<const commands::ListedBadge*>& badges,
                                   const badge::SheetLayout& layout, const std::filesystem::path& file,
                                   const DrawingProgress& progress) {
  const auto may_write = check_name(file).and_then([&] { return check_absence(file); });
  if (!may_write) return tl::make_unexpected(may_write.error());
  const auto drawable = drawable_of(press, badges);
  if (!drawable) return tl::make_unexpected(drawable.error());
  const auto jobs = jobs_for(drawable->badges);
  auto pdf = document_of(press, coded(jobs), layout, progress);
  if (!pdf) return tl::make_unexpected(pdf.error());
  journal.insist_until([] { return false; });
  const auto answers = journal.start(jobs);
  if (!answers) return tl::make_unexpected(answers.error());
  WrittenBadges written{.printed = started_of(jobs, *answers), .undrawable = drawable->undrawable};
  written.passed_over = jobs.size() - written.printed.size();
  if (written.printed.empty()) return written;
  if (written.passed_over > 0) pdf = document_of(press, coded(written.printed), layout, progress);
  const auto put =
      pdf.and_then([&](const std::string& bytes) { return base::write_file(file, bytes, base::FileMode::Private); });
  const auto noted = journal.note_all(written.printed, put ? store::PrintState::Printed : store::PrintState::Failed);
  if (!put) return tl::make_unexpected(put.error());
  return noted.map([&] { return std::move(written); });
}

}  // namespace einlass::cli
