#include "core/wire/messages.h"

#include "core/base/bytes.h"
#include "core/wire/canonical_json.h"
#include "core/wire/entry_json.h"
#include "core/wire/proof.h"

#include <string>

#include <boost/json/serialize.hpp>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::wire {
namespace {

namespace json = boost::json;
using base::ErrorKind;
using testing::HasSubstr;

struct Refusal {
  const char* text;
  ErrorKind kind;
  const char* says;
};

class RefusedMessage : public testing::TestWithParam<Refusal> {};

TEST_P(RefusedMessage, IsNamedForWhatIsWrong) {
  const auto message = decode(GetParam().text);
  ASSERT_FALSE(message);
  EXPECT_EQ(message.error().kind, GetParam().kind);
  EXPECT_THAT(message.error().message, HasSubstr(GetParam().says));
}

INSTANTIATE_TEST_SUITE_P(
    Messages, RefusedMessage,
    testing::Values(
        Refusal{"", ErrorKind::InvalidInput, "JSON"}, Refusal{"[1]", ErrorKind::InvalidInput, "object"},
        Refusal{R"({"v":1})", ErrorKind::InvalidInput, "\"type\""},
        Refusal{R"({"v":1,"type":7})", ErrorKind::InvalidInput, "\"type\""},
        Refusal{R"({"type":"ping","token":1})", ErrorKind::InvalidInput, "\"v\""},
        Refusal{R"({"v":1,"type":"dance"})", ErrorKind::InvalidInput, "\"dance\""},
        Refusal{R"({"v":1,"type":"ping"})", ErrorKind::InvalidInput, "\"token\" is missing"},
        Refusal{R"({"v":1,"type":"ping","token":"1","assignment":0})", ErrorKind::InvalidInput, "\"token\""},
        Refusal{R"({"v":1,"type":"ping","token":-1,"assignment":0})", ErrorKind::InvalidInput, "\"token\""},
        Refusal{R"({"v":1,"type":"ping","token":1,"assignment":0,"tokens":2})", ErrorKind::InvalidInput,
                "\"tokens\" is unknown"},
        Refusal{R"({"v":1,"type":"bye","reason":"bored","message":""})", ErrorKind::InvalidInput, "\"reason\""},
        Refusal{R"({"v":1,"type":"document_request","hash":"00","offset":0})", ErrorKind::InvalidInput, "\"hash\""},
        Refusal{R"({"v":1,"type":"entries","batch":1,"rows":[{"entry":{}}]})", ErrorKind::InvalidInput, "\"rows\""},
        Refusal{R"({"v":2,"type":"ping","token":1})", ErrorKind::Incompatible, "version 2"}));

TEST(Messages, FarewellAndChallengeAreReadInAnyVersion) {
  const auto bye = decode(R"({"v":7,"type":"bye","reason":"version","message":"Update the kiosk."})");
  ASSERT_TRUE(bye) << bye.error().message;
  EXPECT_EQ(std::get<Bye>(*bye).message, "Update the kiosk.");
  const auto challenge = decode(
      fmt::format(R"({{"v":7,"type":"challenge","nonce":"{}","versions":{{"oldest":6,"newest":7}},"software":"s"}})",
                  base::hex(base::Hash{})));
  ASSERT_TRUE(challenge) << challenge.error().message;
  EXPECT_EQ(std::get<Challenge>(*challenge).versions, (Versions{6, 7}));
}

rules::JournalRow help_asked(std::uint64_t sequence) {
  rules::JournalRow row;
  row.entry.id = {rules::JournalId(base::IdBytes{1}), rules::EventId(base::IdBytes{2}), sequence};
  row.entry.fact = rules::HelpAsked{};
  row.private_part = rules::PrivatePart{{7}, "{}"};
  return row;
}

// Three rows, of which the second is as another version may write it.
std::string with_second_entry(const std::string& field, const json::value& value) {
  auto message = parse_json(encode(Entries{.batch = 3, .rows = {help_asked(1), help_asked(2), help_asked(3)}})).value();
  auto& entry = message.at("rows").as_array().at(1).at("entry").as_object();
  entry[field] = value;
  return json::serialize(message);
}

TEST(Messages, AnEntryOfALaterVersionIsSetApartAsItCame) {
  const json::value teleported{{"kind", "teleported"}, {"to", "hall 2"}};
  for (const auto& [field, value] : {std::pair("fact", teleported), std::pair("format", json::value(2))}) {
    const auto message = decode(with_second_entry(field, value));
    ASSERT_TRUE(message) << message.error().message;
    const auto& entries = std::get<Entries>(*message);
    EXPECT_THAT(entries.rows, testing::ElementsAre(help_asked(1), help_asked(3)));
    auto as_it_came = parse_json(canonical_entry(help_asked(2).entry)).value();
    as_it_came.as_object()[field] = value;
    EXPECT_THAT(entries.unreadable,
                testing::ElementsAre(rules::UnreadableEntry{help_asked(2).entry.id, canonical_json(as_it_came),
                                                            help_asked(2).private_part}));
  }
}

TEST(Messages, AnEntryWhoseIdCannotBeReadIsNone) {
  auto message = parse_json(with_second_entry("format", 2)).value();
  message.at("rows").at(1).at("entry").as_object()["journal"] = "?";
  const auto read = decode(json::serialize(message));
  ASSERT_FALSE(read);
  EXPECT_THAT(read.error().message, HasSubstr("\"rows\""));
  EXPECT_FALSE(decode(with_second_entry("sequence", -1)));
  EXPECT_FALSE(decode(with_second_entry("format", 1.5))) << "has no canonical form";
}

TEST(Messages, AGrantTakesItsFactFromTheEntry) {
  AdmitReply reply;
  rules::Admitted fact;
  fact.persons = 3;
  fact.category = "member";
  reply.row.entry.fact = fact;
  reply.admission = rules::AdmissionGranted{.ticket = rules::TicketId::random(), .fact = {}, .owed_badges = {1, 2, 3}};
  const auto read = decode(encode(reply));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(std::get<rules::AdmissionGranted>(std::get<AdmitReply>(*read).admission).fact, fact);
}

TEST(Messages, AGrantWithoutAnAdmittedEntryIsRefused) {
  AdmitReply reply;
  reply.row.entry.fact = rules::Refused{};
  reply.admission = rules::AdmissionGranted{};
  const auto read = decode(encode(reply));
  ASSERT_FALSE(read);
  EXPECT_THAT(read.error().message, HasSubstr("\"row\""));
}

TEST(Messages, ADocumentPartOfAnyBytesStaysBelowTheLimit) {
  DocumentPart part;
  for (std::size_t i = 0; i < document_part_bytes; ++i) part.content.push_back(static_cast<std::uint8_t>(i * 7));
  const auto text = encode(part);
  EXPECT_LT(text.size(), std::size_t{1} << 20U);
  const auto read = decode(text);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(std::get<DocumentPart>(*read).content, part.content);
}

// Whatever a peer sends is answered by a value, never by a crash: every prefix and every changed byte of a message.
TEST(Messages, DamagedTextIsRefusedOrReadButNeverHarms) {
  const auto text = encode(Hello{.journal = rules::JournalId::random(),
                                 .held = {{rules::EventId::random(), rules::JournalId::random(), 3}},
                                 .documents = {base::Hash{}},
                                 .font_set = "f",
                                 .guest_lists = {}});
  for (std::size_t size = 0; size < text.size(); ++size) EXPECT_FALSE(decode(text.substr(0, size)));
  for (std::size_t at = 0; at < text.size(); ++at) {
    auto changed = text;
    changed[at] = static_cast<char>(changed[at] ^ 0x15);
    const auto read = decode(changed);
    EXPECT_TRUE(!read || !encode(*read).empty());
  }
}

TEST(Proof, IsBoundToKioskNonceAndConnection) {
  const auto kiosk = rules::KioskId::random();
  const auto text = proof_text(base::Hash{}, "binding", kiosk);
  EXPECT_NE(text, proof_text(base::Hash{1}, "binding", kiosk));
  EXPECT_NE(text, proof_text(base::Hash{}, "bindinh", kiosk));
  EXPECT_NE(text, proof_text(base::Hash{}, "binding", rules::KioskId::random()));
  EXPECT_TRUE(text.starts_with("einlass kiosk proof 1\n" + kiosk.text() + "\n"));
}

}  // namespace
}  // namespace einlass::wire
