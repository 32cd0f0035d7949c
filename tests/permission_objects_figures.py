"""What the permission table says of figures: of two wards and of a cell."""

from __future__ import annotations

from typing import Any

from fourgood.demo.cast import Cast


def figures_objects(cast: Cast) -> dict[str, list[Any]]:
    units = {"Nam's ward": cast.dong_mai, "Dũng's ward": cast.binh_luc_ha.parent, "Nam's cell": cast.bieu_nghi}
    of = {f"figures of {name}": [unit.pk] for name, unit in units.items()}
    return of | {f"figures of {name}, on their way out": [unit.pk, "month"] for name, unit in units.items()}
