#include "printing/badge/drawing_limits.h"

#include "printing/badge/embedded_image.h"
#include "printing/badge/svg_elements.h"

#include <algorithm>
#include <string_view>

#include <pugixml.hpp>

namespace einlass::badge {
namespace {

constexpr int most_depth = 100;        // each level is a call of whoever walks through it
constexpr int most_elements = 50'000;  // a logo traced by a program has some thousands
constexpr int most_filters = 64;       // each is worked over the whole page

class Count : public pugi::xml_tree_walker {
 public:
  bool for_each(pugi::xml_node& node) override {
    if (node.type() != pugi::node_element) return true;
    elements_ += 1;
    deepest_ = std::max(deepest_, depth());
    if (std::string_view(local_name(node)).starts_with("fe")) filters_ += 1;
    return elements_ <= most_elements && deepest_ <= most_depth;
  }

  std::optional<std::string> beyond() const {
    if (deepest_ > most_depth) return "has groups within groups a hundred times over: ungroup them.";
    if (elements_ > most_elements) return "has more than 50,000 elements: make it simpler.";
    if (filters_ > most_filters) return "has more than 64 steps of filters: draw shadows and blurs as a picture.";
    return std::nullopt;
  }

 private:
  int elements_ = 0;
  int deepest_ = 0;
  int filters_ = 0;
};

}  // namespace

std::optional<std::string> beyond_limits(const pugi::xml_document& drawing) {
  Count count;
  pugi::xml_node(drawing).traverse(count);
  return count.beyond();
}

std::optional<std::string> picture_beyond_limits(const std::string& bytes) {
  if (media_type_of(bytes) != "image/svg+xml") return std::nullopt;
  pugi::xml_document picture;
  if (!picture.load_buffer(bytes.data(), bytes.size())) return "is not readable as XML: save the picture again.";
  return beyond_limits(picture);
}

}  // namespace einlass::badge
