#include "server/cli/erasure_text.h"

#include "server/cli/dates.h"
#include "server/cli/text_table.h"

#include <boost/json.hpp>
#include <fmt/format.h>

namespace einlass::cli {
namespace {

namespace json = boost::json;

std::string backups_text(const json::array& backups) {
  if (backups.empty()) return {};
  TextTable table({"MADE (UTC)", "FOLDER"});
  for (const auto& backup : backups) table.add({utc_minute(number_of(backup, "made")), text_of(backup, "folder")});
  return "Backups that could not be reached or rewritten still hold them. Destroy these, or put them back in their "
         "place and give this command again:\n" +
         table.text({});
}

// The venue was restored from its kit, or from a backup older than others; which ones, nobody told it.
std::string unlisted_text(const json::value& erased) {
  const auto* unlisted = erased.as_object().if_contains("unlisted");
  if (unlisted == nullptr || !unlisted->is_object()) return {};
  const auto until = utc_minute(number_of(*unlisted, "until"));
  const auto from = number_of(*unlisted, "from");
  const auto when =
      from == 0 ? fmt::format("before {}", until) : fmt::format("between {} and {}", utc_minute(from), until);
  return fmt::format(
      "Backups that were made {} (UTC) are not known here, as this venue was restored then: destroy those "
      "that hold the event.\n",
      when);
}

std::string packed_text(const json::value& erased) {
  const auto& object = erased.as_object();
  if (!object.contains("packed") || array_of(erased, "packed").empty()) return {};
  TextTable table({"PACKED (UTC)", "EVENT", "FOR"});
  for (const auto& file : array_of(erased, "packed")) {
    table.add({utc_minute(number_of(file, "at")), text_of(file, "event"), text_of(file, "label")});
  }
  return "Packed files hold them as they were then. Destroy those that are left:\n" + table.text({});
}

std::string unfinished_text(const json::value& erased) {
  const auto* unfinished = erased.as_object().if_contains("unfinished");
  if (unfinished == nullptr || *unfinished != true) return {};
  return "Traces are left on the server's disk until it writes its files anew. It does so by itself once nothing reads "
         "them and no doors are open, after a day at most.\n";
}

}  // namespace

std::string still_held_text(const json::value& erased) {
  return unfinished_text(erased) + backups_text(array_of(erased, "out_of_reach")) + unlisted_text(erased) +
         packed_text(erased);
}

base::Result<void> all_rewritten(const json::value& erased) {
  const auto held = static_cast<std::int64_t>(array_of(erased, "out_of_reach").size());
  if (held == 0) return {};
  return base::fail(base::ErrorKind::Storage, fmt::format("{} could not be rewritten and must be dealt with by hand.",
                                                          counted(held, "backup", "backups")));
}

}  // namespace einlass::cli
