// A venue with a summit and 650 guests on its list, to be rehearsed with the packaged scenario.
#pragma once

#include "core/base/file.h"
#include "server/rehearsal/rehearse.h"
#include "server/venue/desk.h"

#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace einlass::rehearsal {

template <typename T>
T value_of(base::Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message);
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

class RehearsalFixture : public testing::Test {
 protected:
  RehearsalFixture()
      : folder_(std::filesystem::temp_directory_path() / ("einlass-rehearsal-" + rules::ScanId::random().text())),
        clock_(base::VenueZone::open("Europe/Berlin").value().parse_local("2026-11-20T09:00").value()),
        desk_(value_of(venue::Desk::open({.state_directory = folder_, .assets = assets(), .clock = &clock_}))) {
    value_of(desk_->events().create({.preset = "summit",
                                     .key = "summit-2026",
                                     .name = "Future Summit",
                                     .organiser = "The Association",
                                     .starts = "2026-11-23T18:00",
                                     .ends = "2026-11-23T23:00",
                                     .doors_open = "2026-11-23T17:00"}));
    import(650);
  }
  ~RehearsalFixture() override {
    desk_.reset();
    std::filesystem::remove_all(folder_);
  }

  static std::filesystem::path assets() { return std::filesystem::path(EINLASS_SOURCE_DIR) / "assets"; }
  static Scenario shipped() {
    return value_of(read_scenario(value_of(base::read_file(assets() / "rehearsals" / "summit-peak.json"))));
  }
  void import(int guests) {
    std::string csv = "Name,Company,Code,Category\n";
    for (int i = 0; i < guests; ++i) {
      csv += fmt::format("Guest {:04},Company {},CODE-{:05},{}\n", i, i % 40, i, i % 20 == 0 ? "speaker" : "member");
    }
    value_of(desk_->guests().import({.event = "summit-2026", .content = csv}));
  }
  Rehearsed rehearse(const Scenario& scenario, std::uint64_t seed = 1, bool look_for_missing = true) {
    return value_of(rehearsal::rehearse({.folder = folder_ / "rehearsal",
                                         .assets = assets(),
                                         .source = value_of(desk_->events().rehearsal_source("summit-2026")),
                                         .scenario = scenario,
                                         .seed = seed,
                                         .look_for_missing = look_for_missing}));
  }

  std::filesystem::path folder_;
  base::ManualClock clock_;
  std::unique_ptr<venue::Desk> desk_;
};

}  // namespace einlass::rehearsal
