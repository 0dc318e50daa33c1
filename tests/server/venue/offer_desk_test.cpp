// What the server takes from a kiosk that it lost, and what it does not.
#include "tests/server/venue/desk_fixture.h"

namespace einlass::venue {
namespace {

using base::ErrorKind;

class OfferDeskTest : public DeskFixture {
 protected:
  OfferDeskTest() {
    create(new_event());
    import("Name,Code\nAda Lovelace,A\n");
    kiosk_ = pair("Nord 1");
    assignment_ = value_of(desk().kiosks().assignment(kiosk_.id));
    offer_ = {.event = event_, .documents = assignment_.documents, .guest_list = *assignment_.guest_list};
    for (const auto& document : offer_.documents) {
      contents_.push_back(value_of(desk().kiosks().document_part({.hash = document.hash}))->content);
    }
  }

  // A new server; with the old one's seed it is the same venue.
  void lose_server(bool with_seed) {
    const auto seed = value_of(base::read_file(folder_ / "venue.seed"));
    desk_.reset();
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    if (with_seed) value_of(base::write_file(folder_ / "venue.seed", seed, base::FileMode::Private));
    desk_ = value_of(Desk::open(options()));
  }
  void bring_documents() {
    for (std::size_t i = 0; i < contents_.size(); ++i) {
      value_of(desk().offers().put_document(offer_.documents[i], std::string(base::as_text(contents_[i]))));
    }
  }
  // The list of one guest, in two parts; the second one is empty.
  std::optional<base::Hash> bring_guest(const base::Hash& version, rules::TicketStatus status) {
    wire::GuestList list{.event = offer_.event, .version = version, .base = std::nullopt};
    list.parts = 2;
    list.part = 2;
    EXPECT_FALSE(value_of(desk().offers().put_guests(list)));
    list.part = 1;
    list.rows = {{.ticket = {.id = ticket_, .event = offer_.event, .status = status},
                  .guest = {},
                  .source = "csv",
                  .external_id = "1"}};
    return value_of(desk().offers().put_guests(list));
  }
  void register_kiosk() { value_of(desk().kiosks().register_again(kiosk_.id, *assignment_.certificate)); }

  store::KioskRecord kiosk_;
  wire::Assignment assignment_;
  wire::EventOffer offer_;
  std::vector<base::Bytes> contents_;
  rules::TicketId ticket_ = rules::TicketId::random();
};

TEST_F(OfferDeskTest, KnowsItsOwnCertificatesAndNoOthers) {
  const auto& genuine = *assignment_.certificate;
  const auto is_genuine = [&](const wire::PairingCertificate& each) {
    return desk().kiosks().is_genuine(kiosk_.id, each);
  };
  EXPECT_TRUE(is_genuine(genuine));
  auto other = genuine;
  other.name = "Nord 2";
  EXPECT_FALSE(is_genuine(other));
  other = genuine;
  other.event = rules::EventId::random();
  EXPECT_FALSE(is_genuine(other));
  other = genuine;
  other.key = base::make_signing_pair().open;
  EXPECT_FALSE(is_genuine(other));
  EXPECT_FALSE(desk().kiosks().is_genuine(rules::KioskId::random(), genuine));
  lose_server(true);
  EXPECT_TRUE(is_genuine(genuine));
  lose_server(false);
  EXPECT_FALSE(is_genuine(genuine));
}

TEST_F(OfferDeskTest, KnowsAKioskAgainWithItsDoorAndItsEvent) {
  lose_server(true);
  register_kiosk();
  const auto again = value_of(desk().kiosks().find("Nord 1"));
  EXPECT_EQ(again.id, kiosk_.id);
  EXPECT_EQ(again.key, kiosk_.key);
  EXPECT_EQ(again.door, "north");
  EXPECT_EQ(again.event, event_);
}

TEST_F(OfferDeskTest, MakesTheEventOnlyOnceAllOfItIsThere) {
  lose_server(true);
  register_kiosk();
  EXPECT_EQ(value_of(desk().offers().missing(kiosk_.id, offer_))->size(), offer_.documents.size());
  EXPECT_EQ(desk().offers().take(kiosk_.id, offer_).error().kind, ErrorKind::NotFound);
  bring_documents();
  EXPECT_TRUE(value_of(desk().offers().missing(kiosk_.id, offer_))->empty());
  EXPECT_EQ(desk().offers().take(kiosk_.id, offer_).error().kind, ErrorKind::Unavailable) << "no guests yet";
  EXPECT_EQ(bring_guest(offer_.guest_list, rules::TicketStatus::Confirmed), offer_.guest_list);
  EXPECT_TRUE(value_of(desk().events().list()).empty());
  value_of(desk().offers().take(kiosk_.id, offer_));
  EXPECT_EQ(value_of(desk().events().find("summit-2026")).id, event_);
  EXPECT_FALSE(value_of(desk().offers().missing(kiosk_.id, offer_)).has_value()) << "known now";
  EXPECT_EQ(value_of(desk().kiosks().assignment(kiosk_.id)).documents, assignment_.documents);
}

// All kiosks come back at once after a loss, and not all had the last import.
TEST_F(OfferDeskTest, DoesNotMixTheGuestListsOfTwoKiosks) {
  lose_server(true);
  register_kiosk();
  bring_documents();
  bring_guest(offer_.guest_list, rules::TicketStatus::Cancelled);
  bring_guest(base::sha256("an older version"), rules::TicketStatus::Confirmed);
  value_of(desk().offers().take(kiosk_.id, offer_));
  auto* event = value_of(desk().event(offer_.event));
  EXPECT_EQ(value_of(event->store.guests().by_ticket(ticket_))->ticket.status, rules::TicketStatus::Cancelled);
}

// The first kiosk's list is taken, and nobody can tell whether another one's is newer.
TEST_F(OfferDeskTest, AKioskWithAnotherListThanTheOneThatWasTakenIsToldOf) {
  const auto lacks_list = [&] { return value_of(desk().reports().status()).events.at(0).lacks_list; };
  const auto say_hello = [&](const base::Hash& version) {
    value_of(desk().kiosks().hello(
        kiosk_.id, {.number = 1, .journal = rules::JournalId::random(), .guest_lists = {{offer_.event, version}}}));
  };
  lose_server(true);
  register_kiosk();
  bring_documents();
  bring_guest(offer_.guest_list, rules::TicketStatus::Confirmed);
  value_of(desk().offers().take(kiosk_.id, offer_));
  say_hello(offer_.guest_list);
  EXPECT_FALSE(lacks_list());
  say_hello(base::sha256("another version"));
  EXPECT_TRUE(lacks_list());
}

// Lunch and dinner at the same kiosks.
TEST_F(OfferDeskTest, TakesAnEventOfThisVenueThatTheKioskServedBefore) {
  lose_server(true);
  auto certificate = *assignment_.certificate;
  certificate.event = rules::EventId::random();
  value_of(desk().kiosks().register_again(kiosk_.id, certificate));
  bring_documents();
  bring_guest(offer_.guest_list, rules::TicketStatus::Confirmed);
  value_of(desk().offers().take(kiosk_.id, offer_));
  EXPECT_EQ(value_of(desk().events().find("summit-2026")).id, event_);
}

// Whose author may be gone as well.
TEST_F(OfferDeskTest, TakesOthersEntriesOfAnEventThatCameBackFromWhoeverKeepsThem) {
  lose_server(true);
  register_kiosk();
  bring_documents();
  bring_guest(offer_.guest_list, rules::TicketStatus::Confirmed);
  value_of(desk().offers().take(kiosk_.id, offer_));
  auto other = new_event();
  other.key = "dinner";
  create(other);
  value_of(desk().kiosks().assign("Nord 1", "dinner", std::nullopt));
  rules::JournalRow row;
  row.entry.id = {rules::JournalId::random(), offer_.event, 1};
  row.entry.fact = rules::HelpAsked{};
  const auto merged = [&](const rules::JournalRow& each) {
    value_of(desk().door().begin());
    auto answers = value_of(desk().door().merge_from(kiosk_.id, {.rows = {each}}));
    value_of(desk().door().commit());
    return answers.front().answer;
  };
  EXPECT_EQ(merged(row), rules::MergeAnswer::Accepted);
}

TEST_F(OfferDeskTest, TakesNoEventThatThisVenueDidNotMake) {
  lose_server(true);
  register_kiosk();
  auto made_up = offer_;
  for (auto& document : made_up.documents) {
    if (document.kind == "keys") document.hash = base::sha256("keys of its own");
  }
  EXPECT_EQ(desk().offers().missing(kiosk_.id, made_up).error().kind, ErrorKind::Refused);
  made_up = offer_;
  made_up.event = rules::EventId::random();
  EXPECT_EQ(desk().offers().missing(kiosk_.id, made_up).error().kind, ErrorKind::Refused);
  made_up = offer_;
  made_up.documents.pop_back();
  made_up.documents.erase(made_up.documents.begin());
  EXPECT_EQ(desk().offers().missing(kiosk_.id, made_up).error().kind, ErrorKind::InvalidInput);
}

TEST_F(OfferDeskTest, AnEventOfTheSameKeyThatWasMadeMeanwhileKeepsIt) {
  const auto lost = event_;
  lose_server(true);
  register_kiosk();
  create(new_event());
  bring_documents();
  bring_guest(offer_.guest_list, rules::TicketStatus::Confirmed);
  value_of(desk().offers().take(kiosk_.id, offer_));
  EXPECT_EQ(value_of(desk().events().find("summit-2026")).id, event_);
  EXPECT_EQ(value_of(desk().events().find("summit-2026-2")).id, lost);
}

// Neither kit nor backup: the kiosk is paired anew, with a code for one that brings its event along.
class TakenOverEventTest : public OfferDeskTest {
 protected:
  TakenOverEventTest() {
    keys_ = value_of(desk().event(event_))->keys;
    lose_server(false);
  }
  std::variant<wire::PairAccepted, wire::PairRefused> pair_again(bool takes_event) {
    const auto grant = value_of(desk().kiosks().offer({.kiosk_name = "Nord 1", .takes_event = takes_event}));
    wire::PairRequest request{.secret = grant.secret, .key = kiosk_.key};
    request.event = offer_.event;
    request.further_events = {further_};
    return value_of(desk().kiosks().pair(request));
  }
  void take() {
    kiosk_.id = std::get<wire::PairAccepted>(pair_again(true)).kiosk;
    value_of(desk().offers().missing(kiosk_.id, offer_));
    bring_documents();
    bring_guest(offer_.guest_list, rules::TicketStatus::Confirmed);
    value_of(desk().offers().take(kiosk_.id, offer_));
  }

  wire::EventKeys keys_;
  rules::EventId further_ = rules::EventId::random();  // that the kiosk keeps as well
};

TEST_F(TakenOverEventTest, IsNotTakenWithACodeForANewKiosk) {
  EXPECT_EQ(std::get<wire::PairRefused>(pair_again(false)).reason, wire::PairRefusal::Event);
  EXPECT_TRUE(value_of(desk().kiosks().list()).empty());
}

TEST_F(TakenOverEventTest, KeepsItsKeysAndSignsNewTicketsWithOneMore) {
  take();
  auto* event = value_of(desk().event(offer_.event));
  EXPECT_EQ(event->keys.code_key, keys_.code_key);
  EXPECT_EQ(event->keys.ids_key, keys_.ids_key);
  EXPECT_EQ(event->keys.ticket_keys.size(), 2U);
  EXPECT_EQ(event->keys.ticket_keys.at(1), keys_.ticket_keys.at(1));
  const auto issued = value_of(desk().guests().issue_tickets("summit-2026", false));
  EXPECT_EQ(std::get<rules::SignedCode>(rules::read_scanned_text(issued.front().code)).ticket.key_id, 2U);
}

TEST_F(TakenOverEventTest, KnowsItsKeysAfterARestart) {
  take();
  desk_.reset();
  desk_ = value_of(Desk::open(options()));
  EXPECT_EQ(value_of(desk().event(offer_.event))->keys.code_key, keys_.code_key);
}

TEST_F(TakenOverEventTest, IsBroughtOnceOnly) {
  take();
  EXPECT_EQ(value_of(desk().kiosks().find("Nord 1")).brings_events, std::set{further_});
  auto other = offer_;
  other.event = further_;
  EXPECT_TRUE(desk().offers().missing(kiosk_.id, other));
  other.event = rules::EventId::random();
  EXPECT_EQ(desk().offers().missing(kiosk_.id, other).error().kind, ErrorKind::Refused);
}

}  // namespace
}  // namespace einlass::venue
