#include "server/cli/passphrase.h"

#include "core/base/file.h"

#include <cstdio>
#include <memory>

#include <termios.h>
#include <unistd.h>

namespace einlass::cli {
namespace {

using base::ErrorKind;

constexpr std::size_t shortest_passphrase = 12;  // a file on a lost stick can be guessed at for years
constexpr std::size_t longest_passphrase = 1024;

base::Result<std::string> from_file(const std::filesystem::path& file) {
  return base::read_file(file, longest_passphrase).map([](const std::string& text) {
    return text.substr(0, text.find_first_of("\r\n"));
  });
}

// The terminal without echo; as it was before at the end.
class SilentTerminal {
 public:
  SilentTerminal() : terminal_(std::fopen("/dev/tty", "r+"), &std::fclose) {
    if (!terminal_ || tcgetattr(fileno(terminal_.get()), &before_) != 0) return;
    auto silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    silenced_ = tcsetattr(fileno(terminal_.get()), TCSAFLUSH, &silent) == 0;
  }
  SilentTerminal(const SilentTerminal&) = delete;
  SilentTerminal& operator=(const SilentTerminal&) = delete;
  ~SilentTerminal() {
    if (silenced_) tcsetattr(fileno(terminal_.get()), TCSAFLUSH, &before_);
  }

  base::Result<std::string> ask(const std::string& question) {
    if (!silenced_) {
      return base::fail(ErrorKind::InvalidInput,
                        "There is no terminal to ask for the passphrase on; name a file with --passphrase-file.");
    }
    std::fprintf(terminal_.get(), "%s: ", question.c_str());
    std::fflush(terminal_.get());
    std::string line;
    for (int c = std::fgetc(terminal_.get()); c != '\n' && c != EOF && line.size() < longest_passphrase;
         c = std::fgetc(terminal_.get())) {
      line.push_back(static_cast<char>(c));
    }
    std::fprintf(terminal_.get(), "\n");
    return line;
  }

 private:
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> terminal_;
  termios before_{};
  bool silenced_ = false;
};

base::Result<std::string> asked_twice(const std::string& thing) {
  SilentTerminal terminal;
  auto passphrase = terminal.ask("Passphrase for " + thing);
  if (!passphrase) return passphrase;
  const auto again = terminal.ask("The same once more");
  if (!again || *again == *passphrase) return passphrase;
  return base::fail(ErrorKind::InvalidInput, "The passphrase was not the same twice; try again.");
}

}  // namespace

base::Result<std::string> new_passphrase(const std::filesystem::path& file, const std::string& thing) {
  auto passphrase = file.empty() ? asked_twice(thing) : from_file(file);
  if (!passphrase || passphrase->size() >= shortest_passphrase) return passphrase;
  return base::fail(ErrorKind::InvalidInput,
                    "The passphrase is too short: take 12 letters or more, such as four words.");
}

base::Result<std::string> known_passphrase(const std::filesystem::path& file, const std::string& thing) {
  return file.empty() ? SilentTerminal().ask("Passphrase of " + thing) : from_file(file);
}

}  // namespace einlass::cli
