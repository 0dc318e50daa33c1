#include "tests/server/cli/cli_fixture.h"

#include "core/base/file.h"
#include "core/base/strong_id.h"

#include <cstdlib>
#include <fstream>

#include <sys/wait.h>

namespace einlass::cli {

namespace fs = std::filesystem;

namespace {

std::string quoted(const std::string& word) {
  std::string result = "'";
  for (const char c : word) result += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return result + "'";
}

}  // namespace

CliFixture::CliFixture()
    : folder_(fs::temp_directory_path() / ("einlass-cli-" + base::id_text(base::random_id_bytes()))),
      state_(folder_ / "state") {
  fs::create_directories(folder_);
}

CliFixture::~CliFixture() {
  fs::remove_all(folder_);
}

Ran CliFixture::run_line(const std::string& before, const std::vector<std::string>& arguments) const {
  std::string line = before + "env -u EINLASS_STATE -u EINLASS_CONFIG " + quoted(EINLASS_BINARY_DIR "/bin/einlass");
  for (const auto& argument : arguments) line += " " + quoted(argument);
  const auto out = folder_ / "stdout";
  const auto err = folder_ / "stderr";
  line += " >" + quoted(out.string()) + " 2>" + quoted(err.string()) + " </dev/null";
  const int status = std::system(line.c_str());
  return {.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1, .output = read(out), .errors = read(err)};
}

Ran CliFixture::run_plain(const std::vector<std::string>& arguments) const {
  return run_line("", arguments);
}

Ran CliFixture::run_on_full_disk(const std::vector<std::string>& arguments, int kib) const {
  std::vector<std::string> all = {"--state", state_.string()};
  all.insert(all.end(), arguments.begin(), arguments.end());
  // In dash blocks of 512 bytes; without the trap the signal would end the program before it can say anything.
  return run_line("trap '' XFSZ; ulimit -f " + std::to_string(kib * 2) + "; ", all);
}

Ran CliFixture::run(const std::vector<std::string>& arguments) const {
  std::vector<std::string> all = {"--state", state_.string()};
  all.insert(all.end(), arguments.begin(), arguments.end());
  return run_plain(all);
}

fs::path CliFixture::write(const std::string& name, const std::string& content) const {
  const auto file = folder_ / name;
  std::ofstream(file, std::ios::binary) << content;
  return file;
}

std::string CliFixture::read(const fs::path& file) {
  return base::read_file(file).value_or(std::string());
}

void CliFixture::create_event(const std::string& csv) const {
  const auto created = run({"event", "create", "--preset", "summit", "--key", "summit", "--name", "Future Summit",
                            "--starts", "2026-11-23T18:00", "--ends", "2026-11-23T23:00"});
  ASSERT_EQ(created.exit_code, 0) << created.errors;
  const auto imported = run({"guests", "import", write("guests.csv", csv).string(), "--event", "summit"});
  ASSERT_EQ(imported.exit_code, 0) << imported.errors;
}

}  // namespace einlass::cli
