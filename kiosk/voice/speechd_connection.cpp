#include "kiosk/voice/speechd_connection.h"

#include "core/base/guarded.h"

#include <cstdlib>
#include <utility>

#include <fcntl.h>
#include <libspeechd.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace einlass::voice {

namespace {

// libspeechd's callbacks carry no word of the caller's own, so there is one listener for all.
base::Guarded<SpeechdConnection::OnOver>& listener() {
  static base::Guarded<SpeechdConnection::OnOver> only;
  return only;
}

void over(std::size_t message, std::size_t /*client*/, SPDNotificationType /*what*/) {
  listener().with([message](const SpeechdConnection::OnOver& tell) {
    if (tell) tell(static_cast<int>(message));
  });
}

base::Error gone() {
  return {base::ErrorKind::Unavailable,
          "The kiosk cannot speak, since speech-dispatcher does not answer; see whether it is installed with a voice."};
}

}  // namespace

struct SpeechdConnection::Inside {
  SPDConnection* spd = nullptr;
  int socket = -1;  // a handle of our own: libspeechd's thread closes its as soon as the daemon goes
  std::string language;
};

SpeechdConnection::SpeechdConnection(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}

base::Result<std::unique_ptr<SpeechdConnection>> SpeechdConnection::open(bool start_daemon, OnOver on_over) {
  char* wrong = nullptr;
  SPDConnectionAddress* address = spd_get_default_address(&wrong);
  auto inside = std::make_unique<Inside>();
  if (address != nullptr) {
    inside->spd = spd_open2("einlass", "kiosk", nullptr, SPD_MODE_THREADED, address, start_daemon ? 1 : 0, &wrong);
    SPDConnectionAddress__free(address);
  }
  std::free(wrong);  // long-winded
  if (inside->spd == nullptr) return tl::make_unexpected(gone());
  inside->socket = ::fcntl(inside->spd->socket, F_DUPFD_CLOEXEC, 0);
  listener().with([&](OnOver& tell) { tell = std::move(on_over); });
  inside->spd->callback_end = over;
  inside->spd->callback_cancel = over;
  const bool told =
      spd_set_notification_on(inside->spd, SPD_END) == 0 && spd_set_notification_on(inside->spd, SPD_CANCEL) == 0;
  std::unique_ptr<SpeechdConnection> made(new SpeechdConnection(std::move(inside)));
  if (!told) return tl::make_unexpected(gone());
  return made;
}

SpeechdConnection::~SpeechdConnection() {
  listener().with([](OnOver& tell) { tell = nullptr; });
  break_off();
  spd_close(inside_->spd);
  ::close(inside_->socket);
}

base::Result<int> SpeechdConnection::say(const std::string& language, const std::string& text) {
  if (language != inside_->language && spd_set_language(inside_->spd, language.c_str()) != 0) {
    return tl::make_unexpected(gone());
  }
  inside_->language = language;
  const int message = spd_say(inside_->spd, SPD_MESSAGE, text.c_str());
  if (message < 0) return tl::make_unexpected(gone());
  return message;
}

base::Result<void> SpeechdConnection::cancel() {
  if (spd_cancel(inside_->spd) != 0) return tl::make_unexpected(gone());
  return {};
}

// SSIP counts from -100 to 100.
base::Result<void> SpeechdConnection::set_volume(int percent) {
  if (spd_set_volume(inside_->spd, 2 * percent - 100) != 0) return tl::make_unexpected(gone());
  return {};
}

bool SpeechdConnection::is_up() const {
  pollfd socket{.fd = inside_->socket, .events = POLLRDHUP, .revents = 0};
  return ::poll(&socket, 1, 0) == 0;
}

void SpeechdConnection::break_off() const {
  ::shutdown(inside_->socket, SHUT_RDWR);
}

}  // namespace einlass::voice
