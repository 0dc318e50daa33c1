// `einlass` as an organiser runs it: a real process over a state directory of its own.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <gmock/gmock.h>

namespace einlass::cli {

struct Ran {
  int exit_code = -1;
  std::string output;
  std::string errors;
};

class CliFixture : public testing::Test {
 protected:
  CliFixture();
  ~CliFixture() override;

  Ran run(const std::vector<std::string>& arguments) const;  // with --state
  Ran run_plain(const std::vector<std::string>& arguments) const;
  // With --state, on a disk that has no room for files beyond `kib`.
  Ran run_on_full_disk(const std::vector<std::string>& arguments, int kib) const;

  std::filesystem::path write(const std::string& name, const std::string& content) const;
  static std::string read(const std::filesystem::path& file);
  // The summit, with the guests of this list.
  void create_event(const std::string& csv = "Name,Code\nAda Lovelace,A\nMax Born,B\n") const;

  std::filesystem::path folder_;
  std::filesystem::path state_;

 private:
  Ran run_line(const std::string& before, const std::vector<std::string>& arguments) const;
};

// One sentence, on one line, that says who speaks.
MATCHER(IsOneSentence, "") {
  return arg.starts_with("einlass: ") && arg.ends_with(".\n") && arg.find('\n') + 1 == arg.size();
}

}  // namespace einlass::cli
