// docs/journal.md is what others write a verifier from: what it says of exports is what the verifier here says.
#include "core/base/file.h"
#include "core/wire/canonical_json.h"
#include "core/wire/entry_json.h"
#include "server/report/journal_lines.h"
#include "tests/server/report/verified_text.h"

#include <filesystem>
#include <stdexcept>

#include <gmock/gmock.h>

namespace einlass::report {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

template <typename T>
T value_of(base::Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message);
  return *std::move(result);
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  return text.replace(text.find(what), what.size(), with);
}

// The export of the page's two entries.
class ExportDocument : public testing::Test {
 protected:
  ExportDocument() {
    const auto blocks = pieces("```json\n", "\n```");
    const auto part = value_of(wire::private_part_from_json(value_of(wire::parse_json(blocks.at(2)))));
    first_ = journal_line(value_of(wire::parse_entry(blocks.at(0))), std::nullopt);
    second_ = journal_line(value_of(wire::parse_entry(blocks.at(1))), part);
    end_ = "{\"end\":{\"entries\":2,\"journals\":[{\"event\":\"54" +
           pieces("    {\"end\":{\"entries\":2,\"journals\":[{\"event\":\"54", "\n").at(0);
  }

  std::vector<std::string> pieces(const std::string& before, const std::string& after) const {
    std::vector<std::string> found;
    for (auto at = text_.find(before); at != std::string::npos; at = text_.find(before, at)) {
      at += before.size();
      found.push_back(text_.substr(at, text_.find(after, at) - at));
    }
    return found;
  }
  // Each finding, as the page words it.
  std::vector<std::string> findings(const std::vector<std::string>& lines) const {
    std::string text;
    for (const auto& line : lines) text += line + "\n";
    auto found = value_of(verified_text(text)).findings;
    for (auto& finding : found) {
      const auto named = finding.find(" of journal 3E8RGMCHA3CEVZ5KN0Y6WH1JT3");
      if (named != std::string::npos) finding = "Entry 2 of journal …" + finding.substr(named + 38);
      EXPECT_THAT(text_, HasSubstr("| " + finding + " |"));
    }
    return found;
  }

  std::string text_ = value_of(base::read_file(std::filesystem::path(EINLASS_SOURCE_DIR) / "docs" / "journal.md"));
  std::string first_;
  std::string second_;
  std::string end_;
};

TEST_F(ExportDocument, ShowsTheClosingLineOfItsEntries) {
  EXPECT_THAT(findings({first_, second_, end_}), ElementsAre());
}

TEST_F(ExportDocument, WordsEveryFinding) {
  const auto changed = replaced(first_, "\"persons\":1", "\"persons\":2");
  EXPECT_THAT(findings({changed, second_, end_}),
              ElementsAre(HasSubstr("hash it claims"), HasSubstr("hash of the one before it")));
  EXPECT_THAT(findings({second_, first_, end_}),
              ElementsAre(HasSubstr("does not follow"), HasSubstr("does not follow")));
  EXPECT_THAT(findings({first_, replaced(second_, "Rollstuhl", "Stuhl"), end_}),
              ElementsAre(HasSubstr("private part")));
  const auto aside = replaced(second_, ",\"private\":", ",\"parked\":\"forked\",\"private\":");
  EXPECT_THAT(findings({first_, aside, end_}), ElementsAre(HasSubstr("for another one with its number")));
  EXPECT_THAT(findings({changed, aside, end_}), ElementsAre(HasSubstr("hash it claims"), HasSubstr("cannot be told")));
  EXPECT_THAT(findings({aside, end_}), ElementsAre(HasSubstr("does not follow"), HasSubstr("end does not fit")));
  EXPECT_THAT(findings({first_, second_}), ElementsAre(HasSubstr("end is missing")));
  EXPECT_THAT(findings({end_, first_}), ElementsAre(HasSubstr("end does not fit"), HasSubstr("behind the end")));
}

TEST_F(ExportDocument, OrdersTheFindingsOfAnEntry) {
  auto spoilt = replaced(replaced(second_, "Rollstuhl", "Stuhl"), "\"sequence\":2", "\"sequence\":4");
  EXPECT_THAT(findings({first_, spoilt, end_}), ElementsAre(HasSubstr("hash it claims"), HasSubstr("does not follow"),
                                                            HasSubstr("private part"), HasSubstr("end does not fit")));
}

}  // namespace
}  // namespace einlass::report
