// einlass-load: pairs kiosks with a running server and measures its admissions; one line of JSON on standard output.
#include "bench/load/load_run.h"

#include <algorithm>
#include <fstream>
#include <iostream>
#include <random>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace {

using namespace einlass;

struct Arguments {
  std::string codes_file;
  std::vector<std::size_t> connections{1, 8, 64};
  int rate = 300;
  std::size_t following = 8;
  int seconds = 5;
};

std::vector<wire::PairingCode> read_codes(const std::string& file) {
  std::ifstream lines(file);
  std::vector<wire::PairingCode> codes;
  for (std::string line; std::getline(lines, line);) {
    const auto code = wire::read_pairing_text(line);
    if (!code) throw std::runtime_error(code.error().message);
    codes.push_back(*code);
  }
  if (codes.empty()) throw std::runtime_error("There is no pairing code in " + file + ".");
  return codes;
}

struct Fleet {
  net::IoThread& io;
  bench::Venue venue;
  std::vector<bench::Identity> identities;
};

bench::Kiosks connect(const Fleet& fleet, std::size_t count, bench::Replication replication) {
  bench::Kiosks kiosks;
  for (std::size_t n = 0; n < std::min(count, fleet.identities.size()); ++n) {
    kiosks.push_back(std::make_unique<bench::LoadKiosk>(fleet.io, fleet.venue, fleet.identities[n], replication));
  }
  for (auto& kiosk : kiosks) kiosk->wait_until_assigned();
  return kiosks;
}

bench::TicketStock stock_of(const Fleet& fleet) {
  auto tickets = connect(fleet, 1, bench::Replication::None).front()->fetch_tickets();
  std::shuffle(tickets.begin(), tickets.end(), std::mt19937(1));  // guests do not come in the list's order
  return bench::TicketStock(std::move(tickets));
}

void measure(const Arguments& arguments) {
  const auto codes = read_codes(arguments.codes_file);
  net::IoThread io;
  Fleet fleet{io, bench::venue_of(codes.front()), {}};
  for (const auto& code : codes) fleet.identities.push_back(bench::pair(io, code));
  auto stock = stock_of(fleet);

  const std::chrono::seconds length(arguments.seconds);
  std::string figures;
  for (const std::size_t count : arguments.connections) {
    if (count == 0) continue;
    auto kiosks = connect(fleet, count, bench::Replication::None);
    const auto result = bench::run_closed_loop(io, kiosks, stock, length);
    figures += "\"connections_" + std::to_string(count) + "\":" + result.json() + ",";
  }
  auto kiosks = connect(fleet, arguments.following, bench::Replication::Follow);
  const auto result = bench::run_at_rate(io, kiosks, stock, arguments.rate, length);
  std::cout << "{" << figures << "\"at_rate\":" << result.json() << "}\n";
}

}  // namespace

int main(int argc, char** argv) {
  Arguments arguments;
  CLI::App app("Measures the admissions of a running Einlass server.");
  app.add_option("codes", arguments.codes_file, "File with pairing codes, one a line")->required();
  app.add_option("--connections", arguments.connections, "Numbers of connections to measure; 0: none");
  app.add_option("--rate", arguments.rate, "Admissions a second for the latency");
  app.add_option("--following", arguments.following, "Connections that share the rate and take every entry");
  app.add_option("--seconds", arguments.seconds, "Length of each run");
  CLI11_PARSE(app, argc, argv);
  try {
    measure(arguments);
  } catch (const std::exception& failure) {
    std::cerr << "einlass-load: " << failure.what() << '\n';
    return 1;
  }
  return 0;
}
