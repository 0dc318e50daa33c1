// Badges as a kiosk renders them: cold is the first badge after the program's start, warm every later one.
#include "bench/micro/bench_folder.h"
#include "bench/micro/samples.h"
#include "core/base/assets.h"
#include "printing/badge/renderer.h"

#include <array>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>

#include <benchmark/benchmark.h>
#include <cairo-pdf.h>

namespace einlass::bench {
namespace {

constexpr const char* card = "card-86x54.svg";
constexpr const char* label = "label-62x100.svg";

struct Press {
  explicit Press(const char* file) : drawing(must(badge::BadgeTemplate::load(folder() / "badges" / file))) {}

  static std::filesystem::path folder() { return base::assets_directory(); }

  std::string pdf_of(const badge::BadgeContent& content) {
    return must(renderer.render_pdf(drawing, content, 300)).pdf;
  }
  badge::Dots dots_of(const badge::BadgeContent& content) {
    return must(renderer.render_dots(drawing, content, 203)).dots;
  }

  badge::BadgeTemplate drawing;
  std::shared_ptr<const badge::FontSet> fonts = must(badge::FontSet::open(folder() / "fonts"));
  badge::Renderer renderer{fonts};
};

using Names = std::array<const char*, 5>;

constexpr Names latin{"Zoë Müller-Lüdenscheidt", "Jan Novák", "Ελένη Παπαδοπούλου", "Наталья Иванова",
                      "Wolfgang Amadeus Freiherr von Hohenstaufen"};
constexpr Names cjk{"山田 太郎", "王小明", "김민준", "株式会社ノルトリヒト 技術部長 高橋", "欧阳诸葛雨桐"};
constexpr Names arabic{"محمد عبد الرحمن الخطيب", "ليلى الحداد", "יוסף בן־גוריון", "فاطمة الزهراء بنت محمد الأنصارية",
                       "یوسف بن سالم"};
constexpr Names emoji{"Zoë 👩‍💻 Krüger 🎉", "👨‍👩‍👧‍👦 Familie Müller",
                      "Jan 🏳️‍🌈 Novák", "🦄🚀🌍🎈🍀",
                      "Ελένη ❤️ Παπαδοπούλου"};

badge::BadgeContent guest(const Names& names, std::size_t number) {
  badge::BadgeContent content;
  content.fields = {{"name", names[number % names.size()]},
                    {"company", "Rheinische Werke " + std::to_string(number)},
                    {"position", "Head of Research"},
                    {"category", "guest"},
                    {"category_label", "Guest"},
                    {"event", "Future Summit"}};
  content.code = "EB1:0123456789ABCDEFGHJKMNPQRS";
  return content;
}

template <typename Draw>
void measure_warm(benchmark::State& state, const char* file, const Names& names, Draw draw) {
  Press press(file);
  std::size_t number = 0;
  for (; number < 10; ++number) draw(press, guest(names, number));
  Samples samples;
  for (auto _ : state) {
    const auto content = guest(names, number++);
    samples.time([&] { return draw(press, content); });
  }
  samples.report(state);
}

void render_badge_warm(benchmark::State& state, const Names& names) {
  measure_warm(state, card, names, [](Press& press, const auto& content) { return press.pdf_of(content); });
}
BENCHMARK_CAPTURE(render_badge_warm, latin, latin)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(render_badge_warm, cjk, cjk)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(render_badge_warm, arabic, arabic)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(render_badge_warm, emoji, emoji)->Unit(benchmark::kMillisecond);

// A label for a thermal printer.
void render_badge_warm_in_dots(benchmark::State& state, const Names& names) {
  measure_warm(state, label, names, [](Press& press, const auto& content) { return press.dots_of(content); });
}
BENCHMARK_CAPTURE(render_badge_warm_in_dots, latin, latin)
    ->Name("render_badge_warm/dots")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(render_badge_warm_in_dots, emoji, emoji)
    ->Name("render_badge_warm/emoji_in_dots")
    ->Unit(benchmark::kMillisecond);

// Once per process, as scripts/bench runs it: the files are in the system's cache, everything of ours is new, and no
// library has drawn before.
void render_badge_cold(benchmark::State& state) {
  Samples samples;
  for (auto _ : state) samples.time([&] { return Press(card).pdf_of(guest(latin, 1)); });
  samples.report(state);
}
BENCHMARK(render_badge_cold)->Unit(benchmark::kMillisecond)->Iterations(1);

cairo_status_t append(void* target, const unsigned char* bytes, unsigned size) {
  static_cast<std::string*>(target)->append(reinterpret_cast<const char*>(bytes), size);
  return CAIRO_STATUS_SUCCESS;
}

// Reference: the same library writes a page with one line around it.
void reference_empty_pdf(benchmark::State& state) {
  Samples samples;
  for (auto _ : state) {
    samples.time([] {
      std::string pdf;
      cairo_surface_t* page = cairo_pdf_surface_create_for_stream(append, &pdf, 244, 153);
      cairo_t* pen = cairo_create(page);
      cairo_rectangle(pen, 10, 10, 200, 100);
      cairo_stroke(pen);
      cairo_destroy(pen);
      cairo_surface_finish(page);
      cairo_surface_destroy(page);
      return pdf;
    });
  }
  samples.report(state);
}
BENCHMARK(reference_empty_pdf)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace einlass::bench
