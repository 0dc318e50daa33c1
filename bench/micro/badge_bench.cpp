// Badges as a kiosk renders them: cold is the first badge after the program's start, warm every later one.
#include "bench/micro/bench_folder.h"
#include "bench/micro/samples.h"
#include "core/base/assets.h"
#include "printing/badge/renderer.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>
#include <cairo-pdf.h>

namespace einlass::bench {
namespace {

namespace fs = std::filesystem;

fs::path first_template() {
  std::vector<fs::path> drawings;
  for (const auto& entry : fs::directory_iterator(base::assets_directory() / "badges")) {
    if (entry.path().extension() == ".svg") drawings.push_back(entry.path());
  }
  if (drawings.empty()) throw std::runtime_error("no badge template among the assets");
  return *std::min_element(drawings.begin(), drawings.end());
}

struct Press {
  std::shared_ptr<const badge::FontSet> fonts = must(badge::FontSet::open(base::assets_directory() / "fonts"));
  badge::BadgeTemplate drawing = must(badge::BadgeTemplate::load(first_template()));
  badge::Renderer renderer{fonts};

  std::string pdf_of(const badge::BadgeContent& content) {
    return must(renderer.render_pdf(drawing, content, 300)).pdf;
  }
};

badge::BadgeContent guest(std::size_t number) {
  static constexpr std::array<const char*, 5> names{"Zoë Müller-Lüdenscheidt", "Jan Novák", "Ελένη Παπαδοπούλου",
                                                    "Наталья Иванова", "Wolfgang Amadeus Freiherr von Hohenstaufen"};
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

void render_badge_warm(benchmark::State& state) {
  Press press;
  std::size_t number = 0;
  for (; number < 10; ++number) press.pdf_of(guest(number));
  Samples samples;
  for (auto _ : state) {
    const auto content = guest(number++);
    samples.time([&] { return press.pdf_of(content); });
  }
  samples.report(state);
}
BENCHMARK(render_badge_warm)->Unit(benchmark::kMillisecond);

// Once per process, as scripts/bench runs it: the files are in the system's cache, everything of ours is new, and no
// library has drawn before.
void render_badge_cold(benchmark::State& state) {
  Samples samples;
  for (auto _ : state) samples.time([&] { return Press().pdf_of(guest(1)); });
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
