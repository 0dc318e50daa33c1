// The scanner's rungs on camera frames of 1280 × 720.
#include "bench/micro/samples.h"
#include "scanner/decoder.h"
#include "scanner/frame_ops.h"
#include "tests/scanner/code_picture.h"

#include <cmath>
#include <cstring>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

namespace einlass::bench {
namespace {

using scan::Frame;

// A hall: soft light from one side, edges of furniture and faces, the noise of a sensor.
Frame hall(unsigned seed) {
  Frame frame = scan::testing::grey_noise(seed, 1280, 720);
  for (int y = 0; y < frame.height; ++y) {
    for (int x = 0; x < frame.width; ++x) {
      auto& pixel = frame.pixels[static_cast<std::size_t>(y * frame.stride + x)];
      const double light = 70 + 90.0 * x / frame.width + 25 * std::sin(y / 37.0 + seed);
      const int furniture = ((x / (70 + static_cast<int>(seed) * 3) + y / 90) % 3) * 22;
      pixel = static_cast<std::uint8_t>(std::clamp(light + furniture + (pixel - 128) / 12.0, 0.0, 255.0));
    }
  }
  return scan::blurred(frame);
}

std::vector<Frame> halls() {
  std::vector<Frame> frames;
  for (unsigned seed = 1; seed <= 14; ++seed) frames.push_back(hall(seed));
  return frames;
}

std::vector<Frame> halls_with_ticket() {
  std::vector<Frame> frames = halls();
  for (std::size_t n = 0; n < frames.size(); ++n) {
    const auto turn = static_cast<double>(n);
    const scan::testing::Look look{
        .module = 3 + turn / 3, .degrees = 25 * turn, .blur = 2, .noise = 10, .x = 0.3 + turn / 40, .y = 0.5};
    frames[n] = scan::testing::paint_onto(frames[n], "EINLASS-7Q3FK2M9XW4T8ZB6", scan::CodeFormat::QrCode, look);
  }
  return frames;
}

void decode_all(benchmark::State& state, const std::vector<Frame>& frames) {
  const scan::Decoder decoder;
  Samples samples;
  std::size_t next = 0;
  std::size_t found = 0;
  for (auto _ : state) {
    const Frame& frame = frames[next++ % frames.size()];
    found += samples.time([&] { return decoder.decode(frame); }).size();
  }
  samples.report(state);
  state.counters["found"] = static_cast<double>(found) / static_cast<double>(next);
}

void decode_frame_without_code(benchmark::State& state) {
  decode_all(state, halls());
}
BENCHMARK(decode_frame_without_code)->Unit(benchmark::kMillisecond);

void decode_frame_with_code(benchmark::State& state) {
  decode_all(state, halls_with_ticket());
}
BENCHMARK(decode_frame_with_code)->Unit(benchmark::kMillisecond);

// What a free frame costs beside the first attempt.
void decode_harder_rung(benchmark::State& state) {
  const auto frames = halls();
  scan::Decoder decoder;
  Samples samples;
  std::size_t next = 0;
  for (auto _ : state) samples.time([&] { return decoder.decode_harder(frames[next++ % frames.size()]); });
  samples.report(state);
}
BENCHMARK(decode_harder_rung)->Unit(benchmark::kMillisecond);

// Reference: this machine reads and writes the same pixels once.
void reference_invert_frame(benchmark::State& state) {
  const Frame frame = hall(1);
  Samples samples;
  for (auto _ : state) samples.time([&] { return scan::inverted(frame); });
  samples.report(state);
}
BENCHMARK(reference_invert_frame)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace einlass::bench
