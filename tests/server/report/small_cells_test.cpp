// What a summary shows must not tell, to whoever can add and subtract, what it does not show.
#include "server/report/attendance_shares.h"
#include "server/report/summary_figures.h"
#include "tests/server/report/attendance_example.h"
#include "tests/support/search.h"

#include <cstdint>
#include <random>

#include <fmt/format.h>

namespace einlass::report {
namespace {

using testing::ElementsAre;

// -1: "fewer than 5"; -2: not shown.
std::vector<int> shown(const std::vector<int>& persons) {
  std::vector<int> seen;
  const auto cells = shown_of(persons);
  for (std::size_t i = 0; i < persons.size(); ++i) {
    seen.push_back(cells[i] == CellShown::Number ? persons[i] : cells[i] == CellShown::Few ? -1 : -2);
  }
  return seen;
}

TEST(SmallCells, AreNotWorkedOutFromTheirSum) {
  EXPECT_THAT(shown({40, 5}), ElementsAre(40, 5));
  EXPECT_THAT(shown({40, 3, 12}), ElementsAre(40, -1, -2)) << "55 less 40 and 12 would be 3";
  EXPECT_THAT(shown({40, 3, 4}), ElementsAre(40, -1, -1)) << "7 together, whichever they are";
}

TEST(SmallCells, AreNotFewTogether) {
  EXPECT_THAT(shown({40, 1, 2, 12}), ElementsAre(40, -1, -1, -2)) << "3 of 55 would be in two cells";
}

TEST(SmallCells, AreNotToldByHowSmallTheyAre) {
  EXPECT_THAT(shown({40, 4, 4}), ElementsAre(-2, -1, -1)) << "8 in two cells under 5 is 4 and 4";
  EXPECT_THAT(shown({0, 0, 3}), ElementsAre(-1, 0, -1)) << "3 of one cell, while all others are nought";
}

TEST(SmallCells, AreNotHiddenWhereTheSumItselfTells) {
  EXPECT_THAT(shown({3}), ElementsAre(-1));
  EXPECT_THAT(shown({1, 1}), ElementsAre(-1, -1));
}

Summary evening_of(const std::vector<std::pair<std::string, FigureRow>>& categories) {
  Summary summary;
  for (const auto& [name, row] : categories) {
    summary.head.figures.by_category[name] = row;
    summary.head.figures.all += row;
  }
  summary.audience.guests = summary.head.figures.all.admitted;
  return summary;
}

TEST(SmallCells, OfMembersWhomOnlyTheCrmKnows) {
  auto summary = evening_of({{"guest", {.expected = 90, .admitted = 64, .no_shows = 26}},
                             {"member", {.expected = 50, .admitted = 34, .no_shows = 16}},
                             {"press", {.expected = 20, .admitted = 12, .no_shows = 8}}});
  summary.audience.membership = {{Membership::Member, 35}, {Membership::Unknown, 75}};
  const auto figures = figures_of(summary);
  EXPECT_EQ(figures.membership[0].shown, CellShown::Number) << "it is for this that the summary is made";
  EXPECT_EQ(figures.categories[1].shown[1], CellShown::Withheld) << "35 less 34 is one guest's membership";
  EXPECT_NE(figures.categories[0].shown[1], figures.categories[2].shown[1]) << "110 less both would be 34";
}

TEST(SmallCells, OfWhatComesToTheOtherFiguresOfItsRow) {
  const auto figures =
      figures_of(evening_of({{"guest", {.expected = 90, .admitted = 70, .no_shows = 30, .walk_ins = 10}},
                             {"press", {.expected = 20, .admitted = 12, .no_shows = 10, .walk_ins = 2}},
                             {"member", {.expected = 40, .admitted = 31, .no_shows = 15, .walk_ins = 6}}}));
  int hidden = 0;
  for (const auto shown : figures.categories[2].shown) hidden += shown != CellShown::Number ? 1 : 0;
  EXPECT_GE(hidden, 2) << "press: 12 less 20, and 10 more, would be 2 walk-ins";
}

TEST(SmallCells, OfWhoIsInNoneOfSeveral) {
  Summary summary;
  summary.audience = {.guests = 100, .clubs = {{"A", 98}, {"", 2}}, .topics = {{"B", 40}, {"C", 3}, {"", 58}}};
  const auto figures = figures_of(summary);
  EXPECT_EQ(figures.clubs.values[0].shown, CellShown::Withheld) << "2 of 100 are not in A";
  EXPECT_EQ(figures.topics.values[0].shown, CellShown::Number);
  EXPECT_EQ(figures.topics.unknown.shown, CellShown::Withheld) << "100 less 58 and 40 would be 2";
}

// --- whoever adds and subtracts --------------------------------------------------------------------------------------

constexpr std::uint64_t prime = 1'000'000'007;

std::uint64_t power(std::uint64_t of, std::uint64_t exponent) {
  std::uint64_t result = 1;
  for (; exponent > 0; exponent /= 2, of = of * of % prime) {
    if (exponent % 2 == 1) result = result * of % prime;
  }
  return result;
}

using Line = std::vector<std::uint64_t>;

std::size_t rank_of(std::vector<Line> lines) {
  std::size_t rank = 0;
  const auto width = lines.empty() ? 0 : lines.front().size();
  for (std::size_t column = 0; column < width && rank < lines.size(); ++column) {
    std::size_t found = rank;
    while (found < lines.size() && lines[found][column] == 0) ++found;
    if (found == lines.size()) continue;
    std::swap(lines[rank], lines[found]);
    const auto inverse = power(lines[rank][column], prime - 2);
    for (std::size_t below = rank + 1; below < lines.size(); ++below) {
      const auto times = lines[below][column] * inverse % prime;
      for (std::size_t i = column; i < width; ++i) {
        lines[below][i] = (lines[below][i] + (prime - times) * lines[rank][i]) % prime;
      }
    }
    ++rank;
  }
  return rank;
}

// Holds figures by name, of which some are on the paper, and sums that she knows.
class Reader {
 public:
  void sees(const std::string& name, int persons, bool is_shown) {
    const auto place = places_.emplace(name, places_.size()).first->second;
    persons_.resize(places_.size());
    persons_[place] = persons;
    if (is_shown) seen_.insert(place);
  }
  void knows(const std::map<std::string, int>& sum) {
    Line line(most, 0);
    for (const auto& [name, times] : sum) line[places_.at(name)] = times > 0 ? 1 : prime - 1;
    lines_.push_back(line);
  }

  bool can_tell(const std::map<std::string, int>& sought) const { return tells(sought, seen_); }
  // Because of the event's own sums.
  bool could_tell_without_any_figure(const std::map<std::string, int>& sought) const { return tells(sought, {}); }
  std::string words(const std::map<std::string, int>& sought) const {
    std::string words;
    for (const auto& [name, times] : sought) words += (times > 0 ? " + " : " - ") + name;
    return words;
  }
  std::string paper() const {
    std::string paper;
    for (const auto& [name, place] : places_) {
      paper += fmt::format("{}: {}{}\n", name, persons_[place], seen_.contains(place) ? "" : " (hidden)");
    }
    return paper;
  }
  int value_of(const std::map<std::string, int>& sought) const {
    int value = 0;
    for (const auto& [name, times] : sought) value += times * persons_[places_.at(name)];
    return value;
  }

 private:
  static constexpr std::size_t most = 120;

  bool tells(const std::map<std::string, int>& sought, const std::set<std::size_t>& seen) const {
    auto lines = lines_;
    for (const auto place : seen) {
      lines.emplace_back(most, 0);
      lines.back()[place] = 1;
    }
    const auto before = rank_of(lines);
    lines.emplace_back(most, 0);
    for (const auto& [name, times] : sought) lines.back()[places_.at(name)] = times > 0 ? 1 : prime - 1;
    return rank_of(lines) == before;
  }

  std::map<std::string, std::size_t> places_;
  std::vector<int> persons_;
  std::set<std::size_t> seen_;
  std::vector<Line> lines_;
};

using Sum = std::map<std::string, int>;

// What the reader of a summary can hold against each other, and what she must not be able to work out.
class SummaryReader {
 public:
  explicit SummaryReader(const Summary& summary) : summary_(summary), figures_(figures_of(summary)) {
    take_table("category", figures_.categories);
    take_table("list", figures_.lists);
    take("membership", figures_.membership);
    take("visits", figures_.visits);
    take_field("sector", figures_.sectors);
    take_members("member", 0);
    take_members("prospect", 1);
  }

  void learns_nothing() const {
    for (const auto& sum : secrets_) {
      const int value = std::abs(reader_.value_of(sum));
      if (cell_shown(value) != CellShown::Few || reader_.could_tell_without_any_figure(sum)) continue;
      EXPECT_FALSE(reader_.can_tell(sum)) << reader_.words(sum) << " is " << value << " on a paper with\n"
                                          << reader_.paper();
    }
  }

 private:
  void sees(const std::string& name, const Share& share) {
    reader_.sees(name, share.persons, share.shown == CellShown::Number);
    if (share.shown == CellShown::Number) {
      EXPECT_NE(cell_shown(share.persons), CellShown::Few) << name;
    }
    secrets_.push_back({{name, 1}});
  }

  // Also of two cells together, but where they are all that there is, or that is little itself.
  void knows_sum(const std::vector<std::string>& names) {
    Sum all;
    for (const auto& name : names) all[name] = 1;
    reader_.knows(all);
    for (const auto& one : names) {
      for (const auto& other : names) {
        const Sum both{{one, 1}, {other, 1}};
        const int sum = reader_.value_of(all);
        if (one < other && sum >= least_shown && reader_.value_of(both) != sum) secrets_.push_back(both);
      }
    }
  }

  void take_table(const std::string& table, const std::vector<TableFigures>& rows) {
    const bool adds_up = std::ranges::all_of(rows, [](const TableFigures& row) {
      const auto& all = row.figures;
      return all.expected + all.walk_ins + all.counted == all.admitted + all.no_shows + all.excused;
    });
    std::map<std::size_t, std::vector<std::string>> columns;
    std::vector<std::string> excused;
    for (const auto& row : rows) {
      const auto name = [&](std::size_t column) { return fmt::format("{} {} {}", table, row.name, column); };
      for (std::size_t i = 0; i < table_values.size(); ++i) {
        sees(name(i), {"", row.figures.*table_values[i], row.shown[i]});
        columns[i].push_back(name(i));
      }
      excused.push_back(name(9));
      sees(excused.back(), {"", row.figures.excused, CellShown::Withheld});
      if (adds_up) reader_.knows({{name(0), 1}, {name(1), -1}, {name(2), 1}, {name(3), -1}, {name(9), -1}});
      if (summary_.head.figures.all.excused == 0) reader_.knows({{name(9), 1}});
    }
    for (const auto& [column, names] : columns) knows_sum(names);
    Sum all_excused;
    for (const auto& name : excused) all_excused[name] = 1;
    reader_.knows(all_excused);
  }

  void take(const std::string& part, const std::array<Share, 3>& shares) {
    std::vector<std::string> names;
    for (const auto& share : shares) {
      names.push_back(fmt::format("{} {}", part, names.size()));
      sees(names.back(), share);
    }
    knows_sum(names);
  }

  void take_field(const std::string& part, const FieldFigures& field) {
    std::vector<std::string> names;
    const auto take_one = [&](const Share& share) {
      names.push_back(fmt::format("{} {}", part, names.size()));
      sees(names.back(), share);
    };
    std::ranges::for_each(field.values, take_one);
    std::ranges::for_each(field.small, take_one);
    take_one(field.unknown);
    knows_sum(names);
  }

  // The difference is of persons of other categories.
  void take_members(const std::string& category, int place) {
    const auto& rows = figures_.categories;
    const auto is_it = [&](const TableFigures& row) { return row.name == category; };
    if (std::ranges::none_of(rows, is_it)) return;
    const Sum rest{{fmt::format("membership {}", place), 1}, {fmt::format("category {} 1", category), -1}};
    reader_.value_of(rest) == 0 ? reader_.knows(rest) : secrets_.push_back(rest);  // there may be no CRM
  }

  const Summary& summary_;
  SummaryFigures figures_;
  Reader reader_;
  std::vector<Sum> secrets_;
};

class SomeHistory final : public History {
 public:
  std::optional<int> earlier_events(const AttendanceRow& guest) const override {
    const auto number = guest.ticket.back() - '0';
    return number < 3 ? std::nullopt : std::optional(number % 4);
  }
};

Summary random_evening(std::uint32_t seed) {
  std::mt19937 chance(seed);
  const auto one_of = [&](std::uint32_t many) { return static_cast<std::uint32_t>(chance() % many); };
  const std::array categories{"member", "prospect", "guest", "press", "speaker"};
  const std::array sectors{"business", "government", "Fischerei", ""};
  const SomeHistory history;
  const auto kinds = 1 + one_of(5), hosts = 1 + one_of(4), guests = 4 + one_of(90);
  const bool has_parties = one_of(4) == 0, has_excused = one_of(2) == 0;
  std::set<std::string> members;
  std::vector<AttendanceRow> rows;
  for (std::uint32_t i = 0; i < guests; ++i) {
    AttendanceRow row{
        .ticket = fmt::format("T{}", i), .guest = fmt::format("G{}", i), .name = fmt::format("Name {}", i)};
    row.category = categories[std::min(one_of(kinds), one_of(kinds))];
    row.list_owner = fmt::format("Host {}", one_of(hosts));
    row.extra["sector"] = sectors[std::min(one_of(4), one_of(4))];
    const auto fate = one_of(10);
    row.status = fate < 7 ? AttendanceStatus::Attended : AttendanceStatus::NoShow;
    if (fate == 9 && has_excused) row.status = AttendanceStatus::Excused;
    if (has_parties && one_of(5) == 0) row.places = 2;
    row.admitted = row.status == AttendanceStatus::Attended ? row.places : 0;
    row.walk_in = fate == 0;
    if (one_of(12) == 0) members.insert(row.guest);
    rows.push_back(row);
  }
  SummaryCount count(history, {.members = members});
  Summary summary;
  for (const auto& row : rows) {
    count.take({row});
    count.take_row(row);
    count_in(summary.head, {row});
  }
  summary.audience = count.audience();
  summary.lists = count.lists();
  return summary;
}

TEST(SmallCellSearch, TellsNoCellUnderTheLimit) {
  support::search(150, [](std::uint32_t seed) { SummaryReader(random_evening(seed)).learns_nothing(); });
}

}  // namespace
}  // namespace einlass::report
