// The rules alone: no database, no clock.
#include "core/base/crypto.h"
#include "core/rules/admission.h"

#include <vector>

#include <benchmark/benchmark.h>

namespace einlass::bench {
namespace {

rules::Candidate candidate(rules::EventId event) {
  rules::Candidate made;
  made.ticket.id = rules::TicketId::random();
  made.ticket.event = event;
  made.ticket.guest = rules::GuestId::random();
  made.ticket.category = "guest";
  return made;
}

void decide_admission(benchmark::State& state) {
  rules::EventPolicy policy;
  policy.cap = rules::Cap{.persons = 650};
  rules::AdmissionContext context{.event = rules::EventId::random(), .policy = policy};
  std::vector<rules::Candidate> candidates{candidate(context.event)};
  candidates.front().capacity.event = 400;
  rules::AdmissionRequest request;
  request.scan.scan = rules::ScanId::random();
  for (auto _ : state) benchmark::DoNotOptimize(rules::decide(candidates, request, context));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(decide_admission);

// Reference: hashing a line of 64 bytes, as every entry of the journal is hashed.
void reference_hash_line(benchmark::State& state) {
  const std::string line(64, 'x');
  for (auto _ : state) benchmark::DoNotOptimize(base::blake2b(line));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(reference_hash_line);

}  // namespace
}  // namespace einlass::bench
