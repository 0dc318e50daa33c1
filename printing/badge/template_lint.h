// `einlass badge lint`: everything about a template that keeps it from being read, or from coming out well on paper.
// Pure but for the fonts it draws with; called by the command line and the server, on any thread, as each call has a
// renderer of its own.
#pragma once

#include "printing/badge/badge_template.h"
#include "printing/badge/font_set.h"

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace einlass::badge {

enum class Severity { Error /* it cannot be used */, Warning, Hint };

struct Finding {
  std::size_t line = 0;
  Severity severity = Severity::Warning;
  std::string sentence;  // what is so, and what to do

  friend bool operator==(const Finding&, const Finding&) = default;
};

struct LintOptions {
  bool thermal = false;                 // for a printer that prints black dots only
  std::vector<std::string> categories;  // that events have; empty: not known
};

// In the order of the lines. <style> sheets are not followed, but for what can be seen in the picture.
std::vector<Finding> lint(const std::string& svg, const ImageSource& images, std::shared_ptr<const FontSet> fonts,
                          const LintOptions& options);

const char* word_of(Severity severity);  // "error", "warning", "hint"

// "card.svg:12: error: …"
std::string in_words(const std::string& file, const Finding& finding);

}  // namespace einlass::badge
