#include "db/staff_acts.h"

#include "core/rules/guest_fields.h"
#include "core/rules/hard_cap.h"
#include "core/wire/private_fields.h"
#include "db/attendance_journal.h"
#include "db/companions.h"
#include "db/event_store.h"
#include "db/guest_book.h"
#include "db/ticket_rows.h"

#include <algorithm>
#include <set>

namespace einlass::store {
namespace {

using base::ErrorKind;
using base::Result;
using rules::EntryDraft;
using rules::JournalRow;
using Drafts = Result<std::vector<EntryDraft>>;

std::optional<std::string> private_text(const char* name, const std::string& text) {
  if (text.empty()) return std::nullopt;
  return wire::private_fields({{name, text}});
}

rules::GuestFields known_fields(const rules::Guest& guest) {
  rules::GuestFields fields{{"first_name", guest.first_name}, {"last_name", guest.last_name},
                            {"full_name", guest.full_name},   {"company", guest.company},
                            {"email", guest.email},           {"language", guest.language},
                            {"table", guest.table},           {"list_owner", guest.list_owner}};
  for (const auto& [name, text] : guest.extra) fields[std::string(rules::extra_prefix) + name] = text;
  std::erase_if(fields, [](const auto& field) { return field.second.empty(); });
  return fields;
}

bool is_field(const std::string& name) {
  static const std::set<std::string> names{"first_name", "last_name", "full_name", "company",
                                           "email",      "language",  "table"};
  return names.contains(name) || (name.starts_with(rules::extra_prefix) && name.size() > rules::extra_prefix.size());
}

bool is_of(const JournalRow& row, rules::ScanId scan) {
  return row.entry.scan && row.entry.scan->scan == scan;
}

bool hands_on(const JournalRow& row, rules::ScanId scan) {
  return is_of(row, scan) && std::holds_alternative<rules::TicketTransferred>(row.entry.fact);
}

// Somebody came in by that scan, named or not, or instead of somebody, or left, as somebody read on paper.
bool can_be_undone(const JournalRow& row, rules::ScanId scan) {
  const auto& fact = row.entry.fact;
  const bool counts = std::holds_alternative<rules::Admitted>(fact) || std::holds_alternative<rules::Counted>(fact) ||
                      std::holds_alternative<rules::Departed>(fact);
  return (counts && is_of(row, scan)) || hands_on(row, scan);
}

bool undoes(const JournalRow& row, const rules::ScanRef& scan) {
  const auto* undo = std::get_if<rules::AdmissionUndone>(&row.entry.fact);
  return undo != nullptr && undo->undone == scan;
}

bool is_about(const rules::Conflict& conflict, const std::vector<rules::ScanRef>& scans) {
  const auto named = [&](const auto& scan) { return std::find(scans.begin(), scans.end(), scan) != scans.end(); };
  return named(conflict.stands) && named(conflict.disputed);
}

class ActWriter {
 public:
  explicit ActWriter(const ActingAt& at) : at_(at) {}

  Drafts operator()(const rules::UndoScan& act) const {
    const auto rows = at_.store.journal().entries_of_ticket(act.scan.ticket);
    if (!rows) return tl::make_unexpected(rows.error());
    if (std::none_of(rows->begin(), rows->end(), [&](const auto& row) { return can_be_undone(row, act.scan.scan); })) {
      return base::fail(ErrorKind::NotFound,
                        "Nobody came in or took the ticket over by that scan; look at the guest's admissions again.");
    }
    if (std::any_of(rows->begin(), rows->end(), [&](const auto& row) { return undoes(row, act.scan); })) {
      return base::fail(ErrorKind::AlreadyExists, "That was undone already; look at the guest's admissions again.");
    }
    if (std::none_of(rows->begin(), rows->end(), [&](const auto& row) { return hands_on(row, act.scan.scan); })) {
      return one(undo_of(act.scan));
    }
    if (!rules::may_come_by(rules::How::Transferred, at_.decider, at_.policy)) return not_yours_to_hand_on();
    return undo_of_transfer(act.scan, rules::fold_ticket(entries_in(*rows)));
  }

  Drafts operator()(const rules::SeeOff& act) const {
    const auto state = at_.store.journal().state_of(act.ticket);
    if (!state) return tl::make_unexpected(state.error());
    const int leaving = act.persons > 0 ? act.persons : state->inside_on(at_.day);
    if (state->standing.empty() || leaving == 0) {
      return base::fail(ErrorKind::NotFound, "Nobody of this ticket is inside; look at its admissions again.");
    }
    EntryDraft draft;
    draft.ticket = act.ticket;
    draft.guest = state->standing.back().guest;
    draft.fact = rules::Departed{.persons = leaving, .day = at_.day};
    return one(std::move(draft));
  }

  Drafts operator()(const rules::SetRefusalAside& act) const {
    const auto rows = at_.store.journal().entries_of_scan(act.scan);
    if (!rows) return tl::make_unexpected(rows.error());
    const auto entries = entries_in(*rows);
    const auto* outcome = rules::outcome_of_scan(entries, act.scan);
    const auto* refused = outcome == nullptr ? nullptr : std::get_if<rules::Refused>(&outcome->fact);
    if (refused == nullptr || !outcome->ticket) {
      return base::fail(ErrorKind::NotFound, "No ticket was refused by that scan; scan it again.");
    }
    if (!rules::may_override(refused->refusal, at_.decider, at_.policy)) {
      return base::fail(ErrorKind::Refused, "This refusal is not yours to set aside; ask the host, if there is one.");
    }
    EntryDraft draft;
    draft.ticket = outcome->ticket;
    draft.guest = outcome->guest;
    draft.scan = rules::ScanStep{act.scan, outcome->scan->step + 1};
    draft.fact = rules::Overridden{.refusal = refused->refusal, .reason = act.reason};
    draft.private_content = private_text("reason", act.typed_reason);
    return one(std::move(draft));
  }

  Drafts operator()(const rules::HandTicketOn& act) const {
    if (!rules::may_come_by(rules::How::Transferred, at_.decider, at_.policy)) return not_yours_to_hand_on();
    if (act.day && at_.policy.admission_counts_for != rules::AdmissionSpan::VenueDay) {
      return base::fail(ErrorKind::InvalidInput,
                        "An admission counts for the whole of this event; hand the ticket on without naming a day.");
    }
    if (!act.instead.is_named()) {
      return base::fail(ErrorKind::InvalidInput, "Whoever comes instead needs a name; type one.");
    }
    const auto old_guest = holder_of(act.ticket, act.day);
    if (!old_guest) return tl::make_unexpected(old_guest.error());
    const auto new_guest = act.instead.id.is_nil() ? rules::GuestId::random() : act.instead.id;
    if (*old_guest == new_guest) return std::vector<EntryDraft>();  // asked twice
    EntryDraft draft;
    draft.ticket = act.ticket;
    draft.fact = rules::TicketTransferred{.old_guest = *old_guest, .new_guest = new_guest, .day = act.day};
    return std::vector{draft, amendment(act.ticket, new_guest, known_fields(act.instead))};
  }

  Drafts operator()(const rules::CorrectGuest& act) const {
    const bool known =
        std::all_of(act.fields.begin(), act.fields.end(), [](const auto& field) { return is_field(field.first); });
    if (act.fields.empty() || !known) {
      return base::fail(ErrorKind::InvalidInput, "Say what is to be corrected: a name, company, e-mail or language.");
    }
    const auto found = at_door(act.ticket);
    if (!found) return tl::make_unexpected(found.error());
    auto guest = found->row.guest;
    auto fields = act.fields;
    rules::lay_over(guest, fields);
    const bool renamed = fields.contains("first_name") || fields.contains("last_name");
    if (renamed && !fields.contains("full_name")) {
      const bool both = !guest.first_name.empty() && !guest.last_name.empty();
      fields["full_name"] = guest.first_name + (both ? " " : "") + guest.last_name;
      rules::lay_over(guest, fields);
    }
    if (!guest.is_named()) return base::fail(ErrorKind::InvalidInput, "A guest needs a name; type one.");
    return one(amendment(act.ticket, guest_of(*found), fields));
  }

  Drafts operator()(const rules::TakeNote& act) const {
    if (act.text.empty() && act.kind == rules::NoteKind::Other) {
      return base::fail(ErrorKind::InvalidInput, "A note of no kind needs words; type some.");
    }
    return about(act.ticket, rules::Noted{act.kind}, private_text("note", act.text));
  }

  Drafts operator()(const rules::Excuse& act) const { return about(act.ticket, rules::Excused{act.excused}); }

  Drafts operator()(const rules::Settle& act) const {
    return about(act.ticket, rules::SettledElsewhere{act.settlement}, private_text("reference", act.reference));
  }

  Result<rules::Badge> badge_of(rules::TicketId ticket, rules::BadgeSerial serial) const {
    const auto found = at_door(ticket);
    if (!found) return tl::make_unexpected(found.error());
    const auto& badges = found->state.badges;
    const auto badge =
        std::find_if(badges.begin(), badges.end(), [&](const auto& each) { return each.serial == serial; });
    if (badge == badges.end()) return base::fail(ErrorKind::NotFound, "This ticket has no such badge; look again.");
    return *badge;
  }

  // What is settled stays so: somebody else looked first, or the printer was heard again.
  Drafts operator()(const rules::JudgeBadge& act) const {
    const auto badge = badge_of(act.ticket, act.serial);
    if (!badge) return tl::make_unexpected(badge.error());
    if (badge->status != rules::BadgeStatus::Unknown) return std::vector<EntryDraft>();
    if (act.came_out) return about(act.ticket, rules::BadgePrinted{act.serial});
    return about(act.ticket, rules::BadgeFailed{act.serial, rules::BadgeFault::Other});
  }

  Drafts operator()(const rules::VoidBadge& act) const {
    const auto badge = badge_of(act.ticket, act.serial);
    if (!badge) return tl::make_unexpected(badge.error());
    if (!badge->valid_on(at_.day)) return std::vector<EntryDraft>();
    return about(act.ticket, rules::BadgeVoided{.serial = act.serial, .reason = act.reason});
  }

  Drafts operator()(const rules::RegisterGuest& act) const {
    const auto how = rules::way_of_registered(act, at_.decider, at_.policy);
    if (!how) return base::fail(ErrorKind::Refused, "This event registers nobody at the door; see its policy.");
    if (act.ticket.is_nil() || act.guest.id.is_nil() || act.places < 1 || !act.guest.is_named()) {
      return base::fail(ErrorKind::InvalidInput, "Whoever is registered needs a name and at least one place.");
    }
    const auto known = row_of_ticket(at_.store, act.ticket);
    if (!known) return tl::make_unexpected(known.error());
    if (*known) return std::vector<EntryDraft>();
    auto fields = known_fields(act.guest);
    if (act.with) {
      if (const auto may = check_companion(act, at_); !may) return tl::make_unexpected(may.error());
      fields[comes_with_field] = act.with->text();
    }
    EntryDraft draft;
    draft.ticket = act.ticket;
    draft.guest = act.guest.id;
    draft.fact = rules::GuestRegistered{.category = act.category, .places = act.places, .how = *how};
    draft.private_content = wire::private_fields(fields);
    std::vector drafts{std::move(draft)};
    const bool needs_word = at_.policy.host_approves_walk_ins && !rules::is_companion(at_.policy, act.category);
    if (needs_word && at_.decider == rules::Decider::Host) drafts.push_back(approval(act));
    return drafts;
  }

  // One tap finds no seat: where there is a number that nobody may exceed, a guest is registered and decided upon.
  Drafts operator()(const rules::CountIn& act) const {
    if (rules::draws_on_a_hard_cap(at_.policy, act.category)) {
      return base::fail(ErrorKind::Refused, "Seats are limited here; register the guest, so that she takes one.");
    }
    const bool is_complete = act.persons > 0 && act.scan != rules::ScanRef{};
    if (!is_complete) return base::fail(ErrorKind::InvalidInput, "Count one person or more, by a scan of its own.");
    const auto rows = at_.store.journal().entries_of_ticket(act.scan.ticket);
    if (!rows) return tl::make_unexpected(rows.error());
    if (!rows->empty()) return std::vector<EntryDraft>();  // asked twice
    EntryDraft draft;
    draft.ticket = act.scan.ticket;
    draft.scan = rules::ScanStep{act.scan.scan, 0};
    draft.fact = rules::Counted{.persons = act.persons,
                                .category = act.category,
                                .day = at_.day,
                                .seat = {.source = rules::SeatSource::Pool, .lease = {}}};
    return one(std::move(draft));
  }

  Drafts operator()(const rules::DecideForHost& act) const {
    if (act.approved && act.reason) {
      return base::fail(ErrorKind::InvalidInput, "A reason goes with a decline only; leave it out.");
    }
    return about(act.ticket, rules::HostDecided{.approved = act.approved, .reason = act.reason});
  }

  Drafts operator()(const rules::JudgeConflict& act) const {
    const auto& verdict = act.verdict;
    const auto& scans = verdict.scans;
    const auto is_named = [&](const auto& scan) { return std::find(scans.begin(), scans.end(), scan) != scans.end(); };
    const bool lets_one_stand = verdict.verdict == rules::Verdict::Stands;
    if (scans.empty() || lets_one_stand != verdict.stands.has_value() ||
        (verdict.stands && !is_named(*verdict.stands))) {
      return base::fail(ErrorKind::InvalidInput, "Say which of the disputed admissions is to stand.");
    }
    const auto state = at_.store.journal().state_of(scans.front().ticket);
    if (!state) return tl::make_unexpected(state.error());
    const auto& conflicts = state->conflicts;
    if (std::none_of(conflicts.begin(), conflicts.end(), [&](const auto& each) { return is_about(each, scans); })) {
      return base::fail(ErrorKind::NotFound, "These admissions are in no conflict; look at the ticket again.");
    }
    EntryDraft draft;
    draft.ticket = scans.front().ticket;
    draft.fact = verdict;
    return one(std::move(draft));
  }

  Drafts operator()(const rules::AnswerCall& act) const {
    const auto rows = at_.store.journal().entries_of_scan(act.scan);
    if (!rows) return tl::make_unexpected(rows.error());
    const rules::JournalEntry* asked = nullptr;
    for (const auto& row : *rows) {
      if (std::holds_alternative<rules::HelpAsked>(row.entry.fact)) asked = &row.entry;
    }
    if (asked == nullptr) return base::fail(ErrorKind::NotFound, "Nobody asked for help there.");
    EntryDraft draft;
    draft.ticket = asked->ticket;
    draft.guest = asked->guest;
    draft.scan = asked->scan;
    draft.fact = rules::HelpAnswered{};
    return one(std::move(draft));
  }

 private:
  // Whoever registers her has approved her.
  static EntryDraft approval(const rules::RegisterGuest& act) {
    EntryDraft draft;
    draft.ticket = act.ticket;
    draft.guest = act.guest.id;
    draft.fact = rules::HostDecided{.approved = true, .reason = std::nullopt};
    return draft;
  }

  static Drafts one(EntryDraft draft) { return std::vector{std::move(draft)}; }

  static tl::unexpected<base::Error> not_yours_to_hand_on() {
    return base::fail(ErrorKind::Refused, "This event's tickets are not yours to hand on; see its policy.");
  }

  static EntryDraft undo_of(const rules::ScanRef& scan) {
    EntryDraft draft;
    draft.ticket = scan.ticket;
    draft.fact = rules::AdmissionUndone{scan};
    return draft;
  }

  // Whoever came instead is in on a ticket that was never hers, and keeps out the guest whose it is.
  static std::vector<EntryDraft> undo_of_transfer(const rules::ScanRef& scan, const rules::TicketState& state) {
    std::vector<EntryDraft> drafts{undo_of(scan)};
    for (const auto& transfer : state.transfers) {
      if (transfer.scan != scan) continue;
      for (const auto& came : state.standing) {
        const bool is_for = !transfer.day || transfer.day == came.day;
        if (is_for && came.guest == transfer.new_guest) drafts.push_back(undo_of(came.scan));
      }
    }
    return drafts;
  }

  Result<TicketAtDoor> at_door(rules::TicketId ticket) const {
    auto found = ticket_at_door(at_.store, ticket, at_.day);
    if (!found) return tl::make_unexpected(found.error());
    if (*found) return **std::move(found);
    return base::fail(ErrorKind::NotFound, "There is no such ticket in this event's guest list.");
  }

  static std::optional<rules::GuestId> guest_of(const TicketAtDoor& found) {
    if (found.row.guest.id.is_nil()) return std::nullopt;
    return found.row.guest.id;
  }

  Drafts about(rules::TicketId ticket, rules::Fact fact, std::optional<std::string> content = std::nullopt) const {
    const auto found = at_door(ticket);
    if (!found) return tl::make_unexpected(found.error());
    EntryDraft draft;
    draft.ticket = ticket;
    draft.guest = guest_of(*found);
    draft.fact = std::move(fact);
    draft.private_content = std::move(content);
    return one(std::move(draft));
  }

  static EntryDraft amendment(rules::TicketId ticket, std::optional<rules::GuestId> guest,
                              const rules::GuestFields& fields) {
    rules::GuestAmended amended;
    for (const auto& [name, text] : fields) amended.fields.push_back(name);
    EntryDraft draft;
    draft.ticket = ticket;
    draft.guest = guest;
    draft.fact = std::move(amended);
    draft.private_content = wire::private_fields(fields);
    return draft;
  }

  // By the journal where the ticket changed hands, else by the guest book.
  Result<rules::GuestId> holder_of(rules::TicketId ticket, const rules::AdmissionDay& day) const {
    const auto state = at_.store.journal().state_of(ticket);
    if (!state) return tl::make_unexpected(state.error());
    if (const auto holder = state->holder_on(day)) return *holder;
    const auto row = row_of_ticket(at_.store, ticket);
    if (!row) return tl::make_unexpected(row.error());
    if (*row) return (*row)->guest.id;
    return base::fail(ErrorKind::NotFound, "There is no such ticket in this event's guest list.");
  }

  const ActingAt& at_;
};

}  // namespace

Drafts entries_of(const rules::StaffAct& act, const ActingAt& at) {
  return std::visit(ActWriter(at), act);
}

}  // namespace einlass::store
