#include "tests/support/printers/refusing_printer.h"

#include "tests/support/printers/loopback.h"

#include <array>
#include <memory>

#include <cups/cups.h>
#include <fmt/format.h>
#include <unistd.h>

namespace einlass::test {
namespace {

struct FreeMessage {
  void operator()(ipp_t* message) const { ippDelete(message); }
};
using Message = std::unique_ptr<ipp_t, FreeMessage>;

struct CloseConnection {
  void operator()(http_t* http) const { httpClose(http); }
};
using Connection = std::unique_ptr<http_t, CloseConnection>;

bool is_job(ipp_t* request) {
  const ipp_op_t operation = ippGetOperation(request);
  return operation == IPP_OP_CREATE_JOB || operation == IPP_OP_PRINT_JOB || operation == IPP_OP_VALIDATE_JOB;
}

// Nothing: it was no IPP.
Message read_request(http_t* http) {
  std::array<char, 256> resource{};
  http_state_t state = HTTP_STATE_WAITING;
  while ((state = httpReadRequest(http, resource.data(), resource.size())) == HTTP_STATE_WAITING) {
    if (httpError(http) != 0 || httpWait(http, 1000) == 0) return nullptr;
  }
  if (state != HTTP_STATE_POST) return nullptr;
  while (httpUpdate(http) == HTTP_STATUS_CONTINUE) {
  }
  if (httpGetExpect(http) == HTTP_STATUS_CONTINUE) httpWriteResponse(http, HTTP_STATUS_CONTINUE);
  Message request(ippNew());
  ipp_state_t read = IPP_STATE_IDLE;
  while ((read = ippRead(http, request.get())) != IPP_STATE_DATA) {
    if (read == IPP_STATE_ERROR) return nullptr;
  }
  return request;
}

Message refusal_of(ipp_t* request) {
  Message answer(ippNewResponse(request));
  ippSetStatusCode(answer.get(), IPP_STATUS_ERROR_NOT_ACCEPTING_JOBS);
  return answer;
}

Message answer_of(int port, ipp_t* request) {
  Connection real(httpConnect2("localhost", port, nullptr, AF_UNSPEC, HTTP_ENCRYPTION_IF_REQUESTED, 1, 3000, nullptr));
  ipp_t* copy = ippNewRequest(ippGetOperation(request));
  ippDeleteAttribute(copy, ippFindAttribute(copy, "attributes-charset", IPP_TAG_CHARSET));
  ippDeleteAttribute(copy, ippFindAttribute(copy, "attributes-natural-language", IPP_TAG_LANGUAGE));
  ippCopyAttributes(copy, request, 0, nullptr, nullptr);
  Message answer(cupsDoRequest(real.get(), copy, "/ipp/print"));
  if (answer) ippSetRequestId(answer.get(), ippGetRequestId(request));
  return answer;
}

void take_no_jobs(ipp_t* answer) {
  ipp_attribute_t* accepting = ippFindAttribute(answer, "printer-is-accepting-jobs", IPP_TAG_BOOLEAN);
  if (accepting != nullptr) ippSetBoolean(answer, &accepting, 0, 0);
}

void write_answer(http_t* http, ipp_t* answer) {
  httpClearFields(http);
  httpSetField(http, HTTP_FIELD_CONTENT_TYPE, "application/ipp");
  httpSetField(http, HTTP_FIELD_CONNECTION, "close");
  httpSetLength(http, ippLength(answer));
  httpWriteResponse(http, HTTP_STATUS_OK);
  ippSetState(answer, IPP_STATE_IDLE);
  ipp_state_t written = IPP_STATE_IDLE;
  while ((written = ippWrite(http, answer)) != IPP_STATE_DATA && written != IPP_STATE_ERROR) {
  }
  httpFlushWrite(http);
}

}  // namespace

RefusingPrinter::RefusingPrinter(const SimulatedPrinter& behind, Manner manner)
    : behind_(behind), manner_(manner), listener_(listen_at(0)), thread_([this] { serve(); }) {}

RefusingPrinter::~RefusingPrinter() {
  stopping_ = true;
  thread_.join();
  ::close(listener_);
}

spool::PrinterConfig RefusingPrinter::config() const {
  auto config = behind_.config();
  config.uri = fmt::format("ipp://localhost:{}/ipp/print", port_of(listener_));
  return config;
}

void RefusingPrinter::serve() {
  while (!stopping_) {
    if (becomes_readable(listener_)) answer_one();
  }
}

void RefusingPrinter::answer_one() {
  const Connection http(httpAcceptConnection(listener_, 1));
  const Message request = http ? read_request(http.get()) : nullptr;
  if (!request) return;
  const bool refuses = is_job(request.get());
  const Message answer = refuses ? refusal_of(request.get()) : answer_of(behind_.port(), request.get());
  if (!answer) return;
  if (refuses) ++refusals_;
  if (manner_ == Manner::SaysSo) take_no_jobs(answer.get());
  write_answer(http.get(), answer.get());
}

}  // namespace einlass::test
