// Requests between programs of one user on one machine: a socket file (0600), one line in, one line back.
#pragma once

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/instant.h"
#include "core/net/body_source.h"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace einlass::net {

struct LocalLimits {
  std::size_t request_bytes = 64U << 20U;  // a guest list travels in one line
  std::size_t response_bytes = 1U << 30U;  // a journal too
  std::size_t connections = 16;            // more wait in the kernel's queue
  base::Milliseconds write{10'000};        // nothing of an answer taken by the program that asked
  base::Milliseconds read{10'000};
};

// A line, of which the middle may lie on a disk; without a line break.
struct LocalAnswer {
  LocalAnswer(std::string whole) : begin(std::move(whole)) {}  // NOLINT: most are short
  LocalAnswer(std::string before, BodySource source, std::string behind)
      : begin(std::move(before)), middle(std::move(source)), end(std::move(behind)) {}

  std::string begin;
  std::optional<BodySource> middle{};
  std::string end{};
};

class LocalServer {
 public:
  using Reply = std::function<void(LocalAnswer answer)>;
  // On the server's own thread; `reply` is called once, from any thread. Lines bear no line break at their end.
  using Handler = std::function<void(std::string line, Reply reply)>;

  // Replaces a socket file that a killed process left: the caller holds the directory's lock.
  static base::Result<std::unique_ptr<LocalServer>> start(const std::filesystem::path& path, Handler handler,
                                                          const LocalLimits& limits = {});
  ~LocalServer();  // joins its thread and removes the file

 private:
  class Impl;
  explicit LocalServer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// Blocks. NotFound: nobody listens there. `line` has no line break.
base::Result<std::string> local_request(const std::filesystem::path& path, const std::string& line,
                                        base::Milliseconds timeout, const LocalLimits& limits = {});

// The same piece by piece, as the answer comes; what `take` fails with ends it.
base::Result<void> local_request(const std::filesystem::path& path, const std::string& line, base::Milliseconds timeout,
                                 const base::PieceTaker& take, const LocalLimits& limits = {});

}  // namespace einlass::net
