"""The base of every stand-in: tables of rows that tests load, change and read."""

import copy
from typing import Any

from frame.clock import Clock
from frame.exchange import Answer, Request, html_answer, json_answer
from frame.faults import Faults

Row = dict[str, Any]


class System:
    name = ""
    tables: tuple[str, ...] = ()
    options: dict[str, Any] = {}  # switches of the system, with what they are where nobody sets them

    def __init__(self) -> None:
        self.clock = Clock()
        self.faults = Faults()
        self.reset()

    # --- what a stand-in answers -----------------------------------------------------------------------------------

    def answer(self, request: Request) -> Answer:
        raise NotImplementedError

    def too_many(self, retry_after: int) -> Answer:
        return json_answer(429, {"detail": "Too many requests."}, {"Retry-After": str(retry_after)})

    def server_error(self, status: int) -> Answer:
        return html_answer(status, "Internal Server Error" if status == 500 else "Server Error")

    def own_error(self) -> Answer:
        return self.server_error(500)

    # --- what tests do with it -------------------------------------------------------------------------------------

    def reset(self) -> None:
        self.key = "standin-key"
        self.switches = {**type(self).options}
        self.rows: dict[str, dict[Any, Row]] = {name: {} for name in self.tables}
        self._last_id: dict[str, int] = {}

    def state(self) -> dict[str, Any]:
        return {name: list(rows.values()) for name, rows in self.rows.items()}

    def change(self, changes: dict[str, Any]) -> None:
        """`key`, `options`, `generate`, `load` {table: rows}, `update` {table: rows with id}, `delete` {table: ids}."""
        self.key = changes.get("key", self.key)
        self.switches.update(self._known_options(changes.get("options", {})))
        if "generate" in changes:
            self._load(self.generated(**changes["generate"]))
        self._load(changes.get("load", {}))
        for table, rows in changes.get("update", {}).items():
            for row in rows:
                self.row_changed(table, self.rows[table][row["id"]] | row)
        for table, ids in changes.get("delete", {}).items():
            for number in ids:
                self.row_deleted(table, number)

    def generated(self, **wanted: Any) -> dict[str, list[Row]]:
        """Made-up rows for load(), from a seed."""
        raise NotImplementedError

    # --- what a stand-in may do otherwise --------------------------------------------------------------------------

    def completed(self, table: str, row: Row) -> Row:
        """A row that a test loads, with what the system itself would have added."""
        return row

    def row_changed(self, table: str, row: Row) -> None:
        self.rows[table][row["id"]] = row

    def row_deleted(self, table: str, number: Any) -> None:
        del self.rows[table][number]

    # ---------------------------------------------------------------------------------------------------------------

    def _load(self, data: dict[str, list[Row]]) -> None:
        for table, rows in data.items():
            for row in rows:
                whole = self.completed(table, copy.deepcopy(row))
                self.rows[table][whole["id"]] = whole

    def _known_options(self, options: dict[str, Any]) -> dict[str, Any]:
        unknown = options.keys() - self.switches.keys()
        if unknown:
            raise ValueError(f"{self.name} has no option {', '.join(sorted(unknown))}")
        return options

    def free_id(self, table: str, first: int = 1) -> int:
        """As an auto-increment: the id of a deleted row is not given again."""
        used = (number for number in self.rows[table] if isinstance(number, int))
        self._last_id[table] = max(self._last_id.get(table, first - 1), *used, first - 1) + 1
        return self._last_id[table]
