// Random lists that change, and random texts: whom the index finds, and in which order, is what reading through all
// rows finds.
#include "core/base/text_fold.h"
#include "db/guest_search.h"
#include "tests/db/event_fixture.h"
#include "tests/support/search.h"

#include <algorithm>
#include <functional>
#include <map>
#include <random>

#include <gmock/gmock.h>

namespace einlass::store {
namespace {

using Words = std::vector<std::string>;

// Letters that must be wrong, missing, too many or swapped until something that `word` begins with is `wanted`, as the
// table of the optimal string alignment has it.
bool is_near(const std::string& word, const std::string& wanted) {
  if (wanted.size() < 4) return false;
  std::vector<std::vector<std::size_t>> steps(word.size() + 1, std::vector<std::size_t>(wanted.size() + 1));
  for (std::size_t i = 0; i <= word.size(); ++i) {
    for (std::size_t j = 0; j <= wanted.size(); ++j) {
      auto& here = steps[i][j];
      if (i == 0 || j == 0) {
        here = i + j;
        continue;
      }
      const bool same = word[i - 1] == wanted[j - 1];
      here = std::min({steps[i - 1][j] + 1, steps[i][j - 1] + 1, steps[i - 1][j - 1] + (same ? 0 : 1)});
      if (i > 1 && j > 1 && word[i - 1] == wanted[j - 2] && word[i - 2] == wanted[j - 1]) {
        here = std::min(here, steps[i - 2][j - 2] + 1);
      }
    }
  }
  return std::any_of(steps.begin(), steps.end(), [](const auto& row) { return row.back() <= 1; });
}

bool each_fits(const Words& wanted, const Words& words,
               const std::function<bool(const std::string&, const std::string&)>& fits) {
  return std::all_of(wanted.begin(), wanted.end(), [&](const auto& each) {
    return std::any_of(words.begin(), words.end(), [&](const auto& word) { return fits(word, each); });
  });
}

std::optional<SearchRank> rank_of(const Words& wanted, const SearchWords& row) {
  const auto begins = [](const auto& word, const auto& each) { return word.starts_with(each); };
  const auto nearly = [](const auto& word, const auto& each) { return word.starts_with(each) || is_near(word, each); };
  const auto inside = [](const auto& word, const auto& each) { return word.find(each) != std::string::npos; };
  const auto name = base::words_in(row.name);
  const auto all = base::words_in(row.name + " " + row.rest);
  if (wanted.empty()) return std::nullopt;
  if (each_fits(wanted, name, std::equal_to<>())) return WordsOfName;
  if (each_fits(wanted, name, begins)) return BeginningsInName;
  if (each_fits(wanted, all, begins)) return Beginnings;
  if (each_fits(wanted, all, nearly)) return NearlyBeginnings;
  if (each_fits(wanted, all, inside)) return InsideWords;
  return std::nullopt;
}

// Of few letters, so that much is alike.
class RandomWords {
 public:
  explicit RandomWords(std::uint32_t seed) : dice_(seed) {}

  std::size_t below(std::size_t end) { return dice_() % end; }
  std::string word() {
    static const Words letters{"a", "b", "c", "d", "e", "é", "ü", "ue", "ж", "7"};
    std::string word;
    for (std::size_t left = 1 + below(7); left > 0; --left) word += letters[below(letters.size())];
    return word;
  }
  std::string words(std::size_t most) {
    static const Words between{" ", "-", "  ", ".", "@", "’"};
    std::string words = word();
    for (std::size_t left = below(most); left > 0; --left) words += between[below(between.size())] + word();
    return words;
  }
  // A part of what somebody has, slightly wrong now and then, or anything.
  std::string wanted(const std::string& of) {
    auto text = below(3) == 0 ? words(3) : of.substr(below(of.size() + 1), 1 + below(9));
    if (!text.empty() && below(2) == 0) text[below(text.size())] = 'b';
    if (text.size() > 1 && below(2) == 0) std::swap(text[0], text[1]);
    if (below(4) == 0) text += " " + of.substr(0, below(4));
    return text;
  }

 private:
  std::mt19937 dice_;
};

TEST(GuestWordsSearch, FindsWhatReadingThroughAllWordsFinds) {
  support::search(40, [](std::uint32_t seed) {
    RandomWords dice(seed);
    GuestSearch search;
    std::map<std::int64_t, SearchWords> rows;
    for (int step = 0; step < 150; ++step) {
      const auto row = static_cast<std::int64_t>(dice.below(40));
      const SearchWords words{.order_ref = "", .name = folded(dice.words(3)), .rest = folded(dice.words(4))};
      if (dice.below(4) == 0) {
        search.remove(row);
        rows.erase(row);
      } else {
        search.put(row, words);
        rows[row] = words;
      }
      const auto text = dice.wanted(words.name);
      const auto wanted = base::words_in(folded(text));
      std::vector<SearchHit> expected;
      std::vector<std::int64_t> with_words;
      for (const auto& [number, each] : rows) {
        if (const auto rank = rank_of(wanted, each)) expected.push_back({number, *rank});
        const auto all = base::words_in(each.name + " " + each.rest);
        if (!wanted.empty() && each_fits(wanted, all, std::equal_to<>())) with_words.push_back(number);
      }
      std::stable_sort(expected.begin(), expected.end(), [](auto& a, auto& b) { return a.rank < b.rank; });
      const auto limit = 1 + dice.below(20);
      if (expected.size() > limit) expected.resize(limit);
      ASSERT_EQ(search.find(text, limit), expected) << text;
      ASSERT_EQ(search.with_words(text), with_words) << text;
    }
  });
}

// A kiosk's guest book and a server's, in which rows come and go, in transactions that are kept or given up.
class GuestBookSearch : public EventFixture {
 protected:
  void run(std::uint32_t seed) {
    dice_ = RandomWords(seed);
    auto given = options("event" + std::to_string(seed) + ".db");
    given.at_rest = dice_.below(2) == 0 ? AtRest::Plain : AtRest::Encrypted;
    given.key = base::SecretKey{7};
    auto store = value_of(EventStore::open(given));
    for (int step = 0; step < 30 && !HasFailure(); ++step) {
      {
        auto transaction = value_of(store.begin());
        for (auto changes = dice_.below(4); changes > 0; --changes) change(store);
        if (dice_.below(3) == 0) look(store);
        if (dice_.below(3) != 0) value_of(transaction.commit());
      }
      if (dice_.below(3) == 0) value_of(store.guests().index(dice_.below(4)));
      if (dice_.below(2) == 0) look(store);
    }
  }

 private:
  GuestRow row() {
    return guest_row(std::to_string(dice_.below(12)), {.name = dice_.words(3), .company = dice_.words(2)});
  }

  void change(EventStore& store) {
    switch (dice_.below(8)) {
      case 0: {
        std::unordered_set<rules::TicketId> kept;
        for (int n = 0; n < 8; ++n) kept.insert(row().ticket.id);
        value_of(store.guests().keep_only(kept));
        return;
      }
      case 1: {
        const auto erased = row();
        value_of(store.journal().append(draft(erased.external_id, rules::GuestErased{erased.guest.id}), time_at(0)));
        return;
      }
      default:
        value_of(store.guests().put(row()));
    }
  }

  void look(EventStore& store) {
    std::vector<GuestRow> rows;
    value_of(store.guests().each([&](const auto& each) { rows.push_back(each); }));
    const auto any = rows.empty() ? row() : rows[dice_.below(rows.size())];
    const auto text = dice_.wanted(any.guest.full_name);
    std::map<std::string, SearchRank> expected;
    std::vector<std::string> of_order;
    for (const auto& each : rows) {
      const auto rank = rank_of(base::words_in(folded(text)), SearchWords::of(each));
      if (rank) expected[each.ticket.id.text()] = *rank;
      if (!any.order_ref.empty() && each.order_ref == any.order_ref) of_order.push_back(each.ticket.id.text());
    }
    std::map<std::string, SearchRank> found;
    for (const auto& hit : value_of(store.guests().search(text, 50))) found[hit.row.ticket.id.text()] = hit.rank;
    EXPECT_EQ(found, expected) << text;
    std::vector<std::string> found_of_order;
    for (const auto& each : value_of(store.guests().by_order(any.order_ref)))
      found_of_order.push_back(each.ticket.id.text());
    EXPECT_EQ(found_of_order, of_order);
  }

  RandomWords dice_{0};
};

TEST_F(GuestBookSearch, FindsWhatReadingThroughTheListFinds) {
  support::search(60, [this](std::uint32_t seed) { run(seed); });
}

}  // namespace
}  // namespace einlass::store
