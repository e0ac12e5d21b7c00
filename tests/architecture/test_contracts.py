"""The import contracts hold, and each of them catches a planted violation."""

import subprocess
import sys

import grimp
import pytest

from tests.architecture.closed_doors import ClosedDoorsContract
from tests.architecture.rooms import ROOT


def test_import_contracts_hold():
    result = subprocess.run(
        [f"{sys.prefix}/bin/lint-imports", "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert result.returncode == 0, result.stdout


@pytest.fixture
def graph():
    graph = grimp.ImportGraph()
    for module in ("a", "a.views", "a.queries", "b", "b.views"):
        graph.add_module(module)
    return graph


def closed_doors():
    return ClosedDoorsContract(
        name="closed doors",
        session_options={},
        contract_options={"rooms": ["a", "b"], "open_modules": ["queries"], "exempt_importers": []},
    )


def test_closed_doors_lets_open_modules_be_imported(graph):
    graph.add_import(importer="b.views", imported="a.queries")

    assert closed_doors().check(graph, verbose=False).kept


def test_closed_doors_catches_an_import_of_views(graph):
    graph.add_import(importer="b.views", imported="a.views")

    check = closed_doors().check(graph, verbose=False)

    assert not check.kept
    assert check.metadata["broken"] == ["b.views -> a.views"]
