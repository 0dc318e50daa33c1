#include "core/rules/ticket_code.h"
#include "server/cli/badge_commands.h"
#include "server/cli/doubtful_badges.h"
#include "server/cli/text_table.h"

#include <algorithm>
#include <memory>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>

namespace einlass::cli {
namespace {

namespace json = boost::json;
using base::Result;

struct SettleOptions {
  PressOptions press;
  std::vector<std::string> printed, not_printed;
};

// As the list shows it, or as it stands on the badge; "all": of whatever is in doubt.
Result<std::vector<std::string>> serials_of(const std::vector<std::string>& codes,
                                            const std::vector<DoubtfulBadge>& doubtful) {
  std::vector<std::string> known;
  for (const auto& each : doubtful) known.push_back(each.serial.text());
  if (codes.size() == 1 && codes.front() == "all") return known;
  std::vector<std::string> serials;
  for (const auto& code : codes) {
    const auto text = rules::read_scanned_text(code);
    const auto* badge = std::get_if<rules::BadgeCode>(&text);
    serials.push_back(badge == nullptr ? code : badge->serial.text());
    if (std::find(known.begin(), known.end(), serials.back()) != known.end()) continue;
    return base::fail(base::ErrorKind::NotFound,
                      fmt::format("No badge is in doubt under {}, so nothing was settled; einlass badge settle lists "
                                  "those that are.",
                                  code));
  }
  return serials;
}

Result<void> check_both(const std::vector<std::string>& printed, const std::vector<std::string>& not_printed) {
  for (const auto& serial : printed) {
    if (std::find(not_printed.begin(), not_printed.end(), serial) == not_printed.end()) continue;
    return base::fail(
        base::ErrorKind::InvalidInput,
        fmt::format("{} cannot be both there and not there, so nothing was settled; name it once.", serial));
  }
  return {};
}

Result<void> judge(Session& session, const std::string& event, const std::vector<std::string>& serials, bool came_out) {
  if (serials.empty()) return {};
  const auto judged =
      session.run("badge.judge", {{"event", event}, {"serials", json::value_from(serials)}, {"came_out", came_out}});
  return judged.map([](const json::value&) {});
}

Result<void> show(const Session& session, const std::string& event, const std::vector<DoubtfulBadge>& doubtful) {
  if (!session.json()) {
    return deliver(doubtful.empty() ? std::string("No badge is in doubt.\n") : doubts_text(event, doubtful), {});
  }
  return deliver(json::serialize(json_of_doubts(doubtful)) + "\n", {});
}

// What an ended run left open is settled only where none goes on: then its badges are followed still.
Result<BadgePress> opened(Session& session, const PressOptions& options) {
  auto printing = Printing::open(session, options);
  if (printing) return std::move(printing->press);
  if (printing.error().kind != base::ErrorKind::AlreadyExists) return tl::make_unexpected(printing.error());
  return open_press(session, options);
}

Result<void> settle(Session& session, const SettleOptions& options) {
  const auto press = opened(session, options.press);
  if (!press) return tl::make_unexpected(press.error());
  std::vector<const commands::ListedBadge*> all;
  for (const auto& badge : press->listing().badges) all.push_back(&badge);
  const auto doubtful = doubts_among(all);
  if (options.printed.empty() && options.not_printed.empty()) return show(session, options.press.event, doubtful);
  const auto printed = serials_of(options.printed, doubtful);
  const auto not_printed = serials_of(options.not_printed, doubtful);
  if (!printed || !not_printed) return tl::make_unexpected((printed ? not_printed : printed).error());
  if (auto clear = check_both(*printed, *not_printed); !clear) return clear;
  if (auto judged = judge(session, options.press.event, *printed, true); !judged) return judged;
  if (auto judged = judge(session, options.press.event, *not_printed, false); !judged) return judged;
  const std::size_t count = printed->size() + not_printed->size();
  if (session.json()) return deliver(json::serialize(json::object{{"settled", count}}) + "\n", {});
  return deliver(fmt::format("Settled {}.\n", counted(static_cast<std::int64_t>(count), "badge", "badges")), {});
}

}  // namespace

void add_settle(CLI::App& badges, const Program& program) {
  const auto options = std::make_shared<SettleOptions>();
  auto& command = *badges.add_subcommand(
      "settle", "List badges of which nobody knows whether they came out, and say what became of them");
  add_press_options(command, options->press);
  command.add_option("--printed", options->printed, "codes of badges that are there; all: every one in doubt")
      ->type_name("CODE");
  command.add_option("--not-printed", options->not_printed, "codes of badges that are not; they are printed anew")
      ->type_name("CODE");
  command.footer(
      "Example:\n"
      "  einlass badge settle summit-2026\n"
      "  einlass badge settle summit-2026 --printed 01ARZ3NDEKTSV4RRFFQ69G5FAV\n");
  on_run(command, program, [options, &session = program.session] { return settle(session, *options); });
}

}  // namespace einlass::cli
