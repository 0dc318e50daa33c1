#include "kiosk/stage/press.h"

#include "core/base/log.h"
#include "printing/badge/badge_template.h"
#include "printing/badge/renderer.h"

#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace einlass::stage {

namespace {

constexpr double picture_dpi = 200;  // a card as wide as half a screen

}  // namespace

// Lives on the press's thread.
class Press::Drawer {
 public:
  explicit Drawer(std::shared_ptr<const badge::FontSet> fonts) : packaged_(std::move(fonts)) {
    renderer_ = std::make_shared<badge::Renderer>(packaged_);
  }

  void set_fonts(const std::filesystem::path& folder, const std::string& font_set) {
    if (font_set == font_set_) return;
    font_set_ = font_set;
    renderer_ = std::make_shared<badge::Renderer>(folder.empty() ? packaged_ : fonts_in(folder, font_set));
  }

  void set_templates(const std::map<std::string, std::string>& documents) {
    templates_.clear();
    for (const auto& [name, svg] : documents) {
      auto drawing = badge::BadgeTemplate::parse(svg, name, refuse_files);
      if (!drawing) {
        base::log_error("A badge template cannot be used. {}", drawing.error().message);
        continue;
      }
      const auto kept = std::make_shared<const badge::BadgeTemplate>(*std::move(drawing));
      templates_[name] = kept;
      if (auto warm = renderer_->render_pdf(*kept, {}); !warm) base::log_error("{}", warm.error().message);
    }
  }

  base::Result<DrawnBadge> draw(const std::string& name, const badge::BadgeContent& content) {
    const auto drawing = drawing_called(name);
    if (!drawing) return tl::make_unexpected(drawing.error());
    auto rendered = renderer_->render_pdf(**drawing, content);
    if (!rendered) return tl::make_unexpected(rendered.error());
    return DrawnBadge{.pdf = std::move(rendered->pdf),
                      .in_dots = dots_of(*drawing, content),
                      .width_mm = (*drawing)->width_mm(),
                      .height_mm = (*drawing)->height_mm(),
                      .lines = lines_of(rendered->report)};
  }

  base::Result<PicturedBadge> picture(const std::string& name, const badge::BadgeContent& content) {
    const auto drawing = drawing_called(name);
    if (!drawing) return tl::make_unexpected(drawing.error());
    auto rendered = renderer_->render_png(**drawing, content, picture_dpi);
    if (!rendered) return tl::make_unexpected(rendered.error());
    return PicturedBadge{.png = std::move(rendered->png), .lines = lines_of(rendered->report)};
  }

 private:
  // Drawn when a printer wants it, perhaps after the event's templates or fonts have changed.
  spool::InDots dots_of(std::shared_ptr<const badge::BadgeTemplate> drawing, const badge::BadgeContent& content) const {
    return [renderer = renderer_, drawing = std::move(drawing), content](int dpi) {
      return renderer->render_dots(*drawing, content, dpi).map([](badge::RenderedDots&& rendered) {
        return std::move(rendered.dots);
      });
    };
  }

  static std::vector<std::string> lines_of(const badge::BadgeReport& report) {
    std::vector<std::string> lines;
    for (const auto& text : report.texts) {
      if (!text.lines.empty()) lines.push_back(fmt::format("{}", fmt::join(text.lines, " ")));
    }
    return lines;
  }

  base::Result<std::shared_ptr<const badge::BadgeTemplate>> drawing_called(const std::string& name) const {
    const auto found = templates_.find(name);
    if (found != templates_.end()) return found->second;
    return base::fail(
        base::ErrorKind::NotFound,
        fmt::format("The badge template \"{}\" is missing; set it with einlass event set --badge-template.", name));
  }

  // A template travels as one document with its pictures inside.
  static base::Result<std::string> refuse_files(const std::string& /*href*/) {
    return base::fail(base::ErrorKind::InvalidInput, "A template on a kiosk cannot refer to files.");
  }

  std::shared_ptr<const badge::FontSet> fonts_in(const std::filesystem::path& folder,
                                                 const std::string& font_set) const {
    const auto fonts = badge::FontSet::open(folder);
    if (fonts && (*fonts)->hash() == font_set) return *fonts;
    base::log_warning("Badges are set in this kiosk's own fonts, not in the server's. {}",
                      fonts ? "Those that were fetched are damaged; pair this kiosk again." : fonts.error().message);
    return packaged_;
  }

  std::shared_ptr<const badge::FontSet> packaged_;
  std::string font_set_;  // as last asked for
  std::shared_ptr<badge::Renderer> renderer_;
  std::map<std::string, std::shared_ptr<const badge::BadgeTemplate>> templates_;
};

Press::Press(std::shared_ptr<const badge::FontSet> fonts, flow::UiLoop& ui)
    : fonts_(std::move(fonts)), ui_(ui), thread_([this] { run(); }) {}

Press::~Press() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

void Press::set_fonts(std::filesystem::path folder, std::string font_set) {
  enqueue([folder = std::move(folder), font_set = std::move(font_set)](Drawer& drawer) {
    drawer.set_fonts(folder, font_set);
  });
}

void Press::set_templates(std::map<std::string, std::string> templates) {
  enqueue([templates = std::move(templates)](Drawer& drawer) { drawer.set_templates(templates); });
}

void Press::draw(std::string template_name, badge::BadgeContent content, Done done) {
  enqueue(
      [this, name = std::move(template_name), content = std::move(content), done = std::move(done)](Drawer& drawer) {
        auto drawn = drawer.draw(name, content);
        ui_.post([done, drawn = std::move(drawn)]() mutable { done(std::move(drawn)); });
      });
}

void Press::picture(std::string template_name, badge::BadgeContent content, Pictured done) {
  enqueue(
      [this, name = std::move(template_name), content = std::move(content), done = std::move(done)](Drawer& drawer) {
        auto pictured = drawer.picture(name, content);
        ui_.post([done, pictured = std::move(pictured)]() mutable { done(std::move(pictured)); });
      });
}

void Press::enqueue(Task task) {
  {
    const std::lock_guard lock(mutex_);
    tasks_.push_back(std::move(task));
  }
  wake_.notify_all();
}

void Press::run() {
  Drawer drawer(fonts_);
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    if (tasks_.empty()) {
      wake_.wait(lock);
      continue;
    }
    const Task task = std::move(tasks_.front());
    tasks_.pop_front();
    lock.unlock();
    task(drawer);
    lock.lock();
  }
}

}  // namespace einlass::stage
