// `einlass` beside the venue's desk itself, which does what no command can.
#pragma once

#include "server/venue/desk.h"
#include "tests/server/cli/cli_fixture.h"

#include <functional>

namespace einlass::cli {

class DeskFixture : public CliFixture {
 protected:
  // act(desk, the summit), while no program runs.
  void at_the_desk(const std::function<void(venue::Desk&, rules::EventId)>& act) const;
  // As two cells of a list, which takes them: together they are too long for a badge.
  static std::string endless_name();
  // A ticket that nobody has named yet.
  void put_unnamed_ticket() const;
};

}  // namespace einlass::cli
