#include "core/rules/words.h"

#include "core/rules/outbox_row.h"

#include <initializer_list>

namespace einlass::rules {
namespace {

template <typename Enum>
struct Word {
  Enum value;
  std::string_view text;
};

template <typename Enum>
extern const std::initializer_list<Word<Enum>> kWords;

template <>
const std::initializer_list<Word<Refusal>> kWords<Refusal>{{Refusal::UnknownCode, "unknown_code"},
                                                           {Refusal::OtherEvent, "other_event"},
                                                           {Refusal::Replaced, "replaced"},
                                                           {Refusal::Ambiguous, "ambiguous"},
                                                           {Refusal::Cancelled, "cancelled"},
                                                           {Refusal::Blocked, "blocked"},
                                                           {Refusal::AwaitingApproval, "awaiting_approval"},
                                                           {Refusal::Waitlisted, "waitlisted"},
                                                           {Refusal::TooEarly, "too_early"},
                                                           {Refusal::TooLate, "too_late"},
                                                           {Refusal::AlreadyIn, "already_in"},
                                                           {Refusal::Unpaid, "unpaid"},
                                                           {Refusal::NotOnList, "not_on_list"},
                                                           {Refusal::Full, "full"},
                                                           {Refusal::NeedsAnswers, "needs_answers"},
                                                           {Refusal::NeedsServer, "needs_server"},
                                                           {Refusal::BadgeDesk, "badge_desk"}};

template <>
const std::initializer_list<Word<How>> kWords<How>{{How::Scan, "scan"},
                                                   {How::Search, "search"},
                                                   {How::List, "list"},
                                                   {How::Host, "host"},
                                                   {How::WalkIn, "walk_in"},
                                                   {How::Paper, "paper"},
                                                   {How::Transferred, "transferred"}};

template <>
const std::initializer_list<Word<SeatSource>> kWords<SeatSource>{
    {SeatSource::Own, "own"}, {SeatSource::Pool, "pool"}, {SeatSource::Lease, "lease"}};

template <>
const std::initializer_list<Word<ReasonKind>> kWords<ReasonKind>{
    {ReasonKind::Authorised, "authorised"},    {ReasonKind::PaidElsewhere, "paid_elsewhere"},
    {ReasonKind::SourceWrong, "source_wrong"}, {ReasonKind::TechnicalFault, "technical_fault"},
    {ReasonKind::HostsGuest, "hosts_guest"},   {ReasonKind::Other, "other"}};

template <>
const std::initializer_list<Word<DeclineReason>> kWords<DeclineReason>{{DeclineReason::Full, "full"},
                                                                       {DeclineReason::NotInvited, "not_invited"},
                                                                       {DeclineReason::Category, "category"},
                                                                       {DeclineReason::Other, "other"}};

template <>
const std::initializer_list<Word<NoteKind>> kWords<NoteKind>{
    {NoteKind::Access, "access"}, {NoteKind::Diet, "diet"}, {NoteKind::Arrival, "arrival"}, {NoteKind::Other, "other"}};

template <>
const std::initializer_list<Word<PrintReason>> kWords<PrintReason>{
    {PrintReason::First, "first"},     {PrintReason::Owed, "owed"}, {PrintReason::Ahead, "ahead"},
    {PrintReason::Damaged, "damaged"}, {PrintReason::Lost, "lost"}, {PrintReason::NameCorrected, "name_corrected"},
    {PrintReason::Other, "other"}};

template <>
const std::initializer_list<Word<BadgeFault>> kWords<BadgeFault>{{BadgeFault::PrinterRejected, "printer_rejected"},
                                                                 {BadgeFault::PrinterFault, "printer_fault"},
                                                                 {BadgeFault::NoPrinter, "no_printer"},
                                                                 {BadgeFault::RenderFailed, "render_failed"},
                                                                 {BadgeFault::Cancelled, "cancelled"},
                                                                 {BadgeFault::Other, "other"}};

template <>
const std::initializer_list<Word<VoidReason>> kWords<VoidReason>{
    {VoidReason::Reprinted, "reprinted"}, {VoidReason::Lost, "lost"},
    {VoidReason::Undone, "undone"},       {VoidReason::Transferred, "transferred"},
    {VoidReason::Judged, "judged"},       {VoidReason::NotCollected, "not_collected"}};

template <>
const std::initializer_list<Word<Verdict>> kWords<Verdict>{
    {Verdict::SamePerson, "same_person"}, {Verdict::Stands, "stands"}, {Verdict::Both, "both"}};

template <>
const std::initializer_list<Word<Settlement>> kWords<Settlement>{{Settlement::Reference, "reference"},
                                                                 {Settlement::InvoiceFollows, "invoice_follows"}};

template <>
const std::initializer_list<Word<AloneRule>> kWords<AloneRule>{
    {AloneRule::Admit, "admit"}, {AloneRule::Staff, "staff"}, {AloneRule::Refuse, "refuse"}};

template <>
const std::initializer_list<Word<ReEntry>> kWords<ReEntry>{
    {ReEntry::None, "none"}, {ReEntry::AfterDeparture, "after_departure"}, {ReEntry::Free, "free"}};

template <>
const std::initializer_list<Word<SeatRule>> kWords<SeatRule>{{SeatRule::Owned, "owned"},
                                                             {SeatRule::FirstCome, "first_come"}};

template <>
const std::initializer_list<Word<AdmitBy>> kWords<AdmitBy>{{AdmitBy::Ticket, "ticket"}, {AdmitBy::Person, "person"}};

template <>
const std::initializer_list<Word<WalkIn>> kWords<WalkIn>{
    {WalkIn::Staff, "staff"}, {WalkIn::Self, "self"}, {WalkIn::CountOnly, "count_only"}, {WalkIn::No, "no"}};

template <>
const std::initializer_list<Word<TransferRule>> kWords<TransferRule>{
    {TransferRule::Staff, "staff"}, {TransferRule::Host, "host"}, {TransferRule::Never, "never"}};

template <>
const std::initializer_list<Word<AdmissionSpan>> kWords<AdmissionSpan>{{AdmissionSpan::Event, "event"},
                                                                       {AdmissionSpan::VenueDay, "venue_day"}};

template <>
const std::initializer_list<Word<CapKind>> kWords<CapKind>{{CapKind::Hard, "hard"}, {CapKind::Soft, "soft"}};

template <>
const std::initializer_list<Word<CapCounts>> kWords<CapCounts>{{CapCounts::Inside, "inside"},
                                                               {CapCounts::Admitted, "admitted"}};

template <>
const std::initializer_list<Word<AddressForm>> kWords<AddressForm>{{AddressForm::Sie, "sie"}, {AddressForm::Du, "du"}};

template <>
const std::initializer_list<Word<KeyAtRest>> kWords<KeyAtRest>{{KeyAtRest::UntilExpiry, "until_expiry"},
                                                               {KeyAtRest::MemoryOnly, "memory_only"}};

template <>
const std::initializer_list<Word<PrintAt>> kWords<PrintAt>{{PrintAt::Admission, "admission"}, {PrintAt::Desk, "desk"}};

template <>
const std::initializer_list<Word<ReprintBy>> kWords<ReprintBy>{{ReprintBy::Staff, "staff"}, {ReprintBy::Host, "host"}};

template <>
const std::initializer_list<Word<BadgeHint>> kWords<BadgeHint>{{BadgeHint::None, "none"},
                                                               {BadgeHint::Ready, "ready"},
                                                               {BadgeHint::AtDesk, "at_desk"},
                                                               {BadgeHint::InDoubt, "in_doubt"},
                                                               {BadgeHint::FromTeam, "from_team"}};

template <>
const std::initializer_list<Word<TicketStatus>> kWords<TicketStatus>{
    {TicketStatus::Confirmed, "confirmed"},
    {TicketStatus::AwaitingApproval, "awaiting_approval"},
    {TicketStatus::Waitlisted, "waitlisted"},
    {TicketStatus::Cancelled, "cancelled"},
    {TicketStatus::Blocked, "blocked"}};

template <>
const std::initializer_list<Word<Payment>> kWords<Payment>{{Payment::Settled, "settled"}, {Payment::Open, "open"}};

template <>
const std::initializer_list<Word<Role>> kWords<Role>{
    {Role::Helper, "helper"}, {Role::Staff, "staff"}, {Role::Host, "host"}, {Role::Organiser, "organiser"}};

template <>
const std::initializer_list<Word<OutboxState>> kWords<OutboxState>{
    {OutboxState::Due, "due"},       {OutboxState::Sent, "sent"},       {OutboxState::Settled, "settled"},
    {OutboxState::Parked, "parked"}, {OutboxState::Waiting, "waiting"}, {OutboxState::NotThere, "not_there"}};

template <>
const std::initializer_list<Word<OutboxHold>> kWords<OutboxHold>{{OutboxHold::None, ""},
                                                                 {OutboxHold::UnknownPerson, "unknown_person"},
                                                                 {OutboxHold::Ambiguous, "ambiguous"},
                                                                 {OutboxHold::LeftOut, "left_out"},
                                                                 {OutboxHold::Objects, "objects"}};

}  // namespace

template <typename Enum>
std::string_view word(Enum value) {
  for (const auto& entry : kWords<Enum>) {
    if (entry.value == value) return entry.text;
  }
  return "unknown";  // a value outside the enumeration; words_test shows that every enumerator has a word
}

template <typename Enum>
std::optional<Enum> word_to(std::string_view text) {
  for (const auto& entry : kWords<Enum>) {
    if (entry.text == text) return entry.value;
  }
  return std::nullopt;
}

#define EINLASS_WORDS(Enum)                   \
  template std::string_view word<Enum>(Enum); \
  template std::optional<Enum> word_to<Enum>(std::string_view)

EINLASS_WORDS(Refusal);
EINLASS_WORDS(How);
EINLASS_WORDS(SeatSource);
EINLASS_WORDS(ReasonKind);
EINLASS_WORDS(DeclineReason);
EINLASS_WORDS(NoteKind);
EINLASS_WORDS(PrintReason);
EINLASS_WORDS(BadgeFault);
EINLASS_WORDS(VoidReason);
EINLASS_WORDS(Verdict);
EINLASS_WORDS(Settlement);
EINLASS_WORDS(AloneRule);
EINLASS_WORDS(ReEntry);
EINLASS_WORDS(SeatRule);
EINLASS_WORDS(AdmitBy);
EINLASS_WORDS(WalkIn);
EINLASS_WORDS(TransferRule);
EINLASS_WORDS(AdmissionSpan);
EINLASS_WORDS(CapKind);
EINLASS_WORDS(CapCounts);
EINLASS_WORDS(AddressForm);
EINLASS_WORDS(KeyAtRest);
EINLASS_WORDS(PrintAt);
EINLASS_WORDS(ReprintBy);
EINLASS_WORDS(BadgeHint);
EINLASS_WORDS(TicketStatus);
EINLASS_WORDS(Payment);
EINLASS_WORDS(Role);
EINLASS_WORDS(OutboxState);
EINLASS_WORDS(OutboxHold);

#undef EINLASS_WORDS

}  // namespace einlass::rules
