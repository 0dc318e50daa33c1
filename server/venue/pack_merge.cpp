// A packed event that is here already: what the other server has recorded since is taken in like anything late.
#include "core/wire/entry_json.h"
#include "db/lease_book.h"
#include "db/paper_lists.h"
#include "server/venue/closing_documents.h"
#include "server/venue/outlets.h"
#include "server/venue/pack_desk.h"
#include "server/venue/packed_outbox.h"

#include <algorithm>
#include <utility>

namespace einlass::venue {
namespace {

using base::ErrorKind;
using base::Result;
using rules::JournalRow;

constexpr std::size_t rows_at_once = 500;

// Whether nothing of that server was unpacked here that it made at the same time or later. What this server packed
// itself was here before, unless it was put back to before that.
bool is_newest(const wire::EventPack& pack, const wire::PackHistory& history, bool is_own) {
  const bool is_remembered = is_own && std::any_of(history.packed.begin(), history.packed.end(),
                                                   [&](const auto& note) { return note.at == pack.made; });
  return !is_remembered && std::none_of(history.unpacked.begin(), history.unpacked.end(), [&](const auto& note) {
    return note.server == pack.server && note.packed >= pack.made;
  });
}

// A document that was put aside for another one under its number is looked at anew: here that one may be missing.
bool may_fit_here(const store::ParkedEntry& parked) {
  return parked.reason == "forked" || parked.reason == "broken_chain";
}

}  // namespace

struct PackDesk::Merging {
  const OpenedPack& opened;
  OpenEvent& event;
  store::EventSnapshot there;
  SharedList shared_here;
  bool is_newest = true;
  Unpacked unpacked;
  SharedList shared;  // from now on

  Result<void> count(const Result<std::vector<rules::Merged>>& merged) {
    if (!merged) return failed(merged);
    for (const auto& one : *merged) {
      if (one.answer == rules::MergeAnswer::Accepted) ++unpacked.entries;
      if (one.answer == rules::MergeAnswer::Parked) ++unpacked.put_aside;
    }
    return {};
  }
};

Result<Unpacked> PackDesk::merge_in(const OpenedPack& opened, const UnpackOrder& order, OpenEvent& event) {
  if (event.frame.rehearses) return base::fail(ErrorKind::NotFound, "A rehearsal takes in no packed event.");
  if (event.keys.code_key != opened.pack.secrets.keys.code_key) {
    return base::fail(ErrorKind::NotFound,
                      "The packed event has other keys than the event that is here under its id; it is not the same.");
  }
  if (auto later = go_on_after(opened, &event); !later) return failed(later);
  const auto history = state_.pack_history(opened.pack.event);
  if (!history) return failed(history);
  auto there = store::EventSnapshot::open({.file = opened.file, .event = opened.pack.event, .journal = {}, .vfs = {}});
  if (!there) return failed(there);
  SharedList shared_here;
  if (history->shared_list) {
    const auto document = state_.venue().document(*history->shared_list);
    if (!document) return failed(document);
    if (*document) shared_here = read_shared_list((*document)->content);
  }
  Merging merging{.opened = opened,
                  .event = event,
                  .there = *std::move(there),
                  .shared_here = std::move(shared_here),
                  .is_newest = is_newest(opened.pack, *history, is_this_server(opened.pack.server)),
                  .unpacked = {},
                  .shared = {}};
  if (auto begun = door_.begin(); !begun) return failed(begun);
  auto merged = merge_rows(merging)
                    .and_then([&] { return merge_parked(merging); })
                    .and_then([&] { return merge_guests(merging); })
                    .and_then([&] { return merge_paper_lists(merging); });
  if (!merged) {
    door_.drop();
    state_.forget_counts(event.record.id);
    return failed(merged);
  }
  if (auto committed = door_.commit(); !committed) return failed(committed);
  state_.forget_counts(event.record.id);
  if (auto merged_too = merge_deliveries(merging); !merged_too) return failed(merged_too);
  if (auto counted = count_beyond_caps(merging); !counted) return failed(counted);
  if (auto taken = take_policies(merging); !taken) return failed(taken);
  if (auto compared = compare_settings(merging); !compared) return failed(compared);
  auto& unpacked = merging.unpacked;
  auto people =
      take_people(state_, opened.pack, history->came_packed ? PeopleRights::OfEvent : PeopleRights::NamesOnly);
  if (!people) return failed(people);
  unpacked.people = *std::move(people);
  if (auto noted = note_unpacked(opened, order, unpacked, merging.shared); !noted) return failed(noted);
  auto summary = events_.find(opened.pack.event.text());
  if (!summary) return failed(summary);
  unpacked.event = *std::move(summary);
  return std::move(unpacked);
}

Result<void> PackDesk::merge_rows(Merging& merging) {
  std::vector<JournalRow> rows;
  Result<void> done;
  const auto merge_some = [&] {
    if (done) done = merging.count(door_.merge(std::exchange(rows, {})));
  };
  const auto read = merging.there.journal().each_row([&](const JournalRow& row) {
    rows.push_back(row);
    if (rows.size() == rows_at_once) merge_some();
  });
  if (!read) return failed(read);
  merge_some();
  return done;
}

Result<void> PackDesk::merge_parked(Merging& merging) {
  const auto parked = merging.there.journal().parked_entries();
  if (!parked) return failed(parked);
  const auto here = merging.event.store.journal().parked_entries();
  if (!here) return failed(here);
  for (const auto& each : *parked) {
    const bool is_known =
        std::any_of(here->begin(), here->end(), [&](const auto& other) { return other.hash == each.hash; });
    const auto taken = merging.event.store.journal().hash_of(each.id.journal, each.id.sequence);
    if (!taken) return failed(taken);
    if (is_known || *taken == each.hash || each.id.event != merging.opened.pack.event) continue;
    const auto entry = wire::parse_entry(each.canonical);
    const auto merged = entry && may_fit_here(each)
                            ? door_.merge({JournalRow{.entry = *entry, .private_part = each.private_part}})
                            : door_.merge_and_park({}, {{{each.id, each.canonical, each.private_part}, each.reason}});
    if (auto counted = merging.count(merged); !counted) return counted;
  }
  return {};
}

// After the entries: whom these erase is not to come back.
Result<void> PackDesk::merge_guests(Merging& merging) {
  auto& book = merging.event.store.guests();
  merging.shared = merging.shared_here;
  std::vector<store::GuestRow> taken;
  const auto choose = [&](const store::GuestRow& there) -> Result<void> {
    const auto id = there.ticket.id;
    const auto here = book.by_ticket(id);
    if (!here) return failed(here);
    const auto holds = book.holds(there);
    if (!holds) return failed(holds);
    const auto hash_in = [&](const SharedList& list) {
      const auto found = list.find(id);
      return found == list.end() ? std::nullopt : std::optional(found->second);
    };
    const auto hash = hash_of_row(there);
    const auto choice = *holds ? RowChoice::Same
                               : choose_row({.there = hash,
                                             .here = *here ? std::optional(hash_of_row(**here)) : std::nullopt,
                                             .shared_there = hash_in(merging.opened.shared_list),
                                             .shared_here = hash_in(merging.shared_here)},
                                            merging.is_newest);
    if (choice == RowChoice::Take) taken.push_back(there);
    if (choice == RowChoice::Differs) ++merging.unpacked.differing;
    if (choice == RowChoice::Take || choice == RowChoice::Same) merging.shared[id] = hash;
    return {};
  };
  for (rules::TicketId last;;) {
    const auto rows = merging.there.guests().after(last, rows_at_once);
    if (!rows) return failed(rows);
    if (rows->empty()) return {};
    last = rows->back().ticket.id;
    for (const auto& row : *rows) {
      if (auto chosen = choose(row); !chosen) return chosen;
    }
    merging.unpacked.guests += taken.size();
    if (auto put = taken.empty() ? Result<void>() : door_.put_guests(merging.opened.pack.event, taken); !put)
      return put;
    taken.clear();
  }
}

// Whoever types a list back may sit at either server.
Result<void> PackDesk::merge_paper_lists(Merging& merging) {
  const auto lists = merging.there.paper_lists().all();
  if (!lists) return failed(lists);
  for (const auto& list : *lists) {
    if (auto taken = door_.keep(merging.opened.pack.event, list); !taken) return taken;
  }
  return {};
}

// After the entries, which say who was erased. What is to be written is for the server to say that it was lent to; what
// was written is known by whoever wrote last.
Result<void> PackDesk::merge_deliveries(Merging& merging) {
  if (merging.is_newest) {
    const auto merged =
        merge_objections(state_, merging.event, merging.there.outbox(), base::hex(merging.opened.pack.server));
    if (!merged) return merged;
  }
  const auto lent = lent_to(state_, merging.event.record.id);
  if (!lent) return failed(lent);
  const bool is_its_word = lent->has_value() && merging.is_newest && !is_this_server(merging.opened.pack.server);
  return merge_outbox(merging.event, merging.there.outbox(), is_its_word).and_then([&] {
    return note_outlets_of(state_, merging.event.record.id);
  });
}

// Each server gave its seats away as far as it knew.
Result<void> PackDesk::count_beyond_caps(Merging& merging) {
  const auto overruns = merging.event.store.leases().overruns(merging.event.policy);
  if (!overruns) return failed(overruns);
  for (const auto& overrun : *overruns) {
    if (overrun.kind != rules::CapKind::Hard) continue;
    merging.unpacked.beyond_cap = std::max(merging.unpacked.beyond_cap, overrun.persons);
  }
  return {};
}

// For the words of consents that were given there.
Result<void> PackDesk::take_policies(const Merging& merging) {
  const auto& opened = merging.opened;
  for (std::size_t i = 0; i < opened.pack.documents.size(); ++i) {
    if (opened.pack.documents[i].kind != "policy") continue;
    const auto put = state_.venue().put_document("policy", merging.event.record.key, opened.documents[i]);
    if (!put) return failed(put);
  }
  return {};
}

// A closed event's policy has its doors closed; what differs is how it admits when they are open.
Result<void> PackDesk::compare_settings(Merging& merging) {
  const auto& record = merging.event.record;
  const auto& pack = merging.opened.pack;
  const auto closing = closing_documents(state_.venue(), record);
  if (!closing) return failed(closing);
  const auto open_policy = [](const auto& documents, const base::Hash& policy) {
    return documents ? documents->open_policy : policy;
  };
  auto& unpacked = merging.unpacked;
  unpacked.closed_here = record.closed;
  unpacked.closed_there = pack.closing.has_value();
  unpacked.settings_differ =
      record.frame_document != pack.frame_document ||
      open_policy(*closing, record.policy_document) != open_policy(pack.closing, pack.policy_document);
  return {};
}

}  // namespace einlass::venue
