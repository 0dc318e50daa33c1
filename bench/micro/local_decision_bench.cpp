// What a kiosk does that is alone: find the ticket of a code among 100 000 guests, decide, append, commit.
#include "bench/micro/bench_folder.h"
#include "bench/micro/samples.h"
#include "core/base/crypto.h"
#include "db/attendance_journal.h"
#include "db/candidates.h"
#include "db/event_store.h"
#include "db/guest_book.h"

#include <filesystem>
#include <string>

#include <benchmark/benchmark.h>

namespace einlass::bench {
namespace {

constexpr std::size_t guest_count = 100'000;

std::string code_of(std::size_t guest) {
  return "TICKET-" + std::to_string(1'000'000 + guest);
}

class Kiosk {
 public:
  Kiosk() {
    for (std::size_t first = 0; first < guest_count; first += 10'000) put_guests(first, first + 10'000);
  }

  // `decision` is until the row is appended, `commit` until it is on disk.
  void admit(std::size_t guest, Samples& decision, Samples& commit) {
    const auto transaction = decision.time([&] { return decide(guest); });
    commit.time([&] { return must((*transaction).commit()), 0; });
  }

 private:
  using Transaction = std::unique_ptr<store::EventStore::Transaction>;

  store::EventStoreOptions options() const {
    store::EventStoreOptions options;
    options.file = folder_.path() / "event.db";
    options.event = event_;
    options.journal = rules::JournalId::random();
    options.at_rest = store::AtRest::Encrypted;
    options.key = base::random_key();
    return options;
  }

  void put_guests(std::size_t first, std::size_t last) {
    auto transaction = must(store_.begin());
    for (std::size_t guest = first; guest < last; ++guest) must(store_.guests().put(row(guest)));
    must(transaction.commit());
  }

  rules::GuestRow row(std::size_t guest) const {
    rules::GuestRow row;
    row.ticket.id = rules::TicketId(base::keyed_id(keys_.code_key, code_of(guest)));
    row.ticket.event = event_;
    row.ticket.guest = rules::GuestId(row.ticket.id.bytes());
    row.ticket.category = "member";
    row.guest.id = row.ticket.guest;
    row.guest.full_name = "Guest " + std::to_string(guest);
    row.guest.company = "Company " + std::to_string(guest % 700);
    row.source = "csv";
    row.external_id = code_of(guest);
    row.code_hashes = {rules::code_hash(keys_.code_key, code_of(guest))};
    return row;
  }

  Transaction decide(std::size_t guest) {
    const wire::ScanTarget target = wire::CodeTarget{rules::code_hash(keys_.code_key, code_of(guest))};
    auto found = must(store::find_candidates(target, keys_, store_, std::nullopt));
    auto transaction = std::make_unique<store::EventStore::Transaction>(must(store_.begin()));
    store::Admit admit{.context = {.event = event_, .policy = policy_, .connectivity = rules::Connectivity::Alone}};
    admit.candidates = std::move(found.candidates);
    admit.request.scan.scan = rules::ScanId::random();
    admit.place.name = "kiosk";
    const auto outcome = must(store_.journal().admit(std::move(admit)));
    if (!std::holds_alternative<rules::AdmissionGranted>(outcome.admission)) throw std::runtime_error("not admitted");
    return transaction;
  }

  BenchFolder folder_{"local-decision"};
  rules::EventId event_ = rules::EventId::random();
  rules::EventPolicy policy_;
  wire::EventKeys keys_{.code_key = base::random_key()};
  store::EventStore store_ = must(store::EventStore::open(options()));
};

void decide_locally(benchmark::State& state) {
  Kiosk kiosk;
  Samples decision;
  Samples commit;
  std::size_t guest = 0;
  for (auto _ : state) kiosk.admit((guest++ * 7919) % guest_count, decision, commit);
  decision.report(state, "decision");
  commit.report(state, "commit");
}
BENCHMARK(decide_locally)->Unit(benchmark::kMillisecond)->Iterations(3000);

}  // namespace
}  // namespace einlass::bench
