// Members from SEWOBE VereinsMANAGER: saved reports, whole each time, as it cannot tell what has changed.
#include "server/crm/answer.h"
#include "server/crm/member_rows.h"
#include "server/crm/sources.h"

#include <algorithm>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace einlass::crm {
namespace {

using base::ErrorKind;
using base::Result;

class SewobeSource final : public Source {
 public:
  SewobeSource(const settings::ConnectorSettings& connector, const settings::Secret& secret, const Turns& turns)
      : client_(connector, {}, turns), secret_(secret) {}

  bool has_delta() const override { return false; }

  // The watermark names the reports that had somebody.
  Result<store::PulledPage> page(const PullScope& scope, const std::string& /*position*/) override {
    const auto session = sign_in();
    if (!session) return tl::make_unexpected(session.error());
    const auto before = object_in(scope.watermark);
    const auto& had_members = list_at(before, "filled");
    MembersById members;
    json::array filled;
    std::string emptied;
    for (const auto& report : connector().reports) {
      const auto found = read_report(*session, report, members);
      if (!found) return tl::make_unexpected(found.error());
      if (*found > 0) filled.emplace_back(report);
      const bool had = std::find(had_members.begin(), had_members.end(), json::value(report)) != had_members.end();
      if (*found == 0 && had) emptied = report;
    }
    if (members.empty()) return no_members();
    if (!emptied.empty()) return nobody_any_more(emptied);
    store::PulledPage page{.next = position_text({{"filled", filled}}), .last = true};
    for (auto& [id, person] : members) page.persons.push_back(std::move(person));
    return page;
  }

 private:
  const settings::ConnectorSettings& connector() const { return client_.connector(); }

  // Who takes an empty report for the truth has no members any more.
  tl::unexpected<base::Error> no_members() const {
    return base::fail(ErrorKind::InvalidInput,
                      fmt::format("The reports of the connector \"{}\" name no member with a number; check \"reports\" "
                                  "and the column for \"id\". What was known before stays.",
                                  connector().name));
  }

  // A report that its user may no longer read is an empty one.
  tl::unexpected<base::Error> nobody_any_more(const std::string& report) const {
    return base::fail(
        ErrorKind::Refused,
        fmt::format("The report {} of the connector \"{}\" names nobody any more, so nothing was changed; "
                    "see there whether its user may still read it, or take it out of \"reports\".",
                    report, connector().name));
  }

  // Errors come with HTTP 200.
  Result<json::object> answer_in(const Result<HttpReply>& reply) const {
    if (!reply) return tl::make_unexpected(reply.error());
    const auto value = json_of(*reply, connector().name);
    if (!value) return tl::make_unexpected(value.error());
    if (number_at(object_of(*value), "STATUSCODE").value_or(0) >= 0) return object_of(*value);
    return base::fail(ErrorKind::Refused,
                      fmt::format("The connector \"{}\" refused (STATUSCODE {}); check user, password and reports.",
                                  connector().name, text_at(object_of(*value), "STATUSCODE")));
  }

  Result<std::string> sign_in() {
    const auto answer = answer_in(
        client_.ask({.method = Method::Post,
                     .path = "/applikation/restlogin/api/REST_LOGIN",
                     .body = fmt::format("USERNAME_REST={}&PASSWORT_REST={}", percent_encoded(connector().user),
                                         percent_encoded(secret_.reveal())),
                     .content_type = "application/x-www-form-urlencoded"}));
    if (!answer) return tl::make_unexpected(answer.error());
    auto session = text_at(*answer, "SESSION");
    if (!session.empty()) return session;
    return base::fail(ErrorKind::Refused, fmt::format("The connector \"{}\" did not sign in; check \"user\" and the "
                                                      "password in its key file.",
                                                      connector().name));
  }

  // How many rows with a member's number it has.
  Result<int> read_report(const std::string& session, const std::string& report, MembersById& members) {
    const auto answer = answer_in(
        client_.ask({.path = fmt::format("/applikation/auswertungen/api/SUCHE_INDIV?SESSION={}&AUSWERTUNG_ID={}",
                                         percent_encoded(session), percent_encoded(report))}));
    if (!answer) return tl::make_unexpected(answer.error());
    // An object of rows by their place; a list where there are none.
    const auto* rows = at_path(*answer, "ERGEBNIS");
    if (rows == nullptr || !(rows->is_object() || rows->is_array())) return lacks_its_list(connector().name);
    int found = 0;
    for (const auto& [place, row] : object_at(*answer, "ERGEBNIS")) {
      found += add_report_row(object_at(object_of(row), "DATENSATZ"), connector(), members) ? 1 : 0;
    }
    return found;
  }

  HttpClient client_;
  settings::Secret secret_;
};

}  // namespace

std::unique_ptr<Source> sewobe_source(const settings::ConnectorSettings& connector, const settings::Secret& secret,
                                      const Turns& turns) {
  return std::make_unique<SewobeSource>(connector, secret, turns);
}

}  // namespace einlass::crm
