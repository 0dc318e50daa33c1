// Parts of `einlass badge`, each of which adds its command to it. One thread.
#pragma once

#include "server/cli/commands.h"

namespace einlass::cli {

void add_lint(CLI::App& badges, const Program& program);       // badge lint
void add_test_page(CLI::App& badges, const Program& program);  // badge test-page

}  // namespace einlass::cli
