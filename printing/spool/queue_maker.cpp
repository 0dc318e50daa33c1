#include "printing/spool/queue_maker.h"

#include "core/base/text_fold.h"
#include "printing/spool/cups_connection.h"
#include "printing/spool/driver_defaults.h"
#include "printing/spool/ipp_message.h"
#include "printing/spool/ipp_session.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <memory>
#include <sstream>
#include <utility>

#include <cups/cups.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

namespace einlass::spool {

using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

// A cupsd that knows thousands of drivers reads them all when it is asked for the first time.
constexpr double patience_seconds = 60;

// A file in memory: libcups reads and writes documents through descriptors only.
class MemoryFile {
 public:
  MemoryFile() : descriptor_(::memfd_create("einlass-driver", MFD_CLOEXEC)) {}
  ~MemoryFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  int descriptor() const { return descriptor_; }

  bool fill(std::string_view content) {
    while (!content.empty()) {
      const auto written = ::write(descriptor_, content.data(), content.size());
      if (written <= 0) return false;
      content.remove_prefix(static_cast<std::size_t>(written));
    }
    return ::lseek(descriptor_, 0, SEEK_SET) == 0;
  }

  std::string content() {
    std::string all;
    std::array<char, 65536> piece{};
    ::lseek(descriptor_, 0, SEEK_SET);
    for (ssize_t count = 0; (count = ::read(descriptor_, piece.data(), piece.size())) > 0;) {
      all.append(piece.data(), static_cast<std::size_t>(count));
    }
    return all;
  }

 private:
  int descriptor_;
};

std::string queue_uri(const std::string& queue) {
  return "ipp://localhost/printers/" + queue;
}

// One cupsd, for operations that need its administrator.
class Administration {
 public:
  static Result<Administration> at(const std::string& server) {
    auto endpoint = queue_endpoint({.name = "queue", .server = server, .queue = "queue"});
    if (!endpoint) return tl::make_unexpected(endpoint.error());
    cupsSetPasswordCB2(no_password, nullptr);
    Connection http(httpConnect2(endpoint->host.c_str(), endpoint->port, nullptr, AF_UNSPEC,
                                 HTTP_ENCRYPTION_IF_REQUESTED, 1, static_cast<int>(endpoint->timeouts.connect.count()),
                                 nullptr));
    if (!http) {
      return fail(ErrorKind::Unavailable,
                  "CUPS does not answer; install cups and start it, or name its server with --server.");
    }
    httpSetTimeout(http.get(), patience_seconds, give_up, nullptr);
    return Administration(std::move(http));
  }

  // A document may go with the request, and one may come back.
  Result<Message> ask(Message request, const char* resource, MemoryFile* sent = nullptr,
                      MemoryFile* fetched = nullptr) {
    Message answer(cupsDoIORequest(http_.get(), request.release(), resource, sent == nullptr ? -1 : sent->descriptor(),
                                   fetched == nullptr ? -1 : fetched->descriptor()));
    const ipp_status_t status = cupsLastError();
    if (answer && status < IPP_STATUS_REDIRECTION_OTHER_SITE) return answer;
    return tl::make_unexpected(refusal(status));
  }

 private:
  explicit Administration(Connection http) : http_(std::move(http)) {}

  static base::Error refusal(ipp_status_t status) {
    switch (status) {
      case IPP_STATUS_ERROR_NOT_FOUND:
        return {ErrorKind::NotFound, "CUPS does not know that driver or queue; see einlass printer add --driver WORD."};
      case IPP_STATUS_ERROR_FORBIDDEN:
      case IPP_STATUS_ERROR_NOT_AUTHENTICATED:
      case IPP_STATUS_ERROR_NOT_AUTHORIZED:
      case IPP_STATUS_ERROR_CUPS_AUTHENTICATION_CANCELED:
        return {ErrorKind::Refused, "CUPS lets only its administrators make queues; run this as root."};
      default:
        return {ErrorKind::Refused,
                fmt::format("CUPS refused with {}; look at its error log.", ippErrorString(status))};
    }
  }

  Connection http_;
};

void add(ipp_t* request, ipp_tag_t tag, const char* name, const std::string& value) {
  ippAddString(request, IPP_TAG_PRINTER, tag, name, nullptr, value.c_str());
}

bool holds_words(const Driver& driver, const std::string& words) {
  const std::string where = base::lower_ascii(driver.name + " " + driver.make_and_model);
  std::istringstream each(base::lower_ascii(words));
  for (std::string word; each >> word;) {
    if (where.find(word) == std::string::npos) return false;
  }
  return true;
}

std::string string_of(ipp_attribute_t* attribute) {
  const char* value = ippGetString(attribute, 0, nullptr);
  return value == nullptr ? std::string() : std::string(value);
}

std::vector<Driver> read_drivers(ipp_t* answer) {
  std::vector<Driver> drivers;
  for (ipp_attribute_t* a = ippFirstAttribute(answer); a != nullptr; a = ippNextAttribute(answer)) {
    const std::string_view name = ippGetName(a) == nullptr ? "" : ippGetName(a);
    if (name == "ppd-name") drivers.push_back({.name = string_of(a), .make_and_model = {}});
    if (name == "ppd-make-and-model" && !drivers.empty()) drivers.back().make_and_model = string_of(a);
  }
  return drivers;
}

Result<std::string> description_of(Administration& cups, const std::string& driver) {
  Message request(ippNewRequest(IPP_OP_CUPS_GET_PPD));
  ippAddString(request.get(), IPP_TAG_OPERATION, IPP_TAG_NAME, "ppd-name", nullptr, driver.c_str());
  MemoryFile ppd;
  auto answer = cups.ask(std::move(request), "/", nullptr, &ppd);
  if (!answer) return tl::make_unexpected(answer.error());
  return ppd.content();
}

std::map<std::string, std::string> options_of(const QueuePlan& plan) {
  auto options = plan.options;
  if (plan.resolution_dpi > 0) options["Resolution"] = fmt::format("{}dpi", plan.resolution_dpi);
  return options;
}

Message request_for(const QueuePlan& plan) {
  Message request = make_request(IPP_OP_CUPS_ADD_MODIFY_PRINTER, queue_uri(plan.queue));
  add(request.get(), IPP_TAG_URI, "device-uri", plan.device_uri);
  // A label that failed must not stop those behind it: Einlass decides what becomes of it.
  add(request.get(), IPP_TAG_NAME, "printer-error-policy", "retry-job");
  add(request.get(), IPP_TAG_KEYWORD, "media-default", plan.media.keyword());
  ippAddInteger(request.get(), IPP_TAG_PRINTER, IPP_TAG_ENUM, "printer-state", IPP_PSTATE_IDLE);
  ippAddBoolean(request.get(), IPP_TAG_PRINTER, "printer-is-accepting-jobs", 1);
  return request;
}

}  // namespace

Result<std::vector<Driver>> find_drivers(const std::string& server, const std::string& words) {
  auto cups = Administration::at(server);
  if (!cups) return tl::make_unexpected(cups.error());
  Message request(ippNewRequest(IPP_OP_CUPS_GET_PPDS));
  constexpr std::array wanted{"ppd-name", "ppd-make-and-model"};
  ippAddStrings(request.get(), IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", wanted.size(), nullptr,
                wanted.data());
  auto answer = cups->ask(std::move(request), "/");
  if (!answer) return tl::make_unexpected(answer.error());
  auto drivers = read_drivers(answer->get());
  std::erase_if(drivers, [&](const Driver& driver) { return !holds_words(driver, words); });
  return drivers;
}

Result<void> make_queue(const QueuePlan& plan) {
  auto cups = Administration::at(plan.server);
  if (!cups) return tl::make_unexpected(cups.error());
  const auto usual = description_of(*cups, plan.driver);
  if (!usual) return tl::make_unexpected(usual.error());
  const auto described = with_defaults(*usual, options_of(plan));
  if (!described) return tl::make_unexpected(described.error());
  MemoryFile ppd;
  if (!ppd.fill(*described)) return fail(ErrorKind::Internal, "This machine has no memory left; stop something else.");
  return cups->ask(request_for(plan), "/admin/", &ppd).map([](const Message&) {});
}

Result<bool> has_queue(const std::string& server, const std::string& queue) {
  auto cups = Administration::at(server);
  if (!cups) return tl::make_unexpected(cups.error());
  const auto found = cups->ask(make_request(IPP_OP_GET_PRINTER_ATTRIBUTES, queue_uri(queue)), "/");
  if (found) return true;
  if (found.error().kind == ErrorKind::NotFound) return false;
  return tl::make_unexpected(found.error());
}

Result<void> remove_queue(const std::string& server, const std::string& queue) {
  auto cups = Administration::at(server);
  if (!cups) return tl::make_unexpected(cups.error());
  auto removed = cups->ask(make_request(IPP_OP_CUPS_DELETE_PRINTER, queue_uri(queue)), "/admin/");
  if (removed || removed.error().kind == ErrorKind::NotFound) return {};
  return tl::make_unexpected(removed.error());
}

}  // namespace einlass::spool
