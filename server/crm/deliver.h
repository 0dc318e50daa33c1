// One batch of a run: the requests of rows that the desk has begun, and what came of each. On the connector thread.
#pragma once

#include "server/crm/target.h"

#include <optional>
#include <string>
#include <vector>

namespace einlass::crm {

struct DeliveryStep {
  OutboxRow row;  // as it is on disk: begun() where the step is Create or Remove
  Step step = Step::Rest;
};

// The desk applies it to the row as it is by then.
struct Delivered {
  std::string record;
  Step step = Step::Rest;
  Answer answer;          // with Ask: Done where all that `judgement` says was seen to
  Judgement judgement{};  // with Ask
};

std::vector<Delivered> carry_out(Target& target, const std::vector<DeliveryStep>& steps);

// What becomes of a row by it.
OutboxRow after(OutboxRow row, const Delivered& delivered, const Manner& manner, base::Instant now);

}  // namespace einlass::crm
