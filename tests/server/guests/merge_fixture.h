// A guest book into which lists are brought.
#pragma once

#include "db/event_store.h"
#include "server/guests/merge.h"
#include "server/guests/pulled_table.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <gmock/gmock.h>

namespace einlass::guests {

class Merge : public testing::Test {
 protected:
  Merge() : folder_(std::filesystem::temp_directory_path() / ("einlass-merge-" + rules::ScanId::random().text())) {
    settings_.event = rules::EventId(base::IdBytes{1});
    settings_.categories = {{"member", {}}, {"guest", {}}};
    open_anew();
  }
  ~Merge() override {
    store_.reset();
    std::filesystem::remove_all(folder_);
  }

  void open_anew() {
    store_.reset();
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    store_.emplace(
        store::EventStore::open(
            {.file = folder_ / "event.db", .event = settings_.event, .journal = rules::JournalId(base::IdBytes{2})})
            .value());
  }

  ImportPlan plan(const std::string& list, bool withdraw_missing = false) {
    const auto preview = preview_import(list, settings_);
    return plan_import(store_->guests(), preview.value(),
                       {.source = settings_.source,
                        .withdraw_missing = withdraw_missing,
                        .policy = &policy_,
                        .present = store_->journal().presence({}).value()})
        .value();
  }

  ImportPlan import(const std::string& list, bool withdraw_missing = false) {
    auto result = plan(list, withdraw_missing);
    auto transaction = store_->begin().value();
    EXPECT_TRUE(apply_import(store_->guests(), result));
    EXPECT_TRUE(transaction.commit());
    return result;
  }

  void append(const rules::EntryDraft& draft) {
    auto transaction = store_->begin().value();
    EXPECT_TRUE(store_->journal().append(draft, {}));
    EXPECT_TRUE(transaction.commit());
  }
  // One person of the listed guest's ticket, or of one that stands in no list.
  void comes_in(const std::string& name, const std::string& category = "guest", rules::SeatSource seat = {}) {
    rules::EntryDraft draft;
    draft.ticket = name.empty() ? rules::TicketId::random() : row(name).ticket.id;
    draft.fact = rules::Admitted{.category = category, .seat = {seat, {}}};
    append(draft);
  }
  void leaves(const std::string& name) {
    rules::EntryDraft draft;
    draft.ticket = row(name).ticket.id;
    draft.fact = rules::Departed{};
    append(draft);
  }
  // What a shop tells of its orders.
  ImportPlan pull(const std::vector<rules::PulledTicket>& tickets, bool full) {
    auto planned = plan_import(store_->guests(), preview_tickets(tickets, settings_),
                               {.source = settings_.source, .withdraw_missing = full, .takes_over = true})
                       .value();
    auto transaction = store_->begin().value();
    EXPECT_TRUE(apply_import(store_->guests(), planned));
    EXPECT_TRUE(transaction.commit());
    return planned;
  }
  int confirmed() {
    int persons = 0;
    EXPECT_TRUE(store_->guests().each([&](const store::GuestRow& row) {
      if (row.ticket.status == rules::TicketStatus::Confirmed) persons += row.ticket.places;
    }));
    return persons;
  }

  // name: status, for every row of the book.
  std::map<std::string, rules::TicketStatus> book() {
    std::map<std::string, rules::TicketStatus> result;
    EXPECT_TRUE(
        store_->guests().each([&](const store::GuestRow& row) { result[row.guest.full_name] = row.ticket.status; }));
    return result;
  }

  store::GuestRow row(const std::string& name) {
    store::GuestRow result;
    EXPECT_TRUE(store_->guests().each([&](const store::GuestRow& row) {
      if (row.guest.full_name == name) result = row;
    }));
    return result;
  }

  std::filesystem::path folder_;
  ImportSettings settings_;
  rules::EventPolicy policy_;
  std::optional<store::EventStore> store_;
};

}  // namespace einlass::guests
