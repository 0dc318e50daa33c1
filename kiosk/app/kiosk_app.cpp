#include "kiosk/app/kiosk_app.h"

#include "core/base/bytes.h"
#include "core/base/log.h"
#include "core/wire/pairing_code.h"
#include "kiosk/app/devices.h"
#include "kiosk/link/pairing.h"
#include "kiosk/screens/display_size.h"
#include "printing/badge/qr_symbol.h"
#include "printing/spool/configured_printers.h"

#include <algorithm>
#include <atomic>
#include <utility>

namespace einlass::kiosk {
namespace {

constexpr base::Milliseconds kStopWatch{200};

std::atomic<bool> told_to_stop{false};

screens::GreyPicture picture_of(const scan::FramePtr& frame) {
  if (!frame) return {};
  return {.width = frame->width,
          .height = frame->height,
          .stride = frame->stride,
          .pixels = frame->pixels.data(),
          .owner = frame};
}

screens::QrModules qr_modules(const std::string& text) {
  const auto symbol = badge::QrSymbol::encode(text);
  if (!symbol) return {};
  const auto side = static_cast<std::size_t>(symbol->modules());
  screens::QrModules modules(side, std::vector<bool>(side));
  for (std::size_t row = 0; row < side; ++row) {
    for (std::size_t column = 0; column < side; ++column) {
      modules[row][column] = symbol->dark(static_cast<int>(column), static_cast<int>(row));
    }
  }
  return modules;
}

link::PackagedFonts packaged_fonts(const badge::FontSet& fonts, const std::filesystem::path& folder) {
  link::PackagedFonts packaged;
  for (const auto& [name, sha256] : fonts.files()) {
    const auto bytes = base::from_hex(sha256);
    base::Hash hash{};
    if (!bytes || bytes->size() != hash.size()) continue;  // unreadable; the font set has said so
    std::copy(bytes->begin(), bytes->end(), hash.begin());
    packaged.emplace(hash, std::filesystem::absolute(folder / name));
  }
  return packaged;
}

screens::KeyNames key_names(const settings::KeySettings& keys) {
  return {{flow::Key::Next, keys.next},       {flow::Key::Previous, keys.previous}, {flow::Key::Press, keys.press},
          {flow::Key::Back, keys.back},       {flow::Key::Repeat, keys.repeat},     {flow::Key::Stop, keys.stop},
          {flow::Key::Quieter, keys.quieter}, {flow::Key::Louder, keys.louder},     {flow::Key::Help, keys.help}};
}

flow::Look look_of(settings::ScreenLook look) {
  switch (look) {
    case settings::ScreenLook::Calm:
      return flow::Look::Calm;
    case settings::ScreenLook::Large:
      return flow::Look::Large;
    case settings::ScreenLook::Contrast:
      return flow::Look::Contrast;
  }
  return flow::Look::Calm;
}

flow::Timings timings_of(const settings::TimeSettings& times) {
  flow::Timings timings;
  timings.idle = std::chrono::seconds(times.idle_seconds);
  timings.warning = std::chrono::seconds(times.warning_seconds);
  timings.staff_idle = std::chrono::seconds(times.staff_idle_seconds);
  timings.slower = times.slower;
  return timings;
}

stage::DoubleStrikeLimits strikes_of(const settings::TimeSettings& times) {
  return {.button = base::Milliseconds(times.double_strike_ms), .same_key = base::Milliseconds(times.same_key_ms)};
}

stage::WedgeLayout layout_of(settings::WedgeLayout layout) {
  switch (layout) {
    case settings::WedgeLayout::Auto:
      return stage::WedgeLayout::Auto;
    case settings::WedgeLayout::Us:
      return stage::WedgeLayout::Us;
    case settings::WedgeLayout::AsTyped:
      return stage::WedgeLayout::AsTyped;
  }
  return stage::WedgeLayout::Auto;
}

}  // namespace

void tell_to_stop() {
  told_to_stop = true;
}

bool KioskApp::OnInit() {
  const auto built = build();
  if (!built) base::log_error("{}", built.error().message);
  return built.has_value();
}

int KioskApp::OnExit() {
  jack_.reset();
  stage_.reset();
  sounds_.reset();
  speaker_.reset();
  ui_.reset();
  return wxApp::OnExit();
}

base::Result<void> KioskApp::build() {
  auto lock = base::DirectoryLock::take(run_.settings.state_directory);
  if (!lock) return tl::make_unexpected(lock.error());
  lock_ = *std::move(lock);
  const auto fonts = badge::FontSet::open(run_.assets / "fonts");
  if (!fonts) return tl::make_unexpected(fonts.error());
  texts_.emplace(run_.assets / "locale");
  const auto languages = texts_->offered(run_.settings.screen.languages, run_.settings.screen.language);
  if (!languages) return tl::make_unexpected(languages.error());
  ui_.emplace();
  const auto window = open_window();
  if (!window) return window;
  speaker_.emplace();
  const auto& sounds = run_.settings.sounds;
  if (sounds.on) {
    sounds_.emplace(voice::SoundOptions{.folder = run_.assets / "sounds", .percent = 10 * sounds.volume});
  }
  stage_ = std::make_unique<stage::Stage>(stage::StageParts{.display = *frame_,
                                                            .speaker = *speaker_,
                                                            .ui = *ui_,
                                                            .texts = *texts_,
                                                            .clock = clock_,
                                                            .fonts = *fonts,
                                                            .sounds = sounds_ ? &*sounds_ : nullptr},
                                          stage_options(*languages));
  open_ears();
  frame_->connect(*stage_);
  frame_->Show();
  stop_when_told();
  return open_devices(**fonts);
}

int KioskApp::OnRun() {
  const int status = wxApp::OnRun();
  return left_ ? kLeftByOrganiser : status;
}

stage::StageOptions KioskApp::stage_options(const std::vector<std::string>& languages) {
  const auto& speech = run_.settings.speech;
  const bool handset = speech.headphones == settings::HeadphonesKind::Always;
  return {.languages = languages,
          .default_language = run_.settings.screen.language,
          .timings = timings_of(run_.settings.times),
          .look = look_of(run_.settings.screen.look),
          .low = run_.settings.screen.low,
          .double_strike = strikes_of(run_.settings.times),
          .aloud = speech.aloud,
          .volume = speech.volume,
          .headphones = handset ? flow::Headphones::Handset : flow::Headphones::None,
          .mirrored = run_.settings.camera.mirror,
          .key_clicks = run_.settings.sounds.keys,
          .hand_scanner = {.present = run_.settings.wedge,
                           .layout = layout_of(run_.settings.wedge_layout),
                           .prefix = run_.settings.wedge_prefix,
                           .suffix = run_.settings.wedge_suffix},
          .diagnose = run_.diagnose,
          .quit = [this] { leave(); },
          .trace = run_.trace};
}

void KioskApp::open_ears() {
  speaker_->when_over(stage_->post_spoken());
  const auto& speech = run_.settings.speech;
  if (speech.headphones != settings::HeadphonesKind::Jack) return;
  jack_.emplace(voice::HeadphoneJack::Options{.device = speech.jack}, stage_->post_headphones());
}

base::Result<std::map<flow::Look, screens::Theme>> KioskApp::themes() const {
  const auto folder = run_.assets / "theme";
  const auto& chosen = run_.settings.screen.theme;
  std::map<flow::Look, screens::Theme> themes;
  for (const auto& [look, file] :
       {std::pair(flow::Look::Calm, chosen.empty() ? folder / "calm.ini" : chosen),
        std::pair(flow::Look::Large, folder / "large.ini"), std::pair(flow::Look::Contrast, folder / "contrast.ini")}) {
    auto theme = screens::read_theme(file);
    if (!theme) return tl::make_unexpected(theme.error());
    themes.emplace(look, *std::move(theme));
  }
  return themes;
}

base::Result<void> KioskApp::open_window() {
  auto worn = themes();
  if (!worn) return tl::make_unexpected(worn.error());
  auto keys = screens::KeyMap::read(key_names(run_.settings.keys));
  if (!keys) return tl::make_unexpected(keys.error());
  const auto& screen = run_.settings.screen;
  frame_ = new screens::KioskFrame(
      {.themes = *std::move(worn),
       .display = {.pixels_per_mm = screens::display_density(screen.display_width_mm),
                   .viewing_distance_mm = 1.0 * screen.viewing_distance_mm},
       .window = screen.full_screen ? std::optional<wxSize>() : wxSize(screen.width, screen.height),
       .pictures = [this] { return stage_ ? picture_of(stage_->latest_frame()) : screens::GreyPicture(); },
       .mirrored = run_.settings.camera.mirror,
       .qr = qr_modules,
       .keys = *std::move(keys),
       .badge = [this] { return stage_ ? stage_->badge_picture() : nullptr; }});
  return {};
}

base::Result<void> KioskApp::open_devices(const badge::FontSet& fonts) {
  auto printers = spool::open_printers(run_.settings.printers);
  if (!printers) return tl::make_unexpected(printers.error());
  stage::StageDevices devices;
  devices.has_printer = !printers->empty();
  devices.spooler =
      std::make_unique<spool::Spooler>(spool::Spooler::Setup{.printers = *std::move(printers),
                                                             .post = stage_->post_progress(),
                                                             .post_conditions = stage_->post_conditions(),
                                                             .stock_file = run_.settings.state_directory / "labels",
                                                             .timing = {}});
  if (auto source = frame_source_of(run_.settings.camera, clock_)) {
    devices.scanners.push_back(
        std::make_unique<scan::Scanner>(std::move(source), stage_->post_code(), stage_->post_aim()));
  }
  auto link = open_link(fonts);
  if (!link) return tl::make_unexpected(link.error());
  devices.link = *std::move(link);
  devices.pair = [this](const std::string& text, const std::stop_token& stop) { return pair(text, stop); };
  devices.start_link = [this, &fonts] { return start_link(fonts); };
  stage_->open(std::move(devices));
  return {};
}

// Null where the kiosk is not paired: the screen says so and waits for a pairing code.
base::Result<std::unique_ptr<link::Link>> KioskApp::open_link(const badge::FontSet& fonts) {
  auto link = start_link(fonts);
  if (link || link.error().kind != base::ErrorKind::NotFound) return link;
  base::log_warning("{}", link.error().message);
  return nullptr;
}

base::Result<std::unique_ptr<link::Link>> KioskApp::start_link(const badge::FontSet& fonts) {
  return link::start_link({.state_dir = run_.settings.state_directory,
                           .software = "einlass-kiosk " EINLASS_VERSION,
                           .font_set = fonts.hash(),
                           .fonts = packaged_fonts(fonts, run_.assets / "fonts"),
                           .built = base::Instant::from_unix_ms(std::int64_t{EINLASS_BUILT_S} * 1000),
                           .clock = &clock_,
                           .post = stage_->post_link()});
}

// On a thread of the stage's.
base::Result<void> KioskApp::pair(const std::string& text, const std::stop_token& stop) const {
  const link::PairOptions options{.state_dir = run_.settings.state_directory,
                                  .name = {},
                                  .software = "einlass-kiosk " EINLASS_VERSION,
                                  .stop = stop};
  return wire::read_pairing_text(text)
      .and_then([&](const wire::PairingCode& code) { return link::pair(code, options); })
      .map([](const link::PairedAs& /*paired*/) {});
}

void KioskApp::leave() {
  base::log_info("an organiser leaves the kiosk");
  left_ = true;
  tell_to_stop();
}

void KioskApp::stop_when_told() {
  if (told_to_stop) {
    base::log_info("stopping");
    frame_->disconnect();
    frame_->Close(true);
    return ExitMainLoop();
  }
  ui_->after(kStopWatch, [this] { stop_when_told(); });
}

}  // namespace einlass::kiosk
