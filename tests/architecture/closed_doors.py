"""An import-linter contract: a room shows other rooms only its open modules (never views, forms, tasks or hooks)."""

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class ClosedDoorsContract(Contract):
    rooms = fields.ListField(subfield=fields.StringField())
    open_modules = fields.ListField(subfield=fields.StringField())
    exempt_importers = fields.ListField(subfield=fields.StringField(), required=False)

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        broken = []
        for room in self.rooms:
            if room not in graph.modules:
                raise ValueError(f"closed-doors names {room}, which is not there")
            for module in {room, *graph.find_descendants(room)}:
                if self._is_open(room, module):
                    continue
                broken += [
                    f"{importer} -> {module}"
                    for importer in graph.find_modules_that_directly_import(module)
                    if not self._lives_in(importer, room) and importer not in (self.exempt_importers or [])
                ]
        return ContractCheck(kept=not broken, metadata={"broken": sorted(broken)})

    def _is_open(self, room: str, module: str) -> bool:
        inside = module.removeprefix(room).lstrip(".")
        return inside.split(".")[0] in self.open_modules

    def _lives_in(self, module: str, room: str) -> bool:
        return module == room or module.startswith(f"{room}.")

    def render_broken_contract(self, check: ContractCheck) -> None:
        for line in check.metadata["broken"]:
            output.print_error(line)
