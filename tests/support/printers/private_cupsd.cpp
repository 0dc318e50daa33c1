#include "tests/support/printers/private_cupsd.h"

#include "core/base/file.h"
#include "tests/support/printers/scratch_folder.h"

#include <cstring>
#include <sstream>
#include <stdexcept>
#include <utility>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace einlass::test {
namespace {

bool answers(const std::string& socket_path) {
  const int caller = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, socket_path.c_str(), sizeof address.sun_path - 1);
  const bool answered = ::connect(caller, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  ::close(caller);
  return answered;
}

}  // namespace

PrivateCupsd::PrivateCupsd(const std::filesystem::path& folder, std::string preserve_job_files)
    : folder_(folder / "cups"), preserve_job_files_(std::move(preserve_job_files)) {
  start();
}

std::string PrivateCupsd::server() const {
  return (folder_ / "run" / "cups.sock").string();
}

spool::PrinterConfig PrivateCupsd::config(const std::string& queue) const {
  return {.name = "Queue " + queue,
          .kind = spool::PrinterKind::CupsQueue,
          .server = server(),
          .queue = queue,
          .media = spool::MediaSize::from_mm(86, 54),
          .location = "beside the test"};
}

void PrivateCupsd::add_queue(const std::string& queue, const std::string& uri) {
  if (!run_printer_script("add-queue", {server(), queue, uri})) throw std::runtime_error("the queue was not made");
}

void PrivateCupsd::add_queue_while_off(const std::string& queue, const std::string& uri) {
  output_of({"lpadmin", "-p", queue, "-E", "-v", uri, "-m", "everywhere"});
  const std::string end_of_search = queue + ": Unable to connect to ";  // scheduler/ipp.c, create_local_bg_thread()
  if (!eventually([&] { return log().find(end_of_search) != std::string::npos; })) {
    throw std::runtime_error("cupsd found a printer that is off");
  }
}

void PrivateCupsd::add_driver_queue(const std::string& queue, const std::string& uri, const std::string& model) {
  output_of({"lpadmin", "-p", queue, "-E", "-v", uri, "-m", model});
}

void PrivateCupsd::break_filter(const std::string& queue) {
  const auto own = folder_ / "etc" / "ppd" / (queue + ".ppd");
  const auto whole = folder_ / (queue + ".whole.ppd");
  std::filesystem::copy_file(own, whole, std::filesystem::copy_options::overwrite_existing);
  std::istringstream lines(base::read_file(whole).value());
  std::string broken;
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("*cupsFilter")) broken += line + "\n";
  }
  broken += "*cupsFilter2: \"application/pdf application/vnd.cups-raw 0 /bin/false\"\n";
  const auto changed = folder_ / (queue + ".broken.ppd");
  if (!base::write_file(changed, broken)) throw std::runtime_error("the broken driver was not written");
  output_of({"lpadmin", "-p", queue, "-P", changed.string()});
}

void PrivateCupsd::mend_filter(const std::string& queue) {
  output_of({"lpadmin", "-p", queue, "-P", (folder_ / (queue + ".whole.ppd")).string()});
  output_of({"cupsenable", queue});
}

void PrivateCupsd::pull_the_plug() {
  process_.kill();
}

void PrivateCupsd::stop() {
  process_.stop();
}

void PrivateCupsd::start() {
  std::filesystem::remove(server());
  process_.start("start-cupsd", {folder_.string(), preserve_job_files_});
  if (!eventually([this] { return answers(server()) || !process_.is_running(); }) || !process_.is_running()) {
    throw std::runtime_error("the private cupsd did not start; see its log");
  }
}

std::string PrivateCupsd::output_of(const std::vector<std::string>& command) const {
  return test::output_of(command, {{"CUPS_SERVER", server()}});
}

std::string PrivateCupsd::log() const {
  return base::read_file(folder_ / "log" / "error").value_or("");
}

}  // namespace einlass::test
