// The table of policies, kept by a kiosk that is alone: with the documents, guests and entries that its server gave it.
#include "kiosk/link/replica.h"
#include "tests/support/policy/policy_door.h"
#include "tests/support/policy/policy_venue.h"

#include <filesystem>

#include <gtest/gtest.h>

namespace einlass::link {
namespace {

using policy::value_of;

struct Folder {
  Folder() { std::filesystem::create_directories(path); }
  ~Folder() { std::filesystem::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::filesystem::path path = policy::quick_folder() / ("einlass-alone-" + rules::ScanId::random().text());
};

class LoneKiosk final : public policy::Door {
 public:
  std::vector<policy::Asker> askers() const override { return {policy::Asker::GuestAlone, policy::Asker::StaffAlone}; }

  std::string answer(const policy::PolicyCase& row, policy::Asker asker) override {
    const auto scan = venue_.arrange(row, asker);
    if (!scan) return scan.error().message;
    const Folder folder;
    const auto decided = decide(*scan, folder.path);
    if (decided) return policy::word_of(decided->admission);
    return decided.error().kind == base::ErrorKind::Refused ? "not_allowed" : decided.error().message;
  }

 private:
  base::Result<Decided> decide(const wire::AdmitRequest& scan, const std::filesystem::path& folder) {
    auto replica =
        value_of(Replica::open(StateDirectory(folder), {.kiosk = venue_.kiosk().id, .name = "Nord 1"}, "test"));
    fill(*replica);
    const ScanRequest request{.scan = scan.scan,
                              .what = rules::TicketId(),
                              .how = scan.how,
                              .decider = scan.decider,
                              .persons = scan.persons,
                              .operator_number = scan.operator_number};
    return replica->admit({.request = request, .target = scan.target}, {.venue = venue_.now()});
  }

  // As a session with the server would, in the same order.
  void fill(Replica& replica) {
    auto& desk = venue_.desk();
    const auto assignment = value_of(desk.kiosks().assignment(venue_.kiosk().id));
    for (const auto& document : assignment.documents) {
      std::string content;
      while (content.size() < document.size) {
        const auto part =
            value_of(desk.kiosks().document_part({.hash = document.hash, .offset = content.size()})).value();
        content += base::as_text(part.content);
      }
      value_of(replica.put_document(document, content));
    }
    value_of(replica.switch_to(assignment));
    value_of(replica.renew_key());
    for (const auto& list : value_of(desk.door().guest_list({.event = venue_.event(), .have = {}}))) {
      value_of(replica.put_guests(list));
    }
    for (const auto& held : value_of(desk.door().held(venue_.event()))) {
      const auto rows =
          value_of(desk.door().rows({.event = held.event, .journal = held.journal, .after = 0, .limit = 100}));
      for (const auto& merged : value_of(replica.merge(rows))) EXPECT_EQ(merged.answer, rules::MergeAnswer::Accepted);
    }
  }

  policy::PolicyVenue venue_;
};

class PolicyTable : public testing::TestWithParam<std::string> {};

TEST_P(PolicyTable, IsKeptByAKioskThatIsAlone) {
  LoneKiosk kiosk;
  policy::expect_keeps_policies(kiosk, GetParam());
}

INSTANTIATE_TEST_SUITE_P(OfPreset, PolicyTable, testing::ValuesIn(policy::preset_names()),
                         [](const auto& info) { return info.param; });

}  // namespace
}  // namespace einlass::link
