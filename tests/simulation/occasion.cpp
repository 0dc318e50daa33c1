#include "tests/simulation/occasion.h"

#include "core/base/file.h"
#include "tests/simulation/value_of.h"

#include <array>

#include <fmt/format.h>

namespace einlass::simulation {
namespace {

constexpr std::array presets{"summit",       "multi_day", "lecture", "lunch", "meetup",
                             "private_club", "rush",      "house",   "club",  "salon"};

constexpr const char* in_memory = "_in_memory";

constexpr const char* rush = R"({
  "alone": "admit", "re_entry": "none", "walk_in": "no", "transfer": "never", "listed_only": true,
  "seats": "first_come", "cap": {"persons": 20, "kind": "hard", "counts": "admitted"},
  "badge": {"print": false, "confirm": false, "template": ""}, "search": false
})";

constexpr const char* house = R"({
  "alone": "staff", "re_entry": "free", "walk_in": "no", "transfer": "never", "listed_only": true,
  "seats": "first_come", "cap": {"persons": 15, "kind": "soft", "counts": "inside"},
  "badge": {"print": true, "confirm": false, "template": "card-86x54"}, "search": false
})";

constexpr const char* club = R"({
  "alone": "admit", "re_entry": "after_departure", "walk_in": "no", "transfer": "never", "listed_only": true,
  "seats": "first_come", "cap": {"persons": 12, "kind": "hard", "counts": "inside"},
  "badge": {"print": false, "confirm": false, "template": ""}, "search": false
})";

constexpr const char* salon = R"({
  "alone": "admit", "re_entry": "none", "walk_in": "no", "transfer": "never", "listed_only": true,
  "seats": "first_come", "cap": {"persons": 16, "kind": "soft", "counts": "admitted"},
  "category_caps": {"press": {"persons": 5, "kind": "hard", "counts": "admitted"}},
  "admission_counts_for": "venue_day",
  "badge": {"print": false, "confirm": false, "template": ""}, "search": false
})";

// The same policy with the kiosks' keys kept like that.
void write_policy(const std::filesystem::path& file, std::string policy, const std::string& key_at_rest) {
  if (const auto at = policy.find(",\n  \"key_at_rest\""); at != std::string::npos) {
    policy.erase(at, policy.find('\n', at + 2) - at);
  }
  policy.insert(policy.find('{') + 1, "\"key_at_rest\": \"" + key_at_rest + "\", ");
  value_of(base::write_file(file, policy, base::FileMode::Private));
}

constexpr const char* heading = "Code,First name,Last name,Quantity,Ticket type\n";

std::string line_of(const InvitedTicket& ticket) {
  return fmt::format("{},Guest,Of {},{},{}\n", ticket.code, ticket.code, ticket.places, ticket.type);
}

InvitedTicket invite(Nature& nature, int number) {
  return {.code = fmt::format("TICKET-{:04}", number),
          .places = nature.percent(30) ? 2 + nature.below(3) : 1,
          .type = nature.percent(30) ? "Press" : "Member"};
}

}  // namespace

base::Instant beginning() {
  static const auto evening = base::VenueZone::open("Europe/Berlin").value().parse_local("2026-11-23T18:05").value();
  return evening;
}

Occasion make_occasion(Nature& nature) {
  Occasion occasion;
  const std::string preset = presets.at(static_cast<std::size_t>(nature.below(presets.size())));
  occasion.event = {.preset = nature.percent(30) ? preset + in_memory : preset,
                    .key = "evening",
                    .name = "An evening",
                    .organiser = "Club",
                    .starts = "2026-11-23T18:00",
                    .ends = "2026-11-25T23:00"};
  const int count = 5 + nature.below(10);
  const int late = nature.below(4);
  for (int number = 1; number <= count + late; ++number) {
    (number <= count ? occasion.tickets : occasion.late_tickets).push_back(invite(nature, number));
  }
  if (nature.percent(40)) {
    occasion.withdrawn = occasion.tickets[static_cast<std::size_t>(nature.below(count))].code;
  }
  occasion.guests_per_message = 1 + static_cast<std::size_t>(nature.below(6));
  return occasion;
}

std::string first_list(const Occasion& occasion) {
  std::string list = heading;
  for (const auto& ticket : occasion.tickets) list += line_of(ticket);
  return list;
}

std::string second_list(const Occasion& occasion) {
  std::string list = heading;
  for (const auto& ticket : occasion.tickets) {
    if (ticket.code != occasion.withdrawn) list += line_of(ticket);
  }
  for (const auto& ticket : occasion.late_tickets) list += line_of(ticket);
  return list;
}

void lay_out_assets(const std::filesystem::path& folder) {
  namespace fs = std::filesystem;
  const auto packaged = fs::path(EINLASS_SOURCE_DIR) / "assets";
  fs::create_directories(folder);
  for (const auto* part : {"badges", "events", "presets"}) {
    fs::copy(packaged / part, folder / part, fs::copy_options::recursive | fs::copy_options::overwrite_existing);
  }
  value_of(base::write_file(folder / "presets" / "rush.json", rush, base::FileMode::Private));
  value_of(base::write_file(folder / "presets" / "house.json", house, base::FileMode::Private));
  value_of(base::write_file(folder / "presets" / "club.json", club, base::FileMode::Private));
  value_of(base::write_file(folder / "presets" / "salon.json", salon, base::FileMode::Private));
  for (const std::string preset : presets) {
    const auto policy = value_of(base::read_file(folder / "presets" / (preset + ".json")));
    write_policy(folder / "presets" / (preset + ".json"), policy, "until_expiry");
    write_policy(folder / "presets" / (preset + in_memory + ".json"), policy, "memory_only");
  }
}

}  // namespace einlass::simulation
