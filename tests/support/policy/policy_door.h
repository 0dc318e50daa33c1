// Who keeps the table of policies: the rules themselves, the server's desk, a kiosk that is alone, a page. Each is a
// Door; one function holds them all to the same rows.
#pragma once

#include "core/rules/admission.h"
#include "tests/support/policy/policy_cases.h"

#include <string>
#include <vector>

namespace einlass::policy {

class Door {
 public:
  virtual ~Door() = default;

  // Whose questions this door answers; the others' columns are not for it.
  virtual std::vector<Asker> askers() const = 0;
  // False: nobody can ask for that here.
  virtual bool has_way(const PolicyCase& /*row*/, Asker /*asker*/) const { return true; }
  // Sets the row's event up anew and asks. A word as in Answers; any other text says what went wrong.
  virtual std::string answer(const PolicyCase& row, Asker asker) = 0;
};

// All rows of one preset, each asked by everybody whom the door answers. Failures name row and asker.
void expect_keeps_policies(Door& door, const std::string& preset);

std::string word_of(const rules::Admission& admission);

}  // namespace einlass::policy
