#include "kiosk/screens/button_shelf.h"

#include <utility>

namespace einlass::screens {

ButtonShelf::ButtonShelf(wxWindow* parent, const Theme& theme, const OnPress& on_press, std::function<void()> turned)
    : parent_(parent), theme_(theme), on_press_(on_press), grid_(parent, theme, std::move(turned)) {}

void ButtonShelf::set_buttons(const std::vector<flow::Button>& buttons, ControlLook look) {
  while (cells_.size() < buttons.size()) {
    cells_.push_back(std::make_unique<ButtonCell>(parent_, theme_, on_press_));
  }
  shown_.clear();
  std::vector<GridCell*> cells;
  for (std::size_t i = 0; i < buttons.size(); ++i) {
    cells_[i]->set_button(buttons[i], buttons[i].primary ? ControlLook::Primary : look);
    shown_.push_back(cells_[i].get());
    cells.push_back(cells_[i].get());
  }
  grid_.set_cells(std::move(cells));
}

}  // namespace einlass::screens
