// einlass-syncbench: pairs kiosks with a running server, then does what standard input says, a line each, and answers
// with "done"; what the kiosks' sessions do is told in between (measured_kiosk.h).
//
//   start N        kiosk N's link, as it is on disk
//   stop N
//   admit N ID     a scan of this ticket
//   write N COUNT  so many admissions alone, into the replica of a kiosk that is stopped; each kiosk of other tickets
//   port N PORT    where it finds the server from its next start on
#include "bench/micro/bench_folder.h"
#include "bench/sync/measured_kiosk.h"
#include "core/base/log.h"
#include "kiosk/link/pairing.h"

#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <sstream>
#include <string>

#include <CLI/CLI.hpp>

namespace {

using namespace einlass;

class Fleet {
 public:
  Fleet(const std::string& codes, std::filesystem::path folder) : folder_(std::move(folder)) {
    std::ifstream lines(codes);
    std::size_t number = 0;
    for (std::string line; std::getline(lines, line); ++number) {
      bench::must(link::pair(bench::must(wire::read_pairing_text(line)),
                             {.state_dir = state(number), .name = "", .software = "einlass-syncbench"}));
    }
  }

  void carry_out(const std::string& line) {
    std::istringstream words(line);
    std::string what;
    std::size_t number = 0;
    words >> what >> number;
    if (what == "start") {
      kiosks_[number] = std::make_unique<bench::MeasuredKiosk>(number, state(number));
    } else if (what == "stop") {
      kiosks_.erase(number);
    } else if (what == "admit") {
      std::string ticket;
      words >> ticket;
      kiosks_.at(number)->admit(rules::TicketId::parse(ticket).value());
    } else if (what == "write") {
      std::size_t count = 0;
      words >> count;
      bench::admit_alone(state(number), number * count, count);
    } else if (what == "port") {
      use_port(number, words);
    } else {
      throw std::runtime_error("there is no command " + what);
    }
    bench::MeasuredKiosk::tell(number, "done", 0);
  }

 private:
  std::filesystem::path state(std::size_t number) const {
    auto path = folder_ / std::to_string(number);
    std::filesystem::create_directories(path);
    return path;
  }

  void use_port(std::size_t number, std::istream& words) const {
    const link::StateDirectory directory(state(number));
    auto identity = bench::must(directory.identity());
    words >> identity.port;
    bench::must(directory.put_identity(identity));
  }

  std::filesystem::path folder_;
  std::map<std::size_t, std::unique_ptr<bench::MeasuredKiosk>> kiosks_;
};

}  // namespace

int main(int argc, char** argv) {
  std::string codes;
  std::string folder;
  CLI::App app("Kiosks of a running Einlass server, measured.");
  app.add_option("codes", codes, "File with pairing codes, one a line")->required();
  app.add_option("folder", folder, "Where the kiosks keep their files")->required();
  CLI11_PARSE(app, argc, argv);
  try {
    base::start_log("einlass-syncbench", "warning");
    Fleet fleet(codes, folder);
    bench::MeasuredKiosk::tell(0, "done", 0);
    for (std::string line; std::getline(std::cin, line);) fleet.carry_out(line);
  } catch (const std::exception& failure) {
    std::cerr << "einlass-syncbench: " << failure.what() << '\n';
    return 1;
  }
  return 0;
}
