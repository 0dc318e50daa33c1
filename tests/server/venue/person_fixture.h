// Persons who are at two events, under names and addresses that tell them apart or not.
#pragma once

#include "tests/server/venue/backup_fixture.h"

#include <string>
#include <vector>

namespace einlass::venue {

inline constexpr const char* summit_list =
    "Name,Company,Email,Code\n"
    "Ada Lovelace,Analytical Engines,office@engines.example,A1\n"
    "Charles Babbage,Analytical Engines,office@engines.example,A2\n"
    "Max Müller,Nordlicht,max@nordlicht.example,A3\n";
inline constexpr const char* lecture_list =
    "Name,Company,Email,Code\n"
    "ADA LOVELACE,Royal Society,Office@Engines.example,L1\n"
    "Max Müller,Südwind,max@suedwind.example,L2\n";

class PersonDeskTest : public DeskFixture {
 protected:
  PersonDeskTest() : outside_(folder_.string() + "-outside") {
    fs::create_directories(outside_);
    value_of(base::write_file(folder_ / "ca.pem", "the authority's key", base::FileMode::Private));
    auto lecture = new_event();
    lecture.key = "lecture";
    lecture.name = "Lecture";
    lecture.starts = "2027-02-01T18:00";
    lecture.ends = "2027-02-01T22:00";
    summit_ = create(new_event());
    lecture_ = create(lecture);
    import(summit_list);
    import(lecture_list, "lecture");
  }
  ~PersonDeskTest() override { fs::remove_all(outside_); }

  std::vector<FoundPerson> find(const std::string& who) {
    return value_of(value_of(desk().persons().sources()).find(who));
  }
  FoundPerson ada() { return find("Ada Lovelace").at(0); }
  std::vector<std::string> names(const std::string& who) {
    std::vector<std::string> names;
    for (const auto& person : find(who)) names.push_back(person.guests.front().row.guest.full_name);
    return names;
  }
  report::PersonRecord known(rules::GuestId id) { return value_of(value_of(desk().persons().sources()).known(id)); }
  void append(rules::EventId event, const rules::EntryDraft& draft) {
    value_of(desk().door().begin());
    value_of(desk().door().append(event, draft));
    value_of(desk().door().commit());
  }
  rules::EntryDraft of_ada(const rules::Fact& fact, const std::string& content = {}) {
    const auto& row = ada().guests.back().row;
    rules::EntryDraft draft{.ticket = row.ticket.id, .guest = row.guest.id, .fact = fact};
    if (!content.empty()) draft.private_content = content;
    return draft;
  }

  fs::path outside_;
  rules::EventId summit_;
  rules::EventId lecture_;
};

}  // namespace einlass::venue
