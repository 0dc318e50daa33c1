#include "db/decisions.h"

#include "core/wire/canonical_json.h"
#include "core/wire/json_fields.h"

#include <string>
#include <type_traits>
#include <utility>

namespace einlass::store {

// Every alternative of rules::Admission in one shape.
struct StoredAdmission {
  std::string kind;
  std::optional<rules::TicketId> ticket;
  std::optional<rules::Refusal> refusal;
  std::vector<rules::TicketId> choices;
  std::vector<std::string> questions;
  int persons = 0;
  std::vector<int> owed_badges;
  std::vector<int> badges_ahead;
  std::optional<base::Instant> opens_at;
  rules::BadgeHint badges_wait = rules::BadgeHint::None;
};

template <typename Fields>
void fields_of(Fields& f, StoredAdmission& stored) {
  f("kind", stored.kind);
  f("ticket", stored.ticket);
  f("refusal", stored.refusal);
  f("choices", stored.choices);
  f("questions", stored.questions);
  f.unless_empty("persons", stored.persons);
  f("owed_badges", stored.owed_badges);
  f.unless_empty("badges_ahead", stored.badges_ahead);
  f("opens_at", stored.opens_at);
  f.unless_empty("badges_wait", stored.badges_wait);
}

namespace {

StoredAdmission stored_form(const rules::AdmissionGranted& granted) {
  StoredAdmission stored;
  stored.kind = "granted";
  stored.ticket = granted.ticket;
  stored.owed_badges = granted.owed_badges;
  stored.badges_wait = granted.badges_wait;
  return stored;
}

StoredAdmission stored_form(const rules::AdmissionRefused& refused) {
  return {.kind = "refused",
          .ticket = refused.ticket,
          .refusal = refused.refusal,
          .choices = refused.choices,
          .questions = refused.questions,
          .persons = refused.persons,
          .owed_badges = refused.owed_badges,
          .badges_ahead = refused.badges_ahead,
          .opens_at = refused.opens_at,
          .badges_wait = refused.badges_wait};
}

StoredAdmission stored_form(const rules::AdmissionAnnounced& announced) {
  StoredAdmission stored;
  stored.kind = "announced";
  stored.ticket = announced.ticket;
  return stored;
}

rules::Admission admission_of(StoredAdmission stored) {
  const auto ticket = stored.ticket.value_or(rules::TicketId());
  if (stored.kind == "granted") {
    return rules::AdmissionGranted{
        .ticket = ticket, .fact = {}, .owed_badges = std::move(stored.owed_badges), .badges_wait = stored.badges_wait};
  }
  if (stored.kind == "announced") return rules::AdmissionAnnounced{ticket};
  return rules::AdmissionRefused{.refusal = stored.refusal.value_or(rules::Refusal::UnknownCode),
                                 .ticket = stored.ticket,
                                 .choices = std::move(stored.choices),
                                 .questions = std::move(stored.questions),
                                 .persons = stored.persons,
                                 .owed_badges = std::move(stored.owed_badges),
                                 .badges_ahead = std::move(stored.badges_ahead),
                                 .opens_at = stored.opens_at,
                                 .badges_wait = stored.badges_wait};
}

}  // namespace

void Decisions::put(const rules::ScanStep& scan, std::int64_t entry, const rules::Admission& admission) {
  const auto stored = std::visit([](const auto& outcome) { return stored_form(outcome); }, admission);
  connection_.query("INSERT INTO decisions VALUES (?, ?, ?, ?)")
      .bind(scan.scan, scan.step, entry, wire::json_text(stored))
      .run();
}

base::Result<std::optional<Decision>> Decisions::find(const rules::ScanStep& scan) const {
  auto row = connection_.query("SELECT entry, admission FROM decisions WHERE scan = ? AND step = ?");
  if (!row.bind(scan.scan, scan.step).step()) return std::nullopt;
  const auto json = wire::parse_json(row.get<std::string_view>(1));
  if (!json) return tl::make_unexpected(json.error());
  StoredAdmission stored;
  if (auto read = wire::read_fields(*json, stored); !read) return tl::make_unexpected(read.error());
  return Decision{.entry = row.get<std::int64_t>(0), .admission = admission_of(std::move(stored))};
}

}  // namespace einlass::store
