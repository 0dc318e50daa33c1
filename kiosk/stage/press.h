// Draws badges beside the UI thread, because the first badge of a script or template takes several frames' time.
// Made once by the stage, on the UI thread; its calls return at once, answers come through the UI loop.
#pragma once

#include "core/base/error.h"
#include "core/base/guarded.h"
#include "kiosk/flow/ui_loop.h"
#include "printing/badge/badge_content.h"
#include "printing/badge/font_set.h"
#include "printing/spool/printer.h"

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace einlass::stage {

struct DrawnBadge {
  std::string pdf;
  spool::InDots in_dots;  // on any thread, and as long as it is kept
  double width_mm = 0;
  double height_mm = 0;
  std::vector<std::string> lines;  // what stands on it, from top to bottom
};

// A badge as it would be printed, for a screen.
struct PicturedBadge {
  std::string png;
  std::vector<std::string> lines;  // as above
};

class Press {
 public:
  using Pictured = std::function<void(base::Result<PicturedBadge>)>;  // on the UI thread
  using Done = std::function<void(base::Result<DrawnBadge>)>;         // on the UI thread

  Press(std::shared_ptr<const badge::FontSet> fonts, flow::UiLoop& ui);
  ~Press();  // badges that wait are not drawn any more
  Press(const Press&) = delete;
  Press& operator=(const Press&) = delete;

  // What badges of the templates set afterwards are set in: the fonts in `folder`, if they are `font_set`; the packaged
  // ones where the folder is empty or holds others, which is logged.
  void set_fonts(std::filesystem::path folder, std::string font_set);

  // Of the event that is assigned: SVG documents by name. Draws one badge of each to warm up.
  void set_templates(std::map<std::string, std::string> templates);

  void draw(std::string template_name, badge::BadgeContent content, Done done);
  void picture(std::string template_name, badge::BadgeContent content, Pictured done);

 private:
  class Drawer;
  using Task = std::function<void(Drawer&)>;

  void run();
  void enqueue(Task task);

  std::shared_ptr<const badge::FontSet> fonts_;
  flow::UiLoop& ui_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Task> tasks_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace einlass::stage
