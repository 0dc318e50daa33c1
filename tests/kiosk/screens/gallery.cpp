#include "tests/kiosk/screens/gallery.h"

#include "tests/kiosk/screens/gallery_parts.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace einlass::screens {

using flow::BadgeStage;

flow::State in_service(flow::Screen screen) {
  flow::State state;
  state.screen = std::move(screen);
  state.out.reset();
  state.devices = {.camera = flow::CameraState::Working, .printer = flow::PrinterState::Ready, .connected = true};
  return state;
}

flow::State with_badges(flow::Screen screen, const std::vector<BadgeStage>& stages, const std::string& collect_at) {
  flow::State state = in_service(std::move(screen));
  for (const BadgeStage stage : stages) {
    state.visit.badges.push_back({.job = {}, .stage = stage, .collect_at = collect_at});
  }
  return state;
}

namespace {

flow::State refused(rules::Refusal refusal, const std::string& other_event = {}) {
  return in_service(flow::Refused{.refusal = refusal, .other_event = other_event});
}

void add_out_of_service(std::vector<Shown>& all) {
  using enum flow::OutOfServiceReason;
  for (const auto& [name, reason] :
       {std::pair("starting", Starting), std::pair("revoked", Revoked), std::pair("wrong_server", WrongServer),
        std::pair("no_event", NoEvent), std::pair("storage_failed", StorageFailed),
        std::pair("time_in_doubt", TimeInDoubt)}) {
    flow::State state;
    state.asked_time.shown = base::Instant::from_unix_ms(1'795'455'000'000);
    state.screen = flow::OutOfService{reason};
    state.out = reason;
    all.push_back({std::string("out_") + name, std::move(state)});
  }
}

void add_pairing(std::vector<Shown>& all) {
  using enum flow::PairingState;
  for (const auto& [name, pairing] :
       {std::pair("awaited", Awaited), std::pair("under_way", UnderWay), std::pair("unreadable", Unreadable),
        std::pair("code_spent", CodeSpent), std::pair("wrong_server", WrongServer),
        std::pair("unreachable", Unreachable), std::pair("busy", Busy), std::pair("other_version", OtherVersion),
        std::pair("not_saved", NotSaved)}) {
    flow::State state = in_service(flow::OutOfService{flow::OutOfServiceReason::NotPaired});
    state.out = flow::OutOfServiceReason::NotPaired;
    state.devices.connected = false;
    state.pairing = pairing;
    all.push_back({std::string("pairing_") + name, state});
    if (pairing != Awaited) continue;
    state.devices.camera = flow::CameraState::None;
    all.push_back({"pairing_by_hand", std::move(state)});
  }
}

void add_attract(std::vector<Shown>& all) {
  all.push_back({"attract", in_service(flow::Attract{})});
  flow::State notices = in_service(flow::Attract{});
  notices.devices.printer = flow::PrinterState::Unavailable;
  notices.devices.connected = false;
  notices.left_printing.push_back({});
  all.push_back({"attract_notices", std::move(notices)});
  flow::State impaired = in_service(flow::Attract{});
  impaired.devices.printer = flow::PrinterState::Impaired;
  all.push_back({"attract_impaired", std::move(impaired)});
  flow::State no_camera = in_service(flow::Attract{});
  no_camera.devices.camera = flow::CameraState::Broken;
  all.push_back({"attract_no_camera", std::move(no_camera)});
  flow::State spoken = in_service(flow::Attract{});
  spoken.speech.asked = true;
  all.push_back({"attract_spoken", std::move(spoken)});
  flow::State aiming = in_service(flow::Attract{});
  aiming.aim = flow::AimHint::Brighter;  // the longest
  all.push_back({"attract_aiming", std::move(aiming)});
  flow::State help = in_service(flow::Attract{});
  help.help = flow::HelpAsked{.sent = true};
  all.push_back({"help", std::move(help)});
}

void add_welcomes(std::vector<Shown>& all) {
  all.push_back({"welcome", with_badges(flow::Welcome{"Jürgen Groß"}, {BadgeStage::Printing})});
  all.push_back({"welcome_printed", with_badges(flow::Welcome{"Aylin Öztürk"}, {BadgeStage::Printed})});
  all.push_back(
      {"welcome_long", with_badges(flow::Welcome{long_name}, {BadgeStage::Printed}, "Drucker B am Empfang im Foyer")});
  all.push_back({"welcome_arabic", with_badges(flow::Welcome{"عبد الرحمن بن محمد الفهد"}, {BadgeStage::Waiting})});
  all.push_back({"welcome_one_word", with_badges(flow::Welcome{std::string(60, 'W')}, {BadgeStage::Failed})});
  all.push_back({"welcome_plain", in_service(flow::Welcome{"Li Na"})});
  flow::State fetches = in_service(flow::Welcome{"Jürgen Groß"});
  fetches.visit.badges_elsewhere = {
      {.hint = rules::BadgeHint::Ready,
       .desk = {{"de", "Tisch A–K, rechts neben der Garderobe"}, {"en", "desk A–K, to the right of the cloakroom"}}}};
  all.push_back({"welcome_fetch_badge", fetches});
  fetches.visit.badges_elsewhere = {{.hint = rules::BadgeHint::FromTeam}};
  all.push_back({"welcome_badge_from_team", std::move(fetches)});
  const flow::Welcome at_desk{.name = "Aylin Öztürk", .admitted = false};
  all.push_back({"badge_desk", with_badges(at_desk, {BadgeStage::Printing})});
  all.push_back({"badge_desk_printed", with_badges(at_desk, {BadgeStage::Printed})});
  all.push_back({"badge_desk_has_it", in_service(at_desk)});
  all.push_back({"welcome_party", with_badges(flow::Welcome{"Jürgen Groß"},
                                              {BadgeStage::Printed, BadgeStage::Printing, BadgeStage::Waiting,
                                               BadgeStage::Unknown, BadgeStage::Failed})});
  flow::State closing = with_badges(flow::Welcome{"Jürgen Groß"}, {BadgeStage::Printed});
  closing.visit.closing = true;
  all.push_back({"welcome_closing", std::move(closing)});
  flow::State spoken = with_badges(flow::Welcome{long_name}, {BadgeStage::Printed}, "Drucker B am Empfang im Foyer");
  spoken.speech = {.asked = true, .louder = 4};
  all.push_back({"welcome_spoken", std::move(spoken)});
  flow::State heard = with_badges(flow::Welcome{long_name}, {BadgeStage::Printed});
  heard.devices.headphones = flow::Headphones::In;
  heard.visit.badge_words[heard.visit.badges.front().job] = {long_name};
  all.push_back({"welcome_heard", std::move(heard)});
  flow::State waited_for = with_badges(flow::Welcome{"Jürgen Groß"}, {BadgeStage::Printed});
  waited_for.speech.asked = true;
  waited_for.waiting.push_back({.scan = {}, .code = "TICKET-2"});
  all.push_back({"welcome_waited_for", std::move(waited_for)});
  flow::State helped = with_badges(flow::Welcome{long_name}, {BadgeStage::Failed});
  helped.help = flow::HelpAsked{.sent = true};
  helped.left_printing.push_back({.job = {}, .stage = BadgeStage::Printing, .collect_at = "Drucker B"});
  helped.visit.replaceable = true;
  all.push_back({"welcome_busy", std::move(helped)});
}

flow::AskedQuestion question(const char* german, const char* english, bool consent) {
  return {.id = "photo", .text = {{"de", german}, {"en", english}}, .consent = consent};
}

flow::State with_form(flow::Screen screen, flow::Form form) {
  flow::State state = in_service(std::move(screen));
  state.form = std::move(form);
  return state;
}

void add_self_service(std::vector<Shown>& all) {
  using flow::FieldKind;
  flow::Form search{.fields = {{.id = "last_name", .kind = FieldKind::Name, .text = "Groß"},
                               {.id = "second", .kind = FieldKind::Code}},
                    .at = 1};
  all.push_back({"find_me", with_form(flow::FindMe{}, search)});
  search.fields.back() = {
      .id = "second", .kind = FieldKind::Code, .required = false, .trouble = flow::FieldTrouble::MissingUnlessCompany};
  search.fields.push_back({.id = "company", .kind = FieldKind::Name, .required = false});
  search.fields.push_back({.id = "first_name", .kind = FieldKind::Name, .required = false});
  all.push_back({"find_me_lacking", with_form(flow::FindMe{}, search)});
  search.fields.at(1).trouble = flow::FieldTrouble::None;
  all.push_back({"find_me_by_company", with_form(flow::FindMe{}, search)});
  all.push_back({"found_nobody", in_service(flow::FoundNobody{})});
  all.push_back({"search_locked", in_service(flow::SearchLocked{base::Milliseconds(240'000)})});
  flow::Form name{.fields = {{.id = "first_name", .kind = FieldKind::Name, .text = "Wilhelmine-Charlotte"},
                             {.id = "last_name", .kind = FieldKind::Name},
                             {.id = "company", .kind = FieldKind::Name, .required = false}}};
  all.push_back({"register_me", with_form(flow::RegisterMe{}, name)});
  name.fields.pop_back();
  all.push_back({"name_ticket", with_form(flow::NameTicket{}, name)});
  flow::Form answer{.fields = {{.id = "answer", .kind = FieldKind::Text, .text = "Vegetarisch"}}};
  const auto diet = question("Was dürfen wir Ihnen zu essen reichen?", "What may we serve you to eat?", false);
  all.push_back({"answer_question", with_form(flow::AnswerQuestion{diet}, answer)});
  all.push_back({"how_many", in_service(flow::HowMany{.most = 4, .persons = 3})});
  flow::State consent = in_service(
      flow::AskConsent{question("Dürfen Fotos, auf denen Sie zu erkennen sind, vom Abend veröffentlicht werden?",
                                "May photos of the evening on which you can be recognised be published?", true)});
  consent.visit.before_badges = flow::BeforeBadges{.name = "Jürgen Groß"};
  all.push_back({"consent", std::move(consent)});
  all.push_back({"confirm_badge", in_service(flow::ConfirmBadge{.lines = {long_name}, .picture = 1})});
  flow::Form badge{.fields = {{.id = "badge_name", .kind = FieldKind::Name, .text = long_name}}};
  all.push_back({"correct_badge", with_form(flow::CorrectBadge{}, badge)});
  all.push_back({"welcome_group", with_badges(flow::Welcome{.name = {}, .persons = 3, .not_in = 1},
                                              {BadgeStage::Printed, BadgeStage::Printing, BadgeStage::Waiting})});
  all.push_back({"welcome_place", in_service(flow::Welcome{.name = "Jürgen Groß", .table = "Tisch 7"})});
  all.push_back({"announced_number", in_service(flow::Announced{.number = 7})});
  all.push_back({"announced_aside", in_service(flow::Announced{.number = 7, .aside = true})});
  flow::State called = in_service(flow::Attract{});
  called.called = 7;
  all.push_back({"attract_called", std::move(called)});
  flow::State coming = in_service(flow::Attract{});
  coming.help = flow::HelpAsked{.sent = true, .coming = true};
  all.push_back({"help_coming", std::move(coming)});
  flow::State unheard = in_service(flow::Attract{});
  unheard.help = flow::HelpAsked{.sent = true, .unheard = true};
  all.push_back({"help_unheard", std::move(unheard)});
}

void add_diagnosis(std::vector<Shown>& all) {
  const flow::ScannerFigures figures{.camera = "Hersteller_Weitwinkelkamera_UC40M_0004711",
                                     .width = 1280,
                                     .height = 720,
                                     .frames_per_second = 29.7,
                                     .read_per_second = 21.3,
                                     .milliseconds_a_read = 17.4,
                                     .resting = false,
                                     .cameras = {"Laptop_Lid_Camera_200901010001"}};
  all.push_back({"diagnosis", in_service(flow::Diagnosis{figures, flow::CodeShape{.source = flow::ScanSource::Camera,
                                                                                  .kind = flow::CodeKind::OwnTicket,
                                                                                  .length = 196,
                                                                                  .symbol = "QR code"}})});
  flow::State by_hand = in_service(flow::Diagnosis{
      {},
      flow::CodeShape{.source = flow::ScanSource::HandScanner, .kind = flow::CodeKind::PossibleTicket, .length = 32}});
  by_hand.devices.camera = flow::CameraState::Broken;
  all.push_back({"diagnosis_by_hand", std::move(by_hand)});
}

// Each layout with the bar above it that says so.
void add_rehearsals(std::vector<Shown>& all) {
  for (const char* name : {"attract", "welcome", "see_our_team", "choose", "find_me", "staff_search", "staff_guest",
                           "list_calls", "diagnosis"}) {
    const auto found = std::find_if(all.begin(), all.end(), [name](const Shown& each) { return each.name == name; });
    if (found == all.end()) throw std::runtime_error(std::string("no screen is called ") + name);
    all.push_back({.name = found->name + "_rehearsal", .what = found->what, .rehearsal = true});
  }
}

}  // namespace

std::vector<Shown> gallery() {
  std::vector<Shown> all;
  add_attract(all);
  flow::State checking = in_service(flow::Checking{});
  checking.visit.replaceable = false;
  all.push_back({"checking", std::move(checking)});
  add_welcomes(all);
  all.push_back({"already_in", in_service(flow::AlreadyIn{})});
  all.push_back({"already_in_owed", with_badges(flow::AlreadyIn{}, {BadgeStage::Printing})});
  all.push_back({"see_our_team", refused(rules::Refusal::NotOnList)});
  all.push_back({"unknown_code", refused(rules::Refusal::UnknownCode)});
  all.push_back({"other_event", refused(rules::Refusal::OtherEvent,
                                        "Digitalkonferenz der norddeutschen Wirtschaft und Verwaltung 2026")});
  all.push_back({"replaced", refused(rules::Refusal::Replaced)});
  all.push_back({"too_early", in_service(flow::Refused{.refusal = rules::Refusal::TooEarly,
                                                       .opens_at = base::Instant::from_unix_ms(1'795'507'200'000)})});
  all.push_back({"not_the_ticket", in_service(flow::NotTheTicket{})});
  all.push_back({"announced", in_service(flow::Announced{})});
  all.push_back(
      {"choose", in_service(flow::Choose{{{{}, "Future Summit, Tagesticket"},
                                          {{}, "Workshop „Künstliche Intelligenz im Mittelstand“, Nachmittag"},
                                          {{}, "Abendempfang"}}})});
  add_self_service(all);
  add_out_of_service(all);
  add_pairing(all);
  add_diagnosis(all);
  add_staff(all);
  for (Shown& shown : screens_by_hand()) all.push_back(std::move(shown));
  for (const char* typed : {"find_me", "find_me_by_company", "staff_search", "form_walk_in"}) {
    const auto found =
        std::find_if(all.begin(), all.end(), [typed](const Shown& shown) { return shown.name == typed; });
    all.push_back({.name = found->name + "_no_keys", .what = found->what, .keys_hidden = true});
  }
  add_rehearsals(all);
  return all;
}

flow::ScreenModel model_of(const Shown& shown, const Shape& shape, const flow::FlowConfig& config,
                           const flow::Texts& texts) {
  const auto* by_hand = std::get_if<Shown::ByHand>(&shown.what);
  flow::State state = by_hand != nullptr ? in_service(flow::Attract{}) : std::get<flow::State>(shown.what);
  state.language = shape.language;
  state.view = {.look = shape.look, .low = shape.low};
  flow::FlowConfig at = config;
  at.policy.badge.template_name = "card";
  at.rehearsal = shown.rehearsal;
  if (shown.not_today) {
    at.starts = state.given.now + std::chrono::hours(24);
    at.ends = state.given.now + std::chrono::hours(30);
  }
  flow::ScreenModel model = flow::screen_model(state, at, texts);
  if (by_hand == nullptr) return model;
  model.live_picture = false;
  (*by_hand)(model, shape.language);
  return model;
}

flow::State state_called(const std::string& name) {
  for (const Shown& shown : gallery()) {
    if (shown.name == name) return std::get<flow::State>(shown.what);
  }
  throw std::runtime_error("no screen is called " + name);
}

}  // namespace einlass::screens
