#include "tests/support/printers/simulated_printer.h"

#include "core/base/file.h"
#include "tests/support/printers/scratch_folder.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

namespace einlass::test {

namespace fs = std::filesystem;

SimulatedPrinter::SimulatedPrinter(const fs::path& folder, std::string name, const Changes& changes)
    : folder_(folder), name_(std::move(name)), attributes_(folder / name_ / "printer.attrs") {
  write_attributes(changes);
  switch_on();
}

void SimulatedPrinter::write_attributes(const Changes& changes) const {
  fs::create_directories(attributes_.parent_path());
  std::string attributes = base::read_file(EINLASS_PRINTER_SCRIPTS "/badge-printer.attrs").value();
  for (const auto& [from, to] : changes) {
    auto at = attributes.find(from);
    if (at == std::string::npos) throw std::runtime_error("the simulated printer has no \"" + from + "\"");
    for (; at != std::string::npos; at = attributes.find(from, at + to.size())) attributes.replace(at, from.size(), to);
  }
  if (!base::write_file(attributes_, attributes)) throw std::runtime_error("no attributes for the simulated printer");
}

std::string SimulatedPrinter::uri() const {
  return fmt::format("ipp://localhost:{}/ipp/print", port());
}

spool::PrinterConfig SimulatedPrinter::config() const {
  return {.name = name_,
          .kind = spool::PrinterKind::Ipp,
          .uri = uri(),
          .media = spool::MediaSize::from_mm(86, 54),
          .location = "beside the test"};
}

void SimulatedPrinter::tend(const std::vector<std::string>& fault) {
  std::vector<std::string> arguments{(folder_ / name_).string()};
  arguments.insert(arguments.end(), fault.begin(), fault.end());
  if (!run_printer_script("tend", arguments)) throw std::runtime_error("the simulated printer cannot be tended");
}

void SimulatedPrinter::hold() {
  tend({"hold"});
}
void SimulatedPrinter::report(const std::string& reason) {
  tend({"reason", reason});
}
void SimulatedPrinter::give_up_jobs() {
  tend({"abort"});
}
void SimulatedPrinter::take(double seconds) {
  tend({"seconds", fmt::format("{}", seconds)});
}
void SimulatedPrinter::keep_cancelled_jobs() {
  tend({"stubborn"});
}
void SimulatedPrinter::load(int labels) {
  tend({"labels", fmt::format("{}", labels)});
}
void SimulatedPrinter::go_on() {
  fs::remove(folder_ / name_ / "faults" / "hold");
}
void SimulatedPrinter::release() {
  tend({});
}

void SimulatedPrinter::freeze() {
  process_.freeze();
}
void SimulatedPrinter::thaw() {
  process_.thaw();
}

void SimulatedPrinter::switch_off() {
  process_.stop();
}
void SimulatedPrinter::pull_the_plug() {
  process_.kill();
}

void SimulatedPrinter::switch_on() {
  process_.start("start-printer", {folder_.string(), name_, std::to_string(port())},
                 {{"EINLASS_PRINTER_ATTRIBUTES", attributes_.string()}});
  if (!eventually([this] { return listens(port()) || !process_.is_running(); }) || !process_.is_running()) {
    throw std::runtime_error("the simulated printer did not start; see its log");
  }
}

std::vector<fs::path> SimulatedPrinter::received() const {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder_ / name_ / "received")) {
    if (entry.path().extension() == ".pdf") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end(),
            [](const fs::path& a, const fs::path& b) { return fs::last_write_time(a) < fs::last_write_time(b); });
  return files;
}

std::string SimulatedPrinter::options_of(const fs::path& pdf) const {
  std::ifstream file(fs::path(pdf).replace_extension(".options"));
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> SimulatedPrinter::receipts() const {
  return lines_of("receipts");
}

std::vector<std::string> SimulatedPrinter::printed() const {
  return lines_of("printed");
}

std::vector<std::string> SimulatedPrinter::lines_of(const std::string& file) const {
  std::ifstream stream(folder_ / name_ / file);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

}  // namespace einlass::test
