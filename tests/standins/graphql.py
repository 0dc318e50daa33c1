"""As much of GraphQL's grammar as connectors write: operations, variables, arguments, aliases, fragments."""

import json
import re
from dataclasses import dataclass, field
from typing import Any

TOKEN = re.compile(r'[\s,\ufeff]+|#[^\n]*|(?P<token>\.\.\.|[{}()\[\]:!=$@]|"(?:[^"\\\n]|\\.)*"'
                   r'|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?|[A-Za-z_]\w*)')


class GraphQLError(Exception):
    """Its text goes into `errors`."""


@dataclass
class Variable:
    name: str


@dataclass
class Field:
    name: str
    alias: str
    arguments: dict[str, Any]
    selections: list["Field | Fragment"] = field(default_factory=list)


@dataclass
class Fragment:
    on: str
    selections: list["Field | Fragment"]


@dataclass
class Operation:
    kind: str  # query or mutation
    variables: dict[str, tuple[str, Any]]  # name -> type, default
    selections: list[Field | Fragment]


def parse(text: str) -> Operation:
    return _Parser(text).document()


class _Parser:
    def __init__(self, text: str) -> None:
        self._tokens = _tokens(text)
        self._named: dict[str, Fragment] = {}

    def document(self) -> Operation:
        operations = []
        while self._tokens:
            if self._tokens[0] == "fragment":
                self._definition()
            else:
                operations.append(self._operation())
        if len(operations) != 1:
            raise GraphQLError("Must provide operation name if query contains multiple operations.")
        self._resolve(operations[0].selections)
        return operations[0]

    def _operation(self) -> Operation:
        if self._tokens[0] == "{":
            return Operation("query", {}, self._selections())
        kind = self._take()
        if kind not in ("query", "mutation"):
            raise GraphQLError(f'Syntax Error: Unexpected Name "{kind}"')
        if self._tokens and self._tokens[0] not in ("(", "{"):
            self._take()
        return Operation(kind, self._variables(), self._selections())

    def _definition(self) -> None:
        self._take("fragment")
        name = self._take()
        self._take("on")
        self._named[name] = Fragment(self._take(), self._selections())

    def _resolve(self, selections: list[Any]) -> None:
        """A named fragment may be defined after its use."""
        for place, one in enumerate(selections):
            if isinstance(one, str):
                if one not in self._named:
                    raise GraphQLError(f'Unknown fragment "{one}".')
                selections[place] = self._named[one]
            self._resolve(selections[place].selections)

    def _variables(self) -> dict[str, tuple[str, Any]]:
        found = {}
        if self._next_is("("):
            while not self._next_is(")"):
                self._take("$")
                name = self._take()
                self._take(":")
                kind = self._type()
                found[name] = (kind, self._value() if self._next_is("=") else None)
        return found

    def _type(self) -> str:
        if self._next_is("["):
            kind = f"[{self._type()}]"
            self._take("]")
        else:
            kind = self._take()
        return kind + ("!" if self._next_is("!") else "")

    def _selections(self) -> list[Any]:
        self._take("{")
        found = []
        while not self._next_is("}"):
            found.append(self._fragment() if self._next_is("...") else self._field())
        return found

    def _fragment(self) -> Any:
        if self._next_is("on"):
            return Fragment(self._take(), self._selections())
        return self._take()

    def _field(self) -> Field:
        name = alias = self._name()
        if self._next_is(":"):
            name = self._name()
        arguments = {}
        if self._next_is("("):
            while not self._next_is(")"):
                argument = self._name()
                self._take(":")
                arguments[argument] = self._value()
        inner = self._selections() if self._tokens and self._tokens[0] == "{" else []
        return Field(name, alias, arguments, inner)

    def _value(self) -> Any:
        token = self._take()
        if token == "$":
            return Variable(self._name())
        if token == "[":
            found = []
            while not self._next_is("]"):
                found.append(self._value())
            return found
        if token == "{":
            return self._object()
        if token in ("true", "false", "null") or token[0] in '"-' or token[0].isdigit():
            return json.loads(token)
        return token  # a name of an enumeration

    def _object(self) -> dict[str, Any]:
        found = {}
        while not self._next_is("}"):
            name = self._name()
            self._take(":")
            found[name] = self._value()
        return found

    def _name(self) -> str:
        token = self._take()
        if not re.fullmatch(r"[A-Za-z_]\w*", token):
            raise GraphQLError(f"Syntax Error: Expected Name, found {token}")
        return token

    def _next_is(self, token: str) -> bool:
        if self._tokens and self._tokens[0] == token:
            self._take()
            return True
        return False

    def _take(self, expected: str | None = None) -> str:
        if not self._tokens:
            raise GraphQLError("Syntax Error: Unexpected <EOF>")
        token = self._tokens.pop(0)
        if expected not in (None, token):
            raise GraphQLError(f"Syntax Error: Expected {expected}, found {token}")
        return token


def _tokens(text: str) -> list[str]:
    found, place = [], 0
    while place < len(text):
        match = TOKEN.match(text, place)
        if match is None:
            raise GraphQLError(f"Syntax Error: Cannot parse the unexpected character {text[place]!r}.")
        place = match.end()
        if match.group("token"):
            found.append(match.group("token"))
    return found


def with_variables(value: Any, variables: dict[str, Any]) -> Any:
    if isinstance(value, Variable):
        if value.name not in variables:
            raise GraphQLError(f'Variable "${value.name}" is not defined.')
        return variables[value.name]
    if isinstance(value, list):
        return [with_variables(one, variables) for one in value]
    if isinstance(value, dict):
        return {name: with_variables(one, variables) for name, one in value.items()}
    return value


def variables_of(operation: Operation, sent: dict[str, Any]) -> dict[str, Any]:
    """Declared ones only, of their kind."""
    found = {}
    for name, (kind, default) in operation.variables.items():
        value = sent.get(name, default)
        if value is None and kind.endswith("!"):
            raise GraphQLError(f'Variable "${name}" of required type "{kind}" was not provided.')
        if value is not None and not _fits(kind.rstrip("!"), value):
            raise GraphQLError(f'Variable "${name}" got invalid value {json.dumps(value)}; Expected type {kind}')
        found[name] = value
    return found


def _fits(kind: str, value: Any) -> bool:
    if kind == "Int":
        return type(value) is int
    if kind == "String":
        return isinstance(value, str)
    if kind == "Boolean":
        return isinstance(value, bool)
    return True
