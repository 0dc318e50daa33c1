// Letting guests in from a page, and what waits at the doors.
#include "server/commands/host_arguments.h"
#include "server/commands/host_handlers.h"
#include "server/commands/host_json.h"

#include <boost/json.hpp>

namespace einlass::commands {

namespace json = boost::json;

namespace {

Outcome text_of(const base::Result<venue::HostAdmission>& admission) {
  return admission.map([](const auto& known) { return json::serialize(json_of(known)); });
}

Outcome step_text(const base::Result<rules::ScanStep>& next) {
  return next.map([](const rules::ScanStep& step) {
    return json::serialize(json::object{{"scan", step.scan.text()}, {"step", step.step}});
  });
}

}  // namespace

Outcome admit_guest(CommandContext& context, const json::object& object) {
  HostArguments arguments(context, object);
  const venue::HostAdmit admit{.ticket = arguments.ticket(),
                               .scan = arguments.scan_step(),
                               .persons = arguments.number("persons"),
                               .may_wait = arguments.plain().flag("may_wait")};
  const auto asks = arguments.asks(true);
  if (auto done = arguments.done(); !done) return base::failed(done);
  return text_of(context.desk.hosts().admit(asks, admit));
}

Outcome scan_guest(CommandContext& context, const json::object& object) {
  HostArguments arguments(context, object);
  const venue::HostScan scan{.code = arguments.plain().text("code"),
                             .scan = arguments.scan_step(),
                             .persons = arguments.number("persons"),
                             .may_wait = arguments.plain().flag("may_wait")};
  const auto asks = arguments.asks(true);
  if (auto done = arguments.done(); !done) return base::failed(done);
  return text_of(context.desk.hosts().scan(asks, scan));
}

Outcome answer_for_guest(CommandContext& context, const json::object& object) {
  HostArguments arguments(context, object);
  auto& plain = arguments.plain();
  venue::HostAnswers given{.ticket = arguments.ticket(),
                           .scan = arguments.scan_step(),
                           .answers = {},
                           .consents = {},
                           .language = plain.text("language")};
  if (object.contains("answers")) given.answers = plain.texts("answers");
  if (object.contains("consents")) given.consents = plain.flags("consents");
  const auto asks = arguments.asks(true);
  if (auto done = arguments.done(); !done) return base::failed(done);
  return step_text(context.desk.hosts().answer_questions(asks, given));
}

Outcome override_refusal(CommandContext& context, const json::object& object) {
  HostArguments arguments(context, object);
  const rules::SetRefusalAside aside{.scan = arguments.id<rules::ScanId>("scan"),
                                     .reason = arguments.word<rules::ReasonKind>("reason"),
                                     .typed_reason = arguments.plain().text_or("typed_reason", "")};
  const auto asks = arguments.asks();
  if (auto done = arguments.done(); !done) return base::failed(done);
  return step_text(context.desk.hosts().set_aside(asks, aside));
}

Outcome decide_guest(CommandContext& context, const json::object& object) {
  HostArguments arguments(context, object);
  const venue::HostDecides decides{.ticket = arguments.ticket(),
                                   .scan = arguments.scan_step(),
                                   .approved = arguments.plain().flag("approved"),
                                   .reason = arguments.optional_word<rules::DeclineReason>("reason"),
                                   .may_wait = arguments.plain().flag("may_wait")};
  const auto asks = arguments.asks(true);
  if (auto done = arguments.done(); !done) return base::failed(done);
  return text_of(context.desk.hosts().decide(asks, decides));
}

Outcome answer_call(CommandContext& context, const json::object& object) {
  HostArguments arguments(context, object);
  const auto scan = arguments.id<rules::ScanId>("scan");
  const auto asks = arguments.asks();
  if (auto done = arguments.done(); !done) return base::failed(done);
  return context.desk.hosts().answer_call(asks, scan).map([] { return std::string("{}"); });
}

Outcome tell_door_news(CommandContext& context, const json::object& object) {
  HostArguments arguments(context, object);
  const auto asks = arguments.asks();
  if (auto done = arguments.done(); !done) return base::failed(done);
  return context.desk.hosts().news(asks).map(
      [&](const auto& news) { return json::serialize(json_of(news, context.desk.now())); });
}

}  // namespace einlass::commands
