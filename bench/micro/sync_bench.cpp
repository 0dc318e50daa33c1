// References for how kiosks come into step: the same work on files alone, with neither network nor protocol.
#include "bench/micro/bench_folder.h"
#include "bench/micro/samples.h"
#include "db/attendance_journal.h"
#include "db/event_store.h"
#include "db/guest_book.h"

#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

namespace einlass::bench {
namespace {

constexpr std::size_t entries = 10'000;
constexpr std::size_t rows_per_message = 200;
constexpr std::size_t guests_at_once = 2000;  // as a kiosk's replica writes them

const rules::EventId event = rules::EventId::random();

store::EventStore open(const BenchFolder& folder, const std::string& name, store::AtRest at_rest) {
  return must(store::EventStore::open({.file = folder.path() / name,
                                       .event = event,
                                       .journal = rules::JournalId::random(),
                                       .at_rest = at_rest,
                                       .key = base::random_key(),
                                       .vfs = {}}));
}

std::vector<rules::JournalRow> written_alone(const BenchFolder& folder) {
  auto store = open(folder, "kiosk.db", store::AtRest::Encrypted);
  auto transaction = must(store.begin());
  std::vector<rules::JournalRow> rows;
  for (std::size_t n = 0; n < entries; ++n) {
    const auto ticket = rules::TicketId::random();
    rules::EntryDraft draft;
    draft.place.name = "kiosk";
    draft.ticket = ticket;
    draft.guest = rules::GuestId(ticket.bytes());
    draft.scan = rules::ScanStep{rules::ScanId::random(), 0};
    draft.fact = rules::Admitted{.persons = 1, .places = 1, .badges_due = 1, .category = "member"};
    rows.push_back(must(store.journal().append(draft, {.sure = true})));
  }
  must(transaction.commit());
  return rows;
}

void reference_merge(benchmark::State& state) {
  Samples samples;
  const BenchFolder folder("merge");
  const auto rows = written_alone(folder);
  int run = 0;
  for (auto _ : state) {
    auto store = open(folder, "server-" + std::to_string(run++) + ".db", store::AtRest::Plain);
    samples.time([&] {
      for (auto at = rows.begin(); at != rows.end(); at += rows_per_message) {
        auto transaction = must(store.begin());
        must(store.journal().merge({at, at + rows_per_message}));
        must(transaction.commit());
      }
      return 0;
    });
  }
  samples.report(state);
}
BENCHMARK(reference_merge)->Unit(benchmark::kMillisecond)->Iterations(5);

// As the server sends them: in the order of their tickets.
std::vector<rules::GuestRow> invented_list(std::size_t guests) {
  std::vector<rules::GuestRow> rows(guests);
  std::size_t number = 0;
  for (auto& row : rows) {
    const auto text = std::to_string(++number);
    row.ticket = {.id = rules::TicketId::random(),
                  .event = event,
                  .guest = rules::GuestId::random(),
                  .category = "member",
                  .ticket_type = "Member"};
    row.guest = {.id = row.ticket.guest,
                 .first_name = "Guest",
                 .last_name = text,
                 .full_name = "Guest " + text,
                 .company = "Company " + std::to_string(number % 700),
                 .email = "guest." + text + "@example.org",
                 .extra = {{"position", "Head of everything"}}};
    row.source = "csv";
    row.external_id = row.order_ref = text;
    row.code_hashes = {base::blake2b(text)};
  }
  std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.ticket.id < b.ticket.id; });
  return rows;
}

// On what the measured kiosks' files lie on, too.
void put_list(benchmark::State& state, std::size_t guests) {
  Samples samples;
  const BenchFolder folder("einlass-bench-list", BenchDisk::Memory);
  const auto rows = invented_list(guests);
  int run = 0;
  for (auto _ : state) {
    auto store = open(folder, std::to_string(run++) + ".db", store::AtRest::Encrypted);
    samples.time([&] {
      for (auto rest = std::span(rows); !rest.empty(); rest = rest.subspan(std::min(guests_at_once, rest.size()))) {
        auto transaction = must(store.begin());
        must(store.guests().put(rest.first(std::min(guests_at_once, rest.size()))));
        must(transaction.commit());
      }
      return 0;
    });
  }
  samples.report(state);
}
void reference_list_650(benchmark::State& state) {
  put_list(state, 650);
}
void reference_list_100000(benchmark::State& state) {
  put_list(state, 100'000);
}
BENCHMARK(reference_list_650)->Unit(benchmark::kMillisecond)->Iterations(10);
BENCHMARK(reference_list_100000)->Unit(benchmark::kMillisecond)->Iterations(3);

}  // namespace
}  // namespace einlass::bench
