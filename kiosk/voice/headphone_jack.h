// Knows whether headphones are plugged in, from the switch of the machine's jack (Linux input, SW_HEADPHONE_INSERT).
// Sought anew, every few seconds, where there is none or it goes, such as with a USB sound card.
#pragma once

#include "core/base/instant.h"

#include <filesystem>
#include <functional>
#include <string>
#include <thread>

namespace einlass::voice {

class HeadphoneJack {
 public:
  struct Options {
    std::filesystem::path device;  // empty: the first in `folder` that has such a switch
    std::filesystem::path folder = "/dev/input";
    base::Milliseconds again_after{3'000};
  };

  // `tell` is called on a thread of the jack's with each change; before the first, nothing is plugged in.
  HeadphoneJack(Options options, std::function<void(bool plugged_in)> tell);
  ~HeadphoneJack();
  HeadphoneJack(const HeadphoneJack&) = delete;
  HeadphoneJack& operator=(const HeadphoneJack&) = delete;

 private:
  void run();
  int open_device();
  void watch(int device);
  void tell(bool plugged_in);
  bool ended_within(base::Milliseconds time) const;
  void complain(const std::string& why);

  const Options options_;
  const std::function<void(bool)> tell_;
  bool plugged_in_ = false;
  bool complained_ = false;
  int end_;  // readable once this ends
  std::thread thread_;
};

}  // namespace einlass::voice
