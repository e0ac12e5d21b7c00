"""A standard from its file or its rows: checked, with typed parameters. What is wrong is said in words."""

from collections.abc import Mapping
from graphlib import CycleError

from lms.accreditation.rules.evaluator import in_order
from lms.accreditation.rules.kinds import KINDS
from lms.accreditation.rules.parameters import ParametersNotValid, read_parameters
from lms.accreditation.rules.values import Clause, Force, StandardRules

DATED = ("milestones_reached",)  # kinds whose evidence is something that happened on a day
GRADES = ("S", "V", "2", "BG", "INF")
_ASKED = ("key", "kind", "title", "force", "source", "locator", "grade", "parameters", "explanation", "how_to_meet")
_HEAD = ("key", "version", "title", "route", "body", "status", "effective_from", "source")


class StandardNotReadable(ValueError):
    """A standard's data break a rule of writing standards. The text says where and why."""


def read_standard(data: Mapping) -> StandardRules:
    """Raises StandardNotReadable. A standard without requirements is one that a body has still to fill."""
    missing = [name for name in _HEAD if not data.get(name)] + ["requirements"] * (data.get("requirements") is None)
    if missing:
        raise StandardNotReadable(f"The standard does not say its {', '.join(missing)}.")
    clauses = tuple(read_clause(given, standard_source=data["source"]) for given in data["requirements"])
    codes = [clause.code for clause in clauses]
    if len(set(codes)) != len(codes):
        raise StandardNotReadable(f"{data['key']} names a requirement twice.")
    _refuse_unknown_or_circular_since(clauses)
    return StandardRules(
        code=data["key"], label=str(data["version"]), title=data["title"], route=data["route"], clauses=clauses
    )


def read_clause(given: Mapping, *, standard_source: str) -> Clause:
    """One requirement. Raises StandardNotReadable."""
    name = given.get("key", "A requirement without a key")
    missing = [part for part in _ASKED if part not in given or given[part] in ("", None)]
    if missing:
        raise StandardNotReadable(f"{name} does not say its {', '.join(missing)}.")
    _refuse_unknown(name, given)
    force = Force(given["force"])
    _refuse_wrong_source(name, force, given["source"], standard_source)
    return Clause(
        code=given["key"],
        kind=given["kind"],
        title=given["title"],
        force=force,
        is_gate=_is_gate(name, force, given.get("gates_award")),
        source=given["source"],
        locator=given["locator"],
        grade=given["grade"],
        parameters=_parameters(name, given),
        explanation=given["explanation"],
        how_to_meet=given["how_to_meet"],
    )


def _refuse_unknown_or_circular_since(clauses: tuple[Clause, ...]) -> None:
    """`since` names a clause of the same standard that happens on a day, and never leads back to itself."""
    dated = {clause.code for clause in clauses if clause.kind in DATED}
    known = ", ".join(sorted(dated)) or "none"
    for clause in clauses:
        since = clause.parameters.since
        if since and since not in dated:
            raise StandardNotReadable(f"{clause.code} counts since {since}, which has no day. These have: {known}.")
    try:
        in_order(clauses)
    except CycleError as error:
        raise StandardNotReadable(f"These clauses wait for each other: {', '.join(error.args[1][:-1])}.") from error


def _refuse_unknown(name: str, given: Mapping) -> None:
    for part, known in (("kind", KINDS), ("force", list(Force)), ("grade", GRADES)):
        if given[part] not in known:
            raise StandardNotReadable(f"{name} has an unknown {part}, {given[part]}. Known: {', '.join(known)}.")


def _refuse_wrong_source(name: str, force: Force, source: str, standard_source: str) -> None:
    """A provider's own rule is never cited to the body whose standard it is added to."""
    if force is Force.PROVIDER and source == standard_source:
        raise StandardNotReadable(f"{name} is the provider's own and must not name {source} as its source.")


def _is_gate(name: str, force: Force, marked: bool | None) -> bool:
    """Whether the award waits for it: "must" always, "recommended" never, the provider's own when marked (ADR 0013)."""
    if force is not Force.PROVIDER and marked not in (None, force is Force.MUST):
        raise StandardNotReadable(f"{name} is “{force}”: what the award waits for is “must”, and only that.")
    return force is Force.MUST or bool(marked)


def _parameters(name: str, given: Mapping):
    try:
        return read_parameters(KINDS[given["kind"]].parameters, given["parameters"])
    except ParametersNotValid as error:
        raise StandardNotReadable(f"{name}: {error}.") from error
