#include "server/cli/badge_record.h"

#include "server/cli/badge_document.h"
#include "server/cli/doubtful_badges.h"
#include "server/cli/print_journal.h"
#include "server/cli/text_table.h"

#include <boost/json.hpp>
#include <fmt/format.h>

namespace einlass::cli {

namespace json = boost::json;
using base::Result;

namespace {

struct Recorded {
  std::filesystem::path file;
  std::size_t written = 0;
  std::size_t passed_over = 0;
  std::size_t unnamed = 0;
  std::vector<MissingBadge> undrawable;
  std::vector<DoubtfulBadge> in_doubt;
};

json::object json_of(const Recorded& recorded) {
  return {{"file", recorded.written == 0 ? std::string() : recorded.file.string()},
          {"badges", recorded.written},
          {"recorded", true},
          {"passed_over", recorded.passed_over},
          {"unnamed", recorded.unnamed},
          {"failed", json_of_missing(recorded.undrawable)},
          {"in_doubt", json_of_doubts(recorded.in_doubt)}};
}

std::string written_text(const Recorded& recorded) {
  if (recorded.written > 0) {
    return fmt::format("Wrote {} to {}; print them at 100 %.\n",
                       counted(static_cast<std::int64_t>(recorded.written), "badge", "badges"), recorded.file.string());
  }
  const bool all_have_one =
      recorded.passed_over == 0 && recorded.unnamed == 0 && recorded.undrawable.empty() && recorded.in_doubt.empty();
  return all_have_one ? "Nobody of those is without a badge; nothing was written.\n" : "Nothing was written.\n";
}

std::string text_of(const Recorded& recorded, const std::string& event) {
  auto text = written_text(recorded);
  if (recorded.passed_over > 0) {
    text += fmt::format("{} got a badge meanwhile, or {} not expected any more.\n", recorded.passed_over,
                        recorded.passed_over == 1 ? "is" : "are");
  }
  return text + unnamed_text(recorded.unnamed) + missing_text(recorded.undrawable) +
         doubts_text(event, recorded.in_doubt);
}

}  // namespace

Result<void> record_badges(Session& session, const PressOptions& event, const BadgeSelection& selection,
                           const badge::SheetLayout& layout, const std::filesystem::path& file) {
  auto printing = Printing::open(session, event);
  if (!printing) return tl::make_unexpected(printing.error());
  const auto badges = selected(printing->press.listing().badges, selection);
  if (!badges) return tl::make_unexpected(badges.error());
  const auto lacking = without_badge(*badges);
  const auto written =
      write_badges(printing->press, printing->journal, lacking.named, layout, file, drawing_progress(session.json()));
  if (!written) return tl::make_unexpected(written.error());
  const Recorded recorded{.file = file,
                          .written = written->printed.size(),
                          .passed_over = written->passed_over,
                          .unnamed = lacking.unnamed,
                          .undrawable = written->undrawable,
                          .in_doubt = doubts_among(*badges)};
  const auto told =
      deliver(session.json() ? json::serialize(json_of(recorded)) + "\n" : text_of(recorded, event.event), {});
  if (!told || (recorded.in_doubt.empty() && recorded.undrawable.empty())) return told;
  return base::fail(base::ErrorKind::Unavailable, not_all_there);
}

}  // namespace einlass::cli
