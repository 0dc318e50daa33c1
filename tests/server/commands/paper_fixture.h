// An evening on paper: a list that was printed, without drawing it, and what is typed back from it.
#pragma once

#include "core/rules/paper_row.h"
#include "db/attendance_journal.h"
#include "tests/server/commands/host_fixture.h"

#include <string>
#include <vector>

namespace einlass::commands {

class PaperFixture : public HostFixture {
 protected:
  // Prints the list, without drawing it.
  venue::EmergencyList print(const std::optional<venue::Caller>& who = std::nullopt) {
    const auto printing = desk_->paper().begin_print({.event = "evening", .caller = who}, "en").value();
    auto list = printing.read().value();
    EXPECT_TRUE(desk_->paper().keep_rows(event_, list));
    return list;
  }

  static std::string code(const venue::EmergencyList& list, const std::string& name) {
    for (std::size_t i = 0; i < list.rows.size(); ++i) {
      if (list.rows[i].name == name) return rules::paper_code(list.number, static_cast<int>(i) + 1);
    }
    return "none";
  }

  Answer enter(int list, const std::string& row, json::object more = {},
               const std::optional<venue::Caller>& who = std::nullopt) {
    more["list"] = list;
    more["row"] = row;
    return ask("paper.enter", std::move(more), who);
  }

  std::vector<rules::JournalEntry> entries_of(const std::string& name) {
    std::vector<rules::JournalEntry> entries;
    const auto rows = event().store.journal().entries_of_ticket(*rules::TicketId::parse(id(name))).value();
    for (const auto& row : rows) entries.push_back(row.entry);
    return entries;
  }

  std::string attendance() {
    auto answer = ask("attendance.export", {{"format", "csv"}}, std::nullopt);
    return answer.word("content");
  }
};

}  // namespace einlass::commands
