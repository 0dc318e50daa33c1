// Of whose arrival somebody at a page wants to be told.
#include "server/commands/host_arguments.h"
#include "server/commands/host_handlers.h"
#include "server/commands/host_json.h"

#include <boost/json.hpp>

namespace einlass::commands {

namespace json = boost::json;

namespace {

Outcome text_of(const base::Result<venue::ArrivalNotices>& notices) {
  return notices.map([](const auto& known) { return json::serialize(json_of(known)); });
}

}  // namespace

Outcome ask_for_notices(CommandContext& context, const json::object& object) {
  HostArguments arguments(context, object);
  const venue::NoticeWish wish{.all = arguments.plain().flag("all"),
                               .category = arguments.plain().text_or("category", ""),
                               .ticket = arguments.optional_id<rules::TicketId>("ticket")};
  const bool wanted = arguments.plain().flag("on");
  const auto asks = arguments.asks();
  if (auto done = arguments.done(); !done) return base::failed(done);
  const int named = (wish.all ? 1 : 0) + (wish.category.empty() ? 0 : 1) + (wish.ticket ? 1 : 0);
  if (named != 1) {
    return base::fail(base::ErrorKind::InvalidInput, "Say one: a guest, a category, or all of your lists.");
  }
  return text_of(context.desk.hosts().want_notices(asks, wish, wanted));
}

Outcome see_notices(CommandContext& context, const json::object& object) {
  HostArguments arguments(context, object);
  const auto tickets = arguments.ids<rules::TicketId>("tickets");
  const auto asks = arguments.asks();
  if (auto done = arguments.done(); !done) return base::failed(done);
  return text_of(context.desk.hosts().see_arrivals(asks, tickets));
}

}  // namespace einlass::commands
