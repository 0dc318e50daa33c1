// One badge on its way: words, and a bar that says the same.
#pragma once

#include "kiosk/flow/screen_model.h"
#include "kiosk/screens/measure.h"
#include "kiosk/screens/pane.h"
#include "kiosk/screens/text_block.h"

#include <span>

#include <wx/gauge.h>

namespace einlass::screens {

class BadgeCard : public Pane {
 public:
  BadgeCard(wxWindow* parent, const Theme& theme);

  void set_line(const flow::BadgeLine& line);
  // Size of type that its words take; `most`: at most, 0: no limit.
  int fit(const wxSize& size, const Measure& measure, int most);
  void arrange(const wxSize& size, const Measure& measure, int most_type = 0);

  const TextBlock& words() const { return *words_; }

 private:
  void paint();

  const Theme& theme_;
  TextBlock* words_;
  wxGauge* bar_;
  flow::BadgeStage stage_ = flow::BadgeStage::Waiting;
  bool has_bar_ = false;
  int bar_height_ = 0;  // with what is free around it; 0: words need its place
  Measure measure_;
};

struct CardColumns {
  int columns = 1;
  int gap = 0;  // pixels
};

// From the place of the first one on, each as large; written in the size that the longest takes.
void put_cards(std::span<BadgeCard* const> cards, const wxRect& first, const CardColumns& shape,
               const Measure& measure);

}  // namespace einlass::screens
