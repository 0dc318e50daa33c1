// Persons of the roster, their invitations and passwords, with short ways to sign in. How many guesses were stretched
// is counted: what a flood costs.
#pragma once

#include "core/base/file.h"
#include "tests/server/venue/desk_fixture.h"

#include <string>
#include <vector>

namespace einlass::venue {

class PeopleFixture : public DeskFixture {
 protected:
  PeopleDesk& people() { return desk().people(); }

  std::uint32_t add(const NewMember& member) {
    const auto record = value_of(desk().roster().check(member));
    return value_of(desk().roster().add(record, base::sha256(member.name))).number;
  }
  std::uint32_t add(const std::string& name, rules::Role role = rules::Role::Host) {
    return add(NewMember{.name = name, .role = role, .events = {}});
  }

  std::string invite(std::uint32_t number) { return value_of(people().invite(number, {})).code; }
  base::Result<SignedIn> accept(const std::string& code, const std::string& password) {
    const auto job = people().begin_accept({.code = code, .password = password, .from = phone_});
    if (!job) return tl::make_unexpected(job.error());
    return people().finish_accept(*job, job->work());
  }
  // Somebody with an account; signed in from her phone.
  SignedIn member(const std::string& name, const std::string& password = good_password) {
    return value_of(accept(invite(add(name)), password));
  }

  SignInResult<SignedIn> sign_in(const std::string& name, const std::string& password,
                                 const std::string& address = "192.0.2.7") {
    const auto job = people().begin_sign_in({.sign_in = name, .password = password, .from = {address, "Firefox"}});
    if (!job) return tl::make_unexpected(job.error());
    ++stretched_;
    return people().finish_sign_in(*job, job->work());
  }
  void miss(const std::string& name, int times, const std::string& address = "192.0.2.7") {
    for (int i = 0; i < times; ++i) EXPECT_FALSE(sign_in(name, "not her password", address));
  }
  SignInResult<void> change(const Caller& caller, const PasswordChange& passwords) {
    const auto job = people().begin_change(caller, passwords);
    if (!job) return tl::make_unexpected(job.error());
    return people().finish_change(*job, job->work());
  }

  bool is_signed_in(const std::string& token) { return value_of(people().caller_of(token, "192.0.2.7")).has_value(); }
  std::vector<std::string> acts() {
    std::vector<std::string> words;
    for (const auto& entry : value_of(people().audit(std::nullopt, 100))) words.push_back(entry.act);
    return words;
  }
  // Of venue.db and its log.
  bool is_on_disk(const std::string& text) const {
    for (const char* file : {"venue.db", "venue.db-wal"}) {
      const auto bytes = base::read_file(folder_ / file);
      if (bytes && bytes->find(text) != std::string::npos) return true;
    }
    return false;
  }

  static constexpr const char* good_password = "drei rote Laternen";
  const Visitor phone_{.address = "192.0.2.7", .label = "Firefox, Android"};
  int stretched_ = 0;
};

}  // namespace einlass::venue
