// Failures that the world can cause, as values: disk, network, printer, input. A refusal at the door is not an error.
#pragma once

#include <string>
#include <utility>

#include <tl/expected.hpp>

namespace einlass::base {

enum class ErrorKind {
  InvalidInput,   // what somebody gave us is wrong: a file, an argument, a message
  NotFound,       // it does not exist
  AlreadyExists,  // it must not exist yet, or is in use
  Refused,        // not permitted: revoked, wrong key, rate limit
  Unavailable,    // a server, printer, camera or network does not answer now
  Timeout,        // it did not answer in time
  Incompatible,   // made by another version
  Storage,        // disk full, file unreadable, database damaged
  Internal,       // a library failed in a way that nobody outside can mend
};

// `message` is one sentence for the person in front of the program: what happened, what to do. It contains no name of a
// guest and no ticket code, because messages are logged.
struct Error {
  ErrorKind kind = ErrorKind::Internal;
  std::string message;

  friend bool operator==(const Error&, const Error&) = default;
};

template <typename T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(ErrorKind kind, std::string message) {
  return tl::make_unexpected(Error{kind, std::move(message)});
}

// Hands on why another call failed. Found by its argument: `return failed(opened);`
template <typename T>
tl::unexpected<Error> failed(const Result<T>& result) {
  return tl::make_unexpected(result.error());
}

}  // namespace einlass::base
