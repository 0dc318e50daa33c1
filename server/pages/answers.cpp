#include "server/pages/answers.h"

#include "core/wire/message_words.h"

#include <boost/json.hpp>

namespace einlass::pages {
namespace {

namespace json = boost::json;
using base::ErrorKind;

unsigned status_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::InvalidInput:
      return 400;
    case ErrorKind::Refused:
      return 403;
    case ErrorKind::NotFound:
      return 404;
    case ErrorKind::AlreadyExists:
      return 409;
    case ErrorKind::Unavailable:
    case ErrorKind::Timeout:
      return 503;
    case ErrorKind::Incompatible:
    case ErrorKind::Storage:
    case ErrorKind::Internal:
      return 500;
  }
  return 500;
}

std::string word_of(ErrorKind kind) {
  return std::string(rules::word(kind));
}

}  // namespace

net::HttpResponse json_answer(const json::value& value) {
  return {.body = json::serialize(value)};
}

net::HttpResponse error_answer(unsigned status, const std::string& kind, const std::string& message) {
  return {.status = status,
          .body = json::serialize(json::object{{"error", json::object{{"kind", kind}, {"message", message}}}})};
}

net::HttpResponse error_answer(const base::Error& error) {
  return error_answer(status_of(error.kind), word_of(error.kind), error.message);
}

net::HttpResponse too_often(const base::Error& error, std::chrono::seconds wait) {
  auto answer = error_answer(429, word_of(error.kind), error.message);
  answer.headers.emplace_back("Retry-After", std::to_string(wait.count()));
  return answer;
}

net::HttpResponse outcome_answer(const commands::CommandOutcome& outcome) {
  if (!outcome) return error_answer(outcome.error());
  return {.body = *outcome};
}

}  // namespace einlass::pages
