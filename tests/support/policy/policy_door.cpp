#include "tests/support/policy/policy_door.h"

#include "core/rules/words.h"

#include <gtest/gtest.h>

namespace einlass::policy {
namespace {

const char* name_of(Asker asker) {
  switch (asker) {
    case Asker::Guest:
      return "a guest";
    case Asker::Staff:
      return "staff";
    case Asker::Host:
      return "a host";
    case Asker::GuestAlone:
      return "a guest, the kiosk alone";
    case Asker::StaffAlone:
      return "staff, the kiosk alone";
  }
  return "";
}

}  // namespace

void expect_keeps_policies(Door& door, const std::string& preset) {
  int asked = 0;
  for (const auto& row : policy_cases()) {
    if (row.preset != preset) continue;
    for (const auto asker : door.askers()) {
      if (!door.has_way(row, asker)) continue;
      EXPECT_EQ(door.answer(row, asker), row.answers.at(asker))
          << "preset " << preset << ", " << row.rule << ", asked by " << name_of(asker);
      ++asked;
    }
  }
  EXPECT_GT(asked, 0) << "no row of " << preset;
}

std::string word_of(const rules::Admission& admission) {
  if (const auto* refused = std::get_if<rules::AdmissionRefused>(&admission)) {
    return std::string(rules::word(refused->refusal));
  }
  const auto* granted = std::get_if<rules::AdmissionGranted>(&admission);
  if (granted == nullptr) return "announced";
  const int persons = granted->fact.persons;
  return persons == 1 ? "admitted" : "admitted " + std::to_string(persons);
}

}  // namespace einlass::policy
