#include "printing/spool/ipp_session.h"

#include "printing/spool/cups_connection.h"
#include "printing/spool/ipp_message.h"

#include <array>
#include <cerrno>
#include <utility>

#include <fmt/format.h>
#include <sys/socket.h>

namespace einlass::spool {

using base::Error;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

using SteadyTime = std::chrono::steady_clock::time_point;

// An older connection is opened anew: printers close idle ones when they like (RFC 9112 §9.5), and libcups would
// then reconnect by itself, waiting 30 s for a printer that has left the network.
constexpr std::chrono::seconds fresh_for{2};

ErrorKind kind_of(ipp_status_t status) {
  switch (status) {
    case IPP_STATUS_ERROR_BUSY:
      return ErrorKind::AlreadyExists;
    case IPP_STATUS_ERROR_NOT_FOUND:
    case IPP_STATUS_ERROR_GONE:
      return ErrorKind::NotFound;
    case IPP_STATUS_ERROR_ATTRIBUTES_OR_VALUES:
    case IPP_STATUS_ERROR_CONFLICTING:
    case IPP_STATUS_ERROR_DOCUMENT_FORMAT_NOT_SUPPORTED:
    case IPP_STATUS_ERROR_DOCUMENT_FORMAT_ERROR:
      return ErrorKind::Incompatible;
    case IPP_STATUS_ERROR_SERVICE_UNAVAILABLE:
    case IPP_STATUS_ERROR_TIMEOUT:
      return ErrorKind::Unavailable;
    default:
      return ErrorKind::Refused;  // one of some sixty other codes: RFC 8011 appendix B
  }
}

// Answers that libcups makes of HTTP's own: the printer has not taken the request.
bool is_clear_no(ipp_status_t status) {
  return status == IPP_STATUS_ERROR_NOT_FOUND || status == IPP_STATUS_ERROR_FORBIDDEN ||
         status == IPP_STATUS_ERROR_NOT_AUTHENTICATED || status == IPP_STATUS_ERROR_NOT_AUTHORIZED;
}

// libcups would reconnect by itself and hide that the other side began anew.
bool is_closed(http_t* http) {
  char byte = 0;
  return ::recv(httpGetFd(http), &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
}

bool says_goodbye(http_t* http) {
  const char* connection = httpGetField(http, HTTP_FIELD_CONNECTION);
  return connection != nullptr && std::string_view(connection) == "close";  // RFC 9112 §9.6
}

// What went on between request and answer.
struct Exchange {
  Message answer;              // null: none came
  bool document_sent = false;  // part of it at least may have arrived
};

struct SplitUri {
  std::string scheme, host, resource;
  int port = 0;
};

std::optional<SplitUri> split_uri(const std::string& uri) {
  std::array<char, 32> scheme{};
  std::array<char, 256> user{}, host{}, resource{};
  int port = 0;
  const auto status = httpSeparateURI(HTTP_URI_CODING_ALL, uri.c_str(), scheme.data(), scheme.size(), user.data(),
                                      user.size(), host.data(), host.size(), &port, resource.data(), resource.size());
  const std::string_view kind = scheme.data();
  if (status != HTTP_URI_STATUS_OK || (kind != "ipp" && kind != "ipps") || host[0] == '\0') return std::nullopt;
  return SplitUri{scheme.data(), host.data(), resource.data(), port};
}

void add_name(ipp_t* request, const char* attribute, const std::string& value) {
  ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_NAME, attribute, nullptr, value.c_str());
}

void add_format(ipp_t* request, const OutgoingPage& page) {
  ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", nullptr, page.format.c_str());
}

// RFC 8011 §4.2.1.2: job-id is never missing; without it the job cannot be followed, nor given a document.
Result<int> number_in(ipp_t* answer) {
  if (const int number = read_job_id(answer); number != 0) return number;
  return fail(ErrorKind::Refused, "The printer took a job but gave no number for it; use another printer.");
}

}  // namespace

Result<IppEndpoint> direct_endpoint(const PrinterConfig& config) {
  const auto split = split_uri(config.uri);
  if (!split) {
    return fail(ErrorKind::InvalidInput, fmt::format("Printer {} has the address \"{}\"; write it as "
                                                     "ipp://host/ipp/print.",
                                                     config.name, config.uri));
  }
  return IppEndpoint{.name = config.name,
                     .host = split->host,
                     .port = split->port,
                     .encrypted = split->scheme == "ipps",
                     .resource = split->resource,
                     .uri = config.uri,
                     .timeouts = config.timeouts};
}

Result<IppEndpoint> queue_endpoint(const PrinterConfig& config) {
  IppEndpoint endpoint{.name = config.name, .resource = "/printers/" + config.queue, .timeouts = config.timeouts};
  endpoint.host = config.server.empty() ? cupsServer() : config.server;
  endpoint.port = ippPort();
  if (!config.server.empty() && !config.server.starts_with('/')) {
    auto split = split_uri("ipp://" + config.server + "/");
    if (!split) {
      return fail(ErrorKind::InvalidInput, fmt::format("Printer {} has the server \"{}\"; write host, host:port or the "
                                                       "path of a socket.",
                                                       config.name, config.server));
    }
    endpoint.host = split->host;
    endpoint.port = split->port;
  }
  // cupsd looks at the path only; a socket's path may not stand in a URI as it is.
  endpoint.uri = "ipp://localhost" + endpoint.resource;
  return endpoint;
}

class IppSession::Wire {
 public:
  explicit Wire(IppEndpoint endpoint) : endpoint_(std::move(endpoint)) {}

  Message request(ipp_op_t operation) const { return make_request(operation, endpoint_.uri); }

  Result<Message> ask(Message request) {
    auto exchange = talk(std::move(request));
    if (!exchange) return tl::make_unexpected(exchange.error());
    if (!exchange->answer) return tl::make_unexpected(silence());
    return checked(std::move(exchange->answer));
  }

  // An error: nothing of the document was sent, or the printer clearly said no.
  Result<Exchange> talk(Message request, const std::string* document = nullptr) {
    if (auto connected = connect(); !connected) return tl::make_unexpected(connected.error());
    Exchange exchange = document == nullptr ? plain(std::move(request)) : with_document(*request, *document);
    last_used_ = std::chrono::steady_clock::now();
    if (!exchange.answer && httpError(http_.get()) != ETIMEDOUT) hung_up_ = true;
    if (!exchange.answer || says_goodbye(http_.get())) http_.reset();
    if (!exchange.answer && is_clear_no(cupsLastError())) return tl::make_unexpected(refusal(cupsLastError()));
    return exchange;
  }

  Result<Message> checked(Message answer) const {
    const ipp_status_t status = ippGetStatusCode(answer.get());
    if (status < IPP_STATUS_REDIRECTION_OTHER_SITE) return answer;  // RFC 8011 §4.1.6.1: below are successes
    return tl::make_unexpected(refusal(status));
  }

  // Did the other side end a connection in use, or refuse one, since this was last asked?
  bool take_hang_up() { return std::exchange(hung_up_, false); }

  Error silence() const {
    return {ErrorKind::Timeout,
            fmt::format("Printer {} did not answer in time; check that it is on and on the network.", name())};
  }

 private:
  const std::string& name() const { return endpoint_.name; }

  Error refusal(ipp_status_t status) const {
    const ErrorKind kind = kind_of(status);
    if (kind == ErrorKind::AlreadyExists) {
      return {kind, fmt::format("Printer {} is busy with another job; wait for it.", name())};
    }
    return {kind,
            fmt::format("Printer {} refused with {}; check it and its configuration.", name(), ippErrorString(status))};
  }

  Result<void> connect() {
    if (http_ && std::chrono::steady_clock::now() - last_used_ < fresh_for) {
      if (!is_closed(http_.get())) return {};
      hung_up_ = true;
    }
    cupsSetPasswordCB2(no_password, nullptr);  // kept by libcups per thread
    const auto encryption = endpoint_.encrypted ? HTTP_ENCRYPTION_ALWAYS : HTTP_ENCRYPTION_IF_REQUESTED;
    http_.reset(httpConnect2(endpoint_.host.c_str(), endpoint_.port, nullptr, AF_UNSPEC, encryption, 1,
                             static_cast<int>(endpoint_.timeouts.connect.count()), nullptr));
    if (!http_) {
      hung_up_ = true;
      return fail(ErrorKind::Unavailable,
                  fmt::format("Printer {} does not answer; check that it is on and on the network.", name()));
    }
    httpSetTimeout(http_.get(), std::chrono::duration<double>(endpoint_.timeouts.answer).count(), give_up, nullptr);
    return {};
  }

  Exchange plain(Message request) {
    return {Message(cupsDoRequest(http_.get(), request.release(), endpoint_.resource.c_str()))};
  }

  Exchange with_document(ipp_t& request, const std::string& document) {
    Exchange exchange;
    const std::size_t length = ippLength(&request) + document.size();
    const auto begun = cupsSendRequest(http_.get(), &request, endpoint_.resource.c_str(), length);
    if (begun != HTTP_STATUS_CONTINUE) return exchange;
    exchange.document_sent = true;
    // A failed write is no end: the printer may have said no before it read everything.
    cupsWriteRequestData(http_.get(), document.data(), document.size());
    exchange.answer.reset(cupsGetResponse(http_.get(), endpoint_.resource.c_str()));
    return exchange;
  }

  IppEndpoint endpoint_;
  Connection http_;
  SteadyTime last_used_{};
  bool hung_up_ = false;
};

IppSession::IppSession(IppEndpoint endpoint) : wire_(std::make_unique<Wire>(std::move(endpoint))) {}
IppSession::~IppSession() = default;

bool IppSession::take_hang_up() {
  return wire_->take_hang_up();
}

Result<PrinterFacts> IppSession::printer(Detail detail) {
  Message request = wire_->request(IPP_OP_GET_PRINTER_ATTRIBUTES);
  switch (detail) {
    case Detail::State:
      ask_for_printer_state(request.get());
      break;
    case Detail::Everything:
      ask_for_whole_printer(request.get());
      break;
  }
  return wire_->ask(std::move(request)).map([](const Message& answer) { return read_printer(answer.get()); });
}

Result<Abilities> IppSession::abilities() {
  Message request = wire_->request(IPP_OP_GET_PRINTER_ATTRIBUTES);
  ask_for_abilities(request.get());
  return wire_->ask(std::move(request)).map([](const Message& answer) { return read_abilities(answer.get()); });
}

Result<int> IppSession::create_job(const OutgoingPage& page) {
  Message request = wire_->request(IPP_OP_CREATE_JOB);
  add_name(request.get(), "job-name", page.name);
  add_media(request.get(), page.media);
  auto answer = wire_->ask(std::move(request));
  if (!answer) return tl::make_unexpected(answer.error());
  return number_in(answer->get());
}

Result<int> IppSession::print_job(const OutgoingPage& page) {
  Message request = wire_->request(IPP_OP_PRINT_JOB);
  add_name(request.get(), "job-name", page.name);
  add_format(request.get(), page);
  add_media(request.get(), page.media);
  auto exchange = wire_->talk(std::move(request), &page.document);
  if (!exchange) return tl::make_unexpected(exchange.error());
  if (!exchange->document_sent) return tl::make_unexpected(wire_->silence());
  if (!exchange->answer) return 0;
  auto answer = wire_->checked(std::move(exchange->answer));
  if (!answer) return tl::make_unexpected(answer.error());
  return read_job_id(answer->get());
}

Result<Delivery> IppSession::send_document(int job_id, const OutgoingPage& page) {
  Message request = wire_->request(IPP_OP_SEND_DOCUMENT);
  ippAddInteger(request.get(), IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", job_id);
  ippAddBoolean(request.get(), IPP_TAG_OPERATION, "last-document", 1);
  add_format(request.get(), page);
  auto exchange = wire_->talk(std::move(request), &page.document);
  if (!exchange) return tl::make_unexpected(exchange.error());
  if (!exchange->document_sent) return tl::make_unexpected(wire_->silence());
  if (!exchange->answer) return Delivery::AnswerLost;
  return wire_->checked(std::move(exchange->answer)).map([](const Message&) { return Delivery::Taken; });
}

Result<std::optional<JobFacts>> IppSession::job(int job_id) {
  Message request = wire_->request(IPP_OP_GET_JOB_ATTRIBUTES);
  ippAddInteger(request.get(), IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", job_id);
  ask_for_job_state(request.get());
  auto answer = wire_->ask(std::move(request));
  if (answer) {
    const auto jobs = read_jobs(answer->get());
    return jobs.empty() ? JobFacts{} : jobs.front();
  }
  if (answer.error().kind == ErrorKind::NotFound) return std::nullopt;
  return tl::make_unexpected(answer.error());
}

Result<void> IppSession::cancel(int job_id) {
  Message request = wire_->request(IPP_OP_CANCEL_JOB);
  ippAddInteger(request.get(), IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", job_id);
  return wire_->ask(std::move(request)).map([](const Message&) {});
}

Result<std::optional<JobFacts>> IppSession::find_job(const std::string& job_name) {
  // RFC 8011 §4.2.6.1. In this order a job that ends in between is still found.
  for (const char* which : {"not-completed", "completed"}) {
    Message request = wire_->request(IPP_OP_GET_JOBS);
    ippAddString(request.get(), IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "which-jobs", nullptr, which);
    ask_for_job_state(request.get());
    auto answer = wire_->ask(std::move(request));
    if (!answer) return tl::make_unexpected(answer.error());
    for (JobFacts& job : read_jobs(answer->get())) {
      if (job.name == job_name) return std::move(job);
    }
  }
  return std::nullopt;
}

}  // namespace einlass::spool
