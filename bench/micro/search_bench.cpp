// What each keystroke of staff's search asks of a kiosk's file: 100 000 guests of as many kinds of names as people
// have, in an evening that goes on.
#include "bench/micro/bench_folder.h"
#include "bench/micro/invented_people.h"
#include "bench/micro/samples.h"
#include "core/base/crypto.h"
#include "db/attendance_journal.h"
#include "db/door_guests.h"
#include "db/event_store.h"
#include "db/guest_book.h"
#include "db/staff_acts.h"

#include <string>
#include <vector>

#include <benchmark/benchmark.h>

namespace einlass::bench {
namespace {

constexpr std::size_t guest_count = 100'000;
constexpr std::size_t guests_at_once = 2000;  // as a kiosk's replica writes them
constexpr std::size_t learned_at_once = 200;  // as a kiosk does between scans
constexpr std::size_t came = 20'000;
constexpr std::size_t walk_ins = 2000;
constexpr std::size_t sought = 100;

class Door {
 public:
  Door() {
    for (std::size_t first = 0; first < guest_count; first += guests_at_once) put_guests(first);
    auto transaction = must(store_.begin());
    for (std::size_t n = 0; n < came; ++n) come(rows_[n * 4]);
    for (std::size_t n = 0; n < walk_ins; ++n) register_walk_in();
    must(transaction.commit());
  }

  std::size_t find(const std::string& text) {
    return must(guests_.find({.text = text, .by = 1}, std::nullopt)).guests.size();
  }
  bool prepare() { return must(guests_.prepare(learned_at_once, std::nullopt)); }
  const std::vector<rules::GuestRow>& guests() const { return rows_; }
  const rules::GuestRow& guest(std::size_t number) const { return rows_[(number * 7919) % guest_count]; }

  void change_one_guest() {
    auto& row = rows_[changed_++];
    row.guest.company = "Renamed " + std::to_string(changed_);
    auto transaction = must(store_.begin());
    must(store_.guests().put(row));
    must(transaction.commit());
  }

  void one_more_walk_in() {
    auto transaction = must(store_.begin());
    register_walk_in();
    must(transaction.commit());
  }

 private:
  store::EventStoreOptions options() const {
    return {.file = folder_.path() / "event.db",
            .event = event_,
            .journal = rules::JournalId::random(),
            .at_rest = store::AtRest::Encrypted,
            .key = base::random_key(),
            .vfs = {}};
  }

  void put_guests(std::size_t first) {
    auto transaction = must(store_.begin());
    for (std::size_t n = first; n < first + guests_at_once; ++n) rows_.push_back(people_.row(event_));
    must(store_.guests().put(std::span(rows_).subspan(first)));
    must(transaction.commit());
  }

  void come(const rules::GuestRow& row) {
    append({.ticket = row.ticket.id,
            .guest = row.guest.id,
            .scan = rules::ScanStep{rules::ScanId::random(), 0},
            .fact = rules::Admitted{.persons = 1, .places = 1, .badges_due = 1, .category = "member"}});
  }

  void register_walk_in() {
    const auto person = people_.row(event_);
    const store::ActingAt at{.store = store_, .policy = policy_, .day = std::nullopt, .decider = rules::Decider::Host};
    const rules::RegisterGuest act{.ticket = person.ticket.id, .guest = person.guest, .category = "guest"};
    for (const auto& draft : must(store::entries_of(act, at))) append(draft);
  }

  void append(rules::EntryDraft draft) {
    draft.place.name = "kiosk";
    must(store_.journal().append(draft, {.sure = true}));
  }

  BenchFolder folder_{"search"};
  rules::EventId event_ = rules::EventId::random();
  rules::EventPolicy policy_;
  InventedPeople people_;
  std::vector<rules::GuestRow> rows_;
  std::size_t changed_ = 0;
  store::EventStore store_ = must(store::EventStore::open(options()));
  store::DoorGuests guests_{store_};
};

Door& door() {
  static Door door;
  return door;
}

void report(Samples& samples, benchmark::State& state) {
  samples.report(state);
  state.counters["worst_ms"] = samples.percentile(1);
}

// Before anybody searches. Whoever scans meanwhile waits for one of these.
void search_learn(benchmark::State& state) {
  Samples samples;
  for (auto _ : state) {
    while (!samples.time([] { return door().prepare(); })) {
    }
  }
  report(samples, state);
}
BENCHMARK(search_learn)->Unit(benchmark::kMillisecond)->Iterations(1);

// What no search can do without: to look for some letters in all names.
void reference_read_names(benchmark::State& state) {
  Samples samples;
  for (auto _ : state) {
    samples.time([] {
      std::size_t found = 0;
      for (const auto& row : door().guests()) found += row.guest.full_name.find("mann") != std::string::npos ? 1 : 0;
      return found;
    });
  }
  samples.report(state);
}
BENCHMARK(reference_read_names)->Unit(benchmark::kMillisecond)->Iterations(50);

// Each beginning of the text is one question, as somebody types it.
void type(const std::string& text, Samples& samples) {
  for (std::size_t length = 1; length <= text.size(); ++length) {
    const bool inside_a_letter = length < text.size() && (static_cast<unsigned char>(text[length]) & 0xC0U) == 0x80U;
    if (!inside_a_letter) samples.time([&] { return door().find(text.substr(0, length)); });
  }
}

template <typename Text>
void search(benchmark::State& state, Text text_of) {
  Samples samples;
  std::size_t number = 0;
  for (auto _ : state) type(text_of(door().guest(number++)), samples);
  report(samples, state);
}

// As a hand slips: one letter is another, is missing, comes twice, or two change places.
std::string mistyped(std::string name) {
  const std::size_t at = 1 + name.size() % 3;
  if (name.size() < at + 2) return name + "x";
  switch (name[at] % 4) {
    case 0:
      return name.replace(at, 1, "q");
    case 1:
      return name.erase(at, 1);
    case 2:
      return name.insert(at, 1, name[at]);
    default:
      std::swap(name[at], name[at + 1]);
      return name;
  }
}

void search_surname(benchmark::State& state) {
  search(state, [](const auto& row) { return row.guest.last_name; });
}
BENCHMARK(search_surname)->Unit(benchmark::kMillisecond)->Iterations(sought);

void search_full_name(benchmark::State& state) {
  search(state, [](const auto& row) { return row.guest.full_name; });
}
BENCHMARK(search_full_name)->Unit(benchmark::kMillisecond)->Iterations(sought);

void search_mistyped(benchmark::State& state) {
  search(state, [](const auto& row) { return mistyped(row.guest.last_name); });
}
BENCHMARK(search_mistyped)->Unit(benchmark::kMillisecond)->Iterations(sought);

void search_email(benchmark::State& state) {
  search(state, [](const auto& row) { return row.guest.email; });
}
BENCHMARK(search_email)->Unit(benchmark::kMillisecond)->Iterations(sought);

void search_inside(benchmark::State& state) {
  search(state, [](const auto& row) { return row.guest.last_name.substr(row.guest.last_name.size() / 2); });
}
BENCHMARK(search_inside)->Unit(benchmark::kMillisecond)->Iterations(sought);

// Very many fit each of these.
void search_few_letters(benchmark::State& state) {
  Samples samples;
  for (auto _ : state) {
    for (char first = 'a'; first <= 'z'; ++first) {
      samples.time([&] { return door().find(std::string(1, first)); });
      for (const char second : {'a', 'e', 'i', 'n', 'r', 's', 't', 'u'}) {
        samples.time([&] { return door().find({first, second}); });
      }
    }
  }
  report(samples, state);
}
BENCHMARK(search_few_letters)->Unit(benchmark::kMillisecond)->Iterations(2);

// Two words that very many have, and hardly anybody both.
void search_frequent_words(benchmark::State& state) {
  Samples samples;
  for (auto _ : state) {
    for (const char* text : {"a b", "e example", "example ma", "b2 a", "example org b"}) {
      samples.time([&] { return door().find(text); });
    }
  }
  report(samples, state);
}
BENCHMARK(search_frequent_words)->Unit(benchmark::kMillisecond)->Iterations(10);

template <typename Change>
void search_after(benchmark::State& state, Change change) {
  Samples samples;
  std::size_t number = 0;
  for (auto _ : state) {
    change();
    samples.time([&] { return door().find(mistyped(door().guest(number++).guest.last_name)); });
  }
  report(samples, state);
}

void search_after_change(benchmark::State& state) {
  search_after(state, [] { door().change_one_guest(); });
}
BENCHMARK(search_after_change)->Unit(benchmark::kMillisecond)->Iterations(2);

void search_after_walk_in(benchmark::State& state) {
  search_after(state, [] { door().one_more_walk_in(); });
}
BENCHMARK(search_after_walk_in)->Unit(benchmark::kMillisecond)->Iterations(2);

}  // namespace
}  // namespace einlass::bench
