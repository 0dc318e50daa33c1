// Parts of `einlass badge`, each of which adds its command to it. One thread.
#pragma once

#include "server/cli/commands.h"

namespace einlass::cli {

void add_lint(CLI::App& badges, const Program& program);       // badge lint
void add_preflight(CLI::App& badges, const Program& program);  // badge preflight
void add_sheet(CLI::App& badges, const Program& program);      // badge sheet
void add_print(CLI::App& badges, const Program& program);      // badge print
void add_settle(CLI::App& badges, const Program& program);     // badge settle
void add_test_page(CLI::App& badges, const Program& program);  // badge test-page

}  // namespace einlass::cli
