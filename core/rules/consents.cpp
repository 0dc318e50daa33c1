#include "core/rules/consents.h"

#include <algorithm>

namespace einlass::rules {

const ConsentGiven* said_to(const Question& question, const std::vector<ConsentGiven>& consents) {
  const auto found = std::find_if(consents.begin(), consents.end(), [&question](const ConsentGiven& given) {
    return given.question == question.id && given.text_version == question.text_version;
  });
  return found == consents.end() ? nullptr : &*found;
}

}  // namespace einlass::rules
