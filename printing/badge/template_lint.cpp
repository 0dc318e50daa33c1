#include "printing/badge/template_lint.h"

#include "printing/badge/lint_rules.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace einlass::badge {
const char* word_of(Severity severity) {
  switch (severity) {
    case Severity::Error:
      return "error";
    case Severity::Warning:
      return "warning";
    case Severity::Hint:
      return "hint";
  }
  return "";
}

std::vector<Finding> lint(const std::string& svg, const ImageSource& images, std::shared_ptr<const FontSet> fonts,
                          const LintOptions& options) {
  std::vector<Finding> findings;
  const auto read = read_template(svg, "", images);
  for (const auto& problem : read.problems) {
    findings.push_back({problem.line, Severity::Error, "The drawing " + problem.end_of_sentence});
  }
  const Report warn = [&](std::size_t line, std::string sentence) {
    findings.push_back({line, Severity::Warning, std::move(sentence)});
  };
  const Report hint = [&](std::size_t line, std::string sentence) {
    findings.push_back({line, Severity::Hint, std::move(sentence)});
  };
  if (read.drawing) {
    lint_boxes(*read.drawing, options, warn, hint);
    lint_drawing(svg, *read.drawing, *fonts, options, warn, hint);
    lint_page(svg, *read.drawing, std::move(fonts), options, warn, hint);
  }
  std::stable_sort(findings.begin(), findings.end(),
                   [](const Finding& one, const Finding& other) { return one.line < other.line; });
  return findings;
}

std::string in_words(const std::string& file, const Finding& finding) {
  return fmt::format("{}:{}: {}: {}", file, finding.line, word_of(finding.severity), finding.sentence);
}

}  // namespace einlass::badge
