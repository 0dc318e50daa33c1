#include "server/pages/sign_in_routes.h"

#include "core/rules/words.h"
#include "server/commands/arguments.h"
#include "server/pages/routes.h"
#include "server/pages/session_cookie.h"

#include <array>
#include <utility>

#include <boost/json.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace einlass::pages {
namespace {

namespace json = boost::json;
using base::ErrorKind;
using commands::Arguments;
using VisitPtr = std::shared_ptr<Visit>;

net::HttpResponse answer_of(const venue::NotSignedIn& why) {
  if (why.wait.count() > 0) return too_often(why.error, why.wait);
  // Wrong name or password is no mistake in the request: 401, so that browsers and people see it alike.
  if (why.error.kind == ErrorKind::InvalidInput) return error_answer(401, "refused", why.error.message);
  return error_answer(why.error);
}

json::object json_of(const venue::OpenSession& session) {
  return {{"label", session.label},
          {"address", session.address},
          {"since", session.since.unix_ms()},
          {"last_used", session.last_used.unix_ms()},
          {"is_this", session.is_this}};
}

json::object json_of(const venue::Invitation& invitation) {
  return {{"name", invitation.name},
          {"sign_in", invitation.sign_in},
          {"role", rules::word(invitation.role)},
          {"expires", invitation.expires.unix_ms()}};
}

// A device that is signed out keeps nothing of what was shown on it.
net::HttpResponse signed_out(net::HttpResponse answer) {
  answer.headers = {{"Set-Cookie", no_session_cookie()}, {"Clear-Site-Data", "\"cache\", \"storage\""}};
  return answer;
}

}  // namespace

struct SignInRoutes::Entry {
  std::string_view method;
  std::string_view path;  // below api_root
  Handler handler;
};

const SignInRoutes::Entry* SignInRoutes::find(const Visit& visit, bool& path_is_known) {
  static constexpr std::array table{
      Entry{"POST", "/session", &SignInRoutes::sign_in},
      Entry{"DELETE", "/session", &SignInRoutes::sign_out},
      Entry{"GET", "/me", &SignInRoutes::tell_me},
      Entry{"PUT", "/me/password", &SignInRoutes::change_password},
      Entry{"GET", "/me/sessions", &SignInRoutes::list_sessions},
      Entry{"DELETE", "/me/sessions", &SignInRoutes::end_sessions},
      Entry{"POST", "/invitations/look", &SignInRoutes::look_at_invitation},
      Entry{"POST", "/invitations/accept", &SignInRoutes::accept_invitation},
  };
  const auto path = fmt::format("/{}", fmt::join(visit.target.path, "/"));
  for (const auto& entry : table) {
    if (path != std::string(api_root).append(entry.path)) continue;
    path_is_known = true;
    if (entry.method == visit.method) return &entry;
  }
  return nullptr;
}

bool SignInRoutes::take(const VisitPtr& visit) {
  bool path_is_known = false;
  const auto* entry = find(*visit, path_is_known);
  if (entry == nullptr) {
    if (path_is_known) visit->reply(error_answer(405, "invalid_input", "This is not done in that way here."));
    return path_is_known;
  }
  port_.on_desk([this, visit, handler = entry->handler] { (this->*handler)(visit); });
  return true;
}

void SignInRoutes::work(
    const venue::PasswordJob& job,
    std::function<void(const venue::PasswordJob&, const base::Result<venue::PasswordWork>&)> finish) {
  const bool taken = port_.on_worker([this, job, finish] {
    auto work = job.work();
    port_.on_desk([job, finish, work = std::move(work)] { finish(job, work); });
  });
  if (!taken)
    finish(job, base::fail(ErrorKind::Unavailable, "Too many people sign in at once; try again in a moment."));
}

void SignInRoutes::sign_in(const VisitPtr& visit) {
  Arguments arguments(visit->body);
  const venue::SignIn attempt{
      .sign_in = arguments.text("sign_in"), .password = arguments.text("password"), .from = visit->from};
  if (auto done = arguments.done(); !done) return visit->reply(error_answer(done.error()));
  const auto job = people().begin_sign_in(attempt);
  if (!job) return visit->reply(answer_of(job.error()));
  work(*job, [this, visit](const auto& begun, const auto& worked) {
    const auto done = people().finish_sign_in(begun, worked);
    visit->reply(done ? signed_in(*done) : answer_of(done.error()));
  });
}

void SignInRoutes::sign_out(const VisitPtr& visit) {
  if (!caller_of(people(), *visit)) return;
  if (auto ended = people().sign_out(visit->token, visit->from.address); !ended) {
    return visit->reply(error_answer(ended.error()));
  }
  visit->reply(signed_out(json_answer(json::object{})));
}

void SignInRoutes::tell_me(const VisitPtr& visit) {
  const auto caller = caller_of(people(), *visit);
  if (caller) visit->reply(json_answer(me(*caller, visit->token)));
}

void SignInRoutes::change_password(const VisitPtr& visit) {
  const auto caller = caller_of(people(), *visit);
  if (!caller) return;
  Arguments arguments(visit->body);
  const venue::PasswordChange change{.old_password = arguments.text("old"), .new_password = arguments.text("new")};
  if (auto done = arguments.done(); !done) return visit->reply(error_answer(done.error()));
  const auto job = people().begin_change(*caller, change);
  if (!job)
    return visit->reply(job.error().wait.count() > 0 ? answer_of(job.error()) : error_answer(job.error().error));
  work(*job, [this, visit](const auto& begun, const auto& worked) {
    const auto done = people().finish_change(begun, worked);
    if (done) return visit->reply(json_answer(json::object{}));
    visit->reply(done.error().wait.count() > 0 ? answer_of(done.error()) : error_answer(done.error().error));
  });
}

void SignInRoutes::list_sessions(const VisitPtr& visit) {
  const auto caller = caller_of(people(), *visit);
  if (!caller) return;
  const auto sessions = people().sessions_of(caller->number, caller->session);
  if (!sessions) return visit->reply(error_answer(sessions.error()));
  json::array listed;
  for (const auto& session : *sessions) listed.push_back(json_of(session));
  visit->reply(json_answer(listed));
}

void SignInRoutes::end_sessions(const VisitPtr& visit) {
  const auto caller = caller_of(people(), *visit);
  if (!caller) return;
  const auto ended =
      people().sign_out_everywhere(caller->number, {.number = caller->number, .address = visit->from.address});
  if (!ended) return visit->reply(error_answer(ended.error()));
  visit->reply(signed_out(json_answer(json::object{{"ended", *ended}})));
}

void SignInRoutes::look_at_invitation(const VisitPtr& visit) {
  Arguments arguments(visit->body);
  const auto code = arguments.text("code");
  if (auto done = arguments.done(); !done) return visit->reply(error_answer(done.error()));
  const auto invitation = people().invitation(code);
  visit->reply(invitation ? json_answer(json_of(*invitation)) : error_answer(invitation.error()));
}

void SignInRoutes::accept_invitation(const VisitPtr& visit) {
  Arguments arguments(visit->body);
  const venue::Acceptance acceptance{
      .code = arguments.text("code"), .password = arguments.text("password"), .from = visit->from};
  if (auto done = arguments.done(); !done) return visit->reply(error_answer(done.error()));
  const auto job = people().begin_accept(acceptance);
  if (!job) return visit->reply(error_answer(job.error()));
  work(*job, [this, visit](const auto& begun, const auto& worked) {
    const auto done = people().finish_accept(begun, worked);
    visit->reply(done ? signed_in(*done) : error_answer(done.error()));
  });
}

json::object SignInRoutes::me(const venue::Caller& caller, const std::string& token) const {
  json::array events;
  for (const auto& event : caller.events) events.emplace_back(event.text());
  return {{"number", caller.number},          {"name", caller.name},
          {"role", rules::word(caller.role)}, {"lists", json::value_from(caller.lists)},
          {"events", std::move(events)},      {"request_token", people().request_token(token)}};
}

net::HttpResponse SignInRoutes::signed_in(const venue::SignedIn& signed_in) const {
  auto answer = json_answer(me(signed_in.caller, signed_in.token));
  answer.headers.emplace_back("Set-Cookie", session_cookie(signed_in.token));
  return answer;
}

}  // namespace einlass::pages
