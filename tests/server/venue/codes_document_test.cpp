// docs/codes-and-keys.md is what others make ids, codes and keys from: its examples are read out of it and made anew.
#include "core/rules/ticket_code.h"
#include "core/rules/words.h"
#include "core/wire/canonical_json.h"
#include "core/wire/event_keys.h"
#include "core/wire/guest_json.h"
#include "core/wire/policy_document.h"
#include "server/guests/preview.h"
#include "server/venue/venue_state.h"
#include "tests/server/venue/desk_fixture.h"

#include <boost/json/object.hpp>

namespace einlass::venue {
namespace {

using base::hex;

class CodesDocument : public testing::Test {
 protected:
  CodesDocument() {
    std::filesystem::create_directories(folder_);
    const auto seed = base::from_hex(after("seed is the 32 bytes\n`")).value();
    value_of(base::write_file(folder_ / "venue.seed", base::base64url(seed), base::FileMode::Private));
    const auto assets = std::filesystem::path(EINLASS_SOURCE_DIR) / "assets";
    state_ = value_of(VenueState::open({.state_directory = folder_, .assets = assets, .clock = &clock_}));
    event_ = rules::EventId::parse(after("the event's id `")).value();
    keys_ = state_->event_keys(event_);
  }
  ~CodesDocument() override {
    state_.reset();
    std::filesystem::remove_all(folder_);
  }

  // The word behind it.
  std::string after(const std::string& what) const {
    const auto at = text_.find(what);
    if (at == std::string::npos) throw std::runtime_error("The page no longer says: " + what);
    const auto begin = at + what.size();
    return text_.substr(begin, text_.find_first_of(" `\n", begin) - begin);
  }
  // The line that begins so, after four blanks.
  std::string line(const std::string& beginning) const {
    const auto at = text_.find("\n    " + beginning);
    if (at == std::string::npos) throw std::runtime_error("The page has no line that begins: " + beginning);
    return text_.substr(at + 5, text_.find('\n', at + 1) - at - 5);
  }
  bool says(const std::string& word) const { return text_.find("`" + word + "`") != std::string::npos; }

  template <typename Enum>
  void expect_words() const {
    int count = 0;
    for (; rules::word(static_cast<Enum>(count)) != "unknown"; ++count) {
      EXPECT_TRUE(says(std::string(rules::word(static_cast<Enum>(count))))) << rules::word(static_cast<Enum>(count));
    }
    EXPECT_GT(count, 1);
  }
  void expect_keys(const boost::json::value& value) const {
    for (const auto& [key, inner] : value.as_object()) EXPECT_TRUE(says(key)) << key;
  }

  std::string text_ =
      value_of(base::read_file(std::filesystem::path(EINLASS_SOURCE_DIR) / "docs" / "codes-and-keys.md"));
  std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / ("einlass-codes-" + rules::ScanId::random().text());
  base::ManualClock clock_{base::Instant()};
  std::unique_ptr<VenueState> state_;
  rules::EventId event_;
  wire::EventKeys keys_;
};

TEST_F(CodesDocument, ShowsWhereTheBitsOfAnIdStand) {
  EXPECT_EQ(hex(event_.bytes()) + "  is  " + event_.text(), line("26313c47"));
}

TEST_F(CodesDocument, CleansScannedTextsAsTheDoorDoes) {
  int examples = 0;
  for (auto at = text_.find("\n| `\""); at != std::string::npos; at = text_.find("\n| `\"", at + 1), ++examples) {
    const auto begin = at + 4;
    const auto end = text_.find("\"` | `", begin) + 1;
    const auto cleaned = text_.substr(end + 5, text_.find('`', end + 5) - end - 5);
    const auto scanned = value_of(wire::parse_json(text_.substr(begin, end - begin)));
    EXPECT_EQ(rules::clean_scanned_text(std::string(scanned.as_string())), cleaned);
  }
  EXPECT_EQ(examples, 5);
}

TEST_F(CodesDocument, KnowsWhatIsNoTicket) {
  for (const std::string prefix : {"wifi:", "einlass-pair:", "begin:vcard", "https://", "begin:vcalendar", "tel:"}) {
    EXPECT_TRUE(says(prefix)) << prefix;
    EXPECT_TRUE(std::holds_alternative<rules::NotATicket>(rules::read_scanned_text(prefix))) << prefix;
  }
}

TEST_F(CodesDocument, HashesCodes) {
  for (const std::string code : {"SHOP-4711", "EB1:2EB5J6YYM5J2DTDCDWRZ9DVT7K"}) {
    EXPECT_EQ(hex(rules::code_hash(keys_.code_key, code)), after("    " + code + "  hashes to  "));
  }
}

TEST_F(CodesDocument, SignsATicket) {
  const auto code = line("EL1.");
  const auto read = std::get<rules::SignedCode>(rules::read_scanned_text(code));
  const auto& ticket = read.ticket;
  EXPECT_EQ(ticket.event, event_);
  EXPECT_EQ(ticket.ticket.text(), after("category `member` on ticket `"));
  EXPECT_EQ(ticket.places, 2);
  EXPECT_EQ(ticket.category, after("places of category `"));
  EXPECT_EQ(std::to_string(ticket.valid_from.value().unix_ms()), after("Its start is `"));
  EXPECT_FALSE(ticket.valid_until);
  EXPECT_TRUE(rules::is_authentic(read, keys_.ticket_keys.at(ticket.key_id)));
  EXPECT_EQ(rules::signed_ticket_code(ticket, state_->ticket_signing_pair(event_).secret), code);
}

TEST_F(CodesDocument, DerivesTheKeysOfAnEvent) {
  EXPECT_EQ(hex(keys_.code_key), after("| `code_key` | `"));
  EXPECT_EQ(hex(keys_.ids_key), after("| `ids_key` | `"));
  EXPECT_EQ(hex(keys_.part_key), after("to which devices seal | `"));
  EXPECT_EQ(hex(keys_.ticket_keys.at(1)), after("of signed tickets | its public key: `"));
  EXPECT_EQ(hex(state_->pairing_pair().open), after("of pairing certificates | its public key: `"));
}

TEST_F(CodesDocument, WritesTheKeysToTheByte) {
  EXPECT_EQ(wire::event_keys_document(keys_), line("{\"code_key\""));
  EXPECT_EQ(hex(base::sha256(wire::event_keys_document(keys_))), after("Its hash: `"));
}

TEST_F(CodesDocument, GivesGuestsAndTicketsTheirIds) {
  const std::string list = "Name,Order number,Ticket ID,Code\nJörg Müller,4711,1,\nAda Lovelace,,,SHOP-4711\n";
  const auto preview = value_of(guests::preview_import(
      list, {.event = event_, .source = "csv:shop", .id_key = keys_.ids_key, .code_hash_key = keys_.code_key}));
  ASSERT_EQ(preview.rows.size(), 2U);
  for (const auto& row : preview.rows) {
    EXPECT_EQ(line(row.row.source + ", " + row.row.external_id + "  "), row.row.source + ", " + row.row.external_id +
                                                                            "  is  ticket " + row.row.ticket.id.text() +
                                                                            "  of guest  " + row.row.guest.id.text());
  }
}

TEST_F(CodesDocument, NamesTheVersionOfAGuestList) {
  auto store = value_of(state_->open_store(event_));
  auto transaction = value_of(store.begin());
  for (const std::string beginning : {"{\"code_hashes\":[\"", "{\"code_hashes\":[]"}) {
    const auto row = value_of(wire::read_guest_row(line(beginning)));
    EXPECT_EQ(wire::guest_row_text(row), line(beginning));
    value_of(store.guests().put(row));
  }
  value_of(transaction.commit());
  EXPECT_EQ(hex(value_of(store.guests().version())), after("make the version `"));
}

TEST_F(CodesDocument, ShowsTheDefaultsOfAPolicy) {
  const auto at = text_.find("```json\n") + 8;
  const auto shown = value_of(wire::parse_json(text_.substr(at, text_.find("```", at) - at)));
  EXPECT_EQ(wire::canonical_json(shown), wire::policy_document({}));
}

TEST_F(CodesDocument, NamesEveryFieldOfPolicyAndEvent) {
  rules::EventPolicy policy{.cap = rules::Cap{}, .questions = {{}}, .release_unclaimed_after = std::chrono::minutes(1)};
  policy.doors_hours.emplace_back();
  const auto written = value_of(wire::parse_json(wire::policy_document(policy)));
  expect_keys(written);
  expect_keys(written.at("cap"));
  expect_keys(written.at("badge"));
  expect_keys(written.at("questions").as_array().front());
  expect_keys(written.at("doors_hours").as_array().front());
  const auto event =
      value_of(wire::parse_json(wire::event_document({.frame = {.rehearses = rules::EventId::random()}})));
  expect_keys(event);
  expect_keys(event.at("event"));
}

TEST_F(CodesDocument, NamesEveryWord) {
  expect_words<rules::AloneRule>();
  expect_words<rules::ReEntry>();
  expect_words<rules::SeatRule>();
  expect_words<rules::AdmitBy>();
  expect_words<rules::WalkIn>();
  expect_words<rules::TransferRule>();
  expect_words<rules::AdmissionSpan>();
  expect_words<rules::CapKind>();
  expect_words<rules::CapCounts>();
  expect_words<rules::AddressForm>();
  expect_words<rules::KeyAtRest>();
  expect_words<rules::TicketStatus>();
  expect_words<rules::Payment>();
}

}  // namespace
}  // namespace einlass::venue
