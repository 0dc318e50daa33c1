// The command line's way to the venue: through the admin socket if a server runs in the state directory, else by taking
// the directory's lock and opening the desk itself. Blocks; one thread.
#pragma once

#include "core/net/local_socket.h"
#include "server/commands/command.h"
#include "server/commands/content_reader.h"
#include "server/venue/desk.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace einlass::commands {

// In the state directory, while a server runs.
inline constexpr std::string_view admin_socket_name = "admin.sock";

struct AdminOptions {
  venue::DeskOptions desk;                    // its directory is where the server's socket lies, too
  std::vector<std::string> public_addresses;  // for pairing codes, without a server; empty: as it was last started
  std::uint16_t port = 0;                     // likewise; 0: as it was last started
  base::Milliseconds timeout{120'000};        // for one command
  bool may_found = true;                      // false: NotFound where the directory has no venue
};

class AdminClient {
 public:
  // Errors of Desk::open, or of the socket.
  static base::Result<AdminClient> open(const AdminOptions& options);
  AdminClient(AdminClient&&) noexcept;
  AdminClient& operator=(AdminClient&&) noexcept;
  ~AdminClient();

  // The command's result as JSON text, or its error, alike in both ways.
  base::Result<std::string> run(const Command& command);
  // The file that the command's result has as "content", which is of this kind, piece by piece, so that it need not be
  // held. Errors of `take`, too.
  base::Result<void> fetch(const Command& command, ContentKind kind, const base::PieceTaker& take);
  // A server runs, and answers.
  bool through_server() const;

 private:
  class Way;
  class Socket;
  class InProcess;
  explicit AdminClient(std::unique_ptr<Way> way);
  std::unique_ptr<Way> way_;
};

}  // namespace einlass::commands
