#include "server/report/journal_lines.h"

#include "core/wire/canonical_json.h"
#include "core/wire/entry_json.h"
#include "tests/server/report/verified_text.h"

#include <boost/json.hpp>
#include <gmock/gmock.h>

namespace einlass::report {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// An export of `size` entries, each with a private part, and its end.
std::vector<std::string> journal(std::size_t size) {
  std::vector<std::string> lines;
  base::Hash previous{};
  JournalEnds ends;
  for (std::size_t i = 1; i <= size; ++i) {
    const rules::PrivatePart part{.salt = base::Bytes(16, std::uint8_t{7}),
                                  .content = "{\"note\":\"n" + std::to_string(i) + "\"}"};
    rules::JournalEntry entry;
    entry.id = {
        .journal = rules::JournalId(base::IdBytes{1}), .event = rules::EventId(base::IdBytes{2}), .sequence = i};
    entry.ticket = rules::TicketId(base::IdBytes{3});
    entry.fact = rules::Noted{};
    entry.private_hash = rules::private_part_hash(part);
    entry.previous = previous;
    previous = wire::entry_hash(entry);
    lines.push_back(journal_line(entry, part));
    ends.take(entry);
  }
  lines.push_back(ends.closing_line());
  return lines;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const auto& line : lines) text += line + "\n";
  return text;
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  return text.replace(text.find(what), what.size(), with);
}

TEST(JournalLines, OfAWholeJournalVerify) {
  const auto verified = verified_text(joined(journal(3)));
  ASSERT_TRUE(verified) << verified.error().message;
  EXPECT_EQ(verified->entries, 3U);
  EXPECT_EQ(verified->erased, 0U);
  EXPECT_THAT(verified->findings, IsEmpty());
}

TEST(JournalLines, ShowAnEntryThatWasChanged) {
  auto lines = journal(3);
  lines[1] = replaced(lines[1], "\"alone\":false", "\"alone\":true");
  const auto verified = verified_text(joined(lines));
  ASSERT_TRUE(verified) << verified.error().message;
  EXPECT_THAT(verified->findings, ElementsAre(HasSubstr("hash it claims"), HasSubstr("hash of the one before")));
}

TEST(JournalLines, ShowAnEntryThatIsMissing) {
  auto lines = journal(3);
  lines.erase(lines.begin() + 1);
  EXPECT_THAT(verified_text(joined(lines))->findings,
              ElementsAre(HasSubstr("missing or out of order"), HasSubstr("end does not fit")));
}

TEST(JournalLines, ShowAPrivatePartThatWasChanged) {
  auto lines = journal(1);
  lines[0] = replaced(lines[0], "n1", "n2");
  EXPECT_THAT(verified_text(joined(lines))->findings, ElementsAre(HasSubstr("private part")));
}

TEST(JournalLines, ShowAnEndThatWasCut) {
  const auto whole = journal(3);
  for (std::size_t kept = 0; kept < whole.size(); ++kept) {
    const std::vector<std::string> cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(kept));
    EXPECT_THAT(verified_text(joined(cut))->findings, ElementsAre(HasSubstr("end is missing"))) << kept;
  }
  const std::vector<std::string> last_entry_taken{whole[0], whole[1], whole[3]};
  EXPECT_THAT(verified_text(joined(last_entry_taken))->findings, ElementsAre(HasSubstr("end does not fit")));
}

TEST(JournalLines, ShowAnEntryBehindTheEnd) {
  auto lines = journal(3);
  std::swap(lines[2], lines[3]);
  EXPECT_THAT(verified_text(joined(lines))->findings,
              ElementsAre(HasSubstr("end does not fit"), HasSubstr("behind the end")));
}

TEST(JournalLines, OfAnEmptyJournalHaveAnEnd) {
  EXPECT_THAT(verified_text(joined(journal(0)))->findings, IsEmpty());
}

TEST(JournalLines, CountAPrivatePartThatIsGoneAsErased) {
  auto lines = journal(2);
  const auto at = lines[0].find("\"private\":");
  lines[0] = lines[0].substr(0, at) + "\"private\":null}";
  const auto verified = verified_text(joined(lines));
  EXPECT_THAT(verified->findings, IsEmpty());
  EXPECT_EQ(verified->erased, 1U);
}

TEST(JournalLines, ThatCannotBeReadAreAFindingAndTheFirstBrokenOneIsNamed) {
  const auto numbered = [](const std::string& number) {
    return R"({"entry":{"event":"54W32AD62STJMV2N05M5ZF4NQT","journal":"3E8RGMCHA3CEVZ5KN0Y6WH1JT3","sequence":)" +
           number + R"(},"hash":"","parked":"unknown_fact"})";
  };
  for (const std::string& line :
       {std::string("{}"), std::string("[]"), std::string("not json"), std::string("{\"entry\":{},\"hash\":\"\"}"),
        numbered("-1"), numbered("2.5"), numbered("2,\"more\":2.5")}) {
    auto lines = journal(4);
    lines[0] = replaced(lines[0], "\"alone\":false", "\"alone\":true");
    lines[2] = line;
    const auto verified = verified_text(joined(lines));
    ASSERT_TRUE(verified) << line;
    EXPECT_THAT(verified->findings, testing::Contains(testing::StartsWith("Line 3 cannot be read: ")));
    EXPECT_THAT(verified->first_broken, testing::StartsWith("entry 1 of journal "));
  }
}

TEST(JournalLines, OfSomethingElseAreRefused) {
  const auto verified = verified_text("Dear diary,\nnobody came.\n");
  ASSERT_FALSE(verified);
  EXPECT_THAT(verified.error().message, HasSubstr("no exported journal"));
}

TEST(JournalLines, OfTwoExportsThatWereJoinedAreOneFinding) {
  EXPECT_THAT(verified_text(joined(journal(3)) + joined(journal(3)))->findings,
              ElementsAre(HasSubstr("were two joined?")));
}

// What a line says, for its parked form.
std::string parked(const std::string& line, const std::string& reason) {
  return replaced(line, ",\"private\":", ",\"parked\":\"" + reason + "\",\"private\":");
}

TEST(JournalLines, GoOnThroughWhatWasPutAside) {
  auto lines = journal(4);
  lines[1] = parked(lines[1], "unknown_fact");
  const auto verified = verified_text(joined(lines));
  EXPECT_THAT(verified->findings, IsEmpty());
  EXPECT_THAT(verified->parked, ElementsAre(HasSubstr("Entry 2 of journal")));
  EXPECT_EQ(verified->entries, 4U);
  lines[1] = replaced(lines[1], "n2", "n3");
  EXPECT_THAT(verified_text(joined(lines))->findings, ElementsAre(HasSubstr("private part")));
}

TEST(JournalLines, ShowAFork) {
  auto lines = journal(3);
  rules::JournalEntry other;
  other.id = {.journal = rules::JournalId(base::IdBytes{1}), .event = rules::EventId(base::IdBytes{2}), .sequence = 2};
  other.fact = rules::HelpAsked{};
  const auto text = wire::canonical_entry(other);
  lines.insert(lines.begin() + 2, journal_line({text, base::blake2b(text), "forked", std::nullopt}));
  const auto verified = verified_text(joined(lines));
  EXPECT_THAT(verified->findings, ElementsAre(HasSubstr("end does not fit"))) << "only the number of lines changed";
  EXPECT_THAT(verified->parked, ElementsAre(HasSubstr("forked")));
}

// An export after somebody changed entries or left some out, with an end written anew.
std::string ended(const std::vector<std::string>& entries) {
  JournalEnds ends;
  for (const auto& line : entries) {
    const auto object = boost::json::parse(line).as_object();
    const auto text = wire::canonical_json(object.at("entry"));
    ends.take(wire::parse_entry(text)->id, base::blake2b(text));
  }
  return joined(entries) + ends.closing_line() + "\n";
}

// The same entry saying something else, as if it had been written so.
std::string rewritten(const std::string& line) {
  auto entry = *wire::parse_entry(wire::canonical_json(boost::json::parse(line).at("entry")));
  entry.alone = !entry.alone;
  entry.private_hash.reset();
  return journal_line(entry, std::nullopt);
}

std::vector<std::string> entries(std::size_t size) {
  auto lines = journal(size);
  lines.pop_back();
  return lines;
}

TEST(JournalLines, ShowAnEntryThatIsMissingBeforeOneThatIsMarkedAsPutAside) {
  for (const std::string reason : {"broken_chain", "forked", "unknown_fact", "not_signed_in", "anything"}) {
    for (const std::size_t size : {4U, 6U}) {
      auto lines = entries(size);
      lines[3] = parked(lines[3], reason);
      lines.erase(lines.begin() + 2);
      const auto verified = verified_text(ended(lines), journal(size).back());
      EXPECT_THAT(verified->findings, ElementsAre(HasSubstr("Entry 4 of journal"))) << reason;
      EXPECT_THAT(verified->first_broken, testing::StartsWith("entry 4 of journal")) << reason;
    }
  }
}

TEST(JournalLines, ShowAnEntryThatWasChangedBeforeOneThatIsMarkedAsPutAside) {
  for (const std::string reason : {"broken_chain", "forked", "unknown_fact", "not_signed_in", "anything"}) {
    for (const std::size_t size : {4U, 6U}) {
      auto lines = entries(size);
      lines[2] = rewritten(lines[2]);
      lines[3] = parked(lines[3], reason);
      EXPECT_THAT(verified_text(ended(lines), journal(size).back())->findings,
                  ElementsAre(HasSubstr("Entry 4 of journal")))
          << reason;
    }
  }
}

// Two that were put aside under one number: each must follow, or the second could hide what the first one does.
TEST(JournalLines, ShowAnEntryThatIsMissingBeforeTheSecondOneOfANumber) {
  auto lines = entries(5);
  lines[2] = parked(rewritten(lines[2]), "broken_chain");
  const auto true_third = lines[3];
  lines[3] = parked(true_third, "broken_chain");
  EXPECT_THAT(verified_text(ended(lines))->findings, ElementsAre(HasSubstr("Entry 4 of journal")));
  lines.insert(lines.begin() + 3, parked(rewritten(true_third), "broken_chain"));
  EXPECT_THAT(verified_text(ended(lines))->findings,
              ElementsAre(HasSubstr("Entry 4 of journal"), HasSubstr("Entry 4 of journal"), HasSubstr("Entry 5 of")));
}

TEST(JournalLines, ShowThatTheOneIsMissingForWhichAnotherWasPutAside) {
  auto lines = entries(3);
  lines[2] = parked(lines[2], "forked");
  EXPECT_THAT(verified_text(ended(lines))->findings,
              ElementsAre(HasSubstr("another one with its number, which is missing")));
}

// The true last entry is still there, but nothing leads to it any more.
TEST(JournalLines, TellAnEarlierEndThatOnlyStandsAside) {
  auto lines = entries(4);
  lines[2] = rewritten(lines[2]);
  auto last = *wire::parse_entry(wire::canonical_json(boost::json::parse(lines[3]).at("entry")));
  last.previous = wire::entry_hash(*wire::parse_entry(wire::canonical_json(boost::json::parse(lines[2]).at("entry"))));
  last.private_hash.reset();
  const auto true_last = parked(lines[3], "forked");
  lines[3] = journal_line(last, std::nullopt);
  lines.push_back(true_last);
  EXPECT_THAT(verified_text(ended(lines))->findings, IsEmpty()) << "a journal of its own, as far as one can see";
  EXPECT_THAT(verified_text(ended(lines), journal(4).back())->findings,
              ElementsAre(HasSubstr("earlier export ends with entry 4")));
}

// A kiosk was put back to its second entry; 3 was here by then, and it went on with others under these numbers.
TEST(JournalLines, GoOnThroughAForkOfWhichAllIsHere) {
  auto lines = entries(5);
  const auto other = rewritten(lines[2]);
  for (auto at : {std::size_t{2}, std::size_t{3}}) {
    lines[at] = parked(lines[at], at == 2 ? "forked" : "broken_chain");
  }
  lines.insert(lines.begin() + 2, other);
  const auto verified = verified_text(ended(lines), journal(5).back());
  EXPECT_THAT(verified->findings, IsEmpty());
  EXPECT_THAT(verified->parked, ElementsAre(HasSubstr("Entry 3"), HasSubstr("Entry 4")));
}

TEST(JournalLines, TellATailThatWasCutTogetherWithItsEnd) {
  const auto earlier = journal(4);
  const auto cut = joined(journal(3));  // the same entries, with an end written anew
  EXPECT_THAT(verified_text(cut)->findings, IsEmpty());
  for (const auto& kept : {joined(earlier), earlier.back()}) {
    EXPECT_THAT(verified_text(cut, kept)->findings, ElementsAre(HasSubstr("earlier export ends with entry 4")));
    EXPECT_THAT(verified_text(joined(journal(4)), kept)->findings, IsEmpty());
    EXPECT_THAT(verified_text(joined(journal(5)), kept)->findings, IsEmpty()) << "it went on since";
  }
  EXPECT_FALSE(verified_text(cut, "no export"));
  EXPECT_FALSE(verified_text(cut, replaced(earlier.back(), "\"sequence\":4", "\"sequence\":-4")));
  EXPECT_FALSE(verified_text(cut, ""));
}

}  // namespace
}  // namespace einlass::report
