#include "tests/core/sync/sync_world_parts.h"

#include <algorithm>
#include <utility>

namespace einlass::sync {
namespace {

base::Instant venue_time(Milliseconds now) {
  return base::Instant::from_unix_ms(1'795'000'000'000) + now;
}

}  // namespace

WorldServer::WorldServer() : journal(rules::JournalId(base::IdBytes{99})) {
  assignment.event = world_event();
  assignment.kiosk_name = "kiosk";
  assignment.font_set = "fonts";
  const std::string small = "a policy";
  const std::string large(wire::document_part_bytes * 2 + 17, 'x');
  for (const auto& content : {small, large}) {
    documents[base::sha256(content)] = content;
    assignment.documents.push_back({base::sha256(content), "template", "t", content.size()});
  }
  assignment.documents.push_back({base::sha256("a font"), "font", "f", 6});
  for (std::uint8_t i = 1; i <= 5; ++i) {
    auto& row = guest_list.emplace_back();
    row.ticket.id = rules::TicketId(base::IdBytes{i});
  }
  guest_version = base::sha256("guests");
  assignment.guest_list = guest_version;
}

wire::Assignment WorldServer::assignment_of(rules::KioskId kiosk) const {
  auto told = assignment;
  told.certificate = wire::PairingCertificate{.key = kiosks.at(kiosk), .name = "kiosk", .event = told.event};
  return told;
}

PeerEvent WorldServer::seen(const wire::EventOffer& offer) const {
  if (has_event) return PeerOfferSeen{offer, std::nullopt};
  std::vector<wire::DocumentRef> missing;
  for (const auto& document : offer.documents) {
    if (!documents.contains(document.hash)) missing.push_back(document);
  }
  return PeerOfferSeen{offer, missing};
}

void WorldServer::put_guest(const rules::GuestRow& row) {
  const bool known = std::any_of(guest_list.begin(), guest_list.end(),
                                 [&](const auto& each) { return each.ticket.id == row.ticket.id; });
  if (!known) guest_list.push_back(row);
}

void WorldServer::lose_all() {
  *this = WorldServer();
  journal = rules::JournalId(base::IdBytes{98});
  kiosks.clear();
  documents.clear();
  assignment = {};
  guest_list.clear();
  has_event = false;
}

std::vector<wire::GuestList> WorldServer::guest_parts() const {
  return parts_with_one_row(world_event(), guest_version, guest_list);
}

PeerEvent WorldServer::moved(const wire::MoveRequest& request) {
  if (request.move.by == 0) {
    return PeerNotMoved{{.kind = base::ErrorKind::Refused,
                         .message = "nobody",
                         .about = "move_request",
                         .scan = {},
                         .document = {},
                         .token = request.token}};
  }
  assignment.door = request.move.door;
  tells_assignment = true;
  return PeerMoved{request.token};
}

PeerEvent WorldServer::admitted(const wire::AdmitRequest& request) {
  if (!has_event) return PeerAdmitFailed{request.scan, {base::ErrorKind::NotFound, "no such event"}};
  const auto known = decided.find(request.scan);
  const bool repeated = known != decided.end();
  const auto row = repeated ? known->second : rows.append(journal, request.scan, {});
  if (!repeated) {
    decided[request.scan] = row;
    untold.push_back(row);
  }
  wire::AdmitReply reply{.event = request.event,
                         .scan = request.scan,
                         .admission = rules::AdmissionGranted{},
                         .row = row,
                         .repeated = repeated,
                         .tickets = {},
                         .template_name = {}};
  return PeerAdmitted{reply};
}

PeerEvent WorldServer::found(const FindKiosk& find) const {
  const auto known = kiosks.find(find.kiosk);
  if (known == kiosks.end() && find.certificate) {
    return KioskFound{.known = true, .key = find.certificate->key, .by_certificate = true};
  }
  return KioskFound{.known = known != kiosks.end(),
                    .revoked = revoked.contains(find.kiosk),
                    .key = known != kiosks.end() ? known->second : base::VerifyingKey{}};
}

void WorldServer::take_in(const wire::EventOffer& offer) {
  assignment = {.event = offer.event,
                .kiosk_name = "kiosk",
                .documents = offer.documents,
                .font_set = "fonts",
                .guest_list = offer.guest_list};
  guest_version = offer.guest_list;
  has_event = tells_assignment = true;
}

wire::Hello WorldServer::hello_to(const wire::Hello& theirs) {
  wire::Hello hello{.journal = journal, .held = {}, .documents = {}, .font_set = {}, .guest_lists = {}};
  if (!has_event || theirs.held.empty()) return hello;
  hello.held = rows.held(journal);
  hello.guest_lists.push_back({world_event(), guest_version});
  return hello;
}

void WorldServer::on(Connection& connection, const PeerEvent& event, Milliseconds now) {
  const auto answer = [&](const PeerEvent& with) { on(connection, with, now); };
  for (auto& command : connection.peer->on(event, venue_time(now), now)) {
    std::visit(
        Overloaded{
            [&](PeerSend& send) { connection.outbox.push_back(std::move(send.message)); },
            [&](PeerClose&) { connection.closed = true; },
            [&](PairKiosk&) {
              answer(PairingDone{wire::PairRefused{wire::PairRefusal::Code, "no"}});
            },
            [&](FindKiosk& find) { answer(found(find)); },
            [&](AdmitPeer& admit) {
              connection.kiosk = admit.kiosk;
              if (has_event) answer(PeerAssigned{assignment_of(admit.kiosk)});
            },
            [&](TellPeerHello& told) { answer(PeerHelloTold{hello_to(told.hello)}); },
            [&](ReadDocumentPart& read) {
              answer(PeerDocumentRead{read.request, part_in(documents, read.request)});
            },
            [&](AdmitScan& scan) { answer(admitted(scan.request)); },
            [&](ReadRows& read) {
              if (disk_fails) return answer(PeerRowsRead{read, {}});
              answer(PeerRowsRead{read, rows.rows(read.journal, read.after, read.limit)});
            },
            [&](MergePeerRows& merge) {
              untold.insert(untold.end(), merge.rows.begin(), merge.rows.end());
              answer(PeerRowsMerged{merge.batch, rows.merge(merge.rows)});
            },
            [&](ReadGuests&) { answer(PeerGuests{guest_parts()}); },
            [&](RegisterKiosk& again) { kiosks[again.kiosk] = again.certificate.key; },
            [&](SeeOffer& see) {
              if (offers_lost-- <= 0) answer(seen(see.offer));
            },
            [&](StorePeerDocument& document) {
              documents[document.document.hash] = document.content;
              answer(PeerDocumentStored{document.document.hash});
            },
            [&](StorePeerGuests& part) {
              for (const auto& row : part.part.rows) put_guest(row);
              if (part.part.part == part.part.parts) answer(PeerGuestsStored{part.part.version});
            },
            [&](TakeEvent& take) {
              take_in(take.offer);
              answer(PeerEventTaken{take.offer.event});
            },
            [&](NoteInStep&) {},
            [&](NoteParked&) {},
            [&](NoteReport&) {},
            [&](GrantLease& grant) { answer(PeerLeaseDenied{grant.request}); },
            [&](FindDestinations& find) { answer(PeerDestinationsFound{{.token = find.request.token, .found = {}}}); },
            [&](MoveKiosk& move) { answer(moved(move.request)); },
        },
        command);
  }
}

}  // namespace einlass::sync
