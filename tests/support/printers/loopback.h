// Sockets of printers that a test plays itself, on this machine only.
#pragma once

namespace einlass::test {

// Throws where it cannot be had. 0: any port that is free.
int listen_at(int port, int backlog = 8);
int port_of(int listener);

// Something is to be read or accepted, or the other side has hung up; false after 20 ms.
bool becomes_readable(int descriptor);

}  // namespace einlass::test
